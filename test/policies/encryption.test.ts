import { ENCRYPTION_RULES } from "../../policies/rules/encryption.ts";
import { DATABASE_ENCRYPTION_CASES } from "./cases/encryption-databases.ts";
import { ENCRYPTION_WIDE_CASES, MACHINE_ENCRYPTION_CASES } from "./cases/encryption-machines.ts";
import { OBJECT_ENCRYPTION_CASES } from "./cases/encryption-objects.ts";
import { SERVICE_ENCRYPTION_CASES } from "./cases/encryption-services.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "encryption",
  ENCRYPTION_RULES,
  {
    ...DATABASE_ENCRYPTION_CASES,
    ...SERVICE_ENCRYPTION_CASES,
    ...OBJECT_ENCRYPTION_CASES,
    ...MACHINE_ENCRYPTION_CASES,
  },
  ENCRYPTION_WIDE_CASES,
);
