/** Labels, classification, retention, supported engines, and that nothing is hidden. GOV-05 is made of all other rules: see the pack. */
import { byId } from "../rule.ts";
import { CLASSIFICATION_RULES } from "./governance/classification.ts";
import { ENGINE_RULES } from "./governance/engines.ts";
import { LABEL_RULES } from "./governance/labels.ts";
import { RETENTION_RULES } from "./governance/retention.ts";

export const GOVERNANCE_RULES = byId([...CLASSIFICATION_RULES, ...ENGINE_RULES, ...LABEL_RULES, ...RETENTION_RULES]);
