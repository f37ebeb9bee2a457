/** Copying of objects to buckets in other regions. */
import {
  bucketSetting,
  findBucket,
  invalidArgument,
  invalidRequest,
  keepsVersions,
  REPLICATION,
} from "../bucket-lookup.ts";
import type { BucketFlaw } from "../bucket-lookup.ts";
import { parseArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { failures } from "../../checks.ts";
import { keyUsable } from "../key-reference.ts";
import { isOn } from "../../record-values.ts";
import { serviceCanAssume } from "../role-reference.ts";
import { blocksAt, numberAt, textAt, valueAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

/** The one threshold of replication time control and its metrics, minutes. */
const TIME_CONTROL_MINUTES = 15;
const SWITCH = ["Enabled", "Disabled"];

const replication: ResourceType = bucketSetting({
  token: REPLICATION,
  words: "Replication Configuration",
  operation: "PutBucketReplication",
  sets: ["rules"],
  enums: {
    "rules.status": SWITCH,
    "rules.deleteMarkerReplication.status": SWITCH,
    "rules.sourceSelectionCriteria.sseKmsEncryptedObjects.status": SWITCH,
    "rules.destination.replicationTime.status": SWITCH,
    "rules.destination.metrics.status": SWITCH,
  },
  check: (inputs) => failures(arnInput(inputs, "role")),
  flaw: replicationFlaw,
});

export const replicationTypes: readonly ResourceType[] = [replication];

function replicationFlaw(bucket: CloudRecord, inputs: Properties, context: TypeContext): BucketFlaw | undefined {
  if (!keepsVersions(bucket, context)) {
    return invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  }
  if (!serviceCanAssume(textAt(inputs, "role") ?? "", "s3.amazonaws.com", context)) {
    return invalidArgument("Invalid replication role: it does not exist or S3 cannot assume it");
  }
  const rules = blocksAt(inputs, "rules");
  const priorities = rules.map((rule) => numberAt(rule, "priority") ?? 0);
  if (new Set(priorities).size < priorities.length) {
    return invalidRequest("Found duplicate priority. Priority must be unique across all rules.");
  }
  for (const rule of rules) {
    const flaw = ruleFlaw(rule) ?? destinationFlaw(bucket, rule, context);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function ruleFlaw(rule: Properties): BucketFlaw | undefined {
  if (valueAt(rule, "filter") !== undefined && valueAt(rule, "deleteMarkerReplication") === undefined) {
    return invalidRequest(
      "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.",
    );
  }
  const copiesEncrypted = textAt(rule, "sourceSelectionCriteria.sseKmsEncryptedObjects.status") === "Enabled";
  const namesKey = textAt(rule, "destination.encryptionConfiguration.replicaKmsKeyId") !== undefined;
  if (copiesEncrypted && !namesKey) {
    return invalidRequest("EncryptionConfiguration must be specified if SseKmsEncryptedObjects is present.");
  }
  if (!copiesEncrypted && namesKey) {
    return invalidRequest("SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.");
  }
  const isTimed = textAt(rule, "destination.replicationTime.status") === "Enabled";
  if (isTimed && textAt(rule, "destination.metrics.status") !== "Enabled") {
    return invalidRequest("Replication destination must contain metrics if ReplicationTime is enabled.");
  }
  const minutes = ["replicationTime.time.minutes", "metrics.eventThreshold.minutes"].map((path) =>
    numberAt(rule, `destination.${path}`),
  );
  const odd = minutes.find((value) => value !== undefined && value !== TIME_CONTROL_MINUTES);
  return odd === undefined
    ? undefined
    : invalidArgument(`Replication time must be ${TIME_CONTROL_MINUTES} minutes, got ${odd}`);
}

function destinationFlaw(source: CloudRecord, rule: Properties, context: TypeContext): BucketFlaw | undefined {
  const arn = parseArn(textAt(rule, "destination.bucket"));
  const destination = context.cloud.everywhere(source.type).find((bucket) => bucket.id === arn?.resource);
  if (destination === undefined) return invalidRequest("Destination bucket must exist.");
  if (destination.id === source.id)
    return invalidRequest("Destination bucket cannot be the same as the source bucket.");
  // Settings of a bucket of another account cannot be seen.
  if (findBucket(destination.id, context) === undefined) return undefined;
  if (!keepsVersions(destination, context)) return invalidRequest("Destination bucket must have versioning enabled.");
  if (isOn(source, "objectLockEnabled") && !isOn(destination, "objectLockEnabled")) {
    return invalidRequest(
      "Object Lock configuration must be enabled on the destination bucket if it is enabled on the source bucket.",
    );
  }
  const key = textAt(rule, "destination.encryptionConfiguration.replicaKmsKeyId");
  if (key === undefined || keyUsable(key, context, destination.region)) return undefined;
  return invalidRequest(`The replica KMS key ${key} does not exist or is not enabled in ${destination.region}.`);
}
