import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readAccountFacts } from "../../../components/azure/account-facts.ts";
import { AzureBoundary } from "../../../components/azure/boundary.ts";
import { stableGuid, storageAccountName, vaultName } from "../../../components/azure/names.ts";
import { createProviders } from "../../../components/azure/provider.ts";
import { azureArgs, azureFixture, DIRECTORY, find, recordAzure, SUBSCRIPTION } from "../../harness/azure-recording.ts";
import { record } from "../../harness/recorded-registrations.ts";

const CLIENT_CONFIG = "azure-native:authorization:getClientConfig";

describe("the providers of an Azure stack", () => {
  it("are pinned to subscription and region, in the region's own cloud", async () => {
    const { stack } = azureFixture("premium");
    const inputsIn = async (region: string) => {
      const recording = await record(() => createProviders({ stack: { ...stack, region } }).length);
      return recording.registrations.find(({ name }) => name === "azure")?.inputs;
    };
    assert.deepEqual(await inputsIn("westeurope"), {
      subscriptionId: SUBSCRIPTION,
      location: "westeurope",
      environment: "public",
      disablePulumiPartnerId: "true",
    });
    assert.equal((await inputsIn("usgovvirginia"))?.["environment"], "usgovernment");
    assert.equal((await inputsIn("chinanorth3"))?.["environment"], "china");
  });
});

describe("readAccountFacts on Azure", () => {
  const read = async (subscriptionId: string) => {
    const acme = azureFixture("premium");
    return record(() => readAccountFacts(acme, createProviders(acme)), {
      answers: { [CLIENT_CONFIG]: () => ({ clientId: "c", objectId: "o", subscriptionId, tenantId: DIRECTORY }) },
    });
  };

  it("reads the directory, by the stack's own provider", async () => {
    const { result, calls } = await read(SUBSCRIPTION);
    assert.deepEqual(result, {
      account: SUBSCRIPTION,
      zoneIds: { a: "1", b: "2", c: "3" },
      zoneNames: { a: "1", b: "2", c: "3" },
      directoryId: DIRECTORY,
    });
    assert.deepEqual(calls, [{ token: CLIENT_CONFIG, provider: "azure", inputs: {} }]);
  });

  it("refuses the credentials of another subscription", async () => {
    const other = "22222222-2222-3333-4444-555555555555";
    await assert.rejects(read(other), (error: unknown) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        `account: got credentials of subscription ${other}, expected ${SUBSCRIPTION} as the tenant file says; use credentials of ${SUBSCRIPTION}, or correct the file`,
      );
      return true;
    });
  });
});

describe("AzureBoundary", () => {
  it("is the stack's resource group, which outlives the stack with what is kept in it", async () => {
    const acme = azureFixture("standard");
    const args = azureArgs(acme, undefined, "decommissioning");
    const recording = await recordAzure(
      acme,
      (options) => new AzureBoundary("acme-production-boundary", args, options),
    );
    const group = find(recording, "boundary-resource-group");
    assert.equal(group.inputs["resourceGroupName"], "rg-acme-production");
    assert.equal(group.inputs["location"], "westeurope");
    assert.deepEqual([group.protect, group.retainOnDelete], [false, true]);
  });
});

describe("names on Azure", () => {
  const long = { name: "a-tenant-with-a-long-name-production", account: SUBSCRIPTION };

  it("stay within what vaults and storage accounts allow, and differ between subscriptions", () => {
    assert.equal(vaultName(long, "0a1b2c3d"), "a-tenant-with-a-0a1b2c3d");
    assert.match(storageAccountName(long, "flow-logs"), /^[a-z0-9]{3,24}$/);
    assert.notEqual(storageAccountName(long, "data"), storageAccountName({ ...long, account: "other" }, "data"));
    assert.equal(
      storageAccountName({ name: "acme-production", account: SUBSCRIPTION }, "data"),
      storageAccountName({ name: "acme-production", account: SUBSCRIPTION }, "data"),
    );
  });

  it("of grants are GUIDs that only their parts decide", () => {
    assert.equal(stableGuid("a", "b"), stableGuid("a", "b"));
    assert.notEqual(stableGuid("a", "b"), stableGuid("ab"));
    assert.match(stableGuid("a"), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
