import assert from "node:assert/strict";
import type { Floors } from "../../../tiers/floors.ts";
import { nextFloors } from "../../../tiers/floors.ts";
import { DEDICATED_TIERS } from "../../../tiers/vocabulary.ts";
import { accountId, azureBlueprint, GROUP_ID, idOf, recordAzureBackup } from "../../harness/azure-operations.ts";
import { find, inputsWithout, listed, ofType } from "../../harness/azure-recording.ts";

const VAULT = "azure-native:dataprotection:BackupVault";
const POLICY = "azure-native:dataprotection:BackupPolicy";
const INSTANCE = "azure-native:dataprotection:BackupInstance";
const WRITER = idOf("Microsoft.DBforPostgreSQL/flexibleServers", "acme-writer");
const READER_ID = "acme-production-backup-reader-id";

type Values = Readonly<Record<string, unknown>>;

function securityOf(recording: Awaited<ReturnType<typeof recordAzureBackup>>): Values {
  const { properties } = find(recording, "backup-vault").inputs as { properties: { securitySettings: Values } };
  return properties.securitySettings;
}

describe("AzureBackup", () => {
  it("makes vault, reader, and per store a policy, a right and what ties it to the policy", async () => {
    assert.deepEqual(listed(await recordAzureBackup(azureBlueprint())), [
      "azure-native:authorization:ManagementLockByScope backup-vault-lock",
      "azure-native:authorization:RoleAssignment backup-grant-database",
      "azure-native:authorization:RoleAssignment backup-grant-group",
      "azure-native:authorization:RoleAssignment backup-grant-objects-archive",
      "azure-native:authorization:RoleAssignment backup-grant-objects-data",
      "azure-native:dataprotection:BackupInstance backup-instance-database",
      "azure-native:dataprotection:BackupInstance backup-instance-objects-archive",
      "azure-native:dataprotection:BackupInstance backup-instance-objects-data",
      "azure-native:dataprotection:BackupPolicy backup-policy-database",
      "azure-native:dataprotection:BackupPolicy backup-policy-objects",
      "azure-native:dataprotection:BackupVault backup-vault",
      "azure-native:managedidentity:UserAssignedIdentity backup-reader",
    ]);
  });

  it("makes the vault under its own key, mirrored, the same in every tier but for the lock", async () => {
    for (const tier of DEDICATED_TIERS) {
      const recording = await recordAzureBackup(azureBlueprint({ tier }));
      const isLocked = tier !== "standard" && tier !== "premium";
      assert.deepEqual(inputsWithout(find(recording, "backup-vault"), "tags"), {
        resourceGroupName: "rg-acme-production",
        vaultName: "acme-production-backup",
        location: "westeurope",
        identity: {
          type: "UserAssigned",
          userAssignedIdentities: [idOf("Microsoft.ManagedIdentity/userAssignedIdentities", "key-backup"), READER_ID],
        },
        properties: {
          storageSettings: [{ datastoreType: "VaultStore", type: "GeoRedundant" }],
          featureSettings: {
            crossRegionRestoreSettings: { state: "Enabled" },
            crossSubscriptionRestoreSettings: { state: "Disabled" },
          },
          monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" } },
          securitySettings: {
            immutabilitySettings: { state: isLocked ? "Unlocked" : "Disabled" },
            softDeleteSettings: { state: "On", retentionDurationInDays: 14 },
            encryptionSettings: {
              state: "Enabled",
              infrastructureEncryption: "Enabled",
              keyVaultProperties: { keyUri: "https://acme-keys.vault.azure.net/keys/backup" },
              kekIdentity: {
                identityType: "UserAssigned",
                identityId: idOf("Microsoft.ManagedIdentity/userAssignedIdentities", "key-backup"),
              },
            },
          },
        },
      });
    }
  });

  it("keeps a vault in its region where residency names no other, spread over the zones", async () => {
    const blueprint = azureBlueprint({ tier: "standard", region: "italynorth" });
    assert.equal(blueprint.backup.geoRedundantRegion, undefined);
    const { properties } = find(await recordAzureBackup(blueprint), "backup-vault").inputs as { properties: Values };
    assert.deepEqual(properties["storageSettings"], [{ datastoreType: "VaultStore", type: "ZoneRedundant" }]);
    assert.deepEqual(properties["featureSettings"], { crossSubscriptionRestoreSettings: { state: "Disabled" } });
  });

  it("is final only where the tenant chose what nobody can undo", async () => {
    const { backup, ...rest } = azureBlueprint({ tier: "enterprise" });
    const security = securityOf(await recordAzureBackup({ ...rest, backup: { ...backup, lockMode: "compliance" } }));
    assert.deepEqual(security["immutabilitySettings"], { state: "Locked" });
    assert.deepEqual(security["softDeleteSettings"], { state: "AlwaysOn", retentionDurationInDays: 14 });
  });

  it("copies each store every day when the window opens, for the retention of the blueprint", async () => {
    const recording = await recordAzureBackup(azureBlueprint({ tier: "enterprise" }));
    const vaultStore = { dataStoreType: "VaultStore", objectType: "DataStoreInfoBase" };
    const policy = (type: string, backupType: string): Values => ({
      objectType: "BackupPolicy",
      datasourceTypes: [type],
      policyRules: [
        {
          objectType: "AzureBackupRule",
          name: "BackupDaily",
          backupParameters: { objectType: "AzureBackupParams", backupType },
          dataStore: vaultStore,
          trigger: {
            objectType: "ScheduleBasedTriggerContext",
            schedule: { repeatingTimeIntervals: ["R/2026-01-01T01:00:00+00:00/P1D"], timeZone: "UTC" },
            taggingCriteria: [{ isDefault: true, taggingPriority: 99, tagInfo: { tagName: "Default" } }],
          },
        },
        {
          objectType: "AzureRetentionRule",
          name: "Default",
          isDefault: true,
          lifecycles: [
            {
              deleteAfter: { objectType: "AbsoluteDeleteOption", duration: "P35D" },
              sourceDataStore: vaultStore,
              targetDataStoreCopySettings: [],
            },
          ],
        },
      ],
    });
    const { database, objects } = {
      database: find(recording, "backup-policy-database"),
      objects: find(recording, "backup-policy-objects"),
    };
    assert.deepEqual(database.inputs, {
      resourceGroupName: "rg-acme-production",
      vaultName: "acme-production-backup",
      properties: policy("Microsoft.DBforPostgreSQL/flexibleServers", "Full"),
    });
    assert.deepEqual(
      objects.inputs["properties"],
      policy("Microsoft.Storage/storageAccounts/blobServices", "Discrete"),
    );
  });

  it("shortens no retention in a vault that was locked", () => {
    const before = azureBlueprint({ tier: "enterprise" });
    const floors: Floors = nextFloors(undefined, before);
    assert.equal(floors.lockedBackupDays, 35);
    const after = azureBlueprint({ tier: "premium" }, "production", floors).backup;
    assert.deepEqual(
      after.plans.map(({ retentionDays }) => retentionDays),
      [35, 35],
    );
    assert.equal(after.locked, true);
    assert.deepEqual(
      azureBlueprint({ tier: "premium" }).backup.plans.map(({ retentionDays }) => retentionDays),
      [30, 30],
    );
  });

  it("ties the server and each account to its policy, in the name of the reader, but never evidence", async () => {
    const recording = await recordAzureBackup(azureBlueprint({ tier: "enterprise" }));
    const source = {
      datasourceType: "Microsoft.DBforPostgreSQL/flexibleServers",
      resourceID: WRITER,
      resourceUri: WRITER,
      resourceLocation: "westeurope",
      resourceName: "acme-writer",
      resourceType: "Microsoft.DBforPostgreSQL/flexibleServers",
    };
    const instance = find(recording, "backup-instance-database");
    assert.deepEqual(inputsWithout(instance, "tags"), {
      resourceGroupName: "rg-acme-production",
      vaultName: "acme-production-backup",
      backupInstanceName: "acme-production-database",
      properties: {
        objectType: "BackupInstance",
        friendlyName: "acme-production-database",
        dataSourceInfo: { ...source, objectType: "Datasource" },
        dataSourceSetInfo: { ...source, objectType: "DatasourceSet" },
        identityDetails: { useSystemAssignedIdentity: false, userAssignedIdentityArmUrl: READER_ID },
        policyInfo: { policyId: "acme-production-backup-policy-database-id" },
      },
    });
    for (const grant of ["group", "database"])
      assert.ok(instance.dependencies.includes(`acme-production-backup-grant-${grant}`), grant);
    const { properties } = find(recording, "backup-instance-objects-data").inputs as { properties: Values };
    assert.deepEqual(properties["policyInfo"], {
      policyId: "acme-production-backup-policy-objects-id",
      policyParameters: {
        backupDatasourceParametersList: [{ objectType: "BlobBackupDatasourceParameters", containersList: ["data"] }],
      },
    });
    assert.deepEqual(
      ofType(recording, INSTANCE).map(({ name }) => name),
      ["database", "objects-data", "objects-archive"].map((key) => `acme-production-backup-instance-${key}`),
    );
  });

  it("may see the group, and copy exactly what it copies", async () => {
    const recording = await recordAzureBackup(azureBlueprint());
    const granted = ofType(recording, "azure-native:authorization:RoleAssignment").map(({ inputs }) => [
      String(inputs["roleDefinitionId"]).split("/").at(-1),
      inputs["scope"],
      inputs["principalId"],
    ]);
    const reader = "acme-production-backup-reader-principal";
    assert.deepEqual(granted, [
      ["acdd72a7-3385-48ef-bd42-f606fba81ae7", GROUP_ID, reader],
      ["c088a766-074b-43ba-90d4-1fb21feae531", WRITER, reader],
      ["e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1", accountId("data"), reader],
      ["e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1", accountId("archive"), reader],
    ]);
  });

  it("keeps vault and copies while in use and afterwards; a disposable stack lets them go", async () => {
    const used = await recordAzureBackup(azureBlueprint());
    for (const type of [VAULT, INSTANCE])
      for (const { protect, retainOnDelete } of ofType(used, type))
        assert.deepEqual([protect, retainOnDelete], [true, true], type);
    const leaving = await recordAzureBackup(azureBlueprint(), "decommissioning");
    for (const type of [VAULT, INSTANCE, POLICY])
      for (const { protect, retainOnDelete } of ofType(leaving, type))
        assert.deepEqual([protect, retainOnDelete], [false, true], type);
    const disposable = await recordAzureBackup(azureBlueprint({}, "test"), "unprotected");
    assert.deepEqual(securityOf(disposable)["softDeleteSettings"], { state: "Off" });
    for (const { retainOnDelete } of ofType(disposable, INSTANCE)) assert.equal(retainOnDelete, false);
  });
});
