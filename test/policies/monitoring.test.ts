import { MONITORING_RULES } from "../../policies/rules/monitoring.ts";
import { ALERT_CASES } from "./cases/monitoring-alerts.ts";
import { EVENT_CASES, SECURITY_EVENT_WIDE_CASES } from "./cases/monitoring-events.ts";
import { CAPACITY_CASES } from "./cases/monitoring-capacity.ts";
import { DETECTION_CASES, DETECTION_WIDE_CASES } from "./cases/monitoring-detection.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules("monitoring", MONITORING_RULES, { ...ALERT_CASES, ...EVENT_CASES, ...DETECTION_CASES, ...CAPACITY_CASES }, [
  ...SECURITY_EVENT_WIDE_CASES,
  ...DETECTION_WIDE_CASES,
]);
