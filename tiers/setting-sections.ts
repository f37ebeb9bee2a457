/**
 * Every setting with its type and meaning, by section. Descriptions are shown by the editor in tenant and tier files.
 * The text given to a check is what a message says after `expected`.
 */
import * as z from "zod";
import { count } from "./setting-types.ts";
import { analytics, cache, database, documents, objects, queue, search } from "./store-settings.ts";
import { SECURITY_LEVELS } from "./vocabulary.ts";

/** What may be measured, each set with its alerts. */
export const METRIC_SETS = [
  "usage",
  "database",
  "resource",
  "connection",
  "cache",
  "replication",
  "backup",
  "security",
] as const;

/** Ways in which an alert reaches people. */
export const ALERT_CHANNELS = ["email", "slack", "webhook", "pagerduty", "sms"] as const;

const stack = z.strictObject({
  isolation: z
    .enum(["pooled", "dedicated", "dedicated-account"])
    .describe("A slice of a cell, stores of its own, or an account of its own."),
  securityLevel: z.enum(SECURITY_LEVELS).describe("Security level; each adds to the one before."),
  availabilityObjectivePercent: z
    .number()
    .min(90)
    .max(99.999)
    .describe("Availability promised per month, %. Sets the burn-rate alarms."),
  deletionProtection: z.boolean().describe("Protect what holds data against deletion, in the engine and in the cloud."),
  fipsEndpoints: z.boolean().describe("Use only endpoints of the cloud's API with FIPS 140-3 cryptography."),
  supportFirstResponseHours: z
    .number()
    .min(0)
    .max(168)
    .describe("First answer of support, hours; 0: community support, nothing promised."),
});

const network = z.strictObject({
  activeZones: count(1, 3).describe("Zones in which nodes are placed; subnets exist in three regardless."),
  nat: z
    .enum(["one", "per-zone"])
    .describe("NAT gateways: one for all zones, or one in each. Cost: per gateway and hour."),
  privateEndpoints: z
    .enum(["object-storage", "all"])
    .describe("Cloud services reached without the internet. Cost: per endpoint, zone and hour for `all`."),
  egress: z
    .enum(["open", "allow-list"])
    .describe("What application subnets may reach: the internet on 443, or only `egressAllowList`."),
  egressAllowList: z
    .array(z.cidrv4())
    .describe("IPv4 blocks that workloads may reach when `egress` is allow-list.")
    .meta({ examples: [["198.51.100.0/24"]] }),
  flowLogs: z.boolean().describe("Record every connection in an encrypted log. Cost: per GiB."),
});

const keys = z.strictObject({
  owner: z.enum(["tenant", "cell"]).describe("Whose keys encrypt the data."),
  protection: z.enum(["software", "hardware"]).describe("Whether keys must be backed by a hardware security module."),
  rotationDays: count(1, 2560).describe(
    "Days between automatic key rotations; the nearest that the cloud's service offers is used.",
  ),
  deletionWindowDays: count(7, 30).describe("Days between the order to delete a key and its destruction."),
});

const identity = z.strictObject({
  permissionsBoundary: z.boolean().describe("A boundary that no policy of a workload can exceed."),
  multiFactorForHumans: z.boolean().describe("Roles of people need a second factor."),
  sessionMinutes: count(60, 720).describe("How long an assumed session lasts, minutes."),
});

const secrets = z.strictObject({
  recoveryWindowDays: count(7, 30).describe("Days in which a deleted secret can be restored."),
  rotationDays: count(0, 365).describe(
    "Longest time between rotations, days; 0: nobody asks for one, and a value is due after a year.",
  ),
});

const backup = z.strictObject({
  retentionDays: count(1, 3650).describe("How long backups are kept, days. Cost: storage."),
  pointInTimeDays: count(0, 35).describe("How far back any moment can be restored, days; 0: daily backups only."),
  recoveryPointMinutes: count(0, 10_080).describe("Most data that may be lost, minutes; 0: nothing promised."),
  recoveryTimeMinutes: count(0, 10_080).describe("Longest time until service is back, minutes; 0: nothing promised."),
  crossRegionCopies: z.boolean().describe("Copy backups to the standby region. Cost: storage and transfer once more."),
  locked: z.boolean().describe("Copies cannot be deleted before their time, by anybody."),
  disasterRecovery: z.boolean().describe("A stack in the standby region that can take over."),
});

const audit = z.strictObject({
  retentionDays: count(1, 36_500).describe("How long the audit log is kept, days."),
  immutable: z.boolean().describe("Nobody can change or delete the audit log before its time."),
  threatDetection: z.boolean().describe("The cloud's threat detection watches the account. Cost: per event."),
});

const monitoring = z.strictObject({
  metricSets: z.array(z.enum(METRIC_SETS)).describe("What is measured, each set with its alerts."),
  channels: z
    .array(z.enum(ALERT_CHANNELS))
    .describe("How alerts reach people; all but e-mail need a secret in `contacts.channels`."),
  logRetentionDays: count(1, 3653).describe("How long logs are kept, days. Cost: storage."),
  metricsRetentionDays: count(1, 3653).describe("How long metrics are kept, days."),
  traceSamplingPercent: z.number().min(0).max(100).describe("Share of requests that is traced, %."),
});

const budget = z.strictObject({
  alarmUsdPerMonth: z
    .number()
    .min(1)
    .max(10_000_000)
    .describe("Bill at which the billing contact is told, US dollars per month."),
});

const edge = z.strictObject({
  whiteLabel: z.boolean().describe("An edge under the tenant's own domain."),
  webApplicationFirewall: z
    .boolean()
    .describe("A web application firewall before a public edge. Cost: per rule and request."),
  maxConnections: count(1, 10_000_000).describe("Connections at the same time at the edge."),
});

const apiQuotas = z.strictObject({
  requestsPerMinuteBurst: count(1, 100_000_000).describe(
    "API requests in any one minute; 60 × this must reach `requestsPerHourSustained`.",
  ),
  requestsPerHourSustained: count(1, 1_000_000_000).describe(
    "API requests per hour; 730 × this must reach `requestsPerMonth`.",
  ),
  requestsPerMonth: count(1, 100_000_000_000).describe("API requests per month."),
  users: count(1, 100_000_000).describe("Users of the tenant."),
});

const compute = z.strictObject({
  cluster: z.boolean().describe("A Kubernetes cluster of its own."),
  vcpu: z.number().min(0.25).max(100_000).describe("vCPU for the tenant's programs. Cost: drives the bill."),
  memoryGib: z
    .number()
    .min(0.5)
    .max(1_000_000)
    .describe("Memory for the tenant's programs, GiB. Cost: drives the bill."),
  gpuPool: z.boolean().describe("A pool of nodes with GPUs. Cost: high, while nodes run."),
});

/** Every section, in the order in which tier files list them. */
export const settingSections = {
  stack: stack.describe("Promises of the stack as a whole."),
  network: network.describe("The environment's network."),
  keys: keys.describe("Encryption keys."),
  identity: identity.describe("Roles of workloads and people."),
  secrets: secrets.describe("Secrets."),
  database: database.describe("The relational database (PostgreSQL)."),
  cache: cache.describe("The cache (Valkey)."),
  objects: objects.describe("Object storage."),
  documents: documents.describe("The document store."),
  analytics: analytics.describe("The analytics store."),
  search: search.describe("The search store."),
  queue: queue.describe("The message queue."),
  backup: backup.describe("Backups and recovery promises."),
  audit: audit.describe("The audit log."),
  monitoring: monitoring.describe("Metrics, logs, traces and alerts."),
  budget: budget.describe("The bill."),
  edge: edge.describe("The public edge."),
  apiQuotas: apiQuotas.describe("Limits of the tenant's API."),
  compute: compute.describe("Computing for the tenant's programs."),
} as const;
