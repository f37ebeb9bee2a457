import { SECRET_RULES } from "../../policies/rules/secrets.ts";
import { DATABASE_CREDENTIAL_CASES } from "./cases/secrets-credentials.ts";
import { SECRET_SERVICE_CASES } from "./cases/secrets-services.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules("secrets", SECRET_RULES, { ...DATABASE_CREDENTIAL_CASES, ...SECRET_SERVICE_CASES });
