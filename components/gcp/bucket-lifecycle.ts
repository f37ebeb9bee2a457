/** What Cloud Storage does to objects by itself as they age. */
import type { input } from "@pulumi/gcp/types/index.js";
import { ABANDONED_UPLOAD_DAYS, type Ageing } from "../bucket-shape.ts";

type Rule = input.storage.BucketLifecycleRule;

/**
 * The rules of one bucket: abandoned uploads go, objects move to cheaper classes, older versions and objects go when
 * their time is over. A retention policy comes first: a rule waits for it.
 */
export function ageingRules(ageing: Ageing): Rule[] {
  return [
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: ABANDONED_UPLOAD_DAYS } },
    ...cheaperClass("NEARLINE", ageing.infrequentAccessAfterDays),
    ...cheaperClass("ARCHIVE", ageing.archiveAfterDays),
    ...endOfLife(ageing),
  ];
}

function cheaperClass(storageClass: "NEARLINE" | "ARCHIVE", days: number | undefined): Rule[] {
  return days === undefined ? [] : [{ action: { type: "SetStorageClass", storageClass }, condition: { age: days } }];
}

function endOfLife({ noncurrentRetentionDays, expireAfterDays }: Ageing): Rule[] {
  return [
    {
      action: { type: "Delete" },
      condition: { daysSinceNoncurrentTime: noncurrentRetentionDays, withState: "ARCHIVED" },
    },
    // Of a live object a version remains, which goes by the rule before.
    ...(expireAfterDays === undefined
      ? []
      : [{ action: { type: "Delete" }, condition: { age: expireAfterDays, withState: "LIVE" } }]),
  ];
}
