/** Alarms, detection and recording: theme MON. */
import type { Rule } from "../rule.ts";
import { ALERT_RULES } from "./monitoring/alerts.ts";
import { CAPACITY_RULES } from "./monitoring/capacity.ts";
import { DETECTION_RULES } from "./monitoring/detection.ts";
import { SECURITY_EVENT_RULES } from "./monitoring/security-events.ts";

/** Sorted by id. */
export const MONITORING_RULES: readonly Rule[] = [
  ...ALERT_RULES,
  ...CAPACITY_RULES,
  ...DETECTION_RULES,
  ...SECURITY_EVENT_RULES,
].toSorted((a, b) => a.id.localeCompare(b.id));
