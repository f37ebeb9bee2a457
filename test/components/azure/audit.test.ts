import assert from "node:assert/strict";
import { DEDICATED_TIERS } from "../../../tiers/vocabulary.ts";
import { accountId, azureBlueprint, idOf, recordAzureAudit } from "../../harness/azure-operations.ts";
import { find, inputsWithout, listed, ofType } from "../../harness/azure-recording.ts";

const SETTING = "azure-native:monitor:DiagnosticSetting";
const PREFIX = "acme-production-audit-logs-";
const WORKSPACE = "acme-production-audit-workspace-id";

/** What each resource records: key → categories, and `evidence` where a copy goes into the bucket. */
async function recordedBy(tier: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const recording = await recordAzureAudit(azureBlueprint({ tier }));
  return Object.fromEntries(
    ofType(recording, SETTING).map(({ name, inputs }) => [
      name.slice(PREFIX.length),
      [
        ...(inputs["logs"] as readonly { category: string }[]).map(({ category }) => category),
        ...(inputs["metrics"] === undefined ? [] : ["metrics"]),
        ...(inputs["storageAccountId"] === undefined ? [] : ["evidence"]),
      ],
    ]),
  );
}

describe("AzureAudit", () => {
  it("makes the same workspace in every tier", async () => {
    for (const tier of DEDICATED_TIERS) {
      const workspace = find(await recordAzureAudit(azureBlueprint({ tier })), "audit-workspace");
      assert.deepEqual(inputsWithout(workspace, "tags"), {
        resourceGroupName: "rg-acme-production",
        workspaceName: "acme-production-logs",
        location: "westeurope",
        sku: { name: "PerGB2018" },
        retentionInDays: 365,
        features: {
          disableLocalAuth: true,
          enableLogAccessUsingOnlyResourcePermissions: true,
          immediatePurgeDataOn30Days: false,
        },
        publicNetworkAccessForIngestion: "Disabled",
        publicNetworkAccessForQuery: "Enabled",
      });
      assert.equal(workspace.protect, true);
    }
  });

  it("keeps every record for as long as the audit asks where no bucket does, and else what can be searched", async () => {
    const daysOf = async (tier: string, audit: object): Promise<unknown> => {
      const blueprint = azureBlueprint({ tier });
      const recording = await recordAzureAudit({ ...blueprint, audit: { ...blueprint.audit, ...audit } });
      return find(recording, "audit-workspace").inputs["retentionInDays"];
    };
    assert.equal(await daysOf("standard", { retentionDays: 400, searchableDays: 90 }), 400);
    assert.equal(await daysOf("standard", { retentionDays: 7, searchableDays: 7 }), 30);
    assert.equal(await daysOf("enterprise", { retentionDays: 2555, searchableDays: 90 }), 90);
    await assert.rejects(
      daysOf("standard", { retentionDays: 731 }),
      /^Error: got 731 days of records in a workspace, expected at most 730; only a bucket for evidence keeps them longer$/,
    );
  });

  it("records every read and write of blobs, keys, secrets and rows in the smallest tier too", async () => {
    assert.deepEqual(await recordedBy("standard"), {
      vault: ["AuditEvent"],
      "standby-vault": ["AuditEvent"],
      network: ["VMProtectionAlerts"],
      "database-writer": ["PostgreSQLLogs", "metrics"],
      "cache-metrics": ["metrics"],
      cache: ["ConnectionEvents"],
      "objects-data": ["StorageRead", "StorageWrite", "StorageDelete"],
      workspace: ["Audit"],
    });
  });

  it("copies it into the bucket for evidence, which does not record what is written into itself", async () => {
    const recorded = await recordedBy("enterprise");
    assert.deepEqual(recorded["objects-data"], ["StorageRead", "StorageWrite", "StorageDelete", "evidence"]);
    assert.deepEqual(recorded["objects-archive"], ["StorageRead", "StorageWrite", "StorageDelete", "evidence"]);
    assert.deepEqual(recorded["objects-audit"], ["StorageRead", "StorageDelete"]);
    assert.deepEqual(recorded["vault"], ["AuditEvent", "evidence"]);
    // In another region than the bucket.
    assert.deepEqual(recorded["standby-vault"], ["AuditEvent"]);
    assert.deepEqual(recorded["database-reader-b"], ["PostgreSQLLogs", "metrics", "evidence"]);
    assert.deepEqual(recorded["database-reader-c"], ["PostgreSQLLogs", "metrics", "evidence"]);
    assert.deepEqual(recorded["workspace"], ["Audit", "evidence"]);
  });

  it("names resource, workspace and account of each setting", async () => {
    const recording = await recordAzureAudit(azureBlueprint({ tier: "enterprise" }));
    assert.deepEqual(find(recording, "audit-logs-objects-data").inputs, {
      name: "leasehold",
      resourceUri: `${accountId("data")}/blobServices/default`,
      workspaceId: WORKSPACE,
      storageAccountId: accountId("audit"),
      logAnalyticsDestinationType: "Dedicated",
      logs: ["StorageRead", "StorageWrite", "StorageDelete"].map((category) => ({ category, enabled: true })),
    });
    assert.equal(
      find(recording, "audit-logs-cache").inputs["resourceUri"],
      `${idOf("Microsoft.Cache/redisEnterprise", "acme-cache")}/databases/default`,
    );
  });

  it("locks the workspace while in use only, and leaves it behind when the stack goes", async () => {
    const lock = "azure-native:authorization:ManagementLockByScope audit-workspace-lock";
    assert.ok(listed(await recordAzureAudit(azureBlueprint())).includes(lock));
    const leaving = await recordAzureAudit(azureBlueprint(), "decommissioning");
    assert.ok(!listed(leaving).includes(lock));
    const { protect, retainOnDelete } = find(leaving, "audit-workspace");
    assert.deepEqual([protect, retainOnDelete], [false, true]);
  });
});
