/** Storage accounts. Their names are unique over all subscriptions, since each is a host name. */
import { numberAt, textAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armType, childrenOf } from "../arm-type.ts";
import {
  BLOB_CONTAINER,
  BLOB_SERVICE,
  immutabilityOf,
  isZoneRedundant,
  MANAGEMENT_POLICY,
  REPLICATION_POLICY,
  STORAGE_ACCOUNT,
} from "../storage-lookup.ts";

/** What goes with an account. */
const PARTS = [BLOB_SERVICE, BLOB_CONTAINER, MANAGEMENT_POLICY, REPLICATION_POLICY];

const IMMUTABLE = "immutableStorageWithVersioning";
const LONGEST_IMMUTABILITY_DAYS = 146_000;

const account: ResourceType = armType({
  token: STORAGE_ACCOUNT,
  armType: "Microsoft.Storage/storageAccounts",
  names: ["accountName"],
  naming: {
    pattern: /^[a-z0-9]{3,24}$/,
    maxLength: 24,
    words: "must be between 3 and 24 characters in length and use numbers and lower-case letters only",
  },
  references: {
    "encryption.encryptionIdentity.encryptionUserAssignedIdentity": "azure-native:managedidentity:UserAssignedIdentity",
  },
  enums: {
    accessTier: ["Hot", "Cool", "Premium", "Cold"],
    kind: ["Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage"],
    minimumTlsVersion: ["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"],
    publicNetworkAccess: ["Enabled", "Disabled", "SecuredByPerimeter"],
    "sku.name": [
      "Standard_LRS",
      "Standard_GRS",
      "Standard_RAGRS",
      "Standard_ZRS",
      "Standard_GZRS",
      "Standard_RAGZRS",
      "Premium_LRS",
      "Premium_ZRS",
    ],
  },
  check: (inputs) => checkImmutability(inputs),
  refuseCreate(inputs, context) {
    return refuseTakenName(inputs, context) ?? refuseEncryption(inputs) ?? refuseFirstLock(inputs);
  },
  outputs(inputs) {
    const name = textAt(inputs, "accountName") ?? "";
    const location = textAt(inputs, "location") ?? "";
    const endpoint = (service: string): string => `https://${name}.${service}.core.windows.net/`;
    return {
      creationTime: "2026-01-01T00:00:00.0000000Z",
      keyCreationTime: { key1: "2026-01-01T00:00:00.0000000Z", key2: "2026-01-01T00:00:00.0000000Z" },
      primaryEndpoints: {
        blob: endpoint("blob"),
        dfs: endpoint("dfs"),
        file: endpoint("file"),
        queue: endpoint("queue"),
        table: endpoint("table"),
        web: `https://${name}.z6.web.core.windows.net/`,
      },
      primaryLocation: location,
      privateEndpointConnections: [],
      provisioningState: "Succeeded",
      statusOfPrimary: "available",
    };
  },
  refuseUpdate(old, inputs) {
    return (
      refuseSku(old, inputs) ?? refuseKind(old, inputs) ?? refuseEncryption(inputs) ?? refuseUnlocking(old, inputs)
    );
  },
  refuseDelete(record) {
    const policy = immutabilityOf(record.inputs);
    // What a person can raise to play an account that is in use.
    if (policy?.state !== "Locked" || (numberAt(record.outputs, "blobs") ?? 0) === 0) return undefined;
    return armError(
      "409 AccountProtectedFromDeletion",
      `The storage account '${record.name}' cannot be deleted because it holds blobs under a locked immutability policy.`,
    );
  },
  afterDelete(record, context, writer) {
    for (const part of childrenOf(record, PARTS, context)) writer.remove(part);
  },
});

export const storageAccountTypes: readonly ResourceType[] = [account];

function checkImmutability(inputs: Properties): readonly CheckFailure[] {
  const property = `${IMMUTABLE}.immutabilityPolicy.immutabilityPeriodSinceCreationInDays`;
  const days = numberAt(inputs, property);
  if (days === undefined || (days >= 1 && days <= LONGEST_IMMUTABILITY_DAYS)) return [];
  return [{ property, reason: `expected a period of 1 to ${LONGEST_IMMUTABILITY_DAYS} days, got ${days}` }];
}

function refuseTakenName(inputs: Properties, { cloud }: TypeContext): string | undefined {
  const name = textAt(inputs, "accountName");
  if (!cloud.everywhere(STORAGE_ACCOUNT).some((other) => textAt(other.inputs, "accountName") === name))
    return undefined;
  return armError("409 StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`);
}

/** A key of one's own needs the name of the key and somebody who may use it. */
function refuseEncryption(inputs: Properties): string | undefined {
  if (textAt(inputs, "encryption.keySource")?.toLowerCase() !== "microsoft.keyvault") return undefined;
  const hasKey = textAt(inputs, "encryption.keyVaultProperties.keyName") !== undefined;
  const hasIdentity = textAt(inputs, "encryption.encryptionIdentity.encryptionUserAssignedIdentity") !== undefined;
  if (hasKey && hasIdentity) return undefined;
  const what = hasKey ? "identity.userAssignedIdentities" : "encryption.keyvaultproperties";
  return armError(
    "400 InvalidRequestPropertyValue",
    `The value '' is not allowed for property ${what}: it is needed when the key source is Microsoft.Keyvault.`,
  );
}

/** SDK docstring of the state: a policy is made Disabled or Unlocked, and only an unlocked one can be locked. */
function refuseFirstLock(inputs: Properties): string | undefined {
  if (immutabilityOf(inputs)?.state !== "Locked") return undefined;
  return armError(
    "400 InvalidAccountImmutabilityPolicyState",
    "The account immutability policy can only be created in Disabled or Unlocked state.",
  );
}

function refuseUnlocking(old: CloudRecord, inputs: Properties): string | undefined {
  const before = immutabilityOf(old.inputs);
  const after = immutabilityOf(inputs);
  if (after?.state === "Locked" && before?.state !== "Locked" && before?.state !== "Unlocked")
    return refuseFirstLock(inputs);
  if (before?.state !== "Locked") return undefined;
  if (after?.state !== "Locked") {
    return armError(
      "409 ImmutabilityPolicyLocked",
      "Operation not allowed on immutability policy in Locked state: the state cannot be changed.",
    );
  }
  if (after.days >= before.days) return undefined;
  return armError(
    "409 ImmutabilityPolicyLocked",
    `Operation not allowed on immutability policy in Locked state: the period can only be increased, from ${before.days} days.`,
  );
}

function refuseSku(old: CloudRecord, inputs: Properties): string | undefined {
  const from = textAt(old.inputs, "sku.name") ?? "";
  const to = textAt(inputs, "sku.name") ?? from;
  const isSameClass = from.split("_")[0] === to.split("_")[0] && isZoneRedundant(from) === isZoneRedundant(to);
  if (isSameClass) return undefined;
  return armError(
    "400 InvalidAccountSkuChange",
    `The storage account ${old.name} cannot be changed from ${from} to ${to}. Use redundancy conversion instead.`,
  );
}

function refuseKind(old: CloudRecord, inputs: Properties): string | undefined {
  const from = textAt(old.inputs, "kind");
  const to = textAt(inputs, "kind");
  if (from === to || (from === "Storage" && to === "StorageV2")) return undefined;
  return armError("409 PropertyChangeNotAllowed", "Changing property 'kind' is not allowed.");
}
