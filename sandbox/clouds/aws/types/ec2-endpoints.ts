/** VPC endpoints: private ways to AWS services, through routes (gateway) or network interfaces (interface). */
import { regionalArn } from "../arn.ts";
import { each, failures } from "../../checks.ts";
import { endpointService, prefixListBlocks, prefixListId } from "../endpoint-services.ts";
import {
  defaultSecurityGroup,
  ec2Error,
  findRouteTable,
  findSubnet,
  findVpc,
  inVpc,
  securityGroupFlaw,
  VPC_ENDPOINT,
} from "../network-lookup.ts";
import { policyFlaw, refusePolicyText } from "../policy-document.ts";
import { isOn, textOf, textsOf } from "../../record-values.ts";
import { DNS_SUFFIX } from "../regions.ts";
import { flagAt, textAt, textsAt, valueAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

/** Policy of an endpoint that names none. */
const FULL_ACCESS = JSON.stringify({
  Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
  Version: "2008-10-17",
});

const vpcEndpoint: ResourceType = {
  token: VPC_ENDPOINT,
  enums: {
    vpcEndpointType: ["Gateway", "GatewayLoadBalancer", "Interface", "Resource", "ServiceNetwork"],
    ipAddressType: ["ipv4", "dualstack", "ipv6"],
    "dnsOptions.dnsRecordIpType": ["dualstack", "ipv4", "ipv6", "service-defined"],
  },
  sets: ["routeTableIds", "securityGroupIds", "subnetIds"],
  jsonText: ["policy"],
  check: (inputs) => failures(each(inputs, "policy", (policy) => refusePolicyText("policy", policy))),
  refuseCreate(inputs, context) {
    const serviceName = textAt(inputs, "serviceName") ?? "";
    const refuse = (code: string, message: string): string =>
      ec2Error(`creating EC2 VPC Endpoint (${serviceName})`, "CreateVpcEndpoint", code, message);
    const vpcId = textAt(inputs, "vpcId") ?? "";
    const vpc = findVpc(vpcId, context);
    if (vpc === undefined) return refuse("InvalidVpcId.NotFound", `The Vpc Id ${vpcId} does not exist`);
    const service = endpointService(serviceName, context.region, typeOf(inputs));
    if (service === undefined)
      return refuse("InvalidServiceName", `The Vpc Endpoint Service '${serviceName}' does not exist`);
    const conflict = refusePlacement(inputs, context, vpcId, refuse);
    if (conflict !== undefined || flagAt(inputs, "privateDnsEnabled") !== true) return conflict;
    if (!isOn(vpc, "enableDnsSupport") || !isOn(vpc, "enableDnsHostnames")) {
      return refuse(
        "InvalidParameter",
        `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
      );
    }
    const twin = inVpc(context, VPC_ENDPOINT, vpcId).some(
      (other) => textOf(other, "serviceName") === serviceName && isOn(other, "privateDnsEnabled"),
    );
    if (!twin) return undefined;
    const name = `${service}.${context.region}.${DNS_SUFFIX}`;
    return refuse(
      "InvalidParameter",
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${name} in the VPC ${vpcId}`,
    );
  },
  create(inputs, context) {
    const id = `vpce-0${context.hex(16)}`;
    const service = endpointService(textAt(inputs, "serviceName") ?? "", context.region, typeOf(inputs)) ?? "";
    return {
      id,
      outputs: {
        arn: regionalArn(context, "ec2", `vpc-endpoint/${id}`),
        ipAddressType: "ipv4",
        ownerId: context.account,
        policy: FULL_ACCESS,
        privateDnsEnabled: false,
        requesterManaged: false,
        routeTableIds: [],
        serviceRegion: context.region,
        state: "available",
        ...(typeOf(inputs) === "Gateway"
          ? gatewayOutputs(service, context)
          : interfaceOutputs(id, service, inputs, context)),
      },
    };
  },
  refuseUpdate: (old, inputs, context) =>
    refusePlacement(
      inputs,
      context,
      textOf(old, "vpcId") ?? "",
      (code, message) => ec2Error(`updating EC2 VPC Endpoint (${old.id})`, "ModifyVpcEndpoint", code, message),
      old.id,
    ),
  update(old, inputs, context) {
    if (typeOf(inputs) === "Gateway") return old.outputs;
    const service = endpointService(textAt(inputs, "serviceName") ?? "", context.region, "Interface") ?? "";
    return { ...old.outputs, ...interfaceOutputs(old.id, service, inputs, context) };
  },
  recomputes: (old, news) =>
    typeOf(news) !== "Gateway" && String(valueAt(old, "subnetIds")) !== String(valueAt(news, "subnetIds"))
      ? ["dnsEntries", "networkInterfaceIds", "subnetConfigurations"]
      : [],
  replaces: (old, news) =>
    typeOf(news) !== "Interface" && flagAt(old, "privateDnsEnabled") !== flagAt(news, "privateDnsEnabled")
      ? ["privateDnsEnabled"]
      : [],
};

export const endpointTypes: readonly ResourceType[] = [vpcEndpoint];

function typeOf(inputs: Properties): string {
  return textAt(inputs, "vpcEndpointType") ?? "Gateway";
}

function gatewayOutputs(service: string, context: TypeContext): Properties {
  return {
    cidrBlocks: prefixListBlocks(service),
    dnsEntries: [],
    networkInterfaceIds: [],
    prefixListId: prefixListId(service, context.region),
    securityGroupIds: [],
    subnetConfigurations: [],
    subnetIds: [],
  };
}

/** One interface and one name per zone, one name for all zones, and with private DNS the service's own name. */
function interfaceOutputs(id: string, service: string, inputs: Properties, context: TypeContext): Properties {
  const subnets = textsAt(inputs, "subnetIds").flatMap((subnetId) => findSubnet(subnetId, context) ?? []);
  const domain = `${service}.${context.region}`;
  const stem = `${id}-${context.hex(8, "dns").replace(/^\d/, "a")}`;
  const hostedZoneId = `Z${context.alphanumeric(13, `zone of ${domain}`)}`;
  const names = [
    `${stem}.${domain}.vpce.${DNS_SUFFIX}`,
    ...subnets.map((subnet) => `${stem}-${textOf(subnet, "availabilityZone")}.${domain}.vpce.${DNS_SUFFIX}`),
  ];
  const privateName = `${domain}.${DNS_SUFFIX}`;
  const privateEntry = { dnsName: privateName, hostedZoneId: `Z${context.alphanumeric(20, "private zone")}` };
  const fallback = defaultSecurityGroup(context, textAt(inputs, "vpcId") ?? "")?.id;
  return {
    cidrBlocks: [],
    dnsEntries: [
      ...names.map((dnsName) => ({ dnsName, hostedZoneId })),
      ...(flagAt(inputs, "privateDnsEnabled") === true ? [privateEntry] : []),
    ],
    dnsOptions: { dnsRecordIpType: "ipv4", privateDnsOnlyForInboundResolverEndpoint: false },
    networkInterfaceIds: subnets.map((subnet) => `eni-0${context.hex(16, `interface in ${subnet.id}`)}`),
    prefixListId: "",
    securityGroupIds: fallback === undefined ? [] : [fallback],
    subnetConfigurations: [],
    subnetIds: [],
  };
}

function refusePlacement(
  inputs: Properties,
  context: TypeContext,
  vpcId: string,
  refuse: (code: string, message: string) => string,
  self?: string,
): string | undefined {
  const flaw = valueAt(inputs, "policy") === undefined ? undefined : policyFlaw(valueAt(inputs, "policy"), "resource");
  if (flaw !== undefined) return refuse("InvalidPolicyDocument", flaw);
  const zones = new Set<string | undefined>();
  for (const id of textsAt(inputs, "subnetIds")) {
    const subnet = findSubnet(id, context);
    if (subnet === undefined || textOf(subnet, "vpcId") !== vpcId) {
      return refuse("InvalidSubnetId.NotFound", `The subnet ID '${id}' does not exist`);
    }
    const zone = textOf(subnet, "availabilityZone");
    if (zones.has(zone)) {
      return refuse(
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${id}`,
      );
    }
    zones.add(zone);
  }
  const group = securityGroupFlaw(context, textsAt(inputs, "securityGroupIds"), vpcId);
  if (group !== undefined) {
    const id = "missing" in group ? group.missing : group.elsewhere;
    return refuse("InvalidSecurityGroupId.NotFound", `The security group '${id}' does not exist in VPC ${vpcId}`);
  }
  return refuseRoutes(inputs, context, vpcId, refuse, self);
}

/** A table has at most one route to each gateway service. */
function refuseRoutes(
  inputs: Properties,
  context: TypeContext,
  vpcId: string,
  refuse: (code: string, message: string) => string,
  self: string | undefined,
): string | undefined {
  const serviceName = textAt(inputs, "serviceName");
  for (const id of textsAt(inputs, "routeTableIds")) {
    if (textOf(findRouteTable(id, context), "vpcId") !== vpcId) {
      return refuse("InvalidRouteTableId.NotFound", `The routeTable ID '${id}' does not exist`);
    }
    const routed = inVpc(context, VPC_ENDPOINT, vpcId).some(
      (other) =>
        other.id !== self &&
        textOf(other, "serviceName") === serviceName &&
        textsOf(other, "routeTableIds").includes(id),
    );
    if (!routed) continue;
    const list = prefixListId(endpointService(serviceName ?? "", context.region, "Gateway") ?? "", context.region);
    return refuse(
      "RouteAlreadyExists",
      `route table ${id} already has a route with destination-prefix-list-id ${list}`,
    );
  }
  return undefined;
}
