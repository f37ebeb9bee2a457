/**
 * The address plan: a tenant's block is shared out to its environments, an environment's block to subnets.
 * Every share has a fixed place, so that nothing moves when an environment, a zone or a tier comes later.
 */
import { Address4 } from "ip-address";
import { addressBlock, BLOCK_PREFIX, isBlock, overlaps, partOf } from "./address-block.ts";
import type { SubnetPlan } from "./blueprint.ts";
import { memoise } from "./memoise.ts";
import { InvalidInput } from "./problem.ts";
import type { TenantFile } from "./tenant-spec.ts";
import { SUBNET_ROLES, ZONES } from "./vocabulary.ts";
import type { Environment, SubnetRole, Zone } from "./vocabulary.ts";

/** Prefix length of an environment's share: 4,096 addresses. */
const ENVIRONMENT_PREFIX = 20;

/** Place of each environment in the tenant's block. A /18 holds the first four; production comes first, so that the smallest block holds it. */
const ENVIRONMENT_INDEX = {
  production: 0,
  "disaster-recovery": 1,
  staging: 2,
  development: 3,
  test: 4,
} as const satisfies Record<Environment, number>;

/** Where a role's subnets lie in an environment's block, in sixteenths: `slices` wide, one per zone from `first` on. The fourth of each row is reserved. */
const SUBNET_LAYOUT = {
  application: { first: 0, slices: 2 },
  data: { first: 8, slices: 1 },
  public: { first: 12, slices: 1 },
} as const satisfies Record<SubnetRole, { readonly first: number; readonly slices: 1 | 2 }>;

const ZONE_INDEX = { a: 0, b: 1, c: 2 } as const satisfies Record<Zone, number>;

/** A sixteenth of a block has a prefix length four longer, two sixteenths three longer. */
const SLICE_BITS = { 1: 4, 2: 3 } as const;

const shareOf = {
  production: shareAt(ENVIRONMENT_INDEX.production),
  "disaster-recovery": shareAt(ENVIRONMENT_INDEX["disaster-recovery"]),
  staging: shareAt(ENVIRONMENT_INDEX.staging),
  development: shareAt(ENVIRONMENT_INDEX.development),
  test: shareAt(ENVIRONMENT_INDEX.test),
} as const satisfies Record<Environment, (cidr: string) => string | undefined>;

function shareAt(index: number): (cidr: string) => string | undefined {
  return memoise((cidr) => partOf(cidr, ENVIRONMENT_PREFIX, index));
}

/** The share of an environment in a tenant's block, a /20; undefined when the block is too small for it. */
export function environmentShare(tenantCidr: string, environment: Environment): string | undefined {
  return shareOf[environment](tenantCidr);
}

/** Why an environment has no share in a tenant's block, with the ways out; to follow `got <value>, `. */
export function tooSmall(environment: Environment): string {
  const needed = ENVIRONMENT_PREFIX - Math.ceil(Math.log2(ENVIRONMENT_INDEX[environment] + 1));
  const block = needed === ENVIRONMENT_PREFIX ? `/${needed}` : `/${needed} or wider`;
  return `expected ${block} to hold environment ${environment}; widen network.cidr, or set environments.${environment}.network.cidr`;
}

/**
 * The share of an environment in a tenant's block, a /20.
 * @param tenantCidr the tenant's block, /16–/20.
 * @throws InvalidInput (`address-too-small`) when the block does not hold it, with the ways out.
 */
export function environmentBlock(tenantCidr: string, environment: Environment): string {
  const share = environmentShare(tenantCidr, environment);
  if (share !== undefined) return share;
  const message = `got ${tenantCidr}, ${tooSmall(environment)}`;
  throw new InvalidInput([{ code: "address-too-small", path: "network.cidr", message }]);
}

/** The block of one environment of a tenant: its own, or its share of the tenant's; undefined where the tenant has none (tier free). */
export function blockOf(file: TenantFile, environment: Environment): string | undefined {
  const own = file.environments[environment]?.network?.cidr;
  if (own !== undefined) return own;
  return file.network === undefined ? undefined : environmentBlock(file.network.cidr, environment);
}

/**
 * The nine subnets of an environment: three roles in three zones. In a /20: application /23 each, data and public /24 each.
 * @param environmentCidr the environment's block, /16–/20.
 */
export const planSubnets: (environmentCidr: string) => readonly SubnetPlan[] = memoise((environmentCidr) => {
  const { prefixLength } = addressBlock(environmentCidr);
  const plan = SUBNET_ROLES.flatMap((role) =>
    ZONES.map((zone): SubnetPlan => {
      const { first, slices } = SUBNET_LAYOUT[role];
      const cidr = partOf(environmentCidr, prefixLength + SLICE_BITS[slices], first / slices + ZONE_INDEX[zone]);
      if (cidr === undefined) throw new RangeError(`no subnet ${role} ${zone} in ${environmentCidr}`);
      return Object.freeze({ role, zone, cidr });
    }),
  );
  return Object.freeze(plan);
});

/**
 * The first block of a pool that overlaps none of the existing ones.
 * @param existing blocks in use, any order and size; those outside the pool do not matter.
 * @param pool where to look. Default: 10.0.0.0/8.
 * @param prefixLength size of the block wanted. Default: 18, four environments.
 * @throws InvalidInput when the pool is no block or the size no tenant's (`address-block`), or the pool is full (`address-exhausted`).
 */
export function freeBlock(existing: readonly string[], pool = "10.0.0.0/8", prefixLength = 18): string {
  checkSearch(pool, prefixLength);
  const whole = addressBlock(pool);
  const used = existing.map(addressBlock).toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  let candidate = partOf(pool, prefixLength, 0);
  for (const block of used) {
    if (candidate === undefined) break;
    if (overlaps(addressBlock(candidate), block)) candidate = networkAfter(block.last, prefixLength, whole.last);
  }
  if (candidate !== undefined) return candidate;
  const message = `got no free /${prefixLength} in ${pool} (blocks in use: ${existing.length}), expected one; name another pool or a longer prefix`;
  throw new InvalidInput([{ code: "address-exhausted", path: "network.cidr", message }]);
}

function checkSearch(pool: string, prefixLength: number): void {
  const { min, max } = BLOCK_PREFIX;
  if (!isBlock(pool)) {
    const message = `got ${pool}, expected an IPv4 block such as 10.0.0.0/8; write its first address and its prefix length`;
    throw new InvalidInput([{ code: "address-block", path: "pool", message }]);
  }
  if (!Number.isInteger(prefixLength) || prefixLength < min || prefixLength > max) {
    const message = `got /${prefixLength}, expected a prefix length of /${min}–/${max}; /18 holds four environments, /17 eight`;
    throw new InvalidInput([{ code: "address-block", path: "network.cidr", message }]);
  }
}

/** The network of the given size after the one that holds an address; undefined when it reaches beyond the end. */
function networkAfter(address: bigint, prefixLength: number, end: bigint): string | undefined {
  const holder = new Address4(`${Address4.fromBigInt(address).correctForm()}/${prefixLength}`);
  if (holder.endAddress().bigInt() >= end) return undefined;
  const next = holder.nextNetwork();
  return next.endAddress().bigInt() <= end ? next.networkForm() : undefined;
}
