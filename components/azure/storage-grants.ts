/** What each workload may do in each bucket. */
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import type * as pulumi from "@pulumi/pulumi";
import type { BucketSpec } from "../../tiers/blueprint.ts";
import { WORKLOADS } from "../../tiers/vocabulary.ts";
import { bucketAccess, type BucketAccess } from "../bucket-access.ts";
import type { TenantComponent } from "../component.ts";
import type { ObjectsArgs } from "../contracts.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";

const READER = "Storage Blob Data Reader";
const CONTRIBUTOR = "Storage Blob Data Contributor";

const ACTIONS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const NO_DELETING = forbidding("delete");
const NO_WRITING = forbidding("delete", "write", "add/action", "move/action");

/** A bucket as grants see it. */
export interface GrantedBucket {
  readonly name: BucketSpec["name"];
  readonly containerId: pulumi.Output<string>;
  /** Takes nothing new: rights to store become rights to read. */
  readonly retired: boolean;
}

/**
 * Grants each workload its rights in the buckets that exist. The role of a grant never changes: another role would be
 * another assignment, and the old one cannot be deleted below a lock. Retiring a bucket changes the condition instead.
 */
export function grantBuckets(owner: TenantComponent, args: ObjectsArgs, buckets: readonly GrantedBucket[]): void {
  for (const workload of WORKLOADS) {
    for (const { name, containerId, retired } of buckets) {
      const wanted = bucketAccess(workload, name);
      if (wanted === undefined) continue;
      const condition = conditionOf(wanted, retired);
      owner.child(RoleAssignment, `grant-${workload}-${name}`, {
        ...roleAssignmentArgs(args.stack, args.identity.principals[workload], {
          name: ["objects", name, workload],
          role: isReading(wanted) ? READER : CONTRIBUTOR,
          scope: containerId,
        }),
        ...(condition === undefined ? {} : { condition, conditionVersion: "2.0" }),
      });
    }
  }
}

function conditionOf(access: BucketAccess, retired: boolean): string | undefined {
  if (isReading(access)) return undefined;
  if (retired) return NO_WRITING;
  return access === "append" ? NO_DELETING : undefined;
}

/** Whoever reads blobs reads older versions too. */
function isReading(access: BucketAccess): boolean {
  return access === "read" || access === "read-versions";
}

/** A condition that is false, so that the role gives nothing, for these actions on blobs. */
function forbidding(...actions: readonly string[]): string {
  return actions.map((action) => `(!(ActionMatches{'${ACTIONS}/${action}'}))`).join(" AND ");
}
