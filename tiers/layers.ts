/**
 * The layers of settings, later wins: tier → environment → add-ons → the tenant's `overrides` → its
 * `environments.<env>.overrides`; in disaster recovery those of production before its own. What comes before the tenant is the same for many tenants and is kept.
 *
 * Sizes of an environment are the tier's times its factor; counts that must be whole are rounded up, so that an
 * environment never gets less than its share, and nothing falls below what the setting's own type allows. What the tenant
 * writes is taken as written: a factor never touches it.
 */
import { ADD_ONS, addOnDefinition } from "./add-ons.ts";
import type { AddOn } from "./add-ons.ts";
import { afterEffect } from "./effect.ts";
import type { Effect } from "./effect.ts";
import { environmentDefinition } from "./environments.ts";
import { describeRange } from "./range.ts";
import type { Range } from "./range.ts";
import { settingValue } from "./setting-paths.ts";
import type { SettingValue } from "./setting-paths.ts";
import { leafAt, SettingsDraft } from "./settings-draft.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import { SETTING_PATHS } from "./settings.ts";
import type { SettingPath } from "./settings.ts";
import { Leaf } from "./sourced.ts";
import type { Allowance } from "./sourced.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import type { TierDefinition } from "./tier-catalogue.ts";
import { unitOf } from "./units.ts";
import type { Environment, SecurityLevel, Tier } from "./vocabulary.ts";
import { positionText } from "./writing.ts";

/** One value that the tenant wrote. */
export interface Written {
  readonly setting: SettingPath;
  readonly value: SettingValue;
  /** Where it stands in the tenant file, e.g. `overrides.database.storageGib`. */
  readonly path: string;
  /** The value with every layer below it. */
  readonly leaf: Leaf<SettingValue>;
}

/** What the layers say, before constraints. */
export interface LayeredSettings {
  readonly securityLevel: Leaf<SecurityLevel>;
  /** Everything the tenant wrote, in the order of the layers: the last entry of a setting is the one that holds. */
  readonly written: readonly Written[];
}

/**
 * What a tenant writes for one environment on top of the layers below it. Ranges and constraints are not looked at here.
 * @param environment one that the tenant declares.
 */
export function layerSettings(spec: TenantSpec, environment: Environment): LayeredSettings {
  const settings = defaultSettings(spec.tier, environment, addOnsOf(spec));
  const entries = [
    ...entriesIn(spec.overrides, "overrides"),
    // What follows production's stores has their shape, until the tenant says otherwise for it.
    ...(environmentDefinition(environment).copyOfProduction ? ownEntries(spec, "production") : []),
    ...ownEntries(spec, environment),
  ];
  const newest = new Map<SettingPath, Leaf<SettingValue>>();
  const source = `tenant ${spec.tenant}`;
  const written = entries.map(({ setting, value, path }): Written => {
    const before = newest.get(setting) ?? leafAt(settings, setting);
    const leaf = before.to(value, source, { at: () => positionText(spec, path) });
    newest.set(setting, leaf);
    return { setting, value, path, leaf };
  });
  // The schema of the tenant file has checked that each value is one its setting can have.
  const level = newest.get("stack.securityLevel") as Leaf<SecurityLevel> | undefined;
  return { securityLevel: level ?? settings.stack.securityLevel, written };
}

function ownEntries(spec: TenantSpec, name: Environment): readonly Entry[] {
  return entriesIn(spec.environments[name]?.overrides, `environments.${name}.overrides`);
}

/** The add-ons that a tenant names, in their fixed order. */
export function addOnsOf(spec: TenantSpec): readonly AddOn[] {
  const named = spec.addOns;
  return named === undefined ? [] : ADD_ONS.filter((addOn) => named[addOn] !== undefined);
}

const kept = new Map<string, SourcedSettings>();

/** Settings of everybody with this tier, environment and add-ons, before a tenant spoke. */
export function defaultSettings(tier: Tier, environment: Environment, addOns: readonly AddOn[]): SourcedSettings {
  const key = `${tier} ${environment} ${addOns.join(" ")}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const effects = [
    ...environmentDefinition(environment).effects,
    ...addOns.flatMap((addOn) => addOnDefinition(addOn).effects),
  ];
  const settings = afterEffects(tierSettings(tierCatalogue(tier)), effects);
  kept.set(key, settings);
  return settings;
}

function tierSettings(definition: TierDefinition): SourcedSettings {
  return SettingsDraft.of((path) => {
    const range = definition.ranges[path];
    const at = () => definition.at(path);
    return new Leaf(
      settingValue(definition.settings, path),
      `tier ${definition.tier}`,
      { at },
      undefined,
      range && allowanceOf(path, range),
    );
  });
}

/** What a tenant may set: the tier's range, in words. */
function allowanceOf(path: SettingPath, range: Range): Allowance {
  return { setting: `overrides.${path}`, allowed: () => describeRange(range, unitOf(path)) };
}

function afterEffects(settings: SourcedSettings, effects: readonly Effect[]): SourcedSettings {
  const draft = new SettingsDraft(settings);
  for (const effect of effects) {
    const leaf = draft.get(effect.setting);
    const value = afterEffect(effect, leaf.value);
    if (sameValue(value, leaf.value)) continue;
    draft.set(effect.setting, leaf.to(value, effect.source, { note: effectNote(effect), at: effect.at }));
  }
  return draft.settings;
}

function effectNote(effect: Effect): string {
  switch (effect.kind) {
    case "set":
      return "set";
    case "at-most":
      return `at most ${effect.value}`;
    case "only":
      return `only ${effect.value.join(", ")}`;
    case "factor":
      return `× ${effect.value}`;
    default:
      return effect satisfies never;
  }
}

function sameValue(a: SettingValue, b: SettingValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

type Entry = Omit<Written, "leaf">;

const NO_ENTRIES: readonly Entry[] = [];

function entriesIn(overrides: TenantSpec["overrides"], prefix: string): readonly Entry[] {
  if (overrides === undefined) return NO_ENTRIES;
  const entries: Entry[] = [];
  const sections: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> = overrides;
  for (const section in sections) {
    for (const name in sections[section]) {
      const setting = `${section}.${name}`;
      // The schema of the tenant file has checked that each value is one its setting can have.
      const value = sections[section][name] as SettingValue | undefined;
      if (value !== undefined && isSettingPath(setting)) entries.push({ setting, value, path: `${prefix}.${setting}` });
    }
  }
  return entries;
}

const settingPaths: ReadonlySet<string> = new Set(SETTING_PATHS);

function isSettingPath(path: string): path is SettingPath {
  return settingPaths.has(path);
}
