import assert from "node:assert/strict";
import { find } from "../../harness/azure-recording.ts";
import { changeBucket, keyUserId, recordAzureObjects } from "../../harness/azure-stores.ts";
import { DEDICATED_CASES } from "../../harness/store-blueprints.ts";

describe("the storage accounts of AzureObjects", () => {
  it("closes an account to all but identities on private endpoints, and encrypts it twice", async () => {
    const { tags, identity, ...inputs } = find(await recordAzureObjects("standard"), "objects-data").inputs;
    assert.equal((tags as Record<string, string>)["data-class"], "confidential");
    assert.deepEqual(identity, { type: "UserAssigned", userAssignedIdentities: [keyUserId("data")] });
    const service = { enabled: true, keyType: "Account" };
    assert.deepEqual(inputs, {
      accessTier: "Hot",
      accountName: "acmeproductidatae1c54786",
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      allowSharedKeyAccess: false,
      allowedCopyScope: "AAD",
      defaultToOAuthAuthentication: true,
      dnsEndpointType: "Standard",
      enableHttpsTrafficOnly: true,
      enableNfsV3: false,
      encryption: {
        encryptionIdentity: { encryptionUserAssignedIdentity: keyUserId("data") },
        keySource: "Microsoft.Keyvault",
        keyVaultProperties: { keyName: "data", keyVaultUri: "https://acme-keys.vault.azure.net" },
        requireInfrastructureEncryption: true,
        services: { blob: service, file: service, queue: service, table: service },
      },
      isHnsEnabled: false,
      isLocalUserEnabled: false,
      isSftpEnabled: false,
      kind: "StorageV2",
      location: "westeurope",
      minimumTlsVersion: "TLS1_2",
      networkRuleSet: { bypass: "AzureServices", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
      publicNetworkAccess: "Disabled",
      resourceGroupName: "rg-acme-production",
      sku: { name: "Standard_ZRS" },
    });
  });

  it("keeps versions and what was deleted, and can go back to a point in time", async () => {
    const { accountName, resourceGroupName, ...inputs } = find(
      await recordAzureObjects("standard"),
      "objects-data-service",
    ).inputs;
    assert.deepEqual([accountName, resourceGroupName], ["acmeproductidatae1c54786", "rg-acme-production"]);
    assert.deepEqual(inputs, {
      blobServicesName: "default",
      changeFeed: { enabled: true, retentionInDays: 30 },
      containerDeleteRetentionPolicy: { enabled: true, days: 30 },
      deleteRetentionPolicy: { allowPermanentDelete: false, enabled: true, days: 30 },
      isVersioningEnabled: true,
      restorePolicy: { enabled: true, days: 29 },
    });
    const shortest = find(
      await recordAzureObjects("standard", changeBucket("data", { noncurrentRetentionDays: 1 })),
      "objects-data-service",
    ).inputs;
    assert.deepEqual(shortest["restorePolicy"], { enabled: false });
    const longest = find(
      await recordAzureObjects("standard", changeBucket("data", { noncurrentRetentionDays: 400 })),
      "objects-data-service",
    ).inputs;
    assert.deepEqual(longest["deleteRetentionPolicy"], { allowPermanentDelete: false, enabled: true, days: 365 });
  });

  it("can make the audit account immutable in every tier, and restores none of it in part", async () => {
    const enterprise = await recordAzureObjects("enterprise", changeBucket("audit", { lockMode: "governance" }));
    const audit = find(enterprise, "objects-audit").inputs;
    assert.deepEqual(audit["immutableStorageWithVersioning"], {
      enabled: true,
      immutabilityPolicy: {
        state: "Unlocked",
        immutabilityPeriodSinceCreationInDays: 2555,
        allowProtectedAppendWrites: true,
      },
    });
    assert.deepEqual(find(enterprise, "objects-audit-container").inputs["immutableStorageWithVersioning"], {
      enabled: true,
    });
    assert.deepEqual(find(enterprise, "objects-audit-service").inputs["restorePolicy"], { enabled: false });
    const locked = find(await recordAzureObjects("enterprise"), "objects-audit").inputs[
      "immutableStorageWithVersioning"
    ];
    assert.match(JSON.stringify(locked), /"state":"Locked"/);
    const open = find(
      await recordAzureObjects("enterprise", changeBucket("audit", { lockRetentionDays: 0 })),
      "objects-audit",
    ).inputs;
    assert.deepEqual(open["immutableStorageWithVersioning"], { enabled: true });
    assert.equal("immutableStorageWithVersioning" in find(enterprise, "objects-data").inputs, false);
  });

  it("moves blobs to cheaper tiers, cold instead of archive, and ends their life", async () => {
    const recording = await recordAzureObjects("premium");
    const blockBlobs = { blobTypes: ["blockBlob"] };
    const allBlobs = { blobTypes: ["blockBlob", "appendBlob"] };
    const rule = (name: string, filters: object, actions: object): object => ({
      name,
      enabled: true,
      type: "Lifecycle",
      definition: { filters, actions },
    });
    assert.deepEqual(find(recording, "objects-archive-lifecycle").inputs["policy"], {
      rules: [
        rule("cheaper-tiers", blockBlobs, {
          baseBlob: {
            tierToCool: { daysAfterModificationGreaterThan: 30 },
            tierToCold: { daysAfterModificationGreaterThan: 90 },
          },
        }),
        rule("older-versions", allBlobs, { version: { delete: { daysAfterCreationGreaterThan: 30 } } }),
      ],
    });
    assert.deepEqual(find(recording, "objects-data-lifecycle").inputs["policy"], {
      rules: [
        rule("older-versions", allBlobs, { version: { delete: { daysAfterCreationGreaterThan: 30 } } }),
        rule("end-of-retention", allBlobs, { baseBlob: { delete: { daysAfterModificationGreaterThan: 1095 } } }),
      ],
    });
  });

  it("never changes between dedicated tiers what Azure takes at creation only", async () => {
    const createOnly = async (storeCase: (typeof DEDICATED_CASES)[number]): Promise<unknown[]> => {
      const recording = await recordAzureObjects(storeCase);
      const { inputs } = find(recording, "objects-data");
      const container = find(recording, "objects-data-container").inputs;
      return [
        ...["accountName", "dnsEndpointType", "enableNfsV3", "encryption", "isHnsEnabled", "kind", "location", "sku"],
        "immutableStorageWithVersioning",
      ]
        .map((name) => inputs[name])
        .concat([container]);
    };
    const smallest = await createOnly("standard");
    for (const storeCase of DEDICATED_CASES) assert.deepEqual(await createOnly(storeCase), smallest, storeCase);
  });
});
