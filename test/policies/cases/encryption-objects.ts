import { caseOf, flag, key, word } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type Break, type OtherResource, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

const SETTINGS = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const SETTINGS_V2 = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
const DEFAULTS = "applyServerSideEncryptionByDefault";

/** `aws:s3/bucketV2:BucketV2` writes its blocks as lists. */
const DEFAULTS_V2 = `${DEFAULTS}s`;

/** A rule of S3 with the tenant's key, or another algorithm. */
function rule(sseAlgorithm = "aws:kms", kmsMasterKeyId: string | undefined = "key"): Record<string, unknown> {
  return { [DEFAULTS]: { sseAlgorithm, kmsMasterKeyId } };
}

/** The same as a list. */
function ruleV2(): Record<string, unknown> {
  return { [DEFAULTS_V2]: [rule()[DEFAULTS]] };
}

/** @param path where the rules are */
function rulesCase(type: string, path: string, block: unknown, more: Partial<RuleCase> = {}): RuleCase {
  const defaults = defaultsOf(type);
  const [algorithm, keyId] = [`${path}.${defaults}.sseAlgorithm`, `${path}.${defaults}.kmsMasterKeyId`];
  const list = "expected aws:kms or aws:kms:dsse";
  return {
    type,
    compliant: block as RuleCase["compliant"],
    absent: { [algorithm]: "fail", [keyId]: "fail" },
    unknown: { [keyId]: "pass" },
    breaks: [
      {
        why: "Amazon's keys",
        change: { [algorithm]: "AES256" },
        reasons: [`${algorithm}: got AES256, ${list}; set ${defaults}.sseAlgorithm`],
      },
      {
        why: "no key",
        change: { [keyId]: undefined },
        reasons: [
          `${keyId}: got nothing (the provider's own key), expected a customer-managed key; set ${defaults}.kmsMasterKeyId`,
        ],
      },
      {
        why: "no rule",
        change: { [path]: undefined },
        reasons: [`${path}: got nothing, expected one rule; set ${path}`],
      },
    ],
    variants: [
      { why: "encrypted twice", change: { [algorithm]: "aws:kms:dsse" }, outcome: "pass" },
      { why: "rules not known yet", change: { [path]: NOT_YET_KNOWN }, outcome: "unknown" },
    ],
    ...more,
  };
}

function defaultsOf(type: string): string {
  return type === BUCKET_V2 ? DEFAULTS_V2 : DEFAULTS;
}

function beside(block: Record<string, unknown>, bucket: unknown = "subject-bucket"): OtherResource[] {
  return [{ type: SETTINGS, name: "settings", props: { bucket, rules: [block] } }];
}

/** A bucket whose settings stand beside it; those of another bucket do not count. */
function bucketBeside(type: string, inline: string): RuleCase {
  const defaults = defaultsOf(type);
  const [algorithm, keyId] = [`${inline}.${defaults}.sseAlgorithm`, `${inline}.${defaults}.kmsMasterKeyId`];
  const none = `${inline}: got nothing, expected one rule; set ${inline}`;
  const breaks: Break[] = [
    { why: "no settings", others: [], reasons: [none] },
    { why: "settings of another bucket", others: beside(rule(), "another"), reasons: [none] },
    {
      why: "settings with Amazon's keys, whatever the bucket says",
      change: { [inline]: rule() },
      others: beside(rule("AES256")),
      reasons: [
        `rules.${DEFAULTS}.sseAlgorithm: got AES256, expected aws:kms or aws:kms:dsse; set ${DEFAULTS}.sseAlgorithm`,
      ],
    },
  ];
  return {
    type,
    compliant: { bucket: "subject-bucket" },
    others: beside(rule()),
    absent: { [algorithm]: "pass", [keyId]: "pass" },
    unknown: { [algorithm]: "pass", [keyId]: "pass" },
    breaks,
    variants: [
      { why: "settings of a bucket that is not known yet", others: beside(rule(), NOT_YET_KNOWN), outcome: "unknown" },
      {
        why: "settings that name it by dependency",
        others: [{ ...beside(rule(), NOT_YET_KNOWN)[0], refersTo: { bucket: ["subject"] } } as OtherResource],
        outcome: "pass",
      },
      {
        why: "settings with an algorithm that is not known yet",
        others: beside(rule(NOT_YET_KNOWN)),
        outcome: "unknown",
      },
    ],
  };
}

const SENSITIVE = { frameworks: ["hipaa"] } as const;

function twoLayers(type: string): RuleCase {
  const path = `rules.${DEFAULTS}.sseAlgorithm`;
  const wanted = `expected aws:kms:dsse; set ${DEFAULTS}.sseAlgorithm`;
  return {
    type,
    compliant: { rules: [rule("aws:kms:dsse")] },
    context: SENSITIVE,
    absent: { [path]: "fail" },
    breaks: [
      { why: "one layer", change: { [path]: "aws:kms" }, reasons: [`${path}: got aws:kms, ${wanted}`] },
      {
        why: "one layer, and a federal system",
        change: { [path]: "aws:kms" },
        context: { frameworks: ["fedramp"] },
        reasons: [`${path}: got aws:kms, ${wanted}`],
      },
      { why: "no rule", change: { rules: [] }, reasons: ["rules: got nothing, expected one rule; set rules"] },
    ],
    variants: [
      {
        why: "other frameworks",
        change: { [path]: "aws:kms" },
        context: { frameworks: ["gdpr"] },
        outcome: "not-applicable",
      },
    ],
  };
}

const INLINE = "serverSideEncryptionConfiguration.rule";
const INLINE_V2 = "serverSideEncryptionConfigurations.rules";
const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";

export const OBJECT_ENCRYPTION_CASES: RuleCases = {
  "ENC-06": [
    rulesCase(BUCKET, INLINE, { serverSideEncryptionConfiguration: { rule: rule() } }),
    bucketBeside(BUCKET, INLINE),
    rulesCase(BUCKET_V2, INLINE_V2, { serverSideEncryptionConfigurations: [{ rules: [ruleV2()] }] }, { variants: [] }),
    bucketBeside(BUCKET_V2, INLINE_V2),
    rulesCase(SETTINGS, "rules", { bucket: "b", rules: [rule()] }),
    rulesCase(SETTINGS_V2, "rules", { bucket: "b", rules: [rule()] }),
    caseOf("azure-native:storage:StorageAccount", [
      word("encryption.keySource", {
        good: ["Microsoft.Keyvault"],
        bad: "Microsoft.Storage",
        absent: "Microsoft.Storage",
      }),
      key("encryption.keyVaultProperties.keyName"),
    ]),
    caseOf("gcp:storage/bucket:Bucket", [key("encryption.defaultKmsKeyName")]),
  ],
  "ENC-07": [
    twoLayers(SETTINGS),
    twoLayers(SETTINGS_V2),
    caseOf("azure-native:storage:StorageAccount", [flag("encryption.requireInfrastructureEncryption", true, false)], {
      context: SENSITIVE,
    }),
  ],
};
