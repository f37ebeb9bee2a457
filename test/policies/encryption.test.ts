import { DATABASE_ENCRYPTION_RULES } from "../../policies/rules/encryption/databases.ts";
import { DATABASE_ENCRYPTION_CASES } from "./cases/encryption-databases.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules("encryption", DATABASE_ENCRYPTION_RULES, DATABASE_ENCRYPTION_CASES);
