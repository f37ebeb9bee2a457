/** What can only be judged with all tenants in view, and what Leasehold cannot build yet. */
import { addressBlock, overlaps } from "./address-block.ts";
import type { AddressBlock } from "./address-block.ts";
import type { Place, Problem } from "./problem.ts";
import { sortProblems } from "./problem.ts";
import { regionOf } from "./regions.ts";
import { environmentsOf } from "./tenant-spec.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { AVAILABLE_CLOUDS, isAvailable } from "./vocabulary.ts";
import type { Cloud } from "./vocabulary.ts";

/** A block that a tenant takes in one region. Two tenants never take the same addresses of one cloud and region. */
export interface AddressClaim {
  readonly spec: TenantSpec;
  readonly cloud: Cloud;
  readonly region: string;
  readonly block: AddressBlock;
  /** Where the block is written, e.g. `network.cidr` or `environments.test.network.cidr`. */
  readonly path: string;
}

/**
 * Checks tenants against each other: one file per tenant, no shared addresses; and their clouds against what is available.
 * @param specs all tenants, each from {@link parseTenant}, which has judged each file alone.
 * @returns every problem in reading order; of two tenants that collide each gets one, so that either file may be looked at alone.
 */
export function checkTenants(specs: readonly TenantSpec[]): Problem[] {
  return sortProblems([...specs.flatMap(checkCloud), ...checkIds(specs), ...checkClaims(specs.flatMap(addressClaims))]);
}

/** Everything a tenant takes: its block in the home region and in the standby region, and blocks of single environments. */
export function addressClaims(spec: TenantSpec): AddressClaim[] {
  const { cloud, region, network } = spec;
  const standbyRegion = standbyRegionOf(spec);
  const claims: AddressClaim[] = [];
  const claim = (where: string | undefined, cidr: string | undefined, path: string): void => {
    if (where !== undefined && cidr !== undefined)
      claims.push({ spec, cloud, region: where, block: addressBlock(cidr), path });
  };
  claim(region, network?.cidr, "network.cidr");
  claim(standbyRegion, network?.cidr, "network.cidr");
  for (const name of environmentsOf(spec)) {
    const where = name === "disaster-recovery" ? standbyRegion : region;
    claim(where, spec.environments[name]?.network?.cidr, `environments.${name}.network.cidr`);
  }
  return claims;
}

/** The standby region that the tenant names, or the region's own where a disaster-recovery environment needs one. */
function standbyRegionOf({ cloud, region, standbyRegion, environments }: TenantSpec): string | undefined {
  if (standbyRegion !== undefined || environments["disaster-recovery"] === undefined) return standbyRegion;
  return regionOf(cloud, region)?.standby;
}

function checkCloud(spec: TenantSpec): Problem[] {
  if (isAvailable(spec.cloud)) return [];
  const message = `got ${spec.cloud}, expected ${AVAILABLE_CLOUDS.join(", ")}; cloud ${spec.cloud} is not available yet`;
  return [problem("cloud-not-available", spec, "cloud", message)];
}

function checkIds(specs: readonly TenantSpec[]): Problem[] {
  return [...Map.groupBy(specs, ({ tenant }) => tenant).values()].flatMap((sameId) =>
    sameId.length === 1 ? [] : sameId.map((spec) => duplicate(spec, sameId.find((other) => other !== spec) ?? spec)),
  );
}

function duplicate(spec: TenantSpec, other: TenantSpec): Problem {
  const message = `got ${spec.tenant}, which ${written(placeOf(other, "tenant"))} names too, expected one file per tenant; remove one of them`;
  return problem("tenant-duplicate", spec, "tenant", message);
}

/**
 * In order of their first address, a block meets an earlier one exactly when it begins before the farthest end so far.
 * Every tenant in a collision is named at least once; a list of all pairs would hide the cause.
 */
function checkClaims(claims: readonly AddressClaim[]): Problem[] {
  const collisions = new Map<string, Problem>();
  for (const inRegion of Map.groupBy(claims, ({ cloud, region }) => `${cloud} ${region}`).values()) {
    let farthest: AddressClaim | undefined;
    for (const claim of inRegion.toSorted(byFirstAddress)) {
      if (
        farthest !== undefined &&
        farthest.spec.tenant !== claim.spec.tenant &&
        overlaps(farthest.block, claim.block)
      ) {
        for (const [one, other] of [
          [claim, farthest],
          [farthest, claim],
        ] as const) {
          const key = `${one.spec.source.file} ${one.path}`;
          if (!collisions.has(key)) collisions.set(key, collision(one, other));
        }
      }
      if (farthest === undefined || claim.block.last > farthest.block.last) farthest = claim;
    }
  }
  return [...collisions.values()];
}

function byFirstAddress(a: AddressClaim, b: AddressClaim): number {
  if (a.block.first !== b.block.first) return a.block.first < b.block.first ? -1 : 1;
  return a.spec.source.file < b.spec.source.file ? -1 : 1;
}

function collision(claim: AddressClaim, other: AddressClaim): Problem {
  const where = written(placeOf(other.spec, other.path));
  const message =
    `got ${claim.block.cidr}, expected a block apart from ${other.block.cidr} of tenant ${other.spec.tenant} (${where}) in ${claim.cloud} ${claim.region}; ` +
    "choose another, `leasehold tenant new` finds a free one";
  return problem("address-overlap", claim.spec, claim.path, message);
}

function problem(code: Problem["code"], spec: TenantSpec, path: string, message: string): Problem {
  return { code, path, at: placeOf(spec, path), message };
}

function placeOf(spec: TenantSpec, path: string): Place {
  return { file: spec.source.file, ...(spec.source.positionOf(path) ?? { line: 1, column: 1 }) };
}

function written({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
