/** Logs and audit trails: theme LOG. */
import type { Rule } from "../rule.ts";
import { DATABASE_LOG_RULES } from "./logging/databases.ts";
import { KUBERNETES_LOG_RULES } from "./logging/kubernetes.ts";
import { RETENTION_RULES } from "./logging/retention.ts";
import { SINK_RULES } from "./logging/sinks.ts";
import { STORE_LOG_RULES } from "./logging/stores.ts";
import { TRAIL_RULES } from "./logging/trail.ts";

/** Sorted by id. */
export const LOGGING_RULES: readonly Rule[] = [
  ...DATABASE_LOG_RULES,
  ...KUBERNETES_LOG_RULES,
  ...RETENTION_RULES,
  ...SINK_RULES,
  ...STORE_LOG_RULES,
  ...TRAIL_RULES,
].toSorted((a, b) => a.id.localeCompare(b.id));
