/** When a store is copied into the vault, and how long a copy stays. */
import type { BackupPolicyArgs } from "@pulumi/azure-native/dataprotection/backupPolicy.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type { BackupPlanSpec } from "../../tiers/blueprint.ts";

/** What Azure calls the stores, and how it copies each. */
export const DATA_SOURCES = {
  database: { type: "Microsoft.DBforPostgreSQL/flexibleServers", backupType: "Full" },
  objects: { type: "Microsoft.Storage/storageAccounts/blobServices", backupType: "Discrete" },
} as const satisfies Record<BackupPlanSpec["store"], Readonly<Record<"type" | "backupType", string>>>;

/** Any day before the first copy: a schedule repeats from it on. */
const SCHEDULE_BEGINS = "2026-01-01";

const VAULT_STORE = { dataStoreType: "VaultStore", objectType: "DataStoreInfoBase" } as const;
const DEFAULT_RULE = "Default";

/** A copy every day at the plan's time, kept for its retention. Azure takes no windows: it begins then and ends when it ends. */
export function policyProperties(plan: BackupPlanSpec): NonNullable<BackupPolicyArgs["properties"]> {
  const { type, backupType } = DATA_SOURCES[plan.store];
  return {
    objectType: "BackupPolicy",
    datasourceTypes: [type],
    policyRules: [
      {
        objectType: "AzureBackupRule",
        name: "BackupDaily",
        backupParameters: { objectType: "AzureBackupParams", backupType },
        dataStore: VAULT_STORE,
        trigger: daily(plan),
      },
      {
        objectType: "AzureRetentionRule",
        name: DEFAULT_RULE,
        isDefault: true,
        lifecycles: [
          {
            deleteAfter: { objectType: "AbsoluteDeleteOption", duration: `P${plan.retentionDays}D` },
            sourceDataStore: VAULT_STORE,
            targetDataStoreCopySettings: [],
          },
        ],
      },
    ],
  };
}

function daily({ startUtc }: BackupPlanSpec): input.dataprotection.ScheduleBasedTriggerContextArgs {
  return {
    objectType: "ScheduleBasedTriggerContext",
    schedule: { repeatingTimeIntervals: [`R/${SCHEDULE_BEGINS}T${startUtc}:00+00:00/P1D`], timeZone: "UTC" },
    taggingCriteria: [{ isDefault: true, taggingPriority: 99, tagInfo: { tagName: DEFAULT_RULE } }],
  };
}
