/** CloudWatch alarms of one signal: a plain metric, the worst of several, an expression, or lines of a log. */
import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter.js";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { input } from "@pulumi/aws/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AlertSpec, SignalSpec, StackSpec } from "../../tiers/blueprint.ts";
import type { AwsSignalOf } from "../../tiers/aws-signals.ts";
import type { TenantComponent } from "../component.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { dimensionsOf, logGroupOf } from "./alert-targets.ts";
import type { Dimensions } from "./alert-targets.ts";

/** Metrics that one alarm can take into an expression (CloudWatch user guide, "Create an alarm based on a metric math expression"). */
const MAX_METRICS = 10;

type Measured = Exclude<NonNullable<SignalSpec["aws"]>, AwsSignalOf<"event">>;

/** An alarm, by the name that composite alarms use. */
export interface CreatedAlarm {
  readonly name: string;
  readonly alarm: MetricAlarm;
}

/** Who is told of an alarm that stands alone; empty where a composite alarm speaks for it. */
export type AlarmActions = readonly pulumi.Output<string>[];

/** Name of an alarm, unique in the account and region: `acme-production-cpu-high-database`. */
export function alarmName(stack: StackSpec, ...parts: readonly string[]): string {
  return [stack.name, ...parts].join("-");
}

/** How many alarms a signal needs: one, unless more resources send numbers than one alarm can compare. */
export function alarmKeys(signal: SignalSpec, args: MonitoringArgs): readonly string[] {
  if (signal.aws === undefined || signal.aws.type === "event") return [];
  const { length } = signal.aws.type === "filter" ? [signal.aws.type] : groupsOf(signal, signal.aws, args);
  return Array.from({ length }, (_, index) => (index === 0 ? signal.key : `${signal.key}-${index + 1}`));
}

/** Creates the alarms of one signal. */
export function createAlarms(
  owner: TenantComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  actions: AlarmActions,
): readonly CreatedAlarm[] {
  const { aws } = signal;
  if (aws === undefined || aws.type === "event") return [];
  const keys = alarmKeys(signal, args);
  const measures =
    aws.type === "filter"
      ? [countLines(owner, args, alert, signal, aws)]
      : groupsOf(signal, aws, args).map((group) => measure(aws, group));
  return measures.map((measured, index) => {
    const key = keys[index] ?? signal.key;
    const name = alarmName(args.stack, alert.id, key);
    const alarm = owner.taggedChild(MetricAlarm, `alarm-${alert.id}-${key}`, "none", {
      name,
      alarmDescription: describe(alert, signal),
      ...measured,
      comparisonOperator: aws.operator,
      threshold: signal.threshold ?? 0,
      evaluationPeriods: aws.evaluationPeriods,
      datapointsToAlarm: aws.evaluationPeriods,
      treatMissingData: aws.missingData,
      alarmActions: [...actions],
      okActions: [...actions],
    });
    return { name, alarm };
  });
}

/** What it means and what to do, for whoever is woken by it; at most 1,024 characters. */
export function describe({ meaning, runbook }: AlertSpec, signal?: SignalSpec): string {
  const what = signal === undefined ? meaning : `${meaning} (${signal.key})`;
  return [what, ...runbook.map((step, index) => `${index + 1}. ${step}`)].join("\n").slice(0, 1024);
}

/** Resources in groups that one alarm can compare. */
function groupsOf(
  signal: SignalSpec,
  aws: Exclude<Measured, AwsSignalOf<"filter">>,
  args: MonitoringArgs,
): readonly (readonly Dimensions[])[] {
  const resources = dimensionsOf(signal.target, args);
  const perAlarm = aws.type === "metric" ? MAX_METRICS : Math.floor(MAX_METRICS / Object.keys(aws.metrics).length);
  const groups: Dimensions[][] = [];
  for (let index = 0; index < resources.length; index += perAlarm)
    groups.push(resources.slice(index, index + perAlarm));
  return groups;
}

type Measurement = Pick<
  MetricAlarmArgs,
  "namespace" | "metricName" | "dimensions" | "statistic" | "extendedStatistic" | "period" | "metricQueries"
>;

function measure(aws: Exclude<Measured, AwsSignalOf<"filter">>, resources: readonly Dimensions[]): Measurement {
  const [only] = resources;
  if (aws.type === "metric" && resources.length === 1 && only !== undefined) {
    return {
      namespace: aws.namespace,
      metricName: aws.metric,
      dimensions: only,
      ...(/^p\d/.test(aws.statistic) ? { extendedStatistic: aws.statistic } : { statistic: aws.statistic }),
      period: aws.periodSeconds,
    };
  }
  const metrics = aws.type === "metric" ? { node: aws } : aws.metrics;
  const queries = Object.entries(metrics).flatMap(([name, { namespace, metric, statistic }]) =>
    resources.map((dimensions, index) => ({
      id: `${name}${index + 1}`,
      metric: { namespace, metricName: metric, dimensions, period: aws.periodSeconds, stat: statistic },
      returnData: false,
    })),
  );
  const listed = (name: string): string => resources.map((_, index) => `${name}${index + 1}`).join(", ");
  const expression =
    aws.type === "metric"
      ? `${aws.worst === "max" ? "MAX" : "MIN"}([${listed("node")}])`
      : Object.keys(aws.metrics).reduce(
          (text, name) =>
            text.replaceAll(
              new RegExp(`\\b${name}\\b`, "g"),
              resources.length === 1 ? `${name}1` : `SUM([${listed(name)}])`,
            ),
          aws.expression,
        );
  const result: input.cloudwatch.MetricAlarmMetricQuery = {
    id: "result",
    expression,
    label: aws.type === "metric" ? `${aws.metric}, the worst` : "result",
    returnData: true,
  };
  return { metricQueries: [result, ...queries] };
}

/** Namespace of what the stack counts in its own logs. */
function namespaceOf(stack: StackSpec): string {
  return `Leasehold/${stack.name}`;
}

function countLines(
  owner: TenantComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  aws: AwsSignalOf<"filter">,
): Measurement {
  const { stack } = args;
  const name = alarmName(stack, alert.id, signal.key);
  const namespace = namespaceOf(stack);
  owner.child(LogMetricFilter, `filter-${alert.id}-${signal.key}`, {
    name,
    logGroupName: logGroupOf(signal.target, args),
    pattern: aws.pattern,
    metricTransformation: { name, namespace, value: "1", defaultValue: "0", unit: "Count" },
  });
  return { namespace, metricName: name, statistic: "Sum", period: aws.periodSeconds };
}
