/** Alerts for what happens, rather than for a number: the activity log, and events of the vault. */
import { SystemTopic } from "@pulumi/azure-native/eventgrid/systemTopic.js";
import { SystemTopicEventSubscription } from "@pulumi/azure-native/eventgrid/systemTopicEventSubscription.js";
import { ActivityLogAlert } from "@pulumi/azure-native/monitor/activityLogAlert.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AzureSignalOf } from "../../tiers/azure-signals.ts";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { describe, ruleName, SEVERITY, toldOf } from "./alert-rules.ts";
import type { ActionGroups } from "./alert-rules.ts";
import type { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";
import { given, groupIdOf } from "./store-wiring.ts";

/** Names of event subscriptions: 3 to 64 letters, digits and hyphens (SDK docstring: eventSubscriptionName). */
const MAX_SUBSCRIPTION_NAME_LENGTH = 64;

type ActivitySignal = AzureSignalOf<"activityLog">;

/** Creates the rule of one signal, for the stack's own resources. */
export function createActivityAlert(
  owner: AzureComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  groups: ActionGroups,
): void {
  const { azure } = signal;
  if (azure?.type !== "activityLog") return;
  const { stack, boundary } = args;
  owner.taggedChild(ActivityLogAlert, `alert-${alert.id}-${signal.key}`, "none", {
    resourceGroupName: boundary.boundaryName,
    activityLogAlertName: ruleName(stack, alert.id, signal.key),
    location: "global",
    description: describe(alert, signal),
    enabled: true,
    scopes: [groupIdOf(args)],
    condition: { allOf: [{ field: "category", equals: azure.category }, ...conditionsOf(azure)] },
    actions: { actionGroups: toldOf(groups, alert).map((actionGroupId) => ({ actionGroupId })) },
  });
}

function conditionsOf({ category, operations }: ActivitySignal): input.monitor.AlertRuleAnyOfOrLeafConditionArgs[] {
  switch (category) {
    case "Administrative":
      return [
        { anyOf: operations.map((operation) => ({ field: "operationName", equals: operation })) },
        { field: "status", equals: "Succeeded" },
      ];
    case "ResourceHealth":
      return [
        { anyOf: operations.map((type) => ({ field: "resourceType", equals: type })) },
        { field: "properties.currentHealthStatus", containsAny: ["Degraded", "Unavailable"] },
      ];
    case "Security":
      return [];
    default:
      return category satisfies never;
  }
}

/** Creates the topic of the vault's events: a vault takes one. Nothing where no alert listens. */
export function createVaultTopic(owner: AzureComponent, args: MonitoringArgs): SystemTopic | undefined {
  const { stack, spec, keys, boundary } = args;
  if (!spec.alerts.some(({ signals }) => signals.some(({ azure }) => azure?.type === "eventGrid"))) return undefined;
  return owner.taggedChild(
    SystemTopic,
    "vault-events",
    "none",
    {
      resourceGroupName: boundary.boundaryName,
      systemTopicName: stackResourceName(stack, "vault-events", NAME_MAX.monitor),
      location: stack.region,
      source: given(keys.vault, "vault").vaultId,
      topicType: "Microsoft.KeyVault.vaults",
    },
    { replaceOnChanges: ["source", "topicType"] },
  );
}

/** Creates the subscription of one signal: each event becomes an alert. */
export function createVaultAlert(
  owner: AzureComponent,
  { boundary }: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  { groups, topic }: { readonly groups: ActionGroups; readonly topic: SystemTopic | undefined },
): void {
  const { azure } = signal;
  if (azure?.type !== "eventGrid" || topic === undefined) return;
  const actionGroups: pulumi.Output<string>[] = toldOf(groups, alert);
  owner.child(SystemTopicEventSubscription, `alert-${alert.id}-${signal.key}`, {
    resourceGroupName: boundary.boundaryName,
    systemTopicName: topic.name,
    eventSubscriptionName: physicalName([alert.id, signal.key], MAX_SUBSCRIPTION_NAME_LENGTH),
    // The only schema that alerts can be made of.
    eventDeliverySchema: "CloudEventSchemaV1_0",
    filter: { includedEventTypes: [...azure.eventTypes] },
    destination: {
      endpointType: "MonitorAlert",
      severity: `Sev${SEVERITY[alert.severity]}`,
      description: describe(alert, signal),
      actionGroups,
    },
  });
}
