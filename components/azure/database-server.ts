/** Arguments of the PostgreSQL flexible servers: the writer with its standby, and its readers. */
import type { ServerArgs } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseNodeSpec, DatabaseSpec, StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { AccountFacts } from "../contracts.ts";
import { stableGuid } from "./names.ts";
import { storageArgs } from "./database-storage.ts";
import type { UsableKey } from "./store-wiring.ts";

/** Server names: 3 to 63 lower-case letters, digits and hyphens, unique in all of Azure, since each is a host name. */
const MAX_SERVER_NAME_LENGTH = 63;

/** The first administrator with a password; can never change (SDK docstring: ServerArgs.administratorLogin). Used in emergencies. */
const ADMINISTRATOR_LOGIN = "leasehold";

const DAYS_OF_WEEK = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/**
 * Stable name of a node's server, so that a second create after a crash is refused instead of doubled.
 * @param nodeKey `writer` and `standby` name the stack's own database; no stack has both
 */
export function serverName(stack: StackSpec, nodeKey: string): string {
  const fingerprint = stableGuid(stack.account, stack.name, "database").slice(0, 8);
  const parts = ["writer", "standby"].includes(nodeKey) ? ["database"] : ["database", nodeKey];
  return physicalName([stack.name, fingerprint, ...parts], MAX_SERVER_NAME_LENGTH);
}

/** Id of the writer from its name, so that a reader that must change before it need not wait for it. */
function writerId({ stack, wiring }: ServerCommon): pulumi.Output<string> {
  const group = pulumi.interpolate`/subscriptions/${stack.account}/resourceGroups/${wiring.resourceGroupName}`;
  return pulumi.interpolate`${group}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${serverName(stack, "writer")}`;
}

/** What the servers are wired to. */
export interface ServerWiring {
  readonly resourceGroupName: pulumi.Output<string>;
  readonly delegatedSubnetId: pulumi.Output<string>;
  readonly privateDnsZoneId: pulumi.Output<string>;
  /** Named without a version, so that the servers follow each rotation by themselves. */
  readonly dataKey: UsableKey;
  /** Key in the region to which Azure copies the backups; absent where it copies none. */
  readonly backupCopyKey?: UsableKey;
}

/** What all servers of a database have in common. */
export interface ServerCommon {
  readonly stack: StackSpec;
  readonly spec: DatabaseSpec;
  readonly facts: AccountFacts;
  readonly wiring: ServerWiring;
}

/**
 * The server that is written to. What Azure fixes at creation (network, key, copied backups, zone, administrator) is the
 * same in all tiers. From two nodes on a standby in another zone takes over by itself without loss; it serves nobody.
 */
export function writerArgs(common: ServerCommon, masterPassword: pulumi.Output<string>): ServerArgs {
  const { spec, facts, wiring } = common;
  const [writer, reader] = spec.nodes;
  if (writer === undefined) throw new Error("the blueprint's database has no node");
  return {
    ...serverArgs(common, writer),
    createMode: "Default",
    version: spec.engineVersion,
    administratorLogin: ADMINISTRATOR_LOGIN,
    administratorLoginPassword: masterPassword,
    authConfig: {
      activeDirectoryAuth: "Enabled",
      passwordAuth: "Enabled",
      ...(facts.directoryId === undefined ? {} : { tenantId: facts.directoryId }),
    },
    backup: {
      backupRetentionDays: spec.backupRetentionDays,
      geoRedundantBackup: wiring.backupCopyKey === undefined ? "Disabled" : "Enabled",
    },
    highAvailability:
      reader === undefined
        ? { mode: "Disabled" }
        : { mode: "ZoneRedundant", standbyAvailabilityZone: facts.zoneNames[reader.zone] },
    maintenanceWindow: maintenanceWindow(spec.maintenanceWindowUtc),
    dataEncryption: {
      type: "AzureKeyVault",
      primaryKeyURI: wiring.dataKey.keyUri,
      primaryUserAssignedIdentityId: wiring.dataKey.identityId,
      ...(wiring.backupCopyKey === undefined
        ? {}
        : {
            geoBackupKeyURI: wiring.backupCopyKey.keyUri,
            geoBackupUserAssignedIdentityId: wiring.backupCopyKey.identityId,
          }),
    },
    identity: identityArgs([wiring.dataKey, ...(wiring.backupCopyKey === undefined ? [] : [wiring.backupCopyKey])]),
  };
}

/**
 * A server that follows another one's log and answers reads. It has no standby and no backup of its own.
 * @param sourceId of the one that is written to; left out: the stack's own writer
 */
export function readerArgs(
  common: ServerCommon,
  node: DatabaseNodeSpec,
  sourceId: pulumi.Output<string> = writerId(common),
): ServerArgs {
  const { spec, wiring } = common;
  return {
    ...serverArgs(common, node),
    createMode: "Replica",
    sourceServerResourceId: sourceId,
    highAvailability: { mode: "Disabled" },
    maintenanceWindow: maintenanceWindow(spec.maintenanceWindowUtc),
    dataEncryption: {
      type: "AzureKeyVault",
      primaryKeyURI: wiring.dataKey.keyUri,
      primaryUserAssignedIdentityId: wiring.dataKey.identityId,
    },
    identity: identityArgs([wiring.dataKey]),
  };
}

/**
 * What the program never takes back. After a failover writer and standby have changed places, and both zones are fixed at
 * creation: the engine would plan to replace the server for it.
 */
export const SERVER_IGNORED_CHANGES = ["availabilityZone", "highAvailability.standbyAvailabilityZone"] as const;

/** Of one in the standby region besides: a failover ends its following, the way back begins it again. */
export const FOLLOWER_IGNORED_CHANGES = [
  ...SERVER_IGNORED_CHANGES,
  "createMode",
  "sourceServerResourceId",
  "highAvailability",
] as const;

/**
 * What Azure can set only when a server is made, though the provider would send it as an update that Azure refuses: the
 * engine plans the replacement instead, and its protection stops it (data/replacement-facts: `replaceOn` less `nativeReplaces`).
 */
export const SERVER_REPLACED_BY = [
  "backup.geoRedundantBackup",
  "dataEncryption.type",
  "identity.type",
  "network.delegatedSubnetResourceId",
] as const;

/** What writer and reader share: place, size, disk, network. */
function serverArgs({ stack, spec, facts, wiring }: ServerCommon, node: DatabaseNodeSpec) {
  return {
    resourceGroupName: wiring.resourceGroupName,
    serverName: serverName(stack, node.key),
    location: stack.region,
    availabilityZone: facts.zoneNames[node.zone],
    sku: { name: spec.nodeClass, tier: computeTier(spec.nodeClass) },
    storage: storageArgs(spec),
    // A server in a network of the tenant's own has no public address at all; `publicNetworkAccess` is refused for it.
    network: {
      delegatedSubnetResourceId: wiring.delegatedSubnetId,
      privateDnsZoneArmResourceId: wiring.privateDnsZoneId,
    },
  } satisfies Partial<ServerArgs>;
}

/** Follows the letter of the size's family: `Standard_B2s`, `Standard_D4ds_v5`, `Standard_E8ds_v5`. */
function computeTier(nodeClass: string): "Burstable" | "GeneralPurpose" | "MemoryOptimized" {
  const family = /^Standard_([BDE])/.exec(nodeClass)?.[1];
  switch (family) {
    case "B":
      return "Burstable";
    case "D":
      return "GeneralPurpose";
    case "E":
      return "MemoryOptimized";
    default:
      throw new Error(`${nodeClass} is no size of a PostgreSQL flexible server`);
  }
}

/** Whether a size is of the burst tier, which has neither standby, readers nor pooler. */
export function isBurstClass(nodeClass: string): boolean {
  return computeTier(nodeClass) === "Burstable";
}

/** `sun:03:00-sun:04:00` → Sunday 03:00. Azure takes a start, and keeps an hour free for itself. */
function maintenanceWindow(windowUtc: string): input.dbforpostgresql.MaintenanceWindowArgs {
  const [, day, hour, minute] = /^([a-z]{3}):(\d{2}):(\d{2})-/.exec(windowUtc) ?? [];
  const dayOfWeek = DAYS_OF_WEEK.findIndex((name) => name === day);
  if (dayOfWeek < 0) throw new Error(`${windowUtc} is no weekly window`);
  return { customWindow: "Enabled", dayOfWeek, startHour: Number(hour), startMinute: Number(minute) };
}

/** Azure takes the identities as the names of a map's entries, so the whole map waits for their ids. */
function identityArgs(keys: readonly UsableKey[]): input.dbforpostgresql.UserAssignedIdentityArgs {
  const ids = pulumi.all(keys.map(({ identityId }) => identityId));
  return {
    type: "UserAssigned",
    userAssignedIdentities: ids.apply((all) => Object.fromEntries(all.map((id) => [id, {}]))),
  };
}
