import type { AuditSpec, BackupSpec } from "../blueprint.ts";
import { factNumber } from "../feasibility.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import { absentSince } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** What can be restored, how fast, and from where. */
export function resolveBackup(scene: SharedScene<"backup">): Sourced<BackupSpec> {
  const { retentionDays, pointInTimeDays, recoveryPointMinutes, crossRegionCopies, disasterRecovery } =
    scene.settings.backup;
  return {
    retentionDays,
    pointInTimeDays,
    recoveryPointMinutes,
    recoveryTimeMinutes: resolveRecoveryTime(scene),
    mechanism: recoveryPointMinutes.derive(mechanism(scene), "what keeps the recovery point"),
    crossRegionCopies,
    copyRegion: resolveCopyRegion(scene),
    locked: resolveLock(scene),
    disasterRecovery,
  };
}

/** The cloud does not fail over to another region by itself: the clock starts with whoever starts it. */
function resolveRecoveryTime({ settings }: SharedScene<"backup">): Leaf<number> {
  const { recoveryTimeMinutes, disasterRecovery } = settings.backup;
  if (!disasterRecovery.value) return recoveryTimeMinutes;
  const note = "loss of a zone: by itself; loss of the region: counted from the operator's start of the failover";
  return recoveryTimeMinutes.to(recoveryTimeMinutes.value, "fact aurora.global.failover", { note });
}

function mechanism({ settings, isPooled, isReplicated }: SharedScene<"backup">): string {
  if (isPooled) return "the cell's backups; nothing is promised";
  const minutes = factNumber("aurora.backup.rpo");
  const inRegion = `continuous backup of the database, restorable to ${minutes} minutes ago (aurora.backup.rpo)`;
  if (isReplicated)
    return `${inRegion}; loss of the region: replica in the standby region, seconds behind (aurora.global.rpo)`;
  return settings.backup.crossRegionCopies.value
    ? `${inRegion}; loss of the region: the newest copy of a backup`
    : inRegion;
}

function resolveCopyRegion({ settings, standby }: SharedScene<"backup">): Leaf<string> | Absent {
  const { crossRegionCopies } = settings.backup;
  return crossRegionCopies.value ? standby : absentSince(crossRegionCopies, "no copies");
}

function resolveLock({ settings, floors }: SharedScene<"backup">): Leaf<boolean> {
  const { locked } = settings.backup;
  return floors?.backupLocked === true && !locked.value
    ? locked.to(true, "floor", { note: "a lock is not taken off" })
    : locked;
}

/** What is recorded, and how long. */
export function resolveAudit({ settings }: SharedScene<"audit">): Sourced<AuditSpec> {
  const { retentionDays, immutable, threatDetection } = settings.audit;
  return { retentionDays, immutable, threatDetection };
}
