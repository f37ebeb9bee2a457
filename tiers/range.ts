/** How far a setting may move within one tier. */
import * as z from "zod";
import type { SettingScalar } from "./constraint.ts";

/**
 * - `between`: a number from `min` to `max`, both included, in the setting's own unit.
 * - `one-of`: one of the listed values.
 * - `subset-of`: a list whose entries are all listed.
 * - `any`: whatever the setting's own type takes.
 */
export type Range =
  | { readonly kind: "between"; readonly min: number; readonly max: number }
  | { readonly kind: "one-of"; readonly allowed: readonly SettingScalar[] }
  | { readonly kind: "subset-of"; readonly allowed: readonly string[] }
  | { readonly kind: "any" };

/** A range as the catalogue writes it: `[1, 9]` (numbers), `[a, b]` (values, or entries of a list), or `any`. */
export const rangeEntrySchema = z
  .union([
    z.tuple([z.number(), z.number()]).refine(([min, max]) => min <= max, "a range starts with its smaller number"),
    z.array(z.union([z.string(), z.boolean()])).min(1),
    z.literal("any"),
  ])
  .describe("[min, max] for numbers, the allowed values for everything else, or any.");
export type RangeEntry = z.infer<typeof rangeEntrySchema>;

/**
 * A catalogue entry as a range.
 * @param forList the setting is a list, so the entry names what the list may hold.
 */
export function rangeOf(entry: RangeEntry, forList: boolean): Range {
  if (entry === "any") return Object.freeze({ kind: "any" });
  const [first, second] = entry;
  if (typeof first === "number" && typeof second === "number") {
    return Object.freeze({ kind: "between", min: first, max: second });
  }
  const allowed = entry.filter((value) => typeof value !== "number");
  return forList
    ? Object.freeze({ kind: "subset-of", allowed: allowed.filter((value) => typeof value === "string") })
    : Object.freeze({ kind: "one-of", allowed });
}

/** Whether a value lies within a range. The type of the value is the setting's schema's business: a wrong type is outside. */
export function isWithin(range: Range, value: unknown): boolean {
  switch (range.kind) {
    case "between":
      return typeof value === "number" && value >= range.min && value <= range.max;
    case "one-of":
      return range.allowed.some((allowed) => allowed === value);
    case "subset-of":
      return Array.isArray(value) && value.every((entry) => range.allowed.some((allowed) => allowed === entry));
    case "any":
      return true;
    default:
      return range satisfies never;
  }
}

/**
 * A range for people: `100–500 GiB`, `one or per-zone`, `any of email, slack`, `any value`.
 * @param unit of a number, e.g. `GiB`; left out for counts.
 */
export function describeRange(range: Range, unit?: string): string {
  switch (range.kind) {
    case "between": {
      const number = range.min === range.max ? `${range.min}` : `${range.min}–${range.max}`;
      return unit === undefined ? number : `${number} ${unit}`;
    }
    case "one-of":
      return range.allowed.join(" or ");
    case "subset-of":
      return `any of ${range.allowed.join(", ")}`;
    case "any":
      return "any value";
    default:
      return range satisfies never;
  }
}
