/** Metric alerts: a rule per signal, and per resource where one rule cannot watch several. */
import { MetricAlert } from "@pulumi/azure-native/monitor/metricAlert.js";
import type { MetricAlertArgs } from "@pulumi/azure-native/monitor/metricAlert.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { silencing } from "./alert-explanations.ts";
import type { Crossing } from "./alert-explanations.ts";
import { describe, ruleName, SEVERITY, toldOf } from "./alert-rules.ts";
import type { ActionGroups } from "./alert-rules.ts";
import { isWatchedTogether, targetsOf } from "./alert-targets.ts";
import type { Target } from "./alert-targets.ts";
import type { AzureComponent } from "./azure-component.ts";

/** Creates the rules of one signal. A rule rings once and again only when it was over in between. */
export function createMetricAlerts(
  owner: AzureComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  groups: ActionGroups,
): void {
  const { azure } = signal;
  if (azure?.type !== "metric") return;
  const { stack, spec, boundary } = args;
  const crossings: readonly Crossing[] = [
    { metric: azure, threshold: signal.threshold ?? 0 },
    ...silencing(spec.alerts, alert, signal, azure),
  ];
  // Azure takes several resources only with one condition.
  const isTogether = isWatchedTogether(azure) && crossings.length === 1;
  for (const { key, targets } of rulesOf(targetsOf(azure, args), signal.key, isTogether)) {
    owner.taggedChild(MetricAlert, `alert-${alert.id}-${key}`, "none", {
      resourceGroupName: boundary.boundaryName,
      ruleName: ruleName(stack, alert.id, key),
      location: "global",
      description: describe(alert, signal),
      severity: SEVERITY[alert.severity],
      enabled: true,
      autoMitigate: true,
      evaluationFrequency: azure.frequency,
      windowSize: azure.window,
      scopes: targets.map(({ id }) => id),
      ...(isTogether ? { targetResourceType: azure.namespace, targetResourceRegion: stack.region } : {}),
      criteria: criteriaOf(isTogether, crossings),
      actions: toldOf(groups, alert).map((actionGroupId) => ({ actionGroupId })),
    });
  }
}

interface Rule {
  /** Key of the signal, and of the resource where it has a rule of its own. */
  readonly key: string;
  readonly targets: readonly Target[];
}

/** The same rules in every tier: how many resources there are decides neither names nor kinds. */
function rulesOf(targets: readonly Target[], key: string, isTogether: boolean): readonly Rule[] {
  if (isTogether) return targets.length === 0 ? [] : [{ key, targets }];
  return targets.map((target) => ({ key: [key, target.key].filter(Boolean).join("-"), targets: [target] }));
}

function criteriaOf(isTogether: boolean, crossings: readonly Crossing[]): MetricAlertArgs["criteria"] {
  const allOf = crossings.map(({ metric, threshold }, index) => ({
    criterionType: "StaticThresholdCriterion" as const,
    name: index === 0 ? "rings" : `unexplained-${index}`,
    metricNamespace: metric.namespace,
    metricName: metric.metric,
    timeAggregation: metric.aggregation,
    operator: metric.operator,
    threshold,
    dimensions: metric.dimensions.flatMap(dimensionOf),
  }));
  return isTogether
    ? { odataType: "Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria", allOf }
    : { odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", allOf };
}

/** `ConnectionState=Failed` counts that value only, `healthStatus!=Healthy` all others; over a name alone nothing is split. */
function dimensionOf(text: string): input.monitor.MetricDimensionArgs[] {
  const [, name, not, value] = /^(\w+)(!?)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) return [];
  return [{ name, operator: not === "!" ? "Exclude" : "Include", values: [value] }];
}
