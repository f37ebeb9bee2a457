import assert from "node:assert/strict";
import { workflowDefinition } from "../../../components/azure/alert-workflow.ts";
import type { RouteSpec } from "../../../tiers/blueprint.ts";
import {
  accountId,
  azureBlueprint,
  CALLBACK,
  idOf,
  recordAzureMonitoring,
  WORKSPACE_ID,
} from "../../harness/azure-operations.ts";
import { find, inputsWithout, ofType } from "../../harness/azure-recording.ts";

const GROUP_TYPE = "azure-native:monitor:ActionGroup";

type Values = Readonly<Record<string, unknown>>;

const groupId = (route: string): string => `acme-production-monitoring-action-group-${route}-id`;

describe("AzureMonitoring: whom it tells", () => {
  it("has an action group per route, with the tenant's people by mail", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    assert.deepEqual(
      ofType(recording, GROUP_TYPE).map(({ inputs }) => [inputs["actionGroupName"], inputs["groupShortName"]]),
      [
        ["acme-production-alerts-warning", "lh-warning"],
        ["acme-production-alerts-critical", "lh-critical"],
      ],
    );
    assert.deepEqual(find(recording, "monitoring-action-group-warning").inputs["emailReceivers"], [
      { name: "platform-acme-example", emailAddress: "platform@acme.example", useCommonAlertSchema: true },
    ]);
  });

  it("carries alerts to the pager through a workflow, whose address is a secret", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "enterprise" }));
    const group = find(recording, "monitoring-action-group-critical");
    assert.deepEqual(group.inputs["logicAppReceivers"], [
      {
        name: "forwarder",
        resourceId: "acme-production-monitoring-alert-forwarder-critical-id",
        callbackUrl: CALLBACK,
        useCommonAlertSchema: true,
      },
    ]);
    assert.deepEqual(group.secretInputs, ["logicAppReceivers"]);
    assert.deepEqual(find(recording, "monitoring-action-group-warning").inputs["logicAppReceivers"], []);
    assert.deepEqual(inputsWithout(find(recording, "monitoring-alert-forwarder-critical"), "tags", "definition"), {
      resourceGroupName: "rg-acme-production",
      workflowName: "acme-production-alerts-critical",
      location: "westeurope",
      state: "Enabled",
      identity: {
        type: "UserAssigned",
        userAssignedIdentities: ["acme-production-monitoring-alert-forwarder-id"],
      },
    });
  });

  it("reads the address when it needs it, and keeps it out of the run's history", () => {
    const { actions } = workflowDefinition({
      carriers: [
        { channel: "pagerduty", secretRef: "operations/pager/acme" },
        { channel: "slack", secretRef: "operations/slack" },
      ],
      identityId: "identity",
      vaultSuffix: "vault.azure.net",
    }) as { actions: Readonly<Record<string, Values & { inputs: Values }>> };
    const hidden = { secureData: { properties: ["inputs", "outputs"] } };
    assert.deepEqual(Object.keys(actions), ["read_pagerduty", "send_pagerduty", "read_slack", "send_slack"]);
    for (const [name, action] of Object.entries(actions))
      assert.deepEqual(action["runtimeConfiguration"], hidden, name);
    assert.equal(
      actions["read_pagerduty"]?.inputs["uri"],
      "https://operations.vault.azure.net/secrets/pager-acme?api-version=7.4",
    );
    assert.deepEqual(actions["read_pagerduty"].inputs["authentication"], {
      type: "ManagedServiceIdentity",
      identity: "identity",
      audience: "https://vault.azure.net",
    });
    assert.equal(actions["send_pagerduty"]?.inputs["uri"], "https://events.pagerduty.com/v2/enqueue");
    assert.equal(actions["send_slack"]?.inputs["uri"], "@body('read_slack')?['value']");
    assert.deepEqual(actions["send_slack"]["runAfter"], { read_slack: ["Succeeded"] });
  });

  it("never puts a telephone number into an action group, whatever the blueprint says", async () => {
    const { monitoring, ...rest } = azureBlueprint({ tier: "enterprise" });
    const routes: RouteSpec[] = monitoring.routes.map((route) => ({
      ...route,
      channels: [{ channel: "sms", secretRef: "acme/numbers" }],
    }));
    await assert.rejects(recordAzureMonitoring({ ...rest, monitoring: { ...monitoring, routes } }), {
      message: "the route warning sends text messages, for which Azure keeps no number as a secret",
    });
  });
});

describe("AzureMonitoring: what it shows", () => {
  it("lets the backup vault tell of its jobs", async () => {
    const { inputs } = find(
      await recordAzureMonitoring(azureBlueprint({ tier: "enterprise" })),
      "monitoring-logs-backup-vault",
    );
    assert.equal(inputs["resourceUri"], idOf("Microsoft.DataProtection/backupVaults", "acme-production-backup"));
    assert.equal(inputs["workspaceId"], WORKSPACE_ID);
    assert.equal(inputs["storageAccountId"], accountId("audit"));
    assert.deepEqual(
      (inputs["logs"] as Values[]).map(({ category }) => category),
      ["AddonAzureBackupJobs", "AddonAzureBackupPolicy", "AddonAzureBackupProtectedInstance", "CoreAzureBackup"],
    );
  });

  it("lays the dashboard out part by part, no chart over another", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    const { properties } = find(recording, "monitoring-dashboard").inputs as {
      properties: {
        lenses: { parts: { position: Record<"x" | "y" | "colSpan" | "rowSpan", number>; metadata: Values }[] }[];
      };
    };
    const parts = properties.lenses[0]?.parts ?? [];
    assert.match(JSON.stringify(parts[0]?.metadata), /# Acme Studio: production\\nTier premium, westeurope/);
    const taken = new Set<string>();
    for (const { position } of parts)
      for (let x = position.x; x < position.x + position.colSpan; x++)
        for (let y = position.y; y < position.y + position.rowSpan; y++) {
          assert.ok(x < 18 && !taken.has(`${x},${y}`), `${x},${y}`);
          taken.add(`${x},${y}`);
        }
    const headings = parts.flatMap(({ metadata }) => /## ([^"]+?)"/.exec(JSON.stringify(metadata))?.[1] ?? []);
    assert.deepEqual(headings, [
      "Capacity: what is filling up",
      "Database",
      "Cache",
      "Object storage",
      "Network",
      "Recovery: copies and backups",
    ]);
    const { dashboardUrl } = recording.result;
    const url = await new Promise((resolve) => dashboardUrl.apply(resolve));
    assert.equal(
      url,
      "https://portal.azure.com/#@99999999-8888-7777-6666-555555555555/dashboard/armacme-production-monitoring-dashboard-id",
    );
  });

  it("has a Prometheus for the cluster, whose rules page once too and tell the same groups", async () => {
    const recording = await recordAzureMonitoring(azureBlueprint({ tier: "premium" }));
    assert.deepEqual(inputsWithout(find(recording, "monitoring-prometheus"), "tags"), {
      resourceGroupName: "rg-acme-production",
      azureMonitorWorkspaceName: "acme-production-metrics",
      location: "westeurope",
      publicNetworkAccess: "Disabled",
    });
    const group = find(recording, "monitoring-prometheus-rules").inputs as { rules: Values[]; interval: string };
    assert.equal(group.interval, "PT1M");
    assert.equal(group.rules.length, 8);
    const warning = group.rules.find(({ alert }) => alert === "disk-warning");
    assert.deepEqual(
      [warning?.["for"], warning?.["severity"], warning?.["actions"]],
      ["PT15M", 2, [{ actionGroupId: groupId("warning") }]],
    );
    assert.match(String(warning?.["expression"]), /> 0\.80\)\nunless \([^]*> 0\.90\)$/);
    const critical = group.rules.find(({ alert }) => alert === "node-not-ready");
    assert.doesNotMatch(String(critical?.["expression"]), /unless/);
  });
});
