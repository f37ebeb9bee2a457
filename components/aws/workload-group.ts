/** The security group that workloads wear: it lets them into stores, and decides what they may reach. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { Endpoints } from "./endpoints.ts";
import { internetBlocks } from "../internet-blocks.ts";

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/**
 * Creates the group with its rules. Workloads always reach each other, the network's stores and endpoints, and object
 * storage; the internet on HTTPS where egress is open, else only the blocks of the allow-list.
 */
export function createWorkloadGroup(
  owner: TenantComponent,
  spec: NetworkSpec,
  vpc: Vpc,
  { objectStorage }: Endpoints,
): SecurityGroup {
  const group = owner.taggedChild(SecurityGroup, "workload-group", "none", {
    vpcId: vpc.id,
    // Replaces the group, and with it every store's rule that names it: words that never need to change.
    description: "Workloads of the tenant",
  });
  owner.taggedChild(SecurityGroupIngressRule, "workload-group-ingress-workloads", "none", {
    securityGroupId: group.id,
    description: "Workloads among each other",
    referencedSecurityGroupId: group.id,
    ipProtocol: "-1",
  });
  const allowEgress = (key: string, rule: EgressRule): SecurityGroupEgressRule =>
    owner.taggedChild(SecurityGroupEgressRule, `workload-group-egress-${key}`, "none", {
      securityGroupId: group.id,
      ...rule,
    });
  allowEgress("network", { description: "Stores, endpoints and workloads", cidrIpv4: spec.cidr, ipProtocol: "-1" });
  allowEgress("object-storage", {
    description: "Object storage through its gateway",
    prefixListId: objectStorage.prefixListId,
    ...HTTPS,
  });
  for (const { key, cidr } of internetBlocks(spec)) {
    allowEgress(key, { description: "HTTPS to the internet", cidrIpv4: cidr, ...HTTPS });
  }
  return group;
}

type EgressRule = Omit<ConstructorParameters<typeof SecurityGroupEgressRule>[1], "securityGroupId" | "tags">;
