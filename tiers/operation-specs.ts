/** Sections of the blueprint about running a stack: backup, audit, monitoring, budget, edge, quotas, compute. */

export interface BackupSpec {
  readonly retentionDays: number;
  readonly pointInTimeDays: number;
  /** Most data that may be lost, minutes. 0: nothing promised. */
  readonly recoveryPointMinutes: number;
  /** Longest time until service is back, minutes. 0: nothing promised. */
  readonly recoveryTimeMinutes: number;
  /** What keeps the recovery point, in words with the fact's id. */
  readonly mechanism: string;
  readonly crossRegionCopies: boolean;
  /** Region of the copies; absent without copies. */
  readonly copyRegion?: string;
  /** Copies cannot be deleted before their time. */
  readonly locked: boolean;
  /** A stack in the standby region exists. */
  readonly disasterRecovery: boolean;
}

export interface AuditSpec {
  readonly retentionDays: number;
  readonly immutable: boolean;
  readonly threatDetection: boolean;
}

export interface MonitoringSpec {
  readonly metricSets: readonly (
    "usage" | "database" | "resource" | "connection" | "cache" | "replication" | "backup" | "security"
  )[];
  readonly channels: readonly ("email" | "slack" | "webhook" | "pagerduty" | "sms")[];
  readonly logRetentionDays: number;
  readonly metricsRetentionDays: number;
  readonly traceSamplingPercent: number;
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
