/** What the services of a cloud can keep at all, as constraints on the settings: facts with their source. */
import type { Constraint } from "./constraint.ts";
import { fact, factNumber } from "./feasibility.ts";
import type { Fact } from "./feasibility.ts";
import type { SettingPath } from "./settings.ts";
import { isAvailable } from "./vocabulary.ts";
import type { AvailableCloud, Cloud } from "./vocabulary.ts";

/** Beginning of the source of every constraint that is a fact of the cloud. */
export const FACT_SOURCE = "fact ";

const MAKE: Readonly<Record<AvailableCloud, () => readonly Constraint[]>> = {
  aws: awsConstraints,
  azure: azureConstraints,
  gcp: gcpConstraints,
};
const made = new Map<AvailableCloud, readonly Constraint[]>();

/** Constraints by the services of a cloud; none for clouds that are not available yet. */
export function cloudConstraints(cloud: Cloud): readonly Constraint[] {
  if (!isAvailable(cloud)) return [];
  let constraints = made.get(cloud);
  if (constraints === undefined) made.set(cloud, (constraints = MAKE[cloud]()));
  return constraints;
}

function awsConstraints(): readonly Constraint[] {
  return [
    atLeast("keys.rotationDays", "kms.rotation.min"),
    atMost("keys.rotationDays", "kms.rotation.max"),
    ...within("backup.retentionDays", "aurora.backup.retention"),
    atMost("backup.pointInTimeDays", "aurora.backup.retention", rangeOf("aurora.backup.retention").most),
    atLeast("backup.recoveryPointMinutes", "aurora.backup.rpo"),
    atMost("database.readers", "aurora.replica.count"),
    atMost("cache.snapshotRetentionDays", "ec.backup.retention", rangeOf("ec.backup.retention").most),
    atMost("backup.retentionDays", "backup.continuous.max"),
    atMost("monitoring.logRetentionDays", "logs.retention"),
    atMost("monitoring.metricsRetentionDays", "amp.retention.max"),
  ];
}

function azureConstraints(): readonly Constraint[] {
  return [
    only("keys.protection", "kv.level", "hardware"),
    atLeast("keys.rotationDays", "kv.rotation.fixed"),
    atMost("keys.rotationDays", "kv.rotation.fixed"),
    ...within("backup.retentionDays", "azpg.backup.retention"),
    atMost("backup.pointInTimeDays", "azpg.backup.retention", rangeOf("azpg.backup.retention").most),
    atLeast("backup.recoveryPointMinutes", "azpg.backup.rpo"),
    atMost("database.readers", "azpg.replica.count"),
    atMost("database.storageGib", "azpg.storage.max"),
    atMost("database.iopsGuaranteed", "azpg.iops.max"),
    atLeast("cache.replicasPerShard", "azred.replicas"),
    atMost("cache.replicasPerShard", "azred.replicas"),
    atMost("cache.snapshotRetentionDays", "azred.snapshots"),
    atMost("monitoring.logRetentionDays", "az.logs.retention"),
    atMost("monitoring.metricsRetentionDays", "az.prometheus.retention"),
  ];
}

function gcpConstraints(): readonly Constraint[] {
  return [
    only("keys.protection", "gkms.level", "hardware"),
    // The period must exceed the day that the fact names.
    atLeast("keys.rotationDays", "gkms.rotation.min", factNumber("gkms.rotation.min") + 1),
    ...within("backup.retentionDays", "gsql.backup.retention"),
    atMost("backup.pointInTimeDays", "gsql.pitr.max"),
    atLeast("backup.recoveryPointMinutes", "gsql.backup.rpo"),
    atMost("database.readers", "gsql.replicas.count"),
    atMost("database.storageGib", "gsql.storage.max"),
    atMost("database.iopsGuaranteed", "gsql.iops.max"),
    atMost("cache.replicasPerShard", "gvk.replicas.max"),
    atMost("cache.snapshotRetentionDays", "gvk.backup.retention", rangeOf("gvk.backup.retention").most),
    atMost("monitoring.logRetentionDays", "g.logs.retention"),
    atMost("monitoring.metricsRetentionDays", "g.prometheus.retention"),
  ];
}

function atLeast(setting: SettingPath, id: string, min = factNumber(id)): Constraint {
  return { setting, min, ...originOf(fact(id)) };
}

function atMost(setting: SettingPath, id: string, max = factNumber(id)): Constraint {
  return { setting, max, ...originOf(fact(id)) };
}

function only(setting: SettingPath, id: string, value: string): Constraint {
  return { setting, allowed: [value], ...originOf(fact(id)) };
}

/** Both ends of a fact that is printed as a range. */
function within(setting: SettingPath, id: string): readonly Constraint[] {
  const { least, most } = rangeOf(id);
  return [...(least > 1 ? [atLeast(setting, id, least)] : []), atMost(setting, id, most)];
}

function originOf(found: Fact): Pick<Constraint, "source" | "note" | "at"> {
  return { source: `${FACT_SOURCE}${found.id}`, note: found.fact, at: found.at };
}

/**
 * The ends of a fact that is printed as a range, such as `1-35`.
 * @throws TypeError when the fact is printed otherwise.
 */
function rangeOf(id: string): { readonly least: number; readonly most: number } {
  const { value } = fact(id);
  const [, least, most] = /^(\d+)-(\d+)$/.exec(String(value)) ?? [];
  if (least === undefined || most === undefined) throw new TypeError(`feasibility fact ${id} is not a range: ${value}`);
  return { least: Number(least), most: Number(most) };
}
