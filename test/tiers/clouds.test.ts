import assert from "node:assert/strict";
import type { Blueprint } from "../../tiers/blueprint.ts";
import type { Floors } from "../../tiers/floors.ts";
import { DEDICATED_TIERS } from "../../tiers/vocabulary.ts";
import { assertRefused, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

/** The sample tenant reaches people at any hour, as enterprise must. */
const contacts =
  "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example, channels: { pagerduty: { secretRef: acme/pager } } }";
const azure = (lines: Lines = {}): Lines => ({
  cloud: "azure",
  region: "westeurope",
  account: "11111111-2222-3333-4444-555555555555",
  contacts,
  ...lines,
});
const gcp = (lines: Lines = {}): Lines => ({
  cloud: "gcp",
  region: "europe-west1",
  account: "acme-production",
  contacts,
  ...lines,
});
const blueprintOf = (lines: Lines, floors?: Floors): Blueprint => resolveSample(lines, "production", floors).blueprint;
const byTier = <T>(cloud: (lines: Lines) => Lines, read: (blueprint: Blueprint) => T): T[] =>
  DEDICATED_TIERS.map((tier) => read(blueprintOf(cloud({ tier }))));

describe("the database on Azure", () => {
  it("has the smallest class that takes a delegated subnet, and the nearest where none is so large", () => {
    assert.deepEqual(
      byTier(azure, ({ database }) => [database.nodeClass, database.nodeVcpu, database.nodeMemoryGib]),
      [
        ["Standard_D2ds_v5", 2, 8],
        ["Standard_D8ds_v5", 8, 32],
        ["Standard_D32ds_v5", 32, 128],
        ["Standard_E96ds_v5", 96, 672],
        ["Standard_D32ds_v5", 32, 128],
      ],
    );
    assert.equal(blueprintOf(azure({ region: "eastus2" })).database.nodeClass, "Standard_D8ds_v4");
    assert.equal(
      blueprintOf(azure({ region: "eastus2", tier: "enterprise-plus" })).database.nodeClass,
      "Standard_E64ds_v4",
    );
  });

  it("has the disk that holds storage and operations, and grows no further than the largest", () => {
    assert.deepEqual(
      byTier(azure, ({ database }) => [
        database.disk?.sizeGib,
        database.disk?.performanceTier,
        database.disk?.iopsProvided,
        database.storageLimitGib,
      ]),
      [
        [128, "P30", 5000, 200],
        [1024, "P30", 5000, 3000],
        [16_384, "P70", 18_000, 32_767],
        [32_767, "P80", 20_000, 32_767],
        [16_384, "P70", 18_000, 32_767],
      ],
    );
  });

  it("bursts in development, unless something stands beside the node", () => {
    const development = (overrides: string) =>
      resolveSample(
        azure({ tier: "standard", environments: `{ development: { overrides: ${overrides} } }` }),
        "development",
      ).blueprint.database.nodeClass;
    assert.deepEqual(
      [development("{}"), development("{ database: { proxy: true } }")],
      ["Standard_B2ms", "Standard_D2ds_v5"],
    );
  });

  it("copies its backups to the pair from the first day in every tier, and elsewhere not", () => {
    assert.deepEqual(
      byTier(azure, ({ database, keys }) => [database.backupCopyRegion, keys.keys[0]?.replicaRegion]),
      DEDICATED_TIERS.map(() => ["northeurope", "northeurope"]),
    );
    const without = (lines: Lines) => blueprintOf(azure({ tier: "standard", ...lines })).database.backupCopyRegion;
    assert.deepEqual(
      [
        without({ region: "italynorth" }),
        without({ region: "uksouth", residency: "[uk]" }),
        without({ region: "northeurope", residency: "[ie]" }),
        without({ standbyRegion: "swedencentral" }),
        without({ overrides: "{ backup: { crossRegionCopies: false } }" }),
        resolveSample(azure({ tier: "standard" }), "development").blueprint.database.backupCopyRegion,
      ],
      [undefined, "ukwest", undefined, undefined, undefined, undefined],
    );
  });

  it("without a pair is refused where copies are promised and no replica keeps them", () => {
    assertRefused(azure({ region: "italynorth" }), [
      [
        "infeasible",
        "backup.crossRegionCopies: got true in italynorth, which has no pair for them, expected false: backups of the database are copied to the pair only, and only if that was chosen at the first up (fact azpg.geo.pair); set overrides.backup.crossRegionCopies to false, or choose a region whose pair takes them or a tier with a replica in the standby region",
      ],
    ]);
    assert.equal(blueprintOf(azure({ region: "italynorth", tier: "enterprise" })).database.globalCluster, true);
    const restricted = azure({ region: "koreacentral", standbyRegion: "koreasouth" });
    assert.equal(blueprintOf(restricted).database.backupCopyRegion, "koreasouth");
  });
});

describe("the cache on Azure", () => {
  it("has the smallest class, one replica always, and no snapshots", () => {
    assert.deepEqual(
      byTier(azure, ({ cache }) => [cache.nodeClass, cache.replicasPerShard, cache.snapshotRetentionDays, cache.port]),
      ["Balanced_B1", "Balanced_B3", "Balanced_B5", "Balanced_B20", "Balanced_B5"].map((name) => [name, 1, 0, 10_000]),
    );
  });

  it("is not promised to shrink, so a downgrade keeps the class", () => {
    const { floors } = resolveSample(azure({ tier: "enterprise-plus" }));
    const { blueprint, decisions } = resolveSample(azure({ tier: "premium" }), "production", floors);
    assert.equal(blueprint.cache.nodeClass, "Balanced_B20");
    assert.deepEqual(decisions.find(({ path }) => path === "cache.nodeClass")?.steps.at(-1), {
      source: "floor",
      value: "Balanced_B20",
      note: "scaling down is not promised",
    });
  });
});

describe("the database on Google Cloud", () => {
  it("has the edition that its promises take, and the class of the edition", () => {
    assert.deepEqual(
      byTier(gcp, ({ database }) => [database.edition, database.nodeClass, database.disk?.sizeGib]),
      [
        ["ENTERPRISE", "db-custom-2-8192", 100],
        ["ENTERPRISE_PLUS", "db-perf-optimized-N-8", 1000],
        ["ENTERPRISE_PLUS", "db-perf-optimized-N-32", 10_000],
        ["ENTERPRISE_PLUS", "db-perf-optimized-N-128", 20_000],
        ["ENTERPRISE_PLUS", "db-perf-optimized-N-32", 10_000],
      ],
    );
    const { database } = blueprintOf(gcp({ overrides: "{ database: { proxy: false } }" }));
    assert.deepEqual([database.edition, database.nodeClass], ["ENTERPRISE", "db-custom-8-32768"]);
  });

  it("keeps its edition after a downgrade", () => {
    const { floors } = resolveSample(gcp({ tier: "premium" }));
    const { database } = blueprintOf(gcp({ tier: "standard" }), floors);
    assert.deepEqual(
      [database.edition, database.nodeClass, database.disk?.sizeGib],
      ["ENTERPRISE_PLUS", "db-perf-optimized-N-2", 1000],
    );
  });

  it("is maintained from a full hour on", () => {
    assertRefused(gcp({ overrides: '{ database: { maintenanceWindowUtc: "sun:04:30-sun:05:30" } }' }), [
      [
        "infeasible",
        "acme.yaml:10:48: overrides.database.maintenanceWindowUtc: got sun:04:30-sun:05:30, expected a window that begins on the hour (fact gsql.window.hour); move it",
      ],
    ]);
  });
});

describe("keys on Azure and Google Cloud", () => {
  it("lie in hardware from the first day, rotate as promised, and are of one region", () => {
    for (const [cloud, rotationDays] of [
      [azure, [30, 30, 30, 30, 30]],
      [gcp, [365, 90, 30, 30, 30]],
    ] as const) {
      assert.deepEqual(
        byTier(cloud, ({ keys }) => keys.keys.map((key) => [key.protection, key.rotationDays, key.multiRegion])[0]),
        rotationDays.map((days) => ["hardware", days, false]),
      );
    }
    assertRefused(azure({ overrides: "{ keys: { protection: software } }" }), [
      [
        "infeasible",
        "acme.yaml:10:34: overrides.keys.protection: got software, expected hardware on azure (fact kv.level: kind of a key can change); write hardware, the nearest feasible",
      ],
    ]);
  });

  it("rotate on Azure in the shortest period of any tier, which is written once, and in no other", () => {
    assertRefused(azure({ overrides: "{ keys: { rotationDays: 60 } }" }), [
      [
        "infeasible",
        "acme.yaml:10:36: overrides.keys.rotationDays: got 60 days, expected at most 30 days on azure (fact kv.rotation.fixed: rotation period of a key, fixed when it is made); write 30 days, the nearest feasible",
      ],
    ]);
  });

  it("keep the days until they are destroyed, which are fixed when they are made", () => {
    const lines = gcp({ tier: "enterprise" });
    const { floors } = resolveSample(lines);
    assert.equal(floors.keyDeletionWindowDays, 30);
    const later = blueprintOf({ ...lines, overrides: "{ keys: { deletionWindowDays: 7 } }" }, floors);
    assert.deepEqual(
      later.keys.keys.map(({ deletionWindowDays }) => deletionWindowDays),
      [30, 30, 30, 30],
    );
  });
});

describe("what a service of the cloud cannot do is refused with the fact:", () => {
  it("more operations than a disk gives", () => {
    assertRefused(azure({ tier: "enterprise-plus", overrides: "{ database: { iopsGuaranteed: 30000 } }" }), [
      [
        "infeasible",
        "acme.yaml:10:42: overrides.database.iopsGuaranteed: got 30000 operations per second, expected at most 20000 operations per second on azure (fact azpg.iops.max: most operations per second of a Premium SSD); write 20000 operations per second, the nearest feasible",
      ],
    ]);
  });

  it("a node larger than the largest class", () => {
    assertRefused(azure({ tier: "enterprise-plus", overrides: "{ database: { nodeVcpu: 192 } }" }), [
      [
        "infeasible",
        "acme.yaml:10:36: overrides.database.nodeVcpu: got 192 vCPU and 512 GiB, expected a size that a class in westeurope covers; lower database.nodeVcpu or database.nodeMemoryGib",
      ],
      [
        "infeasible",
        "acme.yaml:10:36: overrides.database.nodeVcpu: got 96 vCPU and 256 GiB for documents, half of the database, expected a size that a class in westeurope covers; lower database.nodeVcpu or database.nodeMemoryGib",
      ],
    ]);
  });
});

describe("a standby region", () => {
  it("without zones make a poorer standby, which is said", () => {
    const { warnings } = resolveSample(azure({ region: "uksouth", tier: "enterprise" }));
    assert.equal(
      warnings.at(-1)?.message,
      "standby region ukwest has no availability zones: after a failover the stack runs in one place until the home region is back; name another standbyRegion to avoid it",
    );
  });
});
