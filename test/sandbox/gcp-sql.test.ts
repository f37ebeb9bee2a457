import assert from "node:assert/strict";
import { without } from "./aws-fixtures.ts";
import { keyIn, KEY, PROJECT, refused, SimulatedStores, SQL_INPUTS, withSettings } from "./gcp-stores.ts";

const INSTANCE = "sql/databaseInstance:DatabaseInstance";
const NAME = "acme-production-database";
const CREATING = `Error, failed to create instance ${NAME}: googleapi: Error`;
const UPDATING = `Error, failed to update instance settings for ${NAME}: googleapi: Error 400: Invalid request:`;
const DELETING = `Error, failed to delete instance ${NAME}: googleapi: Error 400:`;
const PLUS = { edition: "ENTERPRISE_PLUS", tier: "db-perf-optimized-N-8" };
const TAKEN = `${CREATING} 409: The Cloud SQL instance already exists. When you delete an instance, you can't reuse the name of the deleted instance until one week from the deletion date., instanceAlreadyExists`;

function tierFlaw(tier: string, edition: string, hint: string): string {
  return `${CREATING} 400: Invalid request: Invalid Tier (${tier}) for (${edition}) Edition. Use a predefined Tier like ${hint} instead., invalid`;
}

describe("the simulated Cloud SQL: an instance", () => {
  it("has names, links and an address in Google's formats", async () => {
    const cloud = new SimulatedStores().found();
    const { id, outputs } = await cloud.make(INSTANCE, SQL_INPUTS);
    assert.equal(id, NAME);
    assert.equal(outputs["connectionName"], `${PROJECT}:europe-west1:${NAME}`);
    assert.equal(
      outputs["selfLink"],
      `https://sqladmin.googleapis.com/sql/v1beta4/projects/${PROJECT}/instances/${NAME}`,
    );
    assert.match(String(outputs["privateIpAddress"]), /^10\.20\.6\.\d{1,3}$/);
    assert.deepEqual([outputs["publicIpAddress"], outputs["firstIpAddress"]], ["", outputs["privateIpAddress"]]);
    assert.match(
      String(outputs["serviceAccountEmailAddress"]),
      /^p\d{12}-[a-z0-9]{6}@gcp-sa-cloud-sql\.iam\.gserviceaccount\.com$/,
    );
    assert.equal("rootPasswordWo" in (cloud.record(INSTANCE, NAME)?.inputs ?? {}), false);
  });

  it("takes a machine type of its own edition only", async () => {
    const cloud = new SimulatedStores().found();
    const make = (settings: object): Promise<unknown> =>
      cloud.make(INSTANCE, withSettings(SQL_INPUTS, { ...settings }));
    const plus = { edition: "ENTERPRISE_PLUS" };
    await refused(make(plus), tierFlaw("db-custom-2-8192", "ENTERPRISE_PLUS", "db-perf-optimized-N-*"));
    await refused(make({ tier: PLUS.tier }), tierFlaw(PLUS.tier, "ENTERPRISE", "db-custom-CPU-RAM"));
    for (const tier of [
      "db-custom-3-8192",
      "db-custom-2-8191",
      "db-custom-2-3584",
      "db-custom-2-13568",
      "db-custom-98-131072",
      "m5.large",
    ])
      await refused(make({ tier }), tierFlaw(tier, "ENTERPRISE", "db-custom-CPU-RAM"));
    await make({ tier: "db-custom-2-13312" });
  });

  it("needs a peered network, and a key in its region that its agent may use", async () => {
    const bare = new SimulatedStores();
    await refused(
      bare.make(INSTANCE, SQL_INPUTS),
      `${CREATING} 400: Invalid request: Incorrect Service Networking config for instance: ${PROJECT}:${NAME}:NETWORK_NOT_PEERED., invalid`,
    );
    await refused(
      bare.make(INSTANCE, withSettings(SQL_INPUTS, { ipConfiguration: { ipv4Enabled: false } })),
      `${CREATING} 400: Invalid request: At least one of Public IP, Private IP or PSC connectivity must be enabled., invalid`,
    );
    const cloud = new SimulatedStores().found("europe-west3");
    const elsewhere = keyIn("europe-west3");
    await refused(
      cloud.make(INSTANCE, { ...SQL_INPUTS, encryptionKeyName: elsewhere }),
      `${CREATING} 400: Invalid request: The KMS key ${elsewhere} must be in the region of the instance, europe-west1., invalid`,
    );
    const unknown = KEY.replace(/data$/, "other");
    await refused(
      cloud.make(INSTANCE, { ...SQL_INPUTS, encryptionKeyName: unknown }),
      `${CREATING} 400: Invalid request: The KMS key ${unknown} does not exist., invalid`,
    );
  });

  it("keeps the log no longer than its edition, and has a standby or poolers only with what they need", async () => {
    const cloud = new SimulatedStores().found();
    const refuse = (settings: object, words: string): Promise<void> =>
      refused(
        cloud.make(INSTANCE, withSettings(SQL_INPUTS, { ...settings })),
        `${CREATING} 400: Invalid request: ${words}., invalid`,
      );
    const backup = {
      enabled: true,
      pointInTimeRecoveryEnabled: true,
      backupRetentionSettings: { retainedBackups: 35 },
    };
    await refuse(
      { backupConfiguration: { ...backup, transactionLogRetentionDays: 8 } },
      "transactionLogRetentionDays must be between 1 and 7 for the (ENTERPRISE) Edition",
    );
    await refuse(
      {
        backupConfiguration: {
          ...backup,
          backupRetentionSettings: { retainedBackups: 6 },
          transactionLogRetentionDays: 7,
        },
      },
      "The number of retained backups must be greater than or equal to the number of transaction log retention days",
    );
    await refuse(
      { availabilityType: "REGIONAL", backupConfiguration: { enabled: true } },
      "Regional availability requires backups and point-in-time recovery to be enabled",
    );
    await refuse(
      { connectionPoolConfigs: [{ connectionPoolingEnabled: true }] },
      "Managed connection pooling is only supported for the (ENTERPRISE_PLUS) Edition",
    );
    await cloud.make(
      INSTANCE,
      withSettings(SQL_INPUTS, { ...PLUS, backupConfiguration: { ...backup, transactionLogRetentionDays: 35 } }),
    );
  });

  it("is named as Google allows, with its project within 98 characters", () => {
    const cloud = new SimulatedStores();
    const failures = (name: string): readonly string[] => cloud.failures(INSTANCE, { ...SQL_INPUTS, name });
    const rest = 98 - `${PROJECT}:`.length;
    assert.deepEqual(failures("a".repeat(rest)), []);
    assert.deepEqual(failures("a".repeat(rest + 1)), ["name: project and name must not exceed 98 characters together"]);
    for (const name of ["Acme", "1acme", "acme-"]) assert.equal(failures(name).length, 1, name);
  });

  it("changes size, edition and availability in place, and goes back in none of edition and version", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(INSTANCE, SQL_INPUTS);
    const larger = withSettings(SQL_INPUTS, { ...PLUS, availabilityType: "REGIONAL", diskSize: 1000 });
    assert.deepEqual(cloud.changes(made, larger), [
      "settings.availabilityType",
      "settings.diskSize",
      "settings.edition",
      "settings.tier",
    ]);
    const changed = await cloud.change(made, larger);
    await refused(
      cloud.change(changed, withSettings(larger, { edition: "ENTERPRISE", tier: "db-custom-2-8192" })),
      `${UPDATING} The edition cannot be changed from ENTERPRISE_PLUS to ENTERPRISE., invalid`,
    );
    await refused(
      cloud.change(changed, { ...larger, databaseVersion: "POSTGRES_16" }),
      `${UPDATING} The database version cannot be downgraded from POSTGRES_17 to POSTGRES_16., invalid`,
    );
  });

  it("is replaced for its key, name or region; and keeps its disk where a smaller one is asked for", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(INSTANCE, SQL_INPUTS);
    assert.deepEqual(cloud.changes(made, { ...SQL_INPUTS, encryptionKeyName: "other" }), ["encryptionKeyName!"]);
    assert.deepEqual(cloud.changes(made, { ...SQL_INPUTS, region: "europe-west3" }), ["region!"]);
    assert.deepEqual(cloud.changes(made, withSettings(SQL_INPUTS, { diskSize: 50 })), []);
    assert.deepEqual(cloud.changes(made, withSettings(SQL_INPUTS, { diskSize: 50, diskAutoresize: false })), [
      "settings.diskAutoresize",
      "settings.diskSize!",
    ]);
    await cloud.change(made, withSettings(SQL_INPUTS, { diskSize: 50, tier: "db-custom-4-16384" }));
    const settings = cloud.record(INSTANCE, NAME)?.inputs["settings"] as { diskSize: number; tier: string };
    assert.deepEqual([settings.diskSize, settings.tier], [100, "db-custom-4-16384"]);
  });

  it("has replicas of its own kind, which it lists and which go first", async () => {
    const cloud = new SimulatedStores().found();
    const primary = await cloud.make(INSTANCE, SQL_INPUTS);
    const replica = {
      ...without(SQL_INPUTS, "rootPasswordWo", "rootPasswordWoVersion"),
      name: `${NAME}-reader-b`,
      masterInstanceName: NAME,
    };
    const creating = `Error, failed to create instance ${NAME}-reader-b: googleapi: Error 400: Invalid request:`;
    await refused(
      cloud.make(INSTANCE, { ...replica, masterInstanceName: "nobody" }),
      `${creating} The primary instance nobody does not exist., invalid`,
    );
    await refused(
      cloud.make(INSTANCE, withSettings(replica, PLUS)),
      `${creating} The edition of a replica must be that of its primary instance., invalid`,
    );
    const reader = await cloud.make(INSTANCE, replica);
    assert.equal(reader.outputs["instanceType"], "READ_REPLICA_INSTANCE");
    assert.deepEqual((await cloud.read(primary))?.["replicaNames"], [reader.id]);
    const sealed = cloud.record(INSTANCE, NAME)?.outputs["replicaConfiguration"];
    await cloud.change(primary, withSettings(SQL_INPUTS, { userLabels: { tier: "premium" } }));
    assert.equal(cloud.record(INSTANCE, NAME)?.outputs["replicaConfiguration"], sealed);
    await refused(
      cloud.remove(primary),
      `${DELETING} Invalid request: The instance has replicas, which must be deleted first: ${NAME}-reader-b., invalid`,
    );
    await cloud.remove(reader);
    assert.deepEqual((await cloud.read(primary))?.["replicaNames"], []);
    await cloud.remove(primary);
  });
});

describe("the simulated Cloud SQL: the end of an instance", () => {
  it("is refused while either protection is on", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(INSTANCE, {
      ...withSettings(SQL_INPUTS, { deletionProtectionEnabled: true }),
      deletionProtection: true,
    });
    await refused(
      cloud.remove(made),
      "Error, failed to delete instance because deletion_protection is set to true. Set it to false to proceed with instance deletion.",
    );
    const half = await cloud.change(made, withSettings(SQL_INPUTS, { deletionProtectionEnabled: true }));
    await refused(
      cloud.remove(half),
      `${DELETING} The instance is protected. Please disable the deletion protection and try again., invalid`,
    );
    await cloud.remove(await cloud.change(half, SQL_INPUTS));
  });

  it("leaves the name behind for a week, and a final backup where one is owed", async () => {
    const cloud = new SimulatedStores().found();
    const settings = { finalBackupConfig: { enabled: true, retentionDays: 365 } };
    const made = await cloud.make(INSTANCE, withSettings(SQL_INPUTS, settings));
    await refused(cloud.make(INSTANCE, SQL_INPUTS), TAKEN);
    await cloud.remove(made);
    assert.equal(await cloud.read(made), undefined);
    await refused(cloud.make(INSTANCE, SQL_INPUTS), TAKEN);
    const backup = cloud.record("sql/backup:Backup", `${NAME}-final`);
    assert.deepEqual([backup?.outputs["kmsKey"], backup?.outputs["ttlDays"]], [KEY, 365]);
    cloud.edit(INSTANCE, NAME, { deletionTime: "2026-01-01T00:00:00Z" });
    assert.equal((await cloud.make(INSTANCE, SQL_INPUTS)).outputs["state"], "RUNNABLE");
    assert.notEqual(await cloud.read(made), undefined);
  });
});
