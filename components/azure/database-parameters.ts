/** Server parameters of PostgreSQL: what every database enforces and records, and what its tier decides. */
import { Configuration } from "@pulumi/azure-native/dbforpostgresql/configuration.js";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import { isBurstClass } from "./database-server.ts";

/** One server parameter, by its PostgreSQL name. */
export interface DatabaseParameter {
  readonly name: string;
  readonly value: string;
}

/** Milliseconds after which a transaction that does nothing is ended: it holds locks and keeps old rows alive. */
const IDLE_TRANSACTION_MS = 300_000;

/** Query store keeps statistics for 1 to 30 days (azure-databases-docs, concepts-query-store). */
const QUERY_STORE_MAX_DAYS = 30;

/** What PgBouncer has by itself, for a pooler that is off (azure-databases-docs, concepts-pgbouncer). */
const DEFAULT_POOL_CONNECTIONS = 50;
const DEFAULT_IDLE_MINUTES = 10;

/** Under high availability 4, and one more for each of the at most 5 replicas (concepts-high-availability, 2026-07). */
const REPLICATION_SLOTS = 10;

/**
 * Parameters that never change: set once on the writer, inherited by every reader when it is made.
 * TLS 1.2 or newer and SCRAM only; pgaudit and statement statistics loaded; every connection and lock wait in the log.
 * Values that were bound to a statement stay out of the log: they are the customer's data.
 */
const FIXED_PARAMETERS: readonly DatabaseParameter[] = [
  { name: "require_secure_transport", value: "ON" },
  { name: "ssl_min_protocol_version", value: "TLSv1.2" },
  { name: "password_encryption", value: "SCRAM-SHA-256" },
  { name: "azure.accepted_password_auth_method", value: "SCRAM-SHA-256" },
  { name: "azure.extensions", value: "PG_STAT_STATEMENTS,PGAUDIT" },
  { name: "shared_preload_libraries", value: "pg_stat_statements,pgaudit" },
  { name: "log_connections", value: "ON" },
  { name: "log_disconnections", value: "ON" },
  { name: "log_lock_waits", value: "ON" },
  { name: "log_parameter_max_length", value: "0" },
  { name: "connection_throttle.enable", value: "ON" },
  { name: "idle_in_transaction_session_timeout", value: String(IDLE_TRANSACTION_MS) },
  { name: "max_wal_senders", value: String(REPLICATION_SLOTS) },
  { name: "max_replication_slots", value: String(REPLICATION_SLOTS) },
  { name: "pg_qs.query_capture_mode", value: "TOP" },
];

/**
 * Parameters that a tier or a tenant may change later. A reader copies the writer's when it is made and follows none of
 * their changes, so each server is given them.
 */
export function changingParameters(spec: DatabaseSpec): readonly DatabaseParameter[] {
  const queryStoreDays = Math.min(spec.performanceInsightsRetentionDays, QUERY_STORE_MAX_DAYS);
  return [
    { name: "max_connections", value: String(spec.maxConnections) },
    { name: "pgaudit.log", value: spec.auditStatements.toLowerCase() },
    { name: "log_min_duration_statement", value: String(spec.slowQueryMs) },
    { name: "pg_qs.retention_period_in_days", value: String(queryStoreDays) },
    { name: "metrics.collector_database_activity", value: spec.enhancedMonitoringSeconds > 0 ? "ON" : "OFF" },
    ...poolerParameters(spec),
  ];
}

/** Everything the writer is given. */
export function writerParameters(spec: DatabaseSpec): readonly DatabaseParameter[] {
  return [...FIXED_PARAMETERS, ...changingParameters(spec)];
}

/**
 * The built-in PgBouncer, one per server. It pools by transaction, so a session's settings do not outlive one. Given in every
 * tier, so that a downgrade changes parameters and deletes none; burst sizes have no pooler to set.
 */
function poolerParameters({ proxy, nodeClass }: DatabaseSpec): readonly DatabaseParameter[] {
  if (isBurstClass(nodeClass)) return [];
  const pool = proxy ?? { maxPoolConnections: DEFAULT_POOL_CONNECTIONS, idleTimeoutMinutes: DEFAULT_IDLE_MINUTES };
  return [
    { name: "pgbouncer.enabled", value: proxy === undefined ? "false" : "true" },
    { name: "pgbouncer.pool_mode", value: "TRANSACTION" },
    { name: "pgbouncer.default_pool_size", value: String(pool.maxPoolConnections) },
    { name: "pgbouncer.server_idle_timeout", value: String(pool.idleTimeoutMinutes * 60) },
  ];
}

/**
 * Sets parameters one after the other: a server that is being changed refuses the next change (`ServerIsBusy`).
 * @param key of the server in the component, e.g. `writer`.
 * @param after what must be done on the server before the first of them.
 * @returns the last one set, or `after` where there is none.
 */
export function setParameters(
  owner: TenantComponent,
  key: string,
  place: { readonly resourceGroupName: pulumi.Output<string>; readonly serverName: pulumi.Output<string> },
  parameters: readonly DatabaseParameter[],
  after: pulumi.Resource,
): pulumi.Resource {
  let last = after;
  for (const { name, value } of parameters) {
    const configuration = `${key}-parameter-${name.replaceAll(/[._]/g, "-")}`;
    const args = { ...place, configurationName: name, value, source: "user-override" };
    last = owner.child(Configuration, configuration, args, { dependsOn: [last] });
  }
  return last;
}
