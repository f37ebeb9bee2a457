/** Parameters of Aurora PostgreSQL: what every database enforces and records, and what its tier decides. */
import type { DatabaseSpec } from "../../tiers/blueprint.ts";

/** One parameter. A static one must be `pending-reboot`; AWS refuses `immediate` for it. */
export interface DatabaseParameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** Milliseconds after which a transaction that does nothing is ended: it holds locks and keeps old rows alive. */
const IDLE_TRANSACTION_MS = 300_000;

/**
 * Parameters of the whole cluster. Those that never change take effect at the first start (`pending-reboot` is legal for
 * static and dynamic ones); those that a tier or a tenant may change later are dynamic, so that no change needs a reboot.
 *
 * TLS 1.2 or newer and SCRAM only; pgaudit and statement statistics loaded; every connection and lock wait in the log.
 * Values that were bound to a statement stay out of the log: they are the customer's data.
 */
export function clusterParameters(spec: DatabaseSpec): DatabaseParameter[] {
  return [
    atFirstStart("rds.force_ssl", "1"),
    atFirstStart("ssl_min_protocol_version", "TLSv1.2"),
    atFirstStart("password_encryption", "scram-sha-256"),
    atFirstStart("rds.accepted_password_auth_method", "scram"),
    // Only members of rds_password may set passwords: everybody else logs in with an identity.
    atFirstStart("rds.restrict_password_commands", "1"),
    atFirstStart("shared_preload_libraries", "pg_stat_statements,pgaudit"),
    // Grants made to this role are audited object by object; without the role it does nothing.
    atFirstStart("pgaudit.role", "rds_pgaudit"),
    atFirstStart("log_parameter_max_length", "0"),
    now("pgaudit.log", spec.auditStatements.toLowerCase()),
    now("log_min_duration_statement", String(spec.slowQueryMs)),
    now("log_connections", "1"),
    now("log_disconnections", "1"),
    now("log_lock_waits", "1"),
    now("idle_in_transaction_session_timeout", String(IDLE_TRANSACTION_MS)),
  ];
}

/**
 * Parameters of each node. `max_connections` is the tier's promise, far below what the node's memory would allow
 * (LEAST(memory / 9531392, 5000)); static, so a new value waits for the restart that the change of node class brings.
 */
export function nodeParameters(spec: DatabaseSpec): DatabaseParameter[] {
  return [atFirstStart("max_connections", String(spec.maxConnections))];
}

function atFirstStart(name: string, value: string): DatabaseParameter {
  return { name, value, applyMethod: "pending-reboot" };
}

function now(name: string, value: string): DatabaseParameter {
  return { name, value, applyMethod: "immediate" };
}
