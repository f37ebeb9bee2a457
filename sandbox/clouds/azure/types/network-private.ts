/** Private endpoints and the private zones in which their names stand. */
import { blocksAt, textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError, invalidReference } from "../arm-error.ts";
import { findById, isSameId } from "../arm-id.ts";
import { armType, childrenOf } from "../arm-type.ts";
import { refuseMissingScope } from "../known-types.ts";
import { NETWORK, SUBNET } from "./network-vnet.ts";

export const ENDPOINT = "azure-native:network:PrivateEndpoint";
export const ZONE = "azure-native:privatedns:PrivateZone";
const ZONE_GROUP = "azure-native:network:PrivateDnsZoneGroup";
const LINK = "azure-native:privatedns:VirtualNetworkLink";

const endpoint = armType({
  token: ENDPOINT,
  armType: "Microsoft.Network/privateEndpoints",
  names: ["privateEndpointName"],
  references: { "subnet.id": SUBNET },
  refuseCreate(inputs, context) {
    const subnet = findById(context, SUBNET, textAt(inputs, "subnet.id"));
    if (subnet !== undefined && blocksAt(subnet.inputs, "delegations").length > 0) {
      return armError(
        "400 PrivateEndpointCreationNotAllowedAsSubnetIsDelegated",
        `Private endpoint cannot be created as the subnet ${subnet.id} is delegated.`,
      );
    }
    return refuseMissingTarget(inputs, context);
  },
  outputs: (inputs, _context, id) => ({
    provisioningState: "Succeeded",
    networkInterfaces: [{ id: id.replace(/privateEndpoints\/[^/]+$/, `networkInterfaces/${nicOf(inputs)}`) }],
  }),
  afterDelete(record, context, writer) {
    for (const { id, type, region } of childrenOf(record, [ZONE_GROUP], context)) writer.remove({ id, type, region });
  },
});

const zoneGroup = armType({
  token: ZONE_GROUP,
  armType: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
  names: ["privateEndpointName", "privateDnsZoneGroupName"],
  parent: ENDPOINT,
  references: { "privateDnsZoneConfigs.privateDnsZoneId": ZONE },
  outputs: () => ({ provisioningState: "Succeeded" }),
});

const zone = armType({
  token: ZONE,
  armType: "Microsoft.Network/privateDnsZones",
  names: ["privateZoneName"],
  naming: {
    pattern:
      /^(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/,
    maxLength: 253,
    words: "must have 2 to 34 labels of 1 to 63 letters, numbers, underscores and hyphens, separated by periods",
  },
  check: notGlobal,
  outputs: () => ({ provisioningState: "Succeeded", maxNumberOfVirtualNetworkLinks: 1000 }),
  refuseDelete(record, context) {
    const [link] = childrenOf(record, [LINK], context);
    if (link === undefined) return undefined;
    return armError(
      "409 CannotDeleteResource",
      `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${link.id}'. Please delete all nested resources before deleting this resource.`,
    );
  },
});

const link = armType({
  token: LINK,
  armType: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
  names: ["privateZoneName", "virtualNetworkLinkName"],
  parent: ZONE,
  references: { "virtualNetwork.id": NETWORK },
  check: notGlobal,
  refuseCreate(inputs, { cloud }) {
    const network = textAt(inputs, "virtualNetwork.id");
    const twin = cloud.find(
      LINK,
      (other) =>
        isSameId(textAt(other.inputs, "virtualNetwork.id"), network) &&
        textAt(other.inputs, "privateZoneName") === textAt(inputs, "privateZoneName"),
    );
    if (twin === undefined) return undefined;
    return armError(
      "400 BadRequest",
      `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${textAt(inputs, "privateZoneName")}' and '${textAt(twin.inputs, "privateZoneName")}' zones.`,
    );
  },
  outputs: () => ({ provisioningState: "Succeeded", virtualNetworkLinkState: "Completed" }),
});

export const privateTypes: readonly ResourceType[] = [endpoint, zoneGroup, zone, link];

function notGlobal(inputs: Properties) {
  const location = textAt(inputs, "location");
  if (location === undefined || location.toLowerCase() === "global") return [];
  return [{ property: "location", reason: `The provided location '${location}' is not available: expected 'global'` }];
}

function nicOf(inputs: Properties): string {
  return textAt(inputs, "customNetworkInterfaceName") ?? `${textAt(inputs, "privateEndpointName")}.nic`;
}

function refuseMissingTarget(inputs: Properties, context: TypeContext): string | undefined {
  for (const connection of blocksAt(inputs, "privateLinkServiceConnections")) {
    const target = textAt(connection, "privateLinkServiceId");
    if (target === undefined || refuseMissingScope(target, context) === undefined) continue;
    return invalidReference(target, textAt(inputs, "privateEndpointName") ?? "");
  }
  return undefined;
}
