import assert from "node:assert/strict";
import { find, isTaggableOnAzure, listed, ofType } from "../../harness/azure-recording.ts";
import { changeBucket, keyUserId, recordAzureObjects, zoneId } from "../../harness/azure-stores.ts";
import type { Recording } from "../../harness/recorded-registrations.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const ACCOUNT = "azure-native:storage:StorageAccount";
const ROLE = "azure-native:authorization:RoleAssignment";
const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
const CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

/** Who has which role in what, and the condition on it. */
function grants(recording: Recording<unknown>): readonly (readonly unknown[])[] {
  return ofType(recording, ROLE)
    .map(({ name, inputs }) => [
      name.replace("acme-production-objects-grant-", ""),
      String(inputs["roleDefinitionId"]).split("/").at(-1),
      ...(inputs["condition"] === undefined ? [] : [inputs["condition"]]),
    ])
    .sort();
}

describe("AzureObjects", () => {
  it("makes one closed account with one container per bucket", async () => {
    assert.deepEqual(listed(await recordAzureObjects("standard")), [
      "azure-native:authorization:ManagementLockByScope objects-data-lock",
      "azure-native:authorization:RoleAssignment objects-grant-app-data",
      "azure-native:authorization:RoleAssignment objects-grant-backup-data",
      "azure-native:authorization:RoleAssignment objects-grant-migration-data",
      "azure-native:network:PrivateDnsZoneGroup objects-data-endpoint-name",
      "azure-native:network:PrivateEndpoint objects-data-endpoint",
      "azure-native:storage:BlobContainer objects-data-container",
      "azure-native:storage:BlobServiceProperties objects-data-service",
      "azure-native:storage:ManagementPolicy objects-data-lifecycle",
      "azure-native:storage:StorageAccount objects-data",
    ]);
  });

  it("copies each bucket of a higher tier to an account of the standby region", async () => {
    const recording = await recordAzureObjects("enterprise");
    assert.deepEqual(
      ofType(recording, ACCOUNT)
        .map(({ name, inputs }) => [name.replace("acme-production-objects-", ""), inputs["location"]])
        .sort(),
      [
        ["archive", "westeurope"],
        ["archive-replica", "northeurope"],
        ["audit", "westeurope"],
        ["audit-replica", "northeurope"],
        ["data", "westeurope"],
        ["data-replica", "northeurope"],
      ],
    );
    const received = find(recording, "objects-data-replication-replica");
    assert.deepEqual(received.inputs, {
      accountName: "acmeproddatarepl6f29a1c1",
      destinationAccount: "acme-production-objects-data-replica-id",
      objectReplicationPolicyId: "default",
      resourceGroupName: "rg-acme-production",
      rules: [
        {
          sourceContainer: "data",
          destinationContainer: "data",
          filters: { minCreationTime: "1601-01-01T00:00:00Z" },
        },
      ],
      sourceAccount: "acme-production-objects-data-id",
    });
    for (const service of ["data-service", "data-service-replica"])
      assert.ok(received.dependencies.includes(`acme-production-objects-${service}`), service);
    const sent = find(recording, "objects-data-replication").inputs;
    assert.equal(sent["accountName"], "acmeproductidatae1c54786");
    assert.equal(sent["objectReplicationPolicyId"], "acme-production-objects-data-replication-replica-policy");
    assert.deepEqual(sent["rules"], [
      {
        sourceContainer: "data",
        destinationContainer: "data",
        filters: { minCreationTime: "1601-01-01T00:00:00Z" },
        ruleId: "acme-production-objects-data-replication-replica-rule",
      },
    ]);
    const replica = find(recording, "objects-data-replica").inputs;
    assert.deepEqual(replica["identity"], {
      type: "UserAssigned",
      userAssignedIdentities: [keyUserId("data-replica")],
    });
  });

  it("ends older versions in a retired bucket, and lets nothing new in", async () => {
    const recording = await recordAzureObjects("premium", changeBucket("archive", { retired: true }));
    const { policy } = find(recording, "objects-archive-lifecycle").inputs as { policy: { rules: { name: string }[] } };
    assert.deepEqual(
      policy.rules.map(({ name }) => name),
      ["cheaper-tiers", "older-versions"],
    );
    const nothingNew = ["delete", "write", "add/action", "move/action"]
      .map((action) => `(!(ActionMatches{'${BLOBS}/${action}'}))`)
      .join(" AND ");
    assert.deepEqual(grants(recording), [
      ["app-archive", CONTRIBUTOR, nothingNew],
      ["app-data", CONTRIBUTOR],
      ["backup-archive", CONTRIBUTOR, nothingNew],
      ["backup-data", READER],
      ["migration-archive", READER],
      ["migration-data", CONTRIBUTOR],
    ]);
  });

  it("grants each workload exactly its rights, on the container, and never the deleting of what is archived", async () => {
    const recording = await recordAzureObjects("enterprise");
    const noDeleting = `(!(ActionMatches{'${BLOBS}/delete'}))`;
    assert.deepEqual(grants(recording), [
      ["admin-audit", READER],
      ["app-archive", CONTRIBUTOR, noDeleting],
      ["app-data", CONTRIBUTOR],
      ["backup-archive", CONTRIBUTOR, noDeleting],
      ["backup-audit", READER],
      ["backup-data", READER],
      ["migration-archive", READER],
      ["migration-data", CONTRIBUTOR],
    ]);
    const { inputs } = find(recording, "objects-grant-app-archive");
    assert.equal(inputs["scope"], "acme-production-objects-archive-container-id");
    assert.equal(inputs["principalId"], "app-object-id");
    assert.equal(inputs["conditionVersion"], "2.0");
  });

  it("keeps the role of a grant when a bucket is retired, since a lock forbids to take the old one away", async () => {
    const roleOf = (recording: Recording<unknown>): unknown[] =>
      ["roleDefinitionId", "roleAssignmentName", "scope"].map(
        (input) => find(recording, "objects-grant-app-archive").inputs[input],
      );
    const inUse = await recordAzureObjects("premium");
    const retired = await recordAzureObjects("premium", changeBucket("archive", { retired: true }));
    assert.deepEqual(roleOf(retired), roleOf(inUse));
  });

  it("lets the engine plan the replacement where Azure would refuse an update", async () => {
    const recording = await recordAzureObjects("standard");
    assert.deepEqual(find(recording, "objects-data").replaceOnChanges, [
      "dnsEndpointType",
      "enableNfsV3",
      "encryption.requireInfrastructureEncryption",
      "encryption.services.queue.keyType",
      "encryption.services.table.keyType",
      "immutableStorageWithVersioning.enabled",
      "kind",
      "sku.name",
    ]);
    assert.deepEqual(find(recording, "objects-data-container").replaceOnChanges, [
      "defaultEncryptionScope",
      "denyEncryptionScopeOverride",
      "immutableStorageWithVersioning",
    ]);
  });

  it("protects what holds data and what closes it, and lets replicas be made again", async () => {
    const recording = await recordAzureObjects("premium");
    const guarded = (name: string): unknown[] => {
      const { protect, retainOnDelete } = find(recording, `objects-${name}`);
      return [name, protect, retainOnDelete];
    };
    for (const name of ["data", "data-container", "data-service"]) assert.deepEqual(guarded(name), [name, true, true]);
    assert.equal(find(recording, "objects-data-replica").protect, false);
    assert.deepEqual(
      ofType(recording, "azure-native:authorization:ManagementLockByScope").map(({ inputs }) => inputs["scope"]),
      ["acme-production-objects-data-id", "acme-production-objects-archive-id"],
    );
  });

  it("leaves nothing of a disposable stack behind", async () => {
    const recording = await recordAzureObjects("development");
    assert.deepEqual(ofType(recording, "azure-native:authorization:ManagementLockByScope"), []);
    for (const { protect, retainOnDelete, name } of recording.registrations)
      assert.deepEqual([name, protect, retainOnDelete], [name, false, false]);
  });

  it("is reached through a private endpoint per bucket", async () => {
    const recording = await recordAzureObjects("premium");
    const { inputs } = find(recording, "objects-archive-endpoint");
    assert.deepEqual(inputs["privateLinkServiceConnections"], [
      {
        name: "acme-production-objects-archive",
        privateLinkServiceId: "acme-production-objects-archive-id",
        groupIds: ["blob"],
      },
    ]);
    assert.deepEqual(find(recording, "objects-archive-endpoint-name").inputs["privateDnsZoneConfigs"], [
      { name: "blob", privateDnsZoneId: zoneId("objects") },
    ]);
  });

  it("offers each bucket by name and address", async () => {
    const { buckets } = (await recordAzureObjects("premium")).result;
    assert.deepEqual(Object.keys(buckets), ["data", "archive"]);
    const { data } = buckets;
    assert.ok(data);
    assert.equal(await valueOf(data.url), "https://acmeproductidatae1c54786.blob.core.windows.net/data");
    assert.equal(await valueOf(data.bucketName), "data");
    assert.equal(await valueOf(data.bucketId), "acme-production-objects-data-container-id");
  });

  it("labels everything that can be labelled", async () => {
    const taggable = (await recordAzureObjects("enterprise")).registrations.filter(({ type }) =>
      isTaggableOnAzure(type),
    );
    assert.equal(taggable.length, 9);
    for (const { inputs } of taggable) assert.equal(Object.keys(inputs["tags"] as object).length, 8);
  });
});
