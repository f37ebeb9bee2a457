/** Modes of a lock that a cloud can only reach from a weaker one. */
import type { BucketSpec } from "../blueprint.ts";
import { isComplianceLocked } from "../floors.ts";
import type { BucketFloor } from "../floors.ts";
import type { Sourced } from "../sourced.ts";
import type { SharedScene } from "./scene.ts";

const LOCK_STEPS = "fact az.immutable.steps";

/**
 * Azure locks only a policy that was made unlocked (fact az.immutable.steps), and a copy has a policy of its own. So
 * compliance mode takes two runs: what asks for it in the run that makes a bucket or its copy is refused.
 * @param floor the bucket as it is; undefined before it is made.
 */
export function checkLockMode(
  { cloud, report }: SharedScene,
  { lockMode, replicaRegion }: Pick<Sourced<BucketSpec>, "lockMode" | "replicaRegion">,
  floor: BucketFloor | undefined,
): void {
  if (cloud !== "azure" || lockMode.value !== "compliance") return;
  if (floor === undefined || floor.lockRetentionDays === 0)
    report(
      "infeasible",
      "objects.lockMode",
      `got compliance, expected governance until the audit bucket is there with its lock (${LOCK_STEPS}); bring the stack up with governance, then set compliance and bring it up again`,
    );
  else if (replicaRegion.value !== null && floor.replicaRegion === undefined)
    report(
      "infeasible",
      "objects.crossRegionReplication",
      isComplianceLocked(floor)
        ? `got true, expected false: the audit bucket is locked in compliance mode, and a copy cannot begin there (${LOCK_STEPS}); set overrides.objects.crossRegionReplication to false`
        : `got true and objects.lockMode compliance at once, expected one after the other (${LOCK_STEPS}); bring the stack up with the copy and governance, then set compliance and bring it up again`,
    );
}
