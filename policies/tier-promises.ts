/** What a tenant's tier promises, where a rule asks for more than the small tiers have. Stacks of no tier are judged by the most. */
import type { Tier } from "../tiers/vocabulary.ts";
import type { Context } from "./context.ts";

/** Tiers whose databases and caches are one node in one region, and whose backups stay there (tiers/catalogue). */
const ONE_NODE_TIERS: ReadonlySet<Tier> = new Set<Tier>(["free", "standard"]);

/** Tiers whose backups nobody can shorten: from enterprise on. */
const UNLOCKED_TIERS: ReadonlySet<Tier> = new Set<Tier>([...ONE_NODE_TIERS, "premium"]);

/** Spare nodes in another zone, and copies of the backups in another region. */
export function promisesSpares({ tier }: Context): boolean {
  return tier === undefined || !ONE_NODE_TIERS.has(tier);
}

/** Backups under a lock. */
export function promisesLockedBackups({ tier }: Context): boolean {
  return tier === undefined || !UNLOCKED_TIERS.has(tier);
}

/** Alerts on security events of the control plane: the metric set of enterprise and above. */
export const promisesSecurityAlerts = promisesLockedBackups;

export const NO_SPARES = "the tier promises one node in one region";
