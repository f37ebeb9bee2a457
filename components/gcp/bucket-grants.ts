/** What each workload may do in each bucket. */
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import type { BucketSpec } from "../../tiers/blueprint.ts";
import { WORKLOADS } from "../../tiers/vocabulary.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { ObjectsArgs } from "../contracts.ts";
import type { CreatedBucket } from "./bucket-replication.ts";
import { memberOf } from "./conditional-grant.ts";

/** `read`: find and fetch, older versions too. `append`: also store, never overwrite or delete. `write`: also both. */
type BucketAccess = "read" | "append" | "write";

type BucketRole = BucketSpec["name"] | "access-logs";

/**
 * Audit records and access logs are written by services of Google only. A person reads those, and no customer's objects.
 * Backup reads everything and stores what must last in the archive.
 */
const BUCKET_ACCESS = {
  app: { data: "write", archive: "append" },
  migration: { data: "write", archive: "read" },
  admin: { audit: "read", "access-logs": "read" },
  backup: { data: "read", archive: "append", audit: "read" },
} as const satisfies Record<Workload, Partial<Record<BucketRole, BucketAccess>>>;

/** Predefined roles by what they are for. `objectUser` does everything to objects and nothing to the bucket or its rights. */
const ROLES = {
  read: { read: "roles/storage.objectViewer" },
  append: { read: "roles/storage.objectViewer", store: "roles/storage.objectCreator" },
  write: { write: "roles/storage.objectUser" },
} as const satisfies Record<BucketAccess, Readonly<Record<string, string>>>;

/** A bucket as grants see it. */
export interface GrantedBucket {
  readonly role: BucketRole;
  readonly bucket: CreatedBucket;
  /** Takes nothing new: rights to store become rights to read. */
  readonly retired: boolean;
}

/**
 * Grants each workload its rights in the buckets that exist. A right lies on the bucket itself, so no condition has to name
 * it; the key needs none, since Cloud Storage uses it in its own name.
 */
export function grantBuckets(
  owner: TenantComponent,
  { identity }: ObjectsArgs,
  buckets: readonly GrantedBucket[],
): void {
  for (const workload of WORKLOADS) {
    const access: Partial<Record<BucketRole, BucketAccess>> = BUCKET_ACCESS[workload];
    for (const { role: bucketRole, bucket, retired } of buckets) {
      const wanted = access[bucketRole];
      if (wanted === undefined) continue;
      for (const [purpose, role] of Object.entries(ROLES[retired ? "read" : wanted])) {
        owner.child(BucketIAMMember, `grant-${workload}-${bucketRole}-${purpose}`, {
          bucket: bucket.name,
          role,
          member: memberOf(identity.principals[workload]),
        });
      }
    }
  }
}
