import assert from "node:assert/strict";
import { onScope } from "./azure-foundation-fixture.ts";
import { StoreCloud, SUBSCRIPTION } from "./azure-stores-fixture.ts";
import { PROJECT, SimulatedGcp } from "./simulated-gcp.ts";

const SCOPE = `/subscriptions/${SUBSCRIPTION}`;

describe("the simulated Azure: what hangs on a subscription", () => {
  it("has each plan from the first day, so that whoever turns it on changes it", async () => {
    const cloud = new StoreCloud();
    const inputs = { scopeId: SCOPE.slice(1), pricingName: "VirtualMachines", pricingTier: "Standard", subPlan: "P2" };
    const plan = await onScope(cloud, "security:Pricing", inputs);
    assert.equal(plan.id, `${SCOPE}/providers/Microsoft.Security/pricings/VirtualMachines`);
    assert.equal((await onScope(cloud, "security:Pricing", { ...inputs, subPlan: "P1" }, "again")).id, plan.id);
    await assert.rejects(
      onScope(cloud, "security:Pricing", { ...inputs, pricingName: "StorageAccounts" }, "other"),
      /Sub plan 'P2' is not supported for the plan 'StorageAccounts'/,
    );
  });

  it("exports the activity log only somewhere, each place once, into what exists", async () => {
    const cloud = new StoreCloud();
    const make = (name: string, inputs: Readonly<Record<string, unknown>>) =>
      onScope(cloud, "monitor:SubscriptionDiagnosticSetting", { name, logs: [], ...inputs }, name);
    await assert.rejects(make("empty", {}), /At least one data sink needs to be specified/);
    const missing = `${SCOPE}/resourceGroups/rg-acme/providers/Microsoft.Storage/storageAccounts/none`;
    await assert.rejects(make("lost", { storageAccountId: missing }), new RegExp(missing));
    const elsewhere = missing.replace(SUBSCRIPTION, "99999999-2222-3333-4444-555555555555");
    assert.equal(
      (await make("export", { storageAccountId: elsewhere })).id,
      `${SCOPE}/providers/Microsoft.Insights/diagnosticSettings/export`,
    );
    await assert.rejects(
      make("twice", { storageAccountId: elsewhere }),
      /Data sink is already used in diagnostic setting 'export'/,
    );
    await assert.rejects(make("export", { storageAccountId: elsewhere }), /cannot create already existing resource/);
  });

  it("assigns only what is a policy or an initiative", async () => {
    const cloud = new StoreCloud();
    const inputs = { scope: SCOPE, policyAssignmentName: "benchmark" };
    await assert.rejects(
      onScope(cloud, "authorization:PolicyAssignment", { ...inputs, policyDefinitionId: "benchmark" }),
      /'benchmark' is not the id of a policy or an initiative/,
    );
    await assert.rejects(
      onScope(cloud, "authorization:PolicyAssignment", inputs),
      /must have a property 'policyDefinitionId'/,
    );
  });

  it("has one contact, with addresses that are some", async () => {
    const cloud = new StoreCloud();
    const contact = await onScope(cloud, "security:SecurityContact", {
      securityContactName: "default",
      emails: "a@acme.example",
    });
    assert.equal(contact.id, `${SCOPE}/providers/Microsoft.Security/securityContacts/default`);
    await assert.rejects(
      onScope(cloud, "security:SecurityContact", { securityContactName: "default", emails: "acme" }, "again"),
      /The e-mail addresses of the security contact are not valid/,
    );
  });
});

describe("the simulated Google Cloud: what speaks for a project", () => {
  async function withServices(...services: readonly string[]): Promise<SimulatedGcp> {
    const cloud = new SimulatedGcp();
    for (const service of services)
      await cloud.make("projects/service:Service", { service: `${service}.googleapis.com` }, service);
    return cloud;
  }
  const parent = `projects/${PROJECT}`;

  it("has one audit configuration per service: whoever sets it takes it over", async () => {
    const cloud = await withServices();
    const inputs = { project: PROJECT, service: "storage.googleapis.com", auditLogConfigs: [{ logType: "DATA_READ" }] };
    const type = "projects/iAMAuditConfig:IAMAuditConfig";
    const first = await cloud.make(type, inputs);
    assert.equal(first.id, `${PROJECT}/audit_config/storage.googleapis.com`);
    assert.equal((await cloud.make(type, inputs, "again")).id, first.id);
  });

  it("takes a policy under its constraint's name only, once", async () => {
    const cloud = await withServices("orgpolicy");
    const type = "orgpolicy/policy:Policy";
    const spec = { rules: [{ enforce: "TRUE" }] };
    const name = `${parent}/policies/sql.restrictPublicIp`;
    assert.equal((await cloud.make(type, { parent, name, spec })).id, name);
    await assert.rejects(cloud.make(type, { parent, name, spec }, "again"), /Requested entity already exists/);
    await assert.rejects(
      cloud.make(type, { parent, name: `${parent}/policies/sql.noSuch`, spec }, "other"),
      /Constraint sql.noSuch is not supported/,
    );
    await assert.rejects(
      cloud.make(type, { parent, name: "sql.restrictPublicIp", spec }, "form"),
      /is not of the form/,
    );
  });

  it("makes nothing while the service is off", async () => {
    const cloud = await withServices();
    await assert.rejects(
      cloud.make("essentialcontacts/contact:Contact", {
        parent,
        email: "a@acme.example",
        languageTag: "en",
        notificationCategorySubscriptions: ["SECURITY"],
      }),
      /essentialcontacts.googleapis.com has not been used in project/,
    );
  });

  it("has each address once among the contacts", async () => {
    const cloud = await withServices("essentialcontacts");
    const type = "essentialcontacts/contact:Contact";
    const inputs = {
      parent,
      email: "a@acme.example",
      languageTag: "en",
      notificationCategorySubscriptions: ["SECURITY"],
    };
    assert.match((await cloud.make(type, inputs)).id, new RegExp(`^${parent}/contacts/\\d+$`));
    await assert.rejects(cloud.make(type, inputs, "again"), /A contact with the email a@acme.example already exists/);
  });

  it("tells findings and hands messages only from a topic that exists", async () => {
    const cloud = await withServices("pubsub", "securitycenter");
    const notification = {
      configId: "findings",
      streamingConfig: { filter: 'state = "ACTIVE"' },
      pubsubTopic: `${parent}/topics/findings`,
    };
    const type = "securitycenter/v2ProjectNotificationConfig:V2ProjectNotificationConfig";
    await assert.rejects(cloud.make(type, notification), /was not found/);
    await assert.rejects(
      cloud.make("pubsub/subscription:Subscription", { name: "findings", topic: "findings" }),
      /Resource not found/,
    );
    await cloud.make("pubsub/topic:Topic", { name: "findings" });
    const made = await cloud.make(type, notification);
    assert.equal(made.id, `${parent}/locations/global/notificationConfigs/findings`);
    assert.match(
      String(made.outputs["serviceAccount"]),
      /^service-project-\d+@security-center-api\.iam\.gserviceaccount\.com$/,
    );
    await cloud.make("pubsub/subscription:Subscription", { name: "findings", topic: "findings" });
  });
});
