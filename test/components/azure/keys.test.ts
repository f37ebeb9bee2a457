import assert from "node:assert/strict";
import type { Lifecycle } from "../../../components/lifecycle.ts";
import { azureFixture, find, inputsWithout, isTaggableOnAzure, listed, ofType } from "../../harness/azure-recording.ts";
import { recordAzureKeys } from "../../harness/azure-foundation.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const KEY = "azure-native:keyvault:Key";
const VAULT = "azure-native:keyvault:Vault";

describe("AzureKeys", () => {
  it("makes exactly this: a locked vault, and per purpose a key with an identity that may use it", async () => {
    const perKey = (type: string, end: string): readonly string[] =>
      ["audit", "backup", "data", "secrets"].map((purpose) => `azure-native:${type} keys-${purpose}${end}`);
    assert.deepEqual(listed(await recordAzureKeys(azureFixture("standard"))), [
      "azure-native:authorization:ManagementLockByScope keys-vault-lock",
      ...perKey("authorization:RoleAssignment", "-grant"),
      ...perKey("keyvault:Key", ""),
      "azure-native:keyvault:Vault keys-vault",
      ...perKey("managedidentity:UserAssignedIdentity", "-user"),
      "random:index/randomId:RandomId keys-vault-suffix",
    ]);
  });

  it("closes the vault: no public access, roles instead of access policies, nobody can purge it", async () => {
    const vault = find(await recordAzureKeys(azureFixture("premium")), "keys-vault");
    assert.deepEqual(inputsWithout(vault, "tags"), {
      resourceGroupName: "rg-acme-production",
      vaultName: "acme-production-0a1b2c3d",
      location: "westeurope",
      properties: {
        tenantId: "99999999-8888-7777-6666-555555555555",
        sku: { family: "A", name: "premium" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        enablePurgeProtection: true,
        softDeleteRetentionInDays: 90,
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        publicNetworkAccess: "Disabled",
        networkAcls: { bypass: "AzureServices", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
      },
    });
    assert.deepEqual(vault.ignoreChanges, ["properties.softDeleteRetentionInDays"]);
  });

  it("keeps what was deleted for as long as Azure takes, and in a stack that may be thrown away for the keys' own window", async () => {
    for (const [lifecycle, days] of [
      ["protected", 90],
      ["decommissioning", 90],
      ["unprotected", 30],
    ] as const) {
      const vault = find(await recordAzureKeys(azureFixture("premium"), lifecycle), "keys-vault");
      const { softDeleteRetentionInDays } = vault.inputs["properties"] as { softDeleteRetentionInDays: number };
      assert.equal(softDeleteRetentionInDays, days, lifecycle);
    }
  });

  it("makes a second vault with keys of its own where copies lie, and none where nothing is copied", async () => {
    const premium = await recordAzureKeys(azureFixture("premium"));
    assert.deepEqual(
      ofType(premium, VAULT).map(({ inputs }) => inputs["location"]),
      ["westeurope", "northeurope"],
    );
    assert.equal(ofType(premium, KEY).length, 8);
    assert.equal(find(premium, "keys-data-replica-user").inputs["location"], "northeurope");
    const { result } = await recordAzureKeys(azureFixture("standard"));
    assert.equal(result.standbyVault, undefined);
    assert.equal(result.keys.data.replicaKeyId, undefined);
  });

  it("makes keys in hardware with the blueprint's rotation, and never writes an existing one again", async () => {
    for (const [tier, rotation, expiry] of [
      ["premium", "P90D", "P820D"],
      ["standard", "P365D", "P1095D"],
    ] as const) {
      const key = find(await recordAzureKeys(azureFixture(tier)), "keys-data");
      assert.deepEqual(key.inputs["properties"], {
        kty: "RSA-HSM",
        keySize: 3072,
        keyOps: ["encrypt", "decrypt", "wrapKey", "unwrapKey"],
        attributes: { enabled: true, exportable: false },
        rotationPolicy: {
          attributes: { expiryTime: expiry },
          lifetimeActions: [
            { action: { type: "rotate" }, trigger: { timeAfterCreate: rotation } },
            { action: { type: "notify" }, trigger: { timeBeforeExpiry: "P30D" } },
          ],
        },
      });
      assert.deepEqual(key.ignoreChanges, ["properties", "tags"]);
    }
  });

  it("lets each identity use its own key and nothing else", async () => {
    const recording = await recordAzureKeys(azureFixture("standard"));
    assert.deepEqual(inputsWithout(find(recording, "keys-audit-grant"), "roleAssignmentName"), {
      principalId: "acme-production-keys-audit-user-principal",
      principalType: "ServicePrincipal",
      roleDefinitionId:
        "/subscriptions/11111111-2222-3333-4444-555555555555/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6",
      scope: "acme-production-keys-audit-id",
    });
    const names = ofType(recording, "azure-native:authorization:RoleAssignment").map(({ inputs }) =>
      JSON.stringify(inputs["roleAssignmentName"]),
    );
    assert.equal(new Set(names).size, 4);
    for (const name of names)
      assert.match(name, /^"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/);
  });

  it("names keys without their version, and the identity in whose name a store uses them", async () => {
    const { result } = await recordAzureKeys(azureFixture("premium"));
    const { data } = result.keys;
    const uri = "https://acme-production-0a1b2c3d.vault.azure.net/keys/data";
    assert.equal(await valueOf(data.keyId), uri);
    assert.equal(await valueOf(data.versionedKeyId ?? data.keyId), `${uri}/0123456789abcdef0123456789abcdef`);
    assert.equal(await valueOf(data.identityId ?? data.keyId), "acme-production-keys-data-user-id");
    assert.equal(await valueOf(data.replicaIdentityId ?? data.keyId), "acme-production-keys-data-replica-user-id");
    assert.equal(data.alias, "acme-production/data");
  });

  it("protects and locks while in use; decommissioning lifts both and keeps vault, keys, identities and their grants", async () => {
    const guarded = async (lifecycle: Lifecycle) => {
      const recording = await recordAzureKeys(azureFixture("standard"), lifecycle);
      const of = (name: string) => find(recording, name);
      return {
        guards: ["keys-vault", "keys-data", "keys-data-user", "keys-data-grant"].map((name) => [
          of(name).protect,
          of(name).retainOnDelete,
        ]),
        locks: ofType(recording, "azure-native:authorization:ManagementLockByScope").map(
          ({ inputs }) => inputs["level"],
        ),
      };
    };
    assert.deepEqual(await guarded("protected"), {
      guards: [
        [true, true],
        [true, true],
        [true, true],
        [false, true],
      ],
      locks: ["CanNotDelete"],
    });
    assert.deepEqual(await guarded("decommissioning"), {
      guards: [
        [false, true],
        [false, true],
        [false, true],
        [false, true],
      ],
      locks: [],
    });
    assert.deepEqual((await guarded("unprotected")).guards, [
      [false, false],
      [false, false],
      [false, false],
      [false, false],
    ]);
  });

  it("puts all eight labels on everything that takes tags, by the stack's own providers", async () => {
    const { registrations } = await recordAzureKeys(azureFixture("premium"));
    const taggable = registrations.filter(({ type }) => isTaggableOnAzure(type));
    assert.equal(taggable.length, 18);
    for (const { inputs, provider, name } of taggable) {
      assert.equal(provider, "azure");
      assert.deepEqual(inputs["tags"], {
        tenant: "acme",
        tier: "premium",
        environment: "production",
        region: "westeurope",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
        component: "keys",
        "data-class": /-user$/.test(name)
          ? "none"
          : /vault$|secrets(-replica)?$/.test(name)
            ? "restricted"
            : "confidential",
      });
    }
  });
});
