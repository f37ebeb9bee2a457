/** What Azure computes for backup, records and alerts under the recording engine: only what the components read. */
import type { Values } from "./recording.ts";

type Compute = (name: string, inputs: Values) => Values;

const nothing: Compute = () => ({});

const named =
  (input: string): Compute =>
  (_name, inputs) => ({ name: inputs[input] });

export const AZURE_OPERATION_OUTPUTS: Readonly<Record<string, Compute>> = {
  "azure-native:alertsmanagement:PrometheusRuleGroup": nothing,
  "azure-native:dataprotection:BackupInstance": nothing,
  "azure-native:dataprotection:BackupPolicy": nothing,
  "azure-native:dataprotection:BackupVault": named("vaultName"),
  "azure-native:eventgrid:SystemTopic": named("systemTopicName"),
  "azure-native:eventgrid:SystemTopicEventSubscription": nothing,
  "azure-native:logic:Workflow": named("workflowName"),
  "azure-native:monitor:ActionGroup": nothing,
  "azure-native:monitor:ActivityLogAlert": nothing,
  "azure-native:monitor:AzureMonitorWorkspace": (name) => ({
    defaultIngestionSettings: { dataCollectionRuleResourceId: `${name}-rule` },
  }),
  "azure-native:monitor:DiagnosticSetting": nothing,
  "azure-native:monitor:MetricAlert": nothing,
  "azure-native:monitor:ScheduledQueryRule": nothing,
  "azure-native:operationalinsights:Workspace": nothing,
  "azure-native:portal:Dashboard": nothing,
};
