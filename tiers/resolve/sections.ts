/** The sections of the blueprint in their order, and which of them many tenants share. */
import type { Blueprint, Decision } from "../blueprint.ts";
import type { SourcedSettings } from "../settings-draft.ts";
import { SETTING_PATHS } from "../settings.ts";
import type { SettingPath } from "../settings.ts";
import { decisionsUnder, plainOf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { resolveAudit } from "./audit.ts";
import { resolveBackup } from "./backup.ts";
import { resolveCache } from "./cache.ts";
import { resolveDatabase } from "./database.ts";
import { resolveAnalytics, resolveDocuments, resolveQueue, resolveSearch } from "./further-stores.ts";
import { resolveIdentity } from "./identity.ts";
import { resolveKeys } from "./keys.ts";
import { resolveNetwork } from "./network.ts";
import { resolveObjects } from "./objects.ts";
import { resolveApiQuotas, resolveBudget, resolveCompute, resolveEdge } from "./operations.ts";
import { resolveMonitoring } from "./monitoring.ts";
import type { Scene, SettingInput, SharedScene } from "./scene.ts";
import { resolveSecrets } from "./secrets.ts";
import { resolveLabels, resolveStack } from "./stack.ts";

/** The leaves of one section; {@link Absent} for one that does not exist. */
type Tree<N extends keyof Blueprint> = Sourced<Exclude<Blueprint[N], undefined>> | Absent;

/** How one section is resolved. */
interface Section<N extends keyof Blueprint> {
  readonly resolve: (scene: Scene) => Tree<N>;
  /** Settings that decide it together with the places; absent: the tenant file itself decides. */
  readonly inputs?: readonly SettingInput[];
}

/** A section that sees the settings it names and nothing else of the tenant: one that looks at more does not compile. */
function shared<N extends keyof Blueprint, I extends SettingInput>(
  inputs: readonly I[],
  resolve: ((scene: SharedScene<NoInfer<I>>) => Tree<N>) & ((scene: Scene) => Tree<N>),
): Section<N> {
  return { inputs, resolve };
}

const SECTIONS: { readonly [N in keyof Blueprint]-?: Section<N> } = {
  stack: { resolve: resolveStack },
  labels: { resolve: resolveLabels },
  network: { resolve: resolveNetwork },
  keys: shared(["keys", "network.flowLogs", "monitoring.logRetentionDays"], resolveKeys),
  identity: { resolve: resolveIdentity },
  secrets: shared(["secrets", "backup.disasterRecovery", "database.masterPasswordGeneration"], resolveSecrets),
  database: shared(["database", "backup", "monitoring.logRetentionDays", "network.activeZones"], resolveDatabase),
  cache: shared(["cache", "monitoring.logRetentionDays"], resolveCache),
  objects: shared(
    ["objects", "audit.immutable", "audit.retentionDays", "network.flowLogs", "monitoring.logRetentionDays"],
    resolveObjects,
  ),
  documents: shared(
    ["documents", "backup.retentionDays", "database.nodeVcpu", "database.nodeMemoryGib"],
    resolveDocuments,
  ),
  analytics: shared(["analytics"], resolveAnalytics),
  search: shared(["search"], resolveSearch),
  queue: shared(["queue"], resolveQueue),
  backup: shared(
    ["audit.immutable", "backup", "database.backupWindowUtc", "objects.crossRegionReplication", "objects.lockMode"],
    resolveBackup,
  ),
  audit: shared(["audit", "stack.isolation", "monitoring.logRetentionDays"], resolveAudit),
  monitoring: { resolve: resolveMonitoring },
  budget: shared(["budget"], resolveBudget),
  edge: { resolve: resolveEdge },
  apiQuotas: shared(["apiQuotas"], resolveApiQuotas),
  compute: shared(["compute"], resolveCompute),
};

/** The sections in the order of the blueprint. */
const ORDER = (Object.keys(SECTIONS) as (keyof Blueprint)[]).map((name) => ({
  name,
  ...(SECTIONS[name] as Section<keyof Blueprint>),
}));

/** For each setting the sections that follow from it, as bits of their places in the order. */
const FOLLOWING: ReadonlyMap<SettingPath, number> = new Map(
  SETTING_PATHS.map((path) => {
    const follows = ({ inputs = [] }: (typeof ORDER)[number]): boolean =>
      inputs.some((input) => input === path || path.startsWith(`${input}.`));
    return [path, ORDER.reduce((bits, section, place) => (follows(section) ? bits | (1 << place) : bits), 0)];
  }),
);

/** Plain sections by their places in the order; `null` for one that does not exist. */
type KnownSections = unknown[];

/** Plain sections by the default settings they come from, then by the places. */
const kept = new WeakMap<SourcedSettings, Map<string, KnownSections>>();

/** What a stack has in common with others. */
export interface Common {
  /** The settings of everybody with this tier, environment, level and frameworks. */
  readonly defaults: SourcedSettings;
  /** Settings whose value is not that of everybody. */
  readonly changed: readonly SettingPath[];
}

/** The blueprint of one stack, and a way to ask for its decisions. */
export interface ResolvedSections {
  readonly blueprint: Blueprint;
  readonly decisions: () => readonly Decision[];
}

/**
 * Resolves all sections. A section that follows from nothing the tenant has changed is made once and shared; its leaves
 * are made again for whoever asks for decisions.
 * @param problemCount number of problems so far; a section with a problem is not shared, so that the next tenant is told too.
 */
export function resolveSections(
  scene: Scene,
  { defaults, changed }: Common,
  problemCount: () => number,
): ResolvedSections {
  const known = scene.floors === undefined ? sectionsAt(defaults, scene) : undefined;
  let own = 0;
  for (const path of changed) own |= FOLLOWING.get(path) ?? 0;
  const sections: Record<string, unknown> = {};
  ORDER.forEach(({ name, resolve, inputs }, place) => {
    const isCommon = known !== undefined && inputs !== undefined && (own & (1 << place)) === 0;
    let plain = isCommon ? known[place] : undefined;
    if (plain === undefined) {
      const before = problemCount();
      plain = plainOf<unknown>(resolve(scene));
      if (isCommon && problemCount() === before) known[place] = plain;
    }
    if (plain !== null) sections[name] = plain;
  });
  const blueprint: unknown = Object.freeze(sections);
  return { blueprint: blueprint as Blueprint, decisions: () => decisionsOf(scene) };
}

/** What is known of the sections of tenants with the same defaults in the same places. */
function sectionsAt(defaults: SourcedSettings, scene: Scene): KnownSections {
  const { region, standby, isCopied, isReplicated, fixedCopies, availabilityPercent } = scene;
  const places = kept.get(defaults) ?? new Map<string, KnownSections>();
  kept.set(defaults, places);
  const key = `${region.id} ${standby.value} ${isCopied} ${isReplicated} ${fixedCopies.value} ${availabilityPercent}`;
  const sections = places.get(key) ?? ORDER.map(() => undefined);
  places.set(key, sections);
  return sections;
}

function decisionsOf(scene: Scene): readonly Decision[] {
  return Object.freeze(ORDER.flatMap(({ name, resolve }) => decisionsUnder(resolve(scene), name)));
}
