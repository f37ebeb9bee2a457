import { LOGGING_RULES } from "../../policies/rules/logging.ts";
import { DATABASE_LOG_CASES } from "./cases/logging-databases.ts";
import { RETENTION_CASES } from "./cases/logging-retention.ts";
import { STORE_LOG_CASES } from "./cases/logging-stores.ts";
import { SINK_CASES, SINK_WIDE_CASES } from "./cases/logging-sinks.ts";
import { CONTROL_PLANE_CASES } from "./cases/logging-kubernetes.ts";
import { ARCHIVE_CASES } from "./cases/logging-archives.ts";
import { STATEMENT_CASES } from "./cases/logging-statements.ts";
import { TRAIL_CASES, TRAIL_WIDE_CASES } from "./cases/logging-trails.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "logging",
  LOGGING_RULES,
  {
    ...TRAIL_CASES,
    ...RETENTION_CASES,
    ...DATABASE_LOG_CASES,
    ...STORE_LOG_CASES,
    ...SINK_CASES,
    ...CONTROL_PLANE_CASES,
    ...ARCHIVE_CASES,
    ...STATEMENT_CASES,
  },
  [...TRAIL_WIDE_CASES, ...SINK_WIDE_CASES],
);
