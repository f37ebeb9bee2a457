/** The managed policies of AWS that hand over an account, wherever they are attached. */
import { check, each, NO_DEFAULT, value } from "../../checks.ts";
import type { Check } from "../../rule.ts";

const ADMINISTRATION = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"] as const;

function whyTooMuch(arn: unknown): string | undefined {
  const name = /^arn:[^:]+:iam::aws:policy\/(.*)$/.exec(String(arn))?.[1];
  return ADMINISTRATION.some((one) => one === name)
    ? `got ${name}, expected a policy with the actions that are needed; attach that instead`
    : undefined;
}

const attached = (path: string): Check => value(path, { absent: NO_DEFAULT }, whyTooMuch);

/** By type token. */
export const ATTACHED_POLICIES: Readonly<Record<string, Check>> = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attached("policyArn"),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attached("policyArn"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attached("policyArn"),
  "aws:iam/policyAttachment:PolicyAttachment": attached("policyArn"),
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": listed("policyArns"),
  "aws:iam/role:Role": listed("managedPolicyArns"),
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": attached("managedPolicyArn"),
};

/** A list of policies, none by default. */
function listed(path: string): Check {
  const inner = each(path, value("", { absent: undefined }, whyTooMuch));
  return check([path], inner.judge);
}
