/** CloudWatch: alarms, alarms over alarms, filters on logs, dashboards. */
import { apiError } from "../api-error.ts";
import { regionalArn } from "../arn.ts";
import { arnInput } from "../arn-input.ts";
import { LOG_GROUP } from "./logs.ts";
import { each, failures, textLength } from "../../checks.ts";
import { blocksAt, listAt, numberAt, textAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** What one alarm can take into an expression, and the longest it can look back, seconds. */
const MAX_QUERY_METRICS = 10;
const ONE_DAY_SECONDS = 86_400;
const ONE_WEEK_SECONDS = 604_800;

const metricAlarm: ResourceType = {
  token: METRIC_ALARM,
  enums: {
    comparisonOperator: [
      "GreaterThanThreshold",
      "GreaterThanOrEqualToThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
      "LessThanLowerOrGreaterThanUpperThreshold",
      "LessThanLowerThreshold",
      "GreaterThanUpperThreshold",
    ],
    statistic: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"],
    treatMissingData: ["missing", "ignore", "breaching", "notBreaching"],
  },
  sets: ["alarmActions", "okActions", "insufficientDataActions", "metricQueries"],
  check: (inputs) =>
    failures(
      textLength(inputs, "name", 1, 255),
      textLength(inputs, "alarmDescription", 0, 1024),
      each(inputs, "period", (period) =>
        typeof period === "number" && ([10, 20, 30].includes(period) || period % 60 === 0)
          ? undefined
          : `expected period to be 10, 20, 30 or a multiple of 60, got ${String(period)}`,
      ),
      checkActions(inputs),
    ),
  refuseCreate: (inputs, context) =>
    refuseAlarm(inputs, context.cloud.byId(METRIC_ALARM, textAt(inputs, "name") ?? "") !== undefined),
  refuseUpdate: (_old, inputs) => refuseAlarm(inputs, false),
  create: (inputs, context) => alarm(textAt(inputs, "name") ?? "", context),
};

const compositeAlarm: ResourceType = {
  token: COMPOSITE,
  autoName: "none",
  sets: ["alarmActions", "okActions", "insufficientDataActions"],
  check: (inputs) =>
    failures(
      textLength(inputs, "alarmName", 1, 255),
      textLength(inputs, "alarmRule", 1, 10_240),
      textLength(inputs, "alarmDescription", 0, 1024),
      checkActions(inputs),
    ),
  refuseCreate: (inputs, context) => refuseRule("creating", inputs, context),
  refuseUpdate: (_old, inputs, context) => refuseRule("updating", inputs, context),
  create: (inputs, context) => alarm(textAt(inputs, "alarmName") ?? "", context),
};

const metricFilter: ResourceType = {
  token: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  autoName: { property: "name", maxLength: 512 },
  check: (inputs) =>
    failures(
      textLength(inputs, "pattern", 0, 1024),
      textLength(inputs, "metricTransformation.name", 1, 255),
      textLength(inputs, "metricTransformation.namespace", 1, 255),
    ),
  refuseCreate(inputs, context) {
    const group = textAt(inputs, "logGroupName") ?? "";
    if (context.cloud.byId(LOG_GROUP, group) !== undefined) return undefined;
    return apiError(
      `putting CloudWatch Logs Metric Filter (${textAt(inputs, "name") ?? ""})`,
      "CloudWatch Logs: PutMetricFilter",
      "400 ResourceNotFoundException",
      "The specified log group does not exist.",
    );
  },
  create: (inputs) => ({ id: textAt(inputs, "name") ?? "", outputs: {} }),
};

const dashboard: ResourceType = {
  token: "aws:cloudwatch/dashboard:Dashboard",
  autoName: "none",
  jsonText: ["dashboardBody"],
  check: (inputs) =>
    failures(
      textLength(inputs, "dashboardName", 1, 255),
      each(inputs, "dashboardBody", (body) => (isJson(body) ? undefined : `"dashboard_body" contains an invalid JSON`)),
    ),
  refuseCreate: refuseBody,
  refuseUpdate: (_old, inputs) => refuseBody(inputs),
  create(inputs, context) {
    const id = textAt(inputs, "dashboardName") ?? "";
    return { id, outputs: { dashboardArn: `arn:${context.partition}:cloudwatch::${context.account}:dashboard/${id}` } };
  },
};

export const alarmTypes: readonly ResourceType[] = [metricAlarm, compositeAlarm, metricFilter, dashboard];

function alarm(name: string, context: TypeContext): { id: string; outputs: Properties } {
  return { id: name, outputs: { arn: regionalArn(context, "cloudwatch", `alarm:${name}`) } };
}

function checkActions(inputs: Properties): readonly CheckFailure[] {
  return ["alarmActions", "okActions"].flatMap((property) =>
    listAt(inputs, property).length > 5
      ? [{ property, reason: `too many list items, expected at most 5, got ${listAt(inputs, property).length}` }]
      : [...failures(...listAt(inputs, property).map((_, index) => arnInput(inputs, `${property}.${index}`)))],
  );
}

function refuseAlarm(inputs: Properties, exists: boolean): string | undefined {
  const name = textAt(inputs, "name") ?? "";
  const refuse = (message: string): string =>
    apiError(
      `creating CloudWatch Metric Alarm (${name})`,
      "CloudWatch: PutMetricAlarm",
      "400 ValidationError",
      message,
    );
  // The API would overwrite it; two programs would then fight over one alarm.
  if (exists) return refuse(`An alarm with the name ${name} exists already`);
  const queries = blocksAt(inputs, "metricQueries");
  const metrics = queries.filter((query) => query["metric"] !== undefined);
  const period = numberAt(inputs, "period") ?? numberAt(metrics[0]?.["metric"] as Properties, "period") ?? 0;
  const looksBack = period * (numberAt(inputs, "evaluationPeriods") ?? 1);
  const longest = period >= 3600 ? ONE_WEEK_SECONDS : ONE_DAY_SECONDS;
  if (looksBack > longest) return refuse(`Metrics cannot be checked across more than ${longest} seconds`);
  if (queries.length === 0) return undefined;
  if (metrics.length > MAX_QUERY_METRICS)
    return refuse(`The number of metrics in an alarm must not exceed ${MAX_QUERY_METRICS}`);
  if (queries.filter((query) => query["returnData"] === true).length !== 1)
    return refuse("Exactly one element of the metrics list should return data.");
  const ids = queries.map((query) => textAt(query, "id") ?? "");
  const unknown = queries
    .flatMap((query) => textAt(query, "expression")?.match(/\b[a-z][a-z]*\d+\b/g) ?? [])
    .find((id) => !ids.includes(id));
  return unknown === undefined ? undefined : refuse(`Error in expression: unknown identifier ${unknown}`);
}

function refuseRule(doing: string, inputs: Properties, context: TypeContext): string | undefined {
  const name = textAt(inputs, "alarmName") ?? "";
  const named = [...(textAt(inputs, "alarmRule") ?? "").matchAll(/ALARM\("([^"]+)"\)/g)].map(([, found = ""]) => found);
  const missing = named.find((other) =>
    [METRIC_ALARM, COMPOSITE].every((type) => context.cloud.byId(type, other) === undefined),
  );
  if (named.length > 0 && missing === undefined) return undefined;
  return apiError(
    `${doing} CloudWatch Composite Alarm (${name})`,
    "CloudWatch: PutCompositeAlarm",
    "400 ValidationError",
    missing === undefined
      ? "AlarmRule must contain at least one alarm"
      : `Alarm ${missing} in AlarmRule does not exist in region ${context.region}`,
  );
}

function isJson(text: unknown): boolean {
  if (typeof text !== "string") return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Widgets lie on a grid of 24 columns (CloudWatch API reference, "Dashboard body structure and syntax"). */
function refuseBody(inputs: Properties): string | undefined {
  const body = textAt(inputs, "dashboardBody");
  if (body === undefined) return undefined;
  const { widgets = [] } = JSON.parse(body) as { widgets?: readonly { x?: number; width?: number; type?: string }[] };
  const wrong = widgets.findIndex(({ x = 0, width = 6, type }) => type === undefined || x + width > 24);
  if (wrong === -1 && widgets.length <= 500) return undefined;
  return apiError(
    `putting CloudWatch Dashboard (${textAt(inputs, "dashboardName") ?? ""})`,
    "CloudWatch: PutDashboard",
    "400 InvalidParameterInput",
    `The dashboard body is invalid, there are 1 validation errors: [{"dataPath":"/widgets/${wrong}"}]`,
  );
}
