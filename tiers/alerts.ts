/**
 * Which alerts of the catalogue one stack has, with thresholds from the tenant's own limits. What does not depend on
 * limits is chosen once for all stacks alike; limits are filled in once for each combination of them.
 */
import { catalogueAlerts, catalogueSignals } from "./alert-catalogue.ts";
import type { CatalogueAlert, CatalogueSignal, WatchingCloud } from "./alert-catalogue.ts";
import type { AlertRoute, AlertSpec, DashboardSectionSpec, SignalSpec, UnseenSpec } from "./alert-specs.ts";
import { DASHBOARD_SECTIONS, DASHBOARD_TITLES, LIMITS } from "./alert-words.ts";
import type { Condition, LimitName, LimitValues, MetricSet, WatchedRole } from "./alert-words.ts";
import { memoise, memoiseBy } from "./memoise.ts";

/** The promise of detection (tiers.md §6), minutes: less than this until a first sign, and until a person is reached. */
export const NOTICE_WITHIN_MINUTES = 5;
export const REACH_WITHIN_MINUTES = 15;

/** From the end of a period until the cloud has judged it: a minute for the number to arrive, one to be looked at (own). */
const EVALUATION_MINUTES = 2;

/** What decides which alerts a stack has, but for its limits. Plain: it is the key under which the choice is kept. */
export interface AlertChoice {
  readonly cloud: WatchingCloud;
  readonly sets: readonly MetricSet[];
  /** Roles that the stack has and components build. */
  readonly roles: readonly WatchedRole[];
  /** Roles that the stack has and no component builds yet. */
  readonly unbuilt: readonly WatchedRole[];
  readonly conditions: readonly Condition[];
  /** Its records lie in another stack, whose queries do not look for it. */
  readonly keepsNoRecords?: boolean;
  /** Until an alert that rings has reached somebody, minutes, by route. */
  readonly routeMinutes: Readonly<Record<AlertRoute, number>>;
}

/** The alerts of one stack, frozen and shared by all stacks alike. */
export interface ChosenAlerts {
  readonly alerts: readonly AlertSpec[];
  readonly unseen: readonly UnseenSpec[];
  readonly dashboard: readonly DashboardSectionSpec[];
  /** Critical alerts for which the promise of detection does not hold and no signal says why. */
  readonly late: readonly AlertSpec[];
}

interface Template {
  readonly alert: CatalogueAlert;
  readonly signals: readonly CatalogueSignal[];
  /** Some number in it comes from a limit. */
  readonly limits: readonly LimitName[];
}

/** What a stack watches, before its limits are known. */
export interface AlertSelection extends Omit<ChosenAlerts, "alerts"> {
  /** The alerts in the catalogue's order with the thresholds that follow from limits. */
  readonly alertsFor: (limits: LimitValues) => readonly AlertSpec[];
}

/** The alerts of a stack. */
export function chooseAlerts(choice: AlertChoice, limits: LimitValues): ChosenAlerts {
  const { alertsFor, ...rest } = selectAlerts(choice);
  return { alerts: alertsFor(limits), ...rest };
}

/** What does not depend on limits, made once for all stacks alike. */
export function selectAlerts(choice: AlertChoice): AlertSelection {
  return selected(JSON.stringify(choice));
}

/** The tenant's limits from which an alert's thresholds are made; empty where they are the product's. */
export function limitsOf(cloud: WatchingCloud, alert: string): readonly LimitName[] {
  return limitsIn(catalogueSignals(cloud).filter((signal) => signal.alert === alert));
}

const selected = memoise((key: string): AlertSelection => {
  const choice = JSON.parse(key) as AlertChoice;
  const templates: Template[] = [];
  const unseen: UnseenSpec[] = [];
  for (const alert of catalogueAlerts().values()) {
    if (!choice.sets.includes(alert.set)) continue;
    const signals = catalogueSignals(choice.cloud)
      .filter((signal) => signal.alert === alert.id && signal.when.every((each) => choice.conditions.includes(each)))
      .map((signal) => (isUnrecorded(choice, signal) ? { ...signal, none: UNRECORDED } : signal));
    const seen = signals.filter(({ role, none }) => none === undefined && choice.roles.includes(role));
    if (seen.length > 0) templates.push({ alert, signals: seen, limits: limitsIn(seen) });
    unseen.push(...unseenOf(choice, signals));
  }
  const ids = new Set(templates.map(({ alert }) => alert.id));
  // Limits change thresholds only: what is shown where, and how soon a person is told, is the same for all of them.
  const anyLimits = Object.fromEntries(LIMITS.map((name) => [name, 1])) as Record<LimitName, number>;
  const samples = templates.map((template) => fill(template, choice, ids, anyLimits));
  return {
    alertsFor: filling(
      samples,
      templates.map((template) => (template.limits.length === 0 ? undefined : filler(template, choice, ids))),
    ),
    unseen: deepFreeze(unseen),
    dashboard: deepFreeze(dashboardOf(samples)),
    late: samples.filter(
      ({ severity, noticeMinutes, reachMinutes }) =>
        severity === "critical" && (noticeMinutes >= NOTICE_WITHIN_MINUTES || reachMinutes >= REACH_WITHIN_MINUTES),
    ),
  };
});

type Filler = (limits: LimitValues) => AlertSpec;

/** Alerts without limits are everybody's; of the others each is made for its own limits. */
function filling(samples: readonly AlertSpec[], fillers: readonly (Filler | undefined)[]): AlertSelection["alertsFor"] {
  const open = fillers.flatMap((filler, index) => (filler === undefined ? [] : [{ index, filler }]));
  return (limits) => {
    const alerts = [...samples];
    for (const { index, filler } of open) alerts[index] = filler(limits);
    return Object.freeze(alerts);
  };
}

/** Fills an alert's own limits in, once for each combination of them: tenants with the same limit share the alert. */
function filler(template: Template, choice: AlertChoice, present: ReadonlySet<string>): Filler {
  const [only, ...others] = template.limits;
  const keyOf = (limits: LimitValues): number | string =>
    only !== undefined && others.length === 0 ? limits[only] : template.limits.map((name) => limits[name]).join(" ");
  return memoiseBy(keyOf, (limits) => fill(template, choice, present, limits));
}

const UNRECORDED = "its records lie in the home stack, whose queries do not look for it";

/** Queries read a workspace that the stack does not have. */
function isUnrecorded({ keepsNoRecords }: AlertChoice, { azure }: CatalogueSignal): boolean {
  return keepsNoRecords === true && azure?.["type"] === "log";
}

function unseenOf({ roles, unbuilt }: AlertChoice, signals: readonly CatalogueSignal[]): readonly UnseenSpec[] {
  return signals.flatMap(({ alert, key, role, none }) => {
    if (unbuilt.includes(role)) return [{ alert, key, reason: `role ${role} is not yet built` }];
    return none === undefined || !roles.includes(role) ? [] : [{ alert, key, reason: none }];
  });
}

function fill(
  { alert, signals }: Template,
  choice: AlertChoice,
  present: ReadonlySet<string>,
  limits: LimitValues,
): AlertSpec {
  const { id, meaning, severity, section, forMinutes, runbook } = alert;
  const route: AlertRoute = alert.set === "security" ? "security" : severity;
  const promised = signals.filter(({ exception }) => exception === undefined);
  return deepFreeze({
    id,
    meaning,
    severity,
    route,
    section,
    forMinutes,
    noticeMinutes: slowest(promised, ({ periodMinutes }) => periodMinutes) + EVALUATION_MINUTES,
    reachMinutes:
      slowest(promised, ({ windowMinutes }) => windowMinutes) + EVALUATION_MINUTES + choice.routeMinutes[route],
    suppressedBy: alert.suppressedBy.filter((other) => present.has(other)),
    runbook,
    signals: signals.map((signal) => fillSignal(signal, limits)),
  });
}

function slowest(signals: readonly CatalogueSignal[], minutesOf: (signal: CatalogueSignal) => number): number {
  return Math.max(0, ...signals.map(minutesOf));
}

function fillSignal(signal: CatalogueSignal, limits: LimitValues): SignalSpec {
  const { key, role, target, threshold, exception, aws, azure, gcp } = signal;
  const value = typeof threshold === "object" ? scaled(limits[threshold.of], threshold.times) : threshold;
  return {
    key,
    role,
    ...(target === undefined ? {} : { target }),
    ...(value === undefined ? {} : { threshold: value }),
    ...(exception === undefined ? {} : { exception }),
    ...(aws === undefined ? {} : { aws }),
    ...(azure === undefined ? {} : { azure: substitute(azure, limits) }),
    ...(gcp === undefined ? {} : { gcp: substitute(gcp, limits) }),
  };
}

/** Bytes and counts are whole; small ratios keep their digits. */
function scaled(limit: number, times: number): number {
  const product = limit * times;
  return product >= 1000 ? Math.round(product) : Number(product.toPrecision(6));
}

const PLACE = /\$\{(\w+)\}/g;

function placesIn(definition: object | undefined): readonly LimitName[] {
  if (definition === undefined) return [];
  const named = [...JSON.stringify(definition).matchAll(PLACE)].map(([, name]) => name);
  return LIMITS.filter((limit) => named.includes(limit));
}

/** Fills limits into the texts of a definition; other places are the component's. */
function substitute<Definition extends object>(definition: Definition, limits: LimitValues): Definition {
  const places = placesIn(definition);
  if (places.length === 0) return definition;
  const text = JSON.stringify(definition).replaceAll(PLACE, (place, name: string) => {
    const limit = places.find((candidate) => candidate === name);
    return limit === undefined ? place : String(limits[limit]);
  });
  return JSON.parse(text) as Definition;
}

function limitsIn(signals: readonly CatalogueSignal[]): readonly LimitName[] {
  const used = signals.flatMap(({ threshold, azure, gcp }) => [
    ...(typeof threshold === "object" ? [threshold.of] : []),
    ...placesIn(azure),
    ...placesIn(gcp),
  ]);
  return LIMITS.filter((limit) => used.includes(limit));
}

function dashboardOf(alerts: readonly AlertSpec[]): readonly DashboardSectionSpec[] {
  return DASHBOARD_SECTIONS.map((section) => ({
    section,
    title: DASHBOARD_TITLES[section],
    alerts: alerts.filter((alert) => alert.section === section).map(({ id }) => id),
  })).filter((section) => section.alerts.length > 0);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
