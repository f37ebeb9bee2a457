import assert from "node:assert/strict";
import { UNKNOWN } from "../../sandbox/clouds/properties.ts";
import { makeKey, type Made, refused, REGION, SimulatedGcp } from "./simulated-gcp.ts";

const CHANNEL = "monitoring/notificationChannel:NotificationChannel";
const POLICY = "monitoring/alertPolicy:AlertPolicy";
const DASHBOARD = "monitoring/dashboard:Dashboard";
const WORKFLOW = "workflows/workflow:Workflow";
const TRIGGER = "eventarc/trigger:Trigger";

const CHANNEL_INPUTS = { type: "email", displayName: "platform", labels: { email_address: "platform@acme.example" } };
const THRESHOLD = {
  filter: 'metric.type="cloudsql.googleapis.com/database/cpu/utilization" AND resource.type="cloudsql_database"',
  comparison: "COMPARISON_GT",
  duration: "300s",
  thresholdValue: 0.8,
};
const LOG = { displayName: "log", conditionMatchedLog: { filter: "severity=ERROR" } };

function policyOf(...conditions: readonly object[]) {
  return { displayName: "acme cpu-high", combiner: "OR", conditions };
}
function threshold(changes: object = {}) {
  return { displayName: "cpu", conditionThreshold: { ...THRESHOLD, ...changes } };
}

async function project(...services: readonly string[]): Promise<SimulatedGcp> {
  const cloud = new SimulatedGcp();
  await cloud.enable("monitoring", ...services);
  return cloud;
}

describe("a simulated notification channel", () => {
  it("keeps its address apart from the labels of the stack, and changes it in place", async () => {
    const cloud = await project();
    const channel = await cloud.make(CHANNEL, CHANNEL_INPUTS);
    assert.match(channel.id, /^projects\/acme-prod\/notificationChannels\/1\d{18}$/);
    assert.equal(channel.outputs["name"], channel.id);
    const [record] = cloud.records(CHANNEL);
    assert.deepEqual([record?.inputs["labels"], record?.labels], [CHANNEL_INPUTS.labels, {}]);
    const changed = { ...CHANNEL_INPUTS, labels: { email_address: "other@acme.example" } };
    assert.deepEqual(cloud.replacing(channel, changed), []);
    await cloud.change(channel, changed);
    assert.deepEqual((await cloud.read(channel))?.["effectiveLabels"], undefined);
  });

  it("needs the label of its type, one secret at most, and a topic that exists", async () => {
    const cloud = await project("pubsub");
    // In a preview the topic is not there yet.
    assert.deepEqual(cloud.failures(CHANNEL, { type: "pubsub", labels: { topic: UNKNOWN } }), []);
    await refused(
      cloud.make(CHANNEL, { ...CHANNEL_INPUTS, labels: {} }),
      "Error creating NotificationChannel: googleapi: Error 400: A channel of type email needs the label email_address.",
    );
    const two = { authToken: "a", serviceKey: "b" };
    assert.equal(cloud.failures(CHANNEL, { type: "slack", sensitiveLabels: two }).length, 1);
    const topic = "projects/acme-prod/topics/acme-alerts";
    await refused(
      cloud.make(CHANNEL, { type: "pubsub", labels: { topic } }),
      `Error creating NotificationChannel: googleapi: Error 400: The topic ${topic} does not exist.`,
    );
    await cloud.make("pubsub/topic:Topic", { name: "acme-alerts" }, "topic");
    await cloud.make(CHANNEL, { type: "pubsub", labels: { topic } });
  });

  it("stays while a policy tells it", async () => {
    const cloud = await project();
    const channel = await cloud.make(CHANNEL, CHANNEL_INPUTS, "channel");
    const inputs = { ...policyOf(threshold()), notificationChannels: [channel.id] };
    const policy = await cloud.make(POLICY, inputs, "policy");
    await assert.rejects(cloud.remove(channel), /it is used by the alerting policy/);
    await cloud.remove(policy);
    await cloud.remove(channel);
  });
});

describe("a simulated alert policy", () => {
  it("has one to six conditions, each of one kind, and tells channels that exist", async () => {
    const cloud = await project();
    assert.deepEqual(cloud.failures(POLICY, policyOf()), ["conditions: expected 1 to 6 conditions, got 0"]);
    assert.deepEqual(cloud.failures(POLICY, policyOf(...Array.from({ length: 6 }, () => threshold()))), []);
    assert.equal(cloud.failures(POLICY, policyOf(...Array.from({ length: 7 }, () => threshold()))).length, 1);
    assert.equal(cloud.failures(POLICY, policyOf({ displayName: "none" })).length, 1);
    assert.equal(cloud.failures(POLICY, policyOf({ ...threshold(), ...LOG })).length > 0, true);
    const absent = "projects/acme-prod/notificationChannels/1";
    await refused(
      cloud.make(POLICY, { ...policyOf(threshold()), notificationChannels: [absent] }),
      `Error creating AlertPolicy: googleapi: Error 404: Cannot find channel with name ${absent}, notFound`,
    );
  });

  it("takes a filter with metric and resource, whole minutes, and greater or less only", () => {
    const cloud = new SimulatedGcp();
    const failures = (changes: object) => cloud.failures(POLICY, policyOf(threshold(changes)));
    assert.deepEqual(failures({}), []);
    assert.equal(failures({ filter: 'metric.type="x"' }).length, 1);
    assert.equal(failures({ duration: "90s" }).length, 1);
    assert.equal(failures({ comparison: "COMPARISON_GE" }).length, 1);
  });

  it("matches a log alone and at a limited rate, and closes between half an hour and a week", () => {
    const cloud = new SimulatedGcp();
    const notificationRateLimit = { period: "900s" };
    const failures = (alertStrategy: object, ...conditions: readonly object[]) =>
      cloud.failures(POLICY, { ...policyOf(...conditions), alertStrategy });
    assert.deepEqual(failures({ notificationRateLimit, autoClose: "1800s" }, LOG), []);
    assert.equal(failures({}, LOG).length, 1);
    assert.equal(failures({ notificationRateLimit }, LOG, threshold()).length, 1);
    assert.equal(failures({ notificationRateLimit }, threshold()).length, 1);
    assert.equal(failures({ autoClose: "1799s" }, threshold()).length, 1);
    assert.equal(failures({ autoClose: "604801s" }, threshold()).length, 1);
  });
});

describe("a simulated dashboard", () => {
  it("is compared by what its text means, and has its tiles within its columns", async () => {
    const cloud = await project();
    const body = { displayName: "acme", mosaicLayout: { columns: 48, tiles: [{ width: 48, height: 4, widget: {} }] } };
    const dashboard = await cloud.make(DASHBOARD, { dashboardJson: JSON.stringify(body) });
    assert.match(dashboard.id, /^projects\/\d{12}\/dashboards\/[0-9a-f]{8}-[0-9a-f]{4}-/);
    assert.deepEqual(cloud.plan(dashboard, { dashboardJson: JSON.stringify(body, undefined, 2) }).changes, []);
    const outside = { ...body, mosaicLayout: { columns: 48, tiles: [{ xPos: 1, width: 48 }] } };
    assert.deepEqual(cloud.failures(DASHBOARD, { dashboardJson: JSON.stringify(outside) }), [
      "dashboardJson: a tile reaches beyond column 48",
    ]);
    assert.equal(cloud.failures(DASHBOARD, { dashboardJson: "{" }).length, 1);
    assert.equal(cloud.failures(DASHBOARD, { dashboardJson: "{}" }).length, 1);
  });
});

describe("a simulated workflow and its trigger", () => {
  async function withWorkflow(): Promise<{ cloud: SimulatedGcp; workflow: Made; topic: Made }> {
    const cloud = await project("workflows", "eventarc", "pubsub", "iam");
    const topic = await cloud.make("pubsub/topic:Topic", { name: "acme-alerts" }, "topic");
    const account = await cloud.make("serviceaccount/account:Account", { accountId: "acme-alerts" }, "account");
    const workflow = await cloud.make(WORKFLOW, {
      name: "acme-alerts",
      region: REGION,
      serviceAccount: account.outputs["email"],
      sourceContents: "{}",
      deletionProtection: false,
    });
    return { cloud, workflow, topic };
  }

  it("have ids in their region, an account that exists, and change in place", async () => {
    const { cloud, workflow } = await withWorkflow();
    assert.equal(workflow.id, `projects/acme-prod/locations/${REGION}/workflows/acme-alerts`);
    assert.deepEqual(cloud.replacing(workflow, { ...workflow.inputs, sourceContents: "{ }" }), []);
    assert.deepEqual(cloud.replacing(workflow, { ...workflow.inputs, name: "other" }), ["name"]);
    await assert.rejects(
      cloud.make(WORKFLOW, { name: "other", serviceAccount: "none@acme-prod.iam.gserviceaccount.com" }, "other"),
      /Service account none@acme-prod\.iam\.gserviceaccount\.com does not exist/,
    );
    const kept = await cloud.make(WORKFLOW, { name: "kept", sourceContents: "{}" }, "kept");
    await assert.rejects(cloud.remove(kept), /without setting deletion_protection=false/);
    await cloud.remove(workflow);
  });

  it("hear of a topic that exists, and start a workflow that does", async () => {
    const { cloud, workflow, topic } = await withWorkflow();
    const inputs = {
      name: "acme-alerts",
      location: REGION,
      matchingCriterias: [{ attribute: "type", value: "google.cloud.pubsub.topic.v1.messagePublished" }],
      transport: { pubsub: { topic: topic.id } },
      destination: { workflow: workflow.id },
    };
    const trigger = await cloud.make(TRIGGER, inputs);
    assert.equal(trigger.id, `projects/acme-prod/locations/${REGION}/triggers/acme-alerts`);
    assert.equal(cloud.failures(TRIGGER, { ...inputs, matchingCriterias: [] }).length, 1);
    const nowhere = `projects/acme-prod/locations/${REGION}/workflows/none`;
    await assert.rejects(
      cloud.make(TRIGGER, { ...inputs, name: "other", destination: { workflow: nowhere } }, "other"),
      /workflows\/none' was not found/,
    );
  });
});

describe("simulated sinks and topics of alerts", () => {
  it("write into a bucket of objects in the name of the project's logging agent", async () => {
    const cloud = await project("logging");
    const sink = await cloud.make("logging/projectSink:ProjectSink", {
      name: "acme-audit",
      destination: "storage.googleapis.com/acme-audit",
    });
    assert.match(
      String(sink.outputs["writerIdentity"]),
      /^serviceAccount:service-\d{12}@gcp-sa-logging\.iam\.gserviceaccount\.com$/,
    );
  });

  it("lie under a key that Pub/Sub may use", async () => {
    const cloud = await project("pubsub");
    const key = await makeKey(cloud, "pubsub");
    await cloud.make("pubsub/topic:Topic", { name: "acme-alerts", kmsKeyName: key.id }, "topic");
    assert.equal(cloud.records("pubsub/topic:Topic").length, 1);
  });
});
