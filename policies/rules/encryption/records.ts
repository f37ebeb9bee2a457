/** Encryption of secret stores, logs and backups with keys of the customer's own. */
import { all, check, each, isOneOf, NO_DEFAULT } from "../../checks.ts";
import { forRegulated, isGiven } from "../../conditions.ts";
import { defineRule } from "../../rule.ts";
import { customerKey } from "./customer-key.ts";

const REPLICAS = each("replication.userManaged.replicas", customerKey("customerManagedEncryption.kmsKeyName"));
const AUTOMATIC = customerKey("replication.auto.customerManagedEncryption.kmsKeyName");

/** Each place that a secret is copied to has a key of its own; without places the one key of the automatic replication. */
const SECRET_ON_GOOGLE = check([...REPLICAS.properties, ...AUTOMATIC.properties], (subject, context, graph) =>
  (isGiven(subject.view, "replication.userManaged.replicas") ? REPLICAS : AUTOMATIC).judge(subject, context, graph),
);

export const RECORD_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-08",
    name: "secret-store-cmk",
    title: "Secret stores use a customer-managed key",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:secretsmanager/secret:Secret": customerKey("kmsKeyId"),
      // A vault encrypts its secrets with keys of its own hardware; premium is the one whose hardware is an HSM.
      "azure-native:keyvault:Vault": forRegulated(isOneOf("properties.sku.name", ["premium"], { absent: NO_DEFAULT })),
      "gcp:secretmanager/secret:Secret": SECRET_ON_GOOGLE,
      "gcp:secretmanager/regionalSecret:RegionalSecret": customerKey("customerManagedEncryption.kmsKeyName"),
    },
  }),
  defineRule({
    id: "ENC-09",
    name: "logs-encrypted-cmk",
    title: "Audit trail and log stores are encrypted with a customer-managed key",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:cloudtrail/trail:Trail": customerKey("kmsKeyId"),
      "aws:cloudtrail/eventDataStore:EventDataStore": customerKey("kmsKeyId"),
      "aws:cloudwatch/logGroup:LogGroup": customerKey("kmsKeyId"),
      "azure-native:operationalinsights:Workspace": customerKey("features.clusterResourceId"),
      "gcp:logging/projectBucketConfig:ProjectBucketConfig": customerKey("cmekSettings.kmsKeyName"),
    },
  }),
  defineRule({
    id: "ENC-10",
    name: "backup-encrypted",
    title: "Backup vaults are encrypted with a customer-managed key",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:backup/vault:Vault": customerKey("kmsKeyArn"),
      "azure-native:dataprotection:BackupVault": all(
        isOneOf("properties.securitySettings.encryptionSettings.state", ["Enabled"], { absent: "Disabled" }),
        customerKey("properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri"),
      ),
      "gcp:backupdisasterrecovery/backupVault:BackupVault": customerKey("encryptionConfig.kmsKeyName"),
    },
  }),
] as const;
