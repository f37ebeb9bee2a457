/** Database flags of Cloud SQL for PostgreSQL: what every database enforces and records, and what its tier decides. */
import type { DatabaseSpec } from "../../tiers/blueprint.ts";

/** One flag. Cloud SQL takes every value as text. */
export interface DatabaseFlag {
  readonly name: string;
  readonly value: string;
}

/** Milliseconds after which a transaction that does nothing is ended: it holds locks and keeps old rows alive. */
const IDLE_TRANSACTION_MS = 300_000;

/**
 * Connections that a reader accepts: the most that any tier or override allows, since PostgreSQL stops a standby whose
 * limit is below its primary's, and a change of tier reaches the primary first. The primary keeps the tier's promise.
 */
const READER_MAX_CONNECTIONS = 5000;

/**
 * Flags of one instance. A static one restarts it: identity login, pgaudit and the connection limit; the first two never
 * change, and the limit changes with the size, which restarts anyway.
 *
 * SCRAM only; pgaudit loaded (an administrator creates the extension once); every connection and lock wait in the log.
 */
export function databaseFlags(spec: DatabaseSpec, role: "primary" | "reader"): DatabaseFlag[] {
  return [
    flag("cloudsql.iam_authentication", "on"),
    flag("cloudsql.enable_pgaudit", "on"),
    flag("pgaudit.log", spec.auditStatements.toLowerCase()),
    flag("password_encryption", "scram-sha-256"),
    flag("max_connections", String(role === "primary" ? spec.maxConnections : READER_MAX_CONNECTIONS)),
    flag("log_min_duration_statement", String(spec.slowQueryMs)),
    flag("log_connections", "on"),
    flag("log_disconnections", "on"),
    flag("log_lock_waits", "on"),
    flag("idle_in_transaction_session_timeout", String(IDLE_TRANSACTION_MS)),
  ];
}

function flag(name: string, value: string): DatabaseFlag {
  return { name, value };
}
