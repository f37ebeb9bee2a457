/** Managed Prometheus for what the tenant's cluster tells: workspace and rules. */
import { PrometheusRuleGroup } from "@pulumi/azure-native/alertsmanagement/prometheusRuleGroup.js";
import { AzureMonitorWorkspace } from "@pulumi/azure-native/monitor/azureMonitorWorkspace.js";
import type { AlertSpec, PrometheusRuleSpec, PrometheusSpec } from "../../tiers/blueprint.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { SEVERITY } from "./alert-rules.ts";
import type { ActionGroups } from "./alert-rules.ts";
import type { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";

/**
 * Creates the workspace and its one group of rules, which tell the same action groups as all other alerts. Name and region
 * are the same in every tier. The workspace keeps numbers for 18 months, neither less nor more (azure-docs,
 * azure-monitor-workspace-overview). Numbers come in through its own collection rule; asking it takes a private endpoint.
 */
export function createPrometheus(
  owner: AzureComponent,
  { stack, spec, boundary }: MonitoringArgs,
  prometheus: PrometheusSpec,
  groups: ActionGroups,
): AzureMonitorWorkspace {
  const workspace = owner.taggedChild(
    AzureMonitorWorkspace,
    "prometheus",
    "internal",
    {
      resourceGroupName: boundary.boundaryName,
      azureMonitorWorkspaceName: stackResourceName(stack, "metrics", NAME_MAX.monitor),
      location: stack.region,
      publicNetworkAccess: "Disabled",
    },
    { replaceOnChanges: ["location"] },
  );
  owner.taggedChild(PrometheusRuleGroup, "prometheus-rules", "none", {
    resourceGroupName: boundary.boundaryName,
    ruleGroupName: stackResourceName(stack, "cluster", NAME_MAX.monitor),
    location: stack.region,
    description: "Alerts of the tenant's cluster",
    enabled: true,
    // The shortest that Azure takes.
    interval: "PT1M",
    scopes: [workspace.id],
    rules: prometheus.rules.map((rule) => ruleOf(rule, prometheus.rules, spec.alerts, groups)),
  });
  return workspace;
}

function ruleOf(
  rule: PrometheusRuleSpec,
  rules: readonly PrometheusRuleSpec[],
  alerts: readonly AlertSpec[],
  groups: ActionGroups,
) {
  const { alert, forMinutes, severity, summary } = rule;
  const group = groups[severity];
  return {
    alert,
    enabled: true,
    expression: unexplained(rule, rules, alerts),
    for: `PT${forMinutes}M`,
    severity: SEVERITY[severity],
    labels: { severity },
    annotations: { summary },
    resolveConfiguration: { autoResolved: true, timeToResolve: "PT5M" },
    actions: group === undefined ? [] : [{ actionGroupId: group }],
  };
}

/** One failure pages once: what holds for the same thing and explains it keeps an alert silent. */
function unexplained(
  { alert, expr }: PrometheusRuleSpec,
  rules: readonly PrometheusRuleSpec[],
  alerts: readonly AlertSpec[],
): string {
  const suppressedBy = alerts.find(({ id }) => id === alert)?.suppressedBy ?? [];
  const others = rules.filter((other) => suppressedBy.includes(other.alert)).map((other) => `unless (${other.expr})`);
  return others.length === 0 ? expr : [`(${expr})`, ...others].join("\n");
}
