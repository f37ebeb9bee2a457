/**
 * Two kinds of paths. A fact path (`a.b.c`) leaves list indexes out, so it may name many places of a property tree.
 * A location is one such place, indexes included.
 */
import { isProperties } from "./properties.ts";
import type { Properties } from "./resource-type.ts";

/** Steps from the root of a property tree: property names and list indexes. */
export type Location = readonly (string | number)[];

/** One place in a property tree. */
export interface Place {
  readonly location: Location;
  readonly value: unknown;
}

/** Every place that a fact path names and that holds a value; lists are entered element by element. */
export function placesOf(properties: Properties, path: string): readonly Place[] {
  const steps = path === "" ? [] : path.split(".");
  return follow({ location: [], value: properties }, steps);
}

/** Every block at a fact path; the empty path names the root. */
export function blocksOf(properties: Properties, path: string): readonly Properties[] {
  return placesOf(properties, path)
    .flatMap(({ value }) => elements(value))
    .filter(isProperties);
}

function follow(place: Place, steps: readonly string[]): readonly Place[] {
  const { location, value } = place;
  if (value === undefined || value === null) return [];
  const [step, ...rest] = steps;
  if (step === undefined) return [place];
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown, index) =>
      follow({ location: [...location, index], value: element }, steps),
    );
  }
  return isProperties(value) ? follow({ location: [...location, step], value: value[step] }, rest) : [];
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** The value at a location; undefined where there is none. */
export function valueAtLocation(properties: Properties, location: Location): unknown {
  let value: unknown = properties;
  for (const step of location) {
    if (Array.isArray(value) && typeof step === "number") value = value[step];
    else if (isProperties(value) && typeof step === "string") value = value[step];
    else return undefined;
  }
  return value;
}

/** A deep copy in which each place of a fact path holds what `change` makes of it; `undefined` removes it. */
export function withPlaces(properties: Properties, path: string, change: (place: Place) => unknown): Properties {
  const places = placesOf(properties, path);
  if (places.length === 0) return properties;
  const copy = structuredClone(properties);
  for (const place of places) {
    const parent = valueAtLocation(copy, place.location.slice(0, -1));
    const last = place.location.at(-1);
    const value = change(place);
    if (Array.isArray(parent)) parent[Number(last)] = value;
    else if (typeof last === "string" && isProperties(parent)) setOrDelete(parent, last, value);
  }
  return copy;
}

function setOrDelete(target: Properties, name: string, value: unknown): void {
  if (value === undefined) Reflect.deleteProperty(target, name);
  else Object.assign(target, { [name]: value });
}

/** The fact path of a location: its names without the indexes. */
export function factPathOf(location: Location): string {
  return location.filter((step) => typeof step === "string").join(".");
}

/** A location as the engine writes it: `rules[0].id`, `tags["a.b"]`. */
export function locationText(location: Location): string {
  return location.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** Whether `path` is `prefix` or lies below it. */
export function isWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`);
}
