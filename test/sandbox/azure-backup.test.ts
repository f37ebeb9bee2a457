import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { GUID, onScope, READER } from "./azure-foundation-fixture.ts";
import { answer, GROUP_ID, makeAccount, StoreCloud } from "./azure-stores-fixture.ts";
import type { MadeStore } from "./azure-stores-fixture.ts";

const VAULT = "dataprotection:BackupVault";
const POLICY = "dataprotection:BackupPolicy";
const INSTANCE = "dataprotection:BackupInstance";

function vaultInputs(state = "Disabled", storage = "GeoRedundant", softDelete = "On"): Properties {
  return {
    vaultName: "acme-backup",
    location: "westeurope",
    properties: {
      storageSettings: [{ datastoreType: "VaultStore", type: storage }],
      featureSettings: { crossRegionRestoreSettings: { state: "Enabled" } },
      securitySettings: {
        immutabilitySettings: { state },
        softDeleteSettings: { state: softDelete, retentionDurationInDays: 14 },
      },
    },
  };
}

function policyInputs(days: number): Properties {
  return {
    vaultName: "acme-backup",
    backupPolicyName: `daily-${days}`,
    properties: {
      objectType: "BackupPolicy",
      policyRules: [
        { trigger: { schedule: { repeatingTimeIntervals: ["R/2026-01-01T01:00:00+00:00/P1D"] } } },
        { lifecycles: [{ deleteAfter: { duration: `P${days}D` } }] },
      ],
    },
  };
}

interface Made {
  readonly cloud: StoreCloud;
  readonly vault: MadeStore;
  readonly account: MadeStore;
  readonly reader: MadeStore;
  readonly inputs: (policy: MadeStore) => Properties;
}

/** A vault, an account and an identity without any right in it. */
async function ready(state?: string): Promise<Made> {
  const cloud = await StoreCloud.withGroup();
  const vault = await cloud.make(VAULT, vaultInputs(state), "vault");
  const account = await makeAccount(cloud, "acmedata");
  const reader = await cloud.make(
    "managedidentity:UserAssignedIdentity",
    { resourceName: "reader", location: "westeurope" },
    "reader",
  );
  const inputs = (policy: MadeStore): Properties => ({
    vaultName: "acme-backup",
    backupInstanceName: "acme-data",
    properties: {
      objectType: "BackupInstance",
      dataSourceInfo: { resourceID: account.id },
      identityDetails: { userAssignedIdentityArmUrl: reader.id },
      policyInfo: { policyId: policy.id },
    },
  });
  return { cloud, vault, account, reader, inputs };
}

function grant({ cloud, account, reader }: Made): Promise<MadeStore> {
  return onScope(cloud, "authorization:RoleAssignment", {
    roleAssignmentName: GUID,
    roleDefinitionId: READER,
    principalId: reader.outputs["principalId"],
    principalType: "ServicePrincipal",
    scope: account.id,
  });
}

describe("the simulated Azure Backup: a vault", () => {
  it("has an id, and is replaced by name only; redundancy it refuses to change", async () => {
    const cloud = await StoreCloud.withGroup();
    const vault = await cloud.make(VAULT, vaultInputs());
    assert.equal(vault.id, `${GROUP_ID}/providers/Microsoft.DataProtection/backupVaults/acme-backup`);
    assert.deepEqual(cloud.replacing(vault, { vaultName: "other" }), ["vaultName"]);
    await assert.rejects(
      cloud.change(vault, {
        properties: {
          ...(vault.inputs["properties"] as Properties),
          storageSettings: [{ datastoreType: "VaultStore", type: "ZoneRedundant" }],
        },
      }),
      /Code="PropertyChangeNotAllowed"/,
    );
  });

  it("leaves neither locked immutability, nor soft delete that is always on, nor restores across regions", async () => {
    const cloud = await StoreCloud.withGroup();
    const vault = await cloud.make(VAULT, vaultInputs("Locked", "GeoRedundant", "AlwaysOn"));
    await assert.rejects(
      cloud.change(vault, vaultInputs("Unlocked", "GeoRedundant", "AlwaysOn")),
      answer("400 UserErrorImmutabilityCannotBeDisabled", "Immutability that is locked cannot be switched off."),
    );
    await assert.rejects(
      cloud.change(vault, vaultInputs("Locked", "GeoRedundant", "On")),
      answer("400 UserErrorSoftDeleteStateCannotBeChanged", "Soft delete that is always on cannot be switched off."),
    );
    const properties = { ...(vault.inputs["properties"] as Properties), featureSettings: {} };
    await assert.rejects(
      cloud.change(vault, { properties }),
      answer("400 UserErrorCrossRegionRestoreCannotBeDisabled", "Cross region restore cannot be switched off."),
    );
  });

  it("restores across regions only what is mirrored, and brings back what was deleted for 14 to 180 days", async () => {
    const cloud = await StoreCloud.withGroup();
    await assert.rejects(
      cloud.make(VAULT, vaultInputs("Disabled", "ZoneRedundant")),
      answer(
        "400 UserErrorCrossRegionRestoreNeedsGeoRedundancy",
        "Cross region restore can be enabled only for a vault with geo-redundant storage.",
      ),
    );
    const short = { securitySettings: { softDeleteSettings: { state: "On", retentionDurationInDays: 13 } } };
    const { properties } = vaultInputs() as { properties: Properties };
    await assert.rejects(cloud.make(VAULT, { ...vaultInputs(), properties: { ...properties, ...short } }), {
      message:
        "properties.securitySettings.softDeleteSettings.retentionDurationInDays: expected 14 to 180 days, got 13",
    });
  });
});

describe("the simulated Azure Backup: what it protects", () => {
  it("takes only what its identity may read", async () => {
    const made = await ready();
    const policy = await made.cloud.make(POLICY, policyInputs(30), "policy");
    await assert.rejects(
      made.cloud.make(INSTANCE, made.inputs(policy)),
      answer(
        "400 UserErrorMissingDatasourcePermissions",
        `Appropriate permissions to perform the operation are missing: the vault's identity has no role on '${made.account.id}'.`,
      ),
    );
    await grant(made);
    const instance = await made.cloud.make(INSTANCE, made.inputs(policy), "instance");
    assert.equal(instance.id, `${made.vault.id}/backupInstances/acme-data`);
  });

  it("keeps vault and policy while something is protected", async () => {
    const made = await ready();
    await grant(made);
    const policy = await made.cloud.make(POLICY, policyInputs(30), "policy");
    const instance = await made.cloud.make(INSTANCE, made.inputs(policy), "instance");
    await assert.rejects(made.cloud.remove(policy), /Code="UserErrorPolicyHasAssociatedBackupInstances"/);
    await assert.rejects(made.cloud.remove(made.vault), /Code="UserErrorVaultContainsBackupInstances"/);
    await made.cloud.remove(instance);
    await made.cloud.remove(policy);
    await made.cloud.remove(made.vault);
    assert.deepEqual(made.cloud.ids(VAULT), []);
  });

  it("moves to another policy, but knows no other rules for the one it has", async () => {
    const made = await ready();
    await grant(made);
    const policy = await made.cloud.make(POLICY, policyInputs(35), "policy");
    const instance = await made.cloud.make(INSTANCE, made.inputs(policy), "instance");
    await assert.rejects(
      made.cloud.change(policy, { properties: policyInputs(30)["properties"] }),
      /Code="PropertyChangeNotAllowed"/,
    );
    const shorter = await made.cloud.make(POLICY, policyInputs(30), "shorter");
    await made.cloud.change(instance, made.inputs(shorter));
  });

  it("is neither shortened nor deleted in an immutable vault", async () => {
    const made = await ready("Unlocked");
    await grant(made);
    const policy = await made.cloud.make(POLICY, policyInputs(35), "policy");
    const instance = await made.cloud.make(INSTANCE, made.inputs(policy), "instance");
    const shorter = await made.cloud.make(POLICY, policyInputs(30), "shorter");
    await assert.rejects(
      made.cloud.change(instance, made.inputs(shorter)),
      /Code="UserErrorImmutableVaultRetentionCannotBeReduced"/,
    );
    const longer = await made.cloud.make(POLICY, policyInputs(36), "longer");
    await assert.rejects(made.cloud.remove(instance), /Code="UserErrorImmutableVaultDeleteNotAllowed"/);
    await made.cloud.change(instance, made.inputs(longer));
  });
});
