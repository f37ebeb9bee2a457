/**
 * The blueprint: the complete, cloud-neutral, plain description of one stack. Nothing is decided after it.
 * An absent section means the thing does not exist. Every leaf has a {@link Decision} that tells where it comes from.
 * Sizes and engine versions are names in the chosen cloud's own vocabulary, picked from the data tables at resolve time.
 */
import type {
  Cloud,
  Environment,
  Framework,
  KeyPurpose,
  Role,
  SecurityLevel,
  SubnetRole,
  Tier,
  Workload,
  Zone,
} from "./vocabulary.ts";

export interface Blueprint {
  readonly stack: StackSpec;
  readonly labels: StackLabels;
  readonly network: NetworkSpec;
  readonly keys: KeysSpec;
  readonly identity: IdentitySpec;
  readonly secrets: SecretsSpec;
  readonly database: DatabaseSpec;
  readonly cache: CacheSpec;
  readonly objects: ObjectsSpec;
  /** From standard. */
  readonly documents?: DocumentsSpec;
  /** From premium. */
  readonly analytics?: AnalyticsSpec;
  /** From premium. */
  readonly search?: SearchSpec;
  readonly queue?: QueueSpec;
  readonly backup: BackupSpec;
  readonly audit: AuditSpec;
  readonly monitoring: MonitoringSpec;
  readonly budget: BudgetSpec;
  /** Only with the add-on `whiteLabel` or the tier white-label. */
  readonly edge?: EdgeSpec;
  readonly apiQuotas: ApiQuotasSpec;
  /** From premium. */
  readonly compute?: ComputeSpec;
}

export interface StackSpec {
  /** `<tenant>-<environment>`, also the Pulumi stack's name and the prefix of physical names. */
  readonly name: string;
  readonly tenant: string;
  /** The customer's name for people. */
  readonly tenantName: string;
  readonly environment: Environment;
  readonly tier: Tier;
  readonly cloud: Cloud;
  readonly region: string;
  /** Where copies lie and disaster recovery starts; absent where the tier promises none and none was named. */
  readonly standbyRegion?: string;
  /** Account, subscription or project id to which the provider is pinned. */
  readonly account: string;
  /** Law group of the region, as in `data/regions.yaml`. */
  readonly jurisdiction: string;
  readonly securityLevel: SecurityLevel;
  readonly frameworks: readonly Framework[];
  /** `pooled` (slice of a cell), `dedicated` (own stores and network) or `dedicated-account`. */
  readonly isolation: "pooled" | "dedicated" | "dedicated-account";
  /** Pulumi `protect`, `retainOnDelete`, the cloud's deletion protection and final snapshots on everything authoritative. */
  readonly deletionProtection: boolean;
  /** FIPS 140-3 endpoints of the cloud's API only. */
  readonly fipsEndpoints: boolean;
  readonly availabilityObjectivePercent: number;
  readonly contacts: { readonly owner: string; readonly security: string; readonly billing: string };
}

/** Labels that every resource of the stack carries; `component` and `data-class` are added where the resource is made. */
export interface StackLabels {
  readonly tenant: string;
  readonly tier: string;
  readonly environment: string;
  readonly region: string;
  readonly owner: string;
  readonly "managed-by": "leasehold";
}

export interface NetworkSpec {
  /** The environment's block; `cell` in a pooled stack, which has none of its own. Replaces: the network and everything in it. */
  readonly cidr: string;
  /** Zones in which subnets exist: three in every dedicated tier, so that no upgrade needs a new subnet group. */
  readonly zones: readonly Zone[];
  /** Zones in which nodes are placed, a prefix of `zones`. */
  readonly activeZones: readonly Zone[];
  readonly subnets: readonly SubnetPlan[];
  /** Zones with a NAT gateway; the other active zones route through the first. Cost: per gateway hour and GiB. */
  readonly natZones: readonly Zone[];
  /** `object-storage`: gateway endpoint only. `all`: a private endpoint for every cloud service the stack uses. Cost: per endpoint and zone hour. */
  readonly privateEndpoints: "object-storage" | "all";
  /** `open`: application subnets reach the internet on 443. `allow-list`: only `egressAllowList`; nothing else leaves. */
  readonly egress: "open" | "allow-list";
  /** CIDR blocks that workloads may reach when `egress` is `allow-list`; the stack's own block and endpoints are always reachable. */
  readonly egressAllowList: readonly string[];
  readonly flowLogs: boolean;
  readonly flowLogRetentionDays: number;
}

export interface SubnetPlan {
  readonly role: SubnetRole;
  readonly zone: Zone;
  readonly cidr: string;
}

export interface KeysSpec {
  /** Who owns the keys: the tenant's stack, or the cell for pooled tenants. */
  readonly owner: "tenant" | "cell";
  readonly keys: readonly KeySpec[];
}

export interface KeySpec {
  readonly purpose: KeyPurpose;
  /** `hardware`: must be backed by a hardware security module. Replaces: on clouds where protection is fixed at creation. */
  readonly protection: "software" | "hardware";
  /** Days between automatic rotations, raised to what the service offers. */
  readonly rotationDays: number;
  /** Days between the order to delete a key and its destruction: 7–30. */
  readonly deletionWindowDays: number;
  /** Usable in other regions by a replica. On from the first day: cannot be switched on later. */
  readonly multiRegion: boolean;
  /** Region of the replica that copies and disaster recovery need; absent where nothing is copied. */
  readonly replicaRegion?: string;
}

export interface IdentitySpec {
  readonly workloads: readonly WorkloadSpec[];
  /** A boundary that no policy of a workload can exceed. */
  readonly permissionsBoundary: boolean;
  /** Human roles (admin) need a second factor. */
  readonly multiFactorForHumans: boolean;
  /** How long an assumed session lasts, minutes (60–720). */
  readonly sessionMinutes: number;
}

export interface WorkloadSpec {
  readonly name: Workload;
  /** A person's role rather than a program's. */
  readonly human: boolean;
  /** Who may assume it. All empty: nobody (default deny). */
  readonly trust: TrustSpec;
}

export interface TrustSpec {
  /** Ids of principals in the cloud's own form (on AWS: role or user ARNs). */
  readonly principals: readonly string[];
  /** Token issuers, e.g. a CI system or a cluster. */
  readonly tokenIssuers: readonly { readonly issuer: string; readonly subject: string; readonly audience: string }[];
  /** Service account of the tenant's cluster. */
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
}

export interface SecretsSpec {
  readonly secrets: readonly SecretSpec[];
  /** Days in which a deleted secret can be restored: 7–30. */
  readonly recoveryWindowDays: number;
  /** Region with a replica of each secret, so that disaster recovery can log in; absent: none. */
  readonly replicaRegion?: string;
}

export interface SecretSpec {
  /** Stable key, e.g. `database-master`, `application`. */
  readonly name: string;
  readonly description: string;
  /** `generated`: made by the stack. `external`: an empty container that the tenant's people or programs fill. */
  readonly content: "generated" | "external";
  /** How it gets a new value. `on-demand`: raise `generation`. `owner`: whoever fills it. Shown by explain and reports. */
  readonly rotation: "on-demand" | "owner";
  /** Longest time between rotations that frameworks ask for, days; absent: none asks. */
  readonly rotationDays?: number;
  /** Counts up to rotate a generated secret in place. */
  readonly generation: number;
}

export interface DatabaseSpec {
  readonly engineVersion: string;
  /** Parameter family of the version, where the cloud has one. */
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
  /** Member of a multi-region set of clusters; once true it stays (floor). */
  readonly globalCluster: boolean;
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

export interface DatabaseNodeSpec {
  /** Stable key: `writer`, or `reader-<zone>`; from the second reader of a zone on `reader-<zone>-<number>`. */
  readonly key: string;
  readonly role: "writer" | "reader";
  readonly zone: Zone;
}

export interface CacheSpec {
  readonly engineVersion: string;
  readonly parameterFamily: string;
  readonly port: number;
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

export interface BackupSpec {
  readonly retentionDays: number;
  readonly pointInTimeDays: number;
  /** Most data that may be lost, minutes. 0: nothing promised. */
  readonly recoveryPointMinutes: number;
  /** Longest time until service is back, minutes. 0: nothing promised. */
  readonly recoveryTimeMinutes: number;
  /** What keeps the recovery point, in words with the fact's id. */
  readonly mechanism: string;
  readonly crossRegionCopies: boolean;
  /** Region of the copies; absent without copies. */
  readonly copyRegion?: string;
  /** Copies cannot be deleted before their time. */
  readonly locked: boolean;
  /** A stack in the standby region exists. */
  readonly disasterRecovery: boolean;
}

export interface AuditSpec {
  readonly retentionDays: number;
  readonly immutable: boolean;
  readonly threatDetection: boolean;
}

export interface MonitoringSpec {
  readonly metricSets: readonly ("usage" | "database" | "resource" | "connection" | "cache" | "replication" | "backup" | "security")[];
  readonly channels: readonly ("email" | "slack" | "webhook" | "pagerduty" | "sms")[];
  readonly logRetentionDays: number;
  readonly metricsRetentionDays: number;
  readonly traceSamplingPercent: number;
}

export interface BudgetSpec {
  readonly alarmUsdPerMonth: number;
}

export interface EdgeSpec {
  readonly domain?: string;
  readonly webApplicationFirewall: boolean;
  readonly maxConnections: number;
}

export interface ApiQuotasSpec {
  readonly requestsPerMinuteBurst: number;
  readonly requestsPerHourSustained: number;
  readonly requestsPerMonth: number;
  readonly users: number;
}

export interface ComputeSpec {
  readonly vcpu: number;
  readonly memoryGib: number;
  readonly kubernetesVersion: string;
  readonly gpuPool: boolean;
}

/** One step in the history of a leaf. */
export interface DecisionStep {
  /** What spoke, e.g. `tier premium`, `environment staging`, `framework gdpr`, `tenant acme`, `fact kms.rotation.min`, `floor`, `derived`. */
  readonly source: string;
  /** The value after this step. */
  readonly value: unknown;
  /** Why, in a few words; for constraints the bound. */
  readonly note?: string;
  /** `file:line` of what the tenant wrote, or the data file. */
  readonly at?: string;
}

/** One leaf of the blueprint with the chain of sources that produced it, oldest first. */
export interface Decision {
  /** Dotted path in the blueprint; entries of a list by their key: `database.nodes.reader-b.zone`. */
  readonly path: string;
  readonly value: unknown;
  /** Unit of a number, from its name: `GiB`, `days`, `minutes`, … */
  readonly unit?: string;
  readonly steps: readonly DecisionStep[];
  /** What a tenant of this tier may set it to, e.g. `100–2000 GiB`; absent when it cannot be overridden. */
  readonly allowed?: string;
  /** Where a tenant sets it, e.g. `overrides.database.storageGib`; absent as `allowed`. */
  readonly setting?: string;
}

/** Roles of the blueprint that no component builds yet; shown as `not yet built`. */
export type Gap = { readonly role: Role; readonly reason: "not yet built" };
