/** Arguments of the Cloud SQL instances: the primary and its readers. */
import type { DatabaseInstanceArgs } from "@pulumi/gcp/sql/databaseInstance.js";
import type { input } from "@pulumi/gcp/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseNodeSpec, DatabaseSpec, StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { AccountFacts } from "../contracts.ts";
import type { LifecycleRules } from "../lifecycle.ts";
import { databaseFlags } from "./database-flags.ts";
import { poolConfiguration } from "./database-pool.ts";
import { startOfWindow, weeklyWindow } from "./weekly-window.ts";

/** Project and name have at most 98 characters together (Cloud SQL "Instance settings"), a reader's key up to 12 of them. */
const MAX_NAME_LENGTH = 50;

/** Longest that Cloud SQL keeps a final backup, days (SDK docstring: sql.DatabaseInstance.settings.finalBackupConfig.retentionDays). */
const FINAL_BACKUP_DAYS = 365;

/**
 * Name of an instance. In a stack that is kept it is stable, so that a second create after a crash is refused instead of
 * doubled. A deleted name stays taken for a week, which a disposable stack that comes back tomorrow cannot wait for: there
 * the provider makes one up.
 */
export function instanceName(stack: StackSpec, reader?: string): { readonly name?: string } {
  if (!stack.deletionProtection) return {};
  const primary = physicalName([stack.tenant, stack.environment, "database"], MAX_NAME_LENGTH);
  return { name: reader === undefined ? primary : `${primary}-${reader}` };
}

/** `17` → `POSTGRES_17`; the name that Cloud SQL itself uses stays. */
export function databaseVersion(engineVersion: string): string {
  return engineVersion.startsWith("POSTGRES_") ? engineVersion : `POSTGRES_${engineVersion}`;
}

/** What an instance is wired to. */
export interface InstanceWiring {
  readonly stack: StackSpec;
  readonly spec: DatabaseSpec;
  readonly rules: LifecycleRules;
  readonly facts: AccountFacts;
  /** Project id. */
  readonly project: pulumi.Output<string>;
  readonly networkId: pulumi.Output<string>;
  readonly encryptionKeyName: pulumi.Output<string>;
  /** All eight: the provider's default labels do not reach `settings`. */
  readonly userLabels: Readonly<Record<string, string>>;
}

/**
 * The primary. Every input that would replace it (name, region, key) is the same in all tiers.
 *
 * The first node of the blueprint. From the second node on it is `REGIONAL`: a standby in another zone takes over by itself
 * within a minute or so, address and all, but serves nobody until then; nor does a reader ever take over by itself. So the
 * promised recovery time needs the standby, and each promised reader is a replica beside it.
 * Cost: the standby costs as much as the primary.
 */
export function primaryArgs(wiring: InstanceWiring, rootPassword: pulumi.Output<string>): DatabaseInstanceArgs {
  const { stack, spec, rules } = wiring;
  const [writer] = spec.nodes;
  return {
    ...commonArgs(wiring),
    ...instanceName(stack),
    rootPasswordWo: rootPassword,
    rootPasswordWoVersion: String(spec.masterPasswordGeneration),
    deletionProtection: rules.deletionProtection,
    ...(rules.finalSnapshot ? { finalBackupDescription: `Final backup of ${stack.name}` } : {}),
    settings: {
      ...commonSettings(wiring, "primary", writer),
      availabilityType: spec.nodes.length > 1 ? "REGIONAL" : "ZONAL",
      ...poolConfiguration(spec),
      deletionProtectionEnabled: rules.deletionProtection,
      retainBackupsOnDelete: rules.finalSnapshot,
      finalBackupConfig: rules.finalSnapshot ? { enabled: true, retentionDays: FINAL_BACKUP_DAYS } : { enabled: false },
      backupConfiguration: backups(stack, spec),
      maintenanceWindow: maintenance(spec),
    },
  };
}

/**
 * What the program never takes back. A failover swaps the zones, and going back would be another outage. A name that the
 * provider made up stays when a stack begins to be kept.
 */
export const PRIMARY_IGNORED_CHANGES = ["name", "settings.locationPreference"] as const;

/** A reader keeps the name that it has; its zone is the blueprint's. */
export const READER_IGNORED_CHANGES = ["name"] as const;

/** A reader: a replica in its own zone, as large as the primary. Backups and maintenance window are the primary's. */
export function readerArgs(
  wiring: InstanceWiring,
  node: DatabaseNodeSpec,
  primaryName: pulumi.Output<string>,
): DatabaseInstanceArgs {
  return {
    ...commonArgs(wiring),
    ...instanceName(wiring.stack, node.key),
    masterInstanceName: primaryName,
    // A copy: it can be made again.
    deletionProtection: false,
    settings: {
      ...commonSettings(wiring, "reader", node),
      availabilityType: "ZONAL",
      deletionProtectionEnabled: false,
    },
  };
}

/** What takes a replica in the standby region over: a primary in another region. */
export interface Followed {
  /** The one that is promoted; the others only answer reads. */
  readonly takesOver: boolean;
  readonly primaryName: pulumi.Output<string>;
}

/**
 * A replica in the standby region, as large as its primary, which it must be able to become. From the second node on the
 * one that takes over has a standby of its own in another zone, as the primary has. Protected: after a failover it holds
 * the only truth.
 */
export function followerArgs(
  wiring: InstanceWiring,
  node: DatabaseNodeSpec,
  { takesOver, primaryName }: Followed,
): DatabaseInstanceArgs {
  const { stack, spec, rules } = wiring;
  const isKept = takesOver && rules.deletionProtection;
  return {
    ...commonArgs(wiring),
    ...instanceName(stack, node.key),
    masterInstanceName: primaryName,
    deletionProtection: isKept,
    settings: {
      ...commonSettings(wiring, "reader", node),
      availabilityType: takesOver && spec.nodes.length > 1 ? "REGIONAL" : "ZONAL",
      deletionProtectionEnabled: isKept,
    },
  };
}

/**
 * What the program never takes back of one: a failover ends its following, the way back begins it again, and either would
 * look like another instance.
 */
export const FOLLOWER_IGNORED_CHANGES = ["name", "masterInstanceName", "replicaConfiguration"] as const;

function commonArgs({ stack, spec, project, encryptionKeyName }: InstanceWiring) {
  return {
    project,
    region: stack.region,
    databaseVersion: databaseVersion(spec.engineVersion),
    encryptionKeyName,
  } satisfies Partial<DatabaseInstanceArgs>;
}

function commonSettings(
  { spec, facts, networkId, userLabels }: InstanceWiring,
  role: "primary" | "reader",
  node: DatabaseNodeSpec | undefined,
): input.sql.DatabaseInstanceSettings {
  return {
    ...(spec.edition === undefined ? {} : { edition: spec.edition }),
    tier: spec.nodeClass,
    activationPolicy: "ALWAYS",
    // Cost: per GiB. A growing disk never shrinks again; the provider leaves a smaller wish alone while it may grow by itself.
    ...(spec.disk === undefined ? {} : { diskType: spec.disk.type, diskSize: spec.disk.sizeGib }),
    diskAutoresize: true,
    diskAutoresizeLimit: spec.storageLimitGib,
    databaseFlags: databaseFlags(spec, role),
    ipConfiguration: {
      ipv4Enabled: false,
      privateNetwork: networkId,
      // Encrypted is enough: who logs in shows an identity. A client certificate would be a second, long-lived secret to
      // hand out, and the pooler takes none.
      sslMode: "ENCRYPTED_ONLY",
      // Certificates under a shared authority are renewed in the maintenance window, unseen by clients.
      serverCaMode: "GOOGLE_MANAGED_CAS_CA",
      serverCertificateRotationMode: "AUTOMATIC_ROTATION_DURING_MAINTENANCE",
    },
    insightsConfig: {
      queryInsightsEnabled: true,
      recordApplicationTags: true,
      recordClientAddress: true,
    },
    ...(node === undefined ? {} : { locationPreference: { zone: facts.zoneNames[node.zone] } }),
    userLabels,
  };
}

/**
 * In the stack's own region: Cloud SQL would choose a multi-region, which may leave the residency. The log for recovery to a
 * point in time is on in every tier: `REGIONAL` demands it, and switching it on later restarts.
 */
function backups(stack: StackSpec, spec: DatabaseSpec): input.sql.DatabaseInstanceSettingsBackupConfiguration {
  return {
    enabled: true,
    startTime: startOfWindow(spec.backupWindowUtc),
    location: stack.region,
    // One backup a day.
    backupRetentionSettings: { retainedBackups: spec.backupRetentionDays, retentionUnit: "COUNT" },
    pointInTimeRecoveryEnabled: true,
    transactionLogRetentionDays: spec.pointInTimeDays,
  };
}

function maintenance(spec: DatabaseSpec): input.sql.DatabaseInstanceSettingsMaintenanceWindow {
  const { dayNumber, hourUtc } = weeklyWindow(spec.maintenanceWindowUtc);
  return { day: dayNumber, hour: hourUtc, updateTrack: "stable" };
}
