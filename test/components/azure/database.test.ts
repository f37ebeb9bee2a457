import assert from "node:assert/strict";
import { find, isTaggableOnAzure, listed, ofType } from "../../harness/azure-recording.ts";
import { keyUri, keyUserId, recordAzureDatabase, SUBNET_IDS, zoneId } from "../../harness/azure-stores.ts";
import type { Recording, Registration } from "../../harness/recorded-registrations.ts";
import { DEDICATED_CASES } from "../../harness/store-blueprints.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const SERVER = "azure-native:dbforpostgresql:Server";
const CONFIGURATION = "azure-native:dbforpostgresql:Configuration";

const WRITER_PARTS = [
  "azure-native:authorization:ManagementLockByScope database-writer-lock",
  "azure-native:authorization:RoleAssignment database-grant-backup",
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra database-administrator-admin",
  "azure-native:dbforpostgresql:Database database-database",
  "azure-native:dbforpostgresql:Server database-writer",
];

/** What Azure takes at creation only (`replaceOn` and `nativeReplaces` of the replacement facts). */
const CREATE_ONLY = [
  "administratorLogin",
  "availabilityZone",
  "backup.geoRedundantBackup",
  "createMode",
  "dataEncryption",
  "identity",
  "location",
  "network",
  "resourceGroupName",
  "serverName",
  "version",
];

function at(inputs: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], inputs);
}

function withoutConfigurations(recording: Recording<unknown>): readonly string[] {
  return listed(recording).filter((line) => !line.startsWith(CONFIGURATION));
}

function servers(recording: Recording<unknown>): readonly Registration[] {
  return ofType(recording, SERVER);
}

describe("AzureDatabase", () => {
  it("makes one server per node, and for one node no standby", async () => {
    assert.deepEqual(withoutConfigurations(await recordAzureDatabase("standard")), WRITER_PARTS);
    assert.deepEqual(withoutConfigurations(await recordAzureDatabase("premium")), [
      ...WRITER_PARTS.slice(0, 4),
      "azure-native:dbforpostgresql:Server database-reader-b",
      ...WRITER_PARTS.slice(4),
    ]);
    const enterprise = await recordAzureDatabase("enterprise");
    assert.deepEqual(
      servers(enterprise).map(({ name, inputs }) => [
        name.replace("acme-production-database-", ""),
        inputs["availabilityZone"],
      ]),
      [
        ["writer", "1"],
        ["reader-b", "2"],
        ["reader-c", "3"],
      ],
    );
  });

  it("sets the writer up as the blueprint says", async () => {
    const { tags, ...inputs } = find(await recordAzureDatabase("premium"), "database-writer").inputs;
    assert.deepEqual(tags, {
      component: "database",
      "data-class": "confidential",
      environment: "production",
      "managed-by": "leasehold",
      owner: "platform-acme-example",
      region: "westeurope",
      tenant: "acme",
      tier: "premium",
    });
    assert.deepEqual(inputs, {
      administratorLogin: "leasehold",
      administratorLoginPassword: "not-a-password",
      authConfig: {
        activeDirectoryAuth: "Enabled",
        passwordAuth: "Enabled",
        tenantId: "99999999-8888-7777-6666-555555555555",
      },
      availabilityZone: "1",
      backup: { backupRetentionDays: 30, geoRedundantBackup: "Disabled" },
      createMode: "Default",
      dataEncryption: {
        type: "AzureKeyVault",
        primaryKeyURI: keyUri("data"),
        primaryUserAssignedIdentityId: keyUserId("data"),
      },
      highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "2" },
      identity: { type: "UserAssigned", userAssignedIdentities: { [keyUserId("data")]: {} } },
      location: "westeurope",
      maintenanceWindow: { customWindow: "Enabled", dayOfWeek: 0, startHour: 3, startMinute: 0 },
      network: { delegatedSubnetResourceId: SUBNET_IDS.database, privateDnsZoneArmResourceId: zoneId("database") },
      resourceGroupName: "rg-acme-production",
      serverName: "acme-production-38294fb1-database",
      sku: { name: "Standard_D8ds_v5", tier: "GeneralPurpose" },
      storage: { autoGrow: "Enabled", storageSizeGB: 128, tier: "P30", type: "Premium_LRS" },
      version: "17",
    });
  });

  it("keeps the password a secret", async () => {
    assert.deepEqual(find(await recordAzureDatabase("standard"), "database-writer").secretInputs, [
      "administratorLoginPassword",
    ]);
  });

  it("makes readers that follow the writer, under the same key, without standby and backups of their own", async () => {
    const { inputs } = find(await recordAzureDatabase("premium"), "database-reader-b");
    assert.equal(inputs["createMode"], "Replica");
    assert.equal(
      inputs["sourceServerResourceId"],
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-acme-production/providers/Microsoft.DBforPostgreSQL/flexibleServers/acme-production-38294fb1-database",
    );
    assert.equal(at(inputs, "highAvailability.mode"), "Disabled");
    assert.equal(at(inputs, "dataEncryption.primaryKeyURI"), keyUri("data"));
    for (const absent of ["backup", "version", "administratorLogin", "administratorLoginPassword", "authConfig"])
      assert.equal(inputs[absent], undefined, absent);
  });

  it("never changes between dedicated tiers what Azure takes at creation only", async () => {
    const createOnly = async (storeCase: (typeof DEDICATED_CASES)[number]): Promise<unknown[]> => {
      const { inputs } = find(await recordAzureDatabase(storeCase), "database-writer");
      return CREATE_ONLY.map((path) => [path, at(inputs, path)]);
    };
    const smallest = await createOnly("standard");
    for (const storeCase of DEDICATED_CASES) assert.deepEqual(await createOnly(storeCase), smallest, storeCase);
  });

  it("lets the engine plan the replacement where Azure would refuse an update, and forget zones after a failover", async () => {
    const writer = find(await recordAzureDatabase("premium"), "database-writer");
    assert.deepEqual(writer.replaceOnChanges, [
      "backup.geoRedundantBackup",
      "dataEncryption.type",
      "identity.type",
      "network.delegatedSubnetResourceId",
    ]);
    assert.deepEqual(writer.ignoreChanges, ["availabilityZone", "highAvailability.standbyAvailabilityZone"]);
  });

  it("protects the writer and its database, and lets readers go", async () => {
    const recording = await recordAzureDatabase("premium");
    const guarded = (name: string): unknown[] => {
      const { protect, retainOnDelete } = find(recording, name);
      return [protect, retainOnDelete];
    };
    assert.deepEqual(guarded("database-writer"), [true, true]);
    assert.deepEqual(guarded("database-database"), [true, true]);
    assert.deepEqual(guarded("database-reader-b"), [false, false]);
    assert.equal(find(recording, "database-writer-lock").inputs["level"], "CanNotDelete");
  });

  it("leaves a disposable stack without lock, protection, standby and pooler", async () => {
    const recording = await recordAzureDatabase("development");
    const { inputs, protect } = servers(recording)[0] as Registration;
    assert.equal(protect, false);
    assert.equal(at(inputs, "highAvailability.mode"), "Disabled");
    assert.deepEqual(inputs["sku"], { name: "Standard_B2s", tier: "Burstable" });
    assert.deepEqual(ofType(recording, "azure-native:authorization:ManagementLockByScope"), []);
    const names = ofType(recording, CONFIGURATION).map((configuration) =>
      String(configuration.inputs["configurationName"]),
    );
    assert.ok(names.length > 15);
    assert.ok(names.every((name) => !name.startsWith("pgbouncer")));
  });

  it("copies backups under the key of the paired region where that was decided at creation", async () => {
    const { inputs } = find(
      await recordAzureDatabase("premium", { backupCopyRegion: "northeurope" }),
      "database-writer",
    );
    assert.equal(at(inputs, "backup.geoRedundantBackup"), "Enabled");
    assert.deepEqual(inputs["dataEncryption"], {
      type: "AzureKeyVault",
      primaryKeyURI: keyUri("data"),
      primaryUserAssignedIdentityId: keyUserId("data"),
      geoBackupKeyURI: keyUri("data", "acme-standby"),
      geoBackupUserAssignedIdentityId: keyUserId("data-replica"),
    });
    assert.deepEqual(at(inputs, "identity.userAssignedIdentities"), {
      [keyUserId("data")]: {},
      [keyUserId("data-replica")]: {},
    });
  });

  it("makes admin alone an Entra administrator, and lets backup take backups", async () => {
    const recording = await recordAzureDatabase("standard");
    assert.deepEqual(find(recording, "database-administrator-admin").inputs, {
      objectId: "admin-object-id",
      principalName: "acme_admin",
      principalType: "ServicePrincipal",
      resourceGroupName: "rg-acme-production",
      serverName: "acme-production-38294fb1-database",
      tenantId: "99999999-8888-7777-6666-555555555555",
    });
    const { inputs } = find(recording, "database-grant-backup");
    assert.equal(inputs["principalId"], "backup-object-id");
    assert.equal(inputs["scope"], "acme-production-database-writer-id");
    assert.match(String(inputs["roleDefinitionId"]), /\/c088a766-074b-43ba-90d4-1fb21feae531$/);
  });

  it("offers its hosts, the pooler beside the database, and the users", async () => {
    const premium = (await recordAzureDatabase("premium")).result;
    const host = "acme-production-38294fb1-database.postgres.database.azure.com";
    assert.equal(await valueOf(premium.host), host);
    assert.equal(
      await valueOf(premium.readerHost),
      "acme-production-38294fb1-database-reader-b.postgres.database.azure.com",
    );
    assert.ok(premium.proxyHost);
    assert.equal(await valueOf(premium.proxyHost), host);
    assert.equal(premium.proxyPort, 6432);
    assert.equal(premium.port, 5432);
    assert.deepEqual(premium.users, { app: "acme_app", migration: "acme_migration", admin: "acme_admin" });
    const standard = (await recordAzureDatabase("standard")).result;
    assert.equal(await valueOf(standard.readerHost), host);
    assert.equal(standard.proxyHost, undefined);
    assert.equal(standard.proxyPort, undefined);
  });

  it("labels everything that can be labelled", async () => {
    const taggable = (await recordAzureDatabase("enterprise")).registrations.filter(({ type }) =>
      isTaggableOnAzure(type),
    );
    assert.equal(taggable.length, 3);
    for (const { inputs } of taggable) assert.equal(Object.keys(inputs["tags"] as object).length, 8);
  });
});
