/** Azure's subnets, as resources and inside their network, and those that Azure keeps for its own gateways. */
import { allOf, PASS, unknown, type Finding } from "../../finding.ts";
import type { Judge, Check } from "../../rule.ts";
import { check } from "../../checks.ts";
import type { View } from "../../view.ts";

/** Names that Azure demands for its own gateways; they refuse or do not need what other subnets must have. */
const RESERVED: ReadonlySet<unknown> = new Set([
  "AzureBastionSubnet",
  "AzureFirewallManagementSubnet",
  "AzureFirewallSubnet",
  "GatewaySubnet",
  "RouteServerSubnet",
]);

/** The name as input, else as output. */
export function isReserved(view: View): boolean {
  return ["subnetName", "name"].some((path) => {
    const reading = view.read(path);
    return reading.state === "known" && RESERVED.has(reading.value);
  });
}

/** The check of one subnet, for subnets that a network holds inline. */
export function inlineSubnets(subnet: Check): Check {
  const judge: Judge = (subject, context, graph): Finding => {
    const subnets = subject.view.items("subnets");
    if (subnets === undefined) return unknown("subnets");
    const findings = subnets.map((view, index) => {
      const finding = subnet.judge({ ...subject, view }, context, graph);
      return finding.outcome === "fail"
        ? {
            ...finding,
            reasons: finding.reasons.map((one) => ({ ...one, property: `subnets[${index}].${one.property}` })),
          }
        : finding;
    });
    return allOf([PASS, ...findings]);
  };
  return check(
    subnet.properties.filter((path) => path !== "subnetName").map((path) => `subnets.${path}`),
    judge,
  );
}
