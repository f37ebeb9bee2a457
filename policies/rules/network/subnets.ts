/** Subnets: no public address by itself, no way out by itself, a security group around each. */
import { all, check, isFalse, isNoneOf, isSet, when } from "../../checks.ts";
import { notApplicable, type Finding } from "../../finding.ts";
import { labelOf } from "../../labels.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check } from "../../rule.ts";
import { inlineSubnets, isReserved } from "./azure-subnets.ts";

const PUBLIC_TIER = "labelled tier=public: made for public addresses";

function unlessReserved(then: Check): Check {
  return check(then.properties, (subject, context, graph): Finding =>
    isReserved(subject.view) ? notApplicable("a subnet of Azure's own gateways") : then.judge(subject, context, graph),
  );
}

const noDefaultOutbound = unlessReserved(isFalse("defaultOutboundAccess", { absent: true }));
const hasSecurityGroup = unlessReserved(isSet("networkSecurityGroup.id", "a network security group"));

export const SUBNET_RULES = [
  defineRule({
    id: "NET-06",
    name: "net-no-auto-public-ip",
    title: "Subnets of private/data tier do not auto-assign public addresses or default outbound",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:ec2/subnet:Subnet": when(
        (subject) => {
          const tier = labelOf(subject, "tier");
          return tier.state === "unknown" ? "unknown" : tier.state === "absent" || tier.value !== "public";
        },
        PUBLIC_TIER,
        all(
          isFalse("mapPublicIpOnLaunch", { absent: false }),
          isFalse("assignIpv6AddressOnCreation", { absent: false }),
        ),
      ),
      "azure-native:network:Subnet": noDefaultOutbound,
      "azure-native:network:VirtualNetwork": inlineSubnets(noDefaultOutbound),
      "gcp:compute/subnetwork:Subnetwork": isNoneOf("ipv6AccessType", ["EXTERNAL"], { absent: undefined }),
    },
    // Azure takes defaultOutboundAccess only when it creates a subnet.
    remedies: {
      "aws:ec2/subnet:Subnet": settingTo({ mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false }),
    },
  }),
  defineRule({
    id: "NET-10",
    name: "net-subnet-has-nsg",
    title: "Every Azure subnet (except gateway/bastion/firewall) has a network security group",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "azure-native:network:Subnet": hasSecurityGroup,
      "azure-native:network:VirtualNetwork": inlineSubnets(hasSecurityGroup),
    },
  }),
] as const;
