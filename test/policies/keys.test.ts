import { KEY_RULES } from "../../policies/rules/keys.ts";
import { KEY_ACCESS_CASES } from "./cases/keys-access.ts";
import { KEY_PROTECTION_CASES } from "./cases/keys-protection.ts";
import { KEY_ROTATION_CASES } from "./cases/keys-rotation.ts";
import { TENANT_KEY_CASES } from "./cases/keys-tenant.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules("keys", KEY_RULES, {
  ...KEY_ROTATION_CASES,
  ...KEY_PROTECTION_CASES,
  ...KEY_ACCESS_CASES,
  ...TENANT_KEY_CASES,
});
