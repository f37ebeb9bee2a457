import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { textBelow } from "./cloud-fixture.ts";
import { answer, BURST_SIZE, GROUP_ID, readerInputs, SERVER_INPUTS, StoreCloud } from "./azure-stores-fixture.ts";

const SERVER = "dbforpostgresql:Server";

function standbyIn(zone: string): Properties {
  return { highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: zone } };
}

describe("the simulated PostgreSQL flexible server", () => {
  it("has an id and a host name, and never keeps its password in clear", async () => {
    const cloud = await StoreCloud.withGroup();
    const made = await cloud.make(SERVER, SERVER_INPUTS);
    assert.equal(made.id, `${GROUP_ID}/providers/Microsoft.DBforPostgreSQL/flexibleServers/acme-db`);
    assert.equal(made.outputs["fullyQualifiedDomainName"], "acme-db.postgres.database.azure.com");
    assert.deepEqual(
      [made.outputs["minorVersion"], made.outputs["state"], made.outputs["replicaCapacity"]],
      ["7", "Ready", 5],
    );
    assert.doesNotMatch(textBelow(cloud.root), /not-a-password/);
  });

  it("is named as Azure allows, once in the world", async () => {
    const cloud = await StoreCloud.withGroup();
    for (const serverName of ["Acme", "-acme", "acme-", "acme_db", "a".repeat(64)])
      await assert.rejects(cloud.make(SERVER, { ...SERVER_INPUTS, serverName }), /is an invalid name/);
    await assert.rejects(
      cloud.make(SERVER, { ...SERVER_INPUTS, serverName: "ab" }),
      answer("400 InvalidServerName", "The server name 'ab' must have at least 3 characters."),
    );
    await cloud.make(SERVER, SERVER_INPUTS);
    const other = await StoreCloud.withGroup({ account: "99999999-2222-3333-4444-555555555555", root: cloud.root });
    await assert.rejects(
      other.make(SERVER, SERVER_INPUTS),
      answer("409 ServerNameAlreadyExists", "Specified server name 'acme-db' is already used."),
    );
  });

  it("checks ranges before anything is made", async () => {
    const cloud = await StoreCloud.withGroup();
    const backup = (backupRetentionDays: number): Properties => ({ ...SERVER_INPUTS, backup: { backupRetentionDays } });
    for (const days of [6, 36]) {
      await assert.rejects(cloud.make(SERVER, backup(days)), {
        message: `backup.backupRetentionDays: expected 7 to 35, got ${days}`,
      });
    }
    await assert.rejects(
      cloud.make(SERVER, { ...SERVER_INPUTS, storage: { storageSizeGB: 100 } }),
      /expected one of 32, 64, 128/,
    );
    for (const administratorLogin of ["admin", "azure_superuser", "pg_leasehold"]) {
      await assert.rejects(cloud.make(SERVER, { ...SERVER_INPUTS, administratorLogin }), {
        message: `administratorLogin: '${administratorLogin}' is a reserved name`,
      });
    }
    await assert.rejects(
      cloud.make(SERVER, { ...SERVER_INPUTS, administratorLoginPassword: undefined }),
      answer(
        "400 MissingRequiredParameter",
        "The parameter 'administratorLoginPassword' is missing: password authentication is enabled.",
      ),
    );
  });

  it("has a standby in another zone, and none on a burst size", async () => {
    const cloud = await StoreCloud.withGroup();
    await assert.rejects(
      cloud.make(SERVER, { ...SERVER_INPUTS, ...BURST_SIZE, ...standbyIn("2") }),
      answer("400 HANotSupportedForBurstable", "High availability is not supported for the Burstable compute tier."),
    );
    await assert.rejects(
      cloud.make(SERVER, { ...SERVER_INPUTS, ...standbyIn("1") }),
      answer(
        "400 InvalidStandbyAvailabilityZone",
        "The standby availability zone '1' must differ from the availability zone of the server.",
      ),
    );
    const made = await cloud.make(SERVER, { ...SERVER_INPUTS, ...standbyIn("2") });
    await assert.rejects(
      cloud.change(made, standbyIn("3")),
      answer(
        "400 StandbyZoneChangeNotAllowed",
        "The standby availability zone cannot be changed from '2' to '3' while high availability is enabled.",
      ),
    );
    const alone = await cloud.change(made, { highAvailability: { mode: "Disabled" } });
    await cloud.change(alone, standbyIn("3"));
  });

  it("grows and is upgraded in place, and never the other way", async () => {
    const cloud = await StoreCloud.withGroup();
    const made = await cloud.make(SERVER, { ...SERVER_INPUTS, version: "16" });
    const grown = await cloud.change(made, {
      storage: { ...SERVER_INPUTS.storage, storageSizeGB: 256 },
      version: "17",
    });
    await assert.rejects(
      cloud.change(grown, { storage: SERVER_INPUTS.storage }),
      answer("400 StorageSizeCannotBeReduced", "Storage size cannot be reduced from 256 GB to 128 GB."),
    );
    await assert.rejects(
      cloud.change(grown, { version: "16" }),
      answer(
        "400 InvalidVersionChange",
        "The major version cannot be changed from 17 to 16: a downgrade is not supported.",
      ),
    );
    await cloud.change(grown, { sku: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" } });
  });

  it("is replaced for its name, zone and administrator, and refuses the rest of what is fixed at creation", async () => {
    const cloud = await StoreCloud.withGroup();
    const made = await cloud.make(SERVER, { ...SERVER_INPUTS, identity: { type: "UserAssigned" } });
    assert.deepEqual(cloud.replacing(made, { serverName: "acme-other" }), ["serverName"]);
    assert.deepEqual(cloud.replacing(made, { availabilityZone: "2" }), ["availabilityZone"]);
    assert.deepEqual(cloud.replacing(made, { administratorLogin: "other" }), ["administratorLogin"]);
    await assert.rejects(
      cloud.change(made, { backup: { backupRetentionDays: 30, geoRedundantBackup: "Enabled" } }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'backup.geoRedundantBackup' is not allowed."),
    );
    await assert.rejects(
      cloud.change(made, { dataEncryption: { type: "AzureKeyVault" } }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'dataEncryption' is not allowed."),
    );
    await assert.rejects(
      cloud.change(made, { identity: { type: "SystemAssigned" } }),
      answer("400 InvalidIdentityChange", "The identity of the server cannot be changed from UserAssigned."),
    );
  });

  it("is followed by at most five readers, none of them of a burst size or with a standby", async () => {
    const cloud = await StoreCloud.withGroup();
    const burst = await cloud.make(SERVER, { ...SERVER_INPUTS, ...BURST_SIZE, serverName: "acme-burst" }, "burst");
    await assert.rejects(
      cloud.make(SERVER, readerInputs(burst, "acme-burst-b")),
      answer("400 ReplicaNotSupportedForBurstable", "Read replicas are not supported for the Burstable compute tier."),
    );
    const writer = await cloud.make(SERVER, SERVER_INPUTS, "writer");
    await assert.rejects(
      cloud.make(SERVER, readerInputs(writer, "acme-db-b", standbyIn("2"))),
      answer("400 HANotSupportedForReplica", "High availability is not supported for a read replica."),
    );
    for (const key of ["b", "c", "d", "e", "f"]) await cloud.make(SERVER, readerInputs(writer, `acme-db-${key}`), key);
    await assert.rejects(
      cloud.make(SERVER, readerInputs(writer, "acme-db-g"), "g"),
      answer("400 ReplicaCountExceeded", "The server 'acme-db' already has 5 read replicas."),
    );
  });

  it("never outgrows its readers, and stays while one follows", async () => {
    const cloud = await StoreCloud.withGroup();
    const writer = await cloud.make(SERVER, SERVER_INPUTS, "writer");
    const follower = await cloud.make(SERVER, readerInputs(writer, "acme-db-b"), "reader-b");
    const smaller = answer(
      "400 ReplicaSmallerThanPrimary",
      "Compute and storage of the primary server must not exceed those of its read replica 'acme-db-b'. Scale the replica up first.",
    );
    const large = { sku: { name: "Standard_D8ds_v5", tier: "GeneralPurpose" } };
    await assert.rejects(cloud.change(writer, large), smaller);
    await assert.rejects(cloud.change(writer, { storage: { ...SERVER_INPUTS.storage, storageSizeGB: 256 } }), smaller);
    const grown = await cloud.change(follower, large);
    await cloud.change(writer, large);
    await assert.rejects(cloud.change(grown, { sku: SERVER_INPUTS.sku }), smaller);
    await assert.rejects(
      cloud.change(writer, { ...large, version: "18" }),
      answer(
        "400 MajorVersionUpgradeNotSupported",
        "The server 'acme-db' has read replicas. Delete them before the major version upgrade, and create them again after it.",
      ),
    );
    await assert.rejects(
      cloud.remove(writer),
      answer(
        "409 ServerHasReplicas",
        "The server 'acme-db' cannot be deleted because it has the read replicas acme-db-b. Delete them first.",
      ),
    );
    await cloud.remove(grown);
    await cloud.remove(writer);
    assert.deepEqual(cloud.ids(SERVER), []);
  });

  it("copies backups of a server under one's own key only with a key in the paired region", async () => {
    const cloud = await StoreCloud.withGroup();
    await assert.rejects(
      cloud.make(SERVER, {
        ...SERVER_INPUTS,
        backup: { backupRetentionDays: 30, geoRedundantBackup: "Enabled" },
        dataEncryption: { type: "AzureKeyVault" },
      }),
      answer(
        "400 GeoBackupKeyMissing",
        "A server with a customer managed key and geo-redundant backup needs a key and an identity in the paired region.",
      ),
    );
  });
});
