/** Virtual networks and their subnets. */
import { blockContains, blocksOverlap, parseBlock } from "../../address-block.ts";
import { blocksAt, textAt, textsAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armId, findById, groupId, groupOf, parseArmId } from "../arm-id.ts";
import { armType, childrenOf, RESOURCE_GROUP, usersOf } from "../arm-type.ts";
import { register } from "../known-types.ts";

export const NETWORK = "azure-native:network:VirtualNetwork";
export const SUBNET = "azure-native:network:Subnet";
/** Made by Azure itself with the first network in a region. */
export const WATCHER = "azure-native:network:NetworkWatcher";
const WATCHER_GROUP = "NetworkWatcherRG";

/** Azure keeps five addresses of each subnet for itself. */
const SMALLEST_PREFIX = 29;

/** What stands in a subnet, and where its inputs say so. */
const USERS_OF_SUBNET = {
  "azure-native:network:PrivateEndpoint": ["subnet.id"],
  "azure-native:dbforpostgresql:Server": ["network.delegatedSubnetResourceId"],
} as const;

const network = armType({
  token: NETWORK,
  armType: "Microsoft.Network/virtualNetworks",
  names: ["virtualNetworkName"],
  check: (inputs) =>
    textsAt(inputs, "addressSpace.addressPrefixes").flatMap((cidr) =>
      blockFailures("addressSpace.addressPrefixes", cidr),
    ),
  outputs: (_inputs, { hex }) => ({ provisioningState: "Succeeded", resourceGuid: hex(32) }),
  afterCreate(record, context, writer) {
    const location = textAt(record.inputs, "location") ?? "";
    const group = groupId(context.account, WATCHER_GROUP);
    const id = armId(group, "Microsoft.Network/networkWatchers", [`NetworkWatcher_${location}`]);
    if (findById(context, WATCHER, id) !== undefined) return;
    if (findById(context, RESOURCE_GROUP, group) === undefined) {
      const inputs = { location, resourceGroupName: WATCHER_GROUP };
      writer.put({ type: RESOURCE_GROUP, id: group, name: WATCHER_GROUP, inputs, outputs: {} });
    }
    const name = `NetworkWatcher_${location}`;
    writer.put({ type: WATCHER, id, name, region: WATCHER_GROUP, inputs: { location }, outputs: {} });
  },
  refuseDelete(record, context) {
    for (const subnet of childrenOf(record, [SUBNET], context)) {
      const refusal = refuseUsedSubnet(subnet, context);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  },
  afterDelete(record, context, writer) {
    for (const { id, type, region } of childrenOf(record, [SUBNET], context)) writer.remove({ id, type, region });
  },
});

const subnet = armType({
  token: SUBNET,
  armType: "Microsoft.Network/virtualNetworks/subnets",
  names: ["virtualNetworkName", "subnetName"],
  parent: NETWORK,
  references: {
    "networkSecurityGroup.id": "azure-native:network:NetworkSecurityGroup",
    "natGateway.id": "azure-native:network:NatGateway",
  },
  enums: {
    privateEndpointNetworkPolicies: ["Enabled", "Disabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"],
    privateLinkServiceNetworkPolicies: ["Enabled", "Disabled"],
  },
  check: (inputs) => [textAt(inputs, "addressPrefix")].flatMap((cidr) => blockFailures("addressPrefix", cidr)),
  refuseCreate: (inputs, context) => refusePlace(inputs, undefined, context),
  refuseUpdate: (old, inputs, context) =>
    refusePlace(inputs, old.id, context) ?? refuseDelegationChange(old, inputs, context),
  outputs: () => ({ provisioningState: "Succeeded" }),
  refuseDelete: refuseUsedSubnet,
});

register("Microsoft.Network/networkWatchers", WATCHER);

export const networkTypes: readonly ResourceType[] = [network, subnet];

function blockFailures(property: string, cidr: string | undefined): readonly CheckFailure[] {
  if (cidr === undefined || parseBlock(cidr) !== undefined) return [];
  return [{ property, reason: `The address prefix ${cidr} is not a block in CIDR notation` }];
}

/** Inside the network, and beside its other subnets. */
function refusePlace(inputs: Properties, own: string | undefined, context: TypeContext): string | undefined {
  const networkName = textAt(inputs, "virtualNetworkName") ?? "";
  const name = textAt(inputs, "subnetName") ?? "";
  const id = armId(groupId(context.account, groupOf(inputs) ?? ""), "Microsoft.Network/virtualNetworks", [networkName]);
  const parent = findById(context, NETWORK, id);
  const cidr = textAt(inputs, "addressPrefix");
  if (parent === undefined || cidr === undefined) return undefined;
  const around = textsAt(parent.inputs, "addressSpace.addressPrefixes");
  const size = parseBlock(cidr)?.subnetMask ?? 0;
  if (!around.some((outer) => blockContains(outer, cidr)) || size > SMALLEST_PREFIX) {
    return armError("400 NetcfgInvalidSubnet", `Subnet '${name}' is not valid in virtual network '${networkName}'.`);
  }
  const overlapping = childrenOf(parent, [SUBNET], context).some(
    (other) => other.id !== own && blocksOverlap(textAt(other.inputs, "addressPrefix") ?? "", cidr),
  );
  if (!overlapping) return undefined;
  return armError(
    "400 NetcfgSubnetRangesOverlap",
    `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${networkName}'.`,
  );
}

/** Blocks and the service a subnet is handed over to stay while something stands in it. */
function refuseDelegationChange(old: CloudRecord, inputs: Properties, context: TypeContext): string | undefined {
  const services = (properties: Properties): string =>
    blocksAt(properties, "delegations")
      .map((delegation) => textAt(delegation, "serviceName"))
      .join();
  const isMoved = textAt(old.inputs, "addressPrefix") !== textAt(inputs, "addressPrefix");
  if (!isMoved && services(old.inputs) === services(inputs)) return undefined;
  const [user] = usersOf(old.id, USERS_OF_SUBNET, context);
  if (user === undefined) return undefined;
  return armError(
    isMoved ? "400 InUsePrefixCannotBeDeleted" : "400 SubnetMissingRequiredDelegation",
    `Subnet ${parseArmId(old.id)?.names.at(-1)} requires its ${isMoved ? "address prefix" : "delegation"}, since ${user} uses it.`,
  );
}

function refuseUsedSubnet(record: CloudRecord, context: TypeContext): string | undefined {
  const users = usersOf(record.id, USERS_OF_SUBNET, context);
  if (users.length === 0) return undefined;
  return armError(
    "400 InUseSubnetCannotBeDeleted",
    `Subnet ${parseArmId(record.id)?.names.at(-1)} is in use by ${users.join(", ")} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  );
}
