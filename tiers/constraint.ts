/**
 * What a framework, a security level or a residency asks of a setting: a bound or a set of allowed values.
 * Constraints only tighten and combine by intersection; no layer can go below them.
 */
import * as z from "zod";
import { settingPathSchema } from "./setting-paths.ts";
import type { SettingPath } from "./settings.ts";

/** A value that a constraint can name. Lists are not constrained. */
export type SettingScalar = string | number | boolean;

/**
 * The bound itself.
 * - `min`: the number is at least this, in the setting's own unit.
 * - `max`: the number is at most this. For the settings in {@link ZERO_MEANS_NEVER} 0 is *above* every `max`.
 * - `allowed`: the value is one of these, the least change first: a default that is not among them is raised to the first.
 */
export type Bound =
  | { readonly min: number }
  | { readonly max: number }
  | { readonly allowed: readonly [SettingScalar, ...SettingScalar[]] };

/** One demand on one setting. */
export type Constraint = Bound & {
  readonly setting: SettingPath;
  /** Who asks, as messages and decisions print it: `framework hipaa`, `security level maximum`. */
  readonly source: string;
  /** Why, in a few words. */
  readonly note: string;
  /** Where it is written, `tiers/catalogue/frameworks.yaml:31`, worked out when asked; absent for constraints that are computed. */
  readonly at?: () => string;
  /** What a tenant may do instead of following it, e.g. `lower backup.pointInTimeDays`; absent: nothing but what its source says. */
  readonly wayOut?: string;
};

/**
 * Settings in which 0 says "never" or "nothing promised" instead of a small number. Under a `max` such a 0 does not
 * satisfy the bound: `secrets.rotationDays: 0` (nobody asks for rotation) becomes 90 under `max: 90`.
 */
export const ZERO_MEANS_NEVER: ReadonlySet<SettingPath> = new Set<SettingPath>([
  "stack.supportFirstResponseHours",
  "secrets.rotationDays",
  "objects.infrequentAccessAfterDays",
  "objects.archiveAfterDays",
  "objects.personalDataRetentionDays",
  "backup.recoveryPointMinutes",
  "backup.recoveryTimeMinutes",
]);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const note = z.string().min(3).describe("Why, in a few words: the clause or the reason.");

/** One constraint as the catalogue writes it; `equals: x` is short for `allowed: [x]`. */
export const constraintEntrySchema = z.union([
  z.strictObject({ setting: settingPathSchema, min: z.number(), note }),
  z.strictObject({ setting: settingPathSchema, max: z.number(), note }),
  z.strictObject({ setting: settingPathSchema, allowed: z.tuple([scalar], scalar), note }),
  z.strictObject({ setting: settingPathSchema, equals: scalar, note }),
]);
export type ConstraintEntry = z.infer<typeof constraintEntrySchema>;

/**
 * A catalogue entry as a constraint.
 * @param source who asks, e.g. `framework gdpr`.
 * @param at tells `file:line` of the entry.
 */
export function constraintOf(entry: ConstraintEntry, source: string, at: () => string): Constraint {
  const origin = { setting: entry.setting, source, note: entry.note, at };
  return Object.freeze({ ...origin, ...boundOf(entry) });
}

function boundOf(entry: ConstraintEntry): Bound {
  if ("min" in entry) return { min: entry.min };
  if ("max" in entry) return { max: entry.max };
  if ("allowed" in entry) return { allowed: entry.allowed };
  return { allowed: [entry.equals] };
}
