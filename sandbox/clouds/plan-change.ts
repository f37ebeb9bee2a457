/** What a change of inputs means: nothing, an update in place, or a replacement, and in which order. */
import { isDeepStrictEqual } from "node:util";
import { type Change, type ComparisonRules, compareInputs } from "./difference.ts";
import { autoNameRule, DEFAULTS_KEY } from "./fill-inputs.ts";
import { isWithin, placesOf, valueAtLocation } from "./paths.ts";
import { isProperties } from "./properties.ts";
import type { Properties, ResourceType, TypeFacts } from "./resource-type.ts";

/** What of a type decides how its inputs compare. */
export type ChangeRules = Pick<ResourceType, "autoName" | "sets" | "jsonText" | "replaces" | "keeps" | "suppresses">;

/** A difference and whether it replaces. */
export interface PlannedChange extends Change {
  readonly replaces: boolean;
}

export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** A name that the program fixed cannot be had twice: the old resource goes first. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * Compares inputs as checked. Unknown values of inputs that replace count as a replacement, as in the real provider.
 * @param outputs what the resource has, so that asking for what the cloud filled in anyway is no change
 */
export function planChange(
  type: ChangeRules,
  facts: TypeFacts,
  olds: Properties,
  news: Properties,
  outputs: Properties,
): Plan {
  const asked = compareInputs(olds, news, comparisonRules(type, facts));
  const isFilled = (change: Change): boolean =>
    change.kind === "add" &&
    facts.cloudFills.includes(change.path) &&
    isDeepStrictEqual(valueAtLocation(outputs, change.location), change.new);
  const suppressed = asked.length === 0 ? [] : (type.suppresses?.(outputs, news) ?? []);
  const found = asked.filter((change) => !isFilled(change) && !suppressed.includes(change.path));
  if (found.length === 0) return { changes: [], deleteBeforeReplace: false };
  const replaceOn = replacingPaths(type, facts.nativeReplaces ?? facts.replaceOn, olds, news);
  const changes = found.map((change) => ({
    ...change,
    replaces: replaceOn.some((rule) => isReplacedBy(rule, change)),
  }));
  const replaces = changes.some((change) => change.replaces);
  return { changes, deleteBeforeReplace: replaces && hasFixedName(type, facts, news) };
}

function replacingPaths(
  type: ChangeRules,
  planned: readonly string[],
  olds: Properties,
  news: Properties,
): readonly string[] {
  const keeps = type.keeps?.(olds, news) ?? [];
  return [...planned, ...(type.replaces?.(olds, news) ?? [])].filter((path) => !keeps.includes(path));
}

/**
 * Paths that an update would change although the cloud takes them at creation only. None where the provider plans every
 * replacement itself.
 */
export function createOnlyChanges(
  type: ChangeRules,
  facts: TypeFacts,
  olds: Properties,
  news: Properties,
): readonly string[] {
  if (facts.nativeReplaces === undefined) return [];
  const createOnly = replacingPaths(type, facts.replaceOn, olds, news);
  const changed = compareInputs(olds, news, comparisonRules(type, facts))
    .filter((change) => createOnly.some((rule) => isReplacedBy(rule, change)))
    .map(({ path }) => path);
  return [...new Set(changed)];
}

function comparisonRules(type: ChangeRules, facts: TypeFacts): ComparisonRules {
  return {
    ignored: new Set(facts.writeOnly),
    cloudFills: new Set(facts.cloudFills),
    sets: new Set(type.sets),
    jsonText: new Set(type.jsonText),
  };
}

/** `path#` counts blocks; a plain path covers what lies below it, and itself inside a block that comes or goes. */
function isReplacedBy(rule: string, change: Change): boolean {
  const path = rule.endsWith("#") ? rule.slice(0, -1) : rule;
  const isHit = path === rule ? isWithin(change.path, path) : change.path === path && change.kind !== "update";
  if (isHit || change.path === path || !isWithin(path, change.path)) return isHit;
  return [change.old, change.new].some((side) => holds(side, path.slice(change.path.length + 1)));
}

function holds(side: unknown, path: string): boolean {
  const blocks: readonly unknown[] = Array.isArray(side) ? side : [side];
  return blocks.filter(isProperties).some((block) => placesOf(block, path).length > 0);
}

function hasFixedName(type: ChangeRules, facts: TypeFacts, news: Properties): boolean {
  const rule = autoNameRule(type, facts);
  const defaults = news[DEFAULTS_KEY];
  if (rule === undefined || !Array.isArray(defaults)) return false;
  return news[rule.property] !== undefined && !defaults.includes(rule.property);
}
