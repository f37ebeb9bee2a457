import { DefaultNetworkAcl } from "@pulumi/aws/ec2/defaultNetworkAcl.js";
import { DefaultRouteTable } from "@pulumi/aws/ec2/defaultRouteTable.js";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import * as pulumi from "@pulumi/pulumi";
import { TenantComponent } from "../component.ts";
import type { Network, NetworkArgs } from "../contracts.ts";
import { createEndpoints } from "./endpoints.ts";
import { createFlowLog, createFlowLogGroup } from "./flow-logs.ts";
import { createNetworkAcls } from "./network-acls.ts";
import { createRoutes } from "./routes.ts";
import { createSubnets, forEachRoleAndZone } from "./subnets.ts";
import { createWorkloadGroup } from "./workload-group.ts";

/**
 * The tenant's own VPC in one environment.
 *
 * Creates: 1. the VPC, with its default security group, ACL and route table emptied · 2. public, application and data
 * subnets in three zones · 3. internet gateway, NAT gateways by tier, routes to what may be reached; data subnets have none ·
 * 4. network ACLs per role · 5. the S3 gateway endpoint, and from premium interface endpoints · 6. the workloads' security
 * group · 7. a log group under the audit key, and the flow logs in it where the blueprint wants them.
 * Does not: peer with other networks, carry IPv6, or open any port to the internet.
 * Cost: per NAT gateway and interface endpoint and hour, per GiB through them, per GiB of flow logs.
 */
export class AwsNetwork extends TenantComponent implements Network {
  readonly networkId: pulumi.Output<string>;
  readonly cidr: string;
  readonly subnetIds: Network["subnetIds"];
  readonly workloadGroupId: pulumi.Output<string>;
  readonly egressAddresses: pulumi.Output<readonly string[]>;
  readonly natIds: readonly pulumi.Output<string>[];
  readonly privateEndpoints: readonly string[];

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Network", name, args, options);
    const { spec } = args;
    const vpc = this.createVpc(args);
    this.emptyDefaults(vpc);
    const subnets = createSubnets(this, args, vpc);
    const routes = createRoutes(this, spec, vpc, subnets);
    createNetworkAcls(this, spec, vpc, subnets);
    const endpoints = createEndpoints(this, args, vpc, subnets.application, routes.applicationTables);
    const workloads = createWorkloadGroup(this, spec, vpc, endpoints);
    const flowLogGroup = createFlowLogGroup(this, args);
    if (spec.flowLogs) createFlowLog(this, args, vpc, flowLogGroup);

    this.networkId = vpc.id;
    this.cidr = spec.cidr;
    this.subnetIds = forEachRoleAndZone((role, zone) => subnets[role][zone].id);
    this.workloadGroupId = workloads.id;
    this.egressAddresses = pulumi.all(routes.natAddresses.map(({ publicIp }) => publicIp));
    this.natIds = routes.natGateways.map(({ id }) => id);
    this.privateEndpoints = endpoints.services;
    this.registerOutputs({
      networkId: this.networkId,
      subnetIds: this.subnetIds,
      workloadGroupId: this.workloadGroupId,
      egressAddresses: this.egressAddresses,
    });
  }

  private createVpc({ spec }: NetworkArgs): Vpc {
    return this.taggedChild(Vpc, "vpc", "none", {
      cidrBlock: spec.cidr,
      instanceTenancy: "default",
      // Private endpoints answer under the services' public names only with both.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      enableNetworkAddressUsageMetrics: true,
    });
  }

  /** AWS makes these three with every VPC, the group and the ACL wide open. What forgets to choose its own gets nothing. */
  private emptyDefaults(vpc: Vpc): void {
    this.taggedChild(DefaultSecurityGroup, "default-security-group", "none", {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
    });
    this.taggedChild(
      DefaultNetworkAcl,
      "default-network-acl",
      "none",
      { defaultNetworkAclId: vpc.defaultNetworkAclId, ingress: [], egress: [] },
      // Which subnets lie under it follows from the other ACLs; AWS moves them.
      { ignoreChanges: ["subnetIds"] },
    );
    this.taggedChild(DefaultRouteTable, "default-route-table", "none", {
      defaultRouteTableId: vpc.defaultRouteTableId,
      routes: [],
    });
  }
}
