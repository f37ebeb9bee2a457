/** The words with which a tenant's wish is refused: what was found, what is allowed for whom, what to do. */
import { addOnDefinition } from "./add-ons.ts";
import { carries } from "./carrying.ts";
import type { Uncarried } from "./carrying.ts";
import { FACT_SOURCE } from "./cloud-constraints.ts";
import type { Constraint } from "./constraint.ts";
import { amount, describeConstraint } from "./constraints.ts";
import type { Breach, Conflict } from "./constraints.ts";
import { addOnsOf } from "./layers.ts";
import type { Written } from "./layers.ts";
import { listOf } from "./nearest.ts";
import type { Problem } from "./problem.ts";
import { describeRange, isWithin } from "./range.ts";
import type { Range } from "./range.ts";
import { settingValue } from "./setting-paths.ts";
import type { SettingPath } from "./settings.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { tierCatalogue } from "./tier-catalogue.ts";
import { unitOf } from "./units.ts";
import { DEDICATED_TIERS, FRAMEWORKS } from "./vocabulary.ts";
import type { Framework, Tier } from "./vocabulary.ts";
import { problemOf } from "./writing.ts";

const FRAMEWORK_SOURCE = "framework ";
const LEVEL_SOURCE = "security level ";

/** At most this many settings are listed for one framework; the rest is counted. */
const LISTED_SETTINGS = 3;

/**
 * An override that the tier does not allow.
 * @param range what is left of the tier's range under the constraints; undefined when the tier fixes the setting.
 */
export function outOfRange(spec: TenantSpec, { setting, value, path }: Written, range: Range | undefined): Problem {
  const got = amount(setting, value);
  const hint = carrierHint(spec.tier, setting, value);
  if (range === undefined) {
    const fixed = amount(setting, settingValue(tierCatalogue(spec.tier).settings, setting));
    const message = `got ${got}, expected no override: ${setting} is ${fixed} for tier ${spec.tier}; remove it${hint}`;
    return problemOf(spec, "not-overridable", path, message);
  }
  const message = `got ${got}, expected ${describeRange(range, unitOf(setting))} for tier ${spec.tier}; stay within${hint}`;
  return problemOf(spec, "out-of-range", path, message);
}

/** `, or choose tier enterprise (500–40000 GiB)`: the weakest stronger tier that allows a value; empty when none does. */
export function carrierHint(tier: Tier, setting: SettingPath, value: unknown): string {
  for (const other of DEDICATED_TIERS.slice(DEDICATED_TIERS.findIndex((dedicated) => dedicated === tier) + 1)) {
    const range = tierCatalogue(other).ranges[setting];
    if (range !== undefined && isWithin(range, value))
      return `, or choose tier ${other} (${describeRange(range, unitOf(setting))})`;
  }
  return "";
}

/** Add-ons that the tier cannot carry. */
export function refusedAddOns(spec: TenantSpec): Problem[] {
  return addOnsOf(spec).flatMap((addOn) => {
    const { tiers } = addOnDefinition(addOn);
    if (tiers.includes(spec.tier)) return [];
    const message = `got ${addOn}, expected no such add-on for tier ${spec.tier}; remove it, or choose ${listOf(tiers)}`;
    return [problemOf(spec, "not-overridable", `addOns.${addOn}`, message)];
  });
}

/** A value that the tenant wrote and a constraint forbids. */
export function refusal(spec: TenantSpec, { setting, value, path }: Written, { by, nearest }: Breach): Problem {
  const got = amount(setting, value);
  const write = amount(setting, nearest);
  if (by.source.startsWith(FACT_SOURCE)) {
    const message = `got ${got}, expected ${describeConstraint(by)} on ${spec.cloud} (${by.source}: ${by.note}); write ${write}, the nearest feasible`;
    return problemOf(spec, "infeasible", path, message);
  }
  const message = `got ${got}, expected ${describeConstraint(by)} for ${by.source} (${by.note}); write ${write}${or(wayOut(by))}`;
  return problemOf(spec, "constraint", path, message);
}

/** Two constraints that no value satisfies. */
export function conflictProblem(spec: TenantSpec, { setting, first, second }: Conflict): Problem {
  const ways = [first, second].map(wayOut).filter((way) => way !== undefined);
  const message =
    `got ${first.source} (${describeConstraint(first)}: ${first.note}) and ${second.source} (${describeConstraint(second)}: ${second.note}), ` +
    `expected demands on ${setting} that one value can meet; ${ways.length === 0 ? "choose another tier or cloud" : ways.join(", or ")}`;
  const framework = [first, second].map(frameworkOf).find((named) => named !== undefined);
  return problemOf(
    spec,
    "constraint-conflict",
    framework === undefined ? "tier" : frameworkPath(spec, framework),
    message,
  );
}

/** What the tier would have to change to carry a framework, level or promise: one problem for each of these. */
export function uncarriedProblems(spec: TenantSpec, uncarried: readonly Uncarried[]): Problem[] {
  return [...Map.groupBy(uncarried, ({ breach }) => breach.by.source)].map(([source, ones]) =>
    uncarriedProblem(spec, source, ones),
  );
}

function uncarriedProblem(spec: TenantSpec, source: string, ones: readonly Uncarried[]): Problem {
  const listed = ones
    .slice(0, LISTED_SETTINGS)
    .map(({ breach: { by }, setting }) => `${setting} ${describeConstraint(by)} (${by.note})`);
  const rest = ones.length - listed.length;
  const asks = `${listed.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const framework = ones.map(({ breach }) => frameworkOf(breach.by)).find((named) => named !== undefined);
  if (framework === undefined) {
    const message = `got ${source}, expected one that tier ${spec.tier} can keep; it asks for ${asks}; choose a stronger tier`;
    return problemOf(spec, "framework-tier", "tier", message);
  }
  const carrier = DEDICATED_TIERS.find((tier) => carries(tier, framework));
  const choose = carrier === undefined ? "" : `choose tier ${carrier} or `;
  const message = `got ${framework}, expected a framework that tier ${spec.tier} can carry; it asks for ${asks}; ${choose}remove it`;
  return problemOf(spec, "framework-tier", frameworkPath(spec, framework), message);
}

function wayOut(constraint: Constraint): string | undefined {
  if (constraint.wayOut !== undefined) return constraint.wayOut;
  if (constraint.source.startsWith(FRAMEWORK_SOURCE)) return `remove ${constraint.source}`;
  if (constraint.source.startsWith(LEVEL_SOURCE)) return "lower the security level";
  return undefined;
}

function or(way: string | undefined): string {
  return way === undefined ? "" : `, or ${way}`;
}

function frameworkOf({ source }: Constraint): Framework | undefined {
  return source.startsWith(FRAMEWORK_SOURCE)
    ? FRAMEWORKS.find((framework) => source === `${FRAMEWORK_SOURCE}${framework}`)
    : undefined;
}

/** Path of a framework in the tenant file: `frameworks[1]`. */
export function frameworkPath(spec: TenantSpec, framework: Framework): string {
  return `frameworks[${spec.frameworks?.indexOf(framework) ?? 0}]`;
}
