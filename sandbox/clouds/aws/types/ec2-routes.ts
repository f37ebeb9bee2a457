/** Route tables, routes and what they are associated with. */
import { crc32 } from "node:zlib";
import { refuseBlock } from "../../address-block.ts";
import { regionalArn } from "../arn.ts";
import { each, failures } from "../../checks.ts";
import {
  DEFAULT_ROUTE_TABLE,
  ec2Error,
  findRouteTable,
  findSubnet,
  findVpc,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  ROUTE_TABLE,
  VPC_ENDPOINT,
} from "../network-lookup.ts";
import { here, textOf } from "../../record-values.ts";
import { blocksAt, textAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

/** Properties of a route that name where it leads, with the type behind and EC2's word for it. */
const TARGETS: readonly (readonly [property: string, type: string, code: string, word: string])[] = [
  ["gatewayId", INTERNET_GATEWAY, "InvalidGatewayID.NotFound", "gateway"],
  ["natGatewayId", NAT_GATEWAY, "InvalidNatGatewayID.NotFound", "NatGateway"],
  ["vpcEndpointId", VPC_ENDPOINT, "InvalidVpcEndpointId.NotFound", "vpcEndpoint"],
];

const routeTable: ResourceType = {
  token: ROUTE_TABLE,
  sets: ["routes", "propagatingVgws"],
  check: checkRoutes,
  refuseCreate(inputs, context) {
    const vpcId = textAt(inputs, "vpcId") ?? "";
    if (findVpc(vpcId, context) !== undefined) return undefined;
    return ec2Error(
      "creating EC2 Route Table",
      "CreateRouteTable",
      "InvalidVpcID.NotFound",
      `The vpc ID '${vpcId}' does not exist`,
    );
  },
  create(_inputs, context) {
    const id = `rtb-0${context.hex(16)}`;
    const arn = regionalArn(context, "ec2", `route-table/${id}`);
    return { id, outputs: { arn, ownerId: context.account, propagatingVgws: [], routes: [] } };
  },
  // The provider takes a table out of its subnets before it deletes it.
  afterDelete(record, context, writer) {
    for (const association of associationsOf(context, record.id))
      writer.remove({ type: ASSOCIATION, id: association.id });
    for (const route of here(context, ROUTE)) {
      if (textOf(route, "routeTableId") === record.id) writer.remove({ type: ROUTE, id: route.id });
    }
  },
};

const defaultRouteTable: ResourceType = {
  token: DEFAULT_ROUTE_TABLE,
  sets: ["routes", "propagatingVgws"],
  check: checkRoutes,
  adopts: (inputs, context) => context.cloud.byId(DEFAULT_ROUTE_TABLE, textAt(inputs, "defaultRouteTableId") ?? ""),
  refuseCreate(inputs, context) {
    const id = textAt(inputs, "defaultRouteTableId") ?? "";
    if (context.cloud.byId(DEFAULT_ROUTE_TABLE, id) !== undefined) return undefined;
    return `reading EC2 Default Route Table (${id}): couldn't find resource`;
  },
  create(inputs, context) {
    const id = textAt(inputs, "defaultRouteTableId") ?? "";
    const vpcId = textOf(context.cloud.byId(DEFAULT_ROUTE_TABLE, id), "vpcId");
    const arn = regionalArn(context, "ec2", `route-table/${id}`);
    return { id, outputs: { arn, ownerId: context.account, propagatingVgws: [], routes: [], vpcId } };
  },
  leaves: (record) => record,
};

const route: ResourceType = {
  token: ROUTE,
  check: (inputs) => failures(each(inputs, "destinationCidrBlock", refuseBlock)),
  refuseCreate(inputs, context) {
    const tableId = textAt(inputs, "routeTableId") ?? "";
    const doing = `creating Route in Route Table (${tableId}) with destination (${destinationOf(inputs)})`;
    const refuse = (code: string, message: string): string => ec2Error(doing, "CreateRoute", code, message);
    const table = findRouteTable(tableId, context);
    if (table === undefined)
      return refuse("InvalidRouteTableID.NotFound", `The routeTable ID '${tableId}' does not exist`);
    const twin = here(context, ROUTE).find(
      (other) => textOf(other, "routeTableId") === tableId && destinationOf(other.inputs) === destinationOf(inputs),
    );
    if (twin !== undefined) {
      return refuse("RouteAlreadyExists", `The route identified by ${destinationOf(inputs)} already exists.`);
    }
    return refuseTarget(inputs, context, tableId, textOf(table, "vpcId"), refuse);
  },
  create: (inputs) => ({
    // The provider's own id: the table, then a checksum of the destination.
    id: `r-${textAt(inputs, "routeTableId")}${crc32(destinationOf(inputs))}`,
    outputs: { instanceId: "", instanceOwnerId: "", networkInterfaceId: "", origin: "CreateRoute", state: "active" },
  }),
  refuseUpdate(old, inputs, context) {
    const tableId = textOf(old, "routeTableId") ?? "";
    const doing = `updating Route in Route Table (${tableId}) with destination (${destinationOf(inputs)})`;
    const refuse = (code: string, message: string): string => ec2Error(doing, "ReplaceRoute", code, message);
    return refuseTarget(inputs, context, tableId, textOf(findRouteTable(tableId, context), "vpcId"), refuse);
  },
};

const association: ResourceType = {
  token: ASSOCIATION,
  refuseCreate(inputs, context) {
    const subnetId = textAt(inputs, "subnetId");
    const refuse = (code: string, message: string): string =>
      ec2Error("creating Route Table Association", "AssociateRouteTable", code, message);
    const conflict = refuseTable(inputs, context, refuse);
    if (conflict !== undefined || subnetId === undefined) return conflict;
    const taken = here(context, ASSOCIATION).some((other) => textOf(other, "subnetId") === subnetId);
    if (!taken) return undefined;
    const tableId = textAt(inputs, "routeTableId");
    return refuse(
      "Resource.AlreadyAssociated",
      `the specified association for route table ${tableId} conflicts with an existing association`,
    );
  },
  create: (_inputs, context) => ({ id: `rtbassoc-0${context.hex(16)}`, outputs: {} }),
  refuseUpdate: (old, inputs, context) =>
    refuseTable(inputs, context, (code, message) =>
      ec2Error(`updating Route Table Association (${old.id})`, "ReplaceRouteTableAssociation", code, message),
    ),
};

export const routeTypes: readonly ResourceType[] = [routeTable, defaultRouteTable, route, association];

function checkRoutes(inputs: Properties): readonly CheckFailure[] {
  return blocksAt(inputs, "routes").flatMap((entry, index) =>
    failures(each(entry, "cidrBlock", refuseBlock)).map((found) => ({
      ...found,
      property: `routes.${index}.cidrBlock`,
    })),
  );
}

function destinationOf(inputs: Properties): string {
  return (
    textAt(inputs, "destinationCidrBlock") ??
    textAt(inputs, "destinationIpv6CidrBlock") ??
    textAt(inputs, "destinationPrefixListId") ??
    ""
  );
}

function associationsOf(context: TypeContext, tableId: string): ReturnType<typeof here> {
  return here(context, ASSOCIATION).filter((record) => textOf(record, "routeTableId") === tableId);
}

type Refuse = (code: string, message: string) => string;

function refuseTarget(
  inputs: Properties,
  context: TypeContext,
  tableId: string,
  vpcId: string | undefined,
  refuse: Refuse,
): string | undefined {
  for (const [property, type, code, word] of TARGETS) {
    const id = textAt(inputs, property);
    if (id === undefined) continue;
    const target = context.cloud.byId(type, id);
    if (target === undefined) return refuse(code, `The ${word} ID '${id}' does not exist`);
    if (textOf(target, "vpcId") !== vpcId) {
      return refuse(
        "InvalidParameterValue",
        `route table ${tableId} and network gateway ${id} belong to different networks`,
      );
    }
  }
  return undefined;
}

function refuseTable(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const tableId = textAt(inputs, "routeTableId") ?? "";
  const subnetId = textAt(inputs, "subnetId");
  const table = findRouteTable(tableId, context);
  if (table === undefined)
    return refuse("InvalidRouteTableID.NotFound", `The routeTable ID '${tableId}' does not exist`);
  if (subnetId === undefined) return undefined;
  const subnet = findSubnet(subnetId, context);
  if (subnet === undefined) return refuse("InvalidSubnetID.NotFound", `The subnet ID '${subnetId}' does not exist`);
  if (textOf(subnet, "vpcId") === textOf(table, "vpcId")) return undefined;
  return refuse("InvalidParameterValue", `route table ${tableId} and subnet ${subnetId} belong to different networks`);
}
