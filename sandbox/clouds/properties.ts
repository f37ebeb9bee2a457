/** Reading plain property bags: by path, by type, telling absent and unknown from present. */
import type { Properties } from "./resource-type.ts";

/** What the engine sends, and expects, for a value that is not known before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value itself is not yet known. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether the value or anything inside it is not yet known. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (isProperties(value)) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** Whether the value is an object with named properties (not a list, not null). */
export function isProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a dotted path through objects; a list is entered only by a numeric step. Undefined where absent or null. */
export function valueAt(properties: Properties, path: string): unknown {
  let value: unknown = properties;
  for (const step of path.split(".")) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isProperties(value)) value = value[step];
    else return undefined;
  }
  return value ?? undefined;
}

/** The text at a path; undefined where absent, unknown or no text. */
export function textAt(properties: Properties, path: string): string | undefined {
  const value = valueAt(properties, path);
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

/** The number at a path; undefined where absent, unknown or no number. */
export function numberAt(properties: Properties, path: string): number | undefined {
  const value = valueAt(properties, path);
  return typeof value === "number" ? value : undefined;
}

/** The flag at a path; undefined where absent, unknown or no flag. */
export function flagAt(properties: Properties, path: string): boolean | undefined {
  const value = valueAt(properties, path);
  return typeof value === "boolean" ? value : undefined;
}

/** The list at a path; empty where absent, unknown or no list. */
export function listAt(properties: Properties, path: string): readonly unknown[] {
  const value = valueAt(properties, path);
  return Array.isArray(value) ? value : [];
}

/** The texts of the list at a path, unknown ones left out. */
export function textsAt(properties: Properties, path: string): readonly string[] {
  return listAt(properties, path).filter((value): value is string => typeof value === "string" && !isUnknown(value));
}

/** The block at a path; undefined where absent, unknown or no block. */
export function blockAt(properties: Properties, path: string): Properties | undefined {
  const value = valueAt(properties, path);
  return isProperties(value) ? value : undefined;
}

/** The blocks of the list at a path. */
export function blocksAt(properties: Properties, path: string): readonly Properties[] {
  return listAt(properties, path).filter(isProperties);
}

/** The top-level properties of these names that are set. */
export function pickNames(properties: Properties, names: readonly string[]): Properties {
  const entries = names.map((name): [string, unknown] => [name, properties[name]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** These properties, none of them known yet. */
export function unknownValues(names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name): [string, unknown] => [name, UNKNOWN]));
}
