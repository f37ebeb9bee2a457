/** Which service of each cloud plays a role, and the facts that limit it there. */
import type { SizedService } from "./size-tables.ts";
import type { VersionedService } from "./versions.ts";
import { isAvailable } from "./vocabulary.ts";
import type { AvailableCloud, Cloud } from "./vocabulary.ts";

/** One cloud's services and the ids of their facts. */
export interface CloudServices {
  /** Name for people. */
  readonly name: string;
  readonly versions: {
    readonly database: VersionedService;
    readonly cache: VersionedService;
    readonly documents: VersionedService;
    readonly search: VersionedService;
    readonly cluster: VersionedService;
  };
  readonly sizes: {
    readonly database: SizedService;
    readonly cache: SizedService;
    /** Absent where the service has no nodes and bills what is read and written. */
    readonly documents?: SizedService;
  };
  /** Ids of feasibility facts. */
  readonly facts: {
    /** How a database's other node takes over. */
    readonly databaseFailover: string;
    /** How many minutes ago the latest moment lies that a database can be restored to. */
    readonly databaseBackup: string;
    /** How far a replica in the standby region follows behind. */
    readonly databaseReplica: string;
    /** How the replica takes over when the region is lost. */
    readonly regionFailover: string;
    /** How old copies of backups are that the cloud makes by itself, minutes; absent where it makes none. */
    readonly fixedCopies?: string;
    /** How soon a new object lies in the other region. */
    readonly objectCopies: string;
    readonly databaseConnections: string;
    readonly databaseStorageMax: string;
    /** Why promised storage becomes what it becomes. */
    readonly databaseStorage: string;
    readonly databaseIops: string;
    readonly databasePause: string;
    /** Days of log that the database keeps and a backup plan takes over, whatever was promised; absent where neither does. */
    readonly databaseLog?: string;
    readonly databaseWindow: string;
    readonly cacheWindow: string;
    readonly egressRules: string;
    /** Most days for which the stack's own log keeps the audit record; absent where the account's trail keeps it. */
    readonly auditLog?: string;
    /** Days for which the numbers of the cloud's own services are kept. */
    readonly serviceMetrics: string;
    /** Most days for which the numbers of the tenant's cluster are kept. */
    readonly clusterMetrics: string;
    /** Shortest time between two copies in the vault, minutes; absent where copies are not what carries anything. */
    readonly vaultFrequency?: string;
    /** Most days for which a continuous backup in the vault is kept; absent where the vault has none. */
    readonly vaultContinuous?: string;
    /** Regions without a pooler; absent where it is built in. */
    readonly poolerWithout?: string;
  };
  /** Facts of the cloud's windows bind the daily window too; otherwise only the weekly one can be chosen to the minute. */
  readonly dailyWindows: boolean;
  /** How people who assume a role prove with a second factor who they are. */
  readonly people: {
    /** Who may be trusted where a second factor is needed, in words. */
    readonly instead: string;
    /** Why nobody else may. */
    readonly reason: string;
    readonly example: string;
    /** What asks for the second factor where no role can, and the fact that says so; absent where the role asks. */
    readonly directory?: { readonly asks: string; readonly fact: string };
  };
  /** The numbers of the tenant's cluster are kept for one time only, whatever a tier asks. */
  readonly clusterMetricsFixed: boolean;
  /** What can only be copied to another region if that was decided when it was made, in words; absent: nothing. */
  readonly copiesFixedAtCreation?: string;
  /** A service restores copies by a plan, to prove that they can be. */
  readonly testsRestores: boolean;
  /** A key can be made usable in other regions. */
  readonly multiRegionKeys: boolean;
  /** How long a deleted key and secret wait is fixed when their vault or key is made. */
  readonly deletionWindowFixed: boolean;
  /** A writer may not be larger than its smallest reader, so readers that exist grow before it. */
  readonly readersGrowFirst: boolean;
  /** Why a database that could be followed from another region can be for good, in words. */
  readonly replicaStays: string;
  /** A replica in another region is fed through the tenant's own networks, which have to let it through. */
  readonly replicatesThroughNetworks: boolean;
}

const SERVICES = {
  aws: {
    name: "AWS",
    versions: {
      database: "auroraPostgresql",
      cache: "elasticacheValkey",
      documents: "documentdb",
      search: "opensearch",
      cluster: "eks",
    },
    sizes: { database: "auroraPostgresql", cache: "elasticacheValkey", documents: "documentdb" },
    facts: {
      databaseFailover: "aurora.failover",
      databaseBackup: "aurora.backup.rpo",
      databaseReplica: "aurora.global.rpo",
      regionFailover: "aurora.global.failover",
      objectCopies: "s3.replicationTime",
      databaseConnections: "aurora.conn",
      databaseStorageMax: "aurora.storage.max",
      databaseStorage: "aurora.storage.shrink",
      databaseIops: "aurora.iops",
      databasePause: "aurora.class.smallest",
      databaseWindow: "aurora.window.min",
      cacheWindow: "ec.window.min",
      egressRules: "vpc.sgRules",
      serviceMetrics: "cw.metrics.retention",
      clusterMetrics: "amp.retention.max",
      vaultFrequency: "backup.frequency.min",
      vaultContinuous: "backup.continuous.max",
      poolerWithout: "rds.proxy.without",
    },
    people: {
      instead: "principals",
      reason: "AWS can ask only its own principals for one",
      example: "a role or user of the account",
    },
    clusterMetricsFixed: false,
    dailyWindows: true,
    testsRestores: true,
    multiRegionKeys: true,
    deletionWindowFixed: false,
    readersGrowFirst: false,
    replicaStays: "a member of a global database stays one",
    replicatesThroughNetworks: false,
  },
  azure: {
    name: "Azure",
    versions: {
      database: "postgresqlFlexible",
      cache: "managedRedis",
      documents: "mongocluster",
      search: "elasticsearch",
      cluster: "aks",
    },
    sizes: { database: "postgresqlFlexible", cache: "managedRedis", documents: "mongocluster" },
    facts: {
      databaseFailover: "azpg.ha",
      databaseBackup: "azpg.backup.rpo",
      databaseReplica: "azpg.replica",
      regionFailover: "azpg.replica",
      fixedCopies: "azpg.geo.rpo",
      objectCopies: "az.objectReplication",
      databaseConnections: "azpg.conn",
      databaseStorageMax: "azpg.storage.max",
      databaseStorage: "azpg.storage.step",
      databaseIops: "azpg.iops.burst",
      databasePause: "azpg.pause",
      databaseWindow: "azpg.window.min",
      cacheWindow: "azred.window.min",
      egressRules: "az.nsgRules",
      auditLog: "az.logs.retention",
      serviceMetrics: "az.metrics.retention",
      clusterMetrics: "az.prometheus.retention",
    },
    people: {
      instead: "principals",
      reason: "Azure's directory asks people, not tokens of others or pods",
      example: "a user or group of the directory",
      directory: { asks: "conditional access of the directory", fact: "az.mfa" },
    },
    clusterMetricsFixed: true,
    dailyWindows: false,
    copiesFixedAtCreation: "geo-redundant backups of the database",
    testsRestores: false,
    multiRegionKeys: false,
    deletionWindowFixed: true,
    readersGrowFirst: true,
    replicaStays: "a server in the standby region may follow it already",
    replicatesThroughNetworks: true,
  },
  gcp: {
    name: "Google Cloud",
    versions: {
      database: "cloudSqlPostgresql",
      cache: "memorystoreValkey",
      documents: "firestore",
      search: "elasticsearch",
      cluster: "gke",
    },
    sizes: { database: "cloudSqlPostgresql", cache: "memorystoreValkey" },
    facts: {
      databaseFailover: "gsql.ha",
      databaseBackup: "gsql.backup.rpo",
      databaseReplica: "gsql.replica",
      regionFailover: "gsql.replica",
      objectCopies: "g.objectReplication",
      databaseConnections: "gsql.conn",
      databaseStorageMax: "gsql.storage.max",
      databaseStorage: "gsql.storage.shrink",
      databaseIops: "gsql.iops.perGib",
      databasePause: "gsql.pause",
      databaseLog: "gsql.pitr.default",
      databaseWindow: "gsql.window.min",
      cacheWindow: "gvk.window.min",
      egressRules: "g.firewallRanges",
      serviceMetrics: "g.metrics.retention",
      clusterMetrics: "g.prometheus.retention",
    },
    people: {
      instead: "users and groups",
      reason: "Google Cloud's directory asks people, not programs, tokens of others or pods",
      example: "user: or group: with an address",
      directory: { asks: "two-step verification of the directory", fact: "g.mfa" },
    },
    clusterMetricsFixed: true,
    dailyWindows: false,
    testsRestores: false,
    multiRegionKeys: false,
    deletionWindowFixed: true,
    readersGrowFirst: false,
    replicaStays: "an instance in the standby region may follow it already",
    replicatesThroughNetworks: false,
  },
} as const satisfies Record<AvailableCloud, CloudServices>;

/**
 * The services of a cloud.
 * @throws RangeError for one that is not available: resolve refuses it before.
 */
export function cloudServices(cloud: Cloud): CloudServices {
  if (!isAvailable(cloud)) throw new RangeError(`cloud ${cloud} is not available`);
  return SERVICES[cloud];
}
