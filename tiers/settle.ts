/**
 * From layers to settings that hold: constraints of frameworks, security level, cloud and promises are applied to the
 * layered settings. A value outside is raised where a layer merely defaults it, and refused where the tenant wrote it.
 */
import type { AddOn } from "./add-ons.ts";
import { cloudConstraints, FACT_SOURCE } from "./cloud-constraints.ts";
import type { Constraint } from "./constraint.ts";
import { breachOf, combine, describeConstraint, intersect, isConflict, keeps } from "./constraints.ts";
import type { Breach, Demand, Demands } from "./constraints.ts";
import { frameworkDefinition } from "./frameworks.ts";
import { addOnsOf, defaultSettings, layerSettings } from "./layers.ts";
import type { Written } from "./layers.ts";
import { narrowedAllowance, narrowedRange } from "./narrowing.ts";
import type { Problem } from "./problem.ts";
import { PROMISES } from "./promises.ts";
import { isWithin } from "./range.ts";
import { canCarry, conflictProblem, outOfRange, refusal, refusedAddOns, uncarriedProblems } from "./refusals.ts";
import { effectiveLevel } from "./security-level.ts";
import { securityLevelDefinition } from "./security-levels.ts";
import { SettingsDraft } from "./settings-draft.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { SettingPath } from "./settings.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import { FRAMEWORKS } from "./vocabulary.ts";
import type { Cloud, Environment, Framework, SecurityLevel, Tier } from "./vocabulary.ts";

/** A constraint that would move a setting to where the tier cannot go. */
export interface Uncarried {
  readonly breach: Breach;
  readonly setting: SettingPath;
}

/** The settings of one stack, every step recorded, and everything that stands against them. */
export interface SettledSettings {
  readonly settings: SourcedSettings;
  /** What the tenant wrote, by setting; the value that holds. */
  readonly written: ReadonlyMap<SettingPath, Written>;
  readonly problems: readonly Problem[];
}

/** Settles a tenant's settings for one environment that it declares. */
export function settleSettings(spec: TenantSpec, environment: Environment): SettledSettings {
  const layered = layerSettings(spec, environment);
  const written = new Map(layered.written.map((entry) => [entry.setting, entry]));
  const level = effectiveLevel(spec, layered.settings.stack.securityLevel);
  const frameworks = frameworksOf(spec);
  const base = constrainedDefaults(spec.tier, environment, addOnsOf(spec), level.leaf.value, frameworks, spec.cloud);
  const draft = new SettingsDraft(base.settings);
  const own = new SettingsDraft(layered.settings);
  const problems: Problem[] = [...level.problems, ...refusedAddOns(spec)];

  for (const entry of layered.written) {
    const demand = base.demands.bySetting.get(entry.setting);
    const range = tierCatalogue(spec.tier).ranges[entry.setting];
    const leaf = own.get(entry.setting);
    if (range === undefined || !isWithin(range, entry.value)) {
      problems.push(outOfRange(spec, entry, range && narrowedRange(range, demand)));
    } else if (written.get(entry.setting) === entry) {
      const breach = demand && breachOf(demand, entry.value);
      if (breach !== undefined) problems.push(refusal(spec, entry, breach));
      draft.set(entry.setting, demand === undefined ? leaf : leaf.allowing(narrowedAllowance(spec.tier, demand)));
    }
  }
  draft.set("stack.securityLevel", level.leaf);
  keepInRegion(draft, written);

  problems.push(...base.demands.conflicts.map((conflict) => conflictProblem(spec, conflict)));
  problems.push(...uncarriedProblems(spec, [...base.uncarried, ...keepPromises(draft, base.demands, written, spec, problems)]));
  return { settings: draft.settings, written, problems };
}

/** The frameworks that a tenant names, in their fixed order and once each. */
export function frameworksOf(spec: TenantSpec): readonly Framework[] {
  const named = spec.frameworks;
  return named === undefined ? [] : FRAMEWORKS.filter((framework) => named.includes(framework));
}

/** Settings that put a copy into another region. */
const COPIES = ["objects.crossRegionReplication", "database.globalCluster"] as const satisfies readonly SettingPath[];

/** A tenant who wants no copies in another region means all of them, unless it says otherwise. */
function keepInRegion(draft: SettingsDraft, written: ReadonlyMap<SettingPath, Written>): void {
  if (written.get("backup.crossRegionCopies")?.value !== false) return;
  for (const setting of COPIES) {
    const leaf = draft.get(setting);
    if (leaf.value === true && !written.has(setting)) draft.set(setting, leaf.then(false, "derived", { note: "backup.crossRegionCopies is false" }));
  }
}

/** Applies what the settings promise to themselves. Returns what the tier cannot carry. */
function keepPromises(
  draft: SettingsDraft,
  demands: Demands,
  written: ReadonlyMap<SettingPath, Written>,
  spec: TenantSpec,
  problems: Problem[],
): Uncarried[] {
  const uncarried: Uncarried[] = [];
  const asked: Constraint[] = [];
  for (const promises of PROMISES) {
    for (const constraint of promises(draft.settings)) {
      const { setting } = constraint;
      asked.push(constraint);
      if (keeps(constraint, draft.get(setting).value)) continue;
      const others = demands.bySetting.get(setting)?.constraints ?? [];
      const demand = intersect(setting, [...others, ...asked.filter((one) => one.setting === setting)]);
      if (isConflict(demand)) {
        problems.push(conflictProblem(spec, demand));
        continue;
      }
      const breach = breachOf(demand, draft.get(setting).value);
      // What others ask of the setting has been looked at before.
      if (breach?.by !== constraint) continue;
      const entry = written.get(setting);
      if (entry === undefined) raise(draft, spec.tier, demand, breach, uncarried);
      else problems.push(refusal(spec, entry, breach));
    }
  }
  return uncarried;
}

/** Settings of everybody with the same tier, environment, add-ons, level, frameworks and cloud. */
interface ConstrainedDefaults {
  readonly settings: SourcedSettings;
  readonly demands: Demands;
  readonly uncarried: readonly Uncarried[];
}

const kept = new Map<string, ConstrainedDefaults>();

/** Default settings with every constraint applied that does not depend on what the tenant writes. */
function constrainedDefaults(
  tier: Tier,
  environment: Environment,
  addOns: readonly AddOn[],
  level: SecurityLevel,
  frameworks: readonly Framework[],
  cloud: Cloud,
): ConstrainedDefaults {
  const key = [tier, environment, addOns.join(" "), level, frameworks.join(" "), cloud].join("/");
  const known = kept.get(key);
  if (known !== undefined) return known;
  const defaults = defaultSettings(tier, environment, addOns);
  const demands = combine(constraintsOn(tier, level, frameworks, cloud));
  const draft = new SettingsDraft(defaults);
  const uncarried: Uncarried[] = [];
  for (const demand of demands.bySetting.values()) {
    const breach = breachOf(demand, draft.get(demand.setting).value);
    if (breach !== undefined) raise(draft, tier, demand, breach, uncarried);
    draft.set(demand.setting, draft.get(demand.setting).allowing(narrowedAllowance(tier, demand)));
  }
  const constrained = { settings: draft.settings, demands, uncarried };
  kept.set(key, constrained);
  return constrained;
}

/** Everything that is asked of a stack before its settings are known. A slice of a cell has no service of its own to limit it. */
export function constraintsOn(tier: Tier, level: SecurityLevel, frameworks: readonly Framework[], cloud: Cloud): readonly Constraint[] {
  return [
    ...frameworks.flatMap((framework) => frameworkDefinition(framework).constraints),
    ...securityLevelDefinition(level).constraints,
    ...(tierCatalogue(tier).settings.stack.isolation === "pooled" ? [] : cloudConstraints(cloud)),
  ];
}

function raise(draft: SettingsDraft, tier: Tier, demand: Demand, breach: Breach, uncarried: Uncarried[]): void {
  const { by, nearest } = breach;
  if (!by.source.startsWith(FACT_SOURCE) && !canCarry(tier, demand)) {
    uncarried.push({ breach, setting: demand.setting });
    return;
  }
  const note = `${describeConstraint(by)}: ${by.note}`;
  const leaf = draft.get(demand.setting);
  draft.set(demand.setting, leaf.then(nearest, by.source, { note, ...(by.at === undefined ? {} : { at: by.at }) }));
}
