/** Settings of everything that holds data. Descriptions are shown by the editor in tenant and tier files. */
import * as z from "zod";
import {
  AUDIT_STATEMENTS,
  count,
  dailyWindow,
  daysOrNever,
  monitoringSeconds,
  performanceInsightsDays,
  weeklyWindow,
} from "./setting-types.ts";

/** The relational database (PostgreSQL). */
export const database = z.strictObject({
  nodeVcpu: z
    .number()
    .min(0.25)
    .max(192)
    .describe(
      "vCPU of each database node; the smallest class that covers vCPU and memory is used. Cost: drives the bill.",
    ),
  nodeMemoryGib: z.number().min(0.5).max(1536).describe("Memory of each database node, GiB. Cost: drives the bill."),
  readers: count(0, 15).describe(
    "Readers beside the writer, spread over the active zones. Cost: each as much as the writer.",
  ),
  standbyReaders: count(0, 15).describe(
    "Nodes in the standby region beside the one that takes over; they answer reads. Cost: each as much as a reader.",
  ),
  globalCluster: z
    .boolean()
    .describe(
      "Let a replica in the standby region follow: on AWS as a member of a global database, on Azure and Google Cloud as a server of the disaster-recovery stack. Once true it stays.",
    ),
  scaleToZero: z.boolean().describe("Pause when idle, where the service can."),
  storageGib: count(1, 262_144).describe("Storage promised, GiB; an alarm where the service grows by itself."),
  storageGrowthFactor: count(1, 10).describe("Growth limit as a multiple of `storageGib`."),
  iopsGuaranteed: count(0, 256_000).describe(
    "Guaranteed operations per second; 0: none promised. An alarm where the service has no knob.",
  ),
  iopsBurst: count(0, 256_000).describe("Operations per second in a burst; 0: none promised."),
  maxConnections: count(1, 5000).describe("Connections that the server accepts."),
  poolConnections: count(1, 5000).describe("Connections that the pooler holds to the server."),
  proxy: z
    .boolean()
    .describe("A connection pooler of the cloud between workloads and database. Cost: per vCPU and hour."),
  backupWindowUtc: dailyWindow().describe("When the daily backup starts, UTC; apart from the maintenance window."),
  maintenanceWindowUtc: weeklyWindow().describe("When the cloud may patch and restart, UTC."),
  slowQueryMs: count(0, 600_000).describe("Statements slower than this are logged, milliseconds."),
  auditStatements: z
    .string()
    .regex(AUDIT_STATEMENTS, "a comma list of READ, WRITE, FUNCTION, ROLE, DDL, MISC")
    .describe("What pgaudit records.")
    .meta({ examples: ["DDL,ROLE,WRITE"] }),
  performanceInsightsRetentionDays: performanceInsightsDays.describe(
    "How long query statistics are kept, days. Cost: above 7.",
  ),
  enhancedMonitoringSeconds: monitoringSeconds.describe("Seconds between operating-system metrics; 0: off."),
  masterPasswordGeneration: count(1, 10_000).describe("Raise by one to rotate the master password in place."),
});

/** The cache (Valkey). */
export const cache = z.strictObject({
  memoryMib: count(16, 1_048_576).describe("Memory for data over all shards, MiB. Cost: drives the bill."),
  shards: count(1, 500).describe("Parts into which the data is split."),
  replicasPerShard: count(0, 5).describe("Copies of each shard in other zones. Cost: each as much as its primary."),
  snapshotRetentionDays: count(0, 35).describe("How long daily snapshots are kept, days; 0: none is made."),
  snapshotWindowUtc: dailyWindow().describe("When the daily snapshot starts, UTC."),
  maintenanceWindowUtc: weeklyWindow().describe("When the cloud may patch and restart, UTC."),
});

/** Object storage. */
export const objects = z.strictObject({
  archiveBucket: z.boolean().describe("A bucket for what is rarely read."),
  auditBucket: z.boolean().describe("A bucket for evidence that can be made immutable."),
  lockMode: z
    .enum(["governance", "compliance"])
    .describe("Who may shorten a lock: holders of a special permission, or nobody ever."),
  noncurrentRetentionDays: count(1, 3650).describe("Days after which older versions of an object go."),
  infrequentAccessAfterDays: daysOrNever.describe(
    "Days after which objects move to the infrequent-access class; 0: never.",
  ),
  archiveAfterDays: daysOrNever.describe("Days after which objects move to the archive class; 0: never."),
  personalDataRetentionDays: count(0, 36_500).describe(
    "Days after which objects in the data bucket are deleted; 0: never. Another clock than audit retention.",
  ),
  crossRegionReplication: z
    .boolean()
    .describe("Copy every object to the standby region. Cost: storage and transfer once more."),
  quotaGib: count(1, 1_000_000).describe("Alarm at this size, GiB."),
});

/** The document store. */
export const documents = z.strictObject({
  enabled: z.boolean().describe("A document store that speaks the MongoDB API."),
  nodes: count(0, 16).describe("Nodes of the document store."),
});

/** The analytics store. */
export const analytics = z.strictObject({
  enabled: z.boolean().describe("An analytics store (ClickHouse)."),
  shards: count(0, 64).describe("Parts into which the data is split."),
  replicasPerShard: count(0, 5).describe("Copies of each shard."),
});

/** The search store. */
export const search = z.strictObject({
  enabled: z.boolean().describe("A search store that speaks the Elasticsearch API."),
  dataNodes: count(0, 80).describe("Nodes that hold data."),
  masterNodes: count(0, 5).describe("Nodes that only elect the master; 0: data nodes do it."),
});

/** The message queue. */
export const queue = z.strictObject({
  enabled: z.boolean().describe("A message queue with dead letters."),
  messageRetentionDays: count(1, 14).describe("How long an unread message is kept, days."),
  maxDeliveries: count(1, 1000).describe("Deliveries before a message goes to the dead letters."),
  deadLetterRetentionDays: count(1, 14).describe("How long a dead letter is kept, days."),
});
