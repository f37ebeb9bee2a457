/**
 * From layers to settings that hold: constraints of frameworks, security level, cloud and promises are applied to the
 * layered settings. A value outside is raised where a layer merely defaults it, and refused where the tenant wrote it.
 */
import { constrainedDefaults, NOTHING_WRITTEN } from "./constrained-defaults.ts";
import { breachOf } from "./constraints.ts";
import type { Demands } from "./constraints.ts";
import { frameworksOf } from "./frameworks.ts";
import { addOnsOf, layerSettings } from "./layers.ts";
import type { LayeredSettings, Written } from "./layers.ts";
import { narrowedAllowance, narrowedRange } from "./narrowing.ts";
import type { Problem } from "./problem.ts";
import { PROMISE_SETTINGS } from "./promises.ts";
import { keepPromises } from "./raising.ts";
import { isWithin } from "./range.ts";
import { conflictProblem, outOfRange, refusal, refusedAddOns, uncarriedProblems } from "./refusals.ts";
import { effectiveLevel } from "./security-level.ts";
import { leafAt, SettingsDraft } from "./settings-draft.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { SettingPath } from "./settings.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import type { Environment } from "./vocabulary.ts";

/** The settings of one stack, every step recorded, and everything that stands against them. */
export interface SettledSettings {
  readonly settings: SourcedSettings;
  /** The settings of everybody with the same tier, environment, add-ons, level, frameworks and cloud. */
  readonly defaults: SourcedSettings;
  /** Settings whose value is not that of everybody. */
  readonly changed: readonly SettingPath[];
  /** What the tenant wrote, by setting; the value that holds. */
  readonly written: ReadonlyMap<SettingPath, Written>;
  readonly problems: readonly Problem[];
}

/** Settles a tenant's settings for one environment that it declares. */
export function settleSettings(spec: TenantSpec, environment: Environment): SettledSettings {
  const layered = layerSettings(spec, environment);
  const level = effectiveLevel(spec, layered.securityLevel);
  const base = constrainedDefaults(
    spec.tier,
    environment,
    addOnsOf(spec),
    level.leaf.value,
    frameworksOf(spec),
    spec.cloud,
  );
  const problems: Problem[] = [...level.problems, ...refusedAddOns(spec)];
  if (layered.written.length === 0 && spec.securityLevel === undefined) {
    problems.push(
      ...base.conflicts.map((conflict) => conflictProblem(spec, conflict)),
      ...uncarriedProblems(spec, base.uncarried),
    );
    return { settings: base.kept, defaults: base.kept, changed: NO_SETTINGS, written: NOTHING_WRITTEN, problems };
  }

  const written = new Map(layered.written.map((entry) => [entry.setting, entry]));
  const touchesPromises = layered.written.some(({ setting }) => PROMISE_SETTINGS.has(setting));
  const draft = new SettingsDraft(touchesPromises ? base.settings : base.kept);
  applyWritten(spec, draft, layered, written, base.demands, problems);
  if (spec.securityLevel !== undefined) draft.set("stack.securityLevel", level.leaf);
  let { conflicts, uncarried } = base;
  if (touchesPromises) {
    keepInRegion(draft, written);
    const outcome = keepPromises(draft, spec.tier, base.demands, written, spec.cloud);
    problems.push(...outcome.refused.map(({ entry, breach }) => refusal(spec, entry, breach)));
    conflicts = [...base.demands.conflicts, ...outcome.conflicts];
    uncarried = [...base.staticUncarried, ...outcome.uncarried];
  }
  problems.push(...conflicts.map((conflict) => conflictProblem(spec, conflict)), ...uncarriedProblems(spec, uncarried));
  const touched = touchesPromises ? draft.touched.union(base.raised) : draft.touched;
  const changed = [...touched].filter((path) => draft.get(path).value !== leafAt(base.kept, path).value);
  return { settings: draft.settings, defaults: base.kept, changed, written, problems };
}

const NO_SETTINGS: readonly SettingPath[] = [];

/** Takes what the tenant wrote, as far as tier and constraints allow it. */
function applyWritten(
  spec: TenantSpec,
  draft: SettingsDraft,
  layered: LayeredSettings,
  written: ReadonlyMap<SettingPath, Written>,
  demands: Demands,
  problems: Problem[],
): void {
  const { ranges } = tierCatalogue(spec.tier);
  for (const entry of layered.written) {
    const demand = demands.bySetting.get(entry.setting);
    const range = ranges[entry.setting];
    if (range === undefined || !isWithin(range, entry.value)) {
      problems.push(outOfRange(spec, entry, range && narrowedRange(range, demand)));
    } else if (written.get(entry.setting) === entry) {
      const breach = demand && breachOf(demand, entry.value);
      if (breach !== undefined) problems.push(refusal(spec, entry, breach));
      const { leaf } = entry;
      draft.set(entry.setting, demand === undefined ? leaf : leaf.allowing(narrowedAllowance(spec.tier, demand)));
    }
  }
}

/** Settings that put a copy into another region. */
const COPIES = ["objects.crossRegionReplication", "database.globalCluster"] as const satisfies readonly SettingPath[];

/** A tenant who wants no copies in another region means all of them, unless it says otherwise. */
function keepInRegion(draft: SettingsDraft, written: ReadonlyMap<SettingPath, Written>): void {
  if (written.get("backup.crossRegionCopies")?.value !== false) return;
  for (const setting of COPIES) {
    const leaf = draft.get(setting);
    if (leaf.value === true && !written.has(setting))
      draft.set(setting, leaf.to(false, "derived", { note: "backup.crossRegionCopies is false" }));
  }
}
