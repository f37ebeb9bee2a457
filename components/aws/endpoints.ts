/** Private endpoints: how workloads reach AWS services without leaving the network, and only as this account. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { NetworkArgs } from "../contracts.ts";
import { arnAt, endpointServiceName } from "./arn.ts";
import { plainPolicyDocument } from "./policy-document.ts";
import type { ResourceStatement } from "./policy-document.ts";
import type { ByZone } from "./subnets.ts";
import type { RouteTable } from "@pulumi/aws/ec2/routeTable.js";

interface EndpointService {
  /** Name of the service in the endpoint's service name. */
  readonly service: string;
  /** Prefix of the service's IAM actions. */
  readonly actions: string;
  /** Who needs it. A role that brings a service to the stack brings its row. */
  readonly reason: string;
  /** Only where the stack uses FIPS endpoints; they have host names, and so endpoints, of their own. */
  readonly fipsOnly?: true;
}

/**
 * Services behind interface endpoints, beside S3 behind its gateway. Cost: per row, active zone and hour.
 * Database and cache have none: workloads speak to the stores directly, and sign their log-in tokens themselves.
 */
const INTERFACE_SERVICES: readonly EndpointService[] = [
  { service: "kms", actions: "kms", reason: "envelope encryption by workloads" },
  { service: "kms-fips", actions: "kms", reason: "the same over a FIPS 140-3 endpoint", fipsOnly: true },
  { service: "secretsmanager", actions: "secretsmanager", reason: "workloads fetch their secrets" },
  { service: "sts", actions: "sts", reason: "workloads assume their roles" },
  { service: "logs", actions: "logs", reason: "workloads write logs" },
  { service: "monitoring", actions: "cloudwatch", reason: "workloads write metrics" },
  { service: "ecr.api", actions: "ecr", reason: "nodes log in to the image registry" },
  { service: "ecr.dkr", actions: "ecr", reason: "nodes pull images; the layers come from S3" },
];

export interface Endpoints {
  /** The gateway to object storage, whose prefix list security groups name. */
  readonly objectStorage: VpcEndpoint;
  /** Services reached privately, by name: `s3`, `kms`, … */
  readonly services: readonly string[];
}

/** Creates the S3 gateway in every tier, and interface endpoints in the active zones where the blueprint asks for all. */
export function createEndpoints(
  owner: TenantComponent,
  args: NetworkArgs,
  vpc: Vpc,
  subnets: ByZone<Subnet>,
  routeTables: ByZone<RouteTable>,
): Endpoints {
  const { spec, stack } = args;
  const objectStorage = owner.taggedChild(VpcEndpoint, "endpoint-s3", "none", {
    vpcId: vpc.id,
    serviceName: endpointServiceName(stack.region, "s3"),
    vpcEndpointType: "Gateway",
    routeTableIds: spec.zones.map((zone) => routeTables[zone].id),
    policy: objectStoragePolicy(stack),
  });
  if (spec.privateEndpoints === "object-storage") return { objectStorage, services: ["s3"] };

  const group = createEndpointGroup(owner, args, vpc);
  const services = INTERFACE_SERVICES.filter(({ fipsOnly }) => fipsOnly === undefined || stack.fipsEndpoints);
  for (const endpoint of services) {
    owner.taggedChild(VpcEndpoint, `endpoint-${endpoint.service.replaceAll(".", "-")}`, "none", {
      vpcId: vpc.id,
      serviceName: endpointServiceName(stack.region, endpoint.service),
      vpcEndpointType: "Interface",
      ipAddressType: "ipv4",
      privateDnsEnabled: true,
      subnetIds: spec.activeZones.map((zone) => subnets[zone].id),
      securityGroupIds: [group.id],
      policy: interfacePolicy(stack, endpoint),
    });
  }
  return { objectStorage, services: ["s3", ...services.map(({ service }) => service)] };
}

function createEndpointGroup(owner: TenantComponent, { spec }: NetworkArgs, vpc: Vpc): SecurityGroup {
  const group = owner.taggedChild(SecurityGroup, "endpoint-group", "none", {
    vpcId: vpc.id,
    // Replaces the group and with it every endpoint's membership: words that never need to change.
    description: "Private endpoints of AWS services",
  });
  owner.taggedChild(SecurityGroupIngressRule, "endpoint-group-ingress-network", "none", {
    securityGroupId: group.id,
    description: "HTTPS from inside the network",
    cidrIpv4: spec.cidr,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
  });
  return group;
}

/**
 * Only this account's principals, and only the stack's own buckets: a stolen credential of another account cannot carry
 * data out through the endpoint. Image layers lie in a bucket of AWS, fetched with addresses that ECR signs.
 */
function objectStoragePolicy(stack: StackSpec): string {
  const bucket = arnAt(stack, "s3", `${stack.name}-*`);
  const layers = arnAt(stack, "s3", `prod-${stack.region}-starport-layer-bucket/*`);
  return plainPolicyDocument([
    {
      Sid: "OwnBucketsAsOwnAccount",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: [bucket, `${bucket}/*`],
      Condition: {
        StringEquals: { "aws:PrincipalAccount": stack.account, "aws:ResourceAccount": stack.account },
      },
    },
    {
      Sid: "ImageLayers",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:GetObject",
      Resource: layers,
      Condition: { StringNotEquals: { "aws:ResourceAccount": stack.account } },
    },
  ]);
}

function interfacePolicy(stack: StackSpec, { service, actions }: EndpointService): string {
  const asOwnAccount: ResourceStatement<string> = {
    Sid: "AsOwnAccount",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: `${actions}:*`,
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": stack.account } },
  };
  // Who comes with a token of an issuer belongs to no account yet; the role assumed must be one of this account.
  const withToken: ResourceStatement<string> = {
    Sid: "TokensForOwnRoles",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "sts:AssumeRoleWithWebIdentity",
    Resource: "*",
    Condition: { StringEquals: { "aws:ResourceAccount": stack.account } },
  };
  return plainPolicyDocument(service === "sts" ? [asOwnAccount, withToken] : [asOwnAccount]);
}
