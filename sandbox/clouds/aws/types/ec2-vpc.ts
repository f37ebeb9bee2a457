/** Amazon VPC: networks with what EC2 makes along with them, and subnets. */
import { regionalArn } from "../arn.ts";
import { blockContains, blocksOverlap, refuseBlock, refuseBlockSize } from "../../address-block.ts";
import { each, failures } from "../../checks.ts";
import {
  DEFAULT_NETWORK_ACL,
  DEFAULT_ROUTE_TABLE,
  DEFAULT_SECURITY_GROUP,
  ec2Error,
  findVpc,
  INTERNET_GATEWAY,
  inVpc,
  NETWORK_ACL,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  usersOfSubnet,
  VPC,
  VPC_ENDPOINT,
} from "../network-lookup.ts";
import { textOf } from "../../record-values.ts";
import { zonesOf } from "../regions.ts";
import type { AvailabilityZone } from "../regions.ts";
import { textAt, valueAt } from "../../properties.ts";
import type { CloudRecord, CloudWriter, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

/** Blocks that no VPC may have: this host, loopback, link-local, multicast and above. */
const RESERVED_BLOCKS = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/** What must be gone before a VPC can go; its default group, table and list go with it. */
const VPC_CONTENT = [SUBNET, INTERNET_GATEWAY, VPC_ENDPOINT, SECURITY_GROUP, ROUTE_TABLE, NETWORK_ACL];

const vpc: ResourceType = {
  token: VPC,
  enums: { instanceTenancy: ["default", "dedicated"] },
  check: (inputs) =>
    failures(
      each(inputs, "cidrBlock", refuseBlock),
      each(inputs, "cidrBlock", (block) => refuseBlockSize("cidr_block", block)),
    ),
  refuseCreate(inputs) {
    const block = textAt(inputs, "cidrBlock");
    const refuse = (code: string, message: string): string => ec2Error("creating EC2 VPC", "CreateVpc", code, message);
    if (block === undefined)
      return refuse("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    if (RESERVED_BLOCKS.some((reserved) => blocksOverlap(reserved, block))) {
      return refuse("InvalidVpc.Range", `The CIDR '${block}' is invalid.`);
    }
    return undefined;
  },
  create(_inputs, context) {
    const id = `vpc-0${context.hex(16)}`;
    return {
      id,
      outputs: {
        arn: regionalArn(context, "ec2", `vpc/${id}`),
        ...companions(context),
        dhcpOptionsId: `dopt-0${context.hex(16, "dhcp-options")}`,
        enableDnsHostnames: false,
        enableNetworkAddressUsageMetrics: false,
        ipv6AssociationId: "",
        ipv6CidrBlock: "",
        ipv6CidrBlockNetworkBorderGroup: "",
        ownerId: context.account,
      },
    };
  },
  afterCreate: makeCompanions,
  keeps: (_old, news) => (valueAt(news, "ipv4NetmaskLength") === undefined ? [] : ["cidrBlock"]),
  replaces(old, news) {
    const [before, after] = [textAt(old, "instanceTenancy"), textAt(news, "instanceTenancy")];
    return before === after || (before === "dedicated" && after === "default") ? [] : ["instanceTenancy"];
  },
  refuseDelete(record, context) {
    if (!VPC_CONTENT.some((type) => inVpc(context, type, record.id).length > 0)) return undefined;
    const message = `The vpc '${record.id}' has dependencies and cannot be deleted.`;
    return ec2Error(`deleting EC2 VPC (${record.id})`, "DeleteVpc", "DependencyViolation", message);
  },
  afterDelete(record, context, writer) {
    for (const type of [DEFAULT_SECURITY_GROUP, DEFAULT_ROUTE_TABLE, DEFAULT_NETWORK_ACL]) {
      for (const companion of inVpc(context, type, record.id)) writer.remove({ type, id: companion.id });
    }
  },
};

const subnet: ResourceType = {
  token: SUBNET,
  enums: { privateDnsHostnameTypeOnLaunch: ["ip-name", "resource-name"] },
  check: (inputs) =>
    failures(
      each(inputs, "cidrBlock", refuseBlock),
      each(inputs, "cidrBlock", (block) => refuseBlockSize("cidr_block", block)),
    ),
  refuseCreate(inputs, context) {
    const vpcId = textAt(inputs, "vpcId") ?? "";
    const block = textAt(inputs, "cidrBlock");
    const refuse = (code: string, message: string): string =>
      ec2Error("creating EC2 Subnet", "CreateSubnet", code, message);
    const network = findVpc(vpcId, context);
    if (network === undefined) return refuse("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
    if (block === undefined) return refuse("MissingParameter", "The request must contain the parameter cidrBlock");
    if (zoneFor(inputs, context) === undefined) return refuse("InvalidParameterValue", unknownZone(inputs, context));
    if (!blockContains(textOf(network, "cidrBlock") ?? "", block)) {
      return refuse("InvalidSubnet.Range", `The CIDR '${block}' is invalid.`);
    }
    if (inVpc(context, SUBNET, vpcId).some((other) => blocksOverlap(textOf(other, "cidrBlock") ?? "", block))) {
      return refuse("InvalidSubnet.Conflict", `The CIDR '${block}' conflicts with another subnet`);
    }
    return undefined;
  },
  create(inputs, context) {
    const id = `subnet-0${context.hex(16)}`;
    const zone = zoneFor(inputs, context);
    return {
      id,
      outputs: {
        arn: regionalArn(context, "ec2", `subnet/${id}`),
        availabilityZone: zone?.name,
        availabilityZoneId: zone?.zoneId,
        ipv6CidrBlock: "",
        ipv6CidrBlockAssociationId: "",
        ownerId: context.account,
        privateDnsHostnameTypeOnLaunch: "ip-name",
      },
    };
  },
  replaces: (old, news) =>
    valueAt(old, "assignIpv6AddressOnCreation") === true &&
    valueAt(old, "ipv6CidrBlock") !== valueAt(news, "ipv6CidrBlock")
      ? ["ipv6CidrBlock"]
      : [],
  refuseDelete(record, context) {
    if (usersOfSubnet(context, record).length === 0) return undefined;
    const message = `The subnet '${record.id}' has dependencies and cannot be deleted.`;
    return ec2Error(`deleting EC2 Subnet (${record.id})`, "DeleteSubnet", "DependencyViolation", message);
  },
};

export const vpcTypes: readonly ResourceType[] = [vpc, subnet];

function companions(context: TypeContext): Readonly<Record<string, string>> {
  const routeTableId = `rtb-0${context.hex(16, "main-route-table")}`;
  return {
    defaultNetworkAclId: `acl-0${context.hex(16, "default-network-acl")}`,
    defaultRouteTableId: routeTableId,
    defaultSecurityGroupId: `sg-0${context.hex(16, "default-security-group")}`,
    mainRouteTableId: routeTableId,
  };
}

/** EC2 gives each VPC a group that lets its members talk to each other and out, a table and an open list. */
function makeCompanions(record: CloudRecord, context: TypeContext, writer: CloudWriter): void {
  const common = { vpcId: record.id, ownerId: context.account };
  const id = (property: string): string => textOf(record, property) ?? "";
  const group = id("defaultSecurityGroupId");
  const any = { fromPort: 0, toPort: 0, protocol: "-1", self: false };
  writer.put({
    type: DEFAULT_SECURITY_GROUP,
    id: group,
    name: "default",
    inputs: {},
    outputs: {
      ...common,
      arn: regionalArn(context, "ec2", `security-group/${group}`),
      name: "default",
      description: "default VPC security group",
      ingress: [{ ...any, self: true }],
      egress: [{ ...any, cidrBlocks: ["0.0.0.0/0"] }],
    },
  });
  const table = id("defaultRouteTableId");
  writer.put({
    type: DEFAULT_ROUTE_TABLE,
    id: table,
    inputs: {},
    outputs: { ...common, arn: regionalArn(context, "ec2", `route-table/${table}`), routes: [] },
  });
  const acl = id("defaultNetworkAclId");
  const open = [{ ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 }];
  writer.put({
    type: DEFAULT_NETWORK_ACL,
    id: acl,
    inputs: {},
    outputs: { ...common, arn: regionalArn(context, "ec2", `network-acl/${acl}`), ingress: open, egress: open },
  });
}

/** The zone asked for, by name or id; where none is, the one AWS picks. Undefined for a zone the account does not have. */
function zoneFor(inputs: Properties, context: TypeContext): AvailabilityZone | undefined {
  const zones = zonesOf(context.account, context.region);
  const [name, id] = [textAt(inputs, "availabilityZone"), textAt(inputs, "availabilityZoneId")];
  if (name !== undefined) return zones.find((zone) => zone.name === name);
  if (id !== undefined) return zones.find((zone) => zone.zoneId === id);
  return zones[Number.parseInt(context.hex(4, "zone"), 16) % zones.length];
}

function unknownZone(inputs: Properties, context: TypeContext): string {
  const zones = zonesOf(context.account, context.region);
  const name = textAt(inputs, "availabilityZone");
  const [value, property, known] =
    name === undefined
      ? [textAt(inputs, "availabilityZoneId"), "availabilityZoneId", zones.map((zone) => zone.zoneId)]
      : [name, "availabilityZone", zones.map((zone) => zone.name)];
  return `Value (${value}) for parameter ${property} is invalid. Subnets can currently only be created in the following availability zones: ${known.join(", ")}.`;
}
