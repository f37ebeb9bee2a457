import { blockOf, environmentShare, planSubnets } from "../address-plan.ts";
import type { NetworkSpec, SubnetPlan } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { Plan } from "../sourced.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import { ZONES } from "../vocabulary.ts";
import type { Environment, Zone } from "../vocabulary.ts";
import { checkEgressList } from "./egress.ts";
import { absentSince, CELL, fixed, said } from "./scene.ts";
import type { Scene } from "./scene.ts";

const ALL_ZONES = fixed<readonly Zone[]>(
  ZONES,
  "subnets of three zones exist from the first day: subnet groups cannot be exchanged later",
);
/** Environments of which one follows the other. */
const PAIRED: readonly Environment[] = ["production", "disaster-recovery"];
const NO_ZONES = fixed<readonly Zone[]>([], "the cell decides");

/** The stack's own network: its block, its subnets by role and zone, and the ways out. */
export function resolveNetwork(scene: Scene): Sourced<NetworkSpec> {
  const { network, monitoring } = scene.settings;
  const pooled = scene.isPooled;
  const cidr = pooled ? CELL : resolveBlock(scene);
  if (!pooled) checkEgressList(scene, cidr.value);
  const activeZones = pooled
    ? NO_ZONES
    : network.activeZones.derive(ZONES.slice(0, network.activeZones.value), "the first zones of the plan");
  return {
    cidr,
    zones: pooled ? NO_ZONES : ALL_ZONES,
    activeZones,
    subnets: new Plan<SubnetPlan>(
      pooled ? [] : planSubnets(cidr.value),
      cidr,
      "the address plan",
      ({ role, zone }) => `${role}-${zone}`,
    ),
    natZones: network.nat.derive(
      network.nat.value === "one" ? activeZones.value.slice(0, 1) : activeZones.value,
      "zones with a gateway",
    ),
    privateEndpoints: network.privateEndpoints,
    egress: network.egress,
    egressAllowList: network.egressAllowList,
    flowLogs: network.flowLogs,
    flowLogRetentionDays: monitoring.logRetentionDays,
    peerCidr: resolvePeer(scene),
  };
}

/** Production lets the standby's block in before there is a standby, so that the one can come without a change of the other. */
function resolvePeer(scene: Scene): Leaf<string> | Absent {
  const { spec, environment, settings, cloud, isPooled } = scene;
  const { disasterRecovery } = settings.backup;
  const isWanted = disasterRecovery.value && cloudServices(cloud).replicatesThroughNetworks && !isPooled;
  if (!isWanted || !PAIRED.some((each) => each === environment))
    return absentSince(disasterRecovery, "nothing is replicated through the network");
  const other = environment === "production" ? "disaster-recovery" : "production";
  const peer = spec.environments[other]?.network?.cidr ?? environmentShare(spec.network?.cidr ?? CELL.value, other);
  return peer === undefined
    ? absentSince(disasterRecovery, "the tenant's block has no share for it")
    : disasterRecovery.derive(peer, `the block of ${other}`);
}

/**
 * The environment's own block, or its share of the tenant's.
 * @throws InvalidInput (`address-too-small`) when the tenant's block has no share left for it: the parser refuses it before.
 */
function resolveBlock(scene: Scene): Leaf<string> {
  const { spec, environment } = scene;
  const own = spec.environments[environment]?.network?.cidr;
  const block = blockOf(spec, environment) ?? CELL.value;
  if (own !== undefined) return said(scene, `environments.${environment}.network.cidr`, block);
  return said(scene, "network.cidr", spec.network?.cidr ?? CELL.value).derive(block, `the share of ${environment}`);
}
