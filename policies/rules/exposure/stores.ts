/** Caches, document databases and search are reached inside the network only. */
import { all, any, check, document, each, equals, isNoneOf, isOneOf, isSet, isTrue, when } from "../../checks.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { isInternet } from "../../internet.ts";
import { noPublicStatement } from "../../policy-statements.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check } from "../../rule.ts";

/** A subnet group of one's own: the one called `default` has the default network's public subnets. */
function ownSubnets(path: string): Check {
  return all(isSet(path, "a subnet group of private subnets"), isNoneOf(path, ["default"], { absent: undefined }));
}

const inOwnNetwork = all(ownSubnets("subnetGroupName"), isSet("securityGroupIds", "security groups"));

const CLOSED = ["Disabled", "SecuredByPerimeter"] as const;

/** Entries of an allow-list; `0.0.0.0` lets in everything that runs in Azure. */
function noOpenEntry(list: string, entry: string): Check {
  return each(
    list,
    check([entry], ({ view }) => {
      const reading = view.read(entry);
      if (reading.state === "unknown") return unknown(entry);
      const got = reading.state === "known" ? String(reading.value) : "";
      return got === "0.0.0.0" || isInternet(got)
        ? fail(entry, `got ${got}, expected single networks; take it out`)
        : PASS;
    }),
  );
}

const FINE_GRAINED = "advancedSecurityOptions.enabled";

/** Without a policy of its own a domain lets in nobody but by its users. */
const accessPolicy: Check = (() => {
  const judged = document("accessPolicies", noPublicStatement);
  return check(judged.properties, (subject, ...rest) =>
    subject.view.read("accessPolicies").state === "absent" ? PASS : judged.judge(subject, ...rest),
  );
})();

const domain = all(
  isSet("vpcOptions.subnetIds", "subnets of the network"),
  isTrue(FINE_GRAINED, { absent: false }),
  accessPolicy,
);

export const STORE_EXPOSURE_RULES = [
  defineRule({
    id: "PUB-07",
    name: "cache-not-public",
    title: "Cache reachable only privately",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:elasticache/replicationGroup:ReplicationGroup": inOwnNetwork,
      "aws:elasticache/cluster:Cluster": when(
        ({ view }) => view.read("replicationGroupId").state === "absent",
        "a member of a replication group, which decides",
        all(ownSubnets("subnetGroupName"), isSet("securityGroupIds", "security groups")),
      ),
      "azure-native:redis:Redis": any(
        equals("publicNetworkAccess", "Disabled", { absent: "Enabled" }),
        isSet("subnetId", "a subnet"),
      ),
      "azure-native:redisenterprise:RedisEnterprise": equals("publicNetworkAccess", "Disabled", { absent: "Enabled" }),
      "gcp:redis/instance:Instance": all(
        equals("connectMode", "PRIVATE_SERVICE_ACCESS", { absent: "DIRECT_PEERING" }),
        isSet("authorizedNetwork", "a network of one's own"),
      ),
    },
    remedies: {
      "azure-native:redis:Redis": settingTo({ publicNetworkAccess: "Disabled" }),
      "azure-native:redisenterprise:RedisEnterprise": settingTo({ publicNetworkAccess: "Disabled" }),
    },
  }),
  defineRule({
    id: "PUB-08",
    name: "docdb-not-public",
    title: "Document database reachable only privately",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:docdb/cluster:Cluster": all(
        ownSubnets("dbSubnetGroupName"),
        isSet("vpcSecurityGroupIds", "security groups"),
      ),
      "azure-native:cosmosdb:DatabaseAccount": all(
        isOneOf("publicNetworkAccess", CLOSED, { absent: "Enabled" }),
        noOpenEntry("ipRules", "ipAddressOrRange"),
      ),
    },
    remedies: { "azure-native:cosmosdb:DatabaseAccount": settingTo({ publicNetworkAccess: "Disabled" }) },
  }),
  defineRule({
    id: "PUB-09",
    name: "search-not-public",
    title: "Search domain inside the network, fine-grained access on",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:opensearch/domain:Domain": domain,
      "aws:elasticsearch/domain:Domain": domain,
      "azure-native:search:Service": all(
        // The service itself answers in lower case.
        isOneOf("publicNetworkAccess", [...CLOSED, "disabled", "securedByPerimeter"], { absent: "Enabled" }),
        noOpenEntry("networkRuleSet.ipRules", "value"),
      ),
    },
  }),
] as const;
