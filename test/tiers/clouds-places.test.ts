import assert from "node:assert/strict";
import { labelValue } from "../../tiers/labels.ts";
import { isHome, regionOf, regionsOf } from "../../tiers/regions.ts";
import { outlivesStack, standingOf } from "../../tiers/standing.ts";

describe("regions of Azure and Google Cloud", () => {
  it("have three zones wherever a tenant can live", () => {
    for (const cloud of ["azure", "gcp"] as const)
      assert.deepEqual(
        regionsOf(cloud).filter((region) => isHome(region) && (region.zoneCount ?? 0) < 3),
        [],
      );
  });

  it("have a standby in the same jurisdiction and partition that is offered, or say why not", () => {
    for (const home of [...regionsOf("azure"), ...regionsOf("gcp")]) {
      if (home.standby === undefined) {
        assert.ok((home.standbyNone ?? "").length > 10, home.id);
        continue;
      }
      const standby = regionOf(home.cloud, home.standby);
      assert.deepEqual([standby?.jurisdiction, standby?.partition], [home.jurisdiction, home.partition], home.id);
      if (isHome(home)) assert.equal(standby?.notOffered, undefined, home.id);
    }
  });

  it("copy backups to a pair of the same jurisdiction only", () => {
    const paired = regionsOf("azure").filter(({ backupPair }) => backupPair !== undefined);
    assert.ok(paired.length > 30);
    for (const { id, backupPair = "", jurisdiction } of paired)
      assert.equal(regionOf("azure", backupPair)?.jurisdiction, jurisdiction, id);
    assert.deepEqual(
      ["brazilsouth", "eastasia", "westus3", "westeurope"].map((id) => regionOf("azure", id)?.backupPair),
      [undefined, undefined, undefined, "northeurope"],
    );
  });
});

describe("the standing of resources", () => {
  for (const [type, name, standing] of [
    ["azure-native:keyvault:Vault", "acme-production-keys-vault", "authoritative"],
    ["azure-native:dbforpostgresql:Server", "acme-production-database-writer", "authoritative"],
    ["azure-native:dbforpostgresql:Server", "acme-production-database-reader-c", "copy"],
    ["azure-native:redisenterprise:Database", "acme-production-cache-database", "copy"],
    ["azure-native:storage:StorageAccount", "acme-production-objects-data-replica", "copy"],
    ["azure-native:network:Subnet", "acme-production-network-data-a", "support"],
    ["azure-native:authorization:ManagementLockByScope", "acme-production-boundary-lock", "none"],
    ["azure-native:managedidentity:UserAssignedIdentity", "acme-production-keys-data-user", "support"],
    ["azure-native:managedidentity:UserAssignedIdentity", "acme-production-monitoring-alert-forwarder", "none"],
    ["gcp:kms/keyRing:KeyRing", "acme-production-keys-ring", "authoritative"],
    ["gcp:sql/databaseInstance:DatabaseInstance", "acme-production-database-writer", "authoritative"],
    ["gcp:sql/databaseInstance:DatabaseInstance", "acme-production-database-reader-c", "copy"],
    ["gcp:memorystore/instance:Instance", "acme-production-cache-instance", "copy"],
    ["gcp:secretmanager/secretVersion:SecretVersion", "acme-production-secrets-application-version", "none"],
    ["gcp:compute/network:Network", "acme-production-network-network", "support"],
  ] as const) {
    it(`${type} ${name} is ${standing}`, () => assert.equal(standingOf(type, name), standing));
  }

  it("lets what holds data, and what opens it, outlive the stack", () => {
    const kept = ["azure-native:keyvault:Key", "azure-native:resources:ResourceGroup", "gcp:kms/cryptoKey:CryptoKey"];
    assert.deepEqual(
      kept.filter((type) => outlivesStack(type, "acme-production")),
      kept,
    );
    assert.equal(outlivesStack("azure-native:network:Subnet", "acme-production-network-data-a"), false);
    const identity = "azure-native:managedidentity:UserAssignedIdentity";
    assert.deepEqual(
      ["acme-production-keys-data-user", "acme-production-monitoring-alert-forwarder"].map((name) =>
        outlivesStack(identity, name),
      ),
      [true, false],
    );
  });
});

describe("an owner's address", () => {
  it("becomes the same legal label on every cloud", () => {
    const address = "Platform.Team+prod@acme.example";
    assert.equal(labelValue(address), labelValue(address));
    for (const label of [labelValue(address), labelValue(`${"owner".repeat(30)}@acme.example`)])
      assert.match(label, /^[a-z0-9_-]{1,63}$/);
  });
});
