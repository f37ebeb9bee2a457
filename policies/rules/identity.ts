/** Who may do what: rights, credentials, trust, identities of workloads. */
import { byId } from "../rule.ts";
import { CLUSTER_IDENTITY_RULES } from "./identity/clusters.ts";
import { CLUSTER_ROLE_RULES } from "./identity/cluster-roles.ts";
import { GRANT_RULES } from "./identity/grants.ts";
import { INSTANCE_METADATA_RULES } from "./identity/instance-metadata.ts";
import { PASSWORD_RULES } from "./identity/passwords.ts";
import { STATIC_CREDENTIAL_RULES } from "./identity/static-credentials.ts";
import { TENANT_SCOPE_RULES } from "./identity/tenant-scope.ts";
import { TRUST_RULES } from "./identity/trust.ts";

export const IDENTITY_RULES = byId([
  ...CLUSTER_IDENTITY_RULES,
  ...CLUSTER_ROLE_RULES,
  ...GRANT_RULES,
  ...INSTANCE_METADATA_RULES,
  ...PASSWORD_RULES,
  ...STATIC_CREDENTIAL_RULES,
  ...TENANT_SCOPE_RULES,
  ...TRUST_RULES,
]);
