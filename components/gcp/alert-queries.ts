/** Signals as numbers: aggregations for thresholds and curves, PromQL where one signal depends on others. */
import type { input } from "@pulumi/gcp/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { SignalSpec } from "../../tiers/blueprint.ts";
import type { GcpSignal, GcpSignalOf } from "../../tiers/gcp-signals.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { monitoringFilter, promqlMatchers, resourceLabel } from "./alert-targets.ts";

export type SeriesSignal = GcpSignalOf<"metric"> | GcpSignalOf<"absent">;
/** A signal that is a number, rather than a line of a log. */
export type NumberSignal = SeriesSignal | GcpSignalOf<"promql">;

/** What a signal is of, if it is a number that an alert can compare. */
export function numberOf({ gcp }: SignalSpec): NumberSignal | undefined {
  return gcp !== undefined && isNumber(gcp) ? gcp : undefined;
}

function isNumber(signal: GcpSignal): signal is NumberSignal {
  return signal.type === "metric" || signal.type === "absent" || signal.type === "promql";
}

/** Filter of one metric of the stack's own resources. */
export function seriesFilter(signal: SeriesSignal, args: MonitoringArgs): pulumi.Output<string> {
  const labels = Object.entries(signal.where ?? {}).map(([label, values]) =>
    values.length === 1
      ? ` AND metric.label.${label}="${values[0]}"`
      : ` AND metric.label.${label}=one_of(${values.map((value) => `"${value}"`).join(",")})`,
  );
  return pulumi.interpolate`metric.type="${signal.metricType}" AND ${monitoringFilter(signal.resourceType, args)}${labels.join("")}`;
}

/** One series per resource: one failure must not ring once per database, node or storage class of it. */
export function aggregation(
  signal: SeriesSignal,
  args: MonitoringArgs,
): input.monitoring.AlertPolicyConditionConditionThresholdAggregation {
  return {
    alignmentPeriod: signal.alignmentPeriod,
    perSeriesAligner: signal.aligner,
    crossSeriesReducer: reducerOf(signal),
    groupByFields: groupsOf(signal, args),
  };
}

function reducerOf(signal: SeriesSignal): string {
  if (signal.reducer !== undefined) return signal.reducer;
  if (signal.aligner === "ALIGN_DELTA" || signal.aligner === "ALIGN_COUNT_TRUE") return "REDUCE_SUM";
  return signal.type === "metric" && signal.comparison === "COMPARISON_LT" ? "REDUCE_MIN" : "REDUCE_MAX";
}

function groupsOf(signal: SeriesSignal, args: MonitoringArgs): string[] {
  return [...(signal.groupBy ?? [resourceLabel(signal.resourceType, args)])];
}

const RANGE_FUNCTION = {
  ALIGN_MEAN: "avg_over_time",
  ALIGN_MAX: "max_over_time",
  ALIGN_MIN: "min_over_time",
  ALIGN_DELTA: "increase",
  // True counts as 1.
  ALIGN_COUNT_TRUE: "sum_over_time",
  ALIGN_NEXT_OLDER: "last_over_time",
} as const satisfies Partial<Record<SeriesSignal["aligner"], string>>;

const OPERATOR = { COMPARISON_GT: ">", COMPARISON_LT: "<" } as const;

/** PromQL that gives something back exactly while the signal's condition holds. */
export function ringing(signal: NumberSignal, threshold: number, args: MonitoringArgs): pulumi.Output<string> {
  if (signal.type === "absent") {
    return pulumi.interpolate`absent_over_time(${selector(signal, args)}[${signal.duration}])`;
  }
  return pulumi.interpolate`(${numberQuery(signal, args)}) ${OPERATOR[signal.comparison]} ${threshold}`;
}

/** PromQL of the number that is compared. */
export function numberQuery(
  signal: Exclude<NumberSignal, GcpSignalOf<"absent">>,
  args: MonitoringArgs,
): pulumi.Output<string> {
  if (signal.type === "promql") {
    const { query, resourceType } = signal;
    if (resourceType === undefined) return pulumi.output(query);
    return promqlMatchers(resourceType, args).apply((matchers) => query.replaceAll("${resource}", matchers));
  }
  const range = `[${signal.alignmentPeriod}]`;
  const labels = groupsOf(signal, args).map((path) => path.slice(path.lastIndexOf(".") + 1));
  const reducer = reducerOf(signal);
  if (reducer === "REDUCE_PERCENTILE_95") {
    const buckets = selector(signal, args, "_bucket");
    return pulumi.interpolate`histogram_quantile(0.95, sum by (${["le", ...labels].join(", ")}) (increase(${buckets}${range})))`;
  }
  if (signal.aligner === "ALIGN_PERCENTILE_95")
    throw new Error(`${signal.metricType} has no PromQL for ${signal.aligner}`);
  const reduce = reducer.replace("REDUCE_", "").toLowerCase();
  return pulumi.interpolate`${reduce} by (${labels.join(", ")}) (${RANGE_FUNCTION[signal.aligner]}(${selector(signal, args)}${range}))`;
}

/** `cloudsql.googleapis.com/database/cpu/utilization` → `cloudsql_googleapis_com:database_cpu_utilization{…}` (Cloud Monitoring "PromQL for Cloud Monitoring metrics"). */
function selector(signal: SeriesSignal, args: MonitoringArgs, suffix = ""): pulumi.Output<string> {
  const [, host = "", path = ""] = /^([^/]+)\/(.+)$/.exec(signal.metricType) ?? [];
  const underscored = (text: string): string => text.replaceAll(/[^a-zA-Z0-9]/g, "_");
  const labels = Object.entries(signal.where ?? {}).map(([label, values]) => `,${label}=~"${values.join("|")}"`);
  return pulumi.interpolate`${underscored(host)}:${underscored(path)}${suffix}{${promqlMatchers(signal.resourceType, args)}${labels.join("")}}`;
}
