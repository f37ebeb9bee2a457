/** Networks that a cloud brings along, and the zones that a network of one's own reaches. */
import { all, check, isFalse, isNoneOf, value } from "../../checks.ts";
import { hasCompanion } from "../../companion.ts";
import { fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { labelOf } from "../../labels.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";

/** For production: zones of a network, and of each tier of its subnets. */
const ZONES = { network: 3, tier: 2 } as const;

/** The provider takes all rules out of a default group that it adopts without naming any. */
function noRules(path: string): Check {
  return value(path, { absent: [] }, (got) =>
    Array.isArray(got) && got.length === 0
      ? undefined
      : `got rules, expected none; use a group of your own and leave ${path} empty`,
  );
}

/** Which zones the subnets lie in: by zone id or by zone name, whichever all of them know. Undefined: not known for all. */
function zonesOf(subnets: readonly Subject[]): ReadonlySet<unknown> | undefined {
  for (const path of ["availabilityZoneId", "availabilityZone"]) {
    const readings = subnets.map(({ view }) => view.read(path));
    const known = readings.flatMap((reading) => (reading.state === "known" ? [reading.value] : []));
    if (known.length === subnets.length) return new Set(known);
  }
  return undefined;
}

function spanAtLeast(subnets: readonly Subject[], zones: number, whose: string): Finding {
  const found = zonesOf(subnets);
  if (found === undefined) return unknown("availabilityZone");
  if (found.size >= zones) return PASS;
  const got = `${found.size} ${found.size === 1 ? "zone" : "zones"}`;
  return fail("availabilityZone", `got ${got} for ${whose}, expected at least ${zones}; add subnets in other zones`);
}

/** Subnets of the same network and, where a label `tier` says so, of the same tier. */
function neighboursOf(subnet: Subject, graph: Graph): readonly Subject[] {
  const [network] = graph.pointedBy(subnet, "vpcId", VPC);
  const together = graph.ofType(SUBNET).filter((other) => {
    if (network !== undefined) return graph.link(other, "vpcId", network) === "linked";
    const [mine, theirs] = [subnet.view.read("vpcId"), other.view.read("vpcId")];
    return mine.state === "known" && theirs.state === "known" && mine.value === theirs.value;
  });
  return together.filter((other) => sameText(labelOf(subnet, "tier"), labelOf(other, "tier")));
}

function sameText(one: ReturnType<typeof labelOf>, other: ReturnType<typeof labelOf>): boolean {
  const text = (reading: typeof one): unknown => (reading.state === "known" ? reading.value : reading.state);
  return text(one) === text(other);
}

export const NETWORK_RULES_OF_CLOUDS = [
  defineRule({
    id: "NET-05",
    name: "net-default-sg-and-network-unused",
    title: "Default security group closed; GCP default network / auto-subnets not used",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      [VPC]: hasCompanion({
        types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
        property: "vpcId",
        what: "default security group that is adopted and closed",
      }),
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": all(noRules("ingress"), noRules("egress")),
      "gcp:compute/network:Network": all(
        isFalse("autoCreateSubnetworks", { absent: true }),
        isNoneOf("name", ["default"], { absent: undefined }),
      ),
    },
  }),
  defineRule({
    id: "NET-13",
    name: "net-multi-az-subnets",
    title: "Network spans at least three zones, and each tier of its subnets at least two",
    severity: "medium",
    scope: "stack",
    appliesTo: "production",
    checks: {
      [VPC]: check([], (network, _context, graph) => {
        const subnets = graph.pointingAt(network, SUBNET, "vpcId");
        if (subnets.length === 0 && graph.hasUndecided(SUBNET, "vpcId", network)) return unknown("vpcId");
        return spanAtLeast(subnets, ZONES.network, "the network");
      }),
      [SUBNET]: check(["availabilityZone", "vpcId"], (subnet, _context, graph) =>
        spanAtLeast(
          [subnet, ...neighboursOf(subnet, graph).filter(({ urn }) => urn !== subnet.urn)],
          ZONES.tier,
          "the subnets of its tier",
        ),
      ),
      "azure-native:network:NatGateway": check(["zones", "sku.name"], ({ view }) => {
        const [zones, sku] = [view.items("zones"), view.read("sku.name")];
        if (zones === undefined || zones.length > 0) return zones === undefined ? unknown("zones") : PASS;
        if (sku.state === "unknown") return unknown("sku.name");
        // The second version spans the zones by itself.
        if (sku.state === "known" && sku.value === "StandardV2") return PASS;
        return fail("zones", "got nothing, expected a zone or the zone-redundant sku StandardV2; set zones");
      }),
    },
  }),
] as const;
