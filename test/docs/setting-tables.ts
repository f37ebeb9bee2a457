/** Every setting with what each tier gives and how far it may be moved, and what the environments do to it. */
import type * as z from "zod";
import { environmentDefinition } from "../../tiers/environments.ts";
import { describeRange } from "../../tiers/range.ts";
import { settingSections } from "../../tiers/setting-sections.ts";
import { settingValue } from "../../tiers/setting-paths.ts";
import { SETTING_PATHS, type SettingPath } from "../../tiers/settings.ts";
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import { unitOf } from "../../tiers/units.ts";
import { DEDICATED_TIERS, ENVIRONMENTS, type DedicatedTier } from "../../tiers/vocabulary.ts";
import { table } from "./markdown.ts";

/** One table per section: the setting, its meaning, and per tier the value and, in brackets, what it may become. */
export function settingTables(): string {
  return Object.entries(settingSections)
    .map(([section, { shape, description = "" }]) => {
      const rows = Object.entries<z.ZodType>(shape).map(([key, type]) => {
        const path = settingPath(`${section}.${key}`);
        return [meaning(key, path, type.description ?? ""), ...DEDICATED_TIERS.map((tier) => cellOf(tier, path))];
      });
      return `### ${section}\n\n${description}\n\n${table(["setting", ...DEDICATED_TIERS], rows)}`;
    })
    .join("\n\n");
}

function meaning(key: string, path: SettingPath, description: string): string {
  const unit = unitOf(path);
  return `\`${key}\`${unit === undefined ? "" : `, ${unit}`}. ${description}`;
}

function cellOf(tier: DedicatedTier, path: SettingPath): string {
  const { settings, ranges } = tierCatalogue(tier);
  const value = shown(settingValue(settings, path));
  const range = ranges[path];
  return range === undefined ? value : `${value} (${describeRange(range)})`;
}

/** A value as a tenant file writes it. */
function shown(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}

/** The five environments, in the words and factors of the catalogue. */
export function environmentTable(): string {
  const rows = ENVIRONMENTS.map((environment) => {
    const { summary, sizeFactor, budgetFactor, burstClasses } = environmentDefinition(environment);
    return [`\`${environment}\``, summary, `×${sizeFactor}`, `×${budgetFactor}`, burstClasses ? "allowed" : "never"];
  });
  return table(["environment", "what it is", "size", "budget", "burst classes"], rows);
}

const paths: ReadonlySet<string> = new Set(SETTING_PATHS);

/** @throws RangeError when sections and paths disagree: a mistake in the program. */
function settingPath(path: string): SettingPath {
  if (isSettingPath(path)) return path;
  throw new RangeError(`no setting has the path ${path}`);
}

function isSettingPath(path: string): path is SettingPath {
  return paths.has(path);
}
