import assert from "node:assert/strict";
import { find, listed } from "../../harness/aws-recording.ts";
import { email, keyName, PROJECT, recordGcpCache } from "../../harness/gcp-stores.ts";
import { DEDICATED_CASES, STORE_CASES } from "../../harness/store-blueprints.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const EVERY_TIER = [
  "gcp:memorystore/instance:Instance cache-instance",
  "gcp:projects/iAMMember:IAMMember cache-grant-admin",
  "gcp:projects/iAMMember:IAMMember cache-grant-app",
  "gcp:projects/iAMMember:IAMMember cache-grant-migration",
];

const NAME = `projects/${PROJECT}/locations/europe-west1/instances/acme-production-cache`;

/** What Google replaces an instance for (`replaceOn` of the replacement facts). */
const REPLACING_INPUTS = [
  "authorizationMode",
  "desiredAutoCreatedEndpoints",
  "instanceId",
  "kmsKey",
  "location",
  "mode",
  "project",
  "serverCaMode",
  "transitEncryptionMode",
  "zoneDistributionConfig",
];

describe("GcpCache", () => {
  for (const storeCase of STORE_CASES) {
    it(`registers exactly these resources in ${storeCase}`, async () => {
      assert.deepEqual(listed(await recordGcpCache(storeCase)), EVERY_TIER);
    });
  }

  it("sets the instance up as the blueprint says", async () => {
    assert.deepEqual(find(await recordGcpCache("enterprise"), "cache-instance").inputs, {
      authorizationMode: "IAM_AUTH",
      automatedBackupConfig: { retention: "604800s", fixedFrequencySchedule: { startTime: { hours: 2 } } },
      deletionProtectionEnabled: true,
      desiredAutoCreatedEndpoints: [
        { network: `projects/${PROJECT}/global/networks/acme-production-vpc`, projectId: PROJECT },
      ],
      engineConfigs: { "maxmemory-policy": "allkeys-lru" },
      engineVersion: "VALKEY_8_0",
      instanceId: "acme-production-cache",
      kmsKey: keyName("data"),
      labels: { component: "cache", "data-class": "confidential" },
      location: "europe-west1",
      maintenancePolicy: {
        weeklyMaintenanceWindows: [{ day: "SUNDAY", startTime: { hours: 4, minutes: 0, seconds: 0, nanos: 0 } }],
      },
      mode: "CLUSTER",
      nodeType: "HIGHMEM_MEDIUM",
      persistenceConfig: { mode: "DISABLED" },
      project: PROJECT,
      replicaCount: 2,
      serverCaMode: "GOOGLE_MANAGED_PER_INSTANCE_CA",
      shardCount: 2,
      transitEncryptionMode: "SERVER_AUTHENTICATION",
      zoneDistributionConfig: { mode: "MULTI_ZONE" },
    });
  });

  it("never changes between dedicated tiers what would replace it", async () => {
    const replacing = async (storeCase: (typeof DEDICATED_CASES)[number]): Promise<unknown[]> => {
      const { inputs } = find(await recordGcpCache(storeCase), "cache-instance");
      return REPLACING_INPUTS.map((input) => [input, inputs[input]]);
    };
    const smallest = await replacing("standard");
    for (const [input, value] of smallest as [string, unknown][]) assert.notEqual(value, undefined, input);
    for (const storeCase of DEDICATED_CASES) assert.deepEqual(await replacing(storeCase), smallest, storeCase);
  });

  it("makes no backups where the blueprint wants none", async () => {
    const { inputs } = find(await recordGcpCache("standard", { snapshotRetentionDays: 0 }), "cache-instance");
    assert.equal("automatedBackupConfig" in inputs, false);
  });

  it("is a copy: the engine may delete it, and the cloud refuses to while it is in use", async () => {
    const used = find(await recordGcpCache("standard"), "cache-instance");
    assert.deepEqual(
      [used.protect, used.retainOnDelete, used.inputs["deletionProtectionEnabled"]],
      [false, false, true],
    );
    const disposable = find(await recordGcpCache("development"), "cache-instance");
    assert.equal(disposable.inputs["deletionProtectionEnabled"], false);
  });

  it("lets each workload but backup log in to this instance only", async () => {
    const recording = await recordGcpCache("premium");
    for (const workload of ["app", "migration", "admin"] as const) {
      assert.deepEqual(find(recording, `cache-grant-${workload}`).inputs, {
        project: PROJECT,
        role: "roles/memorystore.dbConnectionUser",
        member: `serviceAccount:${email(workload)}`,
        condition: { title: "acme-production cache", expression: `resource.name == "${NAME}"` },
      });
    }
  });

  it("offers its discovery address, port and user", async () => {
    const { result } = await recordGcpCache("premium");
    assert.equal(await valueOf(result.host), "10.20.8.5");
    assert.equal(await valueOf(result.cacheId), NAME);
    assert.equal(result.port, 6379);
    assert.deepEqual(result.users, { app: "default", migration: "default", admin: "default" });
  });
});
