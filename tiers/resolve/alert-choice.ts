/** Which alerts a stack asks for: its roles, what holds of it, and how soon somebody is told. */
import type { WatchingCloud } from "../alert-catalogue.ts";
import type { Condition, MetricSet, WatchedRole } from "../alert-words.ts";
import { selectAlerts } from "../alerts.ts";
import type { AlertChoice, AlertSelection } from "../alerts.ts";
import { BUILT_ROLES } from "../built-roles.ts";
import { cacheVcpu } from "./alert-limits.ts";
import { hasOwnTrail } from "./audit.ts";
import type { Scene } from "./scene.ts";

/** Cores from which a cache has threads to spare besides the one that serves. */
const MANY_CORES = 4;

/** A replica has nothing but these: it has no stores of its own. */
const REPLICA_ROLES: readonly WatchedRole[] = ["network", "database"];
const FIRST_ROLES: readonly WatchedRole[] = ["network", "keys", "identity", "secrets", "database", "cache", "objects"];
const LAST_ROLES: readonly WatchedRole[] = ["backup", "audit", "monitoring", "budget", "apiQuotas", "stack"];

/** Something that holds of some stacks and not of others. */
type Holds = (scene: Scene) => boolean;

const OPTIONAL_ROLES: readonly { readonly role: WatchedRole; readonly holds: Holds }[] = [
  { role: "documents", holds: ({ settings }) => settings.documents.enabled.value },
  { role: "analytics", holds: ({ settings }) => settings.analytics.enabled.value },
  { role: "search", holds: ({ settings }) => settings.search.enabled.value },
  { role: "queue", holds: ({ settings }) => settings.queue.enabled.value },
  { role: "edge", holds: ({ settings }) => settings.edge.whiteLabel.value },
  { role: "compute", holds: ({ settings }) => settings.compute.cluster.value },
];

interface Held {
  readonly condition: Condition;
  readonly holds: Holds;
  /** What holds instead where this does not. */
  readonly otherwise?: Condition;
}

const pointPromised: Held = {
  condition: "recoveryPointPromised",
  holds: ({ settings }) => settings.backup.recoveryPointMinutes.value > 0,
};

const CONDITIONS: readonly Held[] = [
  { condition: "written", holds: () => true },
  {
    condition: "serverless",
    holds: ({ settings }) => settings.database.scaleToZero.value,
    otherwise: "provisioned",
  },
  { condition: "readers", holds: ({ settings }) => settings.database.readers.value > 0 },
  { condition: "globalCluster", holds: ({ isReplicated }) => isReplicated },
  { condition: "geoReplicated", holds: ({ isReplicated }) => isReplicated },
  { condition: "proxy", holds: ({ settings }) => settings.database.proxy.value },
  { condition: "cacheReplicas", holds: ({ settings }) => settings.cache.replicasPerShard.value > 0 },
  { condition: "cacheManyCores", holds: (scene) => cacheVcpu(scene) >= MANY_CORES, otherwise: "cacheFewCores" },
  { condition: "objectCopies", holds: ({ settings }) => settings.objects.crossRegionReplication.value },
  { condition: "iopsPromised", holds: ({ settings }) => settings.database.iopsGuaranteed.value > 0 },
  pointPromised,
  {
    condition: "ownTrail",
    holds: ({ settings, floors }) => hasOwnTrail(settings.stack.isolation.value, floors),
    otherwise: "sharedTrail",
  },
  { condition: "threatDetection", holds: ({ settings }) => settings.audit.threatDetection.value },
];

/** A replica has nothing that is written to or copied further; what it promises is to be close. */
const REPLICA_CONDITIONS: readonly Held[] = [
  { condition: "provisioned", holds: () => true },
  { condition: "standby", holds: () => true },
  pointPromised,
];

/** By the list of metric sets, which tenants share that have not changed it, then by everything else that decides. */
const known = new WeakMap<readonly MetricSet[], Map<string, AlertSelection>>();

/** The alerts of a stack, before its limits. */
export function selectionFor(
  scene: Scene,
  cloud: WatchingCloud,
  routeMinutes: AlertChoice["routeMinutes"],
): AlertSelection {
  const sets = scene.settings.monitoring.metricSets.value;
  const ofSets = known.get(sets) ?? new Map<string, AlertSelection>();
  known.set(sets, ofSets);
  const key = keyOf(scene, cloud, routeMinutes);
  const selection = ofSets.get(key) ?? selectAlerts(choiceOf(scene, cloud, routeMinutes));
  ofSets.set(key, selection);
  return selection;
}

/** Everything that {@link choiceOf} looks at but the metric sets, one bit for each question. */
function keyOf(scene: Scene, cloud: WatchingCloud, routeMinutes: AlertChoice["routeMinutes"]): string {
  let bits = 1;
  for (const { holds } of OPTIONAL_ROLES) bits = bits * 2 + (holds(scene) ? 1 : 0);
  for (const { holds } of CONDITIONS) bits = bits * 2 + (holds(scene) ? 1 : 0);
  const kind = scene.isPooled ? "pooled" : scene.home === undefined ? "home" : "replica";
  const { warning, critical, security } = routeMinutes;
  return `${cloud} ${kind} ${bits} ${warning} ${critical} ${security}`;
}

function choiceOf(scene: Scene, cloud: WatchingCloud, routeMinutes: AlertChoice["routeMinutes"]): AlertChoice {
  const isReplica = scene.home !== undefined;
  const existing = existingRoles(scene);
  const built: readonly WatchedRole[] = [...BUILT_ROLES, "stack"];
  return {
    cloud,
    // A replica has no backups of its own to watch.
    sets: scene.settings.monitoring.metricSets.value.filter((set) => !isReplica || set !== "backup"),
    roles: existing.filter((role) => built.includes(role)),
    unbuilt: existing.filter((role) => !built.includes(role)),
    conditions: conditionsOf(scene),
    ...(isReplica ? { keepsNoRecords: true } : {}),
    routeMinutes,
  };
}

function existingRoles(scene: Scene): readonly WatchedRole[] {
  if (scene.isPooled) return [];
  if (scene.home !== undefined) return REPLICA_ROLES;
  const optional = OPTIONAL_ROLES.filter(({ holds }) => holds(scene)).map(({ role }) => role);
  return [...FIRST_ROLES, ...optional, ...LAST_ROLES];
}

function conditionsOf(scene: Scene): readonly Condition[] {
  if (scene.isPooled) return [];
  const asked = scene.home === undefined ? CONDITIONS : REPLICA_CONDITIONS;
  return asked.flatMap(({ condition, holds, otherwise }) =>
    holds(scene) ? [condition] : otherwise === undefined ? [] : [otherwise],
  );
}
