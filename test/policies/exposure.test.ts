import { EXPOSURE_RULES } from "../../policies/rules/exposure.ts";
import { EXPOSURE_ACCOUNTS_CASES } from "./cases/exposure-accounts.ts";
import { EXPOSURE_DATABASES_CASES } from "./cases/exposure-databases.ts";
import { EXPOSURE_GRANTS_CASES } from "./cases/exposure-grants.ts";
import { EXPOSURE_KUBERNETES_CASES } from "./cases/exposure-kubernetes.ts";
import { EXPOSURE_OBJECTS_CASES } from "./cases/exposure-objects.ts";
import { EXPOSURE_SNAPSHOTS_CASES } from "./cases/exposure-snapshots.ts";
import { EXPOSURE_STORES_CASES } from "./cases/exposure-stores.ts";
import { joinCases } from "./harness/join-cases.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "exposure",
  EXPOSURE_RULES,
  joinCases(
    EXPOSURE_ACCOUNTS_CASES,
    EXPOSURE_DATABASES_CASES,
    EXPOSURE_GRANTS_CASES,
    EXPOSURE_KUBERNETES_CASES,
    EXPOSURE_OBJECTS_CASES,
    EXPOSURE_SNAPSHOTS_CASES,
    EXPOSURE_STORES_CASES,
  ),
);
