import { catalogueAlerts, prometheusRules } from "../alert-catalogue.ts";
import type { WatchingCloud } from "../alert-catalogue.ts";
import { ALERT_ROUTES } from "../alert-specs.ts";
import type { AlertRoute, RouteChannelSpec } from "../alert-specs.ts";
import { NOTICE_WITHIN_MINUTES, REACH_WITHIN_MINUTES } from "../alerts.ts";
import type { MonitoringSpec, PrometheusSpec, RouteSpec } from "../blueprint.ts";
import { Keyed, Leaf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { selectionFor } from "./alert-choice.ts";
import { AlertPlan } from "./alert-plan.ts";
import { limitValues } from "./alert-limits.ts";
import { resolveMetricsRetention } from "./metrics.ts";
import type { MetricsRetention } from "./metrics.ts";
import { absentSince, fixed, said } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** Until somebody has read it, minutes: a mail, and everything that rings (own). */
const MAIL_MINUTES = 5;
const RING_MINUTES = 1;

/** Channels that wake people are for what cannot wait. */
const CHANNELS_BY_ROUTE = {
  warning: ["slack", "webhook"],
  critical: ["slack", "webhook", "pagerduty", "sms"],
  security: ["slack", "webhook", "pagerduty", "sms"],
} as const satisfies Record<AlertRoute, readonly RouteChannelSpec["channel"][]>;

const ROUTE_NAMES = {
  warning: fixed<AlertRoute>("warning", "what can wait until the morning"),
  critical: fixed<AlertRoute>("critical", "what cannot wait"),
  security: fixed<AlertRoute>("security", "what those who answer for security must see"),
} as const satisfies Record<AlertRoute, Leaf<AlertRoute>>;

/** What is measured and kept, what rings, and whom it tells. */
export function resolveMonitoring(scene: Scene): Sourced<MonitoringSpec> {
  const { settings, cloud } = scene;
  const { metricSets, channels, logRetentionDays, traceSamplingPercent } = settings.monitoring;
  const metrics = resolveMetricsRetention(scene);
  const routes = resolveRoutes(scene);
  const watching: WatchingCloud = cloud === "kubernetes" ? "aws" : cloud;
  const selection = selectionFor(scene, watching, minutesOf(routes));
  for (const { id, noticeMinutes, reachMinutes } of selection.late) {
    const message =
      `got ${noticeMinutes} minutes to notice and ${reachMinutes} to reach a person for alert ${id}, ` +
      `expected less than ${NOTICE_WITHIN_MINUTES} and ${REACH_WITHIN_MINUTES}; add a channel that rings, such as pagerduty or sms`;
    scene.report("infeasible", "monitoring.channels", message);
  }
  const derived = <T>(value: T, note: string): Leaf<T> => metricSets.derive(value, note);
  return {
    metricSets,
    channels,
    logRetentionDays,
    metricsRetentionDays: metrics.asked,
    serviceMetricsDays: metrics.services,
    traceSamplingPercent,
    routes: new Keyed<RouteSpec>(routes),
    alerts: new AlertPlan(selection.alertsFor(limitValues(scene)), metricSets, scene, watching),
    unseen: derived(selection.unseen, "what the metric sets ask for and nothing can see"),
    dashboard: derived(selection.dashboard, "alerts in the order in which a person looks"),
    prometheus: resolvePrometheus(scene, metrics),
  };
}

type Routes = readonly (readonly [AlertRoute, Sourced<RouteSpec>])[];

/** Nobody is told in a pooled stack: the operator of the cell is. */
function resolveRoutes(scene: Scene): Routes {
  const { settings, isPooled } = scene;
  if (isPooled) return [];
  const watchesSecurity = settings.monitoring.metricSets.value.includes("security");
  return ALERT_ROUTES.filter((route) => route !== "security" || watchesSecurity).map((route) => [
    route,
    { route: ROUTE_NAMES[route], emails: resolveEmails(scene, route), channels: resolveChannels(scene, route) },
  ]);
}

function resolveEmails(scene: Scene, route: AlertRoute): Leaf<readonly string[]> {
  const { channels } = scene.settings.monitoring;
  if (!channels.value.includes("email")) return channels.derive([], "no e-mail");
  const { owner, security } = scene.spec.contacts;
  const isSecurity = route === "security";
  return said(scene, isSecurity ? "contacts.security" : "contacts.owner", isSecurity ? security : owner).derive(
    [isSecurity ? security : owner],
    isSecurity ? "who answers for security" : "who answers for the tenant",
  );
}

function resolveChannels(scene: Scene, route: AlertRoute): Leaf<readonly RouteChannelSpec[]> {
  const { channels } = scene.settings.monitoring;
  const given = scene.spec.contacts.channels;
  const used = CHANNELS_BY_ROUTE[route].flatMap((channel) => {
    const secretRef = given?.[channel]?.secretRef;
    return secretRef === undefined || !channels.value.includes(channel) ? [] : [{ channel, secretRef }];
  });
  return channels.derive(used, "those of this route for which the tenant names a secret");
}

function minutesOf(routes: Routes): Readonly<Record<AlertRoute, number>> {
  const of = (name: AlertRoute): number => {
    const found = routes.find(([route]) => route === name)?.[1];
    return found === undefined || (found.channels as Leaf<readonly unknown[]>).value.length === 0
      ? MAIL_MINUTES
      : RING_MINUTES;
  };
  return { warning: of("warning"), critical: of("critical"), security: of("security") };
}

/** Rules are the same for every cluster; only how long numbers are kept is the tenant's. */
function resolvePrometheus(
  { settings, isPooled, home }: Scene,
  metrics: MetricsRetention,
): Sourced<PrometheusSpec> | Absent {
  const { cluster } = settings.compute;
  if (!cluster.value || isPooled || home !== undefined) return absentSince(cluster, "no cluster of its own");
  return {
    retentionDays: metrics.cluster,
    rules: cluster.derive(rules(), "the alert catalogue's rules for clusters"),
  };
}

let clusterRules: PrometheusSpec["rules"] | undefined;

function rules(): PrometheusSpec["rules"] {
  return (clusterRules ??= Object.freeze(
    prometheusRules().map(({ alert, expr, forMinutes }) => {
      const known = catalogueAlerts().get(alert);
      if (known === undefined) throw new RangeError(`the alert ${alert} is unknown`);
      return Object.freeze({ alert, expr, forMinutes, severity: known.severity, summary: known.meaning });
    }),
  ));
}
