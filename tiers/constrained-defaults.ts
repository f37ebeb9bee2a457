/** Default settings under constraints: the same for everybody with the same tier, environment, level and frameworks. */
import type { AddOn } from "./add-ons.ts";
import type { Uncarried } from "./carrying.ts";
import { cloudConstraints } from "./cloud-constraints.ts";
import type { Constraint } from "./constraint.ts";
import { breachOf, combine } from "./constraints.ts";
import type { Conflict, Demands } from "./constraints.ts";
import { frameworkDefinition } from "./frameworks.ts";
import { defaultSettings } from "./layers.ts";
import type { Written } from "./layers.ts";
import { narrowedAllowance } from "./narrowing.ts";
import { keepPromises, raise } from "./raising.ts";
import { securityLevelDefinition } from "./security-levels.ts";
import { SettingsDraft } from "./settings-draft.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { SettingPath } from "./settings.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import type { Cloud, Environment, Framework, SecurityLevel, Tier } from "./vocabulary.ts";

/** What a tenant without overrides wrote. */
export const NOTHING_WRITTEN: ReadonlyMap<SettingPath, Written> = new Map();

/** Settings of everybody with the same tier, environment, add-ons, level, frameworks and cloud. */
export interface ConstrainedDefaults {
  /** With constraints, without promises: what a tenant starts from that changes a promise. */
  readonly settings: SourcedSettings;
  /** With promises too: what everybody else has. */
  readonly kept: SourcedSettings;
  /** Settings that promises raised. */
  readonly raised: ReadonlySet<SettingPath>;
  readonly demands: Demands;
  readonly conflicts: readonly Conflict[];
  readonly staticUncarried: readonly Uncarried[];
  /** Promises included. */
  readonly uncarried: readonly Uncarried[];
}

const known = new Map<string, ConstrainedDefaults>();

/** Default settings with every constraint applied that does not depend on what the tenant writes. */
export function constrainedDefaults(
  tier: Tier,
  environment: Environment,
  addOns: readonly AddOn[],
  level: SecurityLevel,
  frameworks: readonly Framework[],
  cloud: Cloud,
): ConstrainedDefaults {
  const key = `${tier}/${environment}/${addOns.join(" ")}/${level}/${frameworks.join(" ")}/${cloud}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const demands = combine(constraintsOn(tier, level, frameworks, cloud));
  const draft = new SettingsDraft(defaultSettings(tier, environment, addOns));
  const staticUncarried: Uncarried[] = [];
  for (const demand of demands.bySetting.values()) {
    const breach = breachOf(demand, draft.get(demand.setting).value);
    if (breach !== undefined) raise(draft, tier, demand, breach, staticUncarried);
    draft.set(demand.setting, draft.get(demand.setting).allowing(narrowedAllowance(tier, demand)));
  }
  const settings = draft.settings;
  const kept = new SettingsDraft(settings);
  const promised = keepPromises(kept, tier, demands, NOTHING_WRITTEN, cloud);
  const defaults: ConstrainedDefaults = {
    settings,
    kept: kept.settings,
    raised: kept.touched,
    demands,
    conflicts: [...demands.conflicts, ...promised.conflicts],
    staticUncarried,
    uncarried: [...staticUncarried, ...promised.uncarried],
  };
  known.set(key, defaults);
  return defaults;
}

/** Everything that is asked of a stack before its settings are known. A slice of a cell has no service of its own to limit it. */
export function constraintsOn(
  tier: Tier,
  level: SecurityLevel,
  frameworks: readonly Framework[],
  cloud: Cloud,
): readonly Constraint[] {
  return [
    ...frameworks.flatMap((framework) => frameworkDefinition(framework).constraints),
    ...securityLevelDefinition(level).constraints,
    ...(tierCatalogue(tier).settings.stack.isolation === "pooled" ? [] : cloudConstraints(cloud)),
  ];
}
