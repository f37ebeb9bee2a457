/** Sections of the blueprint about running a stack: backup, audit, monitoring, budget, edge, quotas, compute. */
import type {
  AlertSpec,
  DashboardSectionSpec,
  MetricSet,
  PrometheusSpec,
  RouteSpec,
  UnseenSpec,
} from "./alert-specs.ts";

export type * from "./alert-specs.ts";

export interface BackupSpec {
  readonly retentionDays: number;
  readonly pointInTimeDays: number;
  /** Most data that may be lost, minutes. 0: nothing promised. */
  readonly recoveryPointMinutes: number;
  /** Longest time until service is back, minutes. 0: nothing promised. */
  readonly recoveryTimeMinutes: number;
  /** What keeps the recovery point, in words with the fact's id. */
  readonly mechanism: string;
  /**
   * Most of the database that the loss of the whole region costs, minutes; absent: everything, since nothing lies elsewhere.
   * What it costs in objects stands in `mechanism`: no cloud promises a time for all of them.
   */
  readonly regionLossMinutes?: number;
  /** What is copied when; none in a pooled stack. */
  readonly plans: readonly BackupPlanSpec[];
  readonly crossRegionCopies: boolean;
  /** Region to which copies are made; absent without copies. */
  readonly copyRegion?: string;
  /** Region with a vault for copies: where something is copied to, also after a downgrade, since copies lie there. */
  readonly copyVaultRegion?: string;
  /** Azure: region to which the cloud itself mirrors the vault. Decided at the first up; absent: none, and none can be added. */
  readonly geoRedundantRegion?: string;
  /** Copies cannot be deleted before their time. */
  readonly locked: boolean;
  /** `compliance` can never be lifted, by anybody; `governance` by a special permission. */
  readonly lockMode: "governance" | "compliance";
  /** Shortest and longest retention that the lock lets through, days. Fixed: another value replaces the lock. */
  readonly lockMinDays: number;
  readonly lockMaxDays: number;
  /** Days in which a compliance lock can still be taken back, at least 3. */
  readonly lockGraceDays: number;
  /** AWS: a copy is restored every month, to prove that it can be. Cost: the database's size for an hour. */
  readonly restoreTesting: boolean;
  /** A stack in the standby region exists. */
  readonly disasterRecovery: boolean;
}

/** How one store is copied into the vault. Its own continuous backup comes on top. */
export interface BackupPlanSpec {
  readonly store: "database" | "objects";
  /** Daily start, `HH:MM` UTC. */
  readonly startUtc: string;
  /** Minutes within which it must begin, and within which it must have ended. */
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  /** Any moment can be restored, not only the daily ones. */
  readonly continuous: boolean;
  readonly retentionDays: number;
  /** Days of the store's log that the plan keeps; absent where the store alone does. */
  readonly logRetentionDays?: number;
}

export interface AuditSpec {
  readonly retentionDays: number;
  readonly immutable: boolean;
  readonly threatDetection: boolean;
  /** `own`: a record of the whole account, which is the tenant's own. `account`: kept by the account baseline for all in it. */
  readonly trail: "own" | "account";
  /** Records are signed in a chain, so that a gap or a change shows. */
  readonly integrityValidation: boolean;
  /** Whose single reads and writes are recorded besides every change of a setting. */
  readonly dataEvents: readonly ("objects" | "secrets" | "keys")[];
  /** Days for which records can be searched at once; afterwards they lie in the bucket. */
  readonly searchableDays: number;
  /** Where an auditor finds the records, in words. */
  readonly evidence: string;
}

export interface MonitoringSpec {
  readonly metricSets: readonly MetricSet[];
  /** Ways that may be used; what is used stands in `routes`. */
  readonly channels: readonly ("email" | "slack" | "webhook" | "pagerduty" | "sms")[];
  readonly logRetentionDays: number;
  /** Days for which the numbers of the tenant's cluster are kept, and those of the cloud's services at most. */
  readonly metricsRetentionDays: number;
  /** Days for which the cloud keeps the numbers of its own services, whatever is asked; absent in a pooled stack. */
  readonly serviceMetricsDays?: number;
  readonly traceSamplingPercent: number;
  /** Who is told of what. */
  readonly routes: readonly RouteSpec[];
  /** What rings, with the tenant's own thresholds. */
  readonly alerts: readonly AlertSpec[];
  /** What the metric sets ask for and nobody will be told of, with the reason. */
  readonly unseen: readonly UnseenSpec[];
  /** Parts of the dashboard in their order. */
  readonly dashboard: readonly DashboardSectionSpec[];
  /** For the tenant's own cluster; absent without one. */
  readonly prometheus?: PrometheusSpec;
}

export interface BudgetSpec {
  readonly alarmUsdPerMonth: number;
}

export interface EdgeSpec {
  readonly domain?: string;
  readonly webApplicationFirewall: boolean;
  readonly maxConnections: number;
}

export interface ApiQuotasSpec {
  readonly requestsPerMinuteBurst: number;
  readonly requestsPerHourSustained: number;
  readonly requestsPerMonth: number;
  readonly users: number;
}

export interface ComputeSpec {
  readonly vcpu: number;
  readonly memoryGib: number;
  readonly kubernetesVersion: string;
  readonly gpuPool: boolean;
}
