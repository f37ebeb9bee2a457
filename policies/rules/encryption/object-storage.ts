/** Encryption of object storage: with a key of the customer's own, and twice for the most sensitive. */
import { all, check, isOneOf, isTrue, when } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, unknown, type Finding } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { customerKey } from "./customer-key.ts";

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** The settings of a bucket's encryption, beside the bucket; the second name is the older one of the same resource. */
const BUCKET_ENCRYPTIONS = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
] as const;

const DEFAULTS = "applyServerSideEncryptionByDefault";
/** `aws:s3/bucketV2:BucketV2` writes its blocks as lists. */
const DEFAULTS_V2 = `${DEFAULTS}s`;

/** A rule of S3: encrypted by KMS, with a named key. S3's own default is `AES256`, with keys of Amazon. */
function kmsRule(defaults: string): Check {
  return all(
    isOneOf(`${defaults}.sseAlgorithm`, ["aws:kms", "aws:kms:dsse"], { absent: "AES256" }),
    customerKey(`${defaults}.kmsMasterKeyId`),
  );
}

/** S3 takes exactly one rule: without one, and with more, nothing is said. */
function oneRule(path: string, rule: Check): Check {
  return check(
    rule.properties.map((property) => `${path}.${property}`),
    (subject, context, graph) => {
      const rules = subject.view.items(path);
      if (rules === undefined) return unknown(path);
      if (rules.length === 0) return fail(path, `got nothing, expected one rule; set ${path}`);
      return allOf(rules.map((view) => prefixed(path, rule.judge({ ...subject, view }, context, graph))));
    },
  );
}

function prefixed(path: string, finding: Finding): Finding {
  if (finding.outcome === "fail")
    return { ...finding, reasons: finding.reasons.map((one) => ({ ...one, property: `${path}.${one.property}` })) };
  if (finding.outcome !== "unknown") return finding;
  return { ...finding, properties: finding.properties.map((property) => `${path}.${property}`) };
}

const INLINE = oneRule("serverSideEncryptionConfiguration.rule", kmsRule(DEFAULTS));
const INLINE_V2 = oneRule("serverSideEncryptionConfigurations.rules", kmsRule(DEFAULTS_V2));

/** A bucket says it itself (the older form), or by settings beside it; these are judged on their own. */
function encryptedBucket(inline: Check): Check {
  return check(inline.properties, (subject, context, graph) => {
    const beside = BUCKET_ENCRYPTIONS.flatMap((type) => graph.pointingAt(subject, type, "bucket"));
    // What the settings set comes back as the bucket's own output, too late to be judged.
    if (beside.length > 0) return allOf(beside.map((one) => BESIDE.judge(one, context, graph)));
    const own = inline.judge(subject, context, graph);
    if (own.outcome !== "fail") return own;
    const undecided = BUCKET_ENCRYPTIONS.some((type) => graph.hasUndecided(type, "bucket", subject));
    return undecided ? unknown("serverSideEncryptionConfiguration") : own;
  });
}

const BESIDE = oneRule("rules", kmsRule(DEFAULTS));

/** Frameworks for whose data one layer of encryption is not enough: health records, and federal systems. */
function isMostSensitive(_subject: Subject, { frameworks }: Context): boolean {
  return frameworks.includes("hipaa") || frameworks.includes("fedramp");
}

function forMostSensitive(then: Check): Check {
  return when(isMostSensitive, "for health records and federal systems only", then);
}

const TWO_LAYERS = forMostSensitive(
  oneRule("rules", isOneOf(`${DEFAULTS}.sseAlgorithm`, ["aws:kms:dsse"], { absent: "AES256" })),
);

export const OBJECT_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-06",
    name: "object-storage-cmk",
    title: "Object storage default encryption uses a customer-managed key",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      [BUCKETS[0]]: encryptedBucket(INLINE),
      [BUCKETS[1]]: encryptedBucket(INLINE_V2),
      [BUCKET_ENCRYPTIONS[0]]: BESIDE,
      [BUCKET_ENCRYPTIONS[1]]: BESIDE,
      "azure-native:storage:StorageAccount": all(
        isOneOf("encryption.keySource", ["Microsoft.Keyvault"], { absent: "Microsoft.Storage" }),
        customerKey("encryption.keyVaultProperties.keyName"),
      ),
      "gcp:storage/bucket:Bucket": customerKey("encryption.defaultKmsKeyName"),
    },
  }),
  defineRule({
    id: "ENC-07",
    name: "storage-infrastructure-encryption",
    title: "Double (infrastructure) encryption for the most sensitive storage",
    severity: "low",
    scope: "resource",
    appliesTo: "regulated",
    checks: {
      [BUCKET_ENCRYPTIONS[0]]: TWO_LAYERS,
      [BUCKET_ENCRYPTIONS[1]]: TWO_LAYERS,
      "azure-native:storage:StorageAccount": forMostSensitive(
        isTrue("encryption.requireInfrastructureEncryption", { absent: false }),
      ),
    },
    // No remedy: Azure decides it when an account is made.
  }),
] as const;
