/** Network access lists of AWS: stateless, and the first rule that fits decides. */
import { check } from "../../checks.ts";
import { fail, PASS, unknown, type Finding } from "../../finding.ts";
import { isInternet } from "../../internet.ts";
import type { Reading } from "../../reading.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { View } from "../../view.ts";

const PORTS = [22, 3389] as const;
const TCP: ReadonlySet<string> = new Set(["tcp", "6", "-1", "all"]);
const ALL: ReadonlySet<string> = new Set(["-1", "all"]);

const RULE = ["cidrBlock", "ipv6CidrBlock", "fromPort", "toPort", "protocol"] as const;

/** What a rule says of one port from one family of addresses. */
type Effect = "allow" | "deny" | "none" | "unknown";

/** @param actionPath `action` inside a list, `ruleAction` of a rule of its own */
function effectOn(rule: View, port: number, family: "cidrBlock" | "ipv6CidrBlock", actionPath: string): Effect {
  const protocol = rule.read("protocol");
  const everyPort = protocol.state === "known" && ALL.has(String(protocol.value).toLowerCase());
  const fits = [
    holds(rule.read(family), false, isInternet),
    holds(protocol, true, (word) => TCP.has(word.toLowerCase())),
    everyPort || holds(rule.read("fromPort"), true, (from) => Number(from) <= port),
    everyPort || holds(rule.read("toPort"), true, (to) => Number(to) >= port),
  ];
  if (fits.includes(false)) return "none";
  const action = rule.read(actionPath);
  if (fits.includes("unknown") || action.state === "unknown") return "unknown";
  return action.state === "known" && String(action.value).toLowerCase() === "deny" ? "deny" : "allow";
}

function holds(reading: Reading, absent: boolean, test: (text: string) => boolean): boolean | "unknown" {
  if (reading.state === "unknown") return "unknown";
  return reading.state === "absent" ? absent : test(String(reading.value));
}

function judgeList(rules: readonly View[], actionPath: string, at: string, properties: readonly string[]): Finding {
  const findings = PORTS.flatMap((port) =>
    (["cidrBlock", "ipv6CidrBlock"] as const).map((family) => {
      for (const rule of rules) {
        const effect = effectOn(rule, port, family, actionPath);
        if (effect === "none") continue;
        return { port, effect };
      }
      return { port, effect: "deny" as const };
    }),
  );
  const open = [...new Set(findings.filter(({ effect }) => effect === "allow").map(({ port }) => port))];
  if (open.length > 0) {
    const word = open.length === 1 ? "port" : "ports";
    return fail(
      at,
      `got ${word} ${open.join(", ")} open to the internet, expected none; refuse them before what is allowed`,
    );
  }
  return findings.some(({ effect }) => effect === "unknown") ? unknown(...properties) : PASS;
}

const inList: Check = (() => {
  const properties = [...RULE, "action", "ruleNo"].map((path) => `ingress.${path}`);
  return check(properties, ({ view }) => {
    const rules = view.items("ingress");
    const numbers = rules?.map((rule) => rule.read("ruleNo"));
    if (rules === undefined || numbers?.some(({ state }) => state === "unknown")) return unknown("ingress");
    const order = (index: number): number => {
      const number = numbers?.[index];
      return number?.state === "known" ? Number(number.value) : 0;
    };
    const sorted = rules.map((rule, index) => ({ rule, number: order(index) })).toSorted((a, b) => a.number - b.number);
    return judgeList(
      sorted.map(({ rule }) => rule),
      "action",
      "ingress",
      properties,
    );
  });
})();

/** Alone nobody can say what comes before it: what it allows counts. */
const single: Check = check([...RULE, "ruleAction", "egress"], ({ view }) => {
  const egress = view.read("egress");
  if (egress.state === "known" && egress.value === true) return PASS;
  const finding = judgeList([view], "ruleAction", "cidrBlock", [...RULE, "ruleAction"]);
  return egress.state === "unknown" && finding.outcome !== "pass" ? unknown("egress") : finding;
});

export const ACCESS_LIST_RULES = [
  defineRule({
    id: "NET-12",
    name: "net-nacl-no-public-admin",
    title: "Network ACLs do not allow 22/3389 from the internet",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:ec2/networkAcl:NetworkAcl": inList,
      "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": inList,
      "aws:ec2/networkAclRule:NetworkAclRule": single,
    },
  }),
] as const;
