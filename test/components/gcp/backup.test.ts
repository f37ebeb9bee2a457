import assert from "node:assert/strict";
import { find, inputsWithout, listed } from "../../harness/aws-recording.ts";
import { gcpBlueprint, recordGcpBackup } from "../../harness/gcp-operations.ts";
import { keyName } from "../../harness/gcp-stores.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const MODULE = "gcp:backupdisasterrecovery";
const DAY = 86_400;
const PLACE = { project: "acme-prod", location: "europe-west1" };
const INSTANCE = "projects/acme-prod/instances/acme-production-database";

describe("GcpBackup", () => {
  it("puts the database into one plan, whose vault is in the standby region where there are copies", async () => {
    const always = [
      `${MODULE}/backupPlanAssociation:BackupPlanAssociation backup-association-database`,
      `${MODULE}/backupVault:BackupVault backup-vault`,
      "gcp:projects/iAMMember:IAMMember backup-database-operator",
    ];
    assert.deepEqual(
      listed(await recordGcpBackup(gcpBlueprint({ tier: "standard" }))),
      [...always, `${MODULE}/backupPlan:BackupPlan backup-plan-database`].sort(),
    );
    for (const tier of ["premium", "enterprise", "enterprise-plus", "white-label"])
      assert.deepEqual(
        listed(await recordGcpBackup(gcpBlueprint({ tier }))),
        [
          ...always,
          `${MODULE}/backupPlan:BackupPlan backup-plan-database-copy`,
          `${MODULE}/backupVault:BackupVault backup-copy-vault`,
        ].sort(),
      );
  });

  it("keeps the vault of every tier the same but for the time for which nothing goes", async () => {
    const vaultOf = async (tier: string, name = "backup-vault") =>
      inputsWithout(find(await recordGcpBackup(gcpBlueprint({ tier })), name), "labels");
    const vault = {
      ...PLACE,
      backupVaultId: "acme-production-backup",
      description: "acme production: backups of the database",
      accessRestriction: "WITHIN_PROJECT",
      encryptionConfig: { kmsKeyName: keyName("backup") },
      backupMinimumEnforcedRetentionDuration: `${DAY}s`,
      backupRetentionInheritance: "INHERIT_VAULT_RETENTION",
      forceUpdate: true,
      ignoreInactiveDatasources: false,
      ignoreBackupPlanReferences: false,
    };
    const locked = { ...vault, backupMinimumEnforcedRetentionDuration: `${35 * DAY}s` };
    assert.deepEqual(await vaultOf("standard"), vault);
    assert.deepEqual(await vaultOf("enterprise"), locked);
    assert.deepEqual(await vaultOf("enterprise", "backup-copy-vault"), {
      ...locked,
      location: "europe-west3",
      encryptionConfig: { kmsKeyName: keyName("backup", "europe-west3") },
    });
  });

  it("protects both vaults, and labels them", async () => {
    const recording = await recordGcpBackup(gcpBlueprint({ tier: "enterprise" }));
    for (const name of ["backup-vault", "backup-copy-vault"]) {
      const { protect, retainOnDelete, inputs } = find(recording, name);
      assert.deepEqual(
        [protect, retainOnDelete, inputs["labels"]],
        [true, true, { component: "backup", "data-class": "confidential" }],
        name,
      );
    }
    assert.equal(find(recording, "backup-association-database").protect, false);
  });

  it("backs up daily in the blueprint's window, and keeps the log for as long as a moment can be restored", async () => {
    const recording = await recordGcpBackup(gcpBlueprint({ tier: "enterprise" }));
    assert.deepEqual(find(recording, "backup-plan-database-copy").inputs, {
      ...PLACE,
      backupPlanId: "acme-production-database-copy",
      description: "Daily backup of the database of acme-production",
      resourceType: "sqladmin.googleapis.com/Instance",
      backupVault: "acme-production-backup-copy-vault-id",
      backupRules: [
        {
          ruleId: "daily",
          backupRetentionDays: 35,
          standardSchedule: {
            recurrenceType: "DAILY",
            timeZone: "UTC",
            backupWindow: { startHourOfDay: 1, endHourOfDay: 7 },
          },
        },
      ],
      logRetentionDays: 35,
      maxCustomOnDemandRetentionDays: 35,
    });
    const standard = find(await recordGcpBackup(gcpBlueprint({ tier: "standard" })), "backup-plan-database").inputs;
    assert.deepEqual(
      [standard["backupVault"], standard["backupPlanId"], standard["logRetentionDays"]],
      ["acme-production-backup-vault-id", "acme-production-database", 7],
    );
  });

  it("moves a window late in the day forward until it fits into the day", async () => {
    const windowOf = async (startUtc: string) => {
      const blueprint = gcpBlueprint({ tier: "standard" });
      const plans = blueprint.backup.plans.map((plan) => ({ ...plan, startUtc }));
      const recording = await recordGcpBackup({ ...blueprint, backup: { ...blueprint.backup, plans } });
      const [rule] = find(recording, "backup-plan-database").inputs["backupRules"] as [
        { standardSchedule: { backupWindow: unknown } },
      ];
      return rule.standardSchedule.backupWindow;
    };
    assert.deepEqual(await windowOf("18:30"), { startHourOfDay: 18, endHourOfDay: 24 });
    assert.deepEqual(await windowOf("23:00"), { startHourOfDay: 18, endHourOfDay: 24 });
  });

  it("lets the vault's service back up this database and no other, before it is told to", async () => {
    const recording = await recordGcpBackup(gcpBlueprint({ tier: "standard" }));
    assert.deepEqual(find(recording, "backup-database-operator").inputs, {
      project: "acme-prod",
      role: "roles/backupdr.cloudSqlOperator",
      member: "serviceAccount:vault-123456789012-12345@gcp-sa-backupdr-pr.iam.gserviceaccount.com",
      condition: { title: "acme-production backup", expression: `resource.name == "${INSTANCE}"` },
    });
    const { inputs, dependencies } = find(recording, "backup-association-database");
    assert.deepEqual(inputs, {
      ...PLACE,
      backupPlanAssociationId: "acme-production-database",
      resource: INSTANCE,
      resourceType: "sqladmin.googleapis.com/Instance",
      backupPlan: "acme-production-backup-plan-database-id",
    });
    assert.ok(dependencies.includes("acme-production-backup-database-operator"));
  });

  it("backs up nothing in a disposable stack, whose vault must be empty to go", async () => {
    const recording = await recordGcpBackup(gcpBlueprint({ tier: "standard" }, "development"), "unprotected");
    assert.deepEqual(listed(recording), [`${MODULE}/backupVault:BackupVault backup-vault`]);
    const { inputs, protect } = find(recording, "backup-vault");
    assert.deepEqual(
      [protect, inputs["ignoreInactiveDatasources"], inputs["ignoreBackupPlanReferences"]],
      [false, true, true],
    );
  });

  it("keeps the vault with copies after a downgrade, and plans into the home vault again", async () => {
    const blueprint = gcpBlueprint({ tier: "standard" });
    const backup = { ...blueprint.backup, copyVaultRegion: "europe-west3" };
    const recording = await recordGcpBackup({ ...blueprint, backup });
    assert.equal(find(recording, "backup-copy-vault").inputs["location"], "europe-west3");
    assert.equal(find(recording, "backup-plan-database").inputs["backupVault"], "acme-production-backup-vault-id");
  });

  it("says where the copies are", async () => {
    const { result } = await recordGcpBackup(gcpBlueprint({ tier: "premium" }));
    assert.equal(result.vaultName, "acme-production-backup");
    assert.equal(await valueOf(result.vaultId), "acme-production-backup-vault-id");
    assert.ok(result.copyVaultId);
    assert.equal(await valueOf(result.copyVaultId), "acme-production-backup-copy-vault-id");
    assert.equal((await recordGcpBackup(gcpBlueprint({ tier: "standard" }))).result.copyVaultId, undefined);
  });
});
