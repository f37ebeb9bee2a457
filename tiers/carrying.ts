/** What a tier can be raised to, and what it cannot carry. */
import { breachOf, combine } from "./constraints.ts";
import type { Breach, Demand } from "./constraints.ts";
import { frameworkDefinition } from "./frameworks.ts";
import { isWithin } from "./range.ts";
import { settingValue } from "./setting-paths.ts";
import type { SettingPath } from "./settings.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import type { Framework, Tier } from "./vocabulary.ts";

/** A constraint that would move a setting to where the tier cannot go. */
export interface Uncarried {
  readonly breach: Breach;
  readonly setting: SettingPath;
}

/** Whether a tier's settings satisfy a framework or can be raised to it. */
export function carries(tier: Tier, framework: Framework): boolean {
  return [...combine(frameworkDefinition(framework).constraints).bySetting.values()].every((demand) =>
    canCarry(tier, demand),
  );
}

/**
 * Whether a tier's own value satisfies a demand or may be moved to where it does. An environment that has lowered the
 * value is not asked: raising it again is always possible.
 */
export function canCarry(tier: Tier, demand: Demand): boolean {
  const { settings, ranges } = tierCatalogue(tier);
  const breach = breachOf(demand, settingValue(settings, demand.setting));
  const range = ranges[demand.setting];
  return breach === undefined || (range !== undefined && isWithin(range, breach.nearest));
}
