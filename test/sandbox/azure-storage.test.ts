import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { ACCOUNT_INPUTS, answer, GROUP_ID, makeAccount, StoreCloud } from "./azure-stores-fixture.ts";

const ACCOUNT = "storage:StorageAccount";
const SERVICE = "storage:BlobServiceProperties";
const CONTAINER = "storage:BlobContainer";
const OTHER_SUBSCRIPTION = "99999999-2222-3333-4444-555555555555";

function immutable(state: string, days = 30): Properties {
  return {
    immutableStorageWithVersioning: {
      enabled: true,
      immutabilityPolicy: { state, immutabilityPeriodSinceCreationInDays: days, allowProtectedAppendWrites: true },
    },
  };
}

describe("the simulated Azure Storage: an account", () => {
  it("has an id, and endpoints under its name", async () => {
    const cloud = await StoreCloud.withGroup();
    const made = await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    assert.equal(made.id, `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/acmedata`);
    assert.equal((made.outputs["primaryEndpoints"] as Properties)["blob"], "https://acmedata.blob.core.windows.net/");
    assert.equal(made.outputs["primaryLocation"], "westeurope");
    assert.equal(made.outputs["name"], "acmedata");
  });

  it("has a name that Azure allows and nobody else has", async () => {
    const cloud = await StoreCloud.withGroup();
    for (const accountName of ["ab", "a".repeat(25), "acme-data", "AcmeData"]) {
      await assert.rejects(cloud.make(ACCOUNT, { ...ACCOUNT_INPUTS, accountName }), {
        message: `accountName: '${accountName}' is an invalid name: it must be between 3 and 24 characters in length and use numbers and lower-case letters only`,
      });
    }
    await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    const other = await StoreCloud.withGroup({ account: OTHER_SUBSCRIPTION, root: cloud.root });
    await assert.rejects(
      other.make(ACCOUNT, ACCOUNT_INPUTS),
      answer("409 StorageAccountAlreadyTaken", "The storage account named acmedata is already taken."),
    );
  });

  it("is replaced for its name and region only, and refuses the rest of what is fixed at creation", async () => {
    const cloud = await StoreCloud.withGroup();
    const made = await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    assert.deepEqual(cloud.replacing(made, { accountName: "acmeother" }), ["accountName"]);
    assert.deepEqual(cloud.replacing(made, { location: "northeurope" }), ["location"]);
    assert.deepEqual(cloud.replacing(made, { dnsEndpointType: "AzureDnsZone" }), []);
    await assert.rejects(
      cloud.change(made, { encryption: { requireInfrastructureEncryption: true } }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'encryption' is not allowed."),
    );
    await assert.rejects(
      cloud.change(made, { immutableStorageWithVersioning: { enabled: true } }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'immutableStorageWithVersioning' is not allowed."),
    );
    await assert.rejects(
      cloud.change(made, { kind: "BlobStorage" }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'kind' is not allowed."),
    );
  });

  it("stays in its redundancy class", async () => {
    const cloud = await StoreCloud.withGroup();
    const made = await cloud.make(ACCOUNT, ACCOUNT_INPUTS);
    for (const name of ["Standard_LRS", "Standard_GRS", "Premium_ZRS"]) {
      await assert.rejects(
        cloud.change(made, { sku: { name } }),
        answer(
          "400 InvalidAccountSkuChange",
          `The storage account acmedata cannot be changed from Standard_ZRS to ${name}. Use redundancy conversion instead.`,
        ),
      );
    }
    const geo = await cloud.change(made, { sku: { name: "Standard_GZRS" } });
    assert.deepEqual(geo.outputs["sku"], { name: "Standard_GZRS" });
  });

  it("takes a key of one's own only with its name and somebody who may use it", async () => {
    const cloud = await StoreCloud.withGroup();
    const keySource = "Microsoft.Keyvault";
    await assert.rejects(
      cloud.make(ACCOUNT, { ...ACCOUNT_INPUTS, encryption: { keySource } }),
      answer(
        "400 InvalidRequestPropertyValue",
        "The value '' is not allowed for property encryption.keyvaultproperties: it is needed when the key source is Microsoft.Keyvault.",
      ),
    );
    const keyVaultProperties = { keyName: "data", keyVaultUri: "https://acme.vault.azure.net" };
    await assert.rejects(
      cloud.make(ACCOUNT, { ...ACCOUNT_INPUTS, encryption: { keySource, keyVaultProperties } }),
      answer(
        "400 InvalidRequestPropertyValue",
        "The value '' is not allowed for property identity.userAssignedIdentities: it is needed when the key source is Microsoft.Keyvault.",
      ),
    );
  });

  it("is made unlocked, is locked later, and then takes a longer period and nothing else", async () => {
    const cloud = await StoreCloud.withGroup();
    const notAtOnce = answer(
      "400 InvalidAccountImmutabilityPolicyState",
      "The account immutability policy can only be created in Disabled or Unlocked state.",
    );
    await assert.rejects(cloud.make(ACCOUNT, { ...ACCOUNT_INPUTS, ...immutable("Locked") }), notAtOnce);
    const capable = await cloud.make(ACCOUNT, { ...ACCOUNT_INPUTS, immutableStorageWithVersioning: { enabled: true } });
    await assert.rejects(cloud.change(capable, immutable("Locked")), notAtOnce);
    const unlocked = await cloud.change(capable, immutable("Unlocked"));
    const shorter = await cloud.change(unlocked, immutable("Unlocked", 29));
    const locked = await cloud.change(shorter, immutable("Locked", 29));
    await assert.rejects(
      cloud.change(locked, immutable("Unlocked", 29)),
      answer(
        "409 ImmutabilityPolicyLocked",
        "Operation not allowed on immutability policy in Locked state: the state cannot be changed.",
      ),
    );
    await assert.rejects(
      cloud.change(locked, immutable("Locked", 28)),
      answer(
        "409 ImmutabilityPolicyLocked",
        "Operation not allowed on immutability policy in Locked state: the period can only be increased, from 29 days.",
      ),
    );
    await cloud.change(locked, immutable("Locked", 30));
  });

  it("goes with all that lies in it, unless a lock holds it", async () => {
    const cloud = await StoreCloud.withGroup();
    const made = await makeAccount(cloud, "acmedata");
    const lock = await cloud.make(
      "authorization:ManagementLockByScope",
      { scope: made.id, lockName: "leasehold", level: "CanNotDelete", resourceGroupName: undefined },
      "lock",
    );
    await assert.rejects(
      cloud.remove(made),
      answer(
        "409 ScopeLocked",
        `The scope '${made.id}' cannot perform delete operation because following scope(s) are locked: '${made.id}'. Please remove the lock and try again.`,
      ),
    );
    await cloud.remove(lock);
    await cloud.remove(made);
    for (const type of [ACCOUNT, SERVICE, CONTAINER]) assert.deepEqual(cloud.ids(type), []);
  });
});
