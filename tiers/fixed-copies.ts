/** Copies in another region that can only be had if they are decided when a store is made, so they are decided at the first `up`. */
import { cloudServices } from "./cloud-services.ts";
import type { Floors } from "./floors.ts";
import type { Region } from "./regions.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import { Leaf } from "./sourced.ts";
import type { Absent } from "./sourced.ts";
import type { TenantSpec } from "./tenant-spec.ts";

const ADDED_LATER = new Leaf(null, "derived", { note: "copies can be added later here" });

/**
 * The region of such copies: the same in every dedicated tier, so that no upgrade makes a store anew. They exist from the
 * first day wherever the residency has a region for them, also in tiers that promise none.
 * @param isAllowed whether data may lie in a region.
 */
export function resolveFixedCopies(
  spec: TenantSpec,
  { stack, backup }: SourcedSettings,
  region: Region,
  floors: Floors | undefined,
  isAllowed: (regionId: string) => boolean,
): Leaf<string> | Absent {
  const what = cloudServices(spec.cloud).copiesFixedAtCreation;
  if (what === undefined || stack.isolation.value === "pooled") return ADDED_LATER;
  const none = (note: string): Absent => new Leaf(null, "derived", { note: `${what}: ${note}` });
  if (floors !== undefined) {
    const note = `${what}: fixed at the first up`;
    return floors.fixedCopyRegion === undefined
      ? new Leaf(null, "floor", { note })
      : new Leaf(floors.fixedCopyRegion, "floor", { note });
  }
  if (!stack.deletionProtection.value) return none("nothing is copied from a disposable environment");
  const { crossRegionCopies } = backup;
  if (!crossRegionCopies.value && crossRegionCopies.source === `tenant ${spec.tenant}`)
    return none("the tenant wants no copies");
  const standby = spec.standbyRegion ?? region.standby;
  if (standby === undefined) return none(region.standbyNone ?? "the region has no standby");
  if (!isAllowed(standby)) return none(`${standby} lies outside`);
  if (standby !== region.backupPair) return none("only to the region's pair, fact azpg.geo.pair");
  return new Leaf(standby, `standby of ${region.id}`, { note: `${what}: decided at the first up`, at: region.at });
}
