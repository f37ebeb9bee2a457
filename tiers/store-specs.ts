/** Sections of the blueprint that hold data: database, cache, objects, documents, analytics, search, queue. */
import type { KeyPurpose, Zone } from "./vocabulary.ts";

export interface DatabaseSpec {
  readonly engineVersion: string;
  /** Parameter family of the version; `none` where the cloud has no such families. */
  readonly parameterFamily: string;
  /** Name of the first database. Replaces: the cluster. */
  readonly databaseName: string;
  readonly port: number;
  /** Size class of every node in the cloud's vocabulary. Cost: drives the bill. */
  readonly nodeClass: string;
  readonly nodeVcpu: number;
  readonly nodeMemoryGib: number;
  /** Serverless capacity where `nodeClass` is the cloud's serverless class. */
  readonly serverless?: ServerlessSpec;
  /** One writer and its readers, by zone. The writer is the first. */
  readonly nodes: readonly DatabaseNodeSpec[];
  /** Keys of readers that exist and are smaller than wanted, where the service demands that readers grow before the writer. */
  readonly growingReaders?: readonly string[];
  /** A replica in the standby region may follow; once true it stays (floor). */
  readonly globalCluster: boolean;
  /** Edition of the service, where it has editions. Never lowered (floor). Cost: drives the bill. */
  readonly edition?: string;
  /** The data disk, where the service has one to size; absent where storage grows by itself from nothing. */
  readonly disk?: DiskSpec;
  /** Region to which the cloud itself copies the backups, where that can only be chosen at creation. Replaces: the server. */
  readonly backupCopyRegion?: string;
  /** Promised storage, GiB: an alarm and the base of the growth limit where the service has no size input. */
  readonly storageGib: number;
  /** Storage at which growth is refused or alarmed, GiB. */
  readonly storageLimitGib: number;
  /** Guaranteed and burst input/output operations per second; an alarm where the service has no knob. 0: none promised. */
  readonly iopsGuaranteed: number;
  readonly iopsBurst: number;
  readonly maxConnections: number;
  /** A connection pooler of the cloud between workloads and database; absent below premium. */
  readonly proxy?: { readonly maxPoolConnections: number; readonly idleTimeoutMinutes: number };
  readonly backupRetentionDays: number;
  readonly pointInTimeDays: number;
  /** `HH:MM-HH:MM`, UTC. */
  readonly backupWindowUtc: string;
  /** `ddd:HH:MM-ddd:HH:MM`, UTC; never overlaps the backup window. */
  readonly maintenanceWindowUtc: string;
  /** Statements slower than this are logged, milliseconds. */
  readonly slowQueryMs: number;
  /** What pgaudit records: comma list of READ, WRITE, FUNCTION, ROLE, DDL, MISC. */
  readonly auditStatements: string;
  readonly performanceInsightsRetentionDays: number;
  /** Seconds between operating-system metrics; 0: off. */
  readonly enhancedMonitoringSeconds: number;
  readonly logRetentionDays: number;
  /** Raised to rotate the master password in place. */
  readonly masterPasswordGeneration: number;
}

export interface ServerlessSpec {
  /** Capacity in the cloud's units; 0 = pauses when idle. */
  readonly minCapacityUnits: number;
  readonly maxCapacityUnits: number;
  readonly autoPauseMinutes?: number;
}

export interface DiskSpec {
  /** Type of disk in the cloud's vocabulary. */
  readonly type: string;
  /** Never smaller than before (floor). */
  readonly sizeGib: number;
  /** Performance tier, where it is chosen apart from the size. Cost: drives the bill. */
  readonly performanceTier?: string;
  /** Operations per second that the disk gives, at least those guaranteed. */
  readonly iopsProvided: number;
}

/** Where the node that takes over serves no reads (Azure, Google Cloud), the writer has such a standby besides its readers. */
export interface DatabaseNodeSpec {
  /** Stable key: `writer`, or `reader-<zone>`; from the second reader of a zone on `reader-<zone>-<number>`. */
  readonly key: string;
  readonly role: "writer" | "reader";
  readonly zone: Zone;
}

export interface CacheSpec {
  readonly engineVersion: string;
  /** `none` where the cloud has no parameter families. */
  readonly parameterFamily: string;
  readonly port: number;
  /** Size class in the cloud's vocabulary; never smaller than before where scaling down is not promised (floor). */
  readonly nodeClass: string;
  /** Promised memory for data over all shards, MiB. */
  readonly memoryMib: number;
  readonly shards: number;
  readonly replicasPerShard: number;
  readonly snapshotRetentionDays: number;
  readonly snapshotWindowUtc: string;
  readonly maintenanceWindowUtc: string;
  readonly logRetentionDays: number;
}

export interface ObjectsSpec {
  readonly buckets: readonly BucketSpec[];
  /** Days for which every request to a bucket is kept, in a bucket of its own; absent: requests are not logged. */
  readonly accessLogRetentionDays?: number;
}

export interface BucketSpec {
  /** Stable key: `data`, `archive` or `audit`. */
  readonly name: "data" | "archive" | "audit";
  readonly keyPurpose: KeyPurpose;
  /** Can be made immutable. Fixed at creation. */
  readonly lockCapable: boolean;
  /** Days an object cannot be deleted; 0: no default retention. Only with `lockCapable`. */
  readonly lockRetentionDays: number;
  /** `compliance` can never be shortened, by anybody; `governance` by a special permission. */
  readonly lockMode: "governance" | "compliance";
  readonly versioning: boolean;
  /** Older versions of an object go after this many days. */
  readonly noncurrentRetentionDays: number;
  /** Objects move to the infrequent-access class after this many days; absent: never. */
  readonly infrequentAccessAfterDays?: number;
  /** Objects move to the archive class after this many days; absent: never. */
  readonly archiveAfterDays?: number;
  /** Objects are deleted after this many days (retention of personal data or logs); absent: never. */
  readonly expireAfterDays?: number;
  /** Region with a copy of every object; absent: none. */
  readonly replicaRegion?: string;
  /** Alarm at this size, GiB. */
  readonly quotaGib: number;
  /** A downgrade dropped it: kept, protected, no new writes, until `leasehold retire`. */
  readonly retired: boolean;
}

export interface DocumentsSpec {
  readonly engineVersion: string;
  readonly nodeClass: string;
  readonly nodeCount: number;
  readonly backupRetentionDays: number;
}

export interface AnalyticsSpec {
  readonly shards: number;
  readonly replicasPerShard: number;
}

export interface SearchSpec {
  readonly engineVersion: string;
  readonly dataNodes: number;
  /** 0: data nodes elect the master. */
  readonly masterNodes: number;
}

export interface QueueSpec {
  readonly messageRetentionDays: number;
  /** Deliveries before a message goes to the dead letters. */
  readonly maxDeliveries: number;
  readonly deadLetterRetentionDays: number;
}
