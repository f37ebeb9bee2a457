/** The sections of the blueprint in their order, and which of them many tenants share. */
import type { Blueprint, Decision } from "../blueprint.ts";
import type { SourcedSettings } from "../settings-draft.ts";
import type { Settings } from "../settings.ts";
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
import type { Scene, SharedScene } from "./scene.ts";
import { resolveSecrets } from "./secrets.ts";
import { resolveLabels, resolveStack } from "./stack.ts";

/** The leaves of one section; {@link Absent} for one that does not exist. */
type Tree<N extends keyof Blueprint> = Sourced<Exclude<Blueprint[N], undefined>> | Absent;

/** How one section is resolved. */
interface Section<N extends keyof Blueprint> {
  readonly resolve: (scene: Scene) => Tree<N>;
  /** Sections of the settings that decide it together with the places; absent: the tenant file itself decides. */
  readonly inputs?: readonly (keyof Settings)[];
}

/** A section that sees the settings it names and nothing else of the tenant: one that looks at more does not compile. */
function shared<N extends keyof Blueprint, S extends keyof Settings>(
  inputs: readonly S[],
  resolve: (scene: SharedScene<NoInfer<S>>) => Tree<N>,
): Section<N> {
  return { inputs, resolve };
}

const SECTIONS: { readonly [N in keyof Blueprint]-?: Section<N> } = {
  stack: { resolve: resolveStack },
  labels: { resolve: resolveLabels },
  network: { resolve: resolveNetwork },
  keys: shared(["keys", "network", "monitoring"], resolveKeys),
  identity: { resolve: resolveIdentity },
  secrets: shared(["secrets", "backup", "database"], resolveSecrets),
  database: shared(["database", "backup", "monitoring", "network"], resolveDatabase),
  cache: shared(["cache", "monitoring"], resolveCache),
  objects: shared(["objects", "audit", "network", "monitoring"], resolveObjects),
  documents: shared(["documents", "backup", "database"], resolveDocuments),
  analytics: shared(["analytics"], resolveAnalytics),
  search: shared(["search"], resolveSearch),
  queue: shared(["queue"], resolveQueue),
  backup: shared(["backup", "database", "objects"], resolveBackup),
  audit: shared(["audit", "stack", "monitoring"], resolveAudit),
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

/** Plain sections; `null` for one that does not exist. */
type SectionsByName = Map<keyof Blueprint, unknown>;

/** Plain sections by the default settings they come from, then by the places. */
const kept = new WeakMap<SourcedSettings, Map<string, SectionsByName>>();

/** The blueprint of one stack, and a way to ask for its decisions. */
export interface ResolvedSections {
  readonly blueprint: Blueprint;
  readonly decisions: () => readonly Decision[];
}

/**
 * Resolves all sections. A section whose settings are the defaults of many tenants is made once and shared; its leaves
 * are made again for whoever asks for decisions.
 * @param defaults the settings of everybody with this tier, environment, level and frameworks; sections of the scene's
 *   settings that are the same objects have not been changed by the tenant.
 * @param problemCount number of problems so far; a section with a problem is not shared, so that the next tenant is told too.
 */
export function resolveSections(scene: Scene, defaults: SourcedSettings, problemCount: () => number): ResolvedSections {
  const known = scene.floors === undefined ? sectionsAt(defaults, scene) : undefined;
  const sections: Record<string, unknown> = {};
  for (const { name, resolve, inputs } of ORDER) {
    const isDefault = known !== undefined && inputs !== undefined && areSame(inputs, scene.settings, defaults);
    let plain = isDefault ? known.get(name) : undefined;
    if (plain === undefined) {
      const before = problemCount();
      plain = plainOf<unknown>(resolve(scene));
      if (isDefault && problemCount() === before) known.set(name, plain);
    }
    if (plain !== null) sections[name] = plain;
  }
  const blueprint: unknown = Object.freeze(sections);
  return { blueprint: blueprint as Blueprint, decisions: () => decisionsOf(scene) };
}

function areSame(inputs: readonly (keyof Settings)[], settings: SourcedSettings, defaults: SourcedSettings): boolean {
  for (const input of inputs) if (settings[input] !== defaults[input]) return false;
  return true;
}

/** What is known of the sections of tenants with the same defaults in the same places. */
function sectionsAt(defaults: SourcedSettings, scene: Scene): SectionsByName {
  const { region, standby, isCopied, isReplicated, fixedCopies, availabilityPercent } = scene;
  const places = kept.get(defaults) ?? new Map<string, SectionsByName>();
  kept.set(defaults, places);
  const key = `${region.id} ${standby.value} ${isCopied} ${isReplicated} ${fixedCopies.value} ${availabilityPercent}`;
  const sections: SectionsByName = places.get(key) ?? new Map<keyof Blueprint, unknown>();
  places.set(key, sections);
  return sections;
}

function decisionsOf(scene: Scene): readonly Decision[] {
  return Object.freeze(ORDER.flatMap(({ name, resolve }) => decisionsUnder(resolve(scene), name)));
}
