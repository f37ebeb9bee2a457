/** Compute Engine: networks, their subnetworks, firewall rules and routes. */
import { blockContains, refuseBlock } from "../../address-block.ts";
import { each, failures, range } from "../../checks.ts";
import { textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { computeName, namedType } from "../named-type.ts";
import {
  FIREWALL,
  NETWORK,
  networkFlaw,
  networkOf,
  ROUTE,
  SUBNETWORK,
  takerOf,
  userOfNetwork,
} from "../network-lookup.ts";
import { isRegion } from "../regions.ts";
import { globalId, nameOf, projectOf, regionalId, selfLink } from "../self-link.ts";

const named =
  (collection: string) =>
  (inputs: Properties, context: TypeContext): string =>
    globalId(projectOf(inputs, context), collection, textAt(inputs, "name") ?? "");

const network = namedType({
  token: NETWORK,
  scope: "global",
  doing: "Error creating Network",
  autoName: { property: "name", maxLength: 63 },
  enums: {
    routingMode: ["GLOBAL", "REGIONAL"],
    networkFirewallPolicyEnforcementOrder: ["AFTER_CLASSIC_FIREWALL", "BEFORE_CLASSIC_FIREWALL"],
  },
  idOf: named("networks"),
  check: (inputs) => failures(computeName(inputs), range(inputs, "mtu", 1300, 8896)),
  outputs: (_inputs, context, id) => ({
    ...digits(context),
    selfLink: selfLink(id),
    routingMode: "REGIONAL",
    mtu: 1460,
  }),
  held(record, context) {
    const user = userOfNetwork(record.id, context);
    return (
      user &&
      `Error waiting for Deleting Network: The network resource '${record.id}' is already being used by '${user.id}'`
    );
  },
});

const subnetwork = namedType({
  token: SUBNETWORK,
  doing: "Error creating Subnetwork",
  autoName: { property: "name", maxLength: 63 },
  enums: {
    stackType: ["IPV4_ONLY", "IPV4_IPV6", "IPV6_ONLY"],
    "logConfig.aggregationInterval": [
      "INTERVAL_5_SEC",
      "INTERVAL_30_SEC",
      "INTERVAL_1_MIN",
      "INTERVAL_5_MIN",
      "INTERVAL_10_MIN",
      "INTERVAL_15_MIN",
    ],
    "logConfig.metadata": ["EXCLUDE_ALL_METADATA", "INCLUDE_ALL_METADATA", "CUSTOM_METADATA"],
  },
  idOf: subnetworkId,
  check: (inputs) => failures(computeName(inputs), each(inputs, "ipCidrRange", refuseBlock)),
  flaw(inputs, context) {
    const region = textAt(inputs, "region") ?? context.region;
    if (!isRegion(region)) {
      return { status: "400 invalid", message: `Invalid value for field 'region': '${region}'. Unknown region.` };
    }
    const missing = networkFlaw(inputs, context);
    if (missing !== undefined) return missing;
    const cidr = textAt(inputs, "ipCidrRange") ?? "";
    const taker = takerOf(cidr, networkOf(inputs, context), context, subnetworkId(inputs, context));
    if (taker === undefined) return undefined;
    const what = taker.type === SUBNETWORK ? "existing subnetwork" : "existing IP allocation";
    return { status: "400 invalid", message: `Invalid IPCidrRange: ${cidr} conflicts with ${what} '${taker.name}'` };
  },
  outputs: (_inputs, context, id) => ({
    ...digits(context),
    selfLink: selfLink(id),
    privateIpGoogleAccess: false,
    purpose: "PRIVATE",
    stackType: "IPV4_ONLY",
  }),
  // Growing is in place as long as the new block holds the old one.
  replaces(olds, news) {
    const [before, after] = [textAt(olds, "ipCidrRange"), textAt(news, "ipCidrRange")];
    return before === undefined || after === undefined || blockContains(after, before) ? [] : ["ipCidrRange"];
  },
  held(record, { cloud }) {
    const user = cloud.find("gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy", ({ inputs }) =>
      JSON.stringify(inputs["pscConfig"] ?? {}).includes(record.id),
    );
    return (
      user &&
      `Error waiting for Deleting Subnetwork: The subnetwork resource '${record.id}' is already being used by '${user.id}'`
    );
  },
});

const firewall = namedType({
  token: FIREWALL,
  scope: "global",
  doing: "Error creating Firewall",
  autoName: { property: "name", maxLength: 63 },
  enums: {
    direction: ["INGRESS", "EGRESS"],
    "logConfig.metadata": ["EXCLUDE_ALL_METADATA", "INCLUDE_ALL_METADATA"],
  },
  sets: ["sourceTags", "targetTags", "sourceRanges", "destinationRanges", "allows", "denies"],
  idOf: named("firewalls"),
  check: (inputs) => failures(computeName(inputs), range(inputs, "priority", 0, 65_535)),
  flaw: (inputs, context) => networkFlaw(inputs, context) ?? directionFlaw(inputs),
  outputs: (_inputs, _context, id) => ({ selfLink: selfLink(id), direction: "INGRESS" }),
});

const route = namedType({
  token: ROUTE,
  scope: "global",
  doing: "Error creating Route",
  autoName: { property: "name", maxLength: 63 },
  sets: ["tags"],
  idOf: named("routes"),
  check: (inputs) =>
    failures(computeName(inputs), each(inputs, "destRange", refuseBlock), range(inputs, "priority", 0, 65_535)),
  flaw: networkFlaw,
  outputs: (_inputs, _context, id) => ({ selfLink: selfLink(id), routeType: "STATIC" }),
});

export const computeNetworkTypes: readonly ResourceType[] = [network, subnetwork, firewall, route];

function subnetworkId(inputs: Properties, context: TypeContext): string {
  const region = nameOf(textAt(inputs, "region") ?? context.region);
  return regionalId(projectOf(inputs, context), region, "subnetworks", textAt(inputs, "name") ?? "");
}

/** Numeric id and what else only the service counts. */
function digits(context: TypeContext): Properties {
  const numericId = String(Number.parseInt(context.hex(13), 16));
  return {
    numericId,
    networkId: numericId,
    subnetworkId: numericId,
    creationTimestamp: "2026-01-01T00:00:00.000-00:00",
  };
}

function directionFlaw(inputs: Properties) {
  const isEgress = textAt(inputs, "direction") === "EGRESS";
  const wrong = isEgress ? "sourceRanges" : "destinationRanges";
  if (inputs[wrong] === undefined) return undefined;
  const message = `Invalid value for field 'resource.${wrong}': cannot be specified for ${isEgress ? "EGRESS" : "INGRESS"} firewall rules.`;
  return { status: "400 invalid" as const, message };
}
