import assert from "node:assert/strict";
import { addressBlock, overlaps } from "../../../tiers/address-block.ts";
import { privateZoneName } from "../../../components/azure/clouds.ts";
import { blocksOf, SUBNET_USES } from "../../../components/azure/subnets.ts";
import { azureFixture, find, inputsWithout, isTaggableOnAzure, listed, ofType } from "../../harness/azure-recording.ts";
import { recordAzureNetwork } from "../../harness/azure-foundation.ts";
import type { Recording, Values } from "../../harness/recorded-registrations.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const SUBNET = "azure-native:network:Subnet";

/** `100 in allow-x Tcp from → to : ports` of a security group. */
function rules(recording: Recording<unknown>, use: string): readonly string[] {
  const { securityRules } = find(recording, `network-security-group-${use}`).inputs;
  return (securityRules as readonly Readonly<Record<string, string | readonly string[]>>[]).map((rule) => {
    const texts = (...names: readonly string[]): string => names.flatMap((name) => rule[name] ?? []).join();
    const from = texts("sourceAddressPrefix", "sourceAddressPrefixes") || "workloads";
    const to = texts("destinationAddressPrefix", "destinationAddressPrefixes");
    const ports = texts("destinationPortRange", "destinationPortRanges");
    return `${texts("priority")} ${texts("direction")} ${texts("access")} ${texts("protocol")} ${from} > ${to}:${ports}`;
  });
}

const DENY_IN = "4096 Inbound Deny * * > *:*";
const DENY_OUT = "4096 Outbound Deny * * > *:*";

describe("AzureNetwork", () => {
  it("makes these kinds of resources and no other, per tier", async () => {
    const count = async (tier: "standard" | "premium"): Promise<Readonly<Record<string, number>>> => {
      const kinds = listed(await recordAzureNetwork(azureFixture(tier))).map(
        (line) => line.split(" ")[0]?.split(":").at(-1) ?? "",
      );
      return Object.fromEntries(
        Map.groupBy(kinds, (kind) => kind)
          .entries()
          .map(([kind, all]) => [kind, all.length]),
      );
    };
    const standard = {
      RoleAssignment: 1,
      UserAssignedIdentity: 1,
      ApplicationSecurityGroup: 1,
      FlowLog: 1,
      NatGateway: 1,
      NetworkSecurityGroup: 4,
      PrivateDnsZoneGroup: 1,
      PrivateEndpoint: 1,
      PublicIPAddress: 1,
      Subnet: 6,
      VirtualNetwork: 1,
      PrivateZone: 4,
      VirtualNetworkLink: 4,
      BlobContainer: 1,
      BlobServiceProperties: 1,
      ManagementPolicy: 1,
      StorageAccount: 1,
    };
    assert.deepEqual(await count("standard"), standard);
    assert.deepEqual(await count("premium"), { ...standard, NatGateway: 3, PublicIPAddress: 3 });
  });

  it("shares the plan's blocks out: application by zone, the data range between endpoints and PostgreSQL", () => {
    const { network } = azureFixture("premium");
    assert.deepEqual(Object.fromEntries(SUBNET_USES.map((use) => [use, blocksOf(network, use)])), {
      public: ["10.20.12.0/22"],
      application: ["10.20.0.0/23", "10.20.2.0/23", "10.20.4.0/23"],
      data: ["10.20.8.0/23"],
      database: ["10.20.10.0/23"],
    });
    const blocks = SUBNET_USES.flatMap((use) => blocksOf(network, use)).map(addressBlock);
    for (const [index, block] of blocks.entries())
      assert.deepEqual(
        blocks.slice(index + 1).filter((other) => overlaps(block, other)),
        [],
      );
  });

  it("gives no subnet a way out of its own, and every one a security group that holds for endpoints too", async () => {
    const recording = await recordAzureNetwork(azureFixture("premium"));
    for (const { inputs } of ofType(recording, SUBNET)) {
      assert.equal(inputs["defaultOutboundAccess"], false);
      assert.equal(inputs["privateEndpointNetworkPolicies"], "Enabled");
      const use = String(inputs["subnetName"]).replace(/-[abc]$/, "");
      assert.deepEqual(inputs["networkSecurityGroup"], { id: `acme-production-network-security-group-${use}-id` });
    }
    const database = find(recording, "network-subnet-database").inputs;
    assert.deepEqual(database["delegations"], [
      { name: "postgresql", serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" },
    ]);
    assert.deepEqual(database["serviceEndpoints"], [{ service: "Microsoft.Storage", locations: ["westeurope"] }]);
    assert.equal(ofType(recording, SUBNET).filter(({ inputs }) => "delegations" in inputs).length, 1);
  });

  it("makes subnets one after the other", async () => {
    const subnets = ofType(await recordAzureNetwork(azureFixture("standard")), SUBNET);
    const after = subnets.map(({ dependencies }) => dependencies.filter((name) => name.includes("-subnet-")));
    assert.deepEqual(
      after.toSorted((one, other) => one.length - other.length).map(({ length }) => length),
      [0, 1, 1, 1, 1, 1],
    );
    assert.equal(new Set(after.flat()).size, 5);
  });

  it("sends each zone out through its own gateway, through the first zone's where it has none", async () => {
    const gateways = async (tier: "standard" | "premium"): Promise<readonly unknown[]> => {
      const recording = await recordAzureNetwork(azureFixture(tier));
      return ["a", "b", "c"].map((zone) => find(recording, `network-subnet-application-${zone}`).inputs["natGateway"]);
    };
    const nat = (zone: string): Values => ({ id: `acme-production-network-nat-${zone}-id` });
    assert.deepEqual(await gateways("standard"), [nat("a"), nat("a"), nat("a")]);
    assert.deepEqual(await gateways("premium"), [nat("a"), nat("b"), nat("c")]);
    const premium = await recordAzureNetwork(azureFixture("premium"));
    assert.deepEqual(inputsWithout(find(premium, "network-nat-address-b"), "tags"), {
      resourceGroupName: "rg-acme-production",
      location: "westeurope",
      publicIpAddressName: "acme-production-nat-b",
      sku: { name: "Standard", tier: "Regional" },
      publicIPAllocationMethod: "Static",
      publicIPAddressVersion: "IPv4",
      idleTimeoutInMinutes: 4,
      zones: ["2"],
    });
    assert.deepEqual(find(premium, "network-nat-b").replaceOnChanges, ["zones", "sku.name"]);
    assert.deepEqual(await valueOf(premium.result.egressAddresses), ["203.0.113.7", "203.0.113.7", "203.0.113.7"]);
  });

  it("lets workloads reach stores on their ports, and nobody else in or out", async () => {
    const recording = await recordAzureNetwork(azureFixture("premium"));
    assert.deepEqual(rules(recording, "data"), [
      "100 Inbound Allow Tcp workloads > 10.20.8.0/23:443,10000",
      DENY_IN,
      DENY_OUT,
    ]);
    assert.deepEqual(rules(recording, "database"), [
      "100 Inbound Allow Tcp workloads > 10.20.10.0/23:5432,6432",
      "110 Inbound Allow Tcp 10.20.10.0/23 > 10.20.10.0/23:5432,6432",
      DENY_IN,
      "100 Outbound Allow Tcp 10.20.10.0/23 > 10.20.10.0/23:5432,6432",
      "110 Outbound Allow Tcp 10.20.10.0/23 > Storage:443",
      "120 Outbound Allow Tcp 10.20.10.0/23 > AzureActiveDirectory:443",
      "130 Outbound Allow Tcp 10.20.10.0/23 > AzureKeyVault:443",
      DENY_OUT,
    ]);
  });

  it("lets workloads out on 443, by allow-list only to what it lists and to Entra", async () => {
    const inside = [
      "100 Inbound Allow * 10.20.0.0/20 > 10.20.0.0/20:*",
      "110 Inbound Allow * AzureLoadBalancer > 10.20.0.0/20:*",
      DENY_IN,
      "100 Outbound Allow * 10.20.0.0/20 > 10.20.0.0/20:*",
    ];
    assert.deepEqual(rules(await recordAzureNetwork(azureFixture("premium")), "application"), [
      ...inside,
      "110 Outbound Allow Tcp 10.20.0.0/20 > Internet:443",
      DENY_OUT,
    ]);
    assert.deepEqual(rules(await recordAzureNetwork(azureFixture("enterprise")), "application"), [
      ...inside,
      "110 Outbound Allow Tcp 10.20.0.0/20 > AzureActiveDirectory:443",
      "120 Outbound Allow Tcp 10.20.0.0/20 > 198.51.100.0/24,203.0.113.10/32:443",
      DENY_OUT,
    ]);
  });

  it("resolves stores' names inside: a zone per service, PostgreSQL's its own", async () => {
    const recording = await recordAzureNetwork(azureFixture("standard"));
    assert.deepEqual(
      ofType(recording, "azure-native:privatedns:PrivateZone")
        .map(({ inputs }) => inputs["privateZoneName"])
        .toSorted(),
      [
        "acme-production.private.postgres.database.azure.com",
        "privatelink.blob.core.windows.net",
        "privatelink.redis.azure.net",
        "privatelink.vaultcore.azure.net",
      ],
    );
    assert.deepEqual(inputsWithout(find(recording, "network-zone-vault-link"), "tags"), {
      resourceGroupName: "rg-acme-production",
      privateZoneName: "privatelink.vaultcore.azure.net",
      virtualNetworkLinkName: "acme-production",
      location: "global",
      virtualNetwork: { id: "acme-production-network-vnet-id" },
      registrationEnabled: false,
      resolutionPolicy: "Default",
    });
    assert.throws(() => privateZoneName("chinanorth3", "cache"), {
      message:
        "region: got chinanorth3, expected a region whose cloud has a private zone for cache; choose one of Azure's public cloud",
    });
  });

  it("reaches the vault through a private endpoint in every tier", async () => {
    const { inputs } = find(await recordAzureNetwork(azureFixture("standard")), "network-vault-endpoint");
    assert.deepEqual(inputs["privateLinkServiceConnections"], [
      { name: "acme-production-vault", privateLinkServiceId: "acme-production-keys-vault-id", groupIds: ["vault"] },
    ]);
  });

  it("records flows for as long as the blueprint says, in an account under the audit key", async () => {
    const recording = await recordAzureNetwork(azureFixture("enterprise"));
    assert.deepEqual(inputsWithout(find(recording, "network-flow-log"), "tags"), {
      resourceGroupName: "NetworkWatcherRG",
      networkWatcherName: "NetworkWatcher_westeurope",
      flowLogName: "acme-production-flow-log",
      location: "westeurope",
      targetResourceId: "acme-production-network-vnet-id",
      storageId: "acme-production-network-flow-logs-id",
      enabled: true,
      format: { type: "JSON", version: 2 },
      retentionPolicy: { enabled: false, days: 0 },
      identity: { type: "UserAssigned", userAssignedIdentities: ["acme-production-network-flow-log-writer-id"] },
    });
    const { policy } = find(recording, "network-flow-logs-lifecycle").inputs;
    assert.match(JSON.stringify(policy), /"daysAfterModificationGreaterThan":2555/);
    const quiet = azureFixture("enterprise");
    const silent = await recordAzureNetwork({ ...quiet, network: { ...quiet.network, flowLogs: false } });
    assert.deepEqual(ofType(silent, "azure-native:network:FlowLog"), []);
    assert.ok(find(silent, "network-flow-logs").protect);
  });

  it("says the same of each zone where a subnet spans them, and labels everything", async () => {
    const { result, registrations } = await recordAzureNetwork(azureFixture("premium"));
    const { a, c } = result.subnetIds.data;
    assert.equal(await valueOf(a), await valueOf(c));
    assert.notEqual(await valueOf(result.subnetIds.application.a), await valueOf(result.subnetIds.application.c));
    for (const { type, inputs, name } of registrations.filter(({ type }) => isTaggableOnAzure(type))) {
      assert.equal(Object.keys((inputs["tags"] ?? {}) as Values).length, 8, `${type} ${name}`);
    }
  });
});
