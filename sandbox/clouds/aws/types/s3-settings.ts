/** How a bucket keeps what lies in it: versions, encryption, lock, ownership, and what may never be public. */
import {
  bucketSetting,
  invalidArgument,
  MALFORMED_XML,
  OBJECT_LOCK,
  PUBLIC_ACCESS_BLOCK,
  REPLICATION,
  settingOf,
  VERSIONING,
} from "../bucket-lookup.ts";
import type { BucketFlaw } from "../bucket-lookup.ts";
import { failures, range } from "../../checks.ts";
import { keyUsable } from "../key-reference.ts";
import { isOn, textOf } from "../../record-values.ts";
import { blocksAt, numberAt, textAt, valueAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const DAYS_PER_YEAR = 365;

const versioning = bucketSetting({
  token: VERSIONING,
  words: "Versioning",
  operation: "PutBucketVersioning",
  enums: {
    "versioningConfiguration.status": ["Enabled", "Suspended", "Disabled"],
    "versioningConfiguration.mfaDelete": ["Enabled", "Disabled"],
  },
  flaw: versioningFlaw,
});

const encryption = bucketSetting({
  token: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  words: "Server-side Encryption Configuration",
  operation: "PutBucketEncryption",
  sets: ["rules"],
  enums: {
    "rules.applyServerSideEncryptionByDefault.sseAlgorithm": ["AES256", "aws:kms", "aws:kms:dsse"],
    "rules.blockedEncryptionTypes": ["NONE", "SSE-C"],
  },
  flaw: encryptionFlaw,
});

const publicAccessBlock = bucketSetting({
  token: PUBLIC_ACCESS_BLOCK,
  words: "Public Access Block",
  operation: "PutPublicAccessBlock",
});

const ownership = bucketSetting({
  token: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  words: "Ownership Controls",
  operation: "PutBucketOwnershipControls",
  enums: { "rule.objectOwnership": ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"] },
});

const objectLock = bucketSetting({
  token: OBJECT_LOCK,
  words: "Object Lock Configuration",
  operation: "PutObjectLockConfiguration",
  enums: { objectLockEnabled: ["Enabled"], "rule.defaultRetention.mode": ["COMPLIANCE", "GOVERNANCE"] },
  check: (inputs) =>
    failures(
      range(inputs, "rule.defaultRetention.days", 1, 36_500),
      range(inputs, "rule.defaultRetention.years", 1, 100),
    ),
  flaw: lockFlaw,
});

export const bucketSettingTypes: readonly ResourceType[] = [
  versioning,
  encryption,
  publicAccessBlock,
  ownership,
  objectLock,
];

function versioningFlaw(
  bucket: CloudRecord,
  inputs: Properties,
  context: TypeContext,
  old?: CloudRecord,
): BucketFlaw | undefined {
  const after = textAt(inputs, "versioningConfiguration.status");
  const before = textOf(old, "versioningConfiguration.status");
  if (after === "Enabled") return undefined;
  if (after === "Disabled" && before !== undefined && before !== "Disabled") {
    return {
      code: "409 InvalidBucketState",
      message: `versioning_configuration.status cannot be updated from '${before}' to 'Disabled'`,
    };
  }
  const refuse = (reason: string): BucketFlaw => ({
    code: "409 InvalidBucketState",
    message: `${reason} is present on this bucket, so the versioning state cannot be changed.`,
  });
  if (isOn(bucket, "objectLockEnabled")) return refuse("An Object Lock configuration");
  return settingOf(bucket, REPLICATION, context) === undefined ? undefined : refuse("A replication configuration");
}

function encryptionFlaw(_bucket: CloudRecord, inputs: Properties, context: TypeContext): BucketFlaw | undefined {
  const rules = blocksAt(inputs, "rules");
  if (rules.length !== 1) return MALFORMED_XML;
  const algorithm = textAt(inputs, "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm");
  const key = textAt(inputs, "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId");
  if (key === undefined) return undefined;
  if (algorithm === "AES256") {
    return invalidArgument(
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
    );
  }
  // S3 itself would only tell at the first upload.
  return keyUsable(key, context)
    ? undefined
    : { code: "400 KMS.NotFoundException", message: `Key '${key}' does not exist or is not enabled` };
}

/**
 * A lock is for ever. S3 itself lets the default retention of later objects be shortened; here it is refused in
 * compliance mode, since no plan of this project may rely on that.
 */
function lockFlaw(
  bucket: CloudRecord,
  inputs: Properties,
  _context: TypeContext,
  old?: CloudRecord,
): BucketFlaw | undefined {
  if (!isOn(bucket, "objectLockEnabled")) {
    return {
      code: "409 InvalidBucketState",
      message: "Object Lock configuration cannot be enabled on existing buckets",
    };
  }
  const hasRule = valueAt(inputs, "rule") !== undefined;
  const days = retentionDays(inputs);
  if (hasRule && days === undefined) return MALFORMED_XML;
  if (old === undefined || textOf(old, "rule.defaultRetention.mode") !== "COMPLIANCE") return undefined;
  const isWeaker =
    textAt(inputs, "rule.defaultRetention.mode") !== "COMPLIANCE" || (days ?? 0) < (retentionDays(old.inputs) ?? 0);
  if (!isWeaker) return undefined;
  return {
    code: "403 AccessDenied",
    message: "The default retention of a bucket in compliance mode cannot be shortened, weakened or removed.",
  };
}

function retentionDays(inputs: Properties): number | undefined {
  const years = numberAt(inputs, "rule.defaultRetention.years");
  return numberAt(inputs, "rule.defaultRetention.days") ?? (years === undefined ? undefined : years * DAYS_PER_YEAR);
}
