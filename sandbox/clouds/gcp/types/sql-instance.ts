/** Cloud SQL instances, primaries and replicas. A deleted one leaves its name behind for a week. */
import { each, failures, pattern, range, unless } from "../../checks.ts";
import { flagAt, isProperties, numberAt, textAt, valueAt } from "../../properties.ts";
import { isOn } from "../../record-values.ts";
import type {
  CheckFailure,
  CloudRecord,
  CloudWriter,
  Properties,
  ResourceType,
  TypeContext,
} from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { DELETION_POLICIES, preventedDeletion } from "../deletion-policy.ts";
import { projectOf } from "../self-link.ts";
import { instanceOutputs } from "../sql-outputs.ts";
import {
  foundationFlaw,
  isDeleted,
  majorVersion,
  replicasOf,
  settingsFlaw,
  SQL_INSTANCE,
  sqlRefusal,
} from "../sql-rules.ts";

/** Days for which the name of a deleted instance stays taken (SDK docstring: sql.DatabaseInstance.name). */
const RESERVED_DAYS = 7;
const DAY_MS = 86_400_000;

/** Longest `<project>:<name>`, in characters. */
const CONNECTION_NAME_LENGTH = 98;

/** What lies inside an instance and goes with it. */
const CONTENTS = ["gcp:sql/database:Database", "gcp:sql/user:User"] as const;
const BACKUP = "gcp:sql/backup:Backup";

const instance: ResourceType = {
  token: SQL_INSTANCE,
  autoName: { property: "name", maxLength: CONNECTION_NAME_LENGTH },
  enums: {
    deletionPolicy: DELETION_POLICIES,
    "settings.activationPolicy": ["ALWAYS", "NEVER", "ON_DEMAND"],
    "settings.availabilityType": ["REGIONAL", "ZONAL"],
    "settings.diskType": ["PD_SSD", "PD_HDD", "HYPERDISK_BALANCED"],
    "settings.edition": ["ENTERPRISE", "ENTERPRISE_PLUS"],
    "settings.connectorEnforcement": ["NOT_REQUIRED", "REQUIRED"],
    "settings.ipConfiguration.sslMode": [
      "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
      "ENCRYPTED_ONLY",
      "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
    ],
    "settings.ipConfiguration.serverCaMode": [
      "CUSTOMER_MANAGED_CAS_CA",
      "GOOGLE_MANAGED_CAS_CA",
      "GOOGLE_MANAGED_INTERNAL_CA",
    ],
    "settings.ipConfiguration.serverCertificateRotationMode": [
      "AUTOMATIC_ROTATION_DURING_MAINTENANCE",
      "NO_AUTOMATIC_ROTATION",
    ],
    "settings.maintenanceWindow.updateTrack": ["canary", "stable", "week5"],
    "settings.backupConfiguration.backupRetentionSettings.retentionUnit": ["COUNT"],
  },
  sets: ["settings.databaseFlags", "replicaNames"],
  check: checkInstance,
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const doing = `Error, failed to create instance ${name}`;
    const taken = context.cloud.find(SQL_INSTANCE, (record) => record.id === name);
    if (taken !== undefined && !isFree(taken)) {
      const message =
        "The Cloud SQL instance already exists. When you delete an instance, you can't reuse the name of the deleted instance until one week from the deletion date.";
      return `${googleError(doing, "409", message)}, instanceAlreadyExists`;
    }
    const flaw = settingsFlaw(inputs) ?? foundationFlaw(inputs, context);
    return flaw && sqlRefusal(doing, flaw);
  },
  adopts: (inputs, context) =>
    context.cloud.find(SQL_INSTANCE, (record) => record.id === textAt(inputs, "name") && isFree(record)),
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return { id: name, name, outputs: { ...instanceOutputs(name, inputs, context), state: "RUNNABLE" } };
  },
  afterCreate: (record, context, writer) => noteReplica(record, context, writer, true),
  refuseUpdate(old, inputs) {
    const flaw = settingsFlaw(inputs) ?? downgradeFlaw(old.inputs, inputs);
    return flaw && sqlRefusal(`Error, failed to update instance settings for ${old.id}`, flaw);
  },
  // A disk keeps its size where a smaller one is asked for.
  afterUpdate(old, record, _context, writer) {
    const [before, after] = [diskSize(old.inputs), diskSize(record.inputs)];
    const { settings } = record.inputs;
    if (before === undefined || after === undefined || after >= before || !isProperties(settings)) return;
    writer.put({ ...record, inputs: { ...record.inputs, settings: { ...settings, diskSize: before } } });
  },
  suppresses: (outputs, news) => (shrinks(outputs, news) && growsByItself(news) ? ["settings.diskSize"] : []),
  replaces(old, news) {
    const leavesNetwork =
      valueAt(old, "settings.ipConfiguration.privateNetwork") !== undefined &&
      valueAt(news, "settings.ipConfiguration.privateNetwork") === undefined;
    return [
      ...(shrinks(old, news) && !growsByItself(news) ? ["settings.diskSize"] : []),
      ...(leavesNetwork ? ["settings.ipConfiguration.privateNetwork"] : []),
      "masterInstanceName",
    ];
  },
  refuseDelete(record, context) {
    const prevented = preventedDeletion(record);
    if (prevented !== undefined) return prevented;
    if (isOn(record, "deletionProtection")) {
      return "Error, failed to delete instance because deletion_protection is set to true. Set it to false to proceed with instance deletion.";
    }
    const doing = `Error, failed to delete instance ${record.id}`;
    if (flagAt(record.inputs, "settings.deletionProtectionEnabled") === true) {
      return googleError(
        doing,
        "400 invalid",
        "The instance is protected. Please disable the deletion protection and try again.",
      );
    }
    const replicas = replicasOf(record.id, context);
    if (replicas.length === 0) return undefined;
    const names = replicas.map(({ id }) => id).join(", ");
    return sqlRefusal(doing, `The instance has replicas, which must be deleted first: ${names}`);
  },
  leaves: (record) => ({
    ...record,
    labels: {},
    inputs: { name: record.id, region: record.region },
    outputs: { state: "DELETED", deletionTime: new Date().toISOString() },
  }),
  isGone: isDeleted,
  afterDelete(record, context, writer) {
    noteReplica(record, context, writer, false);
    for (const type of CONTENTS) {
      for (const content of context.cloud.all(type)) {
        if (textAt(content.inputs, "instance") === record.id) writer.remove(content);
      }
    }
    writeFinalBackup(record, context, writer);
  },
};

export const sqlInstanceTypes: readonly ResourceType[] = [instance];

function checkInstance(inputs: Properties, context: TypeContext): readonly CheckFailure[] {
  const name = textAt(inputs, "name") ?? "";
  return failures(
    pattern(
      inputs,
      "name",
      /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
      "must be composed of lowercase letters, numbers, and hyphens; must start with a letter and must not end with a hyphen",
    ),
    unless(
      `${projectOf(inputs, context)}:${name}`.length <= CONNECTION_NAME_LENGTH,
      "name",
      `project and name must not exceed ${CONNECTION_NAME_LENGTH} characters together`,
    ),
    range(inputs, "settings.diskSize", textAt(inputs, "settings.diskType") === "HYPERDISK_BALANCED" ? 20 : 10, 65_536),
    range(inputs, "settings.maintenanceWindow.day", 1, 7),
    range(inputs, "settings.maintenanceWindow.hour", 0, 23),
    range(inputs, "settings.finalBackupConfig.retentionDays", 1, 365),
    range(inputs, "settings.backupConfiguration.backupRetentionSettings.retainedBackups", 1, 365),
    range(inputs, "settings.insightsConfig.queryStringLength", 256, 4500),
    each(inputs, "settings.backupConfiguration.startTime", (time) =>
      typeof time === "string" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? `expected HH:MM, got ${time}` : undefined,
    ),
  );
}

function downgradeFlaw(old: Properties, news: Properties): string | undefined {
  if (majorVersion(news) < majorVersion(old)) {
    return `The database version cannot be downgraded from ${textAt(old, "databaseVersion")} to ${textAt(news, "databaseVersion")}`;
  }
  const [before, after] = [textAt(old, "settings.edition"), textAt(news, "settings.edition")];
  if (before === "ENTERPRISE_PLUS" && after === "ENTERPRISE") {
    return "The edition cannot be changed from ENTERPRISE_PLUS to ENTERPRISE";
  }
  return undefined;
}

function diskSize(properties: Properties): number | undefined {
  return numberAt(properties, "settings.diskSize");
}

function shrinks(old: Properties, news: Properties): boolean {
  return (diskSize(news) ?? Infinity) < (diskSize(old) ?? 0);
}

function growsByItself(inputs: Properties): boolean {
  return flagAt(inputs, "settings.diskAutoresize") !== false;
}

/** The name of a deleted instance is free again after a week. */
function isFree(record: CloudRecord): boolean {
  const deletionTime = textAt(record.outputs, "deletionTime");
  return (
    isDeleted(record) && deletionTime !== undefined && Date.now() - Date.parse(deletionTime) > RESERVED_DAYS * DAY_MS
  );
}

/** A primary lists its replicas. */
function noteReplica(record: CloudRecord, context: TypeContext, writer: CloudWriter, comes: boolean): void {
  const primaryName = textAt(record.inputs, "masterInstanceName");
  const primary = context.cloud.find(SQL_INSTANCE, ({ id }) => id === primaryName);
  if (primary === undefined || primaryName === undefined) return;
  const others = replicasOf(primaryName, context)
    .map(({ id }) => id)
    .filter((id) => id !== record.id);
  const replicaNames = comes ? [...others, record.id].sort() : others;
  writer.put({ ...primary, outputs: { ...primary.outputs, replicaNames } });
}

/** The backup that an instance leaves, for a person to read and for its key to be kept. */
function writeFinalBackup(record: CloudRecord, context: TypeContext, writer: CloudWriter): void {
  if (flagAt(record.inputs, "settings.finalBackupConfig.enabled") !== true) return;
  writer.put({
    type: BACKUP,
    id: `${record.id}-final`,
    inputs: {
      instance: record.id,
      location: textAt(record.inputs, "settings.backupConfiguration.location") ?? record.region,
    },
    outputs: {
      backupKind: "SNAPSHOT",
      databaseVersion: textAt(record.inputs, "databaseVersion"),
      description: textAt(record.inputs, "finalBackupDescription") ?? "",
      kmsKey: textAt(record.inputs, "encryptionKeyName") ?? "",
      name: `projects/${context.account}/backups/${record.id}-final`,
      state: "SUCCESSFUL",
      ttlDays: numberAt(record.inputs, "settings.finalBackupConfig.retentionDays"),
      type: "FINAL",
    },
  });
}
