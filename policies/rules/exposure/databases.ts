/** Relational databases have no door to the internet. */
import { all, any, check, each, equals, isFalse, isSet, isTrue, some } from "../../checks.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { isInternet } from "../../internet.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check } from "../../rule.ts";
import { addressRange } from "./address-ranges.ts";

const notPublic = isFalse("publiclyAccessible", { absent: false });
const IP = "settings.ipConfiguration";

/** Azure: closed to the public, or standing in a subnet of its own. */
const inside: Check = any(
  equals("network.publicNetworkAccess", "Disabled", { absent: "Enabled" }),
  isSet("network.delegatedSubnetResourceId", "a delegated subnet"),
);

const privateAddress: Check = all(
  isFalse(`${IP}.ipv4Enabled`, { absent: true }),
  any(
    isSet(`${IP}.privateNetwork`, "a private network"),
    some(`${IP}.pscConfigs`, "Private Service Connect", isTrue("pscEnabled", { absent: false })),
  ),
);

const authorizedNetwork: Check = check(["value"], ({ view }) => {
  const block = view.read("value");
  if (block.state === "unknown") return unknown("value");
  const got = block.state === "known" ? String(block.value) : "nothing";
  return block.state === "known" && !isInternet(got)
    ? PASS
    : fail("value", `got ${got}, expected a network of one's own; name single networks`);
});

const range = addressRange("startIpAddress", "endIpAddress");

export const DATABASE_EXPOSURE_RULES = [
  defineRule({
    id: "PUB-01",
    name: "db-not-public",
    title: "Relational database has no public endpoint",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:rds/instance:Instance": notPublic,
      "aws:rds/clusterInstance:ClusterInstance": notPublic,
      "azure-native:dbforpostgresql:Server": inside,
      "gcp:sql/databaseInstance:DatabaseInstance": privateAddress,
    },
    // Google Cloud and Azure lose an address, or every client's way in, when this changes.
    remedies: {
      "aws:rds/instance:Instance": settingTo({ publiclyAccessible: false }),
      "aws:rds/clusterInstance:ClusterInstance": settingTo({ publiclyAccessible: false }),
    },
  }),
  defineRule({
    id: "PUB-02",
    name: "db-no-open-firewall",
    title: "No database firewall rule opens to the world or to all cloud tenants",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "azure-native:dbformysql:FirewallRule": range,
      "azure-native:dbforpostgresql:FirewallRule": range,
      "azure-native:redis:FirewallRule": addressRange("startIP", "endIP"),
      "azure-native:sql:FirewallRule": range,
      "gcp:sql/databaseInstance:DatabaseInstance": each(`${IP}.authorizedNetworks`, authorizedNetwork),
    },
  }),
] as const;
