/** What Azure refuses of a PostgreSQL flexible server, whatever is being done to it. */
import { blockAt, numberAt, textAt } from "../properties.ts";
import type { CheckFailure, CloudRecord, Properties, TypeContext } from "../resource-type.ts";
import { armError } from "./arm-error.ts";
import { findById, isSameId } from "./arm-id.ts";

export const SERVER = "azure-native:dbforpostgresql:Server";
const SUBNET = "azure-native:network:Subnet";
const DELEGATION = "Microsoft.DBforPostgreSQL/flexibleServers";

/** Premium SSD, GiB (azure-databases-docs, concepts-storage 2025-11). */
const DISK_SIZES_GIB = [32, 64, 128, 256, 512, 1024, 2048, 4095, 4096, 8192, 16_384, 32_767, 32_768];

/** A server has at most this many readers (azure-databases-docs, concepts-read-replicas). */
const MOST_READERS = 5;

const RESERVED_LOGINS = ["azure_superuser", "azure_pg_admin", "admin", "administrator", "root", "guest", "public"];

/** Whether the server follows another one. */
export function isReader(inputs: Properties): boolean {
  return textAt(inputs, "createMode") === "Replica";
}

/** Servers that follow this one. */
export function readersOf(server: CloudRecord, { cloud }: TypeContext): readonly CloudRecord[] {
  return cloud
    .all(SERVER)
    .filter(({ inputs }) => isReader(inputs) && isSameId(textAt(inputs, "sourceServerResourceId"), server.id));
}

/** Ranges and forms of single inputs. */
export function checkServer(inputs: Properties): readonly CheckFailure[] {
  const failures: CheckFailure[] = [];
  const range = (property: string, lowest: number, highest: number): void => {
    const value = numberAt(inputs, property);
    if (value === undefined || (value >= lowest && value <= highest)) return;
    failures.push({ property, reason: `expected ${lowest} to ${highest}, got ${value}` });
  };
  range("backup.backupRetentionDays", 7, 35);
  range("maintenanceWindow.dayOfWeek", 0, 6);
  range("maintenanceWindow.startHour", 0, 23);
  range("maintenanceWindow.startMinute", 0, 59);
  const size = numberAt(inputs, "storage.storageSizeGB");
  if (size !== undefined && textAt(inputs, "storage.type") !== "PremiumV2_LRS" && !DISK_SIZES_GIB.includes(size))
    failures.push({
      property: "storage.storageSizeGB",
      reason: `expected one of ${DISK_SIZES_GIB.join(", ")}, got ${size}`,
    });
  const login = textAt(inputs, "administratorLogin");
  if (login !== undefined && (RESERVED_LOGINS.includes(login) || login.startsWith("pg_")))
    failures.push({ property: "administratorLogin", reason: `'${login}' is a reserved name` });
  return failures;
}

/** What may not be together, at creation and later. */
export function refuseCombination(inputs: Properties): string | undefined {
  const mode = textAt(inputs, "highAvailability.mode") ?? "Disabled";
  if (mode !== "Disabled" && textAt(inputs, "sku.tier") === "Burstable")
    return armError(
      "400 HANotSupportedForBurstable",
      "High availability is not supported for the Burstable compute tier.",
    );
  if (mode !== "Disabled" && isReader(inputs))
    return armError("400 HANotSupportedForReplica", "High availability is not supported for a read replica.");
  const [zone, standby] = [
    textAt(inputs, "availabilityZone"),
    textAt(inputs, "highAvailability.standbyAvailabilityZone"),
  ];
  if (mode === "ZoneRedundant" && zone !== undefined && zone === standby) {
    return armError(
      "400 InvalidStandbyAvailabilityZone",
      `The standby availability zone '${standby}' must differ from the availability zone of the server.`,
    );
  }
  const isCopied = textAt(inputs, "backup.geoRedundantBackup") === "Enabled";
  if (
    isCopied &&
    blockAt(inputs, "dataEncryption") !== undefined &&
    textAt(inputs, "dataEncryption.geoBackupKeyURI") === undefined
  ) {
    return armError(
      "400 GeoBackupKeyMissing",
      "A server with a customer managed key and geo-redundant backup needs a key and an identity in the paired region.",
    );
  }
  const isOwnKey = textAt(inputs, "dataEncryption.type") === "AzureKeyVault";
  const user = textAt(inputs, "dataEncryption.primaryUserAssignedIdentityId");
  const identities = Object.keys(blockAt(inputs, "identity.userAssignedIdentities") ?? {});
  if (isOwnKey && user !== undefined && !identities.some((id) => isSameId(id, user)))
    return armError("400 InvalidParameterValue", `The identity '${user}' is not assigned to the server.`);
  return undefined;
}

/** A subnet must have been handed over to PostgreSQL. */
export function refuseSubnet(inputs: Properties, context: TypeContext): string | undefined {
  const id = textAt(inputs, "network.delegatedSubnetResourceId");
  const subnet = findById(context, SUBNET, id);
  if (id === undefined || subnet === undefined) return undefined;
  const delegations = JSON.stringify(subnet.inputs["delegations"] ?? []);
  if (delegations.includes(DELEGATION)) return undefined;
  return armError(
    "400 SubnetMissingRequiredDelegation",
    `Subnet ${id} is missing the required delegation ${DELEGATION}.`,
  );
}

/** A server that follows needs somebody to follow, as large as itself at most. */
export function refuseReader(inputs: Properties, context: TypeContext): string | undefined {
  if (!isReader(inputs)) return undefined;
  const sourceId = textAt(inputs, "sourceServerResourceId");
  const source = findById(context, SERVER, sourceId);
  if (source === undefined)
    return armError("404 ResourceNotFound", `The source server '${sourceId}' of the read replica was not found.`);
  if (textAt(source.inputs, "sku.tier") === "Burstable")
    return armError(
      "400 ReplicaNotSupportedForBurstable",
      "Read replicas are not supported for the Burstable compute tier.",
    );
  if (readersOf(source, context).length >= MOST_READERS)
    return armError(
      "400 ReplicaCountExceeded",
      `The server '${source.name}' already has ${MOST_READERS} read replicas.`,
    );
  return refuseOutgrown(source.inputs, [{ name: textAt(inputs, "serverName") ?? "", inputs }]);
}

/** Compute and storage of a server must always be at most those of its smallest reader (concepts-read-replicas, "Scale"). */
export function refuseOutgrown(
  source: Properties,
  readers: readonly Pick<CloudRecord, "name" | "inputs">[],
): string | undefined {
  const reader = readers.find(
    ({ inputs }) => sizeOf(source).vcpu > sizeOf(inputs).vcpu || sizeOf(source).storageGib > sizeOf(inputs).storageGib,
  );
  if (reader === undefined) return undefined;
  return armError(
    "400 ReplicaSmallerThanPrimary",
    `Compute and storage of the primary server must not exceed those of its read replica '${reader.name}'. Scale the replica up first.`,
  );
}

/** `Standard_D4ds_v5` → 4. */
function sizeOf(inputs: Properties): { readonly vcpu: number; readonly storageGib: number } {
  const [, vcpu = "0"] = /^Standard_[A-Z](\d+)/.exec(textAt(inputs, "sku.name") ?? "") ?? [];
  return { vcpu: Number(vcpu), storageGib: numberAt(inputs, "storage.storageSizeGB") ?? 0 };
}
