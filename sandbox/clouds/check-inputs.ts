/** What is wrong with inputs by the facts of their type, in the words of the bridged providers. */
import { closest } from "fastest-levenshtein";
import { DEFAULTS_KEY } from "./fill-inputs.ts";
import { blocksOf, locationText, placesOf } from "./paths.ts";
import { isProperties, isUnknown } from "./properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeFacts } from "./resource-type.ts";

type Enums = NonNullable<ResourceType["enums"]>;

/** Every failure that the facts of a type show, all at once. @param enums allowed values by path */
export function checkByFacts(facts: TypeFacts, inputs: Properties, enums: Enums = {}): readonly CheckFailure[] {
  return [
    ...unexpected(facts, inputs),
    ...missing(facts, inputs),
    ...outsideEnums(enums, inputs),
    ...facts.conflicts.flatMap((group) => judge(group, inputs, conflict)),
    ...facts.exactlyOneOf.flatMap((group) => judge(group, inputs, notExactlyOne)),
    ...facts.atLeastOneOf.flatMap((group) => judge(group, inputs, noneOf)),
    ...facts.requiredWith.flatMap((group) => judge(group, inputs, incomplete)),
  ];
}

/** Inputs for a type's own check: without what is not yet known and without the provider's marks. */
export function knownInputs(inputs: Properties): Properties {
  const known = withoutUnknown(inputs);
  return isProperties(known) ? known : {};
}

/** A failure as the engine shows it; without the value, which may be a secret. */
export function failureText(failure: CheckFailure, logicalName: string): string {
  return failure.property === ""
    ? failure.reason
    : `${failure.reason}. Examine values at '${logicalName}.${failure.property}'.`;
}

function unexpected(facts: TypeFacts, inputs: Properties): readonly CheckFailure[] {
  const known = new Set([...facts.inputs, "tagsAll", DEFAULTS_KEY]);
  return Object.keys(inputs)
    .filter((name) => !known.has(name))
    .map((name) => ({
      property: name,
      reason: `Unsupported argument. An argument named "${name}" is not expected here (did you mean "${closest(name, [...facts.inputs])}"?)`,
    }));
}

function missing(facts: TypeFacts, inputs: Properties): readonly CheckFailure[] {
  return facts.required
    .filter((path) => placesOf(inputs, path).length === 0)
    .map((path) => ({
      property: path,
      reason: `Missing required argument. The argument "${path}" is required, but no definition was found`,
    }));
}

function outsideEnums(enums: Enums, inputs: Properties): readonly CheckFailure[] {
  return Object.entries(enums).flatMap(([path, allowed]) =>
    placesOf(inputs, path)
      .flatMap(({ location, value }) =>
        Array.isArray(value)
          ? value.map((element: unknown, index) => ({ location: [...location, index], value: element }))
          : [{ location, value }],
      )
      .filter(({ value }) => !isUnknown(value) && !(typeof value === "string" && allowed.includes(value)))
      .map(({ location, value }) => ({
        property: locationText(location),
        reason: `expected ${path} to be one of [${allowed.map((each) => JSON.stringify(each)).join(" ")}], got ${String(value)}`,
      })),
  );
}

/** Which members of a group a block has: set, not yet known, or neither. */
interface Presence {
  readonly group: readonly string[];
  readonly set: readonly string[];
  readonly unknown: readonly string[];
}

/** Judges a group of exclusions in every block that holds all its members: the root, or the block they share. */
function judge(
  group: readonly string[],
  inputs: Properties,
  rule: (presence: Presence) => CheckFailure | undefined,
): readonly CheckFailure[] {
  const parent = sharedParent(group);
  return blocksOf(inputs, parent).flatMap((block) => {
    const places = group.map((path) => ({
      path,
      found: placesOf(block, parent === "" ? path : path.slice(parent.length + 1)),
    }));
    const unknown = places.filter(({ found }) => found.some(({ value }) => isUnknown(value))).map(({ path }) => path);
    const set = places.filter(({ path, found }) => found.length > 0 && !unknown.includes(path)).map(({ path }) => path);
    return rule({ group, set, unknown }) ?? [];
  });
}

function sharedParent(group: readonly string[]): string {
  const [first = [], ...others] = group.map((path) => path.split(".").slice(0, -1));
  const differs = first.findIndex((step, index) => others.some((steps) => steps[index] !== step));
  return (differs < 0 ? first : first.slice(0, differs)).join(".");
}

function conflict({ set }: Presence): CheckFailure | undefined {
  const [one, other] = set;
  if (one === undefined || other === undefined) return undefined;
  return { property: one, reason: `Conflicting configuration arguments. "${one}": conflicts with ${other}` };
}

function notExactlyOne({ group, set, unknown }: Presence): CheckFailure | undefined {
  const [first = ""] = group;
  const all = group.join(",");
  if (set.length > 1) {
    const reason = `Invalid combination of arguments. "${first}": only one of \`${all}\` can be specified, but \`${set.join(",")}\` were specified`;
    return { property: first, reason };
  }
  return set.length === 1 || unknown.length > 0 ? undefined : oneMust(first, all);
}

function noneOf({ group, set, unknown }: Presence): CheckFailure | undefined {
  return set.length > 0 || unknown.length > 0 ? undefined : oneMust(group[0] ?? "", group.join(","));
}

function oneMust(property: string, all: string): CheckFailure {
  return { property, reason: `Invalid combination of arguments. "${property}": one of \`${all}\` must be specified` };
}

/** The first member needs the others. */
function incomplete({ group, set, unknown }: Presence): CheckFailure | undefined {
  const [first = "", ...others] = group;
  const has = (path: string): boolean => set.includes(path) || unknown.includes(path);
  if (!has(first) || others.every(has)) return undefined;
  return {
    property: first,
    reason: `Missing required argument. "${first}": all of \`${group.join(",")}\` must be specified`,
  };
}

function withoutUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((element) => !isUnknown(element)).map(withoutUnknown);
  if (!isProperties(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isUnknown(inner) && key !== DEFAULTS_KEY)
      .map(([key, inner]) => [key, withoutUnknown(inner)]),
  );
}
