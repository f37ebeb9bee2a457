/** What the network's resources ask about each other: does the network exist, who uses it, which blocks are taken. */
import { blocksOverlap } from "../address-block.ts";
import { numberAt, textAt, textsAt } from "../properties.ts";
import { propertyOf, textOf } from "../record-values.ts";
import type { CloudRecord, Properties, TypeContext } from "../resource-type.ts";
import type { Flaw } from "./named-type.ts";
import { notFound } from "./named-type.ts";
import { idOf } from "./self-link.ts";

export const NETWORK = "gcp:compute/network:Network";
export const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";
export const ADDRESS = "gcp:compute/address:Address";
export const GLOBAL_ADDRESS = "gcp:compute/globalAddress:GlobalAddress";
export const FIREWALL = "gcp:compute/firewall:Firewall";
export const ROUTE = "gcp:compute/route:Route";
export const ROUTER = "gcp:compute/router:Router";
export const ROUTER_NAT = "gcp:compute/routerNat:RouterNat";
export const CONNECTION = "gcp:servicenetworking/connection:Connection";
export const CONNECTION_POLICY = "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy";

/** What must be gone before a network can go. A peering goes with it. */
const NETWORK_CONTENT = [SUBNETWORK, FIREWALL, ROUTE, ROUTER, GLOBAL_ADDRESS, CONNECTION_POLICY];

/** The network that inputs name, as an id; a bare name is one of the project's. */
export function networkOf(inputs: Properties, { account }: TypeContext): string {
  const network = textAt(inputs, "network") ?? "";
  return network.includes("/") ? idOf(network) : `projects/${account}/global/networks/${network}`;
}

/** The flaw of inputs whose network does not exist. */
export function networkFlaw(inputs: Properties, context: TypeContext): Flaw | undefined {
  const network = networkOf(inputs, context);
  return context.cloud.byId(NETWORK, network) === undefined ? notFound(network) : undefined;
}

/** A resource that lies in a network and keeps it from being deleted. */
export function userOfNetwork(network: string, context: TypeContext): CloudRecord | undefined {
  for (const type of NETWORK_CONTENT) {
    const user = context.cloud.find(type, ({ inputs }) => networkOf(inputs, context) === network);
    if (user !== undefined) return user;
  }
  return undefined;
}

/** A block of a network, and what has it. */
interface TakenBlock {
  readonly cidr: string;
  readonly owner: CloudRecord;
}

/** Blocks that subnetworks and ranges of a network have. */
function takenBlocks(network: string, context: TypeContext): readonly TakenBlock[] {
  const inNetwork = ({ inputs }: CloudRecord): boolean => networkOf(inputs, context) === network;
  const subnetworks = context.cloud.all(SUBNETWORK).filter(inNetwork);
  const ranges = context.cloud.all(GLOBAL_ADDRESS).filter(inNetwork);
  return [
    ...subnetworks.map((owner) => ({ cidr: textOf(owner, "ipCidrRange") ?? "", owner })),
    ...ranges.map((owner) => ({ cidr: rangeOf(owner), owner })),
  ];
}

/** What in a network has addresses of a block already. @param except id of the one that asks */
export function takerOf(cidr: string, network: string, context: TypeContext, except?: string): CloudRecord | undefined {
  return takenBlocks(network, context).find(
    ({ cidr: taken, owner }) => owner.id !== except && blocksOverlap(taken, cidr),
  )?.owner;
}

function rangeOf(record: CloudRecord): string {
  return `${textOf(record, "address")}/${numberAt(record.inputs, "prefixLength") ?? String(propertyOf(record, "prefixLength"))}`;
}

/** Names of ranges that a peering has in use. */
export function rangesInUse(context: TypeContext): readonly string[] {
  return context.cloud.all(CONNECTION).flatMap(({ inputs }) => textsAt(inputs, "reservedPeeringRanges"));
}
