/** A tenant's network is joined to networks of the same tenant only. */
import { ENVIRONMENTS } from "../../../tiers/vocabulary.ts";
import { check } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { labelOf } from "../../labels.ts";
import type { Reading } from "../../reading.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const ADVICE = "join networks of one tenant only";

/** Whose network it is: what its label says, else the tenant of the stack. */
function tenantOf(network: Subject, { kind, tenant }: Context): Reading {
  const label = labelOf(network, "tenant");
  if (label.state !== "absent" || kind !== "tenant" || tenant === undefined) return label;
  return { state: "known", value: tenant };
}

/**
 * Whether a network outside of the stack is the tenant's by its name, `<tenant>-<environment>-…`: that is how a disaster-recovery stack
 * names what it refers to at home. The end of an id or link is its name.
 */
function isOwnByName(id: string, { tenant }: Context): boolean {
  const name = id.split("/").at(-1) ?? "";
  return tenant !== undefined && ENVIRONMENTS.some((environment) => name.startsWith(`${tenant}-${environment}-`));
}

/** One end: a network of the stack, or a name. */
interface End {
  readonly path: string;
  readonly networks: readonly Subject[];
  readonly reading: Reading;
}

function endOf(peering: Subject, path: string, type: string, graph: Graph): End {
  return { path, networks: graph.pointedBy(peering, path, type), reading: peering.view.read(path) };
}

function sameTenant(ends: readonly End[], context: Context): Finding {
  const [near, far] = ends;
  if (near === undefined || far === undefined) return PASS;
  const findings = ends.map(({ path, networks, reading }): Finding => {
    if (networks.length > 0) return PASS;
    if (reading.state === "unknown") return unknown(path);
    const id = reading.state === "known" ? String(reading.value) : "";
    return isOwnByName(id, context)
      ? PASS
      : fail(path, `got a network outside of this tenant's stacks, expected one of its own; ${ADVICE}`);
  });
  const tenants = ends.flatMap(({ networks, path }) =>
    networks.map((network) => ({ path, tenant: tenantOf(network, context) })),
  );
  const open = tenants.filter(({ tenant }) => tenant.state === "unknown").map(({ path }) => unknown(path));
  const names = new Set(tenants.map(({ tenant }) => (tenant.state === "known" ? tenant.value : undefined)));
  const unlabelled = names.has(undefined) && open.length === 0;
  const mixed =
    open.length === 0 && (unlabelled || names.size > 1)
      ? [
          fail(
            far.path,
            `got networks of ${unlabelled ? "no" : "several"} tenants, expected one tenant on both ends; ${ADVICE}`,
          ),
        ]
      : [];
  return allOf([...findings, ...open, ...mixed]);
}

function peering(type: string, near: string, far: string): Check {
  return check([near, far], (subject, context, graph) =>
    sameTenant(
      [near, far].map((path) => endOf(subject, path, type, graph)),
      context,
    ),
  );
}

const AZURE_NETWORK = "azure-native:network:VirtualNetwork";

/** Azure's outputs name the near end only in their id. */
const azurePeering: Check = check(["remoteVirtualNetwork.id"], (subject, context, graph) => {
  const far = endOf(subject, "remoteVirtualNetwork.id", AZURE_NETWORK, graph);
  const near = endOf(subject, "virtualNetworkName", AZURE_NETWORK, graph);
  const id = subject.view.read("id");
  const [, network] = /\/virtualNetworks\/([^/]+)\//.exec(id.state === "known" ? String(id.value) : "") ?? [];
  const named: Reading = network === undefined ? near.reading : { state: "known", value: network };
  if (near.networks.length === 0 && named.state === "absent") return sameTenant([far, far], context);
  return sameTenant([{ ...near, reading: named }, far], context);
});

/** Peerings inside a network: the near end is the network itself. */
const azureNetwork: Check = check(["virtualNetworkPeerings.remoteVirtualNetwork.id"], (network, context) => {
  const peerings = network.view.items("virtualNetworkPeerings");
  if (peerings === undefined) return unknown("virtualNetworkPeerings");
  return allOf([
    PASS,
    ...peerings.map((one, index) => {
      const path = `virtualNetworkPeerings[${index}].remoteVirtualNetwork.id`;
      return sameTenant(
        [
          { path: "id", networks: [network], reading: { state: "absent" } },
          { path, networks: [], reading: one.read("remoteVirtualNetwork.id") },
        ],
        context,
      );
    }),
  ]);
});

export const PEERING_RULES = [
  defineRule({
    id: "NET-14",
    name: "net-tenant-isolation-no-cross-peering",
    title: "Tenant networks are not peered / routed to another tenant network",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": peering("aws:ec2/vpc:Vpc", "vpcId", "peerVpcId"),
      [AZURE_NETWORK]: azureNetwork,
      "azure-native:network:VirtualNetworkPeering": azurePeering,
      "gcp:compute/networkPeering:NetworkPeering": peering("gcp:compute/network:Network", "network", "peerNetwork"),
    },
  }),
] as const;
