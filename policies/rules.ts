/** Every rule of the pack, sorted by id. */
import type { Rule } from "./rule.ts";
import { BACKUP_RULES } from "./rules/backup.ts";
import { ENCRYPTION_RULES } from "./rules/encryption.ts";
import { EXPOSURE_RULES } from "./rules/exposure.ts";
import { WAIVER_RULE } from "./rules/governance/waivers.ts";
import { KEY_RULES } from "./rules/keys.ts";
import { LOGGING_RULES } from "./rules/logging.ts";
import { MONITORING_RULES } from "./rules/monitoring.ts";
import { NETWORK_RULES } from "./rules/network.ts";
import { RESIDENCY_RULES } from "./rules/residency.ts";
import { SECRET_RULES } from "./rules/secrets.ts";
import { TRANSPORT_RULES } from "./rules/transport.ts";

export const RULES: readonly Rule[] = [
  ...NETWORK_RULES,
  ...ENCRYPTION_RULES,
  ...TRANSPORT_RULES,
  ...KEY_RULES,
  ...SECRET_RULES,
  ...EXPOSURE_RULES,
  ...BACKUP_RULES,
  ...LOGGING_RULES,
  ...MONITORING_RULES,
  ...RESIDENCY_RULES,
  WAIVER_RULE,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Their ids. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
