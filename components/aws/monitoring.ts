import type { Workspace } from "@pulumi/aws/amp/workspace.js";
import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec, StackSpec } from "../../tiers/blueprint.ts";
import { TenantComponent } from "../component.ts";
import type { Monitoring, MonitoringArgs } from "../contracts.ts";
import { createComposite, needsComposite } from "./alert-composites.ts";
import { createEventRule } from "./alert-events.ts";
import { createForwarding } from "./alert-forwarding.ts";
import { createTopics } from "./alert-topics.ts";
import type { Topics } from "./alert-topics.ts";
import { createAlarms } from "./alarms.ts";
import type { AlarmActions, CreatedAlarm } from "./alarms.ts";
import { partitionOf } from "./arn.ts";
import { createDashboard } from "./dashboard.ts";
import { createPrometheus } from "./prometheus.ts";

/**
 * What watches the tenant's stack: Amazon CloudWatch, EventBridge, and from premium Managed Prometheus.
 *
 * Creates: 1. an encrypted topic per route and its readers by mail · 2. where the tenant has other channels, a function
 * that carries alerts there · 3. per signal of the blueprint's alerts an alarm, a filter on a log, or a rule for events ·
 * 4. where an alert has several alarms, or another alert explains it, a composite alarm that alone speaks, so that one
 * failure pages once · 5. a dashboard · 6. for the tenant's cluster a Prometheus workspace with rules and alert manager.
 * Dropped alerts are deleted on a downgrade: they hold nothing.
 * Does not: confirm mail subscriptions (each reader does once); see what `unseen` lists; keep CloudWatch's own numbers
 * longer than its 15 months.
 * Cost: per alarm and month, per dashboard, per event; Prometheus per million samples.
 */
export class AwsMonitoring extends TenantComponent implements Monitoring {
  readonly topicIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly dashboardUrl: pulumi.Output<string>;
  readonly metricsEndpoint?: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Monitoring", name, args, options);
    const { stack, spec } = args;
    const topics = createTopics(this, args);
    createForwarding(this, args, topics);
    this.createAlerts(args, topics);
    const dashboard = createDashboard(this, args);
    const prometheus = this.createPrometheus(args, topics);

    this.topicIds = Object.fromEntries(Object.entries(topics).map(([route, { arn }]) => [route, arn]));
    this.dashboardUrl = pulumi.interpolate`https://${consoleHost(stack)}/cloudwatch/home?region=${stack.region}#dashboards/dashboard/${dashboard.dashboardName}`;
    if (prometheus !== undefined) this.metricsEndpoint = prometheus.prometheusEndpoint;
    this.registerOutputs({ topicIds: this.topicIds, alerts: spec.alerts.map(({ id }) => id) });
  }

  /** Composite alarms last, since one names the alarms of others. */
  private createAlerts(args: MonitoringArgs, topics: Topics): void {
    const { alerts } = args.spec;
    const actionsOf = ({ route }: AlertSpec): AlarmActions => {
      const topic = topics[route];
      return topic === undefined ? [] : [topic.arn];
    };
    const alarms: CreatedAlarm[] = [];
    for (const alert of alerts) {
      const actions = needsComposite(alert, args) ? [] : actionsOf(alert);
      alarms.push(...alert.signals.flatMap((signal) => createAlarms(this, args, alert, signal, actions)));
      const topic = topics[alert.route];
      if (topic !== undefined)
        for (const signal of alert.signals) createEventRule(this, args, alert, signal, topic.arn);
    }
    for (const alert of alerts) {
      if (needsComposite(alert, args)) createComposite(this, args, alert, actionsOf(alert), alarms);
    }
  }

  private createPrometheus(args: MonitoringArgs, topics: Topics): Workspace | undefined {
    const { prometheus } = args.spec;
    return prometheus === undefined ? undefined : createPrometheus(this, args, prometheus, topics);
  }
}

/** The console's address: each partition has its own. */
function consoleHost({ region }: StackSpec): string {
  const domains = { aws: "aws.amazon.com", "aws-us-gov": "amazonaws-us-gov.com", "aws-eusc": "amazonaws-eusc.eu" };
  return `${region}.console.${domains[partitionOf(region)]}`;
}
