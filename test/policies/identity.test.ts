import { IDENTITY_RULES } from "../../policies/rules/identity.ts";
import { CLUSTER_IDENTITY_CASES } from "./cases/identity-clusters.ts";
import { CREDENTIAL_CASES } from "./cases/identity-credentials.ts";
import { GRANT_CASES } from "./cases/identity-grants.ts";
import { MACHINE_CASES } from "./cases/identity-machines.ts";
import { TENANT_SCOPE_CASES } from "./cases/identity-tenant-scope.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules("identity", IDENTITY_RULES, {
  ...GRANT_CASES,
  ...CREDENTIAL_CASES,
  ...CLUSTER_IDENTITY_CASES,
  ...MACHINE_CASES,
  ...TENANT_SCOPE_CASES,
});
