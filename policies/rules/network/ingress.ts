/** What the internet may reach: nothing by which machines are administered or data is read, and else what is approved. */
import { check } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { unknown } from "../../finding.ts";
import { labelOf } from "../../labels.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { isDataComponent } from "./data-tier.ts";
import { awsOpening, azureOpenings, gcpOpenings, judgeOpenings, onlyWhere, whileUndecided } from "./openings.ts";
import type { Opening } from "./openings.ts";
import { ADMIN_PORTS, beyond, covered, DATA_PORTS, isEveryPort, shownPorts, type PortRange } from "./ports.ts";

/** Says why ports must not be reached from a source, or undefined. */
type PortJudge = (
  ports: readonly PortRange[],
  internet: string,
  subject: Subject,
  context: Context,
) => string | undefined;

/** What one type lets in; undefined while the list itself is not known. */
interface Reader {
  readonly properties: readonly string[];
  readonly read: (subject: Subject) => readonly Opening[] | undefined;
}

const AWS_GROUP = { sources: ["cidrBlocks", "ipv6CidrBlocks"], protocol: "protocol" } as const;
const AWS_RULE = { sources: ["cidrIpv4", "cidrIpv6"], protocol: "ipProtocol" } as const;
const AWS_PORTS = ["fromPort", "toPort"] as const;
const AZURE_RULE = [
  "access",
  "direction",
  "sourceAddressPrefix",
  "sourceAddressPrefixes",
  "destinationPortRange",
  "destinationPortRanges",
] as const;

/** By type; a group whose rules are resources of their own has none, which is closed on all three clouds. */
const READERS: Readonly<Record<string, Reader>> = {
  "aws:ec2/securityGroup:SecurityGroup": {
    properties: [...AWS_GROUP.sources, ...AWS_PORTS, AWS_GROUP.protocol].map((path) => `ingress.${path}`),
    read: ({ view }) => view.items("ingress")?.map((rule, index) => awsOpening(rule, `ingress[${index}].`, AWS_GROUP)),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    properties: [...AWS_RULE.sources, ...AWS_PORTS, AWS_RULE.protocol],
    read: ({ view }) => [awsOpening(view, "", AWS_RULE)],
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    properties: ["type", ...AWS_GROUP.sources, ...AWS_PORTS, AWS_GROUP.protocol],
    read: ({ view }) => {
      const decided = onlyWhere(view, "", { type: "ingress" });
      if (decided === undefined) return [];
      return [whileUndecided(awsOpening(view, "", AWS_GROUP), decided)];
    },
  },
  "azure-native:network:NetworkSecurityGroup": {
    properties: AZURE_RULE.map((path) => `securityRules.${path}`),
    read: ({ view }) =>
      view.items("securityRules")?.flatMap((rule, index) => azureOpenings(rule, `securityRules[${index}].`)),
  },
  "azure-native:network:SecurityRule": { properties: AZURE_RULE, read: ({ view }) => azureOpenings(view, "") },
  "gcp:compute/firewall:Firewall": {
    properties: ["direction", "sourceRanges", "allows.protocol", "allows.ports", "disabled"],
    read: ({ view }) => gcpOpenings(view, "INGRESS"),
  },
};

function ingressChecks(judge: PortJudge): Record<string, Check> {
  return Object.fromEntries(
    Object.entries(READERS).map(([type, { properties, read }]) => [
      type,
      check(properties, (subject, context) => {
        const openings = read(subject);
        if (openings === undefined) return unknown(...properties);
        return judgeOpenings(openings, (ports, internet) => judge(ports, internet, subject, context));
      }),
    ]),
  );
}

function noneOf(sensitive: readonly number[], instead: string): PortJudge {
  return (ports, internet) => {
    const open = covered(ports, sensitive);
    if (open.length === 0) return undefined;
    const word = open.length === 1 ? "port" : "ports";
    return `got ${internet} on ${word} ${open.join(", ")}, expected no source on the internet; ${instead}`;
  };
}

const onlyApproved: PortJudge = (ports, internet, subject, { approvedPorts }) => {
  const allowed = isDataComponent(labelOf(subject, "component")) ? [] : approvedPorts;
  const open = beyond(ports, allowed);
  if (open.length === 0) return undefined;
  const expected = allowed.length === 0 ? "nothing on a group of data stores" : `only ports ${allowed.join(", ")}`;
  return `got ${internet} on ${shownPorts(open)}, expected ${expected}; close it or have the port approved`;
};

export const INGRESS_RULES = [
  defineRule({
    id: "NET-01",
    name: "net-no-public-admin-ingress",
    title: "No ingress from the internet to admin ports (22, 3389, 5985/5986, 2375/2376, 6443)",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: ingressChecks(noneOf(ADMIN_PORTS, "use a session service or name the networks")),
  }),
  defineRule({
    id: "NET-02",
    name: "net-no-public-data-port-ingress",
    title: "No ingress from the internet to data ports (5432, 3306, 1433, 6379/6380, 27017, 9200/9300, 11211, 10255)",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: ingressChecks(noneOf(DATA_PORTS, "let the workloads' group in instead")),
  }),
  defineRule({
    id: "NET-03",
    name: "net-no-public-all-ports-ingress",
    title: "No all-ports / all-protocols ingress from the internet",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: ingressChecks((ports, internet) =>
      isEveryPort(ports) ? `got ${internet} on all ports, expected single ports; name the ports` : undefined,
    ),
  }),
  defineRule({
    id: "NET-04",
    name: "net-public-ingress-only-approved-ports",
    title: "Internet ingress only on approved ports (config, default 443 and 80 with redirect) and only on edge groups",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: ingressChecks(onlyApproved),
  }),
] as const;
