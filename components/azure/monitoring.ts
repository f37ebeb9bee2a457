import type { AzureMonitorWorkspace } from "@pulumi/azure-native/monitor/azureMonitorWorkspace.js";
import * as pulumi from "@pulumi/pulumi";
import type { Monitoring, MonitoringArgs } from "../contracts.ts";
import { createActionGroups } from "./action-groups.ts";
import { createForwarders } from "./alert-forwarding.ts";
import type { ActionGroups } from "./alert-rules.ts";
import { AzureComponent } from "./azure-component.ts";
import { cloudOf } from "./clouds.ts";
import { createDashboard } from "./dashboard.ts";
import { recordLogs } from "./diagnostic-settings.ts";
import { createActivityAlert, createVaultAlert, createVaultTopic } from "./event-alerts.ts";
import { createLogAlert } from "./log-alerts.ts";
import { createMetricAlerts } from "./metric-alerts.ts";
import { createPrometheus } from "./prometheus.ts";
import { accountIdOf } from "./store-wiring.ts";

/** What the backup vault tells of its jobs, and of who changed what is protected. */
const BACKUP_LOGS = [
  "AddonAzureBackupJobs",
  "AddonAzureBackupPolicy",
  "AddonAzureBackupProtectedInstance",
  "CoreAzureBackup",
] as const;

const PORTALS = { public: "portal.azure.com", usgovernment: "portal.azure.us", china: "portal.azure.cn" } as const;

/**
 * What watches the tenant's stack: Azure Monitor.
 *
 * Creates: 1. where the tenant has channels besides mail, a workflow per route that carries alerts there, and the identity
 * in whose name it reads their addresses · 2. an action group per route · 3. a setting that lets the backup vault tell of
 * its jobs · 4. per signal of the blueprint's alerts a metric alert, a scheduled query, a rule on the activity log, or a
 * subscription to the vault's events; each stays silent while what explains it rings, so that one failure pages once · 5. a
 * dashboard · 6. for the tenant's cluster a Monitor workspace with rules.
 * Dropped alerts are deleted on a downgrade: they hold nothing.
 * Does not: see what `unseen` lists; keep Azure's own numbers longer than its 93 days; stay silent about a failed job while
 * a backup is too old (a number cannot ask a query; the two are a day apart).
 * Cost: per metric series watched and month, per query and its frequency; per event; Prometheus per million samples.
 */
export class AzureMonitoring extends AzureComponent implements Monitoring {
  readonly topicIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly dashboardUrl: pulumi.Output<string>;
  /** Id of the collection rule through which the cluster's numbers come in. */
  readonly metricsEndpoint?: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options?: pulumi.ComponentResourceOptions) {
    super("Monitoring", name, args, options);
    const { stack, spec, facts } = args;
    const groups = createActionGroups(this, args, createForwarders(this, args));
    this.recordBackups(args);
    this.createAlerts(args, groups);
    const dashboard = createDashboard(this, args);
    const { prometheus } = spec;
    const workspace = prometheus === undefined ? undefined : createPrometheus(this, args, prometheus, groups);

    this.topicIds = { ...groups };
    this.dashboardUrl = pulumi.interpolate`https://${PORTALS[cloudOf(stack.region)]}/#@${facts.directoryId ?? ""}/dashboard/arm${dashboard.id}`;
    if (workspace !== undefined) this.metricsEndpoint = collectionRule(workspace);
    this.registerOutputs({ topicIds: this.topicIds, alerts: spec.alerts.map(({ id }) => id) });
  }

  /** A stack in the standby region has no backups, and keeps no records. */
  private recordBackups({ backup, audit, objects }: MonitoringArgs): void {
    if (backup === undefined || audit === undefined) return;
    const evidence = objects?.buckets["audit"];
    recordLogs(
      this,
      {
        workspaceId: audit.logId,
        ...(evidence === undefined ? {} : { evidenceAccountId: accountIdOf(evidence.bucketId) }),
      },
      { key: "backup-vault", resourceId: backup.vaultId, logs: BACKUP_LOGS, evidence: true },
    );
  }

  private createAlerts(args: MonitoringArgs, groups: ActionGroups): void {
    const topic = createVaultTopic(this, args);
    for (const alert of args.spec.alerts) {
      for (const signal of alert.signals) {
        createMetricAlerts(this, args, alert, signal, groups);
        createLogAlert(this, args, alert, signal, groups);
        createActivityAlert(this, args, alert, signal, groups);
        createVaultAlert(this, args, alert, signal, { groups, topic });
      }
    }
  }
}

function collectionRule({ defaultIngestionSettings }: AzureMonitorWorkspace): pulumi.Output<string> {
  return defaultIngestionSettings.apply(({ dataCollectionRuleResourceId }) => dataCollectionRuleResourceId);
}
