/** The rules of the theme KEY: keys, vaults and what they protect. */
import type { Rule } from "../rule.ts";
import { KEY_ACCESS_RULES } from "./keys/access.ts";
import { KEY_PROTECTION_RULES } from "./keys/protection.ts";
import { KEY_ROTATION_RULES } from "./keys/rotation.ts";
import { TENANT_KEY_RULES } from "./keys/tenant-keys.ts";

/** By id. */
export const KEY_RULES: readonly Rule[] = [
  ...KEY_ROTATION_RULES,
  ...KEY_PROTECTION_RULES,
  ...KEY_ACCESS_RULES,
  ...TENANT_KEY_RULES,
].toSorted((a, b) => a.id.localeCompare(b.id));
