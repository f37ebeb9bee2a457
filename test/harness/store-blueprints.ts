/** Sections of the blueprint for tests of stores, by hand, so that such a test does not hang on the catalogue's numbers. */
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { BucketSpec, CacheSpec, DatabaseSpec, ObjectsSpec } from "../../tiers/blueprint.ts";
import { fixture } from "./blueprints.ts";
import type { Fixture } from "./blueprints.ts";

/** Three dedicated tiers in production, and a disposable stack of the smallest one. */
export const STORE_CASES = ["standard", "premium", "enterprise", "development"] as const;
export type StoreCase = (typeof STORE_CASES)[number];

/** Tiers between which a tenant may move. */
export const DEDICATED_CASES = ["standard", "premium", "enterprise"] as const satisfies readonly StoreCase[];

export function lifecycleOf(storeCase: StoreCase): Lifecycle {
  return storeCase === "development" ? "unprotected" : "protected";
}

/** The sections of acme's stack that stores do not own. */
export function storeFixture(storeCase: StoreCase): Fixture {
  if (storeCase !== "development") return fixture(storeCase);
  const standard = fixture("standard");
  return {
    ...standard,
    stack: { ...standard.stack, name: "acme-development", environment: "development", deletionProtection: false },
    labels: { ...standard.labels, environment: "development" },
  };
}

const SIZES = {
  standard: { nodeClass: "db.r8g.large", nodeVcpu: 2, nodeMemoryGib: 16, maxConnections: 100 },
  premium: { nodeClass: "db.r8g.2xlarge", nodeVcpu: 8, nodeMemoryGib: 64, maxConnections: 500 },
  enterprise: { nodeClass: "db.r8g.8xlarge", nodeVcpu: 32, nodeMemoryGib: 256, maxConnections: 1000 },
  development: { nodeClass: "db.serverless", nodeVcpu: 1, nodeMemoryGib: 4, maxConnections: 100 },
} as const satisfies Record<StoreCase, Partial<DatabaseSpec>>;

const NODES = {
  standard: [{ key: "writer", role: "writer", zone: "a" }],
  premium: [
    { key: "writer", role: "writer", zone: "a" },
    { key: "reader-b", role: "reader", zone: "b" },
  ],
  enterprise: [
    { key: "writer", role: "writer", zone: "a" },
    { key: "reader-b", role: "reader", zone: "b" },
    { key: "reader-c", role: "reader", zone: "c" },
  ],
  development: [{ key: "writer", role: "writer", zone: "a" }],
} as const satisfies Record<StoreCase, DatabaseSpec["nodes"]>;

const POOL_CONNECTIONS = { standard: 0, premium: 100, enterprise: 200, development: 0 } as const;

/** A database of each kind. */
export function databaseSpec(storeCase: StoreCase): DatabaseSpec {
  const isProduction = storeCase !== "development";
  const maxPoolConnections = POOL_CONNECTIONS[storeCase];
  return {
    engineVersion: "17",
    parameterFamily: "aurora-postgresql17",
    databaseName: "app",
    port: 5432,
    ...SIZES[storeCase],
    ...(isProduction ? {} : { serverless: { minCapacityUnits: 0, maxCapacityUnits: 2, autoPauseMinutes: 10 } }),
    nodes: NODES[storeCase],
    globalCluster: storeCase === "enterprise",
    storageGib: 100,
    storageLimitGib: 200,
    iopsGuaranteed: 3000,
    iopsBurst: 3000,
    ...(maxPoolConnections > 0 ? { proxy: { maxPoolConnections, idleTimeoutMinutes: 30 } } : {}),
    backupRetentionDays: isProduction ? 30 : 7,
    pointInTimeDays: 7,
    backupWindowUtc: "01:00-02:00",
    maintenanceWindowUtc: "sun:03:00-sun:04:00",
    slowQueryMs: 500,
    auditStatements: "ROLE,DDL",
    performanceInsightsRetentionDays: storeCase === "enterprise" ? 731 : 7,
    enhancedMonitoringSeconds: isProduction ? 60 : 0,
    logRetentionDays: storeCase === "enterprise" ? 365 : 90,
    masterPasswordGeneration: 1,
  };
}

const CACHE_SIZES = {
  standard: { nodeClass: "cache.m7g.large", memoryMib: 512, shards: 1, replicasPerShard: 0 },
  premium: { nodeClass: "cache.m7g.large", memoryMib: 2048, shards: 1, replicasPerShard: 1 },
  enterprise: { nodeClass: "cache.r7g.large", memoryMib: 4096, shards: 2, replicasPerShard: 2 },
  development: { nodeClass: "cache.t4g.micro", memoryMib: 256, shards: 1, replicasPerShard: 0 },
} as const satisfies Record<StoreCase, Partial<CacheSpec>>;

/** A cache of each kind. */
export function cacheSpec(storeCase: StoreCase): CacheSpec {
  return {
    engineVersion: "8.1",
    parameterFamily: "valkey8",
    port: 6379,
    ...CACHE_SIZES[storeCase],
    snapshotRetentionDays: storeCase === "enterprise" ? 7 : 1,
    snapshotWindowUtc: "02:00-03:00",
    maintenanceWindowUtc: "sun:04:00-sun:05:00",
    logRetentionDays: 90,
  };
}

/** One bucket of the blueprint, without its dull parts. */
export function bucketSpec(name: BucketSpec["name"], overrides: Partial<BucketSpec> = {}): BucketSpec {
  return {
    name,
    keyPurpose: name === "audit" ? "audit" : "data",
    lockCapable: name === "audit",
    lockRetentionDays: 0,
    lockMode: "governance",
    versioning: true,
    noncurrentRetentionDays: 30,
    quotaGib: 100,
    retired: false,
    ...overrides,
  };
}

/** Buckets of each kind. */
export function objectsSpec(storeCase: StoreCase): ObjectsSpec {
  const replica = { replicaRegion: "eu-central-1" };
  const archive = { infrequentAccessAfterDays: 30, archiveAfterDays: 90 };
  switch (storeCase) {
    case "development":
      return { buckets: [bucketSpec("data")] };
    case "standard":
      return { buckets: [bucketSpec("data", { expireAfterDays: 1095 })], accessLogRetentionDays: 365 };
    case "premium":
      return {
        buckets: [
          bucketSpec("data", { ...replica, expireAfterDays: 1095 }),
          bucketSpec("archive", { ...replica, ...archive }),
        ],
        accessLogRetentionDays: 365,
      };
    case "enterprise":
      return {
        buckets: [
          bucketSpec("data", { ...replica, expireAfterDays: 1095 }),
          bucketSpec("archive", { ...replica, ...archive }),
          bucketSpec("audit", { ...replica, lockRetentionDays: 2555, lockMode: "compliance", expireAfterDays: 2555 }),
        ],
        accessLogRetentionDays: 2555,
      };
    default:
      return storeCase satisfies never;
  }
}
