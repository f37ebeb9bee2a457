import assert from "node:assert/strict";
import { DEDICATED_TIERS } from "../../../tiers/vocabulary.ts";
import { find, inputsWithout, listed, ofType, policiesOf, statementOf } from "../../harness/aws-recording.ts";
import { keyArn, recordBackup, sampleBlueprint } from "../../harness/recorded-operations.ts";

const VAULT = "aws:backup/vault:Vault";

describe("AwsBackup", () => {
  it("makes vault, copy vault, role, and per store a plan with its selection", async () => {
    assert.deepEqual(listed(await recordBackup(sampleBlueprint())), [
      "aws:backup/plan:Plan backup-plan-database",
      "aws:backup/plan:Plan backup-plan-objects",
      "aws:backup/selection:Selection backup-selection-database",
      "aws:backup/selection:Selection backup-selection-objects",
      "aws:backup/vault:Vault backup-copy-vault",
      "aws:backup/vault:Vault backup-vault",
      "aws:backup/vaultPolicy:VaultPolicy backup-copy-vault-policy",
      "aws:backup/vaultPolicy:VaultPolicy backup-vault-policy",
      "aws:iam/role:Role backup-role",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-policy-database",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-policy-objects",
    ]);
  });

  it("puts each vault under the backup key of its region, with the same name in every tier", async () => {
    for (const tier of DEDICATED_TIERS) {
      const recording = await recordBackup(sampleBlueprint({ tier }));
      assert.deepEqual(inputsWithout(find(recording, "backup-vault"), "tags"), {
        name: "acme-production-backup",
        kmsKeyArn: keyArn("backup"),
        forceDestroy: false,
      });
      if (tier === "standard") continue;
      assert.deepEqual(inputsWithout(find(recording, "backup-copy-vault"), "tags"), {
        region: "eu-central-1",
        name: "acme-production-backup",
        kmsKeyArn: keyArn("backup", "eu-central-1"),
        forceDestroy: false,
      });
    }
  });

  it("copies the database daily in its window, and buckets continuously, both to the other region", async () => {
    const recording = await recordBackup(sampleBlueprint());
    const copyActions = [
      {
        destinationVaultArn: "arn:aws:backup:eu-central-1:111122223333:backup-vault:acme-production-backup",
        lifecycle: { deleteAfter: 30 },
      },
    ];
    const common = {
      schedule: "cron(0 1 ? * * *)",
      scheduleExpressionTimezone: "Etc/UTC",
      startWindow: 60,
      completionWindow: 480,
      lifecycle: { deleteAfter: 30 },
      targetVaultName: "acme-production-backup",
      copyActions,
    };
    assert.deepEqual(find(recording, "backup-plan-database").inputs["rules"], [
      { ...common, ruleName: "daily", enableContinuousBackup: false },
    ]);
    assert.deepEqual(find(recording, "backup-plan-objects").inputs["rules"], [
      { ...common, ruleName: "continuous", enableContinuousBackup: true },
    ]);
  });

  it("selects the stack's own stores, labelled with tenant and environment, and leaves evidence out", async () => {
    const recording = await recordBackup(sampleBlueprint({ tier: "enterprise" }));
    const conditions = [
      {
        stringEquals: [
          { key: "aws:ResourceTag/tenant", value: "acme" },
          { key: "aws:ResourceTag/environment", value: "production" },
        ],
      },
    ];
    const database = find(recording, "backup-selection-database").inputs;
    assert.deepEqual(database["resources"], ["arn:aws:rds:eu-west-1:111122223333:cluster:acme-production-*"]);
    assert.deepEqual(database["conditions"], conditions);
    const objects = find(recording, "backup-selection-objects").inputs;
    assert.deepEqual(objects["resources"], [
      "arn:aws:s3:::acme-production-data",
      "arn:aws:s3:::acme-production-archive",
    ]);
    assert.deepEqual(objects["conditions"], conditions);
  });

  it("gives the role what AWS says a backup of each store needs, by the names that AWS gave its policies", async () => {
    const recording = await recordBackup(sampleBlueprint());
    const attached = ["database", "objects"].map(
      (store) => find(recording, `backup-role-policy-${store}`).inputs["policyArn"],
    );
    assert.deepEqual(attached, [
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
    ]);
  });

  it("restores the newest copy of the database every month where records are immutable, in the stack's own subnets", async () => {
    const recording = await recordBackup(sampleBlueprint({ tier: "enterprise" }));
    assert.deepEqual(inputsWithout(find(recording, "backup-restore-plan"), "tags"), {
      name: "acme_production_restore",
      scheduleExpression: "cron(0 5 1 * ? *)",
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: ["arn:aws:backup:eu-west-1:111122223333:backup-vault:acme-production-backup"],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
    });
    assert.deepEqual(find(recording, "backup-restore-selection").inputs, {
      name: "database",
      restoreTestingPlanName: "acme_production_restore",
      iamRoleArn: "arn:aws:iam::111122223333:role/leasehold/acme/production/acme-production-restore-test",
      protectedResourceType: "Aurora",
      protectedResourceArns: ["arn:aws:rds:eu-west-1:111122223333:cluster:acme-production-database"],
      restoreMetadataOverrides: { dbsubnetgroupname: "acme-production-database" },
      validationWindowHours: 1,
    });
    assert.equal(
      find(recording, "backup-restore-role-policy").inputs["policyArn"],
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    );
    const PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    assert.deepEqual(ofType(await recordBackup(sampleBlueprint()), PLAN), []);
    assert.equal(ofType(await recordBackup(sampleBlueprint({ frameworks: "[hipaa]" })), PLAN).length, 1);
  });

  it("locks both vaults with wide bounds where the tier locks, in governance mode unless the tenant says otherwise", async () => {
    const bounds = { backupVaultName: "acme-production-backup", minRetentionDays: 1, maxRetentionDays: 36_500 };
    const governance = await recordBackup(sampleBlueprint({ tier: "enterprise" }));
    assert.deepEqual(find(governance, "backup-vault-lock").inputs, bounds);
    assert.deepEqual(find(governance, "backup-copy-vault-lock").inputs, { region: "eu-central-1", ...bounds });
    const overrides = "{ objects: { lockMode: compliance } }";
    const compliance = await recordBackup(sampleBlueprint({ tier: "enterprise", overrides }));
    assert.deepEqual(find(compliance, "backup-vault-lock").inputs, { ...bounds, changeableForDays: 3 });
    const premium = await recordBackup(sampleBlueprint());
    assert.deepEqual(ofType(premium, "aws:backup/vaultLockConfiguration:VaultLockConfiguration"), []);
  });

  it("lets nobody delete early, and protects the vaults; a disposable stack's vault goes with what is in it", async () => {
    const recording = await recordBackup(sampleBlueprint());
    const { Effect, Action, Condition } = statementOf(find(recording, "backup-vault-policy"), "DenyDeletion");
    assert.deepEqual(
      [Effect, Action, Condition],
      ["Deny", ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], undefined],
    );
    for (const { protect, retainOnDelete } of ofType(recording, VAULT))
      assert.deepEqual([protect, retainOnDelete], [true, true]);
    const disposable = await recordBackup(sampleBlueprint({}, "development"), "unprotected");
    const [vault, ...others] = ofType(disposable, VAULT);
    assert.deepEqual([others, vault?.inputs["forceDestroy"], vault?.protect], [[], true, false]);
    const [policy] = ofType(disposable, "aws:backup/vaultPolicy:VaultPolicy");
    assert.deepEqual(policy && policiesOf(policy)[0]?.statements.map(({ Sid }) => Sid), [
      "DenyOtherAccounts",
      "DenyPrincipalsOfOtherTenants",
    ]);
  });
});
