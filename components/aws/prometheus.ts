/** Managed Prometheus for what the tenant's cluster tells: workspace, rules, alert manager. */
import { AlertManagerDefinition } from "@pulumi/aws/amp/alertManagerDefinition.js";
import { RuleGroupNamespace } from "@pulumi/aws/amp/ruleGroupNamespace.js";
import { Workspace } from "@pulumi/aws/amp/workspace.js";
import { WorkspaceConfiguration } from "@pulumi/aws/amp/workspaceConfiguration.js";
import type { PrometheusSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { topicArn } from "./alert-topics.ts";
import type { Topics } from "./alert-topics.ts";

/** Seconds between evaluations of the rules, well within the five minutes in which a failure must be noticed. */
const EVALUATION_SECONDS = 30;

/**
 * Creates the workspace under the audit key with its retention, the rules, and the alert manager that publishes to the
 * same topics as the alarms. Its key and alias are the same in every tier.
 */
export function createPrometheus(
  owner: TenantComponent,
  args: MonitoringArgs,
  spec: PrometheusSpec,
  topics: Topics,
): Workspace {
  const { stack, keys } = args;
  const workspace = owner.taggedChild(Workspace, "prometheus", "internal", {
    alias: stack.name,
    kmsKeyArn: keys.keys.audit.keyId,
  });
  owner.child(WorkspaceConfiguration, "prometheus-retention", {
    workspaceId: workspace.id,
    retentionPeriodInDays: spec.retentionDays,
  });
  owner.taggedChild(RuleGroupNamespace, "prometheus-rules", "none", {
    name: "leasehold",
    workspaceId: workspace.id,
    data: ruleGroups(spec),
  });
  owner.child(
    AlertManagerDefinition,
    "prometheus-alert-manager",
    { workspaceId: workspace.id, definition: alertManager(args) },
    { dependsOn: Object.values(topics) },
  );
  return workspace;
}

/** Rules of Prometheus, as JSON, which every YAML reader takes. */
function ruleGroups({ rules }: PrometheusSpec): string {
  return pretty({
    groups: [
      {
        name: "cluster",
        interval: `${EVALUATION_SECONDS}s`,
        rules: rules.map(({ alert, expr, forMinutes, severity, summary }) => ({
          alert,
          expr,
          for: `${forMinutes}m`,
          labels: { severity },
          annotations: { summary },
        })),
      },
    ],
  });
}

/** Managed Prometheus takes the alert manager's own configuration as a text inside its definition. */
function alertManager({ stack, spec }: MonitoringArgs): string {
  const receivers = ["warning", "critical"] as const;
  return pretty({
    alertmanager_config: pretty({
      route: {
        receiver: "warning",
        group_by: ["alertname"],
        routes: [{ receiver: "critical", matchers: ['severity="critical"'] }],
      },
      inhibit_rules: inhibitions(spec.prometheus, spec.alerts),
      receivers: receivers.map((name) => ({
        name,
        sns_configs: [{ topic_arn: topicArn(stack, name), sigv4: { region: stack.region }, send_resolved: true }],
      })),
    }),
  });
}

/** One failure pages once, here too: what explains an alert keeps it silent. */
function inhibitions(
  prometheus: PrometheusSpec | undefined,
  alerts: MonitoringArgs["spec"]["alerts"],
): readonly Readonly<Record<string, readonly string[]>>[] {
  const known = new Set(prometheus?.rules.map(({ alert }) => alert));
  return alerts
    .filter(({ id }) => known.has(id))
    .flatMap(({ id, suppressedBy }) =>
      suppressedBy
        .filter((other) => known.has(other))
        .map((other) => ({
          source_matchers: [`alertname="${other}"`],
          target_matchers: [`alertname="${id}"`],
          equal: ["namespace"],
        })),
    );
}

function pretty(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
