/** Nothing goes out to everywhere: groups name where to, networks refuse the rest. */
import { check } from "../../checks.ts";
import { allOf, anyOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { isInternet } from "../../internet.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import type { View } from "../../view.ts";
import { awsOpening, gcpOpenings, judgeOpenings, onlyWhere, whileUndecided, type Opening } from "./openings.ts";
import { isEveryPort } from "./ports.ts";

const GROUP = { sources: ["cidrBlocks", "ipv6CidrBlocks"], protocol: "protocol" } as const;
const RULE = { sources: ["cidrIpv4", "cidrIpv6"], protocol: "ipProtocol" } as const;

function restricted(openings: readonly Opening[] | undefined, properties: readonly string[]): Finding {
  if (openings === undefined) return unknown(...properties);
  return judgeOpenings(openings, (ports, internet) =>
    isEveryPort(ports)
      ? `got ${internet} on all ports, expected named ports or blocks; allow only what is needed`
      : undefined,
  );
}

function egress(properties: readonly string[], read: (view: View) => readonly Opening[] | undefined): Check {
  return check(properties, ({ view }) => restricted(read(view), properties));
}

const GCP_FIREWALL = "gcp:compute/firewall:Firewall";

/** Whether a firewall of Google Cloud refuses everything that leaves. */
function refusesAll({ view }: Subject): Finding {
  const words = onlyWhere(
    view,
    "",
    { direction: "egress", disabled: "false" },
    { direction: "ingress", disabled: "false" },
  );
  const [denies, ranges] = [view.items("denies"), view.items("destinationRanges")];
  if (words === undefined || denies?.length === 0) return fail("", "refuses less");
  if (words.length > 0 || denies === undefined || ranges === undefined)
    return unknown("direction", "denies", "destinationRanges");
  const everything = denies.some((deny) => {
    const protocol = deny.read("protocol");
    return protocol.state === "known" && protocol.value === "all";
  });
  // Without ranges it holds for all addresses.
  const everywhere =
    ranges.length === 0 ||
    ranges.some((range) => {
      const reading = range.read("");
      return reading.state === "known" && isInternet(String(reading.value));
    });
  const everybody = ["targetTags", "targetServiceAccounts"].every((path) => view.read(path).state === "absent");
  return everything && everywhere && everybody ? PASS : fail("", "refuses less");
}

/** Google lets everything out until a rule refuses it. */
const networkRefuses: Check = check([], (network, _context, graph) => {
  const found = anyOf([
    ...graph.pointingAt(network, GCP_FIREWALL, "network").map(refusesAll),
    ...(graph.hasUndecided(GCP_FIREWALL, "network", network) ? [unknown("network")] : []),
    fail("", "got no egress rule that refuses the rest, expected one; add a firewall that denies all to 0.0.0.0/0"),
  ]);
  if (found.outcome !== "fail") return found;
  return { ...found, reasons: found.reasons.slice(-1) };
});

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

/** An egress rule without a destination, or to everywhere on all ports, is no restriction. */
function isOpenRule(rule: View): boolean | undefined {
  const [to, ports] = [rule.items("to"), rule.items("ports")];
  if (to === undefined || ports === undefined) return undefined;
  if (ports.length > 0) return false;
  return (
    to.length === 0 ||
    to.some((peer) => {
      const [cidr, except] = [peer.read("ipBlock.cidr"), peer.items("ipBlock.except")];
      return cidr.state === "known" && isInternet(String(cidr.value)) && except?.length === 0;
    })
  );
}

/** Kubernetes: without `policyTypes` a policy is about egress only where it has egress rules. */
function isAboutEgress({ view }: Subject): boolean | undefined {
  const types = view.items("spec.policyTypes");
  if (types === undefined) return undefined;
  if (types.length === 0) return view.read("spec.egress").state !== "absent";
  return types.some((type) => {
    const reading = type.read("");
    return reading.state === "known" && reading.value === "Egress";
  });
}

/** Another policy of the namespace that is about the egress of all pods. */
function coveredByAnother(policy: Subject, graph: Graph): boolean {
  const namespace = (subject: Subject): unknown => {
    const reading = subject.view.read("metadata.namespace");
    return reading.state === "absent" ? "default" : reading.state === "known" ? reading.value : subject.urn;
  };
  return graph
    .ofType(POLICY)
    .some(
      (other) =>
        other.urn !== policy.urn &&
        namespace(other) === namespace(policy) &&
        isAboutEgress(other) === true &&
        other.view.keys("spec.podSelector.matchLabels")?.length === 0 &&
        other.view.items("spec.podSelector.matchExpressions")?.length === 0,
    );
}

const networkPolicy: Check = check(["spec.policyTypes", "spec.egress"], (policy, _context, graph) => {
  const about = isAboutEgress(policy);
  if (about === undefined) return unknown("spec.policyTypes");
  if (!about)
    return coveredByAnother(policy, graph)
      ? PASS
      : fail("spec.policyTypes", "got no Egress, expected Ingress and Egress; add Egress and the rules it needs");
  const rules = policy.view.items("spec.egress");
  if (rules === undefined) return unknown("spec.egress");
  return allOf([
    PASS,
    ...rules.map((rule, index) => {
      const open = isOpenRule(rule);
      if (open === undefined) return unknown(`spec.egress[${index}]`);
      return open
        ? fail(`spec.egress[${index}]`, "got everywhere on all ports, expected named peers or ports; name them")
        : PASS;
    }),
  ]);
});

const AWS_PORTS = ["fromPort", "toPort"] as const;

export const EGRESS_RULES = [
  defineRule({
    id: "NET-11",
    name: "net-restricted-egress",
    title: "Data-tier groups have no unrestricted egress; workload egress is allow-listed",
    severity: "medium",
    // The network's rule that refuses the rest is another resource.
    scope: "stack",
    appliesTo: "all",
    checks: {
      // The provider takes AWS's own rule to everywhere out of every group it makes: absent is closed.
      "aws:ec2/securityGroup:SecurityGroup": egress(
        [...GROUP.sources, ...AWS_PORTS, GROUP.protocol].map((path) => `egress.${path}`),
        (view) => view.items("egress")?.map((rule, index) => awsOpening(rule, `egress[${index}].`, GROUP)),
      ),
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": egress(
        [...RULE.sources, ...AWS_PORTS, RULE.protocol],
        (view) => [awsOpening(view, "", RULE)],
      ),
      "aws:ec2/securityGroupRule:SecurityGroupRule": egress(
        ["type", ...GROUP.sources, ...AWS_PORTS, GROUP.protocol],
        (view) => {
          const decided = onlyWhere(view, "", { type: "egress" });
          return decided === undefined ? [] : [whileUndecided(awsOpening(view, "", GROUP), decided)];
        },
      ),
      "gcp:compute/network:Network": networkRefuses,
      [GCP_FIREWALL]: egress(
        ["direction", "destinationRanges", "allows.protocol", "allows.ports", "disabled"],
        (view) => gcpOpenings(view, "EGRESS"),
      ),
      [POLICY]: networkPolicy,
    },
  }),
] as const;
