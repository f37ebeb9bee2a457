/** What AWS policies must not grant: full administration, whole services, and actions that lead to more rights. */
import { document } from "../../checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import { PROJECT_GRANTS, PROJECT_IMPERSONATION } from "./project-roles.ts";
import { ATTACHED_POLICIES } from "./attached-policies.ts";
import { AZURE_ROLES } from "./azure-roles.ts";
import {
  covers,
  isEveryAction,
  isEveryOfKind,
  isEveryResource,
  isServiceWildcard,
  statementsOf,
  type Statement,
} from "./statements.ts";

/** Resources that carry a policy of an identity, and the property with the document. */
const POLICY_TYPES = {
  "aws:iam/policy:Policy": "policy",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/groupPolicy:GroupPolicy": "policy",
  "aws:iam/userPolicy:UserPolicy": "policy",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
} as const;

/**
 * Actions by which somebody can give himself more than he has, or read what others encrypted, when granted on everything.
 * Sources: AWS Security Hub KMS.1/KMS.2 (decrypting), Rhino Security Labs' list of escalation methods (IAM), own selection.
 */
const ESCALATION_ACTIONS = [
  "iam:PassRole",
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:AttachUserPolicy",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:PutUserPolicy",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:AddUserToGroup",
  "iam:UpdateAssumeRolePolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "iam:PutUserPermissionsBoundary",
  "sts:AssumeRole",
  "lambda:UpdateFunctionCode",
  "ssm:SendCommand",
  "ssm:StartSession",
  "kms:PutKeyPolicy",
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
] as const;

/** Every statement that allows something must hold; what only denies grants nothing. */
function allowing(judge: (statement: Statement) => Finding): (path: string) => Check {
  return (path) =>
    document(path, (content) => {
      const statements = statementsOf(content);
      if (statements === "unknown") return unknown("");
      if (statements === "unreadable")
        return fail("", "got no policy document; write Statement with Effect Allow or Deny");
      return allOf([PASS, ...statements.filter(({ effect }) => effect === "Allow").map(judge)]);
    });
}

/** A condition never makes full administration small. */
function judgeAdministration({ actions, notActions, resources, notResources, label }: Statement): Finding {
  const everywhere = notResources !== undefined || (resources ?? []).some(isEveryResource);
  if (!everywhere) return PASS;
  if (notActions !== undefined)
    return fail("", `got NotAction on every resource in ${label}, expected named actions; list what is needed`);
  const all = (actions ?? []).find(isEveryAction);
  return all === undefined
    ? PASS
    : fail("", `got action ${all} on every resource in ${label}, expected named actions; list what is needed`);
}

function judgeWildcards({ actions = [], resources = [], notResources, conditions, label }: Statement): Finding {
  const everywhere = notResources !== undefined || resources.some(isEveryResource);
  const wide = everywhere ? actions.filter(isServiceWildcard) : [];
  const tagged = conditions.some(
    ({ operator, key }) => key.includes("ResourceTag/") && !/Not|IfExists|Null/.test(operator),
  );
  const single = actions.filter((action) => !isServiceWildcard(action));
  const escalating =
    tagged || !(everywhere || resources.some(isEveryOfKind))
      ? []
      : ESCALATION_ACTIONS.filter((one) => single.some((action) => covers(action, one)));
  return allOf([
    PASS,
    ...wide.map((action) =>
      fail(
        "",
        `got action ${action} on every resource in ${label}, expected single actions or single resources; narrow it`,
      ),
    ),
    ...escalating.map((action) =>
      fail(
        "",
        `got ${action} on every resource of a kind in ${label}, expected named resources; it leads to other rights`,
      ),
    ),
  ]);
}

function onPolicies(word: (path: string) => Check): Record<string, Check> {
  return Object.fromEntries(Object.entries(POLICY_TYPES).map(([type, path]) => [type, word(path)]));
}

export const GRANT_RULES = [
  defineRule({
    id: "IAM-01",
    name: "no-admin-policy",
    title: "No policy or role grants full administration",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      ...onPolicies(allowing(judgeAdministration)),
      ...ATTACHED_POLICIES,
      ...AZURE_ROLES,
      ...PROJECT_GRANTS,
    },
  }),
  defineRule({
    id: "IAM-02",
    name: "no-service-wildcards",
    title: "No service wildcards or privilege-escalation actions",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: { ...onPolicies(allowing(judgeWildcards)), ...PROJECT_IMPERSONATION },
  }),
] as const;
