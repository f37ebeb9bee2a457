/** Names of the cache and of its users: stable, and known before either exists, so that policies can name them. */
import type { StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { Workload } from "../../tiers/vocabulary.ts";

/**
 * Ids of replication groups (API `CreateReplicationGroup`), users and user groups: 1 to 40 letters, digits and single
 * hyphens. A longer one is cut and ends in a fingerprint, so that it need not begin with the stack's whole name.
 */
const MAX_ID_LENGTH = 40;

/** Stable id of the cache, so that a second create after a crash is refused instead of doubled. */
export function cacheId(stack: StackSpec): string {
  return physicalName([stack.tenant, stack.environment, "cache"], MAX_ID_LENGTH);
}

/** Id of the group that holds the cache's users. */
export function cacheUserGroupId(stack: StackSpec): string {
  return physicalName([stack.tenant, stack.environment, "cache"], MAX_ID_LENGTH);
}

/** Workloads with a cache user. What lies in a cache can be made again, so backup has none. */
export const CACHE_WORKLOADS = ["app", "migration", "admin"] as const satisfies readonly Workload[];
/** One of {@link CACHE_WORKLOADS}. */
export type CacheWorkload = (typeof CACHE_WORKLOADS)[number];

/** Ids, and names, of the cache's users. With identity login the two must be the same; unique per account and region. */
export function cacheUsers(stack: StackSpec): Readonly<Record<CacheWorkload, string>> {
  const idOf = (workload: CacheWorkload): string =>
    physicalName([stack.tenant, stack.environment, workload], MAX_ID_LENGTH);
  return { app: idOf("app"), migration: idOf("migration"), admin: idOf("admin") };
}
