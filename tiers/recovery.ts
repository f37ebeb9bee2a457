/** What a stack in the standby region is resolved from: production's settings and floors, in another place. */
import { cloudServices } from "./cloud-services.ts";
import type { Floors } from "./floors.ts";
import { listOf } from "./nearest.ts";
import type { Problem } from "./problem.ts";
import type { RecoveryBlueprint } from "./recovery-specs.ts";
import { isHome, regionOf, regionsOf } from "./regions.ts";
import type { Scene } from "./resolve/scene.ts";
import { absentSince } from "./resolve/scene.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import { accountOf } from "./tenant-spec.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import { TIERS } from "./vocabulary.ts";
import { problemOf } from "./writing.ts";

const PATH = "environments.disaster-recovery";

/** A tier or a tenant without disaster recovery, and replicas that could not follow their production. */
export function checkRecovery(spec: TenantSpec, { backup }: SourcedSettings): readonly Problem[] {
  const problems: Problem[] = [];
  const { tier } = spec;
  if (!tierCatalogue(tier).settings.backup.disasterRecovery) {
    const having = TIERS.filter((each) => tierCatalogue(each).settings.backup.disasterRecovery);
    const message = `got disaster-recovery for tier ${tier}, expected a tier with disaster recovery: ${listOf(having)}; choose one of them, or remove it, the other environments work without it`;
    problems.push(problemOf(spec, "environment-not-available", PATH, message));
  } else if (!backup.disasterRecovery.value) {
    const message = `got disaster-recovery where backup.disasterRecovery is false, expected it true: nothing is replicated to the standby region; set it to true, or remove the environment`;
    problems.push(problemOf(spec, "environment-not-available", PATH, message));
  }
  const [own, home] = [accountOf(spec, "disaster-recovery"), accountOf(spec, "production")];
  if (own !== home) {
    const message = `got ${own}, expected ${home} as production: replicas lie in the account of what they follow; remove it`;
    problems.push(problemOf(spec, "account", `${PATH}.account`, message));
  }
  return problems;
}

/**
 * What holds the stack: its own place, and production's sizes.
 * @param own what the stack itself said at its last `up`
 * @param home what production said at its last `up`
 */
export function floorsWithHome(own: Floors | undefined, home: Floors | undefined): Floors | undefined {
  // Where copies of earlier ups lie is where the stack itself stands.
  const held = own === undefined ? undefined : { ...own, replicaRegion: own.region };
  if (home === undefined) return held;
  if (held === undefined) return home;
  const { account, region, cidr, replicaRegion } = held;
  return {
    ...home,
    account,
    region,
    cidr,
    replicaRegion,
    storageGib: Math.max(home.storageGib, held.storageGib),
    ...(home.diskGib === undefined ? {} : { diskGib: Math.max(home.diskGib, held.diskGib ?? 1) }),
  };
}

/** The floors of a stack that holds replicas only: what it has not, it does not hold. */
export function nextRecoveryFloors(previous: Floors | undefined, blueprint: RecoveryBlueprint): Floors {
  const { stack, network, database } = blueprint;
  return {
    schema: 1,
    account: stack.account,
    region: stack.region,
    cidr: network.cidr,
    isolation: stack.isolation,
    storageGib: Math.max(previous?.storageGib ?? 1, database.storageGib),
    globalCluster: true,
    backupLocked: false,
    ...databaseFloors(previous, blueprint),
    accessLogs: false,
    buckets: [],
    secrets: {},
  };
}

function databaseFloors(
  previous: Floors | undefined,
  { stack, database: { disk, edition, nodeVcpu, nodes } }: RecoveryBlueprint,
): Pick<Floors, "diskGib" | "databaseEdition" | "databaseNodes"> {
  return {
    ...(cloudServices(stack.cloud).readersGrowFirst
      ? { databaseNodes: { vcpu: nodeVcpu, readers: nodes.map(({ key }) => key) } }
      : {}),
    ...(disk === undefined ? {} : { diskGib: Math.max(previous?.diskGib ?? 1, disk.sizeGib) }),
    ...(edition === undefined ? {} : { databaseEdition: edition }),
  };
}

/**
 * The scene in the standby region.
 * @returns undefined where there is none, or none that can hold stores: everything else would only be noise
 */
export function standbyScene(scene: Scene, problems: Problem[]): Scene | undefined {
  const { spec, standby, region: homeRegion } = scene;
  if (standby.value === null) return undefined;
  const { value } = standby;
  const region = regionOf(spec.cloud, value);
  if (region === undefined) return undefined;
  if (!isHome(region)) {
    const others = regionsOf(spec.cloud)
      .filter((other) => isHome(other) && other.jurisdiction === homeRegion.jurisdiction && other !== homeRegion)
      .map(({ id }) => id);
    const way = others.length === 0 ? `remove ${PATH}` : `set standbyRegion to one of ${listOf(others.slice(0, 3))}`;
    const message = `got ${value} as standby region (${region.standbyOnly ?? region.notOffered}), expected one in which stores can run; ${way}`;
    problems.push(
      problemOf(spec, "standby-region", spec.standbyRegion === undefined ? "region" : "standbyRegion", message),
    );
    return undefined;
  }
  const none = absentSince(standby, "this is the standby region");
  return {
    ...scene,
    region,
    standby: none,
    isCopied: false,
    fixedCopies: none,
    home: { region: homeRegion, standby },
  };
}
