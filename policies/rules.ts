/** Every rule of the pack, sorted by id. */
import { byId, type Rule } from "./rule.ts";
import { BACKUP_RULES } from "./rules/backup.ts";
import { ENCRYPTION_RULES } from "./rules/encryption.ts";
import { EXPOSURE_RULES } from "./rules/exposure.ts";
import { GOVERNANCE_RULES } from "./rules/governance.ts";
import { ignoreChangesRule } from "./rules/governance/ignore-changes.ts";
import { WAIVER_RULE } from "./rules/governance/waivers.ts";
import { IDENTITY_RULES } from "./rules/identity.ts";
import { KEY_RULES } from "./rules/keys.ts";
import { KUBERNETES_RULES } from "./rules/kubernetes.ts";
import { LOGGING_RULES } from "./rules/logging.ts";
import { MONITORING_RULES } from "./rules/monitoring.ts";
import { NETWORK_RULES } from "./rules/network.ts";
import { RESIDENCY_RULES } from "./rules/residency.ts";
import { SECRET_RULES } from "./rules/secrets.ts";
import { TENANCY_RULES } from "./rules/tenancy.ts";
import { TRANSPORT_RULES } from "./rules/transport.ts";

/** Rules that name the properties they judge. */
const JUDGING: readonly Rule[] = [
  ...NETWORK_RULES,
  ...ENCRYPTION_RULES,
  ...TRANSPORT_RULES,
  ...KEY_RULES,
  ...SECRET_RULES,
  ...EXPOSURE_RULES,
  ...BACKUP_RULES,
  ...LOGGING_RULES,
  ...MONITORING_RULES,
  ...IDENTITY_RULES,
  ...KUBERNETES_RULES,
  ...RESIDENCY_RULES,
  ...GOVERNANCE_RULES,
  ...TENANCY_RULES,
];

export const RULES: readonly Rule[] = byId([...JUDGING, ignoreChangesRule(JUDGING), WAIVER_RULE]);

/** Their ids. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
