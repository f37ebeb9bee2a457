/** Network ACLs: the second, stateless wall. It holds even when someone widens a security group. */
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { SubnetRole } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import { plannedCidr } from "./subnets.ts";
import type { ByRoleAndZone } from "./subnets.ts";

const INTERNET = "0.0.0.0/0";

/** One allowed flow; whatever no rule allows is dropped. */
export interface AclRule {
  /** Order of evaluation, 1–32766. */
  readonly ruleNo: number;
  readonly action: "allow";
  /** `-1`: every protocol, on every port. */
  readonly protocol: "-1" | "tcp";
  readonly cidrBlock: string;
  readonly fromPort: number;
  readonly toPort: number;
}

export interface AclRules {
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

/**
 * What may cross the border of the subnets of one role.
 * Public and application subnets: everything inside the network, HTTPS to the internet and the answers to it. Also where
 * egress is by allow-list: object storage lies at addresses of the internet behind its gateway, and an ACL cannot name them.
 * Data subnets: application and data subnets only.
 */
export function aclRules(spec: NetworkSpec, role: SubnetRole): AclRules {
  switch (role) {
    case "public":
    case "application": {
      const inside = allowAll(100, spec.cidr);
      return {
        ingress: [inside, ...answersFromInternet()],
        egress: [
          inside,
          { ruleNo: 200, action: "allow", protocol: "tcp", cidrBlock: INTERNET, fromPort: 443, toPort: 443 },
        ],
      };
    }
    case "data": {
      const neighbours = (["application", "data"] as const).flatMap((neighbour, row) =>
        ZONES.map((zone, column) => allowAll(100 * (row + 1) + 10 * column, plannedCidr(spec, neighbour, zone))),
      );
      return { ingress: neighbours, egress: neighbours };
    }
    default:
      return role satisfies never;
  }
}

/** Creates one ACL per role; the network's default ACL is left empty and has no subnets. */
export function createNetworkAcls(
  owner: TenantComponent,
  spec: NetworkSpec,
  vpc: Vpc,
  subnets: ByRoleAndZone<Subnet>,
): void {
  for (const role of ["public", "application", "data"] as const) {
    const { ingress, egress } = aclRules(spec, role);
    owner.taggedChild(NetworkAcl, `network-acl-${role}`, "none", {
      vpcId: vpc.id,
      subnetIds: ZONES.map((zone) => subnets[role][zone].id),
      ingress: [...ingress],
      egress: [...egress],
    });
  }
}

function allowAll(ruleNo: number, cidrBlock: string): AclRule {
  return { ruleNo, action: "allow", protocol: "-1", cidrBlock, fromPort: 0, toPort: 0 };
}

/**
 * Answers come back to the ports from which NAT gateways and hosts ask, 1024–65535. Remote desktop's 3389 is left out, so
 * that no rule opens an administration port to the internet; NAT tries another port for the one question in 64,512 it hits.
 */
function answersFromInternet(): readonly AclRule[] {
  return [
    { ruleNo: 200, action: "allow", protocol: "tcp", cidrBlock: INTERNET, fromPort: 1024, toPort: 3388 },
    { ruleNo: 210, action: "allow", protocol: "tcp", cidrBlock: INTERNET, fromPort: 3390, toPort: 65_535 },
  ];
}
