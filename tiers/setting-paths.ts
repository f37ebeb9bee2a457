/** Reaching one setting by its dotted path. */
import * as z from "zod";
import { SETTING_PATHS, settingsSchema } from "./settings.ts";
import type { SettingPath, Settings } from "./settings.ts";

/** Any value a setting may have. */
export type SettingValue = { [S in keyof Settings]: Settings[S][keyof Settings[S]] }[keyof Settings];

/** The path of a setting in a catalogue file. */
export const settingPathSchema = z
  .enum(SETTING_PATHS)
  .meta({ id: "SettingPath", description: "Dotted path of a setting, e.g. database.storageGib." });

/** `database.storageGib` → `["database", "storageGib"]`. */
export function splitSettingPath(path: SettingPath): readonly [section: string, name: string] {
  const dot = path.indexOf(".");
  return [path.slice(0, dot), path.slice(dot + 1)];
}

/** The value of one setting. */
export function settingValue(settings: Settings, path: SettingPath): SettingValue {
  const [section, name] = splitSettingPath(path);
  const sections: Readonly<Record<string, Readonly<Record<string, SettingValue>>>> = settings;
  const value = sections[section]?.[name];
  if (value === undefined) throw new RangeError(`setting ${path} has no value`);
  return value;
}

/** The type of one setting: what any tier could possibly give it. */
export function settingSchema(path: SettingPath): z.ZodType<SettingValue> {
  const [section, name] = splitSettingPath(path);
  const sections: Readonly<Record<string, { readonly shape: Readonly<Record<string, z.ZodType<SettingValue>>> }>> =
    settingsSchema.shape;
  const schema = sections[section]?.shape[name];
  if (schema === undefined) throw new RangeError(`setting ${path} does not exist`);
  return schema;
}
