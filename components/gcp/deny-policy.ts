/** What no workload may ever do, whatever somebody grants it: the counterpart of a permissions boundary. */
import { DenyPolicy } from "@pulumi/gcp/iam/denyPolicy.js";
import type { Account } from "@pulumi/gcp/serviceaccount/account.js";
import * as pulumi from "@pulumi/pulumi";
import type { IdentityArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { resourceName } from "./names.ts";

/**
 * Ways to more rights, to rights that outlive the session, and to the end of a key.
 * Basis: own. Deny policies take only some permissions, listed at https://cloud.google.com/iam/docs/deny-permissions-support;
 * its rows could not be read, so that all of these are among them shows at the first `up` on a real project only.
 */
const DENIED_PERMISSIONS = [
  "cloudkms.googleapis.com/cryptoKeyVersions.destroy",
  "cloudkms.googleapis.com/cryptoKeys.setIamPolicy",
  "cloudkms.googleapis.com/keyRings.setIamPolicy",
  "cloudresourcemanager.googleapis.com/projects.setIamPolicy",
  "iam.googleapis.com/roles.create",
  "iam.googleapis.com/roles.update",
  "iam.googleapis.com/serviceAccountKeys.create",
  "iam.googleapis.com/serviceAccounts.create",
  "iam.googleapis.com/serviceAccounts.setIamPolicy",
];

/** Creates the policy on the project, for the stack's own accounts alone: a neighbour in the project has his own. */
export function createDenyPolicy(
  owner: GcpComponent,
  { stack, boundary }: IdentityArgs,
  accounts: readonly Account[],
): DenyPolicy {
  return owner.child(DenyPolicy, "deny-policy", {
    name: resourceName(stack, "workloads"),
    displayName: `${stack.tenant} ${stack.environment}: what a workload may never do`,
    parent: pulumi.interpolate`cloudresourcemanager.googleapis.com%2Fprojects%2F${boundary.boundaryName}`,
    rules: [
      {
        description: "No way to more rights, to keys of accounts, or to the end of an encryption key",
        denyRule: {
          deniedPrincipals: accounts.map(
            ({ email }) => pulumi.interpolate`principal://iam.googleapis.com/projects/-/serviceAccounts/${email}`,
          ),
          deniedPermissions: DENIED_PERMISSIONS,
        },
      },
    ],
  });
}
