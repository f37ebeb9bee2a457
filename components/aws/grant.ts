/** How a store grants a workload its rights: an inline policy on the workload's role that names the exact store. */
import type { RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy.js";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { KeyRef, Principal } from "../contracts.ts";
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

const KEY_ACTIONS = {
  read: ["kms:Decrypt", "kms:DescribeKey"],
  write: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
} as const;

/**
 * The right to have a store's service use a key, which a workload needs besides the right on the store itself: the key's
 * policy leaves it to IAM, so that a role which may read some bucket cannot read every bucket under the key.
 * @param service the store's service as KMS names it, e.g. `s3`; a direct call to KMS stays refused.
 * @param access `read` for fetching, `write` for storing (which on S3 reads too, for multipart uploads).
 */
export function keyUseThrough(
  stack: StackSpec,
  key: KeyRef,
  service: "s3" | "secretsmanager",
  access: keyof typeof KEY_ACTIONS,
): IdentityStatement {
  return {
    Sid: "UseKeyThroughService",
    Effect: "Allow",
    Action: KEY_ACTIONS[access],
    Resource: key.keyId,
    Condition: { StringEquals: { "kms:ViaService": `${service}.${stack.region}.amazonaws.com` } },
  };
}
