/** Private endpoints: how workloads reach AWS services without leaving the network, and only as this account. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { NetworkArgs } from "../contracts.ts";
import { arnAt, endpointServiceName, partitionOf } from "./arn.ts";
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
  /**
   * Where the FIPS 140-3 host name, and so the endpoint, is another one, `<service>-fips`; absent: the ordinary name is the
   * only one that has an endpoint. In GovCloud the ordinary name of most services is the FIPS one.
   */
  readonly fipsName?: "everywhere" | "outside GovCloud";
}

/**
 * Services behind interface endpoints, beside S3 behind its gateway. Cost: per row, active zone and hour.
 * Logging in to database and cache needs none: workloads speak to the stores directly, and sign their tokens themselves.
 * FIPS names: botocore 1.44.5 `endpoints.json`; VPC guide, "AWS services that integrate with AWS PrivateLink".
 */
const INTERFACE_SERVICES: readonly EndpointService[] = [
  {
    service: "kms",
    actions: "kms",
    reason: "workloads use keys of their own; the stack's answer through their stores only",
    fipsName: "everywhere",
  },
  {
    service: "secretsmanager",
    actions: "secretsmanager",
    reason: "workloads fetch their secrets",
    fipsName: "everywhere",
  },
  { service: "rds", actions: "rds", reason: "backup takes and copies snapshots", fipsName: "outside GovCloud" },
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
  const endpoints = INTERFACE_SERVICES.map((row) => ({ row, name: endpointName(stack, row) }));
  for (const { row, name } of endpoints) {
    owner.taggedChild(VpcEndpoint, `endpoint-${name.replaceAll(".", "-")}`, "none", {
      vpcId: vpc.id,
      serviceName: endpointServiceName(stack.region, name),
      vpcEndpointType: "Interface",
      ipAddressType: "ipv4",
      privateDnsEnabled: true,
      subnetIds: spec.activeZones.map((zone) => subnets[zone].id),
      securityGroupIds: [group.id],
      policy: interfacePolicy(stack, row),
    });
  }
  return { objectStorage, services: ["s3", ...endpoints.map(({ name }) => name)] };
}

/** The service's name, or that of its FIPS endpoint where the stack speaks FIPS only and there is another. */
function endpointName({ region, fipsEndpoints }: StackSpec, { service, fipsName }: EndpointService): string {
  const hasOther = fipsName === "everywhere" || (fipsName !== undefined && partitionOf(region) !== "aws-us-gov");
  return fipsEndpoints && hasOther ? `${service}-fips` : service;
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
