import assert from "node:assert/strict";
import { makeKey, makeRole, policy } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const VAULT = "backup/vault:Vault";
const LOCK = "backup/vaultLockConfiguration:VaultLockConfiguration";
const POLICY = "backup/vaultPolicy:VaultPolicy";
const PLAN = "backup/plan:Plan";
const SELECTION = "backup/selection:Selection";

const failed = (doing: string, operation: string) =>
  `${doing}: operation error Backup: ${operation}, https response error StatusCode: 400,`;

async function makeVault(cloud: SimulatedAws, name = "acme-backup"): Promise<Made> {
  const key = await makeKey(cloud, {}, `${name}-key`);
  return cloud.make(VAULT, { name, kmsKeyArn: text(key, "arn") }, name);
}

const rule = (change: object = {}) => ({
  ruleName: "daily",
  schedule: "cron(0 1 ? * * *)",
  targetVaultName: "acme-backup",
  startWindow: 60,
  completionWindow: 480,
  lifecycle: { deleteAfter: 30 },
  ...change,
});

describe("the simulated AWS Backup: vaults", () => {
  it("have the ids and ARNs of AWS, once per name and region", async () => {
    const cloud = new SimulatedAws();
    const vault = await makeVault(cloud);
    assert.equal(vault.id, "acme-backup");
    assert.equal(text(vault, "arn"), `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:acme-backup`);
    await refused(
      cloud.make(VAULT, { name: "acme-backup" }, "again"),
      `${failed("creating Backup Vault (acme-backup)", "CreateBackupVault")} AlreadyExistsException: Backup vault with the same name already exists`,
    );
    const kmsKeyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`;
    await refused(
      cloud.make(VAULT, { name: "other", kmsKeyArn }, "other"),
      `${failed("creating Backup Vault (other)", "CreateBackupVault")} InvalidParameterValueException: Invalid key ARN: ${kmsKeyArn}`,
    );
  });

  it("are replaced by another key or name, and keep what is in them", async () => {
    const cloud = new SimulatedAws();
    const vault = await makeVault(cloud);
    const kmsKeyArn = text(await makeKey(cloud, {}, "other"), "arn");
    assert.deepEqual(cloud.replacing(vault, { name: "acme-backup", kmsKeyArn }), ["kmsKeyArn"]);
    const record = cloud.record(VAULT, "acme-backup");
    assert.ok(record);
    cloud.edit(record, { outputs: { ...record.outputs, recoveryPoints: 3 } });
    await refused(
      cloud.remove(vault),
      `${failed("deleting Backup Vault (acme-backup)", "DeleteBackupVault")} InvalidRequestException: Backup vault cannot be deleted because it contains recovery points.`,
    );
  });

  it("take a lock whose bounds replace it, and a policy that is one", async () => {
    const cloud = new SimulatedAws();
    await makeVault(cloud);
    const bounds = { backupVaultName: "acme-backup", minRetentionDays: 1, maxRetentionDays: 36_500 };
    const lock = await cloud.make(LOCK, bounds);
    assert.deepEqual(cloud.replacing(lock, { ...bounds, maxRetentionDays: 35 }), ["maxRetentionDays"]);
    assert.deepEqual(cloud.failures(LOCK, { ...bounds, changeableForDays: 2 }), [
      "changeableForDays: expected changeable_for_days to be in the range (3 - 36500), got 2",
    ]);
    assert.deepEqual(cloud.failures(LOCK, { ...bounds, maxRetentionDays: 36_501 }), [
      "maxRetentionDays: expected max_retention_days to be in the range (1 - 36500), got 36501",
    ]);
    await refused(
      cloud.make(LOCK, { ...bounds, backupVaultName: "lost" }, "lost"),
      `${failed("creating Backup Vault Lock Configuration (lost)", "PutBackupVaultLockConfiguration")} ResourceNotFoundException: Backup vault lost does not exist`,
    );
    await refused(
      cloud.make(POLICY, { backupVaultName: "acme-backup", policy: policy() }),
      `${failed("creating Backup Vault Policy (acme-backup)", "PutBackupVaultAccessPolicy")} InvalidParameterValueException: Provided policy document is invalid: Syntax errors in policy.`,
    );
  });
});

describe("the simulated AWS Backup: plans", () => {
  it("need their vaults, windows with an hour between them, and 35 days at most where they are continuous", async () => {
    const cloud = new SimulatedAws();
    const start = failed("creating Backup Plan (daily)", "CreateBackupPlan");
    const make = (change: object) => cloud.make(PLAN, { name: "daily", rules: [rule(change)] });
    await refused(make({}), `${start} InvalidParameterValueException: Backup vault acme-backup does not exist`);
    await makeVault(cloud);
    await refused(
      make({ enableContinuousBackup: true, lifecycle: { deleteAfter: 36 } }),
      `${start} InvalidParameterValueException: The retention of continuous backups must be between 1 and 35 days`,
    );
    await refused(
      make({ completionWindow: 119 }),
      `${start} InvalidParameterValueException: Completion window must be at least 60 minutes greater than start window`,
    );
    const lost = `arn:aws:backup:eu-central-1:${ACCOUNT}:backup-vault:acme-backup`;
    await refused(
      make({ copyActions: [{ destinationVaultArn: lost }] }),
      `${start} InvalidParameterValueException: Destination backup vault ${lost} does not exist`,
    );
    await cloud.make(LOCK, { backupVaultName: "acme-backup", minRetentionDays: 7, maxRetentionDays: 35 });
    await refused(
      make({ lifecycle: { deleteAfter: 6 } }),
      `${start} InvalidParameterValueException: Retention of 6 days lies outside the lock of backup vault acme-backup`,
    );
    assert.match((await make({ enableContinuousBackup: true, lifecycle: { deleteAfter: 35 } })).id, /^[0-9a-f-]{36}$/);
  });

  it("select in a role that AWS Backup can assume", async () => {
    const cloud = new SimulatedAws();
    await makeVault(cloud);
    const plan = await cloud.make(PLAN, { name: "daily", rules: [rule()] });
    const wrong = text(await makeRole(cloud, "wrong", "ec2.amazonaws.com"), "arn");
    const iamRoleArn = text(await makeRole(cloud, "right", "backup.amazonaws.com"), "arn");
    const make = (inputs: object) => cloud.make(SELECTION, { name: "all", planId: plan.id, iamRoleArn, ...inputs });
    const start = `${failed("creating Backup Selection (all)", "CreateBackupSelection")} InvalidParameterValueException:`;
    await refused(make({ iamRoleArn: wrong }), `${start} IAM Role ${wrong} cannot be assumed by AWS Backup`);
    await refused(make({ planId: "lost" }), `${start} Cannot find Backup plan with ID lost`);
    await make({ resources: ["*"] });
  });
});

describe("the simulated AWS Backup: restore testing", () => {
  const TESTING = "backup/restoreTestingPlan:RestoreTestingPlan";
  const TESTED = "backup/restoreTestingSelection:RestoreTestingSelection";
  const points = (change: object = {}) => ({
    algorithm: "LATEST_WITHIN_WINDOW",
    includeVaults: ["*"],
    recoveryPointTypes: ["SNAPSHOT"],
    ...change,
  });
  const testing = (change: object = {}) => ({
    name: "acme_restore",
    scheduleExpression: "cron(0 5 1 * ? *)",
    recoveryPointSelection: points(),
    ...change,
  });

  it("has plans that go by their name, once each, with letters, digits and underscores only", async () => {
    const cloud = new SimulatedAws();
    const plan = await cloud.make(TESTING, testing(), "plan");
    assert.equal(plan.id, "acme_restore");
    assert.equal(text(plan, "arn"), `arn:aws:backup:eu-west-1:${ACCOUNT}:restore-testing-plan:acme_restore`);
    await refused(
      cloud.make(TESTING, testing(), "again"),
      `${failed("creating Backup Restore Testing Plan (acme_restore)", "CreateRestoreTestingPlan")} AlreadyExistsException: Restore testing plan with the same name already exists`,
    );
    await assert.rejects(cloud.make(TESTING, testing({ name: "acme-restore" }), "hyphen"), /name/);
    assert.deepEqual(cloud.replacing(plan, testing({ name: "other" })), ["name"]);
    assert.deepEqual(cloud.replacing(plan, testing({ scheduleExpression: "cron(0 6 1 * ? *)" })), []);
  });

  it("restores what a selection of an existing plan names, in a role that AWS Backup can take", async () => {
    const cloud = new SimulatedAws();
    await cloud.make(TESTING, testing(), "plan");
    const role = text(await makeRole(cloud, "restorer", "backup.amazonaws.com"), "arn");
    const selection = (change: object = {}) => ({
      name: "database",
      restoreTestingPlanName: "acme_restore",
      iamRoleArn: role,
      protectedResourceType: "Aurora",
      protectedResourceArns: ["*"],
      ...change,
    });
    const made = await cloud.make(TESTED, selection(), "selection");
    assert.equal(made.id, "database:acme_restore");
    await refused(
      cloud.make(TESTED, selection({ restoreTestingPlanName: "none" }), "lost"),
      `${failed("creating Backup Restore Testing Selection (database)", "CreateRestoreTestingSelection")} ResourceNotFoundException: Restore testing plan none does not exist`,
    );
    const stranger = text(await makeRole(cloud, "stranger", "ec2.amazonaws.com"), "arn");
    await refused(
      cloud.make(TESTED, selection({ name: "other", iamRoleArn: stranger }), "stranger"),
      `${failed("creating Backup Restore Testing Selection (other)", "CreateRestoreTestingSelection")} InvalidParameterValueException: IAM Role ${stranger} cannot be assumed by AWS Backup`,
    );
  });
});
