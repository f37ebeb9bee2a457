import assert from "node:assert/strict";
import { accountFixture } from "../../harness/account-blueprints.ts";
import { isTaggableOnAzure } from "../../harness/azure-recording.ts";
import { findInAccount, recordBaseline, type RecordedBaseline } from "../../harness/recorded-account.ts";
import type { Values } from "../../harness/recorded-registrations.ts";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";

describe("AzureAccountBaseline", () => {
  let recording: RecordedBaseline;
  before(async () => {
    recording = await recordBaseline(accountFixture("azure"));
  });

  it("makes a group, a vault with a key, the store of the record, its export, detection and the benchmark", () => {
    const keys = recording.registrations
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ name }) => name.replace("account-acme-baseline-", ""));
    assert.deepEqual(keys.sort(), [
      "activity-log",
      "audit",
      "audit-container",
      "audit-lifecycle",
      "audit-lock",
      "audit-service",
      "benchmark",
      "key",
      "key-user",
      "keys-record-grant",
      "logs-audit",
      "logs-vault",
      "plan-clusters",
      "plan-databases",
      "plan-keys",
      "plan-machines",
      "plan-management",
      "plan-objects",
      "plan-posture",
      "resource-group",
      "security-contact",
      "vault",
      "vault-lock",
      "vault-suffix",
      "workspace",
      "workspace-lock",
    ]);
  });

  it("exports every category of the activity log into the store and the workspace", () => {
    const { inputs } = findInAccount(recording, "activity-log");
    assert.deepEqual(inputs, {
      name: "account-acme",
      storageAccountId: "account-acme-baseline-audit-id",
      workspaceId: "account-acme-baseline-workspace-id",
      logs: [
        "Administrative",
        "Alert",
        "Autoscale",
        "Policy",
        "Recommendation",
        "ResourceHealth",
        "Security",
        "ServiceHealth",
      ].map((category) => ({ category, enabled: true })),
    });
  });

  it("keeps what is written into the store for as long as the record, closed to the internet and to shared keys", () => {
    const { inputs } = findInAccount(recording, "audit");
    assert.deepEqual(inputs["immutableStorageWithVersioning"], {
      enabled: true,
      immutabilityPolicy: {
        state: "Unlocked",
        immutabilityPeriodSinceCreationInDays: 2190,
        allowProtectedAppendWrites: true,
      },
    });
    assert.equal(inputs["allowSharedKeyAccess"], false);
    assert.equal(inputs["publicNetworkAccess"], "Disabled");
    assert.equal(findInAccount(recording, "workspace").inputs["retentionInDays"], 90);
  });

  it("records every use of the key, for the store as well, and whoever touches the store, in the workspace alone", () => {
    const setting = (key: string) => findInAccount(recording, `logs-${key}`).inputs;
    const common = {
      name: "leasehold",
      workspaceId: "account-acme-baseline-workspace-id",
      logAnalyticsDestinationType: "Dedicated",
    };
    assert.deepEqual(setting("vault"), {
      ...common,
      resourceUri: "account-acme-baseline-vault-id",
      storageAccountId: "account-acme-baseline-audit-id",
      logs: [{ category: "AuditEvent", enabled: true }],
    });
    assert.deepEqual(setting("audit"), {
      ...common,
      resourceUri: "account-acme-baseline-audit-id/blobServices/default",
      logs: ["StorageRead", "StorageWrite", "StorageDelete"].map((category) => ({ category, enabled: true })),
    });
  });

  it("locks the workspace against deletion, and takes records from Azure's own services only", () => {
    assert.deepEqual(findInAccount(recording, "workspace-lock").inputs["scope"], "account-acme-baseline-workspace-id");
    const { publicNetworkAccessForIngestion, features } = findInAccount(recording, "workspace").inputs;
    assert.equal(publicNetworkAccessForIngestion, "Disabled");
    assert.equal((features as Values)["disableLocalAuth"], true);
  });

  it("turns on each plan in its best size, for everything below", () => {
    const plans = recording.registrations.filter(({ type }) => type === "azure-native:security:Pricing");
    assert.deepEqual(plans.map(({ inputs }) => [inputs["pricingName"], inputs["subPlan"] ?? ""]).sort(), [
      ["Arm", "PerSubscription"],
      ["CloudPosture", ""],
      ["Containers", ""],
      ["KeyVaults", ""],
      ["OpenSourceRelationalDatabases", ""],
      ["StorageAccounts", "DefenderForStorageV2"],
      ["VirtualMachines", "P2"],
    ]);
    for (const { inputs } of plans)
      assert.deepEqual(
        [inputs["scopeId"], inputs["pricingTier"], inputs["enforce"]],
        [`subscriptions/${SUBSCRIPTION}`, "Standard", "True"],
      );
  });

  it("tells the security contact from medium severity on", () => {
    assert.deepEqual(findInAccount(recording, "security-contact").inputs, {
      securityContactName: "default",
      isEnabled: true,
      emails: "security@acme.example",
      phone: "+353 1 555 0100",
      notificationsByRole: { state: "On", roles: ["Owner"] },
      notificationsSources: [
        { sourceType: "Alert", minimalSeverity: "Medium" },
        { sourceType: "AttackPath", minimalRiskLevel: "Medium" },
      ],
    });
  });

  it("judges the whole subscription by the benchmark", () => {
    const { scope, enforcementMode, policyDefinitionId } = findInAccount(recording, "benchmark").inputs;
    assert.deepEqual([scope, enforcementMode], [`/subscriptions/${SUBSCRIPTION}`, "Default"]);
    assert.match(String(policyDefinitionId), /\/policySetDefinitions\//);
  });

  it("protects and locks vault and store, and lifts both when the stack goes, keeping them", async () => {
    for (const key of ["vault", "key", "audit", "workspace"])
      assert.equal(findInAccount(recording, key).protect, true, key);
    const leaving = await recordBaseline(accountFixture("azure"), "decommissioning");
    for (const key of ["vault", "key", "audit", "workspace"]) {
      const { protect, retainOnDelete } = findInAccount(leaving, key);
      assert.deepEqual([key, protect, retainOnDelete], [key, false, true]);
    }
    assert.ok(!leaving.registrations.some(({ type }) => type.endsWith(":ManagementLockByScope")));
  });

  it("labels everything that can be labelled with all eight labels", () => {
    const taggable = recording.registrations.filter(({ type }) => isTaggableOnAzure(type));
    assert.ok(taggable.length >= 5);
    for (const { name, inputs } of taggable) {
      const { "data-class": dataClass, ...tags } = inputs["tags"] as Values;
      assert.match(String(dataClass), /^(none|internal|confidential|restricted)$/, name);
      assert.deepEqual(tags, {
        tenant: "account",
        tier: "account-baseline",
        environment: "acme",
        region: "westeurope",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
        component: "account-baseline",
      });
    }
  });
});
