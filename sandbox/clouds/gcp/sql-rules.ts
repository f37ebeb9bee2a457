/** What Cloud SQL refuses of an instance: editions and their machine types, backups, networks, keys. */
import { blockAt, blocksAt, flagAt, numberAt, textAt } from "../properties.ts";
import type { CloudRecord, Properties, TypeContext } from "../resource-type.ts";
import { textOf } from "../record-values.ts";
import { googleError } from "./api-error.ts";
import { keyFlaw, serviceAgent } from "./key-use.ts";
import { nameOf, projectOf } from "./self-link.ts";

export const SQL_INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const CONNECTION = "gcp:servicenetworking/connection:Connection";

/** Shared cores and custom machines; everything else is predefined and of the other edition. */
const ENTERPRISE_TIER = /^db-(f1-micro|g1-small|custom-(N4-)?(\d+)-(\d+))$/;
const PLUS_TIER = /^db-(perf-optimized-N|memory-optimized-N|c4a-highmem)-\d+$/;

/** Days of the log for recovery to a point in time (SDK docstring: …backupConfiguration.transactionLogRetentionDays). */
const LOG_DAYS_MAX = { ENTERPRISE: 7, ENTERPRISE_PLUS: 35 } as const;

export type SqlEdition = keyof typeof LOG_DAYS_MAX;

/** An instance in the project, in any region. */
export function findInstance(name: string | undefined, context: TypeContext): CloudRecord | undefined {
  return name === undefined
    ? undefined
    : context.cloud.find(SQL_INSTANCE, (record) => record.id === name && !isDeleted(record));
}

/** A deleted instance leaves its name behind. */
export function isDeleted(record: CloudRecord): boolean {
  return textAt(record.outputs, "state") === "DELETED";
}

/** Replicas of an instance. */
export function replicasOf(name: string, context: TypeContext): readonly CloudRecord[] {
  return context.cloud
    .all(SQL_INSTANCE)
    .filter((record) => textAt(record.inputs, "masterInstanceName") === name && !isDeleted(record));
}

/** PostgreSQL 16 and newer take the dearer edition by default (SDK docstring: …settings.edition). */
export function editionOf(inputs: Properties): SqlEdition {
  const named = textAt(inputs, "settings.edition");
  if (named === "ENTERPRISE" || named === "ENTERPRISE_PLUS") return named;
  return majorVersion(inputs) >= 16 ? "ENTERPRISE_PLUS" : "ENTERPRISE";
}

/** `POSTGRES_17` → 17; 0 for anything else. */
export function majorVersion(inputs: Properties): number {
  return Number(/^POSTGRES_(\d+)$/.exec(textAt(inputs, "databaseVersion") ?? "")?.[1] ?? 0);
}

/** A request that Cloud SQL refuses, under the provider's heading. */
export function sqlRefusal(doing: string, message: string): string {
  return googleError(doing, "400 invalid", `Invalid request: ${message}.`);
}

/** What is wrong with the settings of an instance, whether new or changed. */
export function settingsFlaw(inputs: Properties): string | undefined {
  const edition = editionOf(inputs);
  const tier = textAt(inputs, "settings.tier") ?? "";
  const logDays = numberAt(inputs, "settings.backupConfiguration.transactionLogRetentionDays") ?? 0;
  const backups = numberAt(inputs, "settings.backupConfiguration.backupRetentionSettings.retainedBackups");
  if (!fits(tier, edition)) {
    const hint = edition === "ENTERPRISE" ? "db-custom-CPU-RAM" : "db-perf-optimized-N-*";
    return `Invalid Tier (${tier}) for (${edition}) Edition. Use a predefined Tier like ${hint} instead`;
  }
  if (logDays > LOG_DAYS_MAX[edition]) {
    return `transactionLogRetentionDays must be between 1 and ${LOG_DAYS_MAX[edition]} for the (${edition}) Edition`;
  }
  if (backups !== undefined && backups < logDays)
    return "The number of retained backups must be greater than or equal to the number of transaction log retention days";
  if (edition === "ENTERPRISE" && poolsConnections(inputs)) {
    return "Managed connection pooling is only supported for the (ENTERPRISE_PLUS) Edition";
  }
  const isReplica = textAt(inputs, "masterInstanceName") !== undefined;
  if (!isReplica && textAt(inputs, "settings.availabilityType") === "REGIONAL" && !keepsLog(inputs)) {
    return "Regional availability requires backups and point-in-time recovery to be enabled";
  }
  return undefined;
}

function fits(tier: string, edition: SqlEdition): boolean {
  if (edition === "ENTERPRISE_PLUS") return PLUS_TIER.test(tier);
  const [, , , vcpu, memoryMib] = ENTERPRISE_TIER.exec(tier) ?? [];
  if (vcpu === undefined || memoryMib === undefined) return ENTERPRISE_TIER.test(tier);
  return isCustomMachine(Number(vcpu), Number(memoryMib));
}

/** 1 vCPU or an even number up to 96; memory in steps of 256 MiB, from 3,840 MiB, 0.9 to 6.5 GiB per vCPU. */
function isCustomMachine(vcpu: number, memoryMib: number): boolean {
  const isCount = vcpu === 1 || (vcpu % 2 === 0 && vcpu <= 96);
  const share = memoryMib / 1024 / vcpu;
  return isCount && memoryMib % 256 === 0 && memoryMib >= 3840 && share >= 0.9 && share <= 6.5;
}

function poolsConnections(inputs: Properties): boolean {
  return blocksAt(inputs, "settings.connectionPoolConfigs").some(
    ({ connectionPoolingEnabled }) => connectionPoolingEnabled === true,
  );
}

function keepsLog(inputs: Properties): boolean {
  const backup = blockAt(inputs, "settings.backupConfiguration") ?? {};
  return flagAt(backup, "enabled") === true && flagAt(backup, "pointInTimeRecoveryEnabled") === true;
}

/** What is wrong with what a new instance stands on: network, key, primary. */
export function foundationFlaw(inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "name") ?? "";
  return networkFlaw(inputs, name, context) ?? encryptionFlaw(inputs, context) ?? primaryFlaw(inputs, context);
}

function networkFlaw(inputs: Properties, name: string, context: TypeContext): string | undefined {
  const network = textAt(inputs, "settings.ipConfiguration.privateNetwork");
  if (network === undefined) {
    return flagAt(inputs, "settings.ipConfiguration.ipv4Enabled") === false
      ? "At least one of Public IP, Private IP or PSC connectivity must be enabled"
      : undefined;
  }
  const peering = context.cloud.find(
    CONNECTION,
    (record) => nameOf(textOf(record, "network") ?? "") === nameOf(network),
  );
  if (peering !== undefined) return undefined;
  return `Incorrect Service Networking config for instance: ${projectOf(inputs, context)}:${name}:NETWORK_NOT_PEERED`;
}

function encryptionFlaw(inputs: Properties, context: TypeContext): string | undefined {
  const key = textAt(inputs, "encryptionKeyName");
  switch (keyFlaw(key, "sql", context.region, context)) {
    case undefined:
      return undefined;
    case "elsewhere":
      return `The KMS key ${key} must be in the region of the instance, ${context.region}`;
    case "absent":
      return `The KMS key ${key} does not exist`;
    case "forbidden":
      return `The service account ${serviceAgent("sql", context.account)} does not have the required permissions on the KMS key ${key}`;
  }
}

function primaryFlaw(inputs: Properties, context: TypeContext): string | undefined {
  const primaryName = textAt(inputs, "masterInstanceName");
  if (primaryName === undefined) return undefined;
  const primary = findInstance(primaryName, context);
  if (primary === undefined) return `The primary instance ${primaryName} does not exist`;
  if (!keepsLog(primary.inputs))
    return `The primary instance ${primaryName} needs backups and point-in-time recovery before it can have replicas`;
  if (majorVersion(primary.inputs) !== majorVersion(inputs))
    return "The database version of a replica must be that of its primary instance";
  if (editionOf(primary.inputs) !== editionOf(inputs))
    return "The edition of a replica must be that of its primary instance";
  return undefined;
}
