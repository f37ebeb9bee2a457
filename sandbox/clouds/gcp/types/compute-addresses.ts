/** Compute Engine: addresses, ranges, routers and NAT; the peering of private services access and endpoint policies. */
import { failures, range, unless } from "../../checks.ts";
import { blockAt, blocksAt, numberAt, textAt, textsAt } from "../../properties.ts";
import { textOf } from "../../record-values.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { computeName, namedType, notFound } from "../named-type.ts";
import {
  ADDRESS,
  CONNECTION,
  CONNECTION_POLICY,
  GLOBAL_ADDRESS,
  networkFlaw,
  networkOf,
  rangesInUse,
  ROUTER,
  ROUTER_NAT,
  SUBNETWORK,
  takerOf,
} from "../network-lookup.ts";
import { globalId, idOf, locationId, nameOf, projectOf, regionalId, selfLink } from "../self-link.ts";

const SQL_INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";

const regional =
  (collection: string) =>
  (inputs: Properties, context: TypeContext): string => {
    const region = textAt(inputs, "region") ?? context.region;
    return regionalId(projectOf(inputs, context), region, collection, textAt(inputs, "name") ?? "");
  };

const address = namedType({
  token: ADDRESS,
  doing: "Error creating Address",
  autoName: { property: "name", maxLength: 63 },
  enums: { addressType: ["INTERNAL", "EXTERNAL"], networkTier: ["PREMIUM", "STANDARD", "FIXED_STANDARD"] },
  idOf: regional("addresses"),
  check: (inputs) => computeName(inputs),
  outputs: (_inputs, context, id) => ({
    address: publicAddress(context),
    selfLink: selfLink(id),
    networkTier: "PREMIUM",
  }),
  held(record, { cloud }) {
    const nat = cloud.find(ROUTER_NAT, ({ inputs }) => textsAt(inputs, "natIps").some((ip) => idOf(ip) === record.id));
    return (
      nat &&
      `Error waiting for Deleting Address: The address resource '${record.id}' is already being used by '${nat.id}'`
    );
  },
});

const globalAddress = namedType({
  token: GLOBAL_ADDRESS,
  scope: "global",
  doing: "Error creating GlobalAddress",
  autoName: { property: "name", maxLength: 63 },
  enums: { addressType: ["EXTERNAL", "INTERNAL"], purpose: ["VPC_PEERING", "PRIVATE_SERVICE_CONNECT"] },
  idOf: (inputs, context) => globalId(projectOf(inputs, context), "addresses", textAt(inputs, "name") ?? ""),
  check: (inputs) => failures(computeName(inputs), range(inputs, "prefixLength", 8, 29)),
  flaw(inputs, context) {
    if (textAt(inputs, "network") === undefined) return undefined;
    const missing = networkFlaw(inputs, context);
    if (missing !== undefined) return missing;
    const cidr = `${textAt(inputs, "address")}/${numberAt(inputs, "prefixLength")}`;
    const id = globalId(projectOf(inputs, context), "addresses", textAt(inputs, "name") ?? "");
    const taker = takerOf(cidr, networkOf(inputs, context), context, id);
    return taker && { status: "400 invalid", message: `Requested range ${cidr} conflicts with '${taker.id}'.` };
  },
  outputs: (_inputs, context, id) => ({ address: publicAddress(context), selfLink: selfLink(id) }),
  held: (record, context) =>
    rangesInUse(context).includes(record.name)
      ? `Error waiting for Deleting GlobalAddress: The global address resource '${record.id}' is already being used by a peering`
      : undefined,
});

const router = namedType({
  token: ROUTER,
  doing: "Error creating Router",
  autoName: { property: "name", maxLength: 63 },
  idOf: regional("routers"),
  check: (inputs) => computeName(inputs),
  flaw: networkFlaw,
  outputs: (_inputs, _context, id) => ({ selfLink: selfLink(id) }),
});

const routerNat = namedType({
  token: ROUTER_NAT,
  doing: "Error creating RouterNat",
  autoName: { property: "name", maxLength: 63 },
  enums: {
    natIpAllocateOption: ["MANUAL_ONLY", "AUTO_ONLY"],
    sourceSubnetworkIpRangesToNat: [
      "ALL_SUBNETWORKS_ALL_IP_RANGES",
      "ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES",
      "LIST_OF_SUBNETWORKS",
    ],
    "logConfig.filter": ["ERRORS_ONLY", "TRANSLATIONS_ONLY", "ALL"],
  },
  sets: ["natIps", "subnetworks"],
  idOf: (inputs, context) =>
    [
      projectOf(inputs, context),
      textAt(inputs, "region") ?? context.region,
      textAt(inputs, "router"),
      textAt(inputs, "name"),
    ].join("/"),
  check: (inputs) =>
    failures(
      computeName(inputs),
      powerOfTwo(inputs, "minPortsPerVm"),
      powerOfTwo(inputs, "maxPortsPerVm"),
      unless(
        textAt(inputs, "natIpAllocateOption") !== "MANUAL_ONLY" || inputs["natIps"] !== undefined,
        "natIps",
        "must be set with natIpAllocateOption MANUAL_ONLY",
      ),
    ),
  flaw(inputs, context) {
    const region = textAt(inputs, "region") ?? context.region;
    const id = regionalId(projectOf(inputs, context), region, "routers", textAt(inputs, "router") ?? "");
    if (context.cloud.byId(ROUTER, id) === undefined) return notFound(id);
    const missing = [
      ...textsAt(inputs, "natIps").map((ip) => [ADDRESS, idOf(ip)] as const),
      ...blocksAt(inputs, "subnetworks").map((block) => [SUBNETWORK, idOf(textAt(block, "name") ?? "")] as const),
    ].find(([type, resource]) => context.cloud.byId(type, resource, region) === undefined);
    return missing && notFound(missing[1]);
  },
});

const connection = namedType({
  token: CONNECTION,
  scope: "global",
  hasProject: false,
  doing: "Error waiting for Create Service Networking Connection",
  idOf: (inputs, context) => `${encodeURIComponent(networkOf(inputs, context))}:${textAt(inputs, "service")}`,
  taken: () => "Cannot modify allocated ranges in CreateConnection. Please use UpdateConnection.",
  flaw(inputs, context) {
    const missing = networkFlaw(inputs, context);
    if (missing !== undefined) return missing;
    const range = textsAt(inputs, "reservedPeeringRanges").find(
      (name) =>
        context.cloud.find(
          GLOBAL_ADDRESS,
          (record) => record.name === name && textAt(record.inputs, "purpose") === "VPC_PEERING",
        ) === undefined,
    );
    return range === undefined ? undefined : notFound(globalId(context.account, "addresses", range));
  },
  outputs: () => ({ peering: "servicenetworking-googleapis-com" }),
  held(record, context) {
    const network = networkOf(record.inputs, context);
    const user = context.cloud.find(
      SQL_INSTANCE,
      (instance) => idOf(textOf(instance, "settings.ipConfiguration.privateNetwork") ?? "") === network,
    );
    const isAbandoned = textAt(record.inputs, "deletionPolicy") === "ABANDON";
    if (user === undefined || isAbandoned) return undefined;
    return (
      "Unable to remove Service Networking Connection, err: Error waiting for Delete Service Networking Connection: Error code 9, " +
      "message: Failed to delete connection; Producer services (e.g. CloudSQL, Cloud Memstore, etc.) are still using this connection."
    );
  },
});

const connectionPolicy = namedType({
  token: CONNECTION_POLICY,
  place: ({ location, id }) => (typeof location === "string" ? location : /\/locations\/([^/]+)/.exec(String(id))?.[1]),
  doing: "Error creating ServiceConnectionPolicy",
  autoName: { property: "name", maxLength: 63 },
  idOf: (inputs, context) =>
    locationId(
      projectOf(inputs, context),
      textAt(inputs, "location") ?? "",
      "serviceConnectionPolicies",
      textAt(inputs, "name") ?? "",
    ),
  check: (inputs) => computeName(inputs),
  flaw(inputs, context) {
    const missing = networkFlaw(inputs, context);
    if (missing !== undefined) return missing;
    const location = textAt(inputs, "location") ?? "";
    const absent = textsAt(blockAt(inputs, "pscConfig") ?? {}, "subnetworks").find(
      (subnet) => context.cloud.byId(SUBNETWORK, idOf(subnet), location) === undefined,
    );
    if (absent !== undefined) return notFound(idOf(absent));
    const name = textAt(inputs, "name");
    const other = context.cloud.find(
      CONNECTION_POLICY,
      (record) =>
        record.name !== name &&
        record.region === location &&
        networkOf(record.inputs, context) === networkOf(inputs, context) &&
        textAt(record.inputs, "serviceClass") === textAt(inputs, "serviceClass"),
    );
    if (other === undefined) return undefined;
    const message = `a service connection policy for this network, region and service class exists already: ${nameOf(other.id)}`;
    return { status: "400 badRequest", message };
  },
});

export const addressTypes: readonly ResourceType[] = [
  address,
  globalAddress,
  router,
  routerNat,
  connection,
  connectionPolicy,
];

/** An address of a block that documentation may use. */
function publicAddress(context: TypeContext): string {
  return `203.0.113.${Number.parseInt(context.hex(2, "address"), 16)}`;
}

function powerOfTwo(inputs: Properties, property: string) {
  const value = numberAt(inputs, property);
  const isSound = value === undefined || (value >= 32 && value <= 65_536 && Number.isInteger(Math.log2(value)));
  return unless(isSound, property, `must be a power of two from 32 to 65536, got ${value}`);
}
