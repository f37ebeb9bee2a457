/** Which workload may do what in which bucket: the one answer that every cloud grants by. */
import type { BucketSpec } from "../tiers/blueprint.ts";
import type { Workload } from "../tiers/vocabulary.ts";

/**
 * `read`: find and fetch. `read-versions`: older versions too. `append`: also store, never delete. `write`: also delete,
 * which on a versioned bucket hides; no workload removes a version.
 * A cloud whose role for reading shows older versions to everybody knows no difference between the first two.
 */
export type BucketAccess = "read" | "read-versions" | "append" | "write";

/** A bucket of the blueprint, or the one in which the cloud logs requests to the others. */
export type BucketRole = BucketSpec["name"] | "access-logs";

/**
 * Audit records and access logs are written by services of the cloud only. A person reads those, and no customer's objects.
 * Backup reads everything and stores what must last in the archive.
 */
const ACCESS_BY_WORKLOAD: Readonly<Record<Workload, Readonly<Partial<Record<BucketRole, BucketAccess>>>>> = {
  app: { data: "write", archive: "append" },
  migration: { data: "write", archive: "read" },
  admin: { audit: "read", "access-logs": "read" },
  backup: { data: "read-versions", archive: "append", audit: "read-versions" },
};

/** What a workload may do in a bucket while it is in use; undefined where it may do nothing. */
export function bucketAccess(workload: Workload, bucket: BucketRole): BucketAccess | undefined {
  return ACCESS_BY_WORKLOAD[workload][bucket];
}
