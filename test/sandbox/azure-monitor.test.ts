import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { vaultInputs } from "./azure-foundation-fixture.ts";
import { answer, GROUP_ID, GROUP_NAME, makeAccount, StoreCloud } from "./azure-stores-fixture.ts";

const GROUP = "monitor:ActionGroup";
const METRIC = "monitor:MetricAlert";
const GROUP_INPUTS = {
  actionGroupName: "acme-alerts",
  groupShortName: "lh-warning",
  location: "global",
  enabled: true,
};

async function withAccount() {
  const cloud = await StoreCloud.withGroup();
  const group = await cloud.make(GROUP, GROUP_INPUTS, "group");
  const account = await makeAccount(cloud, "acmedata");
  const condition = {
    criterionType: "StaticThresholdCriterion",
    name: "rings",
    metricName: "Availability",
    operator: "LessThan",
    threshold: 99,
    timeAggregation: "Average",
  };
  const inputs: Properties = {
    ruleName: "acme-availability",
    location: "global",
    severity: 0,
    enabled: true,
    evaluationFrequency: "PT5M",
    windowSize: "PT15M",
    scopes: [account.id],
    criteria: { odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", allOf: [condition] },
    actions: [{ actionGroupId: group.id }],
  };
  return { cloud, account, condition, inputs };
}

describe("the simulated Azure Monitor", () => {
  it("makes action groups with short names and receivers told apart", async () => {
    const cloud = await StoreCloud.withGroup();
    await assert.rejects(cloud.make(GROUP, { ...GROUP_INPUTS, groupShortName: "leasehold-warning" }), {
      message: "groupShortName: expected 1 to 12 characters, got 17",
    });
    const receiver = { name: "owner", emailAddress: "platform@acme.example" };
    await assert.rejects(cloud.make(GROUP, { ...GROUP_INPUTS, emailReceivers: [receiver, receiver] }), {
      message: "emailReceivers: names of receivers must be unique within an action group",
    });
    const made = await cloud.make(GROUP, { ...GROUP_INPUTS, emailReceivers: [receiver] });
    assert.equal(made.id, `${GROUP_ID}/providers/Microsoft.Insights/actionGroups/acme-alerts`);
  });

  it("makes metric alerts for what is there, whose action group is there", async () => {
    const { cloud, inputs } = await withAccount();
    const nowhere = `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/nowhere`;
    await assert.rejects(
      cloud.make(METRIC, { ...inputs, scopes: [nowhere] }),
      answer("404 ResourceNotFound", `The Resource '${nowhere}' was not found.`),
    );
    const actionGroupId = `${GROUP_ID}/providers/Microsoft.Insights/actionGroups/nobody`;
    await assert.rejects(
      cloud.make(METRIC, { ...inputs, actions: [{ actionGroupId }] }),
      /Code="InvalidResourceReference"/,
    );
    const made = await cloud.make(METRIC, inputs);
    assert.equal(made.id, `${GROUP_ID}/providers/Microsoft.Insights/metricAlerts/acme-availability`);
  });

  it("watches several resources with their type, and with one condition", async () => {
    const { cloud, account, condition, inputs } = await withAccount();
    const other = await makeAccount(cloud, "acmeother");
    const several = { ...inputs, scopes: [account.id, other.id] };
    await assert.rejects(cloud.make(METRIC, several), /targetResourceType and targetResourceRegion are mandatory/);
    const typed = {
      ...several,
      targetResourceType: "Microsoft.Storage/storageAccounts",
      targetResourceRegion: "westeurope",
    };
    const twice = { ...(inputs["criteria"] as Properties), allOf: [condition, { ...condition, name: "second" }] };
    await assert.rejects(
      cloud.make(METRIC, { ...typed, criteria: twice }),
      answer("400 BadRequest", "A rule with more than one resource supports a single condition."),
    );
    await cloud.make(METRIC, typed);
  });

  it("looks back at least as far as it is from its last look", async () => {
    const { cloud, inputs } = await withAccount();
    await assert.rejects(cloud.make(METRIC, { ...inputs, windowSize: "PT1M" }), {
      message: "windowSize: PT1M is shorter than the frequency PT5M",
    });
  });

  it("takes at most twenty Prometheus rules, looked at every 1 to 15 minutes", async () => {
    const cloud = await StoreCloud.withGroup();
    const workspace = await cloud.make(
      "monitor:AzureMonitorWorkspace",
      { azureMonitorWorkspaceName: "acme-metrics", location: "westeurope" },
      "workspace",
    );
    const rule = { alert: "cpu-high", expression: "up == 0" };
    const inputs = { ruleGroupName: "cluster", location: "westeurope", scopes: [workspace.id], interval: "PT1M" };
    const type = "alertsmanagement:PrometheusRuleGroup";
    await assert.rejects(cloud.make(type, { ...inputs, rules: Array.from({ length: 21 }, () => rule) }), {
      message: "rules: expected at most 20 rules, got 21",
    });
    await assert.rejects(cloud.make(type, { ...inputs, interval: "PT16M", rules: [rule] }), {
      message: "interval: expected PT1M to PT15M, got 'PT16M'",
    });
    await cloud.make(type, { ...inputs, rules: [rule] });
  });

  it("makes one topic per vault, and alerts of cloud events only", async () => {
    const cloud = await StoreCloud.withGroup();
    const vault = await cloud.make("keyvault:Vault", vaultInputs("acme-keys"), "vault");
    const topic = {
      systemTopicName: "acme-events",
      location: "westeurope",
      source: vault.id,
      topicType: "Microsoft.KeyVault.vaults",
    };
    await cloud.make("eventgrid:SystemTopic", topic, "topic");
    await assert.rejects(
      cloud.make("eventgrid:SystemTopic", { ...topic, systemTopicName: "second" }, "second"),
      /Code="Conflict" Message="Only one system topic is allowed per source/,
    );
    const subscription = {
      systemTopicName: "acme-events",
      eventSubscriptionName: "keys",
      destination: { endpointType: "MonitorAlert", severity: "Sev2" },
      eventDeliverySchema: "EventGridSchema",
    };
    const type = "eventgrid:SystemTopicEventSubscription";
    await assert.rejects(cloud.make(type, subscription), /CloudEventSchemaV1_0 only/);
    await cloud.make(type, { ...subscription, eventDeliverySchema: "CloudEventSchemaV1_0" });
  });

  it("tells the address that starts a workflow, with its signature", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make("logic:Workflow", {
      workflowName: "acme-alerts",
      location: "westeurope",
      definition: { triggers: { alert: { type: "Request" } } },
    });
    const ask = (workflowName: string): Properties =>
      cloud.invoke("logic:listWorkflowTriggerCallbackUrl", {
        resourceGroupName: GROUP_NAME,
        workflowName,
        triggerName: "alert",
      });
    assert.match(
      String(ask("acme-alerts")["value"]),
      /^https:\/\/prod-00\.westeurope\.logic\.azure\.com:443\/workflows\/[0-9a-f]{32}\/triggers\/alert\/paths\/invoke\?api-version=2019-05-01&sig=[0-9a-f-]{36}$/,
    );
    assert.throws(
      () => ask("nowhere"),
      answer("404 ResourceNotFound", "The Resource 'Microsoft.Logic/workflows/nowhere' was not found."),
    );
  });
});
