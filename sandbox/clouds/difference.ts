/** What differs between two sets of inputs: every changed leaf, or the block that came or went as a whole. */
import { isDeepStrictEqual } from "node:util";
import { DEFAULTS_KEY } from "./fill-inputs.ts";
import { factPathOf, type Location } from "./paths.ts";
import { isProperties, isUnknown } from "./properties.ts";
import type { Properties } from "./resource-type.ts";

/** One difference. */
export interface Change {
  readonly location: Location;
  /** Fact path of the location. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly old: unknown;
  readonly new: unknown;
}

/** How a type's inputs compare. All by fact path. */
export interface ComparisonRules {
  /** Never a difference (write-only inputs). */
  readonly ignored: ReadonlySet<string>;
  /** No difference when left out. */
  readonly cloudFills: ReadonlySet<string>;
  /** Lists whose order has no meaning. */
  readonly sets: ReadonlySet<string>;
  /** Texts that hold JSON, compared by meaning. */
  readonly jsonText: ReadonlySet<string>;
}

/** Every change from `olds` to `news`, in the order of the names. An unknown new value is a change of a known old one. */
export function compareInputs(olds: Properties, news: Properties, rules: ComparisonRules): readonly Change[] {
  return compareObjects(olds, news, [], rules);
}

function compareObjects(
  olds: Properties,
  news: Properties,
  location: Location,
  rules: ComparisonRules,
): readonly Change[] {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort();
  return names
    .filter((name) => name !== DEFAULTS_KEY)
    .flatMap((name) => compareValues(olds[name], news[name], [...location, name], rules));
}

function compareValues(old: unknown, value: unknown, location: Location, rules: ComparisonRules): readonly Change[] {
  const path = factPathOf(location);
  if (rules.ignored.has(path) || isDeepStrictEqual(old, value)) return [];
  if (isAbsent(old)) return isAbsent(value) ? [] : [{ location, path, kind: "add", old: undefined, new: value }];
  if (isAbsent(value)) {
    const isKept = rules.cloudFills.has(path) && typeof location.at(-1) === "string";
    return isKept ? [] : [{ location, path, kind: "delete", old, new: undefined }];
  }
  if (isProperties(old) && isProperties(value)) return compareObjects(old, value, location, rules);
  if (Array.isArray(old) && Array.isArray(value)) {
    return rules.sets.has(path) ? compareSets(old, value, location, rules) : compareLists(old, value, location, rules);
  }
  if (rules.jsonText.has(path) && isSameJson(old, value)) return [];
  return [{ location, path, kind: "update", old, new: value }];
}

function compareLists(
  olds: readonly unknown[],
  news: readonly unknown[],
  location: Location,
  rules: ComparisonRules,
): readonly Change[] {
  const length = Math.max(olds.length, news.length);
  return Array.from({ length }, (_, index) =>
    compareValues(olds[index], news[index], [...location, index], rules),
  ).flat();
}

/** Elements that both have are no difference; each other one is named by its place on its own side. */
function compareSets(
  olds: readonly unknown[],
  news: readonly unknown[],
  location: Location,
  rules: ComparisonRules,
): readonly Change[] {
  const gone = new Map(olds.entries());
  const come = new Map(news.entries());
  for (const [index, value] of news.entries()) {
    const twin = gone.entries().find(([, old]) => compareValues(old, value, location, rules).length === 0);
    if (twin === undefined) continue;
    gone.delete(twin[0]);
    come.delete(index);
  }
  const indexes = [...new Set([...gone.keys(), ...come.keys()])].sort((one, other) => one - other);
  return indexes.flatMap((index) => compareValues(gone.get(index), come.get(index), [...location, index], rules));
}

/** Providers do not tell an empty list, an empty block and none apart. */
function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isProperties(value) && Object.keys(value).every((key) => key === DEFAULTS_KEY);
}

/** Whether two texts hold the same JSON: in a policy a list of one is its element, and the order of texts has no meaning. */
function isSameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== "string" || typeof other !== "string" || isUnknown(one) || isUnknown(other)) return false;
  try {
    return isDeepStrictEqual(canonical(JSON.parse(one)), canonical(JSON.parse(other)));
  } catch {
    return false;
  }
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements = value.map(canonical);
    const [only] = elements;
    if (elements.length === 1 && typeof only === "string") return only;
    return elements.every((element) => typeof element === "string") ? elements.toSorted() : elements;
  }
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonical(inner)]));
}
