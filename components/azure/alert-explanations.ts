/**
 * One failure pages once. Azure has no alarm made of alarms, and its processing rules know clocks and names, not what else
 * rings. So each rule says itself when it stays silent: a metric rule takes the opposite of what explains it as a second
 * condition, a query looks for it first. Events have no state, so they neither explain nor are explained.
 */
import type { AzureSignalOf } from "../../tiers/azure-signals.ts";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import { isExported } from "./alert-targets.ts";
import type { MetricSignal } from "./alert-targets.ts";

/** Conditions that one metric rule takes (azure-docs, "Create a metric alert": at most five). */
const MAX_CONDITIONS = 5;

/** A number and the line that it crosses. */
export interface Crossing {
  readonly metric: MetricSignal;
  readonly threshold: number;
}

type LogSignal = AzureSignalOf<"log">;

const SYMBOL = { GreaterThan: ">", GreaterThanOrEqual: ">=", LessThan: "<", LessThanOrEqual: "<=" } as const;
const OPPOSITE = {
  GreaterThan: "LessThanOrEqual",
  GreaterThanOrEqual: "LessThan",
  LessThan: "GreaterThanOrEqual",
  LessThanOrEqual: "GreaterThan",
} as const satisfies Record<MetricSignal["operator"], MetricSignal["operator"]>;

/** Signals of other alerts that explain one: on the same role, since a full database explains nothing about a bucket. */
function explanations(alerts: readonly AlertSpec[], alert: AlertSpec, { role }: SignalSpec): readonly SignalSpec[] {
  return alerts
    .filter(({ id }) => alert.suppressedBy.includes(id))
    .flatMap(({ signals }) => signals.filter((signal) => signal.role === role));
}

/** What must not hold for a metric rule to ring: only numbers of the same resources can be asked in it. */
export function silencing(
  alerts: readonly AlertSpec[],
  alert: AlertSpec,
  signal: SignalSpec,
  { namespace }: MetricSignal,
): readonly Crossing[] {
  return explanations(alerts, alert, signal)
    .flatMap(({ azure, threshold }) =>
      azure?.type === "metric" && azure.namespace === namespace
        ? [{ metric: { ...azure, operator: OPPOSITE[azure.operator] }, threshold: threshold ?? 0 }]
        : [],
    )
    .slice(0, MAX_CONDITIONS - 1);
}

/** The query of a log rule, which leaves no row while something explains it. */
export function guardedQuery(
  alerts: readonly AlertSpec[],
  alert: AlertSpec,
  signal: SignalSpec,
  { query }: LogSignal,
): string {
  const counts = explanations(alerts, alert, signal).flatMap(({ azure, threshold }) => {
    if (azure?.type === "metric" && isExported(azure)) return [countCrossings(azure, threshold ?? 0)];
    return azure?.type === "log" ? [countRows(azure)] : [];
  });
  if (counts.length === 0) return query;
  return [
    ...counts.map((count, index) => `let explained${index + 1} = toscalar(${count});`),
    query,
    `| where ${counts.map((_, index) => `explained${index + 1} == 0`).join(" and ")}`,
  ].join("\n");
}

function countCrossings({ namespace, metric, aggregation, operator, window }: MetricSignal, threshold: number): string {
  const provider = namespace.slice(0, namespace.indexOf("/"));
  return [
    "AzureMetrics",
    `where TimeGenerated > ago(${kqlSpan(window)}) and ResourceProvider =~ "${provider}" and MetricName =~ "${metric}"`,
    `summarize countif(${aggregation} ${SYMBOL[operator]} ${threshold})`,
  ].join(" | ");
}

function countRows({ query, window }: LogSignal): string {
  const [table = "", ...steps] = query.split("\n");
  return [table, `| where TimeGenerated > ago(${kqlSpan(window)})`, ...steps, "| count"].join(" ");
}

/** `PT15M` → `15m`, `P2D` → `2d`. */
function kqlSpan(duration: string): string {
  return duration.replace(/^PT?/, "").toLowerCase();
}
