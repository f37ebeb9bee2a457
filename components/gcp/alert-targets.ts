/** What the alerts look at on Google Cloud: the stack's own resources, by the names under which they send numbers and logs. */
import * as pulumi from "@pulumi/pulumi";
import type { MonitoringArgs } from "../contracts.ts";
import { present } from "../present.ts";
import { instanceName } from "./database-name.ts";
import { bucketName, resourceName } from "./names.ts";

/** The resources of one kind that are the stack's. */
interface Own {
  /** Label of the monitored resource that names them. */
  readonly label: string;
  /** Exactly these, or all that begin so. Absent: the whole project is meant. */
  readonly names?: readonly pulumi.Input<string>[];
  readonly prefix?: pulumi.Input<string>;
}

/** `project:instance`, as Cloud SQL names itself; readers' names begin with that of their primary. */
function database(args: MonitoringArgs): pulumi.Output<string> {
  return pulumi.interpolate`${args.boundary.boundaryName}:${instanceName(args.database)}`;
}

const buckets = ({ stack, watched }: MonitoringArgs): readonly string[] =>
  present(watched.objects, "buckets").buckets.map(({ name }) => bucketName(stack, name, stack.region));
const cache = (args: MonitoringArgs): Own => ({ label: "instance_id", names: [resourceName(args.stack, "cache")] });

const OWN: Readonly<Record<string, (args: MonitoringArgs) => Own>> = {
  cloudsql_database: (args) => ({ label: "database_id", prefix: database(args) }),
  cloudsql_instance_database: (args) => ({ label: "resource_id", prefix: database(args) }),
  "memorystore.googleapis.com/Instance": cache,
  "memorystore.googleapis.com/InstanceNode": cache,
  gcs_bucket: (args) => ({ label: "bucket_name", names: buckets(args) }),
  nat_gateway: ({ stack }) => ({ label: "gateway_name", names: [resourceName(stack, "nat")] }),
  logging_sink: ({ stack }) => ({ label: "name", names: [resourceName(stack, "audit-evidence")] }),
  consumer_quota: () => ({ label: "quota_metric" }),
};

/** Labels that belong to the metric, though they tell resources apart. */
const METRIC_LABELS: readonly string[] = ["quota_metric"];

/**
 * Label that tells the resources of a kind apart, as aggregations name it.
 * @throws Error for a kind that the stack does not have: the catalogue and this table disagree.
 */
export function resourceLabel(resourceType: string, args: MonitoringArgs): string {
  const { label } = ownOf(resourceType, args);
  return `${METRIC_LABELS.includes(label) ? "metric" : "resource"}.label.${label}`;
}

/** Restriction of a Monitoring filter to the stack's own. Throws as {@link resourceLabel}. */
export function monitoringFilter(resourceType: string, args: MonitoringArgs): pulumi.Output<string> {
  const { label, names, prefix } = ownOf(resourceType, args);
  const kind = `resource.type="${resourceType}"`;
  if (prefix !== undefined) return pulumi.interpolate`${kind} AND resource.label.${label}=starts_with("${prefix}")`;
  if (names === undefined) return pulumi.output(kind);
  return pulumi
    .all([...names])
    .apply((known) => `${kind} AND resource.label.${label}=one_of(${known.map(quoted).join(",")})`);
}

/** The same as matchers of PromQL, without braces. Throws as {@link resourceLabel}. */
export function promqlMatchers(resourceType: string, args: MonitoringArgs): pulumi.Output<string> {
  const { label, names, prefix } = ownOf(resourceType, args);
  const kind = `monitored_resource="${resourceType}"`;
  if (prefix !== undefined) return pulumi.interpolate`${kind},${label}=~"${prefix}.*"`;
  if (names === undefined) return pulumi.output(kind);
  return pulumi.all([...names]).apply((known) => `${kind},${label}=~"${known.join("|")}"`);
}

/** Names that filters of logs have places for. */
const LOG_PLACES: Readonly<Record<string, (args: MonitoringArgs) => pulumi.Input<string>>> = {
  stack: ({ stack }) => stack.name,
  buckets: (args) => buckets(args).map(quoted).join(" OR "),
  database,
  databaseName: (args) => instanceName(args.database),
  keyRing: ({ keys }) => keys.keys.data.keyId.apply((id) => /\/keyRings\/([^/]+)\//.exec(id)?.[1] ?? id),
};

/**
 * A filter of Cloud Logging with the stack's names in it.
 * @throws Error for a place that nothing here fills: the catalogue and this table disagree.
 */
export function logFilter(filter: string, args: MonitoringArgs): pulumi.Output<string> {
  const parts = filter.split(/\$\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const fill = LOG_PLACES[part];
    if (fill === undefined) throw new Error(`no resource of Google Cloud stands behind \${${part}} of an alert`);
    return fill(args);
  });
  return pulumi.all(parts).apply((known) => known.join(""));
}

function ownOf(resourceType: string, args: MonitoringArgs): Own {
  const find = OWN[resourceType];
  if (find === undefined)
    throw new Error(`the stack has no resource of the kind ${resourceType}, which an alert watches`);
  return find(args);
}

function quoted(name: string): string {
  return `"${name}"`;
}
