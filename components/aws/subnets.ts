/** Subnets by role and zone, in the account's zones that were frozen at the first `up`. */
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import type { SubnetRole, Zone } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { NetworkArgs } from "../contracts.ts";

/** Something for each zone. */
export type ByZone<Item> = Readonly<Record<Zone, Item>>;

/** Something for each role and zone. */
export type ByRoleAndZone<Item> = Readonly<Record<SubnetRole, ByZone<Item>>>;

/** One of something per zone. */
export function forEachZone<Item>(make: (zone: Zone) => Item): ByZone<Item> {
  return { a: make("a"), b: make("b"), c: make("c") };
}

/** One of something per role and zone. */
export function forEachRoleAndZone<Item>(make: (role: SubnetRole, zone: Zone) => Item): ByRoleAndZone<Item> {
  return {
    public: forEachZone((zone) => make("public", zone)),
    application: forEachZone((zone) => make("application", zone)),
    data: forEachZone((zone) => make("data", zone)),
  };
}

/** CIDR block of one planned subnet. Throws when the plan lacks it: all three zones are planned in every dedicated tier. */
export function plannedCidr(spec: NetworkSpec, role: SubnetRole, zone: Zone): string {
  const plan = spec.subnets.find((candidate) => candidate.role === role && candidate.zone === zone);
  if (plan === undefined) throw new Error(`the blueprint plans no ${role} subnet in zone ${zone}`);
  return plan.cidr;
}

/** Creates all nine subnets, also in zones that hold nothing yet: a subnet group can then grow in place. */
export function createSubnets(owner: TenantComponent, args: NetworkArgs, vpc: Vpc): ByRoleAndZone<Subnet> {
  return forEachRoleAndZone((role, zone) =>
    owner.taggedChild(Subnet, `subnet-${role}-${zone}`, "none", {
      vpcId: vpc.id,
      cidrBlock: plannedCidr(args.spec, role, zone),
      availabilityZoneId: args.facts.zoneIds[zone],
      // Nothing gets a public address by being launched; gateways and load balancers bring their own.
      mapPublicIpOnLaunch: false,
      assignIpv6AddressOnCreation: false,
      privateDnsHostnameTypeOnLaunch: "ip-name",
    }),
  );
}
