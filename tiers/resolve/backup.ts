import type { BackupPlanSpec, BackupSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { fact, factNumber } from "../feasibility.ts";
import { Keyed } from "../sourced.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import type { Cloud } from "../vocabulary.ts";
import { planLogRetention, storeKeepsLog } from "./point-in-time.ts";
import { absentSince, fixed, held } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

type BackupScene = SharedScene<
  "audit.immutable" | "backup" | "database.backupWindowUtc" | "objects.crossRegionReplication" | "objects.lockMode"
>;

/** Copies into the vault are made once a day. */
const COPIES_EVERY_MINUTES = 1440;

/** Bounds of the lock as wide as every tier and framework together: another value would replace the lock. */
const LOCK_MIN = fixed(1, "fixed from the first day: another bound replaces the lock");
const LOCK_MAX = fixed(36_500, "fixed from the first day, and no retention is longer");
const LOCK_GRACE = fixed(3, "the shortest in which a compliance lock can still be taken back");

const DATABASE = fixed<BackupPlanSpec["store"]>("database", "every stack has it");
const OBJECTS = fixed<BackupPlanSpec["store"]>("objects", "every stack has it");
const START_WINDOW = fixed(60, "begins within the hour");
const COMPLETION_WINDOW = fixed(480, "ends before the working day");
const DAILY_NOTE = "the database keeps every moment by itself; copies are daily";

/** What can be restored, how fast, and from where. */
export function resolveBackup(scene: BackupScene): Sourced<BackupSpec> {
  const { retentionDays, pointInTimeDays, recoveryPointMinutes, crossRegionCopies, disasterRecovery } =
    scene.settings.backup;
  return {
    retentionDays,
    pointInTimeDays,
    recoveryPointMinutes,
    recoveryTimeMinutes: resolveRecoveryTime(scene),
    mechanism: recoveryPointMinutes.derive(mechanism(scene), "what keeps the recovery point"),
    regionLossMinutes: resolveRegionLoss(scene),
    plans: resolvePlans(scene),
    crossRegionCopies,
    copyRegion: resolveCopyRegion(scene),
    copyVaultRegion: resolveCopyVault(scene),
    geoRedundantRegion: resolveMirror(scene),
    locked: resolveLock(scene),
    lockMode: resolveLockMode(scene),
    lockMinDays: LOCK_MIN,
    lockMaxDays: LOCK_MAX,
    lockGraceDays: LOCK_GRACE,
    restoreTesting: resolveRestoreTesting(scene),
    disasterRecovery,
  };
}

/** The cloud does not fail over to another region by itself: the clock starts with whoever starts it. */
function resolveRecoveryTime({ settings, cloud }: BackupScene): Leaf<number> {
  const { recoveryTimeMinutes, disasterRecovery } = settings.backup;
  if (!disasterRecovery.value) return recoveryTimeMinutes;
  const note = "loss of a zone: by itself; loss of the region: counted from the operator's start of the failover";
  const id = cloudServices(cloud).facts.regionFailover;
  return recoveryTimeMinutes.to(recoveryTimeMinutes.value, `fact ${id}`, { note, at: fact(id).at });
}

function mechanism(scene: BackupScene): string {
  const { settings, cloud, isPooled } = scene;
  if (isPooled) return "the cell's backups; nothing is promised";
  const { databaseBackup, objectCopies } = cloudServices(cloud).facts;
  const elsewhere = [
    ...databaseElsewhere(scene),
    ...(settings.objects.crossRegionReplication.value
      ? [`copies of new objects, ${fact(objectCopies).value} (${objectCopies})`]
      : []),
  ];
  return [
    `continuous backup of the database, restorable to ${factNumber(databaseBackup)} minutes ago (${databaseBackup})`,
    ...(elsewhere.length === 0 ? [] : [`loss of the region: ${elsewhere.join(", and ")}`]),
  ].join("; ");
}

/** What is left of the database when the region is lost, the best first. */
function databaseElsewhere({ settings, cloud, isReplicated, fixedCopies }: BackupScene): readonly string[] {
  const { databaseReplica, fixedCopies: copies } = cloudServices(cloud).facts;
  if (isReplicated) return [`a replica of the database that follows asynchronously (${databaseReplica})`];
  if (fixedCopies.value !== null && copies !== undefined)
    return [`the database as it was up to ${factNumber(copies)} minutes before (${copies})`];
  return settings.backup.crossRegionCopies.value ? ["the newest copy of a backup"] : [];
}

/**
 * The recovery point holds in the region; without a replica elsewhere its loss costs more, and the blueprint says how much.
 * It speaks of the database: only AWS aims at a time for objects.
 */
function resolveRegionLoss(scene: BackupScene): Leaf<number> | Absent {
  const { settings, cloud, isPooled, isReplicated, fixedCopies } = scene;
  const { recoveryPointMinutes, crossRegionCopies } = settings.backup;
  const { databaseReplica, fixedCopies: copies, objectCopies } = cloudServices(cloud).facts;
  if (isPooled || recoveryPointMinutes.value === 0) return absentSince(recoveryPointMinutes, "nothing is promised");
  if (isReplicated) {
    const note = `a replica of the database lies there, fact ${databaseReplica}; objects: fact ${objectCopies}`;
    return recoveryPointMinutes.derive(recoveryPointMinutes.value, note);
  }
  if (fixedCopies.value !== null && copies !== undefined)
    return fixedCopies.derive(factNumber(copies), `the cloud copies the database's backups, fact ${copies}`);
  return crossRegionCopies.value
    ? crossRegionCopies.derive(COPIES_EVERY_MINUTES, "copies are made once a day")
    : absentSince(crossRegionCopies, "nothing lies in another region");
}

function resolvePlans(scene: BackupScene): Keyed<BackupPlanSpec> {
  const { settings, isPooled, floors, cloud } = scene;
  if (isPooled) return new Keyed<BackupPlanSpec>([]);
  const { retentionDays: wished, pointInTimeDays } = settings.backup;
  const retentionDays = held(wished, floors?.lockedBackupDays, "a locked vault shortens no retention");
  const { backupWindowUtc } = settings.database;
  const common = {
    startUtc: backupWindowUtc.derive(backupWindowUtc.value.slice(0, 5), "when the database's window opens"),
    startWindowMinutes: START_WINDOW,
    completionWindowMinutes: COMPLETION_WINDOW,
    retentionDays,
  };
  return new Keyed<BackupPlanSpec>([
    [
      "database",
      {
        store: DATABASE,
        ...common,
        continuous: resolveDaily(cloud),
        logRetentionDays: planLogRetention(scene),
      },
    ],
    [
      "objects",
      {
        store: OBJECTS,
        ...common,
        continuous: resolveContinuous(pointInTimeDays, cloud),
        logRetentionDays: storeKeepsLog(scene),
      },
    ],
  ]);
}

/** Copies of a vault are too far apart for a recovery point, so it is never what carries the database's. */
function resolveDaily(cloud: Cloud): Leaf<boolean> {
  const id = cloudServices(cloud).facts.vaultFrequency;
  if (id === undefined) return fixed(false, DAILY_NOTE);
  return fixed(false, DAILY_NOTE).to(false, `fact ${id}`, {
    note: `${fact(id).fact}: ${factNumber(id)} minutes, so the recovery point is the database's own backup's`,
    at: fact(id).at,
  });
}

/** Any moment of the objects as long as their backup is kept, which the vault's own limit bounds. */
function resolveContinuous(pointInTimeDays: Leaf<number>, cloud: Cloud): Leaf<boolean> {
  const isContinuous = pointInTimeDays.value > 0;
  const leaf = pointInTimeDays.derive(isContinuous, "any moment can be restored");
  const id = cloudServices(cloud).facts.vaultContinuous;
  if (id === undefined || !isContinuous) return leaf;
  return leaf.to(true, `fact ${id}`, { note: `${fact(id).fact} ${factNumber(id)} days at most`, at: fact(id).at });
}

function resolveCopyRegion({ settings, standby }: BackupScene): Leaf<string> | Absent {
  const { crossRegionCopies } = settings.backup;
  return crossRegionCopies.value ? standby : absentSince(crossRegionCopies, "no copies");
}

/** As the key replicas: once something was copied there, the vault stays, since a vault with copies in it is not removed. */
function resolveCopyVault({ standby, isCopied, isPooled, floors }: BackupScene): Leaf<string> | Absent {
  if (isPooled) return absentSince(standby, "the cell's");
  if (floors?.replicaRegion !== undefined)
    return standby.to(floors.replicaRegion, "floor", { note: "copies of earlier ups lie there" });
  return isCopied ? standby : absentSince(standby, "nothing is copied to another region");
}

/** How a vault is mirrored is fixed when it is made, so it follows what was decided at the first up for everything copied. */
function resolveMirror({ cloud, fixedCopies, isPooled, settings }: BackupScene): Leaf<string> | Absent {
  const { crossRegionCopies } = settings.backup;
  return cloud !== "azure" || isPooled
    ? absentSince(crossRegionCopies, "the cloud mirrors no vault by itself")
    : fixedCopies;
}

function resolveLock({ settings, floors }: BackupScene): Leaf<boolean> {
  const { locked } = settings.backup;
  return floors?.backupLocked === true && !locked.value
    ? locked.to(true, "floor", { note: "a lock is not taken off" })
    : locked;
}

/**
 * A proof for auditors, so whoever owes them a record that nobody can change owes this as well: frameworks regulated by law,
 * and the tiers from enterprise on. Only AWS offers it; elsewhere a person restores a copy (docs/operating.md).
 */
function resolveRestoreTesting({ settings, cloud, environment, isPooled }: BackupScene): Leaf<boolean> {
  const { immutable } = settings.audit;
  if (!immutable.value || isPooled) return immutable.derive(false, "no record that nobody can change");
  if (environment !== "production") return immutable.derive(false, "in production only");
  return cloudServices(cloud).testsRestores
    ? immutable.derive(true, "backups are proven where records are")
    : immutable.derive(false, `${cloudServices(cloud).name} has no plan for it`);
}

/** Nobody can undo compliance mode, so only a tenant's explicit choice leads there: the same one as for its buckets. */
function resolveLockMode({ settings }: BackupScene): Leaf<BackupSpec["lockMode"]> {
  const { lockMode } = settings.objects;
  return lockMode.derive(lockMode.value, "one choice for everything that can be locked");
}
