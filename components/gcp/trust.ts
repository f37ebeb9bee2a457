/** Who may act as a workload's service account: only whom the tenant file names. */
import { IAMMember } from "@pulumi/gcp/serviceaccount/iammember.js";
import type { Account } from "@pulumi/gcp/serviceaccount/account.js";
import * as pulumi from "@pulumi/pulumi";
import { slug } from "../../tiers/names.ts";
import type { WorkloadSpec } from "../../tiers/blueprint.ts";
import type { IdentityArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import type { TokenPool } from "./token-issuers.ts";

/** Takes tokens in the account's name; neither signs for it nor changes it. */
const FEDERATED = "roles/iam.workloadIdentityUser";
/** The same for principals of Google Cloud itself. */
const TOKEN_CREATOR = "roles/iam.serviceAccountTokenCreator";

/** Creates one grant per trusted principal, issuer and Kubernetes service account. All lists empty: nobody, and no grant. */
export function createTrust(
  owner: GcpComponent,
  { boundary }: IdentityArgs,
  { name, trust }: WorkloadSpec,
  account: Account,
  pool: TokenPool | undefined,
): void {
  const grant = (key: string, role: string, member: pulumi.Input<string>): IAMMember =>
    owner.child(IAMMember, `${name}-trust-${key}`, { serviceAccountId: account.name, role, member });
  for (const principal of trust.principals) grant(slug(principal), TOKEN_CREATOR, principal);
  if (trust.tokenIssuers.length > 0) {
    if (pool === undefined) throw new Error(`${name} trusts a token issuer for which there is no pool`);
    grant("token-issuers", FEDERATED, pool.trustedBy(name));
  }
  for (const { namespace, name: serviceAccount } of trust.serviceAccounts) {
    const member = pulumi.interpolate`serviceAccount:${boundary.boundaryName}.svc.id.goog[${namespace}/${serviceAccount}]`;
    grant(slug(`${namespace}-${serviceAccount}`), FEDERATED, member);
  }
}
