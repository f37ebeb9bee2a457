import { LOGGING_RULES } from "../../policies/rules/logging.ts";
import { DATABASE_LOG_CASES } from "./cases/logging-databases.ts";
import { RETENTION_CASES } from "./cases/logging-retention.ts";
import { SINK_WIDE_CASES, STORE_LOG_CASES } from "./cases/logging-stores.ts";
import { TRAIL_CASES, TRAIL_WIDE_CASES } from "./cases/logging-trails.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "logging",
  LOGGING_RULES,
  { ...TRAIL_CASES, ...RETENTION_CASES, ...DATABASE_LOG_CASES, ...STORE_LOG_CASES },
  [...TRAIL_WIDE_CASES, ...SINK_WIDE_CASES],
);
