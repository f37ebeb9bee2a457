import assert from "node:assert/strict";
import { GcpDatabase } from "../../../components/gcp/database.ts";
import { createProviders } from "../../../components/gcp/provider.ts";
import { find, listed } from "../../harness/aws-recording.ts";
import {
  gcpDatabaseArgs,
  gcpStack,
  keyName,
  MASTER_PASSWORD,
  PROJECT,
  recordGcpDatabase,
} from "../../harness/gcp-stores.ts";
import { record } from "../../harness/recorded-registrations.ts";
import type { Registration } from "../../harness/recorded-registrations.ts";
import { DEDICATED_CASES } from "../../harness/store-blueprints.ts";
import type { StoreCase } from "../../harness/store-blueprints.ts";

const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";

const EVERY_TIER = [
  "gcp:projects/iAMMember:IAMMember database-grant-admin-connect",
  "gcp:projects/iAMMember:IAMMember database-grant-admin-login",
  "gcp:projects/iAMMember:IAMMember database-grant-app-connect",
  "gcp:projects/iAMMember:IAMMember database-grant-app-login",
  "gcp:projects/iAMMember:IAMMember database-grant-backup",
  "gcp:projects/iAMMember:IAMMember database-grant-migration-connect",
  "gcp:projects/iAMMember:IAMMember database-grant-migration-login",
  "gcp:sql/database:Database database-first",
  "gcp:sql/databaseInstance:DatabaseInstance database-primary",
  "gcp:sql/user:User database-user-admin",
  "gcp:sql/user:User database-user-app",
  "gcp:sql/user:User database-user-migration",
];
const READER_B = `${INSTANCE} database-reader-b`;
const READER_C = `${INSTANCE} database-reader-c`;

const EXPECTED: Readonly<Record<StoreCase, readonly string[]>> = {
  development: EVERY_TIER,
  standard: EVERY_TIER,
  premium: [...EVERY_TIER, READER_B],
  enterprise: [...EVERY_TIER, READER_B, READER_C],
};

/** What Google replaces an instance for (`replaceOn` of the replacement facts, and what replaces under a condition). */
function replacingInputs({ inputs }: Registration): unknown {
  const { encryptionKeyName, name, project, region, masterInstanceName, replicaConfiguration } = inputs;
  const { collation, ipConfiguration } = settingsOf(inputs);
  return {
    encryptionKeyName,
    name,
    project,
    region,
    masterInstanceName,
    replicaConfiguration,
    collation,
    ipConfiguration,
  };
}

type Settings = Readonly<Record<string, unknown>>;

function settingsOf(inputs: Readonly<Record<string, unknown>>): Settings {
  return inputs["settings"] as Settings;
}

describe("GcpDatabase", () => {
  for (const storeCase of Object.keys(EXPECTED) as StoreCase[]) {
    it(`registers exactly these resources in ${storeCase}`, async () => {
      assert.deepEqual(listed(await recordGcpDatabase(storeCase)), [...EXPECTED[storeCase]].sort());
    });
  }

  it("sets the primary up as the blueprint says", async () => {
    const recording = await recordGcpDatabase("enterprise");
    const { settings, ...inputs } = find(recording, "database-primary").inputs;
    assert.deepEqual(inputs, {
      databaseVersion: "POSTGRES_17",
      deletionProtection: true,
      encryptionKeyName: keyName("data"),
      finalBackupDescription: "Final backup of acme-production",
      name: "acme-production-database",
      project: PROJECT,
      region: "europe-west1",
      rootPasswordWo: MASTER_PASSWORD,
      rootPasswordWoVersion: "1",
    });
    const { databaseFlags, userLabels, ...rest } = settings as Settings;
    assert.deepEqual(rest, {
      activationPolicy: "ALWAYS",
      availabilityType: "REGIONAL",
      backupConfiguration: {
        enabled: true,
        startTime: "01:00",
        location: "europe-west1",
        backupRetentionSettings: { retainedBackups: 30, retentionUnit: "COUNT" },
        pointInTimeRecoveryEnabled: true,
        transactionLogRetentionDays: 7,
      },
      connectionPoolConfigs: [
        {
          connectionPoolingEnabled: true,
          flags: [
            { name: "pool_mode", value: "transaction" },
            { name: "max_pool_size", value: "25" },
            { name: "client_connection_idle_timeout", value: "1800" },
          ],
        },
      ],
      deletionProtectionEnabled: true,
      diskAutoresize: true,
      diskAutoresizeLimit: 200,
      diskSize: 100,
      diskType: "PD_SSD",
      edition: "ENTERPRISE_PLUS",
      finalBackupConfig: { enabled: true, retentionDays: 365 },
      insightsConfig: { queryInsightsEnabled: true, recordApplicationTags: true, recordClientAddress: true },
      ipConfiguration: {
        ipv4Enabled: false,
        privateNetwork: `projects/${PROJECT}/global/networks/acme-production-vpc`,
        sslMode: "ENCRYPTED_ONLY",
        serverCaMode: "GOOGLE_MANAGED_CAS_CA",
        serverCertificateRotationMode: "AUTOMATIC_ROTATION_DURING_MAINTENANCE",
      },
      locationPreference: { zone: "europe-west1-b" },
      maintenanceWindow: { day: 7, hour: 3, updateTrack: "stable" },
      retainBackupsOnDelete: true,
      tier: "db-perf-optimized-N-32",
    });
    assert.deepEqual(databaseFlags, [
      { name: "cloudsql.iam_authentication", value: "on" },
      { name: "cloudsql.enable_pgaudit", value: "on" },
      { name: "pgaudit.log", value: "role,ddl" },
      { name: "password_encryption", value: "scram-sha-256" },
      { name: "max_connections", value: "1000" },
      { name: "log_min_duration_statement", value: "500" },
      { name: "log_connections", value: "on" },
      { name: "log_disconnections", value: "on" },
      { name: "log_lock_waits", value: "on" },
      { name: "idle_in_transaction_session_timeout", value: "300000" },
    ]);
    assert.deepEqual(userLabels, {
      component: "database",
      "data-class": "confidential",
      tenant: "acme",
      tier: "enterprise",
      environment: "production",
      region: "europe-west1",
      owner: "platform-acme-example",
      "managed-by": "leasehold",
    });
  });

  it("hides the master password and keeps names and zones that a failover or Google chose", async () => {
    const primary = find(await recordGcpDatabase("premium"), "database-primary");
    assert.deepEqual(primary.secretInputs, ["rootPasswordWo"]);
    assert.deepEqual(primary.ignoreChanges, ["name", "settings.locationPreference"]);
  });

  it("has a standby from two nodes on, and a replica in its own zone per reader", async () => {
    const standard = find(await recordGcpDatabase("standard"), "database-primary").inputs;
    assert.deepEqual(
      [settingsOf(standard)["availabilityType"], settingsOf(standard)["edition"]],
      ["ZONAL", "ENTERPRISE"],
    );
    const recording = await recordGcpDatabase("enterprise");
    const { inputs, dependencies } = find(recording, "database-reader-c");
    const settings = settingsOf(inputs);
    assert.ok(dependencies.includes("acme-production-database-primary"));
    assert.deepEqual(
      [inputs["name"], inputs["masterInstanceName"], inputs["encryptionKeyName"], inputs["deletionProtection"]],
      ["acme-production-database-reader-c", "acme-production-database", keyName("data"), false],
    );
    assert.deepEqual(
      [settings["availabilityType"], settings["locationPreference"], settings["tier"], settings["edition"]],
      ["ZONAL", { zone: "europe-west1-d" }, "db-perf-optimized-N-32", "ENTERPRISE_PLUS"],
    );
    assert.equal("backupConfiguration" in settings, false);
    const flags = settings["databaseFlags"] as { name: string; value: string }[];
    assert.equal(flags.find(({ name }) => name === "max_connections")?.value, "5000");
  });

  it("never changes between dedicated tiers what would replace an instance", async () => {
    const smallest = replacingInputs(find(await recordGcpDatabase("standard"), "database-primary"));
    for (const storeCase of DEDICATED_CASES) {
      assert.deepEqual(
        replacingInputs(find(await recordGcpDatabase(storeCase), "database-primary")),
        smallest,
        storeCase,
      );
    }
  });

  it("protects what holds data, and lets readers go", async () => {
    const recording = await recordGcpDatabase("enterprise");
    const isProtected = (name: string): readonly [boolean, boolean] => {
      const { protect, retainOnDelete } = find(recording, name);
      return [protect, retainOnDelete];
    };
    assert.deepEqual(isProtected("database-primary"), [true, true]);
    assert.deepEqual(isProtected("database-first"), [true, true]);
    assert.deepEqual(isProtected("database-reader-b"), [false, false]);
    assert.deepEqual(isProtected("database-user-app"), [false, false]);
  });

  it("lets a stack on its way out go, with a final backup", async () => {
    const { inputs, protect, retainOnDelete } = find(
      await recordGcpDatabase("standard", {}, "decommissioning"),
      "database-primary",
    );
    const settings = settingsOf(inputs);
    assert.deepEqual([protect, retainOnDelete, inputs["deletionProtection"]], [false, false, false]);
    assert.deepEqual(
      [settings["deletionProtectionEnabled"], settings["retainBackupsOnDelete"], settings["finalBackupConfig"]],
      [false, true, { enabled: true, retentionDays: 365 }],
    );
  });

  it("leaves nothing of a disposable stack behind, not even its name", async () => {
    const { inputs, protect } = find(await recordGcpDatabase("development"), "database-primary");
    const settings = settingsOf(inputs);
    assert.deepEqual([protect, inputs["deletionProtection"], "name" in inputs], [false, false, false]);
    assert.deepEqual(
      [settings["deletionProtectionEnabled"], settings["retainBackupsOnDelete"], settings["finalBackupConfig"]],
      [false, false, { enabled: false }],
    );
    assert.equal("finalBackupDescription" in inputs, false);
  });

  it("refuses a pooler in an edition that cannot have one, and secrets without the master password", async () => {
    await assert.rejects(
      recordGcpDatabase("premium", { edition: "ENTERPRISE" }),
      new Error("database.edition: got ENTERPRISE, expected ENTERPRISE_PLUS, the only one with a connection pooler"),
    );
    const args = { ...gcpDatabaseArgs("standard"), generated: {} };
    await assert.rejects(
      record(
        () => new GcpDatabase("acme-production-database", args, { providers: createProviders(gcpStack("standard")) }),
      ),
      new Error("the stack's secrets hold no generated database-master, which the database's master user needs"),
    );
  });
});
