/** Every rule of the pack, sorted by id. */
import type { Rule } from "./rule.ts";
import { DATABASE_ENCRYPTION_RULES } from "./rules/encryption/databases.ts";
import { WAIVER_RULE } from "./rules/governance/waivers.ts";

export const RULES: readonly Rule[] = [...DATABASE_ENCRYPTION_RULES, WAIVER_RULE].toSorted((a, b) =>
  a.id < b.id ? -1 : 1,
);

/** Their ids. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
