/** Alert policies of Cloud Monitoring: one per alert for its numbers, one more for each of its filters of a log. */
import { AlertPolicy } from "@pulumi/gcp/monitoring/alertPolicy.js";
import type { AlertPolicyArgs } from "@pulumi/gcp/monitoring/alertPolicy.js";
import type { input } from "@pulumi/gcp/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { aggregation, numberOf, ringing, seriesFilter } from "./alert-queries.ts";
import type { NumberSignal, SeriesSignal } from "./alert-queries.ts";
import { logFilter } from "./alert-targets.ts";
import type { GcpComponent } from "./gcp-component.ts";

/** Conditions of one policy (SDK docstring: monitoring.AlertPolicy.conditions). */
const MAX_CONDITIONS = 6;

/** An incident about a number that no longer arrives ends after a day. */
const NUMBER_AUTO_CLOSE = "86400s";
/** A line of a log never ends by itself: the shortest that there is, so that the next one rings again. */
const LOG_AUTO_CLOSE = "1800s";
/** Lines of a log that come together page once in this time. */
const LOG_RATE_LIMIT = "900s";

type Condition = input.monitoring.AlertPolicyCondition;
/** Ids of notification channels by route. */
export type Channels = Readonly<Record<string, readonly pulumi.Output<string>[]>>;

/** A signal with the number that it is. */
interface NumberedSignal {
  readonly signal: SignalSpec;
  readonly number: NumberSignal;
}

/** Creates the policies of one alert. */
export function createPolicies(
  owner: GcpComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  channels: Channels,
): readonly AlertPolicy[] {
  const numbers = numbersOf(alert);
  const policies = numbers.length === 0 ? [] : [createNumberPolicy(owner, args, alert, numbers, channels)];
  const logs = alert.signals.flatMap((signal) =>
    signal.gcp?.type === "log" ? [createLogPolicy(owner, args, alert, signal, signal.gcp.filter, channels)] : [],
  );
  return [...policies, ...logs];
}

function numbersOf({ signals }: AlertSpec): readonly NumberedSignal[] {
  return signals.flatMap((signal) => {
    const number = numberOf(signal);
    return number === undefined ? [] : [{ signal, number }];
  });
}

/**
 * The numbers that explain a signal: those of other alerts on the same role, since a full database explains nothing about a
 * bucket. Lines of a log have no state, so they explain nothing.
 */
function explanations(alert: AlertSpec, { role }: SignalSpec, args: MonitoringArgs): readonly NumberedSignal[] {
  return args.spec.alerts
    .filter(({ id }) => alert.suppressedBy.includes(id))
    .flatMap((other) => numbersOf(other).filter(({ signal }) => signal.role === role));
}

function createNumberPolicy(
  owner: GcpComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  numbers: readonly NumberedSignal[],
  channels: Channels,
): AlertPolicy {
  return owner.child(AlertPolicy, `alert-${alert.id}`, {
    ...common(owner, args, alert, channels),
    displayName: `${args.stack.name} ${alert.id}`,
    conditions: conditionsOf(args, alert, numbers),
    alertStrategy: { autoClose: NUMBER_AUTO_CLOSE, notificationPrompts: ["OPENED", "CLOSED"] },
  });
}

/** A condition per signal; where one depends on others, all of the alert in one of PromQL, which alone can say "unless". */
function conditionsOf(args: MonitoringArgs, alert: AlertSpec, numbers: readonly NumberedSignal[]): Condition[] {
  const plain = numbers.flatMap(({ signal, number }) =>
    number.type !== "promql" && explanations(alert, signal, args).length === 0 ? [{ signal, number }] : [],
  );
  if (plain.length < numbers.length || plain.length > MAX_CONDITIONS) return [combined(args, alert, numbers)];
  return plain.map(({ signal, number }) => ({
    displayName: `${alert.id}: ${signal.key}`,
    ...seriesCondition(args, signal, number),
  }));
}

function seriesCondition(
  args: MonitoringArgs,
  { threshold = 0 }: SignalSpec,
  number: SeriesSignal,
): Pick<Condition, "conditionThreshold" | "conditionAbsent"> {
  const { duration } = number;
  const watched = { filter: seriesFilter(number, args), aggregations: [aggregation(number, args)], duration };
  if (number.type === "absent") return { conditionAbsent: { ...watched, trigger: { count: 1 } } };
  const { comparison } = number;
  return { conditionThreshold: { ...watched, comparison, thresholdValue: threshold, trigger: { count: 1 } } };
}

function combined(args: MonitoringArgs, alert: AlertSpec, numbers: readonly NumberedSignal[]): Condition {
  const terms = numbers.map(({ signal, number }) => {
    const rings = ringing(number, signal.threshold ?? 0, args);
    const explained = explanations(alert, signal, args).map((other) =>
      ringing(other.number, other.signal.threshold ?? 0, args),
    );
    return explained.length === 0
      ? pulumi.interpolate`(${rings})`
      : pulumi.interpolate`((${rings}) unless on() (${anyOf(explained)}))`;
  });
  return {
    displayName: alert.id,
    conditionPrometheusQueryLanguage: {
      query: anyOf(terms),
      duration: `${alert.forMinutes * 60}s`,
      evaluationInterval: "60s",
      // A metric begins to exist with its first number, after the policy.
      disableMetricValidation: true,
    },
  };
}

function anyOf(queries: readonly pulumi.Output<string>[]): pulumi.Output<string> {
  return pulumi.all([...queries]).apply((known) => known.join(" or "));
}

function createLogPolicy(
  owner: GcpComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  filter: string,
  channels: Channels,
): AlertPolicy {
  return owner.child(AlertPolicy, `alert-${alert.id}-${signal.key}`, {
    ...common(owner, args, alert, channels),
    displayName: `${args.stack.name} ${alert.id} ${signal.key}`,
    conditions: [
      { displayName: `${alert.id}: ${signal.key}`, conditionMatchedLog: { filter: logFilter(filter, args) } },
    ],
    alertStrategy: { autoClose: LOG_AUTO_CLOSE, notificationRateLimit: { period: LOG_RATE_LIMIT } },
  });
}

function common(
  owner: GcpComponent,
  { stack, boundary }: MonitoringArgs,
  { id, meaning, severity, route, runbook }: AlertSpec,
  channels: Channels,
): Omit<AlertPolicyArgs, "conditions" | "displayName"> {
  return {
    project: boundary.boundaryName,
    combiner: "OR",
    enabled: true,
    severity: severity === "critical" ? "CRITICAL" : "WARNING",
    notificationChannels: [...(channels[route] ?? [])],
    // What it means and what to do, for whoever is woken by it.
    documentation: {
      subject: `${stack.name}: ${id}`,
      content: [meaning, "", ...runbook.map((step, index) => `${index + 1}. ${step}`)].join("\n"),
      mimeType: "text/markdown",
    },
    // The forwarder reads the route; the others are for people.
    userLabels: { ...owner.allLabels("none"), alert: id, route },
  };
}
