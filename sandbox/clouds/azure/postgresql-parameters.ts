/** Server parameters of PostgreSQL 17 on Azure: those that programs set, with what Azure says of each. */

export interface ServerParameter {
  readonly type: "Boolean" | "Enumeration" | "Integer" | "Set" | "String";
  readonly defaultValue: string;
  /** As Azure writes them: `ON,OFF`, `25-5000`. */
  readonly allowedValues: string;
  /** Takes effect without a restart. */
  readonly isDynamic: boolean;
}

function flag(defaultValue: "ON" | "OFF", isDynamic = true): ServerParameter {
  return { type: "Boolean", defaultValue, allowedValues: "ON,OFF", isDynamic };
}

function integer(defaultValue: number, lowest: number, highest: number, isDynamic = true): ServerParameter {
  return { type: "Integer", defaultValue: String(defaultValue), allowedValues: `${lowest}-${highest}`, isDynamic };
}

function oneOf(values: readonly string[], isDynamic = true): ServerParameter {
  return { type: "Enumeration", defaultValue: values[0] ?? "", allowedValues: values.join(","), isDynamic };
}

function setOf(defaultValue: string, values: readonly string[], isDynamic = true): ServerParameter {
  return { type: "Set", defaultValue, allowedValues: values.join(","), isDynamic };
}

/** By name. Azure knows some 300 more, which no program here sets. */
export const SERVER_PARAMETERS: Readonly<Record<string, ServerParameter>> = {
  "azure.accepted_password_auth_method": setOf("MD5", ["MD5", "SCRAM-SHA-256"]),
  "azure.extensions": setOf("", ["PGAUDIT", "PG_STAT_STATEMENTS", "PGCRYPTO", "UUID-OSSP", "VECTOR"]),
  "connection_throttle.enable": flag("OFF"),
  idle_in_transaction_session_timeout: integer(0, 0, 2_147_483_647),
  log_connections: flag("ON"),
  log_disconnections: flag("ON"),
  log_lock_waits: flag("OFF"),
  log_min_duration_statement: integer(-1, -1, 2_147_483_647),
  log_parameter_max_length: integer(-1, -1, 1_073_741_823),
  max_connections: integer(859, 25, 5000, false),
  max_replication_slots: integer(10, 2, 262_143, false),
  max_wal_senders: integer(10, 5, 100, false),
  "metrics.collector_database_activity": flag("OFF"),
  password_encryption: oneOf(["MD5", "SCRAM-SHA-256"]),
  "pg_qs.query_capture_mode": oneOf(["NONE", "TOP", "ALL"]),
  "pg_qs.retention_period_in_days": integer(7, 1, 30),
  "pgaudit.log": setOf("none", ["none", "read", "write", "function", "role", "ddl", "misc", "all"]),
  "pgbouncer.default_pool_size": integer(50, 1, 4950),
  "pgbouncer.enabled": { type: "Boolean", defaultValue: "false", allowedValues: "true,false", isDynamic: true },
  "pgbouncer.pool_mode": oneOf(["TRANSACTION", "SESSION", "STATEMENT"]),
  "pgbouncer.server_idle_timeout": integer(600, 0, 2_147_483_647),
  require_secure_transport: flag("ON"),
  shared_preload_libraries: setOf("pg_cron,pg_stat_statements", ["pg_cron", "pg_stat_statements", "pgaudit"], false),
  ssl_min_protocol_version: oneOf(["TLSv1.2", "TLSv1.3"]),
};

/** Whether Azure takes a value for a parameter; it does not tell upper from lower case. */
export function isAllowed({ type, allowedValues }: ServerParameter, value: string): boolean {
  if (type === "Integer") {
    const [, lowest, highest] = /^(-?\d+)-(\d+)$/.exec(allowedValues) ?? [];
    const number = Number(value);
    return Number.isInteger(number) && number >= Number(lowest) && number <= Number(highest);
  }
  const allowed = allowedValues.toLowerCase().split(",");
  const wanted = value.toLowerCase();
  return type === "Set"
    ? wanted === "" || wanted.split(",").every((part) => allowed.includes(part.trim()))
    : allowed.includes(wanted);
}
