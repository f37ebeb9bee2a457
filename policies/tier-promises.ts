/**
 * What a tenant's tier promises, where a rule asks for more than the small tiers have. The catalogue says it; stacks of no tier
 * are judged by the most.
 */
import type { Settings } from "../tiers/settings.ts";
import { tierCatalogue } from "../tiers/tier-catalogue.ts";
import type { Context } from "./context.ts";

function promised(isPromised: (settings: Settings) => boolean): (context: Context) => boolean {
  return ({ tier }) => tier === undefined || isPromised(tierCatalogue(tier).settings);
}

/** Spare nodes of the relational database, in other zones. */
export const promisesSpareDatabases = promised(({ database }) => database.readers > 0);

/** Spare nodes of the document database. */
export const promisesSpareDocuments = promised(({ documents }) => documents.nodes > 1);

/** Spare nodes of the cache. */
export const promisesSpareCaches = promised(({ cache }) => cache.replicasPerShard > 0);

/** Copies of the backups in another region. */
export const promisesBackupCopies = promised(({ backup }) => backup.crossRegionCopies);

/** Backups under a lock. */
export const promisesLockedBackups = promised(({ backup }) => backup.locked);

/** Alarms on the cache. */
export const promisesCacheAlerts = promised(({ monitoring }) => monitoring.metricSets.includes("cache"));

/** Alerts on security events of the control plane. */
export const promisesSecurityAlerts = promised(({ monitoring }) => monitoring.metricSets.includes("security"));

export const NO_SPARES = "the tier promises one node in one region";
