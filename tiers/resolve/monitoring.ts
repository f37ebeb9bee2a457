import { catalogueAlerts, prometheusRules } from "../alert-catalogue.ts";
import type { WatchingCloud } from "../alert-catalogue.ts";
import { ALERT_ROUTES } from "../alert-specs.ts";
import type { AlertRoute, RouteChannelSpec } from "../alert-specs.ts";
import type { Condition, WatchedRole } from "../alert-words.ts";
import { chooseAlerts, NOTICE_WITHIN_MINUTES, REACH_WITHIN_MINUTES } from "../alerts.ts";
import type { AlertChoice } from "../alerts.ts";
import type { MonitoringSpec, PrometheusSpec, RouteSpec } from "../blueprint.ts";
import { BUILT_ROLES } from "../built-roles.ts";
import { Keyed, Leaf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { AlertPlan } from "./alert-plan.ts";
import { cacheVcpu, limitValues } from "./alert-limits.ts";
import { hasOwnTrail } from "./audit.ts";
import { resolveMetricsRetention } from "./metrics.ts";
import type { MetricsRetention } from "./metrics.ts";
import { absentSince, fixed, said } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** Until somebody has read it, minutes: a mail, and everything that rings (own). */
const MAIL_MINUTES = 5;
const RING_MINUTES = 1;

/** Cores from which a cache has threads to spare besides the one that serves. */
const MANY_CORES = 4;

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
  const chosen = chooseAlerts(choiceOf(scene, watching, routes), limitValues(scene));
  for (const { id, noticeMinutes, reachMinutes } of chosen.late) {
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
    alerts: new AlertPlan(chosen.alerts, metricSets, scene, watching),
    unseen: derived(chosen.unseen, "what the metric sets ask for and nothing can see"),
    dashboard: derived(chosen.dashboard, "alerts in the order in which a person looks"),
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

function choiceOf(scene: Scene, cloud: WatchingCloud, routes: Routes): AlertChoice {
  const { settings, isPooled } = scene;
  const existing = isPooled ? [] : existingRoles(scene);
  const built: readonly WatchedRole[] = [...BUILT_ROLES, "stack"];
  return {
    cloud,
    // A replica has no backups of its own to watch.
    sets: settings.monitoring.metricSets.value.filter((set) => scene.home === undefined || set !== "backup"),
    roles: existing.filter((role) => built.includes(role)),
    unbuilt: existing.filter((role) => !built.includes(role)),
    conditions: isPooled ? [] : conditionsOf(scene),
    ...(scene.home === undefined ? {} : { keepsNoRecords: true }),
    routeMinutes: minutesOf(routes),
  };
}

function existingRoles({ settings, home }: Scene): readonly WatchedRole[] {
  if (home !== undefined) return ["network", "database"];
  const optional: readonly (readonly [WatchedRole, boolean])[] = [
    ["documents", settings.documents.enabled.value],
    ["analytics", settings.analytics.enabled.value],
    ["search", settings.search.enabled.value],
    ["queue", settings.queue.enabled.value],
    ["edge", settings.edge.whiteLabel.value],
    ["compute", settings.compute.cluster.value],
  ];
  return [
    ...(["network", "keys", "identity", "secrets", "database", "cache", "objects"] as const),
    ...optional.filter(([, exists]) => exists).map(([role]) => role),
    ...(["backup", "audit", "monitoring", "budget", "apiQuotas", "stack"] as const),
  ];
}

function conditionsOf(scene: Scene): readonly Condition[] {
  const { settings, floors, isReplicated } = scene;
  const { database, cache, objects, backup, audit, stack } = settings;
  const isOwn = hasOwnTrail(stack.isolation.value, floors);
  const pointPromised = backup.recoveryPointMinutes.value > 0;
  // A replica has nothing that is written to or copied further; what it promises is to be close.
  if (scene.home !== undefined)
    return pointPromised ? ["provisioned", "standby", "recoveryPointPromised"] : ["provisioned", "standby"];
  const manyCores = cacheVcpu(scene) >= MANY_CORES;
  const held: readonly (readonly [Condition, boolean])[] = [
    ["written", true],
    [database.scaleToZero.value ? "serverless" : "provisioned", true],
    ["readers", database.readers.value > 0],
    ["globalCluster", isReplicated],
    ["geoReplicated", isReplicated],
    ["proxy", database.proxy.value],
    ["cacheReplicas", cache.replicasPerShard.value > 0],
    [manyCores ? "cacheManyCores" : "cacheFewCores", true],
    ["objectCopies", objects.crossRegionReplication.value],
    ["iopsPromised", database.iopsGuaranteed.value > 0],
    ["recoveryPointPromised", pointPromised],
    [isOwn ? "ownTrail" : "sharedTrail", true],
    ["threatDetection", audit.threatDetection.value],
  ];
  return held.filter(([, holds]) => holds).map(([condition]) => condition);
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
