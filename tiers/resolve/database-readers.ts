/** Readers that must grow before their writer, where the service never lets a writer be larger than a reader. */
import type { DatabaseNodeSpec } from "../blueprint.ts";
import type { Absent, Keyed, Leaf } from "../sourced.ts";
import { absentSince } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** What a node will have. */
export interface NodeSize {
  readonly vcpu: Leaf<number>;
  /** Undefined where there is no disk to size. */
  readonly diskGib: number | undefined;
}

/** Readers of the last `up` that are too small now. Those that are new are made after the writer, in its size. */
export function resolveGrowingReaders(
  scene: SharedScene<"database">,
  nodes: Keyed<DatabaseNodeSpec>,
  { vcpu, diskGib = 0 }: NodeSize,
): Leaf<readonly string[]> | Absent {
  const before = scene.floors?.databaseNodes;
  const beforeGib = scene.floors?.diskGib ?? diskGib;
  const readers = before?.readers.filter((key) => nodes.entries.some(([each]) => each === key)) ?? [];
  if (before === undefined || readers.length === 0 || (before.vcpu >= vcpu.value && beforeGib >= diskGib))
    return absentSince(vcpu, "no reader must grow before the writer");
  if (before.vcpu > vcpu.value) {
    const message =
      `got ${diskGib} GiB of disk and ${vcpu.value} vCPU where there are ${beforeGib} GiB and ${before.vcpu} vCPU, expected one of the two at a time: ` +
      "readers take more storage before their writer and less compute after it (fact azpg.replica.scale); bring the storage up first, then change the size";
    scene.report("infeasible", "database.storageGib", message);
  }
  return vcpu.to(readers, "floor", {
    note: `exist with ${before.vcpu} vCPU and ${beforeGib} GiB; a writer is no larger than its readers, fact azpg.replica.scale`,
  });
}
