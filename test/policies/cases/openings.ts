/** The same opening in the words of each cloud's types. */
import type { Props } from "../harness/rule-case.ts";

/** How one type says: from this source, on these ports. */
export interface Shape {
  readonly type: string;
  readonly props: Props;
  /** Path of the sources, and of the same in reasons. */
  readonly source: string;
  readonly reason: string;
  readonly from: (source: string) => unknown;
  readonly ports: (from: number, to: number) => Props;
  readonly everything: Props;
  /** Properties that decide besides the source. */
  readonly others: readonly string[];
  /** Other properties that name sources. */
  readonly moreSources: readonly string[];
  /** What a source left out gives. */
  readonly withoutSource: "pass" | "fail";
  /** Changes that make an open rule harmless. */
  readonly harmless: readonly { readonly why: string; readonly change: Props }[];
}

function azure(type: string, at: string): Shape {
  const rule = { access: "Allow", direction: "Inbound", protocol: "Tcp", sourceAddressPrefix: "10.0.0.0/8" };
  const inside = at === "" ? "" : "securityRules.";
  return {
    type,
    props: at === "" ? rule : { securityRules: [rule] },
    source: `${inside}sourceAddressPrefix`,
    reason: `${at}sourceAddressPrefix`,
    from: (source) => source,
    ports: (from, to) => ({ [`${inside}destinationPortRange`]: from === to ? String(from) : `${from}-${to}` }),
    everything: { [`${inside}destinationPortRange`]: "*" },
    others: ["access", "direction", "destinationPortRange", "destinationPortRanges"].map((path) => inside + path),
    moreSources: [`${inside}sourceAddressPrefixes`],
    withoutSource: "fail",
    harmless: [
      { why: "denied", change: { [`${inside}access`]: "Deny" } },
      { why: "outbound", change: { [`${inside}direction`]: "Outbound" } },
      { why: "a protocol without ports", change: { [`${inside}protocol`]: "Icmp" } },
    ],
  };
}

function aws(type: string, inside: string, names: { v4: string; v6: string; protocol: string }, list: boolean): Shape {
  const rule = { [names.v4]: list ? ["10.0.0.0/8"] : "10.0.0.0/8", [names.protocol]: "tcp" };
  return {
    type,
    props: inside === "" ? { ...rule, ...(list ? { type: "ingress" } : {}) } : { ingress: [rule] },
    source: inside + names.v4,
    reason: (inside === "" ? "" : "ingress[0].") + names.v4,
    from: (source) => (list ? [source] : source),
    ports: (from, to) => ({ [`${inside}fromPort`]: from, [`${inside}toPort`]: to }),
    everything: { [inside + names.protocol]: "-1" },
    others: [
      ...(inside === "" && list ? ["type"] : []),
      `${inside}fromPort`,
      `${inside}toPort`,
      inside + names.protocol,
    ],
    moreSources: [inside + names.v6],
    withoutSource: "pass",
    harmless: [
      { why: "a protocol without ports", change: { [inside + names.protocol]: "icmp" } },
      ...(inside === "" && list ? [{ why: "egress", change: { type: "egress" } }] : []),
    ],
  };
}

const GROUP_NAMES = { v4: "cidrBlocks", v6: "ipv6CidrBlocks", protocol: "protocol" };

export const SHAPES: readonly Shape[] = [
  aws("aws:ec2/securityGroup:SecurityGroup", "ingress.", GROUP_NAMES, true),
  aws("aws:ec2/securityGroupRule:SecurityGroupRule", "", GROUP_NAMES, true),
  aws(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "",
    { v4: "cidrIpv4", v6: "cidrIpv6", protocol: "ipProtocol" },
    false,
  ),
  azure("azure-native:network:NetworkSecurityGroup", "securityRules[0]."),
  azure("azure-native:network:SecurityRule", ""),
  {
    type: "gcp:compute/firewall:Firewall",
    props: { direction: "INGRESS", disabled: false, sourceRanges: ["10.0.0.0/8"], allows: [{ protocol: "tcp" }] },
    source: "sourceRanges",
    reason: "sourceRanges",
    from: (source) => [source],
    ports: (from, to) => ({ "allows.0.ports": [from === to ? String(from) : `${from}-${to}`] }),
    everything: { "allows.0.protocol": "all" },
    others: ["direction", "disabled", "allows.protocol", "allows.ports"],
    moreSources: [],
    withoutSource: "fail",
    harmless: [
      { why: "disabled", change: { disabled: true } },
      { why: "egress", change: { direction: "EGRESS" } },
      { why: "a rule that denies", change: { allows: undefined, denies: [{ protocol: "all" }] } },
      { why: "a protocol without ports", change: { "allows.0.protocol": "icmp" } },
    ],
  },
];
