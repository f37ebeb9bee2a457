/** Resource policy of a secret: what no IAM policy can allow. */
import type { StackSpec } from "../../tiers/blueprint.ts";
import { plainPolicyDocument } from "./policy-document.ts";
import type { ResourceStatement } from "./policy-document.ts";

/**
 * Denies only; who may read is said by the grants on the workloads' roles. Principals without a tenant label, such as the
 * deployer that writes the secret and reads its version back, are left to IAM.
 */
export function secretPolicy({ account, tenant }: StackSpec): string {
  return plainPolicyDocument([
    deny("DenyOtherAccounts", {
      StringNotEquals: { "aws:PrincipalAccount": account },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    }),
    deny("DenyWithoutTls", { Bool: { "aws:SecureTransport": "false" } }),
    deny("DenyPrincipalsOfOtherTenants", {
      StringNotEquals: { "aws:PrincipalTag/tenant": tenant },
      Null: { "aws:PrincipalTag/tenant": "false" },
    }),
  ]);
}

function deny(sid: string, condition: NonNullable<ResourceStatement<string>["Condition"]>): ResourceStatement<string> {
  return {
    Sid: sid,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "secretsmanager:*",
    // In a resource policy: the secret it is attached to.
    Resource: "*",
    Condition: condition,
  };
}
