/** What is watched and whom it tells: the parts of the section `monitoring`. */
import type { AlertSeverity, DashboardSection, MetricSet, WatchedRole } from "./alert-words.ts";
import type { AwsSignal } from "./aws-signals.ts";
import type { AzureSignal } from "./azure-signals.ts";
import type { GcpSignal } from "./gcp-signals.ts";

/** The ways an alert can take: its severity, or those who answer for security. */
export const ALERT_ROUTES = ["warning", "critical", "security"] as const;
export type AlertRoute = (typeof ALERT_ROUTES)[number];

/** Who is told by one route. */
export interface RouteSpec {
  readonly route: AlertRoute;
  /** Addresses that get a mail. */
  readonly emails: readonly string[];
  /** Channels besides e-mail, each with the name of the secret that holds its address or key. */
  readonly channels: readonly RouteChannelSpec[];
}

export interface RouteChannelSpec {
  readonly channel: "slack" | "webhook" | "pagerduty" | "sms";
  /** Name of the secret in the cloud's secret store, `scope/name`. Never its value. */
  readonly secretRef: string;
}

/** One alert of the product's catalogue, as it stands for one stack. */
export interface AlertSpec {
  /** Stable id, e.g. `cpu-high`; part of logical names. */
  readonly id: string;
  /** One sentence for a person. */
  readonly meaning: string;
  readonly severity: AlertSeverity;
  readonly route: AlertRoute;
  /** Part of the dashboard that shows it. */
  readonly section: DashboardSection;
  /** How long its condition lasts before it rings, minutes. */
  readonly forMinutes: number;
  /** Until a first sign can be seen, minutes: the slowest of its signals that promise it. */
  readonly noticeMinutes: number;
  /** Until a person is reached, minutes: the slowest of its signals that promise it. */
  readonly reachMinutes: number;
  /** Alerts of this stack that explain it: while one of them rings it stays silent, so that one failure pages once. */
  readonly suppressedBy: readonly string[];
  /** What to do, step by step. */
  readonly runbook: readonly string[];
  /** What makes it ring, any of them. */
  readonly signals: readonly SignalSpec[];
}

/** One thing that the cloud can see, in its own vocabulary. */
export interface SignalSpec {
  /** Stable key within the alert, e.g. `database`; part of logical names. */
  readonly key: string;
  readonly role: WatchedRole;
  /** Whose dimensions the component fills in, e.g. `database-writer`; absent where the definition says it itself. */
  readonly target?: string;
  /** In the unit of the metric; absent for events. */
  readonly threshold?: number;
  /** Why the promise of detection does not hold for it; absent: it holds. */
  readonly exception?: string;
  /** Exactly one of the following: the rule in the vocabulary of the stack's cloud. */
  readonly aws?: AwsSignal;
  readonly azure?: AzureSignal;
  readonly gcp?: GcpSignal;
}

/** What nobody will be told of, and why: said, never passed over in silence. */
export interface UnseenSpec {
  /** Id of the alert. */
  readonly alert: string;
  /** Key of the signal, as in {@link SignalSpec}. */
  readonly key: string;
  readonly reason: string;
}

/** One part of the dashboard, in the order in which a person looks. */
export interface DashboardSectionSpec {
  readonly section: DashboardSection;
  readonly title: string;
  /** Ids of the alerts whose numbers it shows. */
  readonly alerts: readonly string[];
}

/** A Prometheus run by the cloud for what the tenant's cluster tells. */
export interface PrometheusSpec {
  readonly retentionDays: number;
  readonly rules: readonly PrometheusRuleSpec[];
}

export interface PrometheusRuleSpec {
  /** Id of the alert in the catalogue. */
  readonly alert: string;
  /** PromQL. */
  readonly expr: string;
  readonly forMinutes: number;
  readonly severity: AlertSeverity;
  readonly summary: string;
}

export type { AlertSeverity, DashboardSection, MetricSet, WatchedRole };
