/** Settings as leaves, and the one way to change some of them without touching those of other tenants. */
import { splitSettingPath } from "./setting-paths.ts";
import type { SettingValue } from "./setting-paths.ts";
import { SETTING_PATHS } from "./settings.ts";
import type { SettingPath, Settings } from "./settings.ts";
import type { Leaf } from "./sourced.ts";

/** Every setting with its provenance. */
export type SourcedSettings = {
  readonly [S in keyof Settings]: { readonly [K in keyof Settings[S]]: Leaf<Settings[S][K]> };
};

type Section = Record<string, Leaf<SettingValue>>;
type Sections = Record<string, Section>;

/** Sections and names of all paths, split once. */
const SPLIT = new Map(SETTING_PATHS.map((path) => [path, splitSettingPath(path)]));

/** The leaf of one setting. */
export function leafAt(settings: SourcedSettings, path: SettingPath): Leaf<SettingValue> {
  const [section, name] = SPLIT.get(path) ?? splitSettingPath(path);
  const sections: Sections = settings;
  const leaf = sections[section]?.[name];
  if (leaf === undefined) throw new RangeError(`setting ${path} has no value`);
  return leaf;
}

/** A copy that is made section by section, at the first change of each. */
export class SettingsDraft {
  readonly #base: Sections;
  #sections: Sections;
  readonly #copied = new Set<string>();
  readonly #touched = new Set<SettingPath>();

  constructor(base: SourcedSettings) {
    this.#base = base;
    this.#sections = this.#base;
  }

  /** Settings made leaf by leaf. */
  static of(leafOf: (path: SettingPath) => Leaf<SettingValue>): SourcedSettings {
    const sections: Sections = {};
    for (const [path, [section, name]] of SPLIT) (sections[section] ??= {})[name] = leafOf(path);
    return sections as SourcedSettings;
  }

  get(path: SettingPath): Leaf<SettingValue> {
    return leafAt(this.settings, path);
  }

  /** @param leaf of the setting's own type: the caller has taken it from a checked value or from {@link get}. */
  set(path: SettingPath, leaf: Leaf<SettingValue>): void {
    const [section, name] = SPLIT.get(path) ?? splitSettingPath(path);
    if (this.#sections === this.#base) this.#sections = { ...this.#base };
    if (!this.#copied.has(section)) {
      this.#copied.add(section);
      this.#sections[section] = { ...this.#sections[section] };
    }
    const own = this.#sections[section];
    if (own !== undefined) own[name] = leaf;
    this.#touched.add(path);
  }

  /** Every setting that was set, also to the value it had. */
  get touched(): ReadonlySet<SettingPath> {
    return this.#touched;
  }

  /** The settings with all changes so far. */
  get settings(): SourcedSettings {
    return this.#sections as SourcedSettings;
  }
}
