/** Peerings: a network sees another only when both have one. */
import { blocksOverlap } from "../../address-block.ts";
import { textAt, textsAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armId, findById, groupId, groupOf, isSameId } from "../arm-id.ts";
import { armType, childrenOf } from "../arm-type.ts";
import { NETWORK } from "./network-vnet.ts";

export const PEERING = "azure-native:network:VirtualNetworkPeering";
const REMOTE = "remoteVirtualNetwork.id";

const peering = armType({
  token: PEERING,
  armType: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
  names: ["virtualNetworkName", "virtualNetworkPeeringName"],
  parent: NETWORK,
  references: { [REMOTE]: NETWORK },
  refuseCreate: refuseOverlap,
  outputs(inputs, context) {
    const isMet = counterpart(inputs, context) !== undefined;
    return { peeringState: isMet ? "Connected" : "Initiated", provisioningState: "Succeeded" };
  },
  afterCreate(record, context, writer) {
    const other = counterpart(record.inputs, context);
    if (other !== undefined) writer.put({ ...other, outputs: { ...other.outputs, peeringState: "Connected" } });
  },
  // The other half stays, and leads nowhere.
  afterDelete(record, context, writer) {
    const other = counterpart(record.inputs, context);
    if (other !== undefined) writer.put({ ...other, outputs: { ...other.outputs, peeringState: "Disconnected" } });
  },
});

export const peeringTypes: readonly ResourceType[] = [peering];

function networkOf(inputs: Properties, context: TypeContext): CloudRecord | undefined {
  const name = textAt(inputs, "virtualNetworkName") ?? "";
  const id = armId(groupId(context.account, groupOf(inputs) ?? ""), "Microsoft.Network/virtualNetworks", [name]);
  return findById(context, NETWORK, id);
}

/** The half that the other network has. */
function counterpart(inputs: Properties, context: TypeContext): CloudRecord | undefined {
  const own = networkOf(inputs, context);
  const remote = findById(context, NETWORK, textAt(inputs, REMOTE));
  if (own === undefined || remote === undefined) return undefined;
  return childrenOf(remote, [PEERING], context).find(({ inputs: other }) => isSameId(textAt(other, REMOTE), own.id));
}

/** Azure: "Virtual network peering", requirements. */
function refuseOverlap(inputs: Properties, context: TypeContext): string | undefined {
  const [own, remote] = [networkOf(inputs, context), findById(context, NETWORK, textAt(inputs, REMOTE))];
  if (own === undefined || remote === undefined) return undefined;
  const blocks = (network: CloudRecord) => textsAt(network.inputs, "addressSpace.addressPrefixes");
  if (!blocks(own).some((one) => blocks(remote).some((other) => blocksOverlap(one, other)))) return undefined;
  const name = textAt(inputs, "virtualNetworkPeeringName");
  return armError(
    "400 VnetAddressSpacesOverlap",
    `Cannot create or update peering ${own.id}/virtualNetworkPeerings/${name}. Virtual networks ${own.id} and ${remote.id} cannot be peered because their address spaces overlap.`,
  );
}
