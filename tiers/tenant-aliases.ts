/** Other spellings that a tenant file may use: older documents and habits know them. Each is replaced, with a warning. */
import type { Environment, SecurityLevel, Tier } from "./vocabulary.ts";

/** Other names of tiers. */
export const TIER_ALIASES: ReadonlyMap<string, Tier> = new Map<string, Tier>([
  ["freemium", "free"],
  ["gratuit", "free"],
  ["enterprise_plus", "enterprise-plus"],
  ["white_label", "white-label"],
]);

/** Other names of environments. */
export const ENVIRONMENT_ALIASES: ReadonlyMap<string, Environment> = new Map<string, Environment>([
  ["dev", "development"],
  ["stage", "staging"],
  ["prod", "production"],
  ["dr", "disaster-recovery"],
]);

/** Other names of security levels. */
export const SECURITY_LEVEL_ALIASES: ReadonlyMap<string, SecurityLevel> = new Map<string, SecurityLevel>([
  ["military-grade", "classified"],
]);

/** An alias that stands in a file. */
export interface UsedAlias {
  readonly path: readonly string[];
  readonly written: string;
  readonly canonical: string;
}

/** A file's content with canonical names, and what was replaced. */
export interface Canonical {
  readonly value: unknown;
  readonly aliases: readonly UsedAlias[];
  /** Aliases left out because the canonical name is written too. */
  readonly clashes: readonly UsedAlias[];
}

/** Replaces aliases in the content of a tenant file; everything else stays as it is, wrong or not. */
export function replaceAliases(content: unknown): Canonical {
  if (!isSection(content)) return { value: content, aliases: [], clashes: [] };
  const aliases: UsedAlias[] = [];
  const clashes: UsedAlias[] = [];
  const value = { ...content };
  for (const [key, names] of [
    ["tier", TIER_ALIASES],
    ["securityLevel", SECURITY_LEVEL_ALIASES],
  ] as const) {
    const written = value[key];
    const canonical = typeof written === "string" ? names.get(written) : undefined;
    if (typeof written === "string" && canonical !== undefined) {
      value[key] = canonical;
      aliases.push({ path: [key], written, canonical });
    }
  }
  if (isSection(value.environments)) value.environments = renameEnvironments(value.environments, aliases, clashes);
  return { value, aliases, clashes };
}

function renameEnvironments(environments: Section, aliases: UsedAlias[], clashes: UsedAlias[]): Section {
  if (!Object.keys(environments).some((name) => ENVIRONMENT_ALIASES.has(name))) return environments;
  const entries = new Map<string, unknown>();
  for (const [written, environment] of Object.entries(environments)) {
    const canonical = ENVIRONMENT_ALIASES.get(written);
    if (canonical === undefined) {
      entries.set(written, environment);
      continue;
    }
    const clash = Object.hasOwn(environments, canonical);
    (clash ? clashes : aliases).push({ path: ["environments", written], written, canonical });
    if (!clash) entries.set(canonical, environment);
  }
  return Object.fromEntries(entries);
}

type Section = Record<string, unknown>;

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
