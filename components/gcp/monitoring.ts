import * as pulumi from "@pulumi/pulumi";
import type { Monitoring, MonitoringArgs } from "../contracts.ts";
import { createPolicies } from "./alert-policies.ts";
import { createDashboard } from "./dashboard.ts";
import { GcpComponent } from "./gcp-component.ts";
import { createChannels } from "./notification-channels.ts";
import { createStoreLogs } from "./store-logs.ts";

/**
 * What watches the tenant's stack: Cloud Monitoring and Cloud Logging.
 *
 * Creates: 1. a log bucket under the audit key with what databases and caches write · 2. a notification channel per address ·
 * 3. where the tenant has other channels, a topic and the workflow that carries alerts from it to them · 4. per alert of the
 * blueprint a policy for its numbers, and one for each of its filters of a log; where another alert explains it, the policy
 * says "unless", so that one failure pages once · 5. a dashboard.
 * Dropped alerts are deleted on a downgrade: they hold nothing.
 * Does not: choose how long numbers are kept: Cloud Monitoring keeps its own 24 months, whatever the tier. See what `unseen`
 * lists. Probe from outside: there is no public endpoint until the edge is built. Watch the tenant's cluster: its numbers go to
 * the project's own Prometheus, and its rules come with the cluster, whose name they need in a project that others share.
 * Cost: per condition and series that a policy evaluates, per GiB of logs beyond 30 days, per step of the workflow.
 */
export class GcpMonitoring extends GcpComponent implements Monitoring {
  readonly topicIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly dashboardUrl: pulumi.Output<string>;
  readonly metricsEndpoint?: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options?: pulumi.ComponentResourceOptions) {
    super("Monitoring", name, args, options);
    const { spec, boundary } = args;
    const project = boundary.boundaryName;
    createStoreLogs(this, args);
    const channels = createChannels(this, args);
    const policies = spec.alerts.flatMap((alert) => createPolicies(this, args, alert, channels));
    const dashboard = createDashboard(this, args, policies);

    this.topicIds = Object.fromEntries(
      Object.entries(channels).flatMap(([route, ids]) => (ids[0] === undefined ? [] : [[route, ids[0]]])),
    );
    const dashboardId = dashboard.id.apply((id) => id.slice(id.lastIndexOf("/") + 1));
    this.dashboardUrl = pulumi.interpolate`https://console.cloud.google.com/monitoring/dashboards/builder/${dashboardId}?project=${project}`;
    if (spec.prometheus !== undefined)
      this.metricsEndpoint = pulumi.interpolate`https://monitoring.googleapis.com/v1/projects/${project}/location/global/prometheus`;
    this.registerOutputs({ topicIds: this.topicIds, alerts: spec.alerts.map(({ id }) => id) });
  }
}
