/** The tenant's own limits, from which alerts get their thresholds, each as a leaf that knows where it comes from. */
import type { LimitName, LimitValues } from "../alert-words.ts";
import { LIMITS } from "../alert-words.ts";
import type { Leaf } from "../sourced.ts";
import { chosenCacheClass } from "./cache.ts";
import { chosenDatabaseClass } from "./database-edition.ts";
import { held } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** What limits come from. */
export type LimitScene = SharedScene<"stack" | "database" | "cache" | "objects" | "backup" | "apiQuotas">;

const BYTES_PER_GIB = 1_073_741_824;
const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_5_MINUTES = 300;

/** A daily copy and an hour to be late. */
const BASE_BACKUP_MAX_AGE_SECONDS = 90_000;

/** A node with few cores is full when the one that serves is: 90 % of one core (ElastiCache user guide, "Which metrics should I monitor"). */
const BUSY_CORE_PERCENT = 90;

/** The leaf from which a limit is made. */
const ORIGIN = {
  storageLimitBytes: ({ settings, floors }) =>
    held(settings.database.storageGib, floors?.storageGib, "promised storage does not shrink"),
  bucketQuotaBytes: ({ settings }) => settings.objects.quotaGib,
  nodeMemoryBytes: ({ settings }) => settings.database.nodeMemoryGib,
  maxConnections: ({ settings }) => settings.database.maxConnections,
  guaranteedOperationsPer5Minutes: ({ settings }) => settings.database.iopsGuaranteed,
  cacheCpuPercent: ({ settings }) => settings.cache.memoryMib,
  recoveryPointSeconds: ({ settings }) => settings.backup.recoveryPointMinutes,
  halfRecoveryPointSeconds: ({ settings }) => settings.backup.recoveryPointMinutes,
  baseBackupMaxAgeSeconds: ({ settings }) => settings.backup.retentionDays,
  apiRequestsPerHour: ({ settings }) => settings.apiQuotas.requestsPerHourSustained,
  errorBudget: ({ settings }) => settings.stack.availabilityObjectivePercent,
} as const satisfies Record<LimitName, (scene: LimitScene) => Leaf<number>>;

/** Every limit in the unit of its name. */
export function limitValues(scene: LimitScene): LimitValues {
  const of = (name: LimitName): number => ORIGIN[name](scene).value;
  const { storageGrowthFactor } = scene.settings.database;
  const recoveryPointSeconds = of("recoveryPointSeconds") * SECONDS_PER_MINUTE;
  return {
    storageLimitBytes: Math.ceil(of("storageLimitBytes") * storageGrowthFactor.value) * BYTES_PER_GIB,
    bucketQuotaBytes: of("bucketQuotaBytes") * BYTES_PER_GIB,
    nodeMemoryBytes: nodeMemoryGib(scene) * BYTES_PER_GIB,
    maxConnections: of("maxConnections"),
    guaranteedOperationsPer5Minutes: of("guaranteedOperationsPer5Minutes") * SECONDS_PER_5_MINUTES,
    cacheCpuPercent: Math.floor(BUSY_CORE_PERCENT / cacheVcpu(scene)),
    recoveryPointSeconds,
    halfRecoveryPointSeconds: recoveryPointSeconds / 2,
    baseBackupMaxAgeSeconds: BASE_BACKUP_MAX_AGE_SECONDS,
    apiRequestsPerHour: of("apiRequestsPerHour"),
    errorBudget: Number((1 - of("errorBudget") / 100).toPrecision(4)),
  };
}

/** The leaf that a threshold follows from: that of the first limit in it; undefined where none is. */
export function originOf(scene: LimitScene, limits: readonly LimitName[]): Leaf<number> | undefined {
  const first = LIMITS.find((name) => limits.includes(name));
  return first === undefined ? undefined : ORIGIN[first](scene);
}

/** vCPU of a cache node. A wish that no class covers is refused elsewhere. */
export function cacheVcpu(scene: LimitScene): number {
  return scene.isPooled ? 1 : (chosenCacheClass(scene)?.vcpu ?? 1);
}

/** Memory of the class that is bought, which is often more than was wished for. */
function nodeMemoryGib(scene: LimitScene): number {
  const { nodeMemoryGib: wished } = scene.settings.database;
  return scene.isPooled ? wished.value : (chosenDatabaseClass(scene)?.memoryGib ?? wished.value);
}
