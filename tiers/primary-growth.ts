/** Whether a database becomes larger than at the last `up`: where replicas must never be smaller, they go first. */
import type { Blueprint } from "./blueprint.ts";
import type { Floors } from "./floors.ts";

/**
 * False before the first `up`, and where the cloud lets a replica be smaller than what it follows.
 * @param floors what the last `up` wrote
 */
export function primaryGrows(floors: Floors | undefined, { database }: Pick<Blueprint, "database">): boolean {
  if (floors?.databaseNodes === undefined) return false;
  const diskGib = database.disk?.sizeGib ?? 0;
  return database.nodeVcpu > floors.databaseNodes.vcpu || diskGib > (floors.diskGib ?? diskGib);
}
