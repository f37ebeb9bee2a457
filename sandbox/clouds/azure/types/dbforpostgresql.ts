/** PostgreSQL flexible servers. Their names are unique over all subscriptions, since each is a host name. */
import { numberAt, textAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { findById } from "../arm-id.ts";
import { armType, childrenOf } from "../arm-type.ts";
import {
  checkServer,
  isReader,
  readersOf,
  refuseCombination,
  refuseOutgrown,
  refuseReader,
  refuseSubnet,
  SERVER,
} from "../postgresql-server.ts";

/** What goes with a server. */
const PARTS = [
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
  "azure-native:dbforpostgresql:Configuration",
  "azure-native:dbforpostgresql:Database",
];

/** A server has at most this many readers. */
const REPLICA_CAPACITY = 5;

/** Newest minor version of each major one (azure-databases-docs, release notes 2026). */
const MINOR_VERSIONS: Readonly<Record<string, string>> = { "14": "20", "15": "15", "16": "11", "17": "7", "18": "1" };

const server: ResourceType = armType({
  token: SERVER,
  armType: "Microsoft.DBforPostgreSQL/flexibleServers",
  names: ["serverName"],
  naming: {
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    maxLength: 63,
    words:
      "must be 3 to 63 characters long, of lower-case letters, numbers and hyphens, and neither begin nor end with a hyphen",
  },
  references: {
    "network.delegatedSubnetResourceId": "azure-native:network:Subnet",
    "network.privateDnsZoneArmResourceId": "azure-native:privatedns:PrivateZone",
    "dataEncryption.primaryUserAssignedIdentityId": "azure-native:managedidentity:UserAssignedIdentity",
    "dataEncryption.geoBackupUserAssignedIdentityId": "azure-native:managedidentity:UserAssignedIdentity",
  },
  enums: {
    "authConfig.activeDirectoryAuth": ["Enabled", "Disabled"],
    "authConfig.passwordAuth": ["Enabled", "Disabled"],
    "backup.geoRedundantBackup": ["Enabled", "Disabled"],
    createMode: ["Default", "Create", "Update", "PointInTimeRestore", "GeoRestore", "Replica", "ReviveDropped"],
    "dataEncryption.type": ["SystemManaged", "AzureKeyVault"],
    "highAvailability.mode": ["Disabled", "ZoneRedundant", "SameZone"],
    "sku.tier": ["Burstable", "GeneralPurpose", "MemoryOptimized"],
    "storage.autoGrow": ["Enabled", "Disabled"],
    "storage.tier": ["P1", "P2", "P3", "P4", "P6", "P10", "P15", "P20", "P30", "P40", "P50", "P60", "P70", "P80"],
    "storage.type": ["Premium_LRS", "PremiumV2_LRS", "UltraSSD_LRS"],
    version: ["11", "12", "13", "14", "15", "16", "17", "18"],
  },
  check: checkServer,
  refuseCreate: (inputs, context) =>
    refuseTakenName(inputs, context) ??
    refuseLogin(inputs) ??
    refuseSubnet(inputs, context) ??
    refuseCombination(inputs) ??
    refuseReader(inputs, context),
  outputs(inputs, context) {
    const source = findById(context, SERVER, textAt(inputs, "sourceServerResourceId"));
    const version = textAt(inputs, "version") ?? textAt(source?.inputs ?? {}, "version") ?? "17";
    return {
      fullyQualifiedDomainName: `${textAt(inputs, "serverName")}.postgres.database.azure.com`,
      minorVersion: MINOR_VERSIONS[version] ?? "0",
      privateEndpointConnections: [],
      replicaCapacity: isReader(inputs) ? 0 : REPLICA_CAPACITY,
      replicationRole: isReader(inputs) ? "AsyncReplica" : "Primary",
      state: "Ready",
      ...(isReader(inputs) ? { version } : {}),
    };
  },
  refuseUpdate: (old, inputs, context) =>
    refuseDowngrade(old, inputs, context) ??
    refuseShrink(old, inputs) ??
    refuseStandbyMove(old, inputs) ??
    refuseIdentity(old, inputs) ??
    refuseCombination(inputs) ??
    refuseOutgrown(inputs, readersOf(old, context)) ??
    refuseShrunkReader(inputs, context),
  refuseDelete(record, context) {
    const readers = readersOf(record, context);
    if (readers.length === 0) return undefined;
    const names = readers.map(({ name }) => name).join(", ");
    return armError(
      "409 ServerHasReplicas",
      `The server '${record.name}' cannot be deleted because it has the read replicas ${names}. Delete them first.`,
    );
  },
  afterDelete(record, context, writer) {
    for (const part of childrenOf(record, PARTS, context)) writer.remove(part);
  },
});

export const postgresqlServerTypes: readonly ResourceType[] = [server];

function refuseTakenName(inputs: Properties, { cloud }: TypeContext): string | undefined {
  const name = textAt(inputs, "serverName");
  if ((name?.length ?? 3) < 3)
    return armError("400 InvalidServerName", `The server name '${name}' must have at least 3 characters.`);
  if (!cloud.everywhere(SERVER).some((other) => textAt(other.inputs, "serverName") === name)) return undefined;
  return armError("409 ServerNameAlreadyExists", `Specified server name '${name}' is already used.`);
}

/** A server that is made anew needs its first administrator where passwords are allowed. */
function refuseLogin(inputs: Properties): string | undefined {
  const mode = textAt(inputs, "createMode") ?? "Default";
  if (!["Default", "Create"].includes(mode) || textAt(inputs, "authConfig.passwordAuth") === "Disabled")
    return undefined;
  const missing = ["administratorLogin", "administratorLoginPassword"].find((name) => inputs[name] === undefined);
  if (missing === undefined) return undefined;
  return armError(
    "400 MissingRequiredParameter",
    `The parameter '${missing}' is missing: password authentication is enabled.`,
  );
}

/** Major versions go up only, and only while nobody follows (concepts-read-replicas, "Considerations"). */
function refuseDowngrade(old: CloudRecord, inputs: Properties, context: TypeContext): string | undefined {
  const from = Number(textAt(old.inputs, "version") ?? "0");
  const to = Number(textAt(inputs, "version") ?? from);
  if (to === from) return undefined;
  if (to < from)
    return armError(
      "400 InvalidVersionChange",
      `The major version cannot be changed from ${from} to ${to}: a downgrade is not supported.`,
    );
  if (readersOf(old, context).length === 0) return undefined;
  return armError(
    "400 MajorVersionUpgradeNotSupported",
    `The server '${old.name}' has read replicas. Delete them before the major version upgrade, and create them again after it.`,
  );
}

function refuseShrink(old: CloudRecord, inputs: Properties): string | undefined {
  const from = numberAt(old.inputs, "storage.storageSizeGB") ?? 0;
  const to = numberAt(inputs, "storage.storageSizeGB") ?? from;
  if (to >= from) return undefined;
  return armError("400 StorageSizeCannotBeReduced", `Storage size cannot be reduced from ${from} GB to ${to} GB.`);
}

/** The standby is made anew in another zone only by switching high availability off and on again. */
function refuseStandbyMove(old: CloudRecord, inputs: Properties): string | undefined {
  const path = "highAvailability.standbyAvailabilityZone";
  const mode = textAt(old.inputs, "highAvailability.mode");
  const [from, to] = [textAt(old.inputs, path), textAt(inputs, path)];
  const stays = mode === "ZoneRedundant" && textAt(inputs, "highAvailability.mode") === mode;
  if (!stays || from === undefined || to === undefined || from === to) return undefined;
  return armError(
    "400 StandbyZoneChangeNotAllowed",
    `The standby availability zone cannot be changed from '${from}' to '${to}' while high availability is enabled.`,
  );
}

function refuseIdentity(old: CloudRecord, inputs: Properties): string | undefined {
  const from = textAt(old.inputs, "identity.type");
  if (from === undefined || textAt(inputs, "identity.type") === from) return undefined;
  return armError("400 InvalidIdentityChange", `The identity of the server cannot be changed from ${from}.`);
}

function refuseShrunkReader(inputs: Properties, context: TypeContext): string | undefined {
  const source = isReader(inputs) ? findById(context, SERVER, textAt(inputs, "sourceServerResourceId")) : undefined;
  return source && refuseOutgrown(source.inputs, [{ name: textAt(inputs, "serverName") ?? "", inputs }]);
}
