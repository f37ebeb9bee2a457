/** What Cloud Storage refuses of a bucket: keys, retention, log targets, deletion. */
import { blockAt, flagAt, numberAt, textAt } from "../properties.ts";
import { numberOf } from "../record-values.ts";
import type { CloudRecord, Properties, TypeContext } from "../resource-type.ts";
import { googleError } from "./api-error.ts";
import { keyFlaw } from "./key-use.ts";

export const BUCKET = "gcp:storage/bucket:Bucket";

/** Longest retention, seconds (SDK docstring: storage.Bucket.retentionPolicy.retentionPeriod). */
const RETENTION_SECONDS_LIMIT = 3_155_760_000;

/** A bucket of the project. */
export function findBucket(name: string | undefined, context: TypeContext): CloudRecord | undefined {
  return name === undefined ? undefined : context.cloud.byId(BUCKET, name);
}

/** Seconds for which objects must stay; 0 without a policy. */
export function retentionSeconds(properties: Properties): number {
  return Number(textAt(properties, "retentionPolicy.retentionPeriod") ?? 0);
}

/** Whether nobody can shorten the retention any more. */
export function isLocked(properties: Properties): boolean {
  return flagAt(properties, "retentionPolicy.isLocked") === true;
}

/** What is wrong with the settings of a bucket, new or changed. */
export function settingsFlaw(doing: string, inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "name") ?? "";
  const retention = blockAt(inputs, "retentionPolicy");
  const seconds = retentionSeconds(inputs);
  if (retention !== undefined && !(seconds > 0 && seconds < RETENTION_SECONDS_LIMIT))
    return googleError(doing, "400 invalid", "The retention period must be greater than zero and less than 100 years.");
  const softDeleteSeconds = numberAt(inputs, "softDeletePolicy.retentionDurationSeconds") ?? 0;
  if (softDeleteSeconds !== 0 && (softDeleteSeconds < 604_800 || softDeleteSeconds > 7_776_000))
    return googleError(
      doing,
      "400 invalid",
      "Soft delete policy retention duration must be 0 or between 7 and 90 days.",
    );
  return keyRefusal(doing, inputs, context) ?? logRefusal(doing, name, inputs, context);
}

function keyRefusal(doing: string, inputs: Properties, context: TypeContext): string | undefined {
  const key = textAt(inputs, "encryption.defaultKmsKeyName");
  const location = (textAt(inputs, "location") ?? "").toLowerCase();
  switch (keyFlaw(key, "storage", location, context)) {
    case undefined:
      return undefined;
    case "elsewhere":
      return googleError(
        doing,
        "400 invalid",
        `Cloud KMS key ${key} is not in the location of the bucket, ${location}.`,
      );
    case "absent":
      return googleError(doing, "404 notFound", `Cloud KMS key ${key} not found.`);
    case "forbidden":
      return googleError(
        doing,
        "403 forbidden",
        "Permission denied on Cloud KMS key. Please ensure that your Cloud Storage service account has been authorized to use this key.",
      );
  }
}

/** Logs lie where their bucket lies (Cloud Storage "Usage logs & storage logs"). */
function logRefusal(doing: string, name: string, inputs: Properties, context: TypeContext): string | undefined {
  const target = textAt(inputs, "logging.logBucket");
  if (target === undefined) return undefined;
  const bucket = findBucket(target, context);
  if (bucket === undefined) return googleError(doing, "404 notFound", `The log bucket ${target} does not exist.`);
  const [here, there] = [textAt(inputs, "location"), textAt(bucket.inputs, "location")];
  if (here?.toLowerCase() === there?.toLowerCase()) return undefined;
  return googleError(
    doing,
    "400 invalid",
    `The log bucket ${target} must be in the location of bucket ${name}, ${here}.`,
  );
}

/** What a locked retention forbids. */
export function lockFlaw(doing: string, old: CloudRecord, inputs: Properties): string | undefined {
  if (!isLocked(old.inputs)) return undefined;
  if (blockAt(inputs, "retentionPolicy") === undefined) {
    return googleError(doing, "403 forbidden", `Cannot remove a locked Retention Policy from bucket '${old.id}'.`);
  }
  if (retentionSeconds(inputs) >= retentionSeconds(old.inputs)) return undefined;
  return googleError(
    doing,
    "403 forbidden",
    `Cannot reduce retention duration of a locked Retention Policy for bucket '${old.id}'.`,
  );
}

/** Why a bucket that still holds objects stays: the provider does not empty it, or the cloud does not let it. */
export function contentsFlaw(record: CloudRecord): string | undefined {
  const objects = numberOf(record, "objects") ?? 0;
  if (objects === 0) return undefined;
  if (flagAt(record.inputs, "forceDestroy") !== true) {
    return `Error trying to delete bucket ${record.id} containing objects without \`force_destroy\` set to true`;
  }
  if (retentionSeconds(record.inputs) === 0) return undefined;
  const message = `Object '${record.id}/object' is subject to bucket's retention policy or object retention and cannot be deleted or overwritten until it has met its retention.`;
  return googleError(
    "Error trying to delete bucket: could not delete non-empty bucket due to error when deleting contents",
    "403 forbidden",
    message,
  );
}
