/** What S3 does to objects by itself as they age. */
import type { input } from "@pulumi/aws/types/index.js";
import { ABANDONED_UPLOAD_DAYS, type Ageing } from "../bucket-shape.ts";

type Rule = input.s3.BucketLifecycleConfigurationRule;

/**
 * The rules of one bucket: abandoned uploads go, objects move to cheaper classes, older versions and objects go when
 * their time is over.
 */
export function ageingRules(ageing: Ageing): Rule[] {
  return [
    rule("abandoned-uploads", { abortIncompleteMultipartUpload: { daysAfterInitiation: ABANDONED_UPLOAD_DAYS } }),
    ...cheaperClasses(ageing),
    ...endOfLife(ageing),
  ];
}

function cheaperClasses({ infrequentAccessAfterDays, archiveAfterDays }: Ageing): Rule[] {
  const transitions = [
    ...(infrequentAccessAfterDays === undefined
      ? []
      : [{ days: infrequentAccessAfterDays, storageClass: "STANDARD_IA" }]),
    ...(archiveAfterDays === undefined ? [] : [{ days: archiveAfterDays, storageClass: "GLACIER" }]),
  ];
  return transitions.length === 0 ? [] : [rule("cheaper-classes", { transitions })];
}

function endOfLife({ noncurrentRetentionDays, expireAfterDays }: Ageing): Rule[] {
  return [
    rule("older-versions", {
      noncurrentVersionExpiration: { noncurrentDays: noncurrentRetentionDays },
      // A delete marker that hides nothing any more.
      expiration: { expiredObjectDeleteMarker: true },
    }),
    ...(expireAfterDays === undefined ? [] : [rule("end-of-retention", { expiration: { days: expireAfterDays } })]),
  ];
}

/** A rule for every object: an empty filter, since a rule without one means the deprecated form. */
function rule(id: string, what: Omit<Rule, "id" | "status" | "filter">): Rule {
  return { id, status: "Enabled", filter: { prefix: "" }, ...what };
}
