/** Kubernetes: who reaches the API, and whether nodes have public addresses. */
import { all, any, check, each, equals, isFalse, isTrue } from "../../checks.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import { isInternet } from "../../internet.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { View } from "../../view.ts";
import { internetWays, waysFinding } from "../network/internet-routes.ts";

/**
 * A list of blocks that are let in, without the internet among them.
 * @param entry path of the block inside an item, `""` for lists of texts
 * @param empty what an empty list does
 */
function allowList(path: string, entry: string, empty: "open" | "closed"): Check {
  const property = entry === "" ? path : `${path}.${entry}`;
  return check([property], ({ view }) => {
    const blocks = view.items(path)?.map((item) => item.read(entry));
    if (blocks === undefined) return unknown(property);
    const open = blocks.find((block) => block.state === "known" && isInternet(String(block.value)));
    if (open?.state === "known")
      return fail(property, `got ${String(open.value)}, expected single networks; name them`);
    if (blocks.some(({ state }) => state === "unknown")) return unknown(property);
    return blocks.length === 0 && empty === "open"
      ? fail(property, `got nothing, expected single networks; set ${path}`)
      : PASS;
  });
}

/** Google Cloud: the block alone closes the API to all others; without the block everybody gets in. */
const masterNetworks: Check = (() => {
  const block = "masterAuthorizedNetworksConfig";
  const list = allowList(`${block}.cidrBlocks`, "cidrBlock", "closed");
  return check(list.properties, (subject, ...rest) => {
    if (subject.view.read(block).state === "absent")
      return fail(`${block}.cidrBlocks.cidrBlock`, `got nothing, expected single networks; set ${block}`);
    return list.judge(subject, ...rest);
  });
})();

const REMOTE = "remoteAccess";

/** SSH from everywhere, unless groups are named. */
function remoteAccess(view: View): Finding {
  const [key, groups] = [view.read(`${REMOTE}.ec2SshKey`), view.items(`${REMOTE}.sourceSecurityGroupIds`)];
  if (key.state === "absent") return PASS;
  if (groups === undefined || groups.length > 0) return PASS;
  return key.state === "unknown"
    ? unknown(`${REMOTE}.ec2SshKey`)
    : fail(`${REMOTE}.ec2SshKey`, "got SSH from everywhere, expected named groups; set sourceSecurityGroupIds");
}

const nodeGroup: Check = check(["subnetIds", `${REMOTE}.ec2SshKey`], (group, _context, graph) => {
  if (group.view.read("subnetIds").state === "absent") return fail("subnetIds", "got nothing; set subnetIds");
  const subnets = graph.ofType("aws:ec2/subnet:Subnet");
  const mine = subnets.filter((subnet) => graph.link(group, "subnetIds", subnet) === "linked");
  const open = subnets.some((subnet) => graph.link(group, "subnetIds", subnet) === "unknown");
  const ways = internetWays(mine, graph);
  const unresolved = mine.length === 0 && group.view.read("subnetIds").state === "unknown";
  return allOf([
    remoteAccess(group.view),
    ...waysFinding(
      { ...ways, undecided: [...ways.undecided, ...(open || unresolved ? ["subnetIds"] : [])] },
      ({ subnet, name }) =>
        fail(
          "subnetIds",
          `got ${subnet.name} with a route to the internet (${name}), expected private subnets; change subnetIds`,
        ),
    ),
  ]);
});

const NODE_ADDRESS = "enableNodePublicIP";
const GKE_NODES = "enablePrivateNodes";

/** A pool's own word, else its cluster's, which is judged there. */
const nodePool: Check = check([`networkConfig.${GKE_NODES}`], ({ view }) => {
  const own = view.read(`networkConfig.${GKE_NODES}`);
  if (own.state === "unknown") return unknown(`networkConfig.${GKE_NODES}`);
  if (own.state === "absent") return notApplicable("as its cluster says");
  return own.value === true
    ? PASS
    : fail(`networkConfig.${GKE_NODES}`, `got false, expected true; set networkConfig.${GKE_NODES} to true`);
});

export const KUBERNETES_EXPOSURE_RULES = [
  defineRule({
    id: "PUB-11",
    name: "k8s-api-endpoint-private",
    title: "Kubernetes API endpoint private or allow-listed",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:eks/cluster:Cluster": any(
        isFalse("vpcConfig.endpointPublicAccess", { absent: true }),
        // Without a list AWS takes 0.0.0.0/0.
        allowList("vpcConfig.publicAccessCidrs", "", "open"),
      ),
      "azure-native:containerservice:ManagedCluster": any(
        isTrue("apiServerAccessProfile.enablePrivateCluster", { absent: false }),
        allowList("apiServerAccessProfile.authorizedIPRanges", "", "open"),
        equals("publicNetworkAccess", "Disabled", { absent: "Enabled" }),
      ),
      "gcp:container/cluster:Cluster": all(
        any(isTrue("privateClusterConfig.enablePrivateEndpoint", { absent: false }), masterNetworks),
        isFalse("controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic", { absent: false }),
      ),
    },
  }),
  defineRule({
    id: "PUB-12",
    name: "k8s-nodes-private",
    title: "Kubernetes nodes have no public addresses",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:eks/nodeGroup:NodeGroup": nodeGroup,
      "azure-native:containerservice:AgentPool": isFalse(NODE_ADDRESS, { absent: false }),
      "azure-native:containerservice:ManagedCluster": each(
        "agentPoolProfiles",
        isFalse(NODE_ADDRESS, { absent: false }),
      ),
      "gcp:container/cluster:Cluster": isTrue(`privateClusterConfig.${GKE_NODES}`, { absent: false }),
      "gcp:container/nodePool:NodePool": nodePool,
    },
    // No remedy: Azure refuses it for a pool that exists, Google Cloud makes all nodes anew.
  }),
] as const;
