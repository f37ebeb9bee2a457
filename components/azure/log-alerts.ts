/** Scheduled queries: alerts for what only the records of the stack tell. */
import { ScheduledQueryRule } from "@pulumi/azure-native/monitor/scheduledQueryRule.js";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { guardedQuery } from "./alert-explanations.ts";
import { describe, ruleName, SEVERITY, toldOf } from "./alert-rules.ts";
import type { ActionGroups } from "./alert-rules.ts";
import type { AzureComponent } from "./azure-component.ts";
import { given } from "./store-wiring.ts";

/** Creates the rule of one signal: it counts the rows that its query leaves in the stack's workspace. */
export function createLogAlert(
  owner: AzureComponent,
  { stack, spec, boundary, audit }: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  groups: ActionGroups,
): void {
  const { azure } = signal;
  if (azure?.type !== "log") return;
  const name = ruleName(stack, alert.id, signal.key);
  owner.taggedChild(ScheduledQueryRule, `alert-${alert.id}-${signal.key}`, "none", {
    resourceGroupName: boundary.boundaryName,
    ruleName: name,
    location: stack.region,
    kind: "LogAlert",
    displayName: name,
    description: describe(alert, signal),
    severity: SEVERITY[alert.severity],
    enabled: true,
    autoMitigate: true,
    scopes: [given(audit, "workspace").logId],
    evaluationFrequency: azure.frequency,
    windowSize: azure.window,
    // A table comes with its first row, and a rule must be there before.
    skipQueryValidation: true,
    criteria: {
      allOf: [
        {
          query: guardedQuery(spec.alerts, alert, signal, azure),
          timeAggregation: "Count",
          operator: azure.operator,
          threshold: signal.threshold ?? 0,
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
        },
      ],
    },
    actions: { actionGroups: toldOf(groups, alert) },
  });
}
