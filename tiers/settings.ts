/**
 * The settings: every number and choice that a tier, an environment, an add-on or a tenant can decide.
 * A tier file gives all of them; every later layer gives some. Nothing here has a default: defaults live in the
 * tier catalogue only (a zod default inside an overridable schema would silently reset the tier).
 */
import * as z from "zod";
import { SECURITY_LEVELS } from "./vocabulary.ts";

/** Whole number in a range that the type itself forbids to leave; the tier's own range is narrower and checked later. */
const count = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);
const percent = z.number().min(0).max(100);
/** `HH:MM-HH:MM`, UTC. */
const dailyWindow = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "a daily window such as 01:00-02:00, UTC");
/** `ddd:HH:MM-ddd:HH:MM`, UTC. */
const weeklyWindow = z
  .string()
  .regex(/^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/, "a weekly window such as sun:03:00-sun:04:00, UTC");

const stack = z.strictObject({
  isolation: z.enum(["pooled", "dedicated", "dedicated-account"]),
  securityLevel: z.enum(SECURITY_LEVELS),
  availabilityObjectivePercent: z.number().min(90).max(99.999),
  deletionProtection: z.boolean(),
  fipsEndpoints: z.boolean(),
  /** First answer of support, hours; 0: community support, nothing promised. */
  supportFirstResponseHours: z.number().min(0).max(168),
});

const network = z.strictObject({
  /** Zones in which nodes are placed; subnets exist in three regardless. */
  activeZones: count(1, 3),
  nat: z.enum(["one", "per-zone"]),
  privateEndpoints: z.enum(["object-storage", "all"]),
  egress: z.enum(["open", "allow-list"]),
  egressAllowList: z.array(z.cidrv4()),
  flowLogs: z.boolean(),
});

const keys = z.strictObject({
  owner: z.enum(["tenant", "cell"]),
  protection: z.enum(["software", "hardware"]),
  rotationDays: count(1, 2560),
  deletionWindowDays: count(7, 30),
});

const identity = z.strictObject({
  permissionsBoundary: z.boolean(),
  multiFactorForHumans: z.boolean(),
  sessionMinutes: count(60, 720),
});

const secrets = z.strictObject({
  recoveryWindowDays: count(7, 30),
  /** Longest time between rotations, days; 0: nobody asks for one. */
  rotationDays: count(0, 365),
});

const database = z.strictObject({
  nodeVcpu: z.number().min(0.25).max(192),
  nodeMemoryGib: z.number().min(0.5).max(1536),
  readers: count(0, 15),
  globalCluster: z.boolean(),
  /** Pause when idle, where the service can. */
  scaleToZero: z.boolean(),
  storageGib: count(1, 262_144),
  /** Growth limit as a multiple of `storageGib`. */
  storageGrowthFactor: count(1, 10),
  iopsGuaranteed: count(0, 256_000),
  iopsBurst: count(0, 256_000),
  maxConnections: count(1, 5000),
  poolConnections: count(1, 5000),
  proxy: z.boolean(),
  backupWindowUtc: dailyWindow,
  maintenanceWindowUtc: weeklyWindow,
  slowQueryMs: count(0, 600_000),
  /** What pgaudit records: comma list of READ, WRITE, FUNCTION, ROLE, DDL, MISC. */
  auditStatements: z.string().regex(/^(READ|WRITE|FUNCTION|ROLE|DDL|MISC)(,(READ|WRITE|FUNCTION|ROLE|DDL|MISC))*$/, "a comma list of READ, WRITE, FUNCTION, ROLE, DDL, MISC"),
  performanceInsightsRetentionDays: z.union([z.literal(7), z.literal(31), z.literal(93), z.literal(186), z.literal(372), z.literal(731)]),
  enhancedMonitoringSeconds: z.union([z.literal(0), z.literal(1), z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)]),
  /** Raise by one to rotate the master password in place. */
  masterPasswordGeneration: count(1, 10_000),
});

const cache = z.strictObject({
  memoryMib: count(16, 1_048_576),
  shards: count(1, 500),
  replicasPerShard: count(0, 5),
  snapshotRetentionDays: count(0, 35),
  snapshotWindowUtc: dailyWindow,
  maintenanceWindowUtc: weeklyWindow,
});

const objects = z.strictObject({
  archiveBucket: z.boolean(),
  auditBucket: z.boolean(),
  lockMode: z.enum(["governance", "compliance"]),
  noncurrentRetentionDays: count(1, 3650),
  /** 0: never. The cloud's least is 30. */
  infrequentAccessAfterDays: z.union([z.literal(0), count(30, 3650)]),
  /** 0: never. */
  archiveAfterDays: z.union([z.literal(0), count(30, 3650)]),
  /** Personal data in the data bucket goes after this many days; 0: never. Another clock than audit retention. */
  personalDataRetentionDays: count(0, 36_500),
  crossRegionReplication: z.boolean(),
  quotaGib: count(1, 1_000_000),
});

const backup = z.strictObject({
  retentionDays: count(1, 3650),
  pointInTimeDays: count(0, 35),
  /** Most data that may be lost, minutes; 0: nothing promised. */
  recoveryPointMinutes: count(0, 10_080),
  /** Longest time until service is back, minutes; 0: nothing promised. */
  recoveryTimeMinutes: count(0, 10_080),
  crossRegionCopies: z.boolean(),
  locked: z.boolean(),
  disasterRecovery: z.boolean(),
});

const audit = z.strictObject({
  retentionDays: count(1, 36_500),
  immutable: z.boolean(),
  threatDetection: z.boolean(),
});

export const METRIC_SETS = ["usage", "database", "resource", "connection", "cache", "replication", "backup", "security"] as const;
export const ALERT_CHANNELS = ["email", "slack", "webhook", "pagerduty", "sms"] as const;

const monitoring = z.strictObject({
  metricSets: z.array(z.enum(METRIC_SETS)),
  channels: z.array(z.enum(ALERT_CHANNELS)),
  logRetentionDays: count(1, 3653),
  metricsRetentionDays: count(1, 3653),
  traceSamplingPercent: percent,
});

const settingsShape = {
  stack,
  network,
  keys,
  identity,
  secrets,
  database,
  cache,
  objects,
  documents: z.strictObject({ enabled: z.boolean(), nodes: count(0, 16) }),
  analytics: z.strictObject({ enabled: z.boolean(), shards: count(0, 64), replicasPerShard: count(0, 5) }),
  search: z.strictObject({ enabled: z.boolean(), dataNodes: count(0, 80), masterNodes: count(0, 5) }),
  queue: z.strictObject({
    enabled: z.boolean(),
    messageRetentionDays: count(1, 14),
    maxDeliveries: count(1, 1000),
    deadLetterRetentionDays: count(1, 14),
  }),
  backup,
  audit,
  monitoring,
  budget: z.strictObject({ alarmUsdPerMonth: z.number().min(1).max(10_000_000) }),
  edge: z.strictObject({
    whiteLabel: z.boolean(),
    webApplicationFirewall: z.boolean(),
    maxConnections: count(1, 10_000_000),
  }),
  apiQuotas: z.strictObject({
    requestsPerMinuteBurst: count(1, 100_000_000),
    requestsPerHourSustained: count(1, 1_000_000_000),
    requestsPerMonth: count(1, 100_000_000_000),
    users: count(1, 100_000_000),
  }),
  compute: z.strictObject({
    cluster: z.boolean(),
    vcpu: z.number().min(0.25).max(100_000),
    memoryGib: z.number().min(0.5).max(1_000_000),
    gpuPool: z.boolean(),
  }),
} as const;

/** All settings, none missing: what a tier file must give. */
export const settingsSchema = z.strictObject(settingsShape);
export type Settings = z.infer<typeof settingsSchema>;

const partialSections = Object.fromEntries(
  Object.entries(settingsShape).map(([section, schema]) => [section, schema.partial().optional()]),
);

/** Some settings: what an environment, an add-on or a tenant may give on top. */
export const overridesSchema = z.strictObject(partialSections) as z.ZodType<SettingsOverrides>;
export type SettingsOverrides = { readonly [S in keyof Settings]?: { readonly [K in keyof Settings[S]]?: Settings[S][K] | undefined } | undefined };

/** Dotted path of a setting, e.g. `database.storageGib`. */
export type SettingPath = { [S in keyof Settings & string]: `${S}.${keyof Settings[S] & string}` }[keyof Settings & string];

/** Every setting's path, in the order above. */
export const SETTING_PATHS: readonly SettingPath[] = Object.entries(settingsShape).flatMap(([section, schema]) =>
  Object.keys(schema.shape).map((key) => `${section}.${key}` as SettingPath),
);
