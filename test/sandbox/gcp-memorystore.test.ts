import assert from "node:assert/strict";
import { CACHE_INPUTS, keyIn, NETWORK, PROJECT, refused, SimulatedStores } from "./gcp-stores.ts";

const INSTANCE = "memorystore/instance:Instance";
const ID = `projects/${PROJECT}/locations/europe-west1/instances/acme-production-cache`;
const CREATING = "Error creating Instance: googleapi: Error";
const UPDATING = `Error updating Instance "${ID}": googleapi: Error 400:`;

interface Endpoint {
  readonly connections: readonly { readonly pscAutoConnection: Readonly<Record<string, unknown>> }[];
}

describe("the simulated Memorystore", () => {
  it("has a name in Google's format and a discovery endpoint in the network", async () => {
    const { id, outputs } = await new SimulatedStores().found().make(INSTANCE, CACHE_INPUTS);
    assert.deepEqual([id, outputs["name"], outputs["state"]], [ID, ID, "ACTIVE"]);
    assert.deepEqual(outputs["discoveryEndpoints"], []);
    const [endpoint] = outputs["endpoints"] as Endpoint[];
    const [discovery] = endpoint?.connections ?? [];
    assert.ok(discovery);
    const { connectionType, ipAddress, network, port, projectId } = discovery.pscAutoConnection;
    assert.deepEqual([connectionType, network, port, projectId], ["CONNECTION_TYPE_DISCOVERY", NETWORK, 6379, PROJECT]);
    assert.match(String(ipAddress), /^10\.254\.\d+\.\d+$/);
    assert.deepEqual(outputs["nodeConfigs"], [{ sizeGb: 6.5 }]);
  });

  it("lies in its own location and is found there by its id", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(INSTANCE, CACHE_INPUTS);
    assert.equal(cloud.record(INSTANCE, ID, "europe-west1")?.name, "acme-production-cache");
    assert.notEqual(await cloud.read({ ...made, inputs: {}, outputs: {} }), undefined);
  });

  it("is made once per name, in a network with an endpoint policy, under a key of its region", async () => {
    const cloud = new SimulatedStores().found("europe-west3");
    const elsewhere = keyIn("europe-west3");
    await refused(
      cloud.make(INSTANCE, { ...CACHE_INPUTS, kmsKey: elsewhere }),
      `${CREATING} 400: KMS key ${elsewhere} must be in the region of the instance, europe-west1.`,
    );
    await refused(
      cloud.make(INSTANCE, {
        ...CACHE_INPUTS,
        desiredAutoCreatedEndpoints: [{ network: "other", projectId: PROJECT }],
      }),
      `${CREATING} 400: No service connection policy for gcp-memorystore in network other and region europe-west1.`,
    );
    await cloud.make(INSTANCE, CACHE_INPUTS);
    await refused(cloud.make(INSTANCE, CACHE_INPUTS), `${CREATING} 409: Resource '${ID}' already exists.`);
  });

  it("takes only known node types, of the right mode, and counts within bounds", async () => {
    const cloud = new SimulatedStores().found();
    const failures = (inputs: object): readonly string[] => cloud.failures(INSTANCE, { ...CACHE_INPUTS, ...inputs });
    assert.match(failures({ nodeType: "cache.m7g.large" })[0] ?? "", /^nodeType: expected nodeType to be one of \[/);
    assert.deepEqual(failures({ replicaCount: 6 }), [
      "replicaCount: expected replica_count to be in the range (0 - 5), got 6",
    ]);
    assert.deepEqual(failures({ shardCount: 0 }), [
      "shardCount: expected shard_count to be in the range (1 - 250), got 0",
    ]);
    assert.deepEqual(failures({ instanceId: "abc" }), [
      "instanceId: expected length of instance_id to be in the range (4 - 63), got abc",
    ]);
    assert.equal(failures({ instanceId: "Acme-cache" }).length, 1);
    await refused(
      cloud.make(INSTANCE, { ...CACHE_INPUTS, nodeType: "CUSTOM_PICO" }),
      `${CREATING} 400: Node type CUSTOM_PICO is only supported for instances with cluster mode disabled.`,
    );
    await refused(
      cloud.make(INSTANCE, { ...CACHE_INPUTS, mode: "CLUSTER_DISABLED" }),
      `${CREATING} 400: Instances with cluster mode disabled must have exactly one shard.`,
    );
    await refused(
      cloud.make(INSTANCE, { ...CACHE_INPUTS, automatedBackupConfig: { retention: "3600s" } }),
      `${CREATING} 400: Backup retention must be between 1 and 365 days, got 3600s.`,
    );
  });

  it("grows and shrinks in place, and is replaced for what is fixed at creation", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(INSTANCE, CACHE_INPUTS);
    const larger = {
      ...CACHE_INPUTS,
      nodeType: "HIGHMEM_MEDIUM",
      shardCount: 4,
      replicaCount: 2,
      engineVersion: "VALKEY_9_0",
    };
    assert.deepEqual(cloud.changes(made, larger), ["engineVersion", "nodeType", "replicaCount", "shardCount"]);
    const changed = await cloud.change(made, larger);
    assert.deepEqual(changed.outputs["nodeConfigs"], [{ sizeGb: 13 }]);
    await refused(
      cloud.change(changed, { ...larger, engineVersion: "VALKEY_8_0" }),
      `${UPDATING} Engine version cannot be downgraded from VALKEY_9_0 to VALKEY_8_0.`,
    );
    for (const [input, value] of [
      ["kmsKey", keyIn("europe-west3")],
      ["mode", "CLUSTER_DISABLED"],
      ["authorizationMode", "AUTH_DISABLED"],
      ["transitEncryptionMode", "TRANSIT_ENCRYPTION_DISABLED"],
      ["instanceId", "other-cache"],
      ["location", "europe-west3"],
    ] as const) {
      assert.deepEqual(cloud.changes(changed, { ...larger, [input]: value }), [`${input}!`]);
    }
  });

  it("is not deleted while it is protected", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(INSTANCE, { ...CACHE_INPUTS, deletionProtectionEnabled: true });
    await refused(
      cloud.remove(made),
      "Error when reading or editing Instance: googleapi: Error 400: The instance cannot be deleted because deletion protection is enabled.",
    );
    await cloud.remove(await cloud.change(made, CACHE_INPUTS));
    assert.deepEqual(cloud.ids(INSTANCE), []);
  });
});
