/** The vault in which copies of the stores lie, and the identity in whose name it reads them. */
import { BackupVault } from "@pulumi/azure-native/dataprotection/backupVault.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type { BackupSpec, StackSpec } from "../../tiers/blueprint.ts";
import type { BackupArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { lockResource } from "./lock.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";
import { usableKey } from "./store-wiring.ts";
import type { UsableKey } from "./store-wiring.ts";

/** Days for which a deleted copy comes back: the shortest that Azure takes, and free of charge (azure-docs, backup-azure-enhanced-soft-delete-about). */
const SOFT_DELETE_DAYS = 14;

/** What Azure takes at creation only, and the provider would send as an update (data/replacement-facts). */
const VAULT_REPLACED_BY = ["location", "properties.storageSettings"] as const;

/** Stable name, known before the vault exists. */
export function backupVaultName(stack: Pick<StackSpec, "name">): string {
  return stackResourceName(stack, "backup", NAME_MAX.backupVault);
}

/** Creates the identity that reads the stores: known before the vault is, so that its rights do not wait for it. */
export function createReader(owner: AzureComponent, { stack, boundary }: BackupArgs): UserAssignedIdentity {
  return owner.taggedChild(UserAssignedIdentity, "reader", "none", {
    resourceGroupName: boundary.boundaryName,
    resourceName: stackResourceName(stack, "backup-reader", NAME_MAX.userAssignedIdentity),
    location: stack.region,
  });
}

/**
 * Creates the vault. What Azure fixes at creation follows from what was decided at the first up, never from the tier: where
 * it is mirrored to, its key, the second layer of encryption.
 * It is two: the reader where it copies, the key's identity where it encrypts.
 */
export function createVault(
  owner: AzureComponent,
  { stack, spec, keys, boundary }: BackupArgs,
  reader: UserAssignedIdentity,
): BackupVault {
  const key = usableKey(keys.keys.backup);
  const vault = owner.taggedChild(
    BackupVault,
    "vault",
    "confidential",
    {
      resourceGroupName: boundary.boundaryName,
      vaultName: backupVaultName(stack),
      location: stack.region,
      identity: { type: "UserAssigned", userAssignedIdentities: [key.identityId, reader.id] },
      properties: {
        storageSettings: [{ datastoreType: "VaultStore", type: redundancy(spec) }],
        featureSettings: {
          // Cannot be switched off again, so it is on wherever there is a mirror to restore from.
          ...(spec.geoRedundantRegion === undefined ? {} : { crossRegionRestoreSettings: { state: "Enabled" } }),
          crossSubscriptionRestoreSettings: { state: "Disabled" },
        },
        monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" } },
        securitySettings: securityArgs(spec, key, !owner.rules.forceDestroy),
      },
    },
    { replaceOnChanges: [...VAULT_REPLACED_BY] },
  );
  lockResource(owner, "vault", vault);
  return vault;
}

/** Mirrored to the paired region where the tenant's residency allows it, spread over the zones everywhere else. */
function redundancy({ geoRedundantRegion }: BackupSpec): "GeoRedundant" | "ZoneRedundant" {
  return geoRedundantRegion === undefined ? "ZoneRedundant" : "GeoRedundant";
}

/**
 * `governance` is Azure's unlocked immutability, which somebody with the right may lift; `compliance` its locked one, which
 * nobody can, and with which soft delete cannot be switched off either. A vault of a disposable stack lets everything go.
 */
function securityArgs(
  { locked, lockMode }: BackupSpec,
  { keyUri, identityId }: UsableKey,
  kept: boolean,
): input.dataprotection.SecuritySettingsArgs {
  const isFinal = locked && lockMode === "compliance";
  return {
    immutabilitySettings: { state: isFinal ? "Locked" : locked ? "Unlocked" : "Disabled" },
    softDeleteSettings: kept
      ? { state: isFinal ? "AlwaysOn" : "On", retentionDurationInDays: SOFT_DELETE_DAYS }
      : { state: "Off" },
    encryptionSettings: {
      state: "Enabled",
      infrastructureEncryption: "Enabled",
      // Without a version, so that the vault follows each rotation by itself.
      keyVaultProperties: { keyUri },
      kekIdentity: { identityType: "UserAssigned", identityId },
    },
  };
}
