/** Storage accounts of the simulated Azure, and what lies in them. */
import { flagAt, numberAt, textAt } from "../properties.ts";
import type { CloudRecord, Properties, TypeContext } from "../resource-type.ts";
import { groupOf } from "./arm-id.ts";

export const STORAGE_ACCOUNT = "azure-native:storage:StorageAccount";
export const BLOB_SERVICE = "azure-native:storage:BlobServiceProperties";
export const BLOB_CONTAINER = "azure-native:storage:BlobContainer";
export const MANAGEMENT_POLICY = "azure-native:storage:ManagementPolicy";
export const REPLICATION_POLICY = "azure-native:storage:ObjectReplicationPolicy";

/** Whether blobs of a redundancy class lie in three zones: `Standard_ZRS`, `Standard_GZRS`, `Standard_RAGZRS`, `Premium_ZRS`. */
export function isZoneRedundant(sku: string): boolean {
  return sku.endsWith("ZRS");
}

/** The account that inputs name, in the resource group that they name. */
export function accountOf(inputs: Properties, context: TypeContext): CloudRecord | undefined {
  return context.cloud.find(
    STORAGE_ACCOUNT,
    (account) =>
      textAt(account.inputs, "accountName") === textAt(inputs, "accountName") &&
      groupOf(account.inputs)?.toLowerCase() === groupOf(inputs)?.toLowerCase(),
  );
}

/** Settings of the blob service of an account; undefined where nobody has set any. */
export function serviceOf(account: CloudRecord, context: TypeContext): Properties | undefined {
  return context.cloud.find(BLOB_SERVICE, (service) => service.id.startsWith(`${account.id}/`))?.inputs;
}

/** Whether older versions of blobs are kept: account-level immutability keeps them too. */
export function keepsVersions(account: CloudRecord, context: TypeContext): boolean {
  const service = serviceOf(account, context);
  const isImmutable = flagAt(account.inputs, "immutableStorageWithVersioning.enabled") ?? false;
  return isImmutable || (service !== undefined && (flagAt(service, "isVersioningEnabled") ?? false));
}

/** Days of an immutability policy that is in force, and whether it is locked. */
export interface Immutability {
  readonly state: string;
  readonly days: number;
}

/** The policy among an account's inputs; undefined where there is none. */
export function immutabilityOf(inputs: Properties): Immutability | undefined {
  const path = "immutableStorageWithVersioning.immutabilityPolicy";
  const state = textAt(inputs, `${path}.state`);
  if (state === undefined) return undefined;
  return { state, days: numberAt(inputs, `${path}.immutabilityPeriodSinceCreationInDays`) ?? 0 };
}
