/** Rules that let one security group into a store. */
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import type { TenantComponent } from "../component.ts";

export interface StoreIngress {
  /** Security group of the store. */
  readonly into: pulumi.Output<string>;
  /** Security group of those let in; never a block of addresses. */
  readonly from: pulumi.Output<string>;
  readonly port: number;
  readonly description: string;
}

/** Creates the rule that lets one security group in on one port. */
export function letInOnPort(owner: TenantComponent, key: string, ingress: StoreIngress): SecurityGroupIngressRule {
  return owner.taggedChild(SecurityGroupIngressRule, key, "none", {
    securityGroupId: ingress.into,
    description: ingress.description,
    referencedSecurityGroupId: ingress.from,
    ipProtocol: "tcp",
    fromPort: ingress.port,
    toPort: ingress.port,
  });
}
