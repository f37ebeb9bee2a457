/** One storage account with everything that closes it, and the one container in it: what all buckets have in common. */
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import { BlobServiceProperties } from "@pulumi/azure-native/storage/blobServiceProperties.js";
import { ManagementPolicy } from "@pulumi/azure-native/storage/managementPolicy.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import type { StorageAccountArgs } from "@pulumi/azure-native/storage/storageAccount.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { BucketSpec } from "../../tiers/blueprint.ts";
import { bucketKey, type BucketKey, type BucketShape } from "../bucket-shape.ts";
import type { TenantComponent } from "../component.ts";
import { ageingPolicy } from "./storage-lifecycle.ts";
import type { UsableKey } from "./store-wiring.ts";

/** Blobs and versions that were deleted can be brought back for 1 to 365 days (SDK docstring: DeleteRetentionPolicyArgs.days). */
const MAX_SOFT_DELETE_DAYS = 365;

export interface AccountDefinition extends BucketKey, BucketShape {
  /** Logical key of the bucket, e.g. `data`; its settings are named after it: `data-service`. Name of the container. */
  readonly key: BucketSpec["name"] | "flow-logs";
  /** Name of the account. Replaces: the account. */
  readonly accountName: string;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly region: string;
  readonly encryption: UsableKey;
}

/** An account with those of its parts on which others wait. */
export interface CreatedAccount {
  readonly account: StorageAccount;
  readonly service: BlobServiceProperties;
  readonly container: BlobContainer;
}

/** Creates the account, its blob service, its container and its ageing. */
export function createAccount(owner: TenantComponent, definition: AccountDefinition): CreatedAccount {
  const key = (setting?: string): string => bucketKey(definition, setting);
  const { resourceGroupName } = definition;
  const account = owner.taggedChild(StorageAccount, key(), definition.dataClass, accountArgs(definition), {
    replaceOnChanges: [...ACCOUNT_REPLACED_BY],
  });
  const of = { resourceGroupName, accountName: account.name };
  const service = owner.child(BlobServiceProperties, key("service"), { ...of, ...serviceArgs(definition) });
  const container = owner.child(
    BlobContainer,
    key("container"),
    {
      ...of,
      containerName: definition.key,
      publicAccess: "None",
      // A client may bring no key of its own: what it encrypts with one can neither be copied nor restored.
      defaultEncryptionScope: "$account-encryption-key",
      denyEncryptionScopeOverride: true,
      ...(definition.lockCapable ? { immutableStorageWithVersioning: { enabled: true } } : {}),
    },
    { dependsOn: [service], replaceOnChanges: [...CONTAINER_REPLACED_BY] },
  );
  owner.child(
    ManagementPolicy,
    key("lifecycle"),
    { ...of, managementPolicyName: "default", policy: ageingPolicy(definition.ageing) },
    // Rules about older versions are refused before there can be any.
    { dependsOn: [service] },
  );
  return { account, service, container };
}

/**
 * What Azure takes at creation only, though the provider would send it as an update that Azure refuses: the engine plans
 * the replacement instead, and its protection stops it (data/replacement-facts: `replaceOn` less `nativeReplaces`).
 */
const ACCOUNT_REPLACED_BY = [
  "dnsEndpointType",
  "enableNfsV3",
  "encryption.requireInfrastructureEncryption",
  "encryption.services.queue.keyType",
  "encryption.services.table.keyType",
  "immutableStorageWithVersioning.enabled",
  "kind",
  "sku.name",
] as const;
const CONTAINER_REPLACED_BY = [
  "defaultEncryptionScope",
  "denyEncryptionScopeOverride",
  "immutableStorageWithVersioning",
] as const;

/**
 * Zone-redundant in every tier, since an account can hardly leave its redundancy class; what must lie in another region is
 * copied there by rule, where residency allows it, and not by Azure to the paired region.
 */
function accountArgs(definition: AccountDefinition): StorageAccountArgs {
  return {
    resourceGroupName: definition.resourceGroupName,
    accountName: definition.accountName,
    location: definition.region,
    kind: "StorageV2",
    sku: { name: "Standard_ZRS" },
    accessTier: "Hot",
    ...CLOSED,
    identity: { type: "UserAssigned", userAssignedIdentities: [definition.encryption.identityId] },
    encryption: encryptionArgs(definition.encryption),
    ...(definition.lockCapable ? { immutableStorageWithVersioning: immutability(definition) } : {}),
  };
}

/** Who may come, and how: with an identity, over TLS, through a private endpoint; Azure's own services with a role. */
const CLOSED = {
  allowBlobPublicAccess: false,
  allowCrossTenantReplication: false,
  allowSharedKeyAccess: false,
  allowedCopyScope: "AAD",
  defaultToOAuthAuthentication: true,
  dnsEndpointType: "Standard",
  enableHttpsTrafficOnly: true,
  enableNfsV3: false,
  isHnsEnabled: false,
  isLocalUserEnabled: false,
  isSftpEnabled: false,
  minimumTlsVersion: "TLS1_2",
  publicNetworkAccess: "Disabled",
  networkRuleSet: { bypass: "AzureServices", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
} as const satisfies Partial<StorageAccountArgs>;

/** Queue and table lie under the account's key only if they are told so at creation. */
function encryptionArgs({ keyUri, identityId }: UsableKey): input.storage.EncryptionArgs {
  const service = { enabled: true, keyType: "Account" } as const;
  return {
    keySource: "Microsoft.Keyvault",
    // Without a version, so that the account follows each rotation by itself.
    keyVaultProperties: keyUri.apply(keyVaultProperties),
    encryptionIdentity: { encryptionUserAssignedIdentity: identityId },
    requireInfrastructureEncryption: true,
    services: { blob: service, file: service, queue: service, table: service },
  };
}

/** `https://<vault>.vault.azure.net/keys/<name>` in the two parts that the account takes. */
function keyVaultProperties(keyUri: string): { readonly keyName: string; readonly keyVaultUri: string } {
  const { origin, pathname } = new URL(keyUri);
  return { keyName: pathname.slice("/keys/".length), keyVaultUri: origin };
}

/**
 * For the whole account, since Azure's own logs make containers of their own in it. Appending to a log stays possible.
 * `compliance` is Azure's locked state, which nobody can leave and which an account must reach from the unlocked one: a
 * bucket is made with `governance`, and a later `up` locks it.
 */
function immutability({ lock }: AccountDefinition): input.storage.ImmutableStorageAccountArgs {
  if (lock === undefined) return { enabled: true };
  return {
    enabled: true,
    immutabilityPolicy: {
      state: lock.mode === "compliance" ? "Locked" : "Unlocked",
      immutabilityPeriodSinceCreationInDays: lock.days,
      allowProtectedAppendWrites: true,
    },
  };
}

/**
 * Versions, the feed of changes that copies and restores are made from, and a time in which what was deleted comes back.
 * A restore of the whole account to a point in time is not for one that holds immutable blobs: it would be a part only.
 */
function serviceArgs({ versioning, lockCapable, ageing, copy }: AccountDefinition) {
  const days = Math.min(ageing.noncurrentRetentionDays, MAX_SOFT_DELETE_DAYS);
  const restoreDays = lockCapable || copy !== undefined || !versioning ? 0 : days - 1;
  return {
    blobServicesName: "default",
    isVersioningEnabled: versioning,
    changeFeed: { enabled: true, retentionInDays: days },
    deleteRetentionPolicy: { enabled: true, days, allowPermanentDelete: false },
    containerDeleteRetentionPolicy: { enabled: true, days },
    restorePolicy: restoreDays > 0 ? { enabled: true, days: restoreDays } : { enabled: false },
  };
}
