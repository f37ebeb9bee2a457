/** What faces the internet: a web application firewall, and protection from floods. */
import { all, check, equals, isSet, NO_DEFAULT } from "../../checks.ts";
import { hasCompanion } from "../../companion.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const FIREWALL_LINK = "aws:wafv2/webAclAssociation:WebAclAssociation";

const hasFirewall = hasCompanion({ types: [FIREWALL_LINK], property: "resourceArn", what: "web application firewall" });

const applicationBalancer: Check = check(["internal", "loadBalancerType"], (subject, context, graph) => {
  const [internal, type] = [subject.view.read("internal"), subject.view.read("loadBalancerType")];
  if (internal.state === "known" && internal.value === true) return notApplicable("inside the network");
  if (type.state === "known" && type.value !== "application") return notApplicable("not HTTP");
  const finding = hasFirewall.judge(subject, context, graph);
  if (finding.outcome !== "fail") return finding;
  const open = [["internal", internal] as const, ["loadBalancerType", type] as const]
    .filter(([, { state }]) => state === "unknown")
    .map(([path]) => path);
  return open.length > 0 ? unknown(...open) : finding;
});

const withPolicy = all(
  equals("sku.tier", "WAF_v2", { absent: NO_DEFAULT }),
  isSet("firewallPolicy.id", "a firewall policy"),
);

const applicationGateway: Check = check([...withPolicy.properties, "frontendIPConfigurations"], (subject, ...rest) => {
  const frontends = subject.view.items("frontendIPConfigurations");
  if (frontends === undefined) return unknown("frontendIPConfigurations");
  const open = frontends.some((frontend) => frontend.read("publicIPAddress").state !== "absent");
  return open ? withPolicy.judge(subject, ...rest) : notApplicable("inside the network");
});

const HTTP: ReadonlySet<unknown> = new Set(["GRPC", "H2C", "HTTP", "HTTP2", "HTTPS"]);
const hasSecurityPolicy = isSet("securityPolicy", "a Cloud Armor policy");

const backendService: Check = check(
  ["loadBalancingScheme", "protocol", "securityPolicy"],
  (subject, context, graph) => {
    const [scheme, protocol] = [subject.view.read("loadBalancingScheme"), subject.view.read("protocol")];
    const word = scheme.state === "absent" ? "EXTERNAL" : scheme.state === "known" ? String(scheme.value) : undefined;
    if (word !== undefined && !word.startsWith("EXTERNAL")) return notApplicable("inside the network");
    if (protocol.state === "known" && !HTTP.has(protocol.value)) return notApplicable("not HTTP");
    const finding = hasSecurityPolicy.judge(subject, context, graph);
    if (finding.outcome !== "fail") return finding;
    if (word === undefined) return unknown("loadBalancingScheme");
    return protocol.state === "unknown" ? unknown("protocol") : finding;
  },
);

const ADDRESS = "azure-native:network:PublicIPAddress";

/** Public addresses that take traffic from the internet: a NAT gateway's only answer what went out. */
function exposedAddresses(graph: Graph): readonly Subject[] {
  return graph
    .ofType(ADDRESS)
    .filter((address) => graph.pointingAt(address, "azure-native:network:NatGateway", "publicIpAddresses").length === 0)
    .filter((address) => !isNamedByNat(address, graph));
}

/** By its id, where the gateway's list is known and the engine recorded no dependency. */
function isNamedByNat(address: Subject, graph: Graph): boolean {
  const id = address.view.read("id");
  return graph
    .ofType("azure-native:network:NatGateway")
    .flatMap(({ view }) => view.items("publicIpAddresses") ?? [])
    .some((one) => {
      const reading = one.read("id");
      return id.state === "known" && reading.state === "known" && reading.value === id.value;
    });
}

/** Either each address is protected by itself, or the network by a plan. */
const protectedFromFloods: Check = check(
  ["enableDdosProtection", "ddosProtectionPlan.id"],
  (network, { production }, graph) => {
    if (!production) return notApplicable("for production only");
    const addresses = exposedAddresses(graph);
    if (addresses.length === 0) return notApplicable("no address takes traffic from the internet");
    const single = allOf(addresses.map(protectedItself));
    if (single.outcome === "pass") return PASS;
    const enabled = network.view.read("enableDdosProtection");
    const plan = network.view.read("ddosProtectionPlan.id");
    if (enabled.state === "unknown") return unknown("enableDdosProtection");
    if (enabled.state === "known" && enabled.value === true)
      return plan.state === "absent"
        ? fail("ddosProtectionPlan.id", "got nothing, expected a plan; set ddosProtectionPlan.id")
        : PASS;
    if (single.outcome === "unknown") return single;
    return fail("enableDdosProtection", "got no protection from floods, expected true; set it with ddosProtectionPlan");
  },
);

function protectedItself({ view }: Subject): Finding {
  const mode = view.read("ddosSettings.protectionMode");
  if (mode.state === "unknown") return unknown("ddosSettings.protectionMode");
  return mode.state === "known" && mode.value === "Enabled" ? PASS : fail("", "not protected by itself");
}

export const EDGE_RULES = [
  defineRule({
    id: "NET-17",
    name: "net-public-endpoint-waf",
    title: "Internet-facing HTTP endpoints are protected by a WAF (PCI 6.4.2: required since 31 Mar 2025)",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:alb/loadBalancer:LoadBalancer": applicationBalancer,
      "aws:lb/loadBalancer:LoadBalancer": applicationBalancer,
      [FIREWALL_LINK]: all(isSet("resourceArn"), isSet("webAclArn", "a web ACL")),
      "azure-native:network:ApplicationGateway": applicationGateway,
      "gcp:compute/backendService:BackendService": backendService,
      "gcp:compute/regionBackendService:RegionBackendService": backendService,
    },
  }),
  defineRule({
    id: "NET-18",
    name: "net-ddos-protection",
    title: "Production public networks have DDoS protection plan",
    severity: "medium",
    // Which addresses face the internet is said by other resources.
    scope: "stack",
    appliesTo: "regulated",
    checks: { "azure-native:network:VirtualNetwork": protectedFromFloods },
  }),
] as const;
