/** Where a stack may be and where its copies lie: region, residency and standby region. */
import { factListed } from "./fact-lists.ts";
import { resolveFixedCopies } from "./fixed-copies.ts";
import type { Floors } from "./floors.ts";
import { listOf } from "./nearest.ts";
import type { Problem } from "./problem.ts";
import { frameworkPath } from "./refusals.ts";
import { isHome, jurisdictionAllows, regionOf, regionsOf } from "./regions.ts";
import type { Region } from "./regions.ts";
import { residencyLimits } from "./residency-limits.ts";
import type { ResidencyLimit } from "./residency-limits.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import { Leaf } from "./sourced.ts";
import type { Absent } from "./sourced.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { positionText, problemOf } from "./writing.ts";

/** The places of one stack. */
export interface Places {
  readonly region: Region;
  readonly standby: Leaf<string> | Absent;
  /** Something is copied to the standby region. */
  readonly isCopied: boolean;
  /** The database has a replica in the standby region. */
  readonly isReplicated: boolean;
  /** Region of the copies that have to be decided when a store is made; absent on clouds where they can be added later. */
  readonly fixedCopies: Leaf<string> | Absent;
}

/**
 * Finds the places of a stack.
 * @param problems takes everything that is wrong with them.
 * @returns undefined when the tenant may not be in its region: everything else about it would only be noise.
 */
export function resolvePlaces(
  spec: TenantSpec,
  settings: SourcedSettings,
  floors: Floors | undefined,
  problems: Problem[],
): Places | undefined {
  const limits = residencyLimits(spec);
  const region = knownRegion(spec, spec.region);
  if (!limitsMeet(spec, limits, problems) || !checkResidency(spec, region, "region", limits, problems))
    return undefined;
  checkCopies(spec, limits, floors, problems);
  checkFips(spec, settings, region, "region", problems);
  const fixedCopies = resolveFixedCopies(spec, settings, region, floors, (id) => {
    const standby = regionOf(spec.cloud, id);
    return standby !== undefined && limits.every((limit) => allows(limit, standby));
  });
  return {
    region,
    fixedCopies,
    standby: resolveStandby(spec, settings, region, limits, floors, fixedCopies, problems),
    isCopied: needsStandby(settings) || fixedCopies.value !== null,
    isReplicated: settings.database.globalCluster.value,
  };
}

/** Whether some region of the cloud satisfies every limit. */
function limitsMeet(spec: TenantSpec, limits: readonly ResidencyLimit[], problems: Problem[]): boolean {
  if (limits.length < 2) return true;
  const regions = regionsOf(spec.cloud);
  for (const [index, second] of limits.entries()) {
    const first = limits
      .slice(0, index)
      .find((other) => !regions.some((region) => allows(other, region) && allows(second, region)));
    if (first === undefined) continue;
    const message =
      `got ${first.source} (data in ${listOf(first.jurisdictions)}) and ${second.source} (data in ${listOf(second.jurisdictions)}), ` +
      `expected demands that one region can meet; ${first.wayOut}, or ${second.wayOut}`;
    problems.push(problemOf(spec, "constraint-conflict", pathOf(spec, second), message));
    return false;
  }
  return true;
}

/** Where a limit stands in the tenant file. */
function pathOf(spec: TenantSpec, { framework }: ResidencyLimit): string {
  return framework === undefined ? "residency" : frameworkPath(spec, framework);
}

function allows(limit: ResidencyLimit, region: Region): boolean {
  return jurisdictionAllows(limit.jurisdictions, region);
}

/**
 * The region behind an id that the tenant wrote.
 * @throws RangeError for one that the cloud does not have or does not offer: the parser refuses it before.
 */
function knownRegion(spec: TenantSpec, id: string): Region {
  const region = regionOf(spec.cloud, id);
  if (region === undefined || region.notOffered !== undefined)
    throw new RangeError(`tenant ${spec.tenant} names region ${id}, which is not offered`);
  return region;
}

/** Whether a region satisfies every limit; the first it breaks is reported. */
function checkResidency(
  spec: TenantSpec,
  region: Region,
  path: string,
  limits: readonly ResidencyLimit[],
  problems: Problem[],
): boolean {
  for (const limit of limits) {
    if (allows(limit, region)) continue;
    const message =
      `got ${region.id} in ${region.jurisdiction}, expected a region in ${listOf(limit.jurisdictions)} for ${limit.source}; ` +
      `choose ${listOf(examples(spec, limits))}, or ${limit.wayOut}`;
    problems.push(problemOf(spec, "residency", path, message));
    return false;
  }
  return true;
}

/** At most three regions that satisfy every limit. */
function examples(spec: TenantSpec, limits: readonly ResidencyLimit[]): string[] {
  return regionsOf(spec.cloud)
    .filter((region) => isHome(region) && limits.every((limit) => allows(limit, region)))
    .slice(0, 3)
    .map(({ id }) => id);
}

/** Copies of earlier ups stay where they are, so a residency may not be narrowed past them. */
function checkCopies(
  spec: TenantSpec,
  limits: readonly ResidencyLimit[],
  floors: Floors | undefined,
  problems: Problem[],
): void {
  const copies = floors?.replicaRegion === undefined ? undefined : regionOf(spec.cloud, floors.replicaRegion);
  const limit = copies && limits.find((one) => !allows(one, copies));
  if (copies === undefined || limit === undefined) return;
  const message =
    `got ${listOf(limit.jurisdictions)}, expected ${copies.jurisdiction} among them: copies of earlier ups lie in ${copies.id}; ` +
    "keep it, or have the copies deleted by whoever answers for them first";
  problems.push(problemOf(spec, "residency", pathOf(spec, limit), message));
}

function checkFips(
  spec: TenantSpec,
  { stack }: SourcedSettings,
  region: Region,
  path: string,
  problems: Problem[],
): void {
  if (!stack.fipsEndpoints.value || spec.cloud !== "aws") return;
  const regions = factListed("fips.regions");
  if (regions.includes(region.id)) return;
  const message =
    `got ${region.id}, expected a region with FIPS endpoints for ${stack.fipsEndpoints.source} (fact fips.regions): ${listOf(regions)}; ` +
    "choose one of them, or remove what asks for FIPS endpoints";
  problems.push(problemOf(spec, "infeasible", path, message));
}

/** Settings that put something into the standby region. */
function needsStandby({ backup, objects, database }: SourcedSettings): boolean {
  return (
    backup.crossRegionCopies.value ||
    backup.disasterRecovery.value ||
    objects.crossRegionReplication.value ||
    database.globalCluster.value
  );
}

function resolveStandby(
  spec: TenantSpec,
  settings: SourcedSettings,
  region: Region,
  limits: readonly ResidencyLimit[],
  floors: Floors | undefined,
  fixedCopies: Leaf<string> | Absent,
  problems: Problem[],
): Leaf<string> | Absent {
  if (spec.standbyRegion !== undefined) {
    checkNamedStandby(spec, spec.standbyRegion, settings, region, limits, floors, problems);
    return new Leaf(spec.standbyRegion, `tenant ${spec.tenant}`, { at: () => positionText(spec, "standbyRegion") });
  }
  if (floors?.replicaRegion !== undefined) {
    return new Leaf(floors.replicaRegion, "floor", { note: "copies of earlier ups lie there" });
  }
  if (fixedCopies.value !== null) return fixedCopies;
  if (!needsStandby(settings)) return new Leaf(null, "derived", { note: "nothing is copied to another region" });
  const standby = region.standby === undefined ? undefined : regionOf(spec.cloud, region.standby);
  if (standby === undefined || standby.notOffered !== undefined || !limits.every((limit) => allows(limit, standby))) {
    problems.push(noStandby(spec, settings, region, limits));
    return new Leaf(null, "derived", { note: "no standby region" });
  }
  // Only the pairs that a cloud publishes are its own word.
  const basis = standby.id === region.backupPair ? undefined : "own";
  return new Leaf(standby.id, `standby of ${region.id}`, { note: "same jurisdiction", at: region.at, basis });
}

function checkNamedStandby(
  spec: TenantSpec,
  id: string,
  settings: SourcedSettings,
  region: Region,
  limits: readonly ResidencyLimit[],
  floors: Floors | undefined,
  problems: Problem[],
): void {
  const path = "standbyRegion";
  const standby = knownRegion(spec, id);
  checkResidency(spec, standby, path, limits, problems);
  checkFips(spec, settings, standby, path, problems);
  if (standby.partition !== region.partition) {
    const message = `got ${id} in partition ${standby.partition}, expected a region in ${region.partition} as ${region.id}; accounts and keys do not reach across partitions, choose another`;
    problems.push(problemOf(spec, "standby-region", path, message));
  }
  if (floors?.replicaRegion !== undefined && floors.replicaRegion !== id) {
    const message = `got ${id}, expected ${floors.replicaRegion}: key replicas and copies of earlier ups lie there and would be lost; write ${floors.replicaRegion}`;
    problems.push(problemOf(spec, "floor", path, message));
  }
}

/** The three ways out of having no standby region (tiers.md §1). */
function noStandby(
  spec: TenantSpec,
  { backup }: SourcedSettings,
  region: Region,
  limits: readonly ResidencyLimit[],
): Problem {
  const why = region.standbyNone ?? (region.standby === undefined ? "none is known" : `${region.standby} lies outside`);
  const inside =
    limits.length === 0 ? "" : ` inside ${listOf([...new Set(limits.flatMap(({ jurisdictions }) => jurisdictions))])}`;
  const off = backup.disasterRecovery.value
    ? "overrides.backup.disasterRecovery and overrides.backup.crossRegionCopies"
    : "overrides.backup.crossRegionCopies";
  const widen = limits.length === 0 ? "" : ", widen residency";
  const message = `got ${region.id}, which has no standby${inside} (${why}), expected one for the copies of tier ${spec.tier}; set standbyRegion${widen}, or set ${off} to false`;
  return problemOf(spec, "standby-region", "region", message);
}
