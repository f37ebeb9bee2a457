/** Settings of database engines, which every cloud keeps as pairs of name and value. */
import { check } from "../../checks.ts";
import { fail, PASS, unknown, type Finding } from "../../finding.ts";
import type { Reading } from "../../reading.ts";
import type { Check } from "../../rule.ts";

export interface Parameter {
  readonly name: string;
  /** Whether a value will do; undefined: nobody set it. */
  readonly holds: (value: string | undefined) => boolean;
  /** For the message. */
  readonly expected: string;
}

const isOn = (value: string | undefined): boolean =>
  value !== undefined && ["1", "on", "true", "enabled"].includes(value.toLowerCase());

/** Switched on; nobody setting it is off. */
export function on(name: string): Parameter {
  return { name, holds: isOn, expected: "on" };
}

/** A list of words, separated by commas, that has this one. */
export function contains(name: string, word: string): Parameter {
  const holds = (value: string | undefined): boolean =>
    (value ?? "").split(",").some((one) => one.trim().toLowerCase() === word);
  return { name, holds, expected: `${word} in the list` };
}

/** Any value but nothing and `none`. */
export function chosen(name: string): Parameter {
  const holds = (value: string | undefined): boolean => value !== undefined && value !== "" && value !== "none";
  return { name, holds, expected: "a value other than none" };
}

/** One setting as it stands somewhere. */
export interface Pair {
  readonly name: Reading;
  readonly value: Reading;
}

/** @param pairs what is set; undefined while that is not known */
export function judgeParameter(path: string, pairs: readonly Pair[] | undefined, wanted: Parameter): Finding {
  if (pairs === undefined) return unknown(path);
  const mine = pairs.filter(({ name }) => name.state === "known" && name.value === wanted.name);
  if (mine.some(({ value }) => value.state === "unknown")) return unknown(path);
  const [first] = mine;
  const value = first?.value.state === "known" ? String(first.value.value) : undefined;
  if (wanted.holds(value)) return PASS;
  if (first === undefined && pairs.some(({ name }) => name.state === "unknown")) return unknown(path);
  const got = `${wanted.name} ${value ?? "not set"}`;
  return fail(path, `got ${got}, expected ${wanted.expected}; set ${wanted.name}`);
}

/** One setting in a list of pairs. */
export function parameter(path: string, wanted: Parameter): Check {
  return check([`${path}.name`, `${path}.value`], ({ view }) => {
    const pairs = view.items(path)?.map((pair) => ({ name: pair.read("name"), value: pair.read("value") }));
    return judgeParameter(path, pairs, wanted);
  });
}
