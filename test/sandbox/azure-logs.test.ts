import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { onScope } from "./azure-foundation-fixture.ts";
import { answer, GROUP_ID, makeAccount, StoreCloud } from "./azure-stores-fixture.ts";

const WORKSPACE = "operationalinsights:Workspace";
const SETTING = "monitor:DiagnosticSetting";
const WORKSPACE_INPUTS = {
  workspaceName: "acme-logs",
  location: "westeurope",
  sku: { name: "PerGB2018" },
  retentionInDays: 365,
};
const LOGS = [{ category: "StorageRead", enabled: true }];

async function withWorkspace() {
  const cloud = await StoreCloud.withGroup();
  const workspace = await cloud.make(WORKSPACE, WORKSPACE_INPUTS, "workspace");
  const account = await makeAccount(cloud, "acmedata");
  const resourceUri = `${account.id}/blobServices/default`;
  const inputs: Properties = { name: "leasehold", resourceUri, workspaceId: workspace.id, logs: LOGS };
  return { cloud, workspace, account, inputs };
}

describe("the simulated Log Analytics", () => {
  it("makes a workspace with an id, kept for 30 to 730 days", async () => {
    const cloud = await StoreCloud.withGroup();
    for (const retentionInDays of [29, 731])
      await assert.rejects(cloud.make(WORKSPACE, { ...WORKSPACE_INPUTS, retentionInDays }), {
        message: `retentionInDays: expected 30 to 730 days, got ${retentionInDays}`,
      });
    const made = await cloud.make(WORKSPACE, WORKSPACE_INPUTS);
    assert.equal(made.id, `${GROUP_ID}/providers/Microsoft.OperationalInsights/workspaces/acme-logs`);
    assert.deepEqual(cloud.replacing(made, { workspaceName: "other" }), ["workspaceName"]);
    await assert.rejects(cloud.change(made, { location: "northeurope" }), /Code="PropertyChangeNotAllowed"/);
    await assert.rejects(
      cloud.change(made, { sku: { name: "PerNode" } }),
      answer("400 InvalidSku", "The pricing tier of a workspace cannot be changed from PerGB2018 to PerNode."),
    );
    await cloud.change(made, { retentionInDays: 730 });
  });
});

describe("the simulated diagnostic settings", () => {
  it("hang on what they record", async () => {
    const { cloud, inputs } = await withWorkspace();
    const made = await onScope(cloud, SETTING, inputs);
    assert.equal(made.id, `${String(inputs["resourceUri"])}/providers/Microsoft.Insights/diagnosticSettings/leasehold`);
    const resourceUri = `${GROUP_ID}/providers/Microsoft.KeyVault/vaults/nowhere`;
    await assert.rejects(
      onScope(cloud, SETTING, { ...inputs, resourceUri }, "other"),
      answer("404 ResourceNotFound", `The Resource '${resourceUri}' was not found.`),
    );
  });

  it("need somewhere to deliver to, which is there, and something to deliver", async () => {
    const { cloud, inputs } = await withWorkspace();
    const { workspaceId, ...nowhere } = inputs;
    await assert.rejects(
      onScope(cloud, SETTING, nowhere),
      answer("400 BadRequest", "At least one data sink needs to be specified in the diagnostic setting."),
    );
    await assert.rejects(
      onScope(cloud, SETTING, { ...inputs, logs: [] }),
      answer("400 BadRequest", "At least one category of logs or metrics needs to be enabled."),
    );
    const missing = `${String(workspaceId)}-2`;
    await assert.rejects(
      onScope(cloud, SETTING, { ...inputs, workspaceId: missing }),
      answer("404 ResourceNotFound", `The Resource '${missing}' was not found.`),
    );
  });

  it("deliver into an account of their own region only, and into each place once", async () => {
    const { cloud, account, inputs } = await withWorkspace();
    const vault = await cloud.make(
      "dataprotection:BackupVault",
      {
        vaultName: "acme-standby",
        location: "northeurope",
        properties: { storageSettings: [{ datastoreType: "VaultStore", type: "ZoneRedundant" }] },
      },
      "vault",
    );
    await assert.rejects(
      onScope(cloud, SETTING, { ...inputs, resourceUri: vault.id, storageAccountId: account.id }),
      answer(
        "400 BadRequest",
        "Resource in region 'northeurope' cannot deliver to a storage account in region 'westeurope': both must be in the same region.",
      ),
    );
    await onScope(cloud, SETTING, inputs);
    await assert.rejects(
      onScope(cloud, SETTING, { ...inputs, name: "second" }, "second"),
      /Code="Conflict" Message="Data sink is already used in diagnostic setting/,
    );
  });
});
