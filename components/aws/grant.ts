/** How a store grants a workload its rights: an inline policy on the workload's role that names the exact store. */
import type { RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy.js";
import type { Principal } from "../contracts.ts";
import { policyDocument } from "./policy-document.ts";
import type { IdentityStatement } from "./policy-document.ts";

/**
 * Arguments of the `RolePolicy` that grants a workload what the statements say.
 * The store makes it as its own child, so that the right goes when the store goes:
 * `this.child(RolePolicy, "grant-app", grantTo(identity.principals.app, [readBucket]))`.
 * All inline policies of one role share 10,240 characters.
 */
export function grantTo(principal: Principal, statements: readonly IdentityStatement[]): RolePolicyArgs {
  return { role: principal.principalName, policy: policyDocument(statements) };
}
