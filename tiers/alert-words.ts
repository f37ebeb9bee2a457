/** The closed word lists of the alert catalogue. */
import { METRIC_SETS } from "./setting-sections.ts";
import { ROLES } from "./vocabulary.ts";

export type MetricSet = (typeof METRIC_SETS)[number];

export const ALERT_SEVERITIES = ["warning", "critical"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** Parts of the dashboard in the order in which a person looks, with their headings. */
export const DASHBOARD_TITLES = {
  service: "Service: what customers notice",
  capacity: "Capacity: what is filling up",
  database: "Database",
  cache: "Cache",
  objects: "Object storage",
  queue: "Queue",
  cluster: "Cluster",
  network: "Network",
  recovery: "Recovery: copies and backups",
  security: "Security and audit",
} as const;
export const DASHBOARD_SECTIONS = Object.keys(DASHBOARD_TITLES) as readonly DashboardSection[];
export type DashboardSection = keyof typeof DASHBOARD_TITLES;

/** What a signal watches: a role of the blueprint, or quotas of the account that no role owns. */
export const WATCHED_ROLES = [...ROLES, "stack"] as const;
export type WatchedRole = (typeof WATCHED_ROLES)[number];

/** What must hold of a stack for a signal to make sense; signals name these under `when`. */
export const CONDITIONS = [
  "provisioned",
  "serverless",
  "readers",
  "globalCluster",
  "proxy",
  "cacheReplicas",
  "cacheManyCores",
  "cacheFewCores",
  "objectCopies",
  "geoReplicated",
  "standby",
  "written",
  "iopsPromised",
  "recoveryPointPromised",
  "ownTrail",
  "sharedTrail",
  "threatDetection",
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The tenant's own limits, from which thresholds are made. */
export const LIMITS = [
  "storageLimitBytes",
  "bucketQuotaBytes",
  "nodeMemoryBytes",
  "maxConnections",
  "guaranteedOperationsPer5Minutes",
  "cacheCpuPercent",
  "recoveryPointSeconds",
  "halfRecoveryPointSeconds",
  "baseBackupMaxAgeSeconds",
  "apiRequestsPerHour",
  "errorBudget",
] as const;
export type LimitName = (typeof LIMITS)[number];
export type LimitValues = Readonly<Record<LimitName, number>>;
