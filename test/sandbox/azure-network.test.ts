import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { GUID, makeNetwork, onScope, READER, vaultInputs } from "./azure-foundation-fixture.ts";
import { answer, GROUP_ID, StoreCloud } from "./azure-stores-fixture.ts";

const VAULT = "keyvault:Vault";
const SUBNET = "network:Subnet";
const GROUP = "network:NetworkSecurityGroup";
const ENDPOINT = "network:PrivateEndpoint";
const GRANT = "authorization:RoleAssignment";

describe("the simulated Azure: ids and places", () => {
  it("have the form of Resource Manager", async () => {
    const cloud = await StoreCloud.withGroup();
    const network = await makeNetwork(cloud);
    const subnet = await cloud.make(SUBNET, {
      virtualNetworkName: "net",
      subnetName: "data",
      addressPrefix: "10.20.8.0/23",
    });
    assert.equal(network.id, `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/net`);
    assert.equal(subnet.id, `${network.id}/subnets/data`);
    assert.equal(subnet.outputs["name"], "data");
    const grant = await onScope(cloud, GRANT, {
      roleAssignmentName: GUID,
      principalId: GUID,
      roleDefinitionId: READER,
      scope: network.id,
    });
    assert.equal(grant.id, `${network.id}/providers/Microsoft.Authorization/roleAssignments/${GUID}`);
  });

  it("refuse what has no group or no parent, and what is there already", async () => {
    const cloud = await StoreCloud.withGroup();
    await assert.rejects(
      cloud.make(GROUP, { resourceGroupName: "rg-lost", networkSecurityGroupName: "x" }),
      answer("404 ResourceGroupNotFound", "Resource group 'rg-lost' could not be found."),
    );
    await assert.rejects(
      cloud.make(SUBNET, { virtualNetworkName: "lost", subnetName: "a", addressPrefix: "10.20.0.0/23" }),
      answer(
        "404 ParentResourceNotFound",
        `Failed to perform 'write' on resource(s) of type 'virtualNetworks/subnets', because the parent resource '${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/lost' could not be found.`,
      ),
    );
    const { id } = await makeNetwork(cloud);
    await assert.rejects(makeNetwork(cloud), { message: `cannot create already existing resource '${id}'` });
    await assert.rejects(
      cloud.make(SUBNET, {
        virtualNetworkName: "net",
        subnetName: "a",
        addressPrefix: "10.20.0.0/23",
        networkSecurityGroup: { id: `${GROUP_ID}/providers/Microsoft.Network/networkSecurityGroups/lost` },
      }),
      /InvalidResourceReference.*networkSecurityGroups\/lost referenced by resource .*\/subnets\/a was not found/,
    );
  });

  it("replace for what the provider replaces, and refuse to update the rest of what is fixed at creation", async () => {
    const cloud = await StoreCloud.withGroup();
    const group = await cloud.make(GROUP, { networkSecurityGroupName: "x", location: "westeurope" });
    assert.deepEqual(cloud.replacing(group, { networkSecurityGroupName: "y" }), ["networkSecurityGroupName"]);
    assert.deepEqual(cloud.replacing(group, { location: "northeurope" }), []);
    await assert.rejects(
      cloud.change(group, { location: "northeurope" }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'location' is not allowed."),
    );
  });
});

describe("the simulated virtual network", () => {
  const subnetInputs = (subnetName: string, addressPrefix: string, own: Properties = {}): Properties => ({
    virtualNetworkName: "net",
    subnetName,
    addressPrefix,
    ...own,
  });

  it("takes subnets inside it that do not overlap", async () => {
    const cloud = await StoreCloud.withGroup();
    await makeNetwork(cloud);
    await cloud.make(SUBNET, subnetInputs("a", "10.20.0.0/23"));
    await assert.rejects(
      cloud.make(SUBNET, subnetInputs("b", "10.21.0.0/23")),
      answer("400 NetcfgInvalidSubnet", "Subnet 'b' is not valid in virtual network 'net'."),
    );
    await assert.rejects(cloud.make(SUBNET, subnetInputs("b", "10.20.1.0/24")), /NetcfgSubnetRangesOverlap/);
  });

  it("keeps what is in use: security groups, gateways, addresses, subnets, zones", async () => {
    const cloud = await StoreCloud.withGroup();
    const network = await makeNetwork(cloud);
    const group = await cloud.make(GROUP, { networkSecurityGroupName: "data", location: "westeurope" });
    const address = await cloud.make("network:PublicIPAddress", {
      publicIpAddressName: "nat",
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
    });
    const nat = await cloud.make("network:NatGateway", {
      natGatewayName: "nat",
      sku: { name: "Standard" },
      publicIpAddresses: [{ id: address.id }],
    });
    const links = { networkSecurityGroup: { id: group.id }, natGateway: { id: nat.id } };
    const subnet = await cloud.make(SUBNET, subnetInputs("data", "10.20.8.0/23", links));
    const vault = await cloud.make(VAULT, vaultInputs("acme-vault"));
    const endpoint = await cloud.make(ENDPOINT, {
      privateEndpointName: "vault",
      location: "westeurope",
      subnet: { id: subnet.id },
      privateLinkServiceConnections: [{ name: "vault", privateLinkServiceId: vault.id, groupIds: ["vault"] }],
    });
    const zone = await cloud.make("privatedns:PrivateZone", {
      privateZoneName: "privatelink.vaultcore.azure.net",
      location: "global",
    });
    const link = { privateZoneName: "privatelink.vaultcore.azure.net", location: "global" };
    await cloud.make("privatedns:VirtualNetworkLink", {
      ...link,
      virtualNetworkLinkName: "net",
      virtualNetwork: { id: network.id },
    });
    await assert.rejects(cloud.remove(group), /InUseNetworkSecurityGroupCannotBeDeleted/);
    await assert.rejects(cloud.remove(address), /PublicIPAddressCannotBeDeleted/);
    await assert.rejects(cloud.remove(nat), /InUseNatGatewayCannotBeDeleted/);
    await assert.rejects(cloud.remove(subnet), /InUseSubnetCannotBeDeleted.*Subnet data is in use by .*\/vault /);
    await assert.rejects(cloud.remove(network), /InUseSubnetCannotBeDeleted/);
    await assert.rejects(cloud.remove(zone), /CannotDeleteResource/);
    await cloud.remove(endpoint);
    await cloud.remove(subnet);
    await cloud.remove(nat);
    await cloud.remove(address);
    await cloud.remove(group);
  });

  it("hands a delegated subnet to its service alone", async () => {
    const cloud = await StoreCloud.withGroup();
    await makeNetwork(cloud);
    const vault = await cloud.make(VAULT, vaultInputs("acme-vault"));
    const delegations = [{ name: "postgresql", serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }];
    const subnet = await cloud.make(SUBNET, subnetInputs("database", "10.20.10.0/23", { delegations }));
    await assert.rejects(
      cloud.make(ENDPOINT, {
        privateEndpointName: "vault",
        subnet: { id: subnet.id },
        privateLinkServiceConnections: [{ name: "vault", privateLinkServiceId: vault.id, groupIds: ["vault"] }],
      }),
      /the subnet .*\/subnets\/database is delegated/,
    );
  });

  it("takes each priority once per direction, between 100 and 4096", async () => {
    const cloud = await StoreCloud.withGroup();
    const rule = (name: string, priority: number) => ({
      name,
      priority,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
    });
    const make = (...securityRules: Properties[]) =>
      cloud.make(GROUP, { networkSecurityGroupName: "x", securityRules });
    await assert.rejects(
      make(rule("one", 100), rule("two", 100)),
      answer(
        "400 SecurityRuleConflict",
        "Security rule one conflicts with rule two. Rules cannot have the same Priority and Direction.",
      ),
    );
    await assert.rejects(make(rule("one", 99)), /Value provided: 99 Allowed range 100-4096/);
    await assert.rejects(make(rule("one", 4097)), /Value provided: 4097/);
    await make(rule("one", 100), rule("two", 4096));
  });

  it("brings the region's network watcher with it, which flow logs need", async () => {
    const cloud = await StoreCloud.withGroup();
    const network = await makeNetwork(cloud);
    const flowLog = (networkWatcherName: string) =>
      cloud.make("network:FlowLog", {
        resourceGroupName: "NetworkWatcherRG",
        networkWatcherName,
        flowLogName: "net",
        targetResourceId: network.id,
        storageId: "/subscriptions/elsewhere/resourceGroups/logs/providers/Microsoft.Storage/storageAccounts/logs",
      });
    await assert.rejects(flowLog("NetworkWatcher_northeurope"), /ParentResourceNotFound/);
    const { id } = await flowLog("NetworkWatcher_westeurope");
    assert.match(id, /\/NetworkWatcherRG\/.*\/networkWatchers\/NetworkWatcher_westeurope\/flowLogs\/net$/);
  });
});
