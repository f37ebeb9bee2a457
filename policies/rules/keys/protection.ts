/** What keeps keys and stores from being destroyed, and keys from leaving their hardware. */
import { all, atLeast, check, isOneOf, isTrue, NO_DEFAULT } from "../../checks.ts";
import { unlessDisposable } from "../../conditions.ts";
import { lastsAtLeast } from "../../durations.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";

const AWS_WINDOW = unlessDisposable(atLeast("deletionWindowInDays", "keyDeletionWindowDays", { absent: 30 }));

/** A vault that nobody can empty for good; without `enablePurgeProtection` a deleted one can be purged at once. */
const VAULT = all(
  isTrue("properties.enableSoftDelete", { absent: true }),
  isTrue("properties.enablePurgeProtection", { absent: false }),
  unlessDisposable(atLeast("properties.softDeleteRetentionInDays", "vaultSoftDeleteDays", { absent: 90 })),
);

/** Pulumi's own protection: the engine refuses to delete or replace. An option, so that only the engine and a state know it. */
const PROTECTED: Check = check([], ({ protect }) => {
  if (protect === undefined) return unknown("protect");
  return protect ? PASS : fail("", "got no protection, expected the option protect; set protect to true");
});

const COPY = "a replica can be made again from its source";
const DATABASE_PROTECTED = unlessReplica(PROTECTED, COPY);

export const KEY_PROTECTION_RULES = [
  defineRule({
    id: "KEY-02",
    name: "kms-deletion-window",
    title: "Keys and vaults cannot be destroyed quickly (>=30 days; 90 soft delete; purge protection)",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:kms/key:Key": AWS_WINDOW,
      "aws:kms/replicaKey:ReplicaKey": AWS_WINDOW,
      "aws:kms/externalKey:ExternalKey": AWS_WINDOW,
      "azure-native:keyvault:Vault": VAULT,
      "azure-native:keyvault:ManagedHsm": isTrue("properties.enablePurgeProtection", { absent: false }),
      "gcp:kms/cryptoKey:CryptoKey": unlessDisposable(
        lastsAtLeast("destroyScheduledDuration", "keyDeletionWindowDays", { absent: "2592000s" }),
      ),
    },
    // Read by KMS at the moment of deletion, so nothing else changes. Purge protection can never be taken back, and Google
    // makes a new key for another duration: no remedies there.
    remedies: {
      "aws:kms/key:Key": (_view, { thresholds }) => ({ deletionWindowInDays: thresholds.keyDeletionWindowDays.value }),
    },
  }),
  defineRule({
    id: "KEY-07",
    name: "hsm-backed-keys",
    title: "Regulated tenants use HSM-protected keys",
    severity: "medium",
    scope: "resource",
    appliesTo: "regulated",
    // Every key of AWS KMS lives in an HSM.
    checks: {
      "azure-native:keyvault:Key": isOneOf("properties.kty", ["RSA-HSM", "EC-HSM", "oct-HSM"], { absent: NO_DEFAULT }),
      "gcp:kms/cryptoKey:CryptoKey": isOneOf("versionTemplate.protectionLevel", ["HSM"], { absent: "SOFTWARE" }),
    },
  }),
  defineRule({
    id: "KEY-09",
    name: "stateful-resources-protected",
    title: "Keys, vaults, databases and backup vaults have Pulumi protect",
    severity: "high",
    scope: "resource",
    appliesTo: "production",
    checks: {
      "aws:kms/key:Key": PROTECTED,
      "aws:kms/replicaKey:ReplicaKey": PROTECTED,
      "aws:rds/instance:Instance": DATABASE_PROTECTED,
      "aws:rds/cluster:Cluster": PROTECTED,
      "aws:rds/globalCluster:GlobalCluster": PROTECTED,
      "aws:docdb/cluster:Cluster": PROTECTED,
      "aws:backup/vault:Vault": PROTECTED,
      "azure-native:keyvault:Vault": PROTECTED,
      "azure-native:keyvault:Key": PROTECTED,
      "azure-native:dbforpostgresql:Server": DATABASE_PROTECTED,
      "azure-native:cosmosdb:DatabaseAccount": PROTECTED,
      "azure-native:dataprotection:BackupVault": PROTECTED,
      "gcp:kms/cryptoKey:CryptoKey": PROTECTED,
      "gcp:sql/databaseInstance:DatabaseInstance": DATABASE_PROTECTED,
      "gcp:firestore/database:Database": PROTECTED,
      "gcp:backupdisasterrecovery/backupVault:BackupVault": PROTECTED,
    },
  }),
] as const;
