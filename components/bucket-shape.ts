/** What a bucket is on every cloud, whatever the cloud calls it. */
import type { BucketSpec } from "../tiers/blueprint.ts";
import type { DataClass } from "../tiers/vocabulary.ts";

/** Key of the bucket in which the cloud logs every request to the others. */
export const ACCESS_LOGS = "access-logs";

/** Days for which an overwritten or expired access log can still be brought back. */
const ACCESS_LOG_GRACE_DAYS = 30;

/** Days after which the parts of an upload that was never finished go: they cost, and nobody sees them. */
export const ABANDONED_UPLOAD_DAYS = 7;

const DATA_CLASS_BY_BUCKET = {
  data: "confidential",
  archive: "confidential",
  audit: "internal",
} as const satisfies Record<BucketSpec["name"], DataClass>;

/** How objects of one bucket age. */
export type Ageing = Pick<
  BucketSpec,
  "noncurrentRetentionDays" | "infrequentAccessAfterDays" | "archiveAfterDays" | "expireAfterDays"
>;

/** What a bucket and its replica have in common. */
export interface BucketShape {
  readonly dataClass: DataClass;
  readonly versioning: boolean;
  /** Can be made immutable. Replaces: the bucket, where the cloud decides it at creation. */
  readonly lockCapable: boolean;
  /** How long an object cannot be deleted; only with `lockCapable`. */
  readonly lock?: { readonly mode: BucketSpec["lockMode"]; readonly days: number };
  readonly ageing: Ageing;
}

/** Which bucket it is, by its logical name. */
export interface BucketKey {
  /** Logical key of the bucket, e.g. `data`; its settings are named after it: `data-policy`. */
  readonly key: string;
  /** It only mirrors another bucket. Its names end in this word, by which the standing table knows a copy. */
  readonly copy?: "replica";
}

/** Logical key of a bucket (no part named) or of something that belongs to it: `data`, `data-policy`, `data-policy-replica`. */
export function bucketKey({ key, copy }: BucketKey, part?: string): string {
  return [key, part, copy].filter((each) => each !== undefined).join("-");
}

/** The shape of a bucket of the blueprint. */
export function bucketShape(spec: BucketSpec): BucketShape {
  return {
    dataClass: DATA_CLASS_BY_BUCKET[spec.name],
    versioning: spec.versioning,
    lockCapable: spec.lockCapable,
    ...(spec.lockRetentionDays > 0 ? { lock: { mode: spec.lockMode, days: spec.lockRetentionDays } } : {}),
    ageing: spec,
  };
}

/** The shape of the bucket for access logs: clouds deliver them to none that can be locked. */
export function accessLogShape(retentionDays: number): BucketShape {
  return {
    dataClass: "internal",
    versioning: true,
    lockCapable: false,
    ageing: { expireAfterDays: retentionDays, noncurrentRetentionDays: ACCESS_LOG_GRACE_DAYS },
  };
}
