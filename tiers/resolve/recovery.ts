/** The sections of a stack in the standby region, resolved from production's settings as they stand there. */
import { blockOf } from "../address-plan.ts";
import type { DatabaseNodeSpec, DatabaseSpec, Decision } from "../blueprint.ts";
import { factNumber } from "../feasibility.ts";
import type { RecoveryBlueprint, RecoverySpec } from "../recovery-specs.ts";
import { decisionsUnder, Keyed, plainOf } from "../sourced.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import { stackName } from "../stack-name.ts";
import { ZONES } from "../vocabulary.ts";
import type { Cloud } from "../vocabulary.ts";
import { resolveDatabase } from "./database.ts";
import { resolveMonitoring } from "./monitoring.ts";
import { resolveNetwork } from "./network.ts";
import { resolveBudget } from "./operations.ts";
import { absentSince, CELL, fixed, said } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { resolveLabels, resolveStack } from "./stack.ts";

/** The node that takes over, and nodes that only answer reads beside it. */
const STANDBY_KEY = "standby";
const READER = fixed<DatabaseNodeSpec["role"]>("reader", "follows the home region until somebody promotes it");

/** How many servers may follow one that is written to, where those in the standby region count. */
const MOST_FOLLOWERS: Readonly<Partial<Record<Cloud, string>>> = {
  azure: "azpg.replica.count",
  gcp: "gsql.replicas.count",
};

type Section<N extends keyof RecoveryBlueprint> = (scene: Scene) => Sourced<RecoveryBlueprint[N]> | Absent;

const SECTIONS: { readonly [N in keyof RecoveryBlueprint]-?: Section<N> } = {
  stack: resolveStack,
  labels: resolveLabels,
  network: resolveNetwork,
  database: resolveReplica,
  monitoring: resolveMonitoring,
  budget: resolveBudget,
  recovery: resolveRecovery,
};

/**
 * Resolves all sections. Nothing is shared between tenants: such stacks are few.
 * @param scene with a `home`
 */
export function resolveRecoverySections(scene: Scene): {
  readonly blueprint: RecoveryBlueprint;
  readonly decisions: () => readonly Decision[];
} {
  const sections = Object.entries(SECTIONS) as [keyof RecoveryBlueprint, Section<keyof RecoveryBlueprint>][];
  const trees = sections.map(([name, resolve]) => [name, resolve(scene)] as const);
  const plain = trees.map(([name, tree]) => [name, plainOf<unknown>(tree)] as const);
  const blueprint: unknown = Object.freeze(Object.fromEntries(plain));
  return {
    blueprint: blueprint as RecoveryBlueprint,
    decisions: () => Object.freeze(trees.flatMap(([name, tree]) => decisionsUnder(tree, name))),
  };
}

/** As production's, since it must be able to become production's; without what only a database that is written to has. */
function resolveReplica(scene: Scene): Sourced<DatabaseSpec> {
  const { globalCluster, proxy } = scene.settings.database;
  checkFollowers(scene);
  return {
    ...resolveDatabase(scene),
    nodes: resolveNodes(scene),
    growingReaders: absentSince(globalCluster, "nothing here is written to"),
    proxy: absentSince(proxy, "a pooler stands before a database that is written to"),
    backupCopyRegion: absentSince(globalCluster, "copies are made from the home region"),
  };
}

/** Spread over the zones, the one that takes over first. */
function resolveNodes({ settings }: Scene): Keyed<DatabaseNodeSpec> {
  const { standbyReaders, globalCluster } = settings.database;
  const zones = settings.network.activeZones;
  const node = (key: string, cause: Leaf<unknown>, index: number) => {
    const zone = ZONES[index % zones.value] ?? ZONES[0];
    return [
      key,
      {
        key: cause.derive(key, index === 0 ? "the one that takes over" : "answers reads"),
        role: READER,
        zone: zones.derive(zone, "spread over the active zones"),
      },
    ] as const;
  };
  const readers = Array.from({ length: standbyReaders.value }, (_, index) => {
    const zone = ZONES[(index + 1) % zones.value] ?? ZONES[0];
    const round = Math.floor((index + 1) / zones.value) + 1;
    return node(round === 1 ? `reader-${zone}` : `reader-${zone}-${round}`, standbyReaders, index + 1);
  });
  return new Keyed<DatabaseNodeSpec>([node(STANDBY_KEY, globalCluster, 0), ...readers]);
}

function checkFollowers({ cloud, settings, report, isWritten }: Scene): void {
  const fact = MOST_FOLLOWERS[cloud];
  if (fact === undefined) return;
  const { readers, standbyReaders } = settings.database;
  const most = factNumber(fact);
  const followers = readers.value + 1 + standbyReaders.value;
  if (followers <= most) return;
  const message =
    `got ${readers.value} readers at home and ${standbyReaders.value} beside the standby, expected at most ${most} servers that follow one, the standby included (fact ${fact}); ` +
    "lower database.readers or database.standbyReaders";
  report("infeasible", isWritten("database.standbyReaders") ? "database.standbyReaders" : "database.readers", message);
}

function resolveRecovery(scene: Scene): Sourced<RecoverySpec> {
  const { spec, settings, home } = scene;
  if (home === undefined) throw new RangeError(`${spec.tenant}: only a stack in the standby region follows another`);
  const { recoveryPointMinutes, recoveryTimeMinutes } = settings.backup;
  const homeStack = stackName(spec.tenant, "production");
  return {
    homeStack: fixed(homeStack, "what is replicated"),
    homeRegion: said(scene, "region", home.region.id),
    homeCidr: fixed(blockOf(spec, "production") ?? CELL.value, "the share of production"),
    recoveryPointMinutes,
    recoveryTimeMinutes,
  };
}
