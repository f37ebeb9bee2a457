import { below, turned } from "../harness/breaks.ts";
import {
  NOT_YET_KNOWN,
  type OtherResource,
  type RuleCase,
  type RuleCases,
  type Variant,
} from "../harness/rule-case.ts";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const METRIC_ALERT = "azure-native:monitor:MetricAlert";
const POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";
const DATABASE = ["cpu", "storage", "connections"];
const CACHE = ["cpu", "memory", "connections"];

const STAGING: Variant = { why: "for production only", context: { production: false }, outcome: "not-applicable" };
const STANDARD: Variant = {
  why: "the tier watches no caches",
  context: { tier: "standard" },
  outcome: "not-applicable",
};

/** A store with one alarm per capacity: each left out must be named. */
function watched(
  type: string,
  capacities: readonly string[],
  compliant: RuleCase["compliant"],
  alarms: readonly OtherResource[],
  variants: readonly Variant[] = [],
): RuleCase {
  const without = (name: string): string => `: got no alarm on ${name}, expected one each; add alarms on this store`;
  return {
    type,
    compliant,
    others: alarms,
    absent: {},
    breaks: [
      ...capacities.map((name, index) => ({
        why: `no alarm on ${name}`,
        others: alarms.filter((_alarm, at) => at !== index),
        reasons: [without(name)],
      })),
      { why: "no alarm at all", others: [], reasons: [without(capacities.join(", "))] },
    ],
    variants: [STAGING, ...variants],
  };
}

function awsAlarms(dimension: string, value: string, metrics: readonly string[]): readonly OtherResource[] {
  return metrics.map((metricName) => ({
    type: METRIC_ALARM,
    name: metricName,
    props: { metricName, dimensions: { [dimension]: value } },
  }));
}

/** What holds for every AWS store. */
function awsVariants(metrics: readonly string[], dimension: string): readonly Variant[] {
  const queries = metrics.map((metricName) => ({ metric: { metricName, dimensions: { [dimension]: "acme" } } }));
  return [
    {
      why: "in queries",
      others: [{ type: METRIC_ALARM, name: "all", props: { metricQueries: queries } }],
      outcome: "pass",
    },
    {
      why: "dimensions that are not known",
      others: [{ type: METRIC_ALARM, name: "any", props: { dimensions: NOT_YET_KNOWN } }],
      outcome: "unknown",
    },
    {
      why: "alarms that depend on it",
      others: metrics.map((metricName) => ({
        type: METRIC_ALARM,
        name: metricName,
        props: { metricName },
        refersTo: { dimensions: ["subject"] },
      })),
      outcome: "pass",
    },
  ];
}

const RDS_METRICS = ["CPUUtilization", "FreeStorageSpace", "DatabaseConnections"];
const AURORA_METRICS = ["CPUUtilization", "VolumeBytesUsed", "DatabaseConnections"];
const CACHE_METRICS = ["EngineCPUUtilization", "DatabaseMemoryUsagePercentage", "CurrConnections"];

const INSIGHT = { monitoringInterval: 1, performanceInsightsEnabled: true };
const INSIGHT_ABSENT = {
  monitoringInterval: "fail",
  performanceInsightsEnabled: "fail",
  databaseInsightsMode: "pass",
} as const;
const NO_INSIGHT = {
  why: "queries are not watched",
  change: { performanceInsightsEnabled: false },
  reasons: [
    "performanceInsightsEnabled: got false, expected true; set performanceInsightsEnabled to true",
    "databaseInsightsMode: got nothing (the provider's default is standard), expected advanced; set databaseInsightsMode to advanced",
  ],
};
const ADVANCED: Variant = {
  why: "the newer word for it",
  change: { performanceInsightsEnabled: false, databaseInsightsMode: "advanced" },
  outcome: "pass",
};

const OF_ANOTHER = {
  why: "alarms of a store whose name begins alike",
  others: awsAlarms("DBInstanceIdentifier", "acme-2", RDS_METRICS),
  reasons: [": got no alarm on cpu, storage, connections, expected one each; add alarms on this store"],
};

const INSTANCE = watched(
  "aws:rds/instance:Instance",
  DATABASE,
  { identifier: "acme", ...INSIGHT },
  awsAlarms("DBInstanceIdentifier", "acme", RDS_METRICS),
  [...awsVariants(RDS_METRICS, "DBInstanceIdentifier"), ADVANCED],
);

function azureAlerts(metrics: readonly string[]): readonly OtherResource[] {
  return metrics.map((metricName) => ({
    type: METRIC_ALERT,
    name: metricName,
    props: { criteria: { allOf: [{ metricName }] } },
    refersTo: { scopes: ["subject"] },
  }));
}

const OPEN_ALERT: Variant = {
  why: "an alert on something that is not known",
  others: [{ type: METRIC_ALERT, name: "any", props: { scopes: NOT_YET_KNOWN } }],
  outcome: "unknown",
};

function gcpPolicies(metrics: readonly string[]): readonly OtherResource[] {
  return metrics.map((metric) => ({
    type: POLICY,
    name: metric,
    props: {
      conditions: [{ conditionThreshold: { filter: `metric.type="${metric}" AND resource.label.id="p:acme"` } }],
    },
  }));
}

const OPEN_POLICY: Variant = {
  why: "conditions that are not known",
  others: [{ type: POLICY, name: "any", props: { conditions: NOT_YET_KNOWN } }],
  outcome: "unknown",
};
const OTHERS_POLICY: Variant = { why: "a name that is not known", change: { name: NOT_YET_KNOWN }, outcome: "unknown" };
const GCP_VARIANTS = [OPEN_POLICY, OTHERS_POLICY];

const SQL = ["cpu/utilization", "disk/utilization", "postgresql/num_backends"].map(
  (name) => `cloudsql.googleapis.com/database/${name}`,
);
const VALKEY = ["cpu/maximum_utilization", "memory/maximum_utilization", "node/clients/connected_clients"].map(
  (name) => `memorystore.googleapis.com/instance/${name}`,
);
const REDIS = ["cpu_utilization", "memory/usage_ratio", "clients/connected"].map(
  (name) => `redis.googleapis.com/${name}`,
);

export const CAPACITY_CASES: RuleCases = {
  "MON-05": [
    {
      ...INSTANCE,
      absent: INSIGHT_ABSENT,
      unknown: { databaseInsightsMode: "pass" },
      breaks: [...INSTANCE.breaks, below("monitoringInterval", 1), NO_INSIGHT, OF_ANOTHER],
    },
    {
      type: "aws:rds/clusterInstance:ClusterInstance",
      compliant: INSIGHT,
      absent: { monitoringInterval: "fail", performanceInsightsEnabled: "fail" },
      breaks: [below("monitoringInterval", 1), turned("performanceInsightsEnabled", true)],
      variants: [STAGING],
    },
    ...["aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster"].map((type) =>
      watched(
        type,
        DATABASE,
        { clusterIdentifier: "acme" },
        awsAlarms("DBClusterIdentifier", "acme", AURORA_METRICS),
        awsVariants(AURORA_METRICS, "DBClusterIdentifier"),
      ),
    ),
    watched(
      "aws:elasticache/replicationGroup:ReplicationGroup",
      CACHE,
      { replicationGroupId: "acme" },
      awsAlarms("CacheClusterId", "acme-0001-001", CACHE_METRICS),
      [STANDARD, ...awsVariants(CACHE_METRICS, "CacheClusterId")],
    ),
    watched(
      "azure-native:dbforpostgresql:Server",
      DATABASE,
      {},
      azureAlerts(["cpu_percent", "storage_percent", "active_connections"]),
      [
        OPEN_ALERT,
        { why: "a replica", change: { createMode: "Replica" }, others: [], outcome: "not-applicable" },
        { why: "perhaps a replica", change: { createMode: NOT_YET_KNOWN }, others: [], outcome: "unknown" },
      ],
    ),
    ...["azure-native:redisenterprise:RedisEnterprise", "azure-native:redis:Redis"].map((type) =>
      watched(type, CACHE, {}, azureAlerts(["serverLoad", "usedmemorypercentage", "connectedclients"]), [
        OPEN_ALERT,
        STANDARD,
      ]),
    ),
    watched("gcp:sql/databaseInstance:DatabaseInstance", DATABASE, { name: "acme" }, gcpPolicies(SQL), [
      ...GCP_VARIANTS,
      { why: "a replica", change: { masterInstanceName: "acme-0" }, others: [], outcome: "not-applicable" },
    ]),
    watched("gcp:memorystore/instance:Instance", CACHE, { name: "projects/p/instances/acme" }, gcpPolicies(VALKEY), [
      ...GCP_VARIANTS,
      STANDARD,
    ]),
    watched("gcp:redis/instance:Instance", CACHE, { name: "acme" }, gcpPolicies(REDIS), [...GCP_VARIANTS, STANDARD]),
  ],
};
