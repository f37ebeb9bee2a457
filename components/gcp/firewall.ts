/** The network's firewall: nothing enters, nothing leaves, but for what a workload wears its tag for. */
import { Firewall } from "@pulumi/gcp/compute/firewall.js";
import type { FirewallArgs } from "@pulumi/gcp/compute/firewall.js";
import type { Network } from "@pulumi/gcp/compute/network.js";
import type { NetworkArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { googleApis } from "./google-apis.ts";
import { internetBlocks } from "../internet-blocks.ts";
import { resourceName } from "./names.ts";

/** Google lets everything out at 65535 unless something comes before; the lower number decides. */
const DENY_PRIORITY = 65_534;
const ALLOW_PRIORITY = 1000;
const ANYWHERE = ["0.0.0.0/0"];
const HTTPS = [{ protocol: "tcp", ports: ["443"] }];
const ALL = [{ protocol: "all" }];

/** A block of stores that lie in the same network, but outside of the stack's own block. */
export interface ElsewhereBlock {
  /** Logical key of its rule. */
  readonly key: string;
  /** What lies there. */
  readonly description: string;
  readonly cidr: string;
}

/**
 * Creates the rules. Workloads always reach each other, what lies in the network (stores, private endpoints) and Google's
 * APIs; the internet on HTTPS where egress is open, else only the blocks of the allow-list. What is refused is logged.
 * @param tag network tag that a workload wears
 */
export function createFirewall(
  owner: GcpComponent,
  args: NetworkArgs,
  vpc: Pick<Network, "id">,
  tag: string,
  elsewhere: readonly ElsewhereBlock[],
): void {
  const { stack, boundary, spec } = args;
  const rule = (key: string, own: Omit<FirewallArgs, "name" | "network" | "project">): Firewall =>
    owner.child(Firewall, `firewall-${key}`, {
      project: boundary.boundaryName,
      name: resourceName(stack, key),
      network: vpc.id,
      ...own,
    });
  const logged = { logConfig: { metadata: "INCLUDE_ALL_METADATA" } };
  rule("deny-ingress", {
    description: "Nothing enters unless a rule says so",
    direction: "INGRESS",
    priority: DENY_PRIORITY,
    sourceRanges: ANYWHERE,
    denies: ALL,
    ...logged,
  });
  rule("deny-egress", {
    description: "Nothing leaves unless a rule says so",
    direction: "EGRESS",
    priority: DENY_PRIORITY,
    destinationRanges: ANYWHERE,
    denies: ALL,
    ...logged,
  });
  rule("ingress-workloads", {
    description: "Workloads among each other",
    direction: "INGRESS",
    priority: ALLOW_PRIORITY,
    sourceTags: [tag],
    targetTags: [tag],
    allows: ALL,
  });
  const allowEgress = (key: string, description: string, cidr: string, allows: typeof ALL | typeof HTTPS): Firewall =>
    rule(`egress-${key}`, {
      description,
      direction: "EGRESS",
      priority: ALLOW_PRIORITY,
      destinationRanges: [cidr],
      targetTags: [tag],
      allows,
    });
  allowEgress("network", "Stores, endpoints and workloads", spec.cidr, ALL);
  for (const { key, description, cidr } of elsewhere) allowEgress(key, description, cidr, ALL);
  const apis = googleApis(spec);
  allowEgress(apis.key, `HTTPS to ${apis.domain}`, apis.cidr, HTTPS);
  for (const { key, cidr } of internetBlocks(spec)) allowEgress(key, "HTTPS to the internet", cidr, HTTPS);
}
