import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { answer, GROUP_ID, type MadeStore, StoreCloud } from "./azure-stores-fixture.ts";

const CLUSTER = "redisenterprise:RedisEnterprise";
const DATABASE = "redisenterprise:Database";
const ACCESS = "redisenterprise:AccessPolicyAssignment";

const INPUTS = {
  clusterName: "acme-cache",
  location: "westeurope",
  publicNetworkAccess: "Disabled",
  highAvailability: "Enabled",
  sku: { name: "Balanced_B3" },
};
const DATABASE_INPUTS = {
  clusterName: "acme-cache",
  databaseName: "default",
  clusteringPolicy: "OSSCluster",
  port: 10_000,
};

function access(name: string, objectId: string): Properties {
  return {
    clusterName: "acme-cache",
    databaseName: "default",
    accessPolicyAssignmentName: name,
    accessPolicyName: "default",
    user: { objectId },
  };
}

async function withDatabase(): Promise<{ cloud: StoreCloud; cluster: MadeStore; database: MadeStore }> {
  const cloud = await StoreCloud.withGroup();
  const cluster = await cloud.make(CLUSTER, INPUTS, "cluster");
  return { cloud, cluster, database: await cloud.make(DATABASE, DATABASE_INPUTS, "database") };
}

describe("the simulated Azure Managed Redis", () => {
  it("has an id and a host name of its region", async () => {
    const { cluster, database } = await withDatabase();
    assert.equal(cluster.id, `${GROUP_ID}/providers/Microsoft.Cache/redisEnterprise/acme-cache`);
    assert.equal(cluster.outputs["hostName"], "acme-cache.westeurope.redis.azure.net");
    assert.equal(cluster.outputs["redundancyMode"], "ZR");
    assert.equal(database.id, `${cluster.id}/databases/default`);
  });

  it("is named as Azure allows, once per region", async () => {
    const cloud = await StoreCloud.withGroup();
    for (const clusterName of ["acme--cache", "-acme", "acme_cache", "a".repeat(61)])
      await assert.rejects(cloud.make(CLUSTER, { ...INPUTS, clusterName }), /is an invalid name/);
    await cloud.make(CLUSTER, INPUTS);
    const other = await StoreCloud.withGroup({ account: "99999999-2222-3333-4444-555555555555", root: cloud.root });
    await assert.rejects(
      other.make(CLUSTER, INPUTS),
      answer("409 NameNotAvailable", "The name 'acme-cache' is not available in this region."),
    );
    await other.make(CLUSTER, { ...INPUTS, location: "northeurope" });
  });

  it("has a size that exists, and grows but never shrinks", async () => {
    const { cloud, cluster } = await withDatabase();
    await assert.rejects(cloud.make(CLUSTER, { ...INPUTS, sku: { name: "Balanced_B2" } }), {
      message: "sku.name: 'Balanced_B2' is no size of Azure Managed Redis",
    });
    const grown = await cloud.change(cluster, { sku: { name: "Balanced_B5" } });
    await assert.rejects(
      cloud.change(grown, { sku: { name: "Balanced_B3" } }),
      answer(
        "400 BadRequest",
        "Scaling from Balanced_B5 to Balanced_B3 is not supported: the cache cannot be scaled down.",
      ),
    );
    await cloud.change(grown, { sku: { name: "ComputeOptimized_X5" } });
  });

  it("refuses to lose its replicas, and is replaced for its name only", async () => {
    const { cloud, cluster } = await withDatabase();
    assert.deepEqual(cloud.replacing(cluster, { clusterName: "acme-other" }), ["clusterName"]);
    assert.deepEqual(cloud.replacing(cluster, { highAvailability: "Disabled" }), []);
    await assert.rejects(
      cloud.change(cluster, { highAvailability: "Disabled" }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'highAvailability' is not allowed."),
    );
  });

  it("takes a key with its version only", async () => {
    const cloud = await StoreCloud.withGroup();
    const encryption = (keyEncryptionKeyUrl: string): Properties => ({
      encryption: { customerManagedKeyEncryption: { keyEncryptionKeyUrl } },
    });
    const uri = "https://acme.vault.azure.net/keys/data";
    await assert.rejects(cloud.make(CLUSTER, { ...INPUTS, ...encryption(uri) }), {
      message: `encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl: expected the address of a key with its version, got '${uri}'`,
    });
    await cloud.make(CLUSTER, { ...INPUTS, ...encryption(`${uri}/${"0".repeat(32)}`) });
  });

  it("has one database, named default, on one port", async () => {
    const { cloud } = await withDatabase();
    await assert.rejects(cloud.make(DATABASE, { ...DATABASE_INPUTS, databaseName: "app" }), {
      message: "databaseName: 'app' is an invalid name: it must be 'default'",
    });
    const other = await StoreCloud.withGroup();
    await assert.rejects(other.make(DATABASE, DATABASE_INPUTS), /ParentResourceNotFound/);
    await other.make(CLUSTER, INPUTS, "cluster");
    await assert.rejects(
      other.make(DATABASE, { ...DATABASE_INPUTS, port: 6379 }),
      answer("400 BadRequest", "The port 6379 is not supported; it must be 10000."),
    );
  });

  it("keeps its clustering policy, unless it has none yet", async () => {
    const { cloud, database } = await withDatabase();
    await assert.rejects(
      cloud.change(database, { clusteringPolicy: "EnterpriseCluster" }),
      answer(
        "400 BadRequest",
        "The property 'clusteringPolicy' cannot be changed after the database was created. Delete the database and create it again.",
      ),
    );
    const other = await StoreCloud.withGroup();
    await other.make(CLUSTER, INPUTS, "cluster");
    const unclustered = await other.make(DATABASE, { ...DATABASE_INPUTS, clusteringPolicy: "NoCluster" });
    await other.change(unclustered, { clusteringPolicy: "OSSCluster" });
  });

  it("is written to disk in one way at most", async () => {
    const { cloud, database } = await withDatabase();
    await cloud.change(database, { persistence: { aofEnabled: false, rdbEnabled: true, rdbFrequency: "12h" } });
    await assert.rejects(
      cloud.change(database, { persistence: { aofEnabled: true, rdbEnabled: true } }),
      answer("400 BadRequest", "At most one of AOF and RDB persistence may be enabled."),
    );
  });

  it("lets each identity in once, and everything goes with the cluster", async () => {
    const { cloud, cluster } = await withDatabase();
    await cloud.make(ACCESS, access("app", "object-1"), "app");
    await assert.rejects(
      cloud.make(ACCESS, access("again", "object-1"), "again"),
      answer("409 Conflict", "The user 'object-1' already has the access policy assignment 'acme-cache/default/app'."),
    );
    await cloud.make(ACCESS, access("migration", "object-2"), "migration");
    await cloud.remove(cluster);
    for (const type of [CLUSTER, DATABASE, ACCESS]) assert.deepEqual(cloud.ids(type), []);
  });
});
