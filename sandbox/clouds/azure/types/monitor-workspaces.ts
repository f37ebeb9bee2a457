/** Managed Prometheus, dashboards, and what carries alerts on: workflows and event topics. */
import { blockAt, listAt, textAt } from "../../properties.ts";
import type { ResourceType } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armType, childrenOf } from "../arm-type.ts";
import { guidOf } from "../guid.ts";
import { refuseMissingScope } from "../known-types.ts";
import { IDENTITY } from "./managedidentity.ts";
import { ACTION_GROUP } from "./monitor-alerts.ts";

const METRICS_WORKSPACE = "azure-native:monitor:AzureMonitorWorkspace";
export const WORKFLOW = "azure-native:logic:Workflow";
const TOPIC = "azure-native:eventgrid:SystemTopic";
const SUBSCRIPTION = "azure-native:eventgrid:SystemTopicEventSubscription";

/** Azure Monitor: "Prometheus rule groups", limits. */
const RULES_MAX = 20;

const metricsWorkspace = armType({
  token: METRICS_WORKSPACE,
  armType: "Microsoft.Monitor/accounts",
  names: ["azureMonitorWorkspaceName"],
  naming: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
    maxLength: 63,
    words: "must have 4 to 63 letters, numbers and hyphens, and begin and end with a letter or number",
  },
  enums: { publicNetworkAccess: ["Enabled", "Disabled"] },
  outputs(inputs, { account }, id) {
    const name = textAt(inputs, "azureMonitorWorkspaceName") ?? "";
    const location = textAt(inputs, "location") ?? "";
    const managed = `/subscriptions/${account}/resourceGroups/MA_${name}_${location}_managed/providers/Microsoft.Insights`;
    return {
      accountId: guidOf("metrics", id),
      defaultIngestionSettings: {
        dataCollectionEndpointResourceId: `${managed}/dataCollectionEndpoints/${name}`,
        dataCollectionRuleResourceId: `${managed}/dataCollectionRules/${name}`,
      },
      metrics: {
        internalId: `mac_${guidOf("metrics", id)}`,
        prometheusQueryEndpoint: `https://${name}.${location}.prometheus.monitor.azure.com`,
      },
      provisioningState: "Succeeded",
    };
  },
});

const ruleGroup = armType({
  token: "azure-native:alertsmanagement:PrometheusRuleGroup",
  armType: "Microsoft.AlertsManagement/prometheusRuleGroups",
  names: ["ruleGroupName"],
  references: { scopes: METRICS_WORKSPACE, "rules.actions.actionGroupId": ACTION_GROUP },
  check(inputs) {
    const minutes = Number(/^PT(\d+)M$/.exec(textAt(inputs, "interval") ?? "PT1M")?.[1] ?? 0);
    const { length } = listAt(inputs, "rules");
    return [
      ...(minutes >= 1 && minutes <= 15
        ? []
        : [{ property: "interval", reason: `expected PT1M to PT15M, got '${textAt(inputs, "interval")}'` }]),
      ...(length <= RULES_MAX
        ? []
        : [{ property: "rules", reason: `expected at most ${RULES_MAX} rules, got ${length}` }]),
    ];
  },
});

const dashboard = armType({
  token: "azure-native:portal:Dashboard",
  armType: "Microsoft.Portal/dashboards",
  names: ["dashboardName"],
  naming: {
    pattern: /^[A-Za-z0-9-]{3,160}$/,
    maxLength: 160,
    words: "must have 3 to 160 letters, numbers and hyphens",
  },
});

const workflow = armType({
  token: WORKFLOW,
  armType: "Microsoft.Logic/workflows",
  names: ["workflowName"],
  references: { "identity.userAssignedIdentities": IDENTITY },
  enums: { state: ["Completed", "Enabled", "Disabled", "Deleted", "Suspended"] },
  refuseCreate(inputs) {
    const triggers = blockAt(inputs, "definition.triggers");
    if (blockAt(inputs, "definition") === undefined || triggers !== undefined) return undefined;
    return armError("400 InvalidTemplate", "The definition of the workflow has no triggers.");
  },
  outputs(inputs, { hex }) {
    return {
      accessEndpoint: `https://prod-00.${textAt(inputs, "location")}.logic.azure.com:443/workflows/${hex(32)}`,
      changedTime: "2026-01-01T00:00:00.0000000Z",
      createdTime: "2026-01-01T00:00:00.0000000Z",
      provisioningState: "Succeeded",
      version: "1",
    };
  },
});

const topic = armType({
  token: TOPIC,
  armType: "Microsoft.EventGrid/systemTopics",
  names: ["systemTopicName"],
  naming: {
    pattern: /^[A-Za-z0-9-]{3,128}$/,
    maxLength: 128,
    words: "must have 3 to 128 letters, numbers and hyphens",
  },
  refuseCreate(inputs, context) {
    const source = textAt(inputs, "source") ?? "";
    const twin = context.cloud.find(TOPIC, (other) => textAt(other.inputs, "source") === source);
    if (twin === undefined) return refuseMissingScope(source, context);
    return armError("409 Conflict", `Only one system topic is allowed per source: '${twin.name}' exists for it.`);
  },
  outputs: (_inputs, _context, id) => ({ metricResourceId: guidOf("topic", id), provisioningState: "Succeeded" }),
  afterDelete(record, context, writer) {
    for (const subscription of childrenOf(record, [SUBSCRIPTION], context)) writer.remove(subscription);
  },
});

const eventSubscription = armType({
  token: SUBSCRIPTION,
  armType: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
  names: ["systemTopicName", "eventSubscriptionName"],
  naming: {
    pattern: /^[A-Za-z0-9-]{3,64}$/,
    maxLength: 64,
    words: "must have 3 to 64 letters, numbers and hyphens",
  },
  parent: TOPIC,
  references: { "destination.actionGroups": ACTION_GROUP },
  enums: { eventDeliverySchema: ["EventGridSchema", "CustomInputSchema", "CloudEventSchemaV1_0"] },
  refuseCreate(inputs) {
    if (textAt(inputs, "destination.endpointType") !== "MonitorAlert") return undefined;
    if (textAt(inputs, "eventDeliverySchema") === "CloudEventSchemaV1_0") return undefined;
    return armError("400 InvalidRequest", "Alerts can be made of events in the schema CloudEventSchemaV1_0 only.");
  },
  outputs: (_inputs, _context, id) => ({
    provisioningState: "Succeeded",
    topic: id.split("/").slice(0, -2).join("/"),
  }),
});

export const monitoringTypes: readonly ResourceType[] = [
  metricsWorkspace,
  ruleGroup,
  dashboard,
  workflow,
  topic,
  eventSubscription,
];
