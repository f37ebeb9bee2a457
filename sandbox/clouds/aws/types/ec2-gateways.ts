/** Ways out of a VPC: internet gateways, elastic addresses, NAT gateways. */
import { addressAt } from "../../address-block.ts";
import { regionalArn } from "../arn.ts";
import { failure, failures, range } from "../../checks.ts";
import { ec2Error, findSubnet, findVpc, INTERNET_GATEWAY, inVpc, NAT_GATEWAY, SUBNET } from "../network-lookup.ts";
import { findHere, here, textOf } from "../../record-values.ts";
import { DNS_SUFFIX } from "../regions.ts";
import { textAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const EIP = "aws:ec2/eip:Eip";

const internetGateway: ResourceType = {
  token: INTERNET_GATEWAY,
  refuseCreate: (inputs, context) => refuseAttachment(inputs, context, "creating EC2 Internet Gateway"),
  create(_inputs, context) {
    const id = `igw-0${context.hex(16)}`;
    return {
      id,
      outputs: { arn: regionalArn(context, "ec2", `internet-gateway/${id}`), ownerId: context.account, vpcId: "" },
    };
  },
  refuseUpdate(old, inputs, context) {
    if (textOf(old, "vpcId") === textAt(inputs, "vpcId")) return undefined;
    return (
      refuseDetachment(old.id, textOf(old, "vpcId"), context) ??
      refuseAttachment(inputs, context, `updating EC2 Internet Gateway (${old.id})`)
    );
  },
  refuseDelete: (record, context) => refuseDetachment(record.id, textOf(record, "vpcId"), context),
};

const eip: ResourceType = {
  token: EIP,
  enums: { domain: ["vpc"] },
  create(inputs, context) {
    const id = `eipalloc-0${context.hex(16)}`;
    const publicIp = publicAddress(context);
    const zone = context.region === "us-east-1" ? "compute-1" : `${context.region}.compute`;
    return {
      id,
      name: publicIp,
      outputs: {
        allocationId: id,
        arn: regionalArn(context, "ec2", `elastic-ip/${id}`),
        associationId: "",
        carrierIp: "",
        customerOwnedIp: "",
        domain: "vpc",
        instance: "",
        ipamPoolId: "",
        networkBorderGroup: context.region,
        networkInterface: "",
        privateDns: "",
        privateIp: "",
        ptrRecord: "",
        publicDns: `ec2-${publicIp.replaceAll(".", "-")}.${zone}.${DNS_SUFFIX}`,
        publicIp,
        publicIpv4Pool: textAt(inputs, "publicIpv4Pool") ?? "amazon",
      },
    };
  },
  refuseDelete(record, context) {
    const user = findHere(context, NAT_GATEWAY, (gateway) => textOf(gateway, "allocationId") === record.id);
    if (user === undefined) return undefined;
    const message = `Address ${textOf(record, "publicIp")} is in use.`;
    return ec2Error(`deleting EC2 EIP (${record.id})`, "ReleaseAddress", "InvalidIPAddress.InUse", message);
  },
};

const natGateway: ResourceType = {
  token: NAT_GATEWAY,
  enums: { connectivityType: ["public", "private"], availabilityMode: ["zonal", "regional"] },
  check: (inputs) => failures(checkNat(inputs), range(inputs, "secondaryPrivateIpAddressCount", 1, 31)),
  refuseCreate(inputs, context) {
    const refuse = (code: string, message: string): string =>
      ec2Error("creating EC2 NAT Gateway", "CreateNatGateway", code, message);
    const subnetId = textAt(inputs, "subnetId");
    const subnet = findSubnet(subnetId, context);
    if (subnetId !== undefined && subnet === undefined) {
      return refuse("InvalidSubnetID.NotFound", `The subnet ID '${subnetId}' does not exist`);
    }
    const allocationId = textAt(inputs, "allocationId");
    if (allocationId !== undefined && context.cloud.byId(EIP, allocationId) === undefined) {
      return refuse("InvalidAllocationID.NotFound", `The allocation ID '${allocationId}' does not exist`);
    }
    if (
      allocationId !== undefined &&
      here(context, NAT_GATEWAY).some((other) => textOf(other, "allocationId") === allocationId)
    ) {
      return refuse("Resource.AlreadyAssociated", `resource ${allocationId} is already associated.`);
    }
    const missing = missingOfNat(inputs);
    if (missing !== undefined) return refuse("MissingParameter", `The request must contain the parameter ${missing}`);
    const vpcId = textOf(subnet, "vpcId") ?? textAt(inputs, "vpcId") ?? "";
    if (textAt(inputs, "connectivityType") !== "private" && inVpc(context, INTERNET_GATEWAY, vpcId).length === 0) {
      return (
        "waiting for EC2 NAT Gateway create: unexpected state 'failed', wanted target 'available'. " +
        `last error: Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`
      );
    }
    return undefined;
  },
  create(inputs, context) {
    const subnet = findSubnet(textAt(inputs, "subnetId"), context);
    const allocation = context.cloud.byId(EIP, textAt(inputs, "allocationId") ?? "");
    const block = textOf(subnet, "cidrBlock");
    return {
      id: `nat-0${context.hex(16)}`,
      outputs: {
        associationId: allocation === undefined ? "" : `eipassoc-0${context.hex(16, "association")}`,
        autoProvisionZones: "",
        autoScalingIps: "",
        availabilityMode: "zonal",
        networkInterfaceId: `eni-0${context.hex(16, "interface")}`,
        privateIp:
          block === undefined ? "" : addressAt(block, 4 + (Number.parseInt(context.hex(2, "address"), 16) % 11)),
        publicIp: textOf(allocation, "publicIp") ?? "",
        regionalNatGatewayAddresses: [],
        regionalNatGatewayAutoMode: "",
        routeTableId: "",
        secondaryAllocationIds: [],
        secondaryPrivateIpAddressCount: 0,
        secondaryPrivateIpAddresses: [],
        vpcId: textOf(subnet, "vpcId") ?? "",
      },
    };
  },
  replaces: (old, news) =>
    textAt(news, "connectivityType") === "private" &&
    old["secondaryPrivateIpAddressCount"] !== news["secondaryPrivateIpAddressCount"]
      ? ["secondaryPrivateIpAddressCount"]
      : [],
};

export const gatewayTypes: readonly ResourceType[] = [internetGateway, eip, natGateway];

function refuseAttachment(inputs: Properties, context: TypeContext, doing: string): string | undefined {
  const vpcId = textAt(inputs, "vpcId");
  if (vpcId === undefined) return undefined;
  const refuse = (code: string, message: string): string =>
    ec2Error(`${doing}: attaching to VPC (${vpcId})`, "AttachInternetGateway", code, message);
  if (findVpc(vpcId, context) === undefined)
    return refuse("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
  if (inVpc(context, INTERNET_GATEWAY, vpcId).length === 0) return undefined;
  return refuse("InvalidParameterValue", `Network ${vpcId} already has an internet gateway attached`);
}

/** A gateway cannot leave a VPC in which addresses are mapped to the internet: those of public NAT gateways. */
function refuseDetachment(id: string, vpcId: string | undefined, context: TypeContext): string | undefined {
  const subnets = vpcId === undefined ? [] : inVpc(context, SUBNET, vpcId).map((subnet) => subnet.id);
  const mapped = here(context, NAT_GATEWAY).some(
    (gateway) => textOf(gateway, "allocationId") !== undefined && subnets.includes(textOf(gateway, "subnetId") ?? ""),
  );
  if (!mapped) return undefined;
  return ec2Error(
    `detaching EC2 Internet Gateway (${id}) from VPC (${vpcId})`,
    "DetachInternetGateway",
    "DependencyViolation",
    `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
}

function checkNat(inputs: Properties): readonly CheckFailure[] {
  if (textAt(inputs, "availabilityMode") === "regional") return [];
  const isPrivate = textAt(inputs, "connectivityType") === "private";
  if (isPrivate && textAt(inputs, "allocationId") !== undefined) {
    return [failure("allocationId", `allocation_id is not supported with connectivity_type = "private"`)];
  }
  return [];
}

/** A zonal gateway sits in a subnet; a public one has an address. */
function missingOfNat(inputs: Properties): string | undefined {
  if (textAt(inputs, "availabilityMode") === "regional")
    return textAt(inputs, "vpcId") === undefined ? "vpcId" : undefined;
  if (textAt(inputs, "subnetId") === undefined) return "subnetId";
  const isPublic = textAt(inputs, "connectivityType") !== "private";
  return isPublic && textAt(inputs, "allocationId") === undefined ? "allocationId" : undefined;
}

/** From the block for benchmark tests (RFC 2544): no address of a real network ever shows in the sandbox. */
function publicAddress(context: TypeContext): string {
  const offset = Number.parseInt(context.hex(6, "address"), 16) % 131_070;
  return addressAt("198.18.0.0/15", offset + 1);
}
