import assert from "node:assert/strict";
import type { Blueprint } from "../../tiers/blueprint.ts";
import { DEDICATED_TIERS } from "../../tiers/vocabulary.ts";
import { resolveSample } from "./sample-tenants.ts";

/** One line of the tier table: what it is, how it is read, and its value for standard, premium, enterprise, enterprise-plus, white-label. */
type Row = readonly [what: string, read: (blueprint: Blueprint) => unknown, values: readonly unknown[]];

const ZONES = { two: ["a", "b"], three: ["a", "b", "c"] };
const [STANDBY, NONE] = ["eu-central-1", undefined];

const ROWS: readonly Row[] = [
  [
    "isolation",
    ({ stack }) => stack.isolation,
    ["dedicated", "dedicated", "dedicated-account", "dedicated-account", "dedicated-account"],
  ],
  ["security level", ({ stack }) => stack.securityLevel, ["enhanced", "enhanced", "maximum", "maximum", "maximum"]],
  ["availability, %", ({ stack }) => stack.availabilityObjectivePercent, [99.5, 99.9, 99.95, 99.99, 99.95]],
  ["standby region", ({ stack }) => stack.standbyRegion, [NONE, STANDBY, STANDBY, STANDBY, STANDBY]],
  [
    "zones with subnets",
    ({ network }) => network.zones,
    [ZONES.three, ZONES.three, ZONES.three, ZONES.three, ZONES.three],
  ],
  [
    "active zones",
    ({ network }) => network.activeZones,
    [ZONES.two, ZONES.three, ZONES.three, ZONES.three, ZONES.three],
  ],
  ["zones with NAT", ({ network }) => network.natZones, [["a"], ZONES.three, ZONES.three, ZONES.three, ZONES.three]],
  ["private endpoints", ({ network }) => network.privateEndpoints, ["object-storage", "all", "all", "all", "all"]],
  ["egress", ({ network }) => network.egress, ["open", "open", "allow-list", "allow-list", "allow-list"]],
  [
    "key rotation, days",
    ({ keys }) => keys.keys.map((key) => key.rotationDays),
    [365, 90, 90, 90, 90].map((days) => [days, days, days, days]),
  ],
  [
    "key protection",
    ({ keys }) => keys.keys[0]?.protection,
    ["software", "software", "hardware", "hardware", "hardware"],
  ],
  ["key replicas", ({ keys }) => keys.keys[0]?.replicaRegion, [NONE, STANDBY, STANDBY, STANDBY, STANDBY]],
  ["secret replicas", ({ secrets }) => secrets.replicaRegion, [NONE, NONE, STANDBY, STANDBY, STANDBY]],
  [
    "node class",
    ({ database }) => database.nodeClass,
    ["db.r8g.large", "db.r8g.2xlarge", "db.r8g.8xlarge", "db.r8g.24xlarge", "db.r8g.8xlarge"],
  ],
  ["node vCPU", ({ database }) => database.nodeVcpu, [2, 8, 32, 96, 32]],
  ["node memory, GiB", ({ database }) => database.nodeMemoryGib, [8, 32, 128, 768, 128]],
  [
    "database nodes",
    ({ database }) => database.nodes.map(({ key }) => key),
    [
      ["writer"],
      ["writer", "reader-b"],
      ["writer", "reader-b", "reader-c"],
      ["writer", "reader-b", "reader-c"],
      ["writer", "reader-b", "reader-c"],
    ],
  ],
  ["global cluster", ({ database }) => database.globalCluster, [false, false, true, true, true]],
  [
    "storage and limit, GiB",
    ({ database }) => [database.storageGib, database.storageLimitGib],
    [
      [100, 200],
      [1000, 3000],
      [10_000, 40_000],
      [20_000, 80_000],
      [10_000, 40_000],
    ],
  ],
  [
    "connections: server, pool",
    ({ database }) => [database.maxConnections, database.proxy?.maxPoolConnections],
    [
      [100, NONE],
      [500, 100],
      [1000, 200],
      [2000, 400],
      [1000, 200],
    ],
  ],
  [
    "IOPS: guaranteed, burst",
    ({ database }) => [database.iopsGuaranteed, database.iopsBurst],
    [
      [3000, 0],
      [3000, 5000],
      [5000, 10_000],
      [20_000, 40_000],
      [5000, 10_000],
    ],
  ],
  [
    "backups of the database: days, point in time",
    ({ database }) => [database.backupRetentionDays, database.pointInTimeDays],
    [
      [30, 0],
      [30, 7],
      [35, 35],
      [35, 35],
      [35, 35],
    ],
  ],
  [
    "cache: class, MiB, shards, replicas",
    ({ cache }) => [cache.nodeClass, cache.memoryMib, cache.shards, cache.replicasPerShard],
    [
      ["cache.m7g.large", 512, 1, 0],
      ["cache.m7g.large", 2048, 1, 1],
      ["cache.m7g.large", 4096, 2, 2],
      ["cache.m7g.large", 16_384, 4, 2],
      ["cache.m7g.large", 4096, 2, 2],
    ],
  ],
  [
    "buckets",
    ({ objects }) => objects.buckets.map(({ name }) => name),
    [
      ["data"],
      ["data", "archive"],
      ["data", "archive", "audit"],
      ["data", "archive", "audit"],
      ["data", "archive", "audit"],
    ],
  ],
  ["bucket replicas", ({ objects }) => objects.buckets[0]?.replicaRegion, [NONE, STANDBY, STANDBY, STANDBY, STANDBY]],
  [
    "lock of the audit bucket, days",
    ({ objects }) => objects.buckets[2]?.lockRetentionDays,
    [NONE, NONE, 2555, 2555, 2555],
  ],
  ["access log, days", ({ objects }) => objects.accessLogRetentionDays, [90, 180, 365, 365, 365]],
  [
    "documents: class, nodes",
    ({ documents }) => [documents?.nodeClass, documents?.nodeCount],
    [
      ["db.r8g.large", 1],
      ["db.r8g.xlarge", 3],
      ["db.r8g.4xlarge", 3],
      ["db.r8g.16xlarge", 3],
      ["db.r8g.4xlarge", 3],
    ],
  ],
  [
    "analytics",
    ({ analytics }) => analytics && [analytics.shards, analytics.replicasPerShard],
    [NONE, [1, 2], [2, 2], [4, 2], [2, 2]],
  ],
  ["search", ({ search }) => search && [search.dataNodes, search.masterNodes], [NONE, [2, 0], [3, 3], [6, 3], [3, 3]]],
  [
    "recovery point and time, minutes",
    ({ backup }) => [backup.recoveryPointMinutes, backup.recoveryTimeMinutes],
    [
      [1440, 480],
      [30, 240],
      [15, 60],
      [5, 15],
      [15, 60],
    ],
  ],
  [
    "copies in another region",
    ({ backup }) => [backup.copyRegion, backup.locked, backup.disasterRecovery],
    [
      [NONE, false, false],
      [STANDBY, false, false],
      [STANDBY, true, true],
      [STANDBY, true, true],
      [STANDBY, true, true],
    ],
  ],
  [
    "audit: days, immutable",
    ({ audit }) => [audit.retentionDays, audit.immutable],
    [
      [365, false],
      [365, false],
      [2555, true],
      [2555, true],
      [2555, true],
    ],
  ],
  ["edge", ({ edge }) => edge, [NONE, NONE, NONE, NONE, { webApplicationFirewall: true, maxConnections: 50_000 }]],
  [
    "cluster, vCPU and GPU",
    ({ compute }) => compute && [compute.vcpu, compute.gpuPool],
    [NONE, [8, false], [32, true], [128, true], [32, true]],
  ],
  ["budget alarm", ({ budget }) => budget.alarmUsdPerMonth, [400, 2500, 15_000, 60_000, 15_000]],
];

describe("resolve, tier by tier in production", () => {
  const blueprints = DEDICATED_TIERS.map((tier) => resolveSample({ tier }).blueprint);

  for (const [what, read, values] of ROWS) {
    it(`gives each tier its ${what}`, () => assert.deepEqual(blueprints.map(read), values));
  }
});
