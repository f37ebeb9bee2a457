import assert from "node:assert/strict";
import { GUID, onScope, READER, vaultInputs } from "./azure-foundation-fixture.ts";
import { answer, GROUP_ID, StoreCloud } from "./azure-stores-fixture.ts";

const VAULT = "keyvault:Vault";
const KEY = "keyvault:Key";
const SECRET = "keyvault:Secret";
const LOCK = "authorization:ManagementLockByScope";
const GRANT = "authorization:RoleAssignment";
const IDENTITY = "managedidentity:UserAssignedIdentity";

describe("the simulated Key Vault", () => {
  it("checks names, soft delete and hardware", async () => {
    const cloud = await StoreCloud.withGroup();
    for (const name of ["ab", "1vault", "a--b", "vault-", "a".repeat(25)])
      await assert.rejects(cloud.make(VAULT, vaultInputs(name)), /is an invalid name/);
    await assert.rejects(cloud.make(VAULT, vaultInputs("acme-vault", { softDeleteRetentionInDays: 6 })), {
      message: "properties.softDeleteRetentionInDays: expected 7 to 90 days of soft delete, got 6",
    });
    await cloud.make(VAULT, vaultInputs("acme-cheap", { sku: { family: "A", name: "standard" } }));
    await assert.rejects(
      cloud.make(KEY, { vaultName: "acme-cheap", keyName: "data", properties: { kty: "RSA-HSM" } }),
      answer("400 BadParameter", "Keys in hardware need a vault of the premium SKU."),
    );
  });

  it("gives a name out once in all of Azure, and not again while a deleted vault can be restored", async () => {
    const cloud = await StoreCloud.withGroup();
    const vault = await cloud.make(VAULT, vaultInputs("acme-vault"));
    const elsewhere = await StoreCloud.withGroup({ account: "22222222-2222-3333-4444-555555555555", root: cloud.root });
    await assert.rejects(elsewhere.make(VAULT, vaultInputs("acme-vault")), /Status=409 Code="VaultAlreadyExists"/);
    await cloud.remove(vault);
    assert.deepEqual(cloud.ids(VAULT), []);
    await assert.rejects(
      cloud.make(VAULT, vaultInputs("acme-vault")),
      /Code="ConflictError" Message="A vault with the same name already exists in deleted state\. You need to either recover or purge/,
    );
    await cloud.make(VAULT, vaultInputs("acme-vault", { createMode: "recover" }));
    assert.equal(cloud.ids(VAULT).length, 1);
  });

  it("never switches purge protection off, nor changes how long it keeps what was deleted", async () => {
    const cloud = await StoreCloud.withGroup();
    const vault = await cloud.make(VAULT, vaultInputs("acme-vault"));
    await assert.rejects(
      cloud.change(vault, vaultInputs("acme-vault", { enablePurgeProtection: false })),
      /The property 'enablePurgeProtection' cannot be set to false/,
    );
    await assert.rejects(
      cloud.change(vault, vaultInputs("acme-vault", { softDeleteRetentionInDays: 90 })),
      answer(
        "400 BadRequest",
        "The property 'softDeleteRetentionInDays' has been set already and it can't be modified.",
      ),
    );
  });

  it("keeps the names of deleted keys and secrets, and nothing of a value", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(VAULT, vaultInputs("acme-vault"));
    const key = { vaultName: "acme-vault", keyName: "data", properties: { kty: "RSA-HSM", keySize: 3072 } };
    const made = await cloud.make(KEY, key);
    assert.equal(made.outputs["keyUri"], "https://acme-vault.vault.azure.net/keys/data");
    assert.match(String(made.outputs["keyUriWithVersion"]), /\/keys\/data\/[0-9a-f]{32}$/);
    await assert.rejects(cloud.change(made, { properties: { kty: "RSA-HSM", keySize: 4096 } }), /KeyAlreadyExists/);
    await cloud.remove(made);
    await assert.rejects(cloud.make(KEY, key), /Key data is currently in a deleted but recoverable state/);
    const secret = { vaultName: "acme-vault", secretName: "master", properties: { value: "correct-horse" } };
    const value = await cloud.make(SECRET, secret);
    await cloud.change(value, { properties: { value: "battery-staple" } });
    await cloud.remove(value);
    await assert.rejects(cloud.make(SECRET, secret), /Secret master is currently in a deleted but recoverable state/);
  });
});

describe("the simulated management locks", () => {
  it("refuse every deletion at, below and around what they hold, until they are gone", async () => {
    const cloud = await StoreCloud.withGroup();
    const vault = await cloud.make(VAULT, vaultInputs("acme-vault"));
    const grant = await onScope(cloud, GRANT, {
      roleAssignmentName: GUID,
      principalId: GUID,
      roleDefinitionId: READER,
      scope: vault.id,
    });
    const lock = await onScope(cloud, LOCK, { lockName: "leasehold", level: "CanNotDelete", scope: vault.id });
    const locked = (id: string) =>
      answer(
        "409 ScopeLocked",
        `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${vault.id}'. Please remove the lock and try again.`,
      );
    await assert.rejects(cloud.remove(vault), locked(vault.id));
    await assert.rejects(cloud.remove(grant), locked(grant.id));
    const group = { type: "resources:ResourceGroup", name: "group", id: GROUP_ID, inputs: {}, outputs: {} };
    await assert.rejects(cloud.remove(group), locked(GROUP_ID));
    await cloud.remove(lock);
    await cloud.remove(grant);
    await cloud.remove(vault);
    await cloud.remove(group);
    assert.deepEqual(cloud.ids("resources:ResourceGroup"), []);
  });
});

describe("the simulated grants and identities", () => {
  it("grant a role once, on what exists, to a principal's id", async () => {
    const cloud = await StoreCloud.withGroup();
    const { id: scope } = await cloud.make(VAULT, vaultInputs("acme-vault"));
    const inputs = { roleAssignmentName: GUID, principalId: GUID, roleDefinitionId: READER, scope };
    await onScope(cloud, GRANT, inputs);
    await assert.rejects(
      onScope(cloud, GRANT, { ...inputs, roleAssignmentName: GUID.replace("a", "b") }),
      answer("409 RoleAssignmentExists", "The role assignment already exists."),
    );
    await assert.rejects(
      onScope(cloud, GRANT, { ...inputs, scope: `${scope}-lost` }),
      answer("404 ResourceNotFound", `The Resource '${scope}-lost' was not found.`),
    );
    await assert.rejects(onScope(cloud, GRANT, { ...inputs, principalId: "app" }), /must be a GUID, got 'app'/);
  });

  it("trust each issuer and subject once, and twenty in all", async () => {
    const cloud = await StoreCloud.withGroup();
    const identity = await cloud.make(IDENTITY, { resourceName: "acme-app", location: "westeurope" });
    assert.match(String(identity.outputs["principalId"]), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const trust = (index: number, subject = `subject-${index}`) =>
      cloud.make("managedidentity:FederatedIdentityCredential", {
        resourceName: "acme-app",
        federatedIdentityCredentialResourceName: `ci-${index}`,
        issuer: "https://ci.acme.example",
        subject,
        audiences: ["api://leasehold"],
      });
    await trust(0);
    await assert.rejects(trust(1, "subject-0"), /Issuer and subject combination already exists/);
    for (let index = 1; index < 20; index += 1) await trust(index);
    await assert.rejects(trust(20), /Too many Federated Identity Credentials/);
  });
});
