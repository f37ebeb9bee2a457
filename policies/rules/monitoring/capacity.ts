/** Each store has alarms before it is full or overloaded. */
import { all, any, atLeast, check, equals, isTrue, when } from "../../checks.ts";
import { fail, PASS, unknown, type Finding } from "../../finding.ts";
import { unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { promisesCacheAlerts } from "../../tier-promises.ts";
import type { View } from "../../view.ts";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const METRIC_ALERT = "azure-native:monitor:MetricAlert";
const QUERY_ALERT = "azure-native:monitor:ScheduledQueryRule";
const ALERT_POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";

/** What is watched, and the metrics of any cloud that watch it. */
interface Capacity {
  readonly name: "cpu" | "storage" | "memory" | "connections";
  readonly sign: RegExp;
}

const DATABASE: readonly Capacity[] = [
  { name: "cpu", sign: /CPUUtilization|cpu_percent|database[/_]cpu[/_]utilization/ },
  {
    name: "storage",
    sign: /FreeStorageSpace|FreeLocalStorage|VolumeBytesUsed|storage_percent|database[/_]disk[/_]utilization/,
  },
  { name: "connections", sign: /DatabaseConnections|active_connections|num_backends|postgresql_num_backends/ },
];
const CACHE: readonly Capacity[] = [
  { name: "cpu", sign: /CPUUtilization|serverLoad|percentProcessorTime|cpu[/_](maximum_)?utilization/ },
  {
    name: "memory",
    sign: /DatabaseMemoryUsage|FreeableMemory|BytesUsedForCache|usedmemorypercentage|memory[/_](maximum_|usage_)?(utilization|ratio)/,
  },
  { name: "connections", sign: /CurrConnections|connectedclients|connected_clients|clients[/_]connected/ },
];

/** Metrics of an alarm with the texts that name what they are of. */
type Watch = readonly { readonly metric: string; readonly of: readonly string[] }[];

function awsWatches(alarm: Subject): Watch | "unknown" {
  const queries = alarm.view.items("metricQueries");
  if (queries === undefined) return "unknown";
  const metrics: readonly View[] = [alarm.view, ...queries.map((query) => query.at("metric"))];
  if (metrics.some((metric) => metric.read("dimensions").state === "unknown")) return "unknown";
  return metrics.flatMap((metric) => {
    const name = metric.read("metricName");
    const dimensions = metric.at("dimensions");
    const of = (metric.keys("dimensions") ?? []).flatMap((key) => {
      const value = dimensions.read(key);
      return value.state === "known" ? [String(value.value)] : [];
    });
    return name.state === "known" ? [{ metric: String(name.value), of }] : [];
  });
}

/** A cache's node is called after its group: `acme-cache-0001-001`, without shards `acme-cache-001`. */
function isOf(names: readonly string[], of: readonly string[]): boolean {
  return names.some((name) =>
    of.some((one) => one === name || (one.startsWith(name) && /^(-\d{4})?-\d{3}$/.test(one.slice(name.length)))),
  );
}

/** What its source is watched for. */
function unlessCopy(then: Check): Check {
  return unlessReplica(then, "a replica of another store");
}

function awsWatched(capacities: readonly Capacity[], nameProperty: string, dependency: readonly string[]): Check {
  return unlessCopy(
    check([], (subject, _context, graph) => {
      const name = subject.view.read(nameProperty);
      const names = name.state === "known" ? [String(name.value)] : [];
      const alarms = graph.ofType(METRIC_ALARM).map((alarm) => ({
        watches: awsWatches(alarm),
        depends: dependency.some((path) => alarm.propertyDependencies[path]?.includes(subject.urn) === true),
      }));
      const metrics = alarms.flatMap(({ watches, depends }) =>
        watches === "unknown" ? [] : watches.filter(({ of }) => depends || isOf(names, of)).map(({ metric }) => metric),
      );
      return missingOf(capacities, metrics, alarms.some(({ watches }) => watches === "unknown") || names.length === 0);
    }),
  );
}

function missingOf(capacities: readonly Capacity[], metrics: readonly string[], open: boolean): Finding {
  const missing = capacities.filter(({ sign }) => !metrics.some((metric) => sign.test(metric)));
  if (missing.length === 0) return PASS;
  if (open) return unknown("dimensions");
  const list = missing.map(({ name }) => name).join(", ");
  return fail("", `got no alarm on ${list}, expected one each; add alarms on this store`);
}

/** The texts of an alert's conditions, as they are: metrics stand in filters and queries. */
function textsOf(
  alerts: readonly Subject[],
  path: string,
): { readonly texts: readonly string[]; readonly open: boolean } {
  const readings = alerts.map(({ view }) => view.read(path));
  return {
    texts: readings.flatMap((one) => (one.state === "known" ? [JSON.stringify(one.value)] : [])),
    open: readings.some(({ state }) => state === "unknown"),
  };
}

function azureWatched(capacities: readonly Capacity[]): Check {
  return unlessCopy(
    check([], (subject, _context, graph) => {
      const alerts = [METRIC_ALERT, QUERY_ALERT].flatMap((type) => graph.pointingAt(subject, type, "scopes"));
      const { texts, open } = textsOf(alerts, "criteria");
      const undecided = graph.hasUndecided(METRIC_ALERT, "scopes", subject);
      return missingOf(capacities, texts, open || undecided);
    }),
  );
}

/** Google Cloud's alerts name what they watch inside a text, so the database's name or a beginning of it is looked for. */
function gcpWatched(capacities: readonly Capacity[]): Check {
  return unlessCopy(
    check([], (subject, _context, graph) => {
      const name = subject.view.read("name");
      const { texts, open } = textsOf(graph.ofType(ALERT_POLICY), "conditions");
      const own = name.state === "known" ? texts.filter((text) => text.includes(lastPart(String(name.value)))) : [];
      return missingOf(capacities, own, open || name.state !== "known");
    }),
  );
}

/** `projects/p/locations/l/instances/name` is `name`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** The small tiers' metric sets have no cache in them. */
function promised(then: Check): Check {
  return when((_subject, context) => promisesCacheAlerts(context), "the tier's metric set has no caches", then);
}

const RDS_DEPENDENCIES = ["dimensions", "metricQueries"] as const;

const hostLoad: Check = atLeast("monitoringInterval", 1, { absent: 0 });
const queryLoad: Check = isTrue("performanceInsightsEnabled", { absent: false });

/** The host's and the queries' load, second by second. Of a cluster's nodes the newer word for it is the cluster's own. */
const clusterInsight: Check = all(hostLoad, queryLoad);
const insight: Check = all(
  hostLoad,
  any(queryLoad, equals("databaseInsightsMode", "advanced", { absent: "standard" })),
);

export const CAPACITY_RULES = [
  defineRule({
    id: "MON-05",
    name: "datastore-capacity-alarms",
    title: "Each production store has alarms on load, space and connections",
    severity: "low",
    scope: "stack",
    appliesTo: "production",
    checks: {
      "aws:rds/instance:Instance": all(awsWatched(DATABASE, "identifier", RDS_DEPENDENCIES), insight),
      "aws:rds/clusterInstance:ClusterInstance": clusterInsight,
      "aws:rds/cluster:Cluster": awsWatched(DATABASE, "clusterIdentifier", RDS_DEPENDENCIES),
      "aws:docdb/cluster:Cluster": awsWatched(DATABASE, "clusterIdentifier", RDS_DEPENDENCIES),
      "aws:elasticache/replicationGroup:ReplicationGroup": promised(
        awsWatched(CACHE, "replicationGroupId", RDS_DEPENDENCIES),
      ),
      "azure-native:dbforpostgresql:Server": azureWatched(DATABASE),
      "azure-native:redisenterprise:RedisEnterprise": promised(azureWatched(CACHE)),
      "azure-native:redis:Redis": promised(azureWatched(CACHE)),
      "gcp:sql/databaseInstance:DatabaseInstance": gcpWatched(DATABASE),
      "gcp:memorystore/instance:Instance": promised(gcpWatched(CACHE)),
      "gcp:redis/instance:Instance": promised(gcpWatched(CACHE)),
    },
  }),
] as const;
