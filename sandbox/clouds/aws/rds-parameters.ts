/** Parameters of Aurora PostgreSQL: which there are, which need a reboot, and what some of them may be. */
import { blocksAt, textAt } from "../properties.ts";
import type { Properties } from "../resource-type.ts";

/** Take effect at the next start of a node only. */
const STATIC = [
  "autovacuum_freeze_max_age",
  "autovacuum_max_workers",
  "autovacuum_multixact_freeze_max_age",
  "huge_pages",
  "max_connections",
  "max_files_per_process",
  "max_locks_per_transaction",
  "max_logical_replication_workers",
  "max_pred_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "pg_stat_statements.max",
  "rds.enable_plan_management",
  "rds.logical_replication",
  "rds.restrict_password_commands",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
  "track_commit_timestamp",
  "wal_buffers",
];

/** Take effect at once. */
const DYNAMIC = [
  "apg_plan_mgmt.capture_plan_baselines",
  "apg_plan_mgmt.use_plan_baselines",
  "application_name",
  "auto_explain.log_analyze",
  "auto_explain.log_min_duration",
  "autovacuum",
  "autovacuum_analyze_scale_factor",
  "autovacuum_analyze_threshold",
  "autovacuum_naptime",
  "autovacuum_vacuum_cost_delay",
  "autovacuum_vacuum_cost_limit",
  "autovacuum_vacuum_scale_factor",
  "autovacuum_vacuum_threshold",
  "autovacuum_work_mem",
  "backslash_quote",
  "checkpoint_timeout",
  "client_encoding",
  "client_min_messages",
  "cursor_tuple_fraction",
  "datestyle",
  "deadlock_timeout",
  "default_statistics_target",
  "default_transaction_isolation",
  "default_transaction_read_only",
  "effective_cache_size",
  "effective_io_concurrency",
  "extra_float_digits",
  "from_collapse_limit",
  "hash_mem_multiplier",
  "idle_in_transaction_session_timeout",
  "idle_session_timeout",
  "intervalstyle",
  "jit",
  "join_collapse_limit",
  "lc_messages",
  "lc_monetary",
  "lc_numeric",
  "lc_time",
  "lock_timeout",
  "log_autovacuum_min_duration",
  "log_connections",
  "log_disconnections",
  "log_duration",
  "log_error_verbosity",
  "log_lock_waits",
  "log_min_duration_sample",
  "log_min_duration_statement",
  "log_min_error_statement",
  "log_min_messages",
  "log_parameter_max_length",
  "log_parameter_max_length_on_error",
  "log_rotation_age",
  "log_rotation_size",
  "log_statement",
  "log_statement_sample_rate",
  "log_statement_stats",
  "log_temp_files",
  "log_transaction_sample_rate",
  "logical_decoding_work_mem",
  "maintenance_work_mem",
  "max_parallel_maintenance_workers",
  "max_parallel_workers",
  "max_parallel_workers_per_gather",
  "max_standby_streaming_delay",
  "password_encryption",
  "pg_stat_statements.save",
  "pg_stat_statements.track",
  "pg_stat_statements.track_utility",
  "pgaudit.log",
  "pgaudit.log_catalog",
  "pgaudit.log_level",
  "pgaudit.log_parameter",
  "pgaudit.log_relation",
  "pgaudit.log_rows",
  "pgaudit.log_statement",
  "pgaudit.log_statement_once",
  "pgaudit.role",
  "plan_cache_mode",
  "random_page_cost",
  "rds.accepted_password_auth_method",
  "rds.adaptive_autovacuum",
  "rds.force_admin_logging_level",
  "rds.force_autovacuum_logging_level",
  "rds.force_ssl",
  "rds.global_db_rpo",
  "rds.log_retention_period",
  "search_path",
  "seq_page_cost",
  "session_replication_role",
  "ssl",
  "ssl_ciphers",
  "ssl_max_protocol_version",
  "ssl_min_protocol_version",
  "statement_timeout",
  "synchronous_commit",
  "tcp_keepalives_count",
  "tcp_keepalives_idle",
  "tcp_keepalives_interval",
  "temp_buffers",
  "temp_file_limit",
  "timezone",
  "track_activities",
  "track_counts",
  "track_functions",
  "track_io_timing",
  "vacuum_cost_delay",
  "vacuum_cost_limit",
  "work_mem",
];

/** Allowed values as AWS lists them, for those that security or capacity hangs on: a range, or words. */
const ALLOWED: Readonly<Record<string, string>> = {
  log_connections: "0,1",
  log_disconnections: "0,1",
  log_lock_waits: "0,1",
  log_statement: "none,ddl,mod,all",
  max_connections: "6-262143",
  password_encryption: "md5,scram-sha-256",
  "pgaudit.log": "ddl,function,misc,misc_set,read,role,write,none,all,-ddl,-function,-misc,-read,-role,-write",
  "pgaudit.role": "rds_pgaudit",
  "rds.accepted_password_auth_method": "md5+scram,scram",
  "rds.force_ssl": "0,1",
  "rds.log_retention_period": "1440-10080",
  "rds.restrict_password_commands": "0,1",
  ssl_max_protocol_version: "TLSv1,TLSv1.1,TLSv1.2,TLSv1.3",
  ssl_min_protocol_version: "TLSv1,TLSv1.1,TLSv1.2,TLSv1.3",
};

/** Parameters whose value is a list of the allowed words. */
const LISTS = ["pgaudit.log"];

/** Why RDS does not take a group's parameters, as error code and message; undefined when it does. */
export function parameterFlaw(
  inputs: Properties,
  defaultMethod: string,
): { readonly code: string; readonly message: string } | undefined {
  for (const parameter of blocksAt(inputs, "parameters")) {
    const [name, value] = [textAt(parameter, "name") ?? "", textAt(parameter, "value") ?? ""];
    if (!STATIC.includes(name) && !DYNAMIC.includes(name)) {
      return { code: "InvalidParameterValue", message: `Could not find parameter with name: ${name}` };
    }
    const allowed = ALLOWED[name];
    if (allowed !== undefined && !isAllowed(value, allowed, LISTS.includes(name))) {
      const message = `Invalid parameter value: ${value} for: ${name} allowed values are: ${allowed}`;
      return { code: "InvalidParameterValue", message };
    }
    if (STATIC.includes(name) && (textAt(parameter, "applyMethod") ?? defaultMethod) === "immediate") {
      return { code: "InvalidParameterCombination", message: "cannot use immediate apply method for static parameter" };
    }
  }
  return undefined;
}

/** A formula (`LEAST({DBInstanceClassMemory/9531392},5000)`) is worked out by RDS. */
function isAllowed(value: string, allowed: string, isList: boolean): boolean {
  if (value.includes("{")) return true;
  const [, lowest, highest] = /^(\d+)-(\d+)$/.exec(allowed) ?? [];
  if (lowest !== undefined && highest !== undefined) {
    return /^\d+$/.test(value) && Number(value) >= Number(lowest) && Number(value) <= Number(highest);
  }
  const words = isList ? value.split(",").map((word) => word.trim()) : [value];
  return words.every((word) => allowed.split(",").includes(word));
}
