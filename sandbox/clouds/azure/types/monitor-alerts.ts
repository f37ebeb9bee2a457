/** Azure Monitor: action groups and the rules that call them. */
import { blocksAt, listAt, textAt, textsAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armType } from "../arm-type.ts";
import type { Naming } from "../arm-type.ts";
import { refuseMissingScope } from "../known-types.ts";

export const ACTION_GROUP = "azure-native:monitor:ActionGroup";
const SHORT_NAME_MAX = 12;
const CONDITIONS_MAX = 5;

const RULE_NAMING: Naming = {
  pattern: /^[^*#&+:<>?@%{}\\/|]{0,259}[^*#&+:<>?@%{}\\/|. ]$/,
  maxLength: 260,
  words: "must have at most 260 characters without * # & + : < > ? @ % { } \\ / |, and end in neither period nor space",
};

/** Azure Monitor: "Create a metric alert rule", check every and lookback period. */
const METRIC_FREQUENCIES = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H"];
const METRIC_WINDOWS = [...METRIC_FREQUENCIES, "PT6H", "PT12H", "P1D"];
/** Azure Monitor: "Create a log search alert rule", aggregation granularity and frequency. */
const LOG_FREQUENCIES = [
  ...["PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D"],
];
const LOG_WINDOWS = [...LOG_FREQUENCIES, "P2D"];

interface AlertRule extends Omit<Parameters<typeof armType>[0], "naming" | "refuseCreate" | "refuseUpdate"> {
  /** Default: what it watches is not there. */
  readonly refuse?: (inputs: Properties, context: TypeContext) => string | undefined;
}

const actionGroup = armType({
  token: ACTION_GROUP,
  armType: "Microsoft.Insights/actionGroups",
  names: ["actionGroupName"],
  naming: RULE_NAMING,
  references: { "logicAppReceivers.resourceId": "azure-native:logic:Workflow" },
  check(inputs): readonly CheckFailure[] {
    const { length } = textAt(inputs, "groupShortName") ?? "";
    const names = [...blocksAt(inputs, "emailReceivers"), ...blocksAt(inputs, "logicAppReceivers")].map((receiver) =>
      textAt(receiver, "name"),
    );
    return [
      ...(length >= 1 && length <= SHORT_NAME_MAX
        ? []
        : [{ property: "groupShortName", reason: `expected 1 to ${SHORT_NAME_MAX} characters, got ${length}` }]),
      ...(new Set(names).size === names.length
        ? []
        : [{ property: "emailReceivers", reason: "names of receivers must be unique within an action group" }]),
    ];
  },
});

/** A rule that calls action groups: what it watches must be there, when it is made and whenever it changes. */
function alertRule({ refuse = refuseScopes, ...own }: AlertRule): ResourceType {
  return armType({
    ...own,
    naming: RULE_NAMING,
    refuseCreate: refuse,
    refuseUpdate: (_old, inputs, context) => refuse(inputs, context),
  });
}

const metricAlert = alertRule({
  token: "azure-native:monitor:MetricAlert",
  armType: "Microsoft.Insights/metricAlerts",
  names: ["ruleName"],
  references: { "actions.actionGroupId": ACTION_GROUP },
  enums: {
    evaluationFrequency: METRIC_FREQUENCIES,
    windowSize: METRIC_WINDOWS,
    "criteria.allOf.operator": ["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"],
    "criteria.allOf.timeAggregation": ["Average", "Count", "Minimum", "Maximum", "Total"],
    "criteria.allOf.dimensions.operator": ["Include", "Exclude"],
  },
  check: checkWindow(METRIC_WINDOWS),
  refuse: refuseMetricAlert,
});

const queryRule = alertRule({
  token: "azure-native:monitor:ScheduledQueryRule",
  armType: "Microsoft.Insights/scheduledQueryRules",
  names: ["ruleName"],
  references: { "actions.actionGroups": ACTION_GROUP },
  enums: {
    kind: ["LogAlert", "SimpleLogAlert", "LogToMetric", "EventLogAlert"],
    evaluationFrequency: LOG_FREQUENCIES,
    windowSize: LOG_WINDOWS,
    "criteria.allOf.timeAggregation": ["Count", "Average", "Minimum", "Maximum", "Total"],
  },
  check: checkWindow(LOG_WINDOWS),
  outputs: () => ({ createdWithApiVersion: "2023-12-01", isLegacyLogAnalyticsRule: false }),
});

const activityLogAlert = alertRule({
  token: "azure-native:monitor:ActivityLogAlert",
  armType: "Microsoft.Insights/activityLogAlerts",
  names: ["activityLogAlertName"],
  references: { "actions.actionGroups.actionGroupId": ACTION_GROUP },
  enums: { location: ["global", "westeurope", "northeurope"] },
  check: (inputs) =>
    blocksAt(inputs, "condition.allOf").some((leaf) => textAt(leaf, "field") === "category")
      ? []
      : [{ property: "condition", reason: "the condition must name a category" }],
});

export const alertTypes: readonly ResourceType[] = [actionGroup, metricAlert, queryRule, activityLogAlert];

/** A rule looks at least as far back as it is from its last look. @param order durations from the shortest on */
function checkWindow(order: readonly string[]): (inputs: Properties) => readonly CheckFailure[] {
  return (inputs) => {
    const window = textAt(inputs, "windowSize") ?? "";
    const frequency = textAt(inputs, "evaluationFrequency") ?? "";
    if (order.indexOf(window) >= order.indexOf(frequency)) return [];
    return [{ property: "windowSize", reason: `${window} is shorter than the frequency ${frequency}` }];
  };
}

function refuseScopes(inputs: Properties, context: TypeContext): string | undefined {
  for (const scope of textsAt(inputs, "scopes")) {
    const missing = refuseMissingScope(scope, context);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function refuseMetricAlert(inputs: Properties, context: TypeContext): string | undefined {
  const conditions = blocksAt(inputs, "criteria.allOf");
  const several = textsAt(inputs, "scopes").length > 1;
  if (several && ["targetResourceType", "targetResourceRegion"].some((name) => textAt(inputs, name) === undefined)) {
    return armError(
      "400 BadRequest",
      "targetResourceType and targetResourceRegion are mandatory if the rule has more than one resource.",
    );
  }
  if (several && conditions.length > 1)
    return armError("400 BadRequest", "A rule with more than one resource supports a single condition.");
  if (conditions.length > CONDITIONS_MAX || conditions.length === 0)
    return armError("400 BadRequest", `A rule has 1 to ${CONDITIONS_MAX} conditions.`);
  if (conditions.length > 1 && blocksAt(inputs, "criteria.allOf").some((one) => listAt(one, "dimensions").length > 1))
    return armError("400 BadRequest", "With several conditions each may select only one value per dimension.");
  return refuseScopes(inputs, context);
}
