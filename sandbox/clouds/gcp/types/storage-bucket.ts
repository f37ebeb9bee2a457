/** Buckets of Cloud Storage. Their names are unique over all projects. */
import { failures, pattern, range, unless } from "../../checks.ts";
import { flagAt, textAt, valueAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { BUCKET, contentsFlaw, isLocked, lockFlaw, settingsFlaw } from "../bucket-rules.ts";
import { DELETION_POLICIES, preventedDeletion } from "../deletion-policy.ts";
import { projectNumber } from "../invokes.ts";
import { isRegion } from "../regions.ts";
import { projectOf } from "../self-link.ts";

const BUCKET_MEMBER = "gcp:storage/bucketIAMMember:BucketIAMMember";

/** Multi-regions and predefined dual-regions (Cloud Storage "Bucket locations"). */
const WIDE_LOCATIONS = ["asia", "asia1", "eu", "eur4", "eur5", "eur7", "eur8", "nam4", "us"];

const RESTRICTIONS = ["FullyRestricted", "NotRestricted"] as const;

const bucket: ResourceType = {
  token: BUCKET,
  // Found by name alone, wherever it lies.
  scope: "global",
  autoName: { property: "name", maxLength: 63, lowerCase: true },
  enums: {
    deletionPolicy: DELETION_POLICIES,
    publicAccessPrevention: ["enforced", "inherited"],
    rpo: ["ASYNC_TURBO", "DEFAULT"],
    storageClass: ["ARCHIVE", "COLDLINE", "MULTI_REGIONAL", "NEARLINE", "REGIONAL", "STANDARD"],
    "encryption.customerManagedEncryptionEnforcementConfig.restrictionMode": RESTRICTIONS,
    "encryption.customerSuppliedEncryptionEnforcementConfig.restrictionMode": RESTRICTIONS,
    "encryption.googleManagedEncryptionEnforcementConfig.restrictionMode": RESTRICTIONS,
    "lifecycleRules.action.storageClass": ["ARCHIVE", "COLDLINE", "MULTI_REGIONAL", "NEARLINE", "REGIONAL", "STANDARD"],
    "lifecycleRules.action.type": ["AbortIncompleteMultipartUpload", "Delete", "SetStorageClass"],
    "lifecycleRules.condition.withState": ["ANY", "ARCHIVED", "LIVE"],
  },
  sets: ["lifecycleRules"],
  check: checkBucket,
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const doing = `Error creating bucket ${name}`;
    const taken = context.cloud.everywhere(BUCKET).find((other) => other.id === name);
    if (taken !== undefined) {
      const message =
        taken.account === context.account
          ? "Your previous request to create the named bucket succeeded and you already own it."
          : "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.";
      return googleError(doing, "409 conflict", message);
    }
    return settingsFlaw(doing, inputs, context);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const project = projectOf(inputs, context);
    return {
      id: name,
      name,
      outputs: {
        deletionPolicy: "DELETE",
        // What a person can raise to play a bucket that is in use: it cannot be deleted then.
        objects: 0,
        project,
        projectNumber: Number(projectNumber(project)),
        publicAccessPrevention: "inherited",
        rpo: "",
        selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
        softDeletePolicy: { effectiveTime: "2026-01-01T00:00:00Z", retentionDurationSeconds: 604_800 },
        timeCreated: "2026-01-01T00:00:00Z",
        uniformBucketLevelAccess: false,
        updated: "2026-01-01T00:00:00Z",
        url: `gs://${name}`,
        versioning: { enabled: false },
      },
    };
  },
  refuseUpdate(old, inputs, context) {
    const doing = `Error updating bucket ${old.id}`;
    return lockFlaw(doing, old, inputs) ?? settingsFlaw(doing, inputs, context);
  },
  replaces: (old, news) =>
    isLocked(old) && flagAt(news, "retentionPolicy.isLocked") === false ? ["retentionPolicy.isLocked"] : [],
  // Cloud Storage spells locations in capitals, the provider takes either.
  keeps: (old, news) =>
    textAt(old, "location")?.toLowerCase() === textAt(news, "location")?.toLowerCase() ? ["location"] : [],
  refuseDelete: (record) => preventedDeletion(record) ?? contentsFlaw(record),
  afterDelete(record, context, writer) {
    for (const member of context.cloud.all(BUCKET_MEMBER)) {
      if (textAt(member.inputs, "bucket") === record.id) writer.remove(member);
    }
  },
};

export const bucketTypes: readonly ResourceType[] = [bucket];

function checkBucket(inputs: Properties): readonly CheckFailure[] {
  const name = textAt(inputs, "name") ?? "xxx";
  const location = (textAt(inputs, "location") ?? "eu").toLowerCase();
  return failures(
    unless(
      name.length >= 3 && name.length <= 63,
      "name",
      `"name" value must be between 3 and 63 characters, got ${name}`,
    ),
    pattern(
      inputs,
      "name",
      /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/,
      "must contain only lowercase letters, numbers, dashes, underscores, and dots, and must start and end with a letter or number",
    ),
    pattern(inputs, "name", /^(?!goog)(?!.*google)/, 'must not begin with "goog" or contain "google"'),
    unless(
      isRegion(location) || WIDE_LOCATIONS.includes(location),
      "location",
      `The specified location constraint is not valid: ${location.toUpperCase()}`,
    ),
    range(inputs, "lifecycleRules.condition.age", 0, 36_500),
    unless(
      valueAt(inputs, "rpo") === undefined || WIDE_LOCATIONS.includes(location),
      "rpo",
      "rpo is applicable to dual- and multi-region buckets only",
    ),
    unless(
      valueAt(inputs, "hierarchicalNamespace.enabled") !== true || valueAt(inputs, "uniformBucketLevelAccess") === true,
      "hierarchicalNamespace",
      "uniform bucket-level access must be enabled for a bucket with a hierarchical namespace",
    ),
  );
}
