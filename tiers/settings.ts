/**
 * The settings: every number and choice that a tier, an environment, an add-on or a tenant can decide.
 * A tier file gives all of them; every later layer gives some. Nothing here has a default: defaults live in the
 * tier catalogue only (a zod default inside an overridable schema would silently reset the tier).
 */
import * as z from "zod";
import { settingSections } from "./setting-sections.ts";

export { ALERT_CHANNELS, METRIC_SETS } from "./setting-sections.ts";

/** All settings, none missing: what a tier file must give. */
export const settingsSchema = z.strictObject(settingSections);
export type Settings = z.infer<typeof settingsSchema>;

const partialSections = Object.fromEntries(
  Object.entries(settingSections).map(([section, schema]) => [
    section,
    schema
      .partial()
      .meta(schema.meta() ?? {})
      .optional(),
  ]),
);

/** Some settings: what an environment, an add-on or a tenant may give on top. */
export const overridesSchema = z.strictObject(partialSections) as z.ZodType<SettingsOverrides>;
export type SettingsOverrides = {
  readonly [S in keyof Settings]?: { readonly [K in keyof Settings[S]]?: Settings[S][K] | undefined } | undefined;
};

/** Dotted path of a setting, e.g. `database.storageGib`. */
export type SettingPath = {
  [S in keyof Settings]: `${S}.${Extract<keyof Settings[S], string>}`;
}[keyof Settings];

/** Every setting's path, in the order above. */
export const SETTING_PATHS: readonly SettingPath[] = Object.entries(settingSections).flatMap(([section, schema]) =>
  Object.keys(schema.shape).map((key) => `${section}.${key}` as SettingPath),
);
