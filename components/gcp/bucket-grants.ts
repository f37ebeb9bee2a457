/** What each workload may do in each bucket. */
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import { WORKLOADS } from "../../tiers/vocabulary.ts";
import { bucketAccess, type BucketAccess, type BucketRole } from "../bucket-access.ts";
import type { TenantComponent } from "../component.ts";
import type { ObjectsArgs } from "../contracts.ts";
import type { CreatedBucket } from "./bucket-replication.ts";
import { memberOf } from "./conditional-grant.ts";

/** Predefined roles by what they are for; who reads sees older versions too. `objectUser` does everything to objects and nothing to the bucket or its rights. */
const READER = { read: "roles/storage.objectViewer" } as const;
const ROLES = {
  read: READER,
  "read-versions": READER,
  append: { ...READER, store: "roles/storage.objectCreator" },
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
    for (const { role: bucketRole, bucket, retired } of buckets) {
      const wanted = bucketAccess(workload, bucketRole);
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
