import assert from "node:assert/strict";
import { find, isTaggableOnAzure, listed, ofType } from "../../harness/azure-recording.ts";
import { keyUri, keyUserId, recordAzureCache, SUBNET_IDS, zoneId } from "../../harness/azure-stores.ts";
import { DEDICATED_CASES, STORE_CASES } from "../../harness/store-blueprints.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const EVERY_TIER = [
  "azure-native:network:PrivateDnsZoneGroup cache-endpoint-name",
  "azure-native:network:PrivateEndpoint cache-endpoint",
  "azure-native:redisenterprise:AccessPolicyAssignment cache-access-app",
  "azure-native:redisenterprise:AccessPolicyAssignment cache-access-migration",
  "azure-native:redisenterprise:Database cache-database",
  "azure-native:redisenterprise:RedisEnterprise cache-cluster",
];

describe("AzureCache", () => {
  for (const storeCase of STORE_CASES) {
    it(`registers exactly these resources in ${storeCase}`, async () => {
      assert.deepEqual(listed(await recordAzureCache(storeCase)), EVERY_TIER);
    });
  }

  it("sets the cluster up closed, under the tenant's key, with replicas in every tier", async () => {
    const { tags, ...inputs } = find(await recordAzureCache("enterprise"), "cache-cluster").inputs;
    assert.equal((tags as Record<string, string>)["component"], "cache");
    assert.deepEqual(inputs, {
      clusterName: "acme-production-cache",
      encryption: {
        customerManagedKeyEncryption: {
          keyEncryptionKeyIdentity: {
            identityType: "userAssignedIdentity",
            userAssignedIdentityResourceId: keyUserId("data"),
          },
          keyEncryptionKeyUrl: `${keyUri("data")}/0123456789abcdef0123456789abcdef`,
        },
      },
      highAvailability: "Enabled",
      identity: { type: "UserAssigned", userAssignedIdentities: [keyUserId("data")] },
      location: "westeurope",
      minimumTlsVersion: "1.2",
      publicNetworkAccess: "Disabled",
      resourceGroupName: "rg-acme-production",
      sku: { name: "Balanced_B5" },
    });
  });

  it("sets the database up with TLS only, no access keys and the cluster protocol", async () => {
    assert.deepEqual(find(await recordAzureCache("standard"), "cache-database").inputs, {
      accessKeysAuthentication: "Disabled",
      clientProtocol: "Encrypted",
      clusterName: "acme-production-cache",
      clusteringPolicy: "OSSCluster",
      databaseName: "default",
      deferUpgrade: "NotDeferred",
      evictionPolicy: "AllKeysLRU",
      persistence: { aofEnabled: false, rdbEnabled: true, rdbFrequency: "12h" },
      port: 10_000,
      resourceGroupName: "rg-acme-production",
    });
  });

  it("writes data to disk only where the blueprint wants snapshots", async () => {
    const { inputs } = find(await recordAzureCache("standard", { snapshotRetentionDays: 0 }), "cache-database");
    assert.deepEqual(inputs["persistence"], { aofEnabled: false, rdbEnabled: false });
  });

  it("never changes between dedicated tiers what Azure takes at creation only", async () => {
    const createOnly = async (storeCase: (typeof DEDICATED_CASES)[number]): Promise<unknown[]> => {
      const recording = await recordAzureCache(storeCase);
      const cluster = find(recording, "cache-cluster").inputs;
      const database = find(recording, "cache-database").inputs;
      return [
        ...["clusterName", "highAvailability", "location", "resourceGroupName", "zones"].map((name) => cluster[name]),
        ...["clusteringPolicy", "databaseName", "modules", "port", "geoReplication"].map((name) => database[name]),
      ];
    };
    const smallest = await createOnly("standard");
    for (const storeCase of DEDICATED_CASES) assert.deepEqual(await createOnly(storeCase), smallest, storeCase);
  });

  it("lets the engine plan the replacement where Azure would refuse an update", async () => {
    const recording = await recordAzureCache("standard");
    assert.deepEqual(find(recording, "cache-cluster").replaceOnChanges, ["highAvailability", "location"]);
    assert.deepEqual(find(recording, "cache-database").replaceOnChanges, ["clusteringPolicy", "port"]);
  });

  it("is reached through a private endpoint in the data subnet alone", async () => {
    const recording = await recordAzureCache("standard");
    const { inputs } = find(recording, "cache-endpoint");
    assert.equal((inputs["subnet"] as Record<string, unknown>)["id"], SUBNET_IDS.data);
    assert.deepEqual(inputs["privateLinkServiceConnections"], [
      {
        name: "acme-production-cache",
        privateLinkServiceId: "acme-production-cache-cluster-id",
        groupIds: ["redisEnterprise"],
      },
    ]);
    assert.deepEqual(find(recording, "cache-endpoint-name").inputs["privateDnsZoneConfigs"], [
      { name: "redisenterprise", privateDnsZoneId: zoneId("cache") },
    ]);
  });

  it("lets programs log in with their identity, one assignment after the other, and no person", async () => {
    const recording = await recordAzureCache("standard");
    const assignments = ofType(recording, "azure-native:redisenterprise:AccessPolicyAssignment");
    assert.deepEqual(
      assignments.map(({ inputs }) => [
        inputs["accessPolicyAssignmentName"],
        inputs["accessPolicyName"],
        inputs["user"],
      ]),
      [
        ["app", "default", { objectId: "app-object-id" }],
        ["migration", "default", { objectId: "migration-object-id" }],
      ],
    );
    assert.ok(assignments[0]?.dependencies.includes("acme-production-cache-endpoint-name"));
    assert.ok(assignments[1]?.dependencies.includes("acme-production-cache-access-app"));
  });

  it("is a copy: the engine may delete it", async () => {
    const { protect, retainOnDelete } = find(await recordAzureCache("standard"), "cache-cluster");
    assert.deepEqual([protect, retainOnDelete], [false, false]);
  });

  it("offers its address, its port and its users", async () => {
    const { result } = await recordAzureCache("premium");
    assert.equal(await valueOf(result.host), "acme-production-cache.westeurope.redis.azure.net");
    assert.equal(result.port, 10_000);
    assert.deepEqual(Object.keys(result.users), ["app", "migration"]);
  });

  it("labels everything that can be labelled", async () => {
    const taggable = (await recordAzureCache("standard")).registrations.filter(({ type }) => isTaggableOnAzure(type));
    assert.equal(taggable.length, 2);
    for (const { inputs } of taggable) assert.equal(Object.keys(inputs["tags"] as object).length, 8);
  });
});
