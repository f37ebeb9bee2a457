import assert from "node:assert/strict";
import { keyIn, type Made, PROJECT, refused, REGION, SimulatedStores, SQL_INPUTS } from "./gcp-stores.ts";

const VAULT = "backupdisasterrecovery/backupVault:BackupVault";
const PLAN = "backupdisasterrecovery/backupPlan:BackupPlan";
const ASSOCIATION = "backupdisasterrecovery/backupPlanAssociation:BackupPlanAssociation";
const PLACE = `projects/${PROJECT}/locations/${REGION}`;
const DAY = 86_400;

const VAULT_INPUTS = {
  backupVaultId: "acme-backup",
  location: REGION,
  backupMinimumEnforcedRetentionDuration: `${DAY}s`,
  encryptionConfig: { kmsKeyName: keyIn(REGION) },
};
const PLAN_INPUTS = {
  backupPlanId: "acme-database",
  location: REGION,
  resourceType: "sqladmin.googleapis.com/Instance",
  backupVault: `${PLACE}/backupVaults/acme-backup`,
  backupRules: [rule(30, 1, 7)],
};

function rule(backupRetentionDays: number, startHourOfDay: number, endHourOfDay: number) {
  const backupWindow = { startHourOfDay, endHourOfDay };
  return {
    ruleId: "daily",
    backupRetentionDays,
    standardSchedule: { recurrenceType: "DAILY", timeZone: "UTC", backupWindow },
  };
}

interface Parts {
  readonly cloud: SimulatedStores;
  readonly vault: Made;
}

async function withVault(): Promise<Parts> {
  const cloud = new SimulatedStores().found();
  return { cloud, vault: await cloud.make(VAULT, VAULT_INPUTS) };
}

describe("a simulated backup vault", () => {
  it("has an id, a service account, and a name given once", async () => {
    const { cloud, vault } = await withVault();
    assert.equal(vault.id, `${PLACE}/backupVaults/acme-backup`);
    assert.match(
      String(vault.outputs["serviceAccount"]),
      /^vault-\d{12}-\d+@gcp-sa-backupdr-pr\.iam\.gserviceaccount\.com$/,
    );
    assert.equal(vault.inputs["accessRestriction"], "WITHIN_ORGANIZATION");
    await refused(
      cloud.make(VAULT, VAULT_INPUTS),
      `Error creating BackupVault: googleapi: Error 409: Resource '${vault.id}' already exists, alreadyExists`,
    );
  });

  it("lies under a key of its own region that Backup and DR may use, for good", async () => {
    const { cloud, vault } = await withVault();
    await assert.rejects(
      cloud.make(VAULT, { ...VAULT_INPUTS, backupVaultId: "acme-copy", location: "europe-west3" }),
      /cannot use the Cloud KMS key .*europe-west1/,
    );
    const other = { kmsKeyName: keyIn("europe-west3") };
    assert.deepEqual(cloud.changes(vault, { ...VAULT_INPUTS, encryptionConfig: other }), [
      "encryptionConfig.kmsKeyName!",
    ]);
  });

  it("holds on to what it has for a day at least, and longer in place", async () => {
    const { cloud, vault } = await withVault();
    const enforced = (days: number) => ({ ...VAULT_INPUTS, backupMinimumEnforcedRetentionDuration: `${days * DAY}s` });
    assert.equal(cloud.failures(VAULT, enforced(0.9)).length, 1);
    assert.deepEqual(cloud.failures(VAULT, enforced(1)), []);
    assert.deepEqual(cloud.changes(vault, enforced(35)), ["backupMinimumEnforcedRetentionDuration"]);
  });

  it("does not keep longer than a plan of its own says, unless told to", async () => {
    const { cloud, vault } = await withVault();
    await cloud.make(PLAN, PLAN_INPUTS);
    const longer = { ...VAULT_INPUTS, backupMinimumEnforcedRetentionDuration: `${35 * DAY}s` };
    await assert.rejects(cloud.change(vault, longer), /keeps backups for a shorter time; set force_update/);
    await cloud.change(vault, { ...longer, forceUpdate: true });
    const locked = await cloud.make(VAULT, {
      ...VAULT_INPUTS,
      backupVaultId: "acme-locked",
      backupMinimumEnforcedRetentionDuration: `${35 * DAY}s`,
      effectiveTime: "2026-12-01T00:00:00Z",
    });
    await assert.rejects(
      cloud.change(locked, { ...locked.inputs, backupMinimumEnforcedRetentionDuration: `${DAY}s` }),
      /The minimum enforced retention of a locked backup vault cannot be decreased/,
    );
  });

  it("goes only when nothing is in it and no plan names it", async () => {
    const { cloud, vault } = await withVault();
    const plan = await cloud.make(PLAN, PLAN_INPUTS);
    await assert.rejects(cloud.remove(vault), /is referenced by the backup plan/);
    await cloud.remove(plan);
    cloud.edit(VAULT, vault.id, { backupCount: 3 });
    await assert.rejects(cloud.remove(vault), /contains backups that are under enforced retention/);
    cloud.edit(VAULT, vault.id, { backupCount: 0 });
    await cloud.remove(vault);
    assert.deepEqual(cloud.ids(VAULT), []);
  });
});

describe("a simulated backup plan", () => {
  it("needs a vault that exists, a window of six hours, and keeps as long as the vault enforces", async () => {
    const { cloud } = await withVault();
    await assert.rejects(
      cloud.make(PLAN, { ...PLAN_INPUTS, backupVault: `${PLACE}/backupVaults/none` }),
      /'projects\/acme-prod\/locations\/europe-west1\/backupVaults\/none' was not found/,
    );
    assert.deepEqual(cloud.failures(PLAN, { ...PLAN_INPUTS, backupRules: [rule(30, 1, 6)] }), [
      "backupRules: the backup window must be at least 6 hours of one day",
    ]);
    assert.equal(cloud.failures(PLAN, { ...PLAN_INPUTS, backupRules: [rule(30, 20, 26)] }).length, 1);
    await assert.rejects(
      cloud.make(PLAN, { ...PLAN_INPUTS, backupRules: [rule(0, 1, 7)] }),
      /must be at least the minimum enforced retention/,
    );
  });

  it("keeps its vault, and changes schedule and retention in place", async () => {
    const { cloud } = await withVault();
    const plan = await cloud.make(PLAN, PLAN_INPUTS);
    assert.deepEqual(cloud.changes(plan, { ...PLAN_INPUTS, backupVault: "other", logRetentionDays: 7 }), [
      "backupVault!",
      "logRetentionDays",
    ]);
    assert.equal(
      cloud.changes(plan, { ...PLAN_INPUTS, backupRules: [rule(35, 2, 8)] }).some((path) => path.endsWith("!")),
      false,
    );
  });

  it("takes a database in once the vault's service may back it up, and moves it to another plan in place", async () => {
    const { cloud, vault } = await withVault();
    const plan = await cloud.make(PLAN, PLAN_INPUTS);
    const resource = `projects/${PROJECT}/instances/acme-production-database`;
    const inputs = {
      backupPlanAssociationId: "acme-database",
      location: REGION,
      resource,
      resourceType: "sqladmin.googleapis.com/Instance",
      backupPlan: plan.id,
    };
    await assert.rejects(cloud.make(ASSOCIATION, inputs), /acme-production-database' was not found/);
    await cloud.make("sql/databaseInstance:DatabaseInstance", SQL_INPUTS);
    await assert.rejects(cloud.make(ASSOCIATION, inputs), /needs roles\/backupdr\.cloudSqlOperator on/);
    await cloud.make("projects/iAMMember:IAMMember", {
      project: PROJECT,
      role: "roles/backupdr.cloudSqlOperator",
      member: `serviceAccount:${String(vault.outputs["serviceAccount"])}`,
    });
    const association = await cloud.make(ASSOCIATION, inputs);
    await assert.rejects(cloud.remove(plan), /is in use by/);
    const second = await cloud.make(PLAN, { ...PLAN_INPUTS, backupPlanId: "acme-database-copy" });
    assert.deepEqual(cloud.changes(association, { ...inputs, backupPlan: second.id }), ["backupPlan"]);
    await cloud.change(association, { ...inputs, backupPlan: second.id });
    await cloud.remove(plan);
  });
});
