/** What an environment or an add-on does to a setting of the tier, as data. Effects may weaken; constraints, applied later, never do. */
import * as z from "zod";
import { catalogueProblem } from "./catalogue-file.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { InvalidInput } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { settingPathSchema, settingSchema } from "./setting-paths.ts";
import type { SettingValue } from "./setting-paths.ts";
import { SETTING_PATHS } from "./settings.ts";
import type { SettingPath } from "./settings.ts";
import type { ValuePath } from "./value-path.ts";

/**
 * - `set`: the setting becomes this value.
 * - `at-most`: a number becomes no larger than this.
 * - `only`: a list keeps no other entries than these.
 * - `factor`: a number is multiplied; whole numbers are rounded up, and nothing falls below what its type allows.
 */
export type Effect = {
  readonly setting: SettingPath;
  /** Who does it, as decisions print it: `environment staging`, `add-on whiteLabel`. */
  readonly source: string;
  /** Where it is written, `tiers/catalogue/environments.yaml:31`; worked out when asked. */
  readonly at: () => string;
} & (
  | { readonly kind: "set"; readonly value: SettingValue }
  | { readonly kind: "at-most"; readonly value: number }
  | { readonly kind: "only"; readonly value: readonly string[] }
  | { readonly kind: "factor"; readonly value: number }
);

/** How the catalogue writes effects, by the setting's dotted path. */
export const effectsSchema = {
  set: z.partialRecord(settingPathSchema, z.unknown()).describe("Settings that get another value."),
  atMost: z.partialRecord(settingPathSchema, z.number()).exactOptional().describe("Settings that are capped."),
  only: z
    .partialRecord(settingPathSchema, z.array(z.string()))
    .exactOptional()
    .describe("Lists that keep only these entries."),
} as const;
export type EffectEntries = z.infer<z.ZodObject<typeof effectsSchema>>;

/**
 * Catalogue entries as effects, in the order of the settings.
 * @param where path of the entries inside the file.
 * @throws InvalidInput when a value is not one that the setting can have.
 */
export function effectsOf(
  entries: EffectEntries,
  source: string,
  file: CatalogueFile<unknown>,
  where: ValuePath,
): readonly Effect[] {
  const effects: Effect[] = [];
  const problems: Problem[] = [];
  for (const setting of SETTING_PATHS) {
    if (setting in entries.set) {
      const place = [...where, "set", setting];
      const value = settingSchema(setting).safeParse(entries.set[setting]);
      if (value.success) effects.push({ setting, source, at: () => file.at(...place), kind: "set", value: value.data });
      else problems.push(catalogueProblem(file.placeOf(...place), place, messagesOf(value.error)));
    }
    const cap = entries.atMost?.[setting];
    if (cap !== undefined)
      effects.push({ setting, source, at: () => file.at(...where, "atMost", setting), kind: "at-most", value: cap });
    const kept = entries.only?.[setting];
    if (kept !== undefined)
      effects.push({ setting, source, at: () => file.at(...where, "only", setting), kind: "only", value: kept });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return effects;
}

function messagesOf(error: z.ZodError): string {
  return error.issues.map(({ message }) => message).join(", ");
}

/**
 * The setting's value after an effect.
 * @throws TypeError when the effect does not fit the setting's type: a mistake in the catalogue.
 */
export function afterEffect(effect: Effect, value: SettingValue): SettingValue {
  switch (effect.kind) {
    case "set":
      return effect.value;
    case "at-most":
      return Math.min(numberOf(effect, value), effect.value);
    case "only":
      return entriesOf(effect, value).filter((entry) => effect.value.includes(entry));
    case "factor":
      return scaled(effect.setting, numberOf(effect, value), effect.value);
    default:
      return effect satisfies never;
  }
}

function scaled(setting: SettingPath, value: number, factor: number): number {
  const schema = settingSchema(setting);
  const least = schema instanceof z.ZodNumber ? (schema.minValue ?? 0) : 0;
  // Six places, so that 0.7 × 3 vCPU are 2.1 and not 2.0999999999999996.
  const size = Math.max(Number((value * factor).toFixed(6)), least);
  return schema.safeParse(size).success ? size : Math.ceil(size);
}

function numberOf(effect: Effect, value: SettingValue): number {
  if (typeof value !== "number") throw new TypeError(`${effect.at()}: ${effect.setting} is not a number`);
  return value;
}

function entriesOf(effect: Effect, value: SettingValue): readonly string[] {
  if (!Array.isArray(value)) throw new TypeError(`${effect.at()}: ${effect.setting} is not a list`);
  return value;
}
