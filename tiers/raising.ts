/** Raising what a layer merely defaults: to what constraints ask, and to what the settings promise of each other. */
import { canCarry } from "./carrying.ts";
import type { Uncarried } from "./carrying.ts";
import { FACT_SOURCE } from "./cloud-constraints.ts";
import type { Constraint } from "./constraint.ts";
import { breachOf, describeConstraint, intersect, isConflict, keeps } from "./constraints.ts";
import type { Breach, Conflict, Demand, Demands } from "./constraints.ts";
import type { Written } from "./layers.ts";
import { PROMISES } from "./promises.ts";
import type { SettingsDraft } from "./settings-draft.ts";
import type { SettingPath } from "./settings.ts";
import type { Cloud, Tier } from "./vocabulary.ts";

/**
 * Moves a default to the nearest value that satisfies a demand, with a step that says who asked.
 * A fact of the cloud is followed wherever it leads; everybody else only as far as the tier can go.
 * @param uncarried takes what the tier cannot carry.
 */
export function raise(draft: SettingsDraft, tier: Tier, demand: Demand, breach: Breach, uncarried: Uncarried[]): void {
  const { by, nearest } = breach;
  if (!by.source.startsWith(FACT_SOURCE) && !canCarry(tier, demand)) {
    uncarried.push({ breach, setting: demand.setting });
    return;
  }
  const note = `${describeConstraint(by)}: ${by.note}`;
  const leaf = draft.get(demand.setting);
  draft.set(demand.setting, leaf.to(nearest, by.source, { note, ...(by.at === undefined ? {} : { at: by.at }) }));
}

/** What came of the promises besides raised settings. */
export interface PromiseOutcome {
  /** What the tenant wrote and a promise forbids. */
  readonly refused: readonly { readonly entry: Written; readonly breach: Breach }[];
  readonly conflicts: readonly Conflict[];
  readonly uncarried: readonly Uncarried[];
}

/** Applies what the settings promise to themselves. */
export function keepPromises(
  draft: SettingsDraft,
  tier: Tier,
  demands: Demands,
  written: ReadonlyMap<SettingPath, Written>,
  cloud: Cloud,
): PromiseOutcome {
  const outcome = {
    refused: [] as PromiseOutcome["refused"][number][],
    conflicts: [] as Conflict[],
    uncarried: [] as Uncarried[],
  };
  const asked: Constraint[] = [];
  for (const { ask } of PROMISES) {
    for (const constraint of ask(draft.settings, cloud)) {
      const { setting } = constraint;
      asked.push(constraint);
      if (keeps(constraint, draft.get(setting).value)) continue;
      const others = demands.bySetting.get(setting)?.constraints ?? [];
      const demand = intersect(setting, [...others, ...asked.filter((one) => one.setting === setting)]);
      if (isConflict(demand)) {
        outcome.conflicts.push(demand);
        continue;
      }
      const breach = breachOf(demand, draft.get(setting).value);
      // What others ask of the setting has been looked at before.
      if (breach?.by !== constraint) continue;
      const entry = written.get(setting);
      if (entry === undefined) raise(draft, tier, demand, breach, outcome.uncarried);
      else outcome.refused.push({ entry, breach });
    }
  }
  return outcome;
}
