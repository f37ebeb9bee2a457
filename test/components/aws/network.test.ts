import assert from "node:assert/strict";
import { SUBNET_ROLES, ZONES } from "../../../tiers/vocabulary.ts";
import { find, inputsWithout, isTaggable, listed, tagsOf } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordNetwork } from "../../harness/recorded-foundation.ts";
import type { Recording } from "../../harness/recorded-registrations.ts";

const COMMON = [
  "aws:cloudwatch/logGroup:LogGroup network-flow-log-group",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl network-default-network-acl",
  "aws:ec2/defaultRouteTable:DefaultRouteTable network-default-route-table",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup network-default-security-group",
  "aws:ec2/eip:Eip network-nat-address-a",
  "aws:ec2/flowLog:FlowLog network-flow-log",
  "aws:ec2/internetGateway:InternetGateway network-internet-gateway",
  "aws:ec2/natGateway:NatGateway network-nat-a",
  "aws:ec2/networkAcl:NetworkAcl network-network-acl-application",
  "aws:ec2/networkAcl:NetworkAcl network-network-acl-data",
  "aws:ec2/networkAcl:NetworkAcl network-network-acl-public",
  "aws:ec2/route:Route network-route-public-internet",
  "aws:ec2/routeTable:RouteTable network-route-table-application-a",
  "aws:ec2/routeTable:RouteTable network-route-table-application-b",
  "aws:ec2/routeTable:RouteTable network-route-table-application-c",
  "aws:ec2/routeTable:RouteTable network-route-table-data",
  "aws:ec2/routeTable:RouteTable network-route-table-public",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-application-a",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-application-b",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-application-c",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-data-a",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-data-b",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-data-c",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-public-a",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-public-b",
  "aws:ec2/routeTableAssociation:RouteTableAssociation network-route-table-association-public-c",
  "aws:ec2/securityGroup:SecurityGroup network-workload-group",
  "aws:ec2/subnet:Subnet network-subnet-application-a",
  "aws:ec2/subnet:Subnet network-subnet-application-b",
  "aws:ec2/subnet:Subnet network-subnet-application-c",
  "aws:ec2/subnet:Subnet network-subnet-data-a",
  "aws:ec2/subnet:Subnet network-subnet-data-b",
  "aws:ec2/subnet:Subnet network-subnet-data-c",
  "aws:ec2/subnet:Subnet network-subnet-public-a",
  "aws:ec2/subnet:Subnet network-subnet-public-b",
  "aws:ec2/subnet:Subnet network-subnet-public-c",
  "aws:ec2/vpc:Vpc network-vpc",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-s3",
  "aws:iam/role:Role network-flow-log-role",
  "aws:iam/rolePolicy:RolePolicy network-flow-log-role-policy",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-workload-group-egress-network",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-workload-group-egress-object-storage",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-workload-group-ingress-workloads",
];

const PER_ZONE_NAT = [
  "aws:ec2/eip:Eip network-nat-address-b",
  "aws:ec2/eip:Eip network-nat-address-c",
  "aws:ec2/natGateway:NatGateway network-nat-b",
  "aws:ec2/natGateway:NatGateway network-nat-c",
];

const PRIVATE_ENDPOINTS = [
  "aws:ec2/securityGroup:SecurityGroup network-endpoint-group",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-ecr-api",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-ecr-dkr",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-kms",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-logs",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-monitoring",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-rds",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-secretsmanager",
  "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-sts",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-endpoint-group-ingress-network",
];

/** What lets workloads out to a block: the security group's rule, and a route in each zone. */
function egressTo(block: string): readonly string[] {
  return [
    `aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-workload-group-egress-${block}`,
    ...ZONES.map((zone) => `aws:ec2/route:Route network-route-application-${zone}-${block}`),
  ];
}

const OPEN_EGRESS = egressTo("internet");
const ALLOW_LIST_EGRESS = [...egressTo("198-51-100-0-24"), ...egressTo("203-0-113-10-32")];

describe("AwsNetwork", () => {
  it("makes exactly this for standard: one NAT gateway, object storage privately", async () => {
    assert.deepEqual(listed(await recordNetwork(fixture("standard"))), [...COMMON, ...OPEN_EGRESS].sort());
  });

  it("makes exactly this for premium: a NAT gateway per zone, private endpoints", async () => {
    const expected = [...COMMON, ...OPEN_EGRESS, ...PER_ZONE_NAT, ...PRIVATE_ENDPOINTS];
    assert.deepEqual(listed(await recordNetwork(fixture("premium"))), expected.sort());
  });

  it("makes exactly this for enterprise: an allow-list in place of the internet", async () => {
    const expected = [...COMMON, ...ALLOW_LIST_EGRESS, ...PER_ZONE_NAT, ...PRIVATE_ENDPOINTS];
    assert.deepEqual(listed(await recordNetwork(fixture("enterprise"))), expected.sort());
  });

  it("puts every subnet into the physical zone that was frozen for it, and gives nothing a public address", async () => {
    const recording = await recordNetwork(fixture("standard"));
    const placed = SUBNET_ROLES.flatMap((role) =>
      ZONES.map((zone) => {
        const { availabilityZoneId, cidrBlock, mapPublicIpOnLaunch } = find(
          recording,
          `network-subnet-${role}-${zone}`,
        ).inputs;
        return [role, zone, availabilityZoneId, cidrBlock, mapPublicIpOnLaunch];
      }),
    );
    assert.deepEqual(placed, [
      ["public", "a", "euw1-az1", "10.20.12.0/24", false],
      ["public", "b", "euw1-az2", "10.20.13.0/24", false],
      ["public", "c", "euw1-az3", "10.20.14.0/24", false],
      ["application", "a", "euw1-az1", "10.20.0.0/23", false],
      ["application", "b", "euw1-az2", "10.20.2.0/23", false],
      ["application", "c", "euw1-az3", "10.20.4.0/23", false],
      ["data", "a", "euw1-az1", "10.20.8.0/24", false],
      ["data", "b", "euw1-az2", "10.20.9.0/24", false],
      ["data", "c", "euw1-az3", "10.20.10.0/24", false],
    ]);
  });

  it("empties what AWS makes wide open with every network", async () => {
    const recording = await recordNetwork(fixture("standard"));
    const inputs = (name: string): unknown => inputsWithout(find(recording, `network-${name}`), "tags");
    assert.deepEqual(inputs("default-security-group"), {
      vpcId: "acme-production-network-vpc-id",
      ingress: [],
      egress: [],
    });
    assert.deepEqual(inputs("default-network-acl"), {
      defaultNetworkAclId: "acme-production-network-vpc-default-acl",
      ingress: [],
      egress: [],
    });
    assert.deepEqual(inputs("default-route-table"), {
      defaultRouteTableId: "acme-production-network-vpc-default-table",
      routes: [],
    });
  });

  it("protects and retains the network and its subnets, and lets them go when the stack is decommissioned", async () => {
    const guarded = (recording: Recording<unknown>): readonly string[] =>
      recording.registrations
        .filter(({ protect, retainOnDelete }) => protect && retainOnDelete)
        .map(({ name }) => name)
        .sort();
    const inUse = guarded(await recordNetwork(fixture("standard")));
    assert.deepEqual(
      inUse,
      [
        ...SUBNET_ROLES.flatMap((role) => ZONES.map((zone) => `acme-production-network-subnet-${role}-${zone}`)),
        "acme-production-network-vpc",
      ].sort(),
    );
    assert.deepEqual(guarded(await recordNetwork(fixture("standard"), "decommissioning")), []);
  });

  it("labels everything that can carry labels with all eight", async () => {
    const recording = await recordNetwork(fixture("enterprise"));
    const missing = recording.registrations
      .filter(({ type }) => isTaggable(type))
      .flatMap((registration) => {
        const tags = tagsOf(recording, registration);
        return ["tenant", "tier", "environment", "region", "component", "owner", "data-class", "managed-by"]
          .filter((label) => tags[label] === undefined)
          .map((label) => `${registration.name} ${label}`);
      });
    assert.deepEqual(missing, []);
  });

  it("tells stores and stacks its ids, its addresses and what it reaches privately", async () => {
    const recording = await recordNetwork(fixture("standard"));
    assert.equal(recording.result.cidr, "10.20.0.0/20");
    assert.deepEqual(recording.result.privateEndpoints, ["s3"]);
    assert.deepEqual((await recordNetwork(fixture("premium"))).result.privateEndpoints, [
      "s3",
      "kms",
      "secretsmanager",
      "rds",
      "sts",
      "logs",
      "monitoring",
      "ecr.api",
      "ecr.dkr",
    ]);
  });
});
