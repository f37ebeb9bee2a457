/**
 * Combining constraints: everything that frameworks, security level, promises and facts of the cloud ask of one setting
 * becomes one {@link Demand}. They combine by intersection, so a further one can only tighten.
 */
import { ZERO_MEANS_NEVER } from "./constraint.ts";
import type { Constraint, SettingScalar } from "./constraint.ts";
import type { SettingPath } from "./settings.ts";
import { unitOf } from "./units.ts";

type Minimum = Extract<Constraint, { readonly min: number }>;
type Maximum = Extract<Constraint, { readonly max: number }>;
type Choice = Extract<Constraint, { readonly allowed: unknown }>;

/** What all constraints on one setting ask together. */
export interface Demand {
  readonly setting: SettingPath;
  /** Everybody who asks. */
  readonly constraints: readonly Constraint[];
  /** The highest lower bound. */
  readonly min?: Minimum;
  /** The lowest upper bound. */
  readonly max?: Maximum;
  /** Values that every choice allows, the least change first, and who allows them. */
  readonly choice?: { readonly values: readonly SettingScalar[]; readonly by: readonly Choice[] };
}

/** Two constraints that no value satisfies. */
export interface Conflict {
  readonly setting: SettingPath;
  readonly first: Constraint;
  readonly second: Constraint;
}

/** Demands by setting, and what excludes what. A setting in conflict has no demand. */
export interface Demands {
  readonly bySetting: ReadonlyMap<SettingPath, Demand>;
  readonly conflicts: readonly Conflict[];
}

/** Intersects constraints. The order matters only for which of two equal bounds is named: the first. */
export function combine(constraints: readonly Constraint[]): Demands {
  const bySetting = new Map<SettingPath, Demand>();
  const conflicts: Conflict[] = [];
  for (const [setting, own] of Map.groupBy(constraints, (constraint) => constraint.setting)) {
    const outcome = intersect(setting, own);
    if (isConflict(outcome)) conflicts.push(outcome);
    else bySetting.set(setting, outcome);
  }
  return { bySetting, conflicts };
}

/** Whether constraints exclude each other. */
export function isConflict(outcome: Demand | Conflict): outcome is Conflict {
  return "first" in outcome;
}

/** What constraints on one setting ask together; the conflict when no value satisfies all of them. */
export function intersect(setting: SettingPath, constraints: readonly Constraint[]): Demand | Conflict {
  const min = constraints.filter((constraint) => "min" in constraint).reduce<Minimum | undefined>(higher, undefined);
  const max = constraints.filter((constraint) => "max" in constraint).reduce<Maximum | undefined>(lower, undefined);
  if (min !== undefined && max !== undefined && min.min > max.max) return { setting, first: min, second: max };

  const bounds = { setting, constraints, ...(min && { min }), ...(max && { max }) };
  const by = constraints.filter((constraint) => "allowed" in constraint);
  const [widest, ...others] = by;
  if (widest === undefined) return bounds;
  let values: readonly SettingScalar[] = widest.allowed;
  let narrowest: Constraint = widest;
  for (const next of [...others, ...[min, max].filter((bound) => bound !== undefined)]) {
    const kept = values.filter((value) => keeps(next, value));
    if (kept.length === 0)
      return {
        setting,
        first: by.find((one) => !one.allowed.some((value) => keeps(next, value))) ?? narrowest,
        second: next,
      };
    if (kept.length < values.length) narrowest = next;
    values = kept;
  }
  return { ...bounds, choice: { values, by } };
}

function higher(best: Minimum | undefined, next: Minimum): Minimum {
  return best === undefined || next.min > best.min ? next : best;
}

function lower(best: Maximum | undefined, next: Maximum): Maximum {
  return best === undefined || next.max < best.max ? next : best;
}

/** Whether a value keeps one constraint. In settings where 0 says "never", 0 lies above every number. */
export function keeps(constraint: Constraint, value: unknown): boolean {
  if ("allowed" in constraint) return constraint.allowed.some((allowed) => allowed === value);
  if (typeof value !== "number") return false;
  const size = value === 0 && ZERO_MEANS_NEVER.has(constraint.setting) ? Infinity : value;
  return "min" in constraint ? size >= constraint.min : size <= constraint.max;
}

/** A constraint that a value breaks, and the nearest value that keeps all of the demand. */
export interface Breach {
  readonly by: Constraint;
  readonly nearest: SettingScalar;
}

/** What a value breaks; undefined when it satisfies the demand. */
export function breachOf(demand: Demand, value: unknown): Breach | undefined {
  const { min, max, choice } = demand;
  if (choice === undefined) {
    if (min !== undefined && !keeps(min, value)) return { by: min, nearest: min.min };
    if (max !== undefined && !keeps(max, value)) return { by: max, nearest: max.max };
    return undefined;
  }
  const [first] = choice.values;
  if (first === undefined || choice.values.some((allowed) => allowed === value)) return undefined;
  const by = [...choice.by, min, max].find((constraint) => constraint !== undefined && !keeps(constraint, value));
  return by === undefined ? undefined : { by, nearest: first };
}

/** A constraint in words: `at least 35 days`, `at most 90 days`, `dedicated or dedicated-account`. */
export function describeConstraint(constraint: Constraint): string {
  if ("min" in constraint) return `at least ${amount(constraint.setting, constraint.min)}`;
  if ("max" in constraint) return `at most ${amount(constraint.setting, constraint.max)}`;
  return constraint.allowed.join(" or ");
}

/** A setting's value with its unit: `35 days`, `true`, `one`, `[email, slack]`. */
export function amount(setting: SettingPath, value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(", ")}]`;
  const unit = typeof value === "number" ? unitOf(setting) : undefined;
  return unit === undefined ? String(value) : `${String(value)} ${value === 1 ? singular(unit) : unit}`;
}

/** `days` → `day`; symbols and units of two words stay. */
function singular(unit: string): string {
  return /^[a-z]+s$/.test(unit) && unit !== "ms" ? unit.slice(0, -1) : unit;
}
