/** Roles as other services name them, and whether a service may assume one. */
import { parseArn } from "./arn.ts";
import { coversAction, principalsOf, statementsOf } from "./policy-document.ts";
import { propertyOf, textOf } from "../record-values.ts";
import type { CloudRecord, TypeContext } from "../resource-type.ts";

export const ROLE = "aws:iam/role:Role";

/** The role with this ARN in the account. */
export function findRole(arn: string | undefined, context: TypeContext): CloudRecord | undefined {
  return arn === undefined ? undefined : context.cloud.find(ROLE, (role) => textOf(role, "arn") === arn);
}

/** The role with this name in the account. */
export function findRoleByName(name: string, context: TypeContext): CloudRecord | undefined {
  return context.cloud.find(ROLE, (role) => role.id === name);
}

/** Whether a service (`rds.amazonaws.com`) can assume the role; roles of other accounts are taken on trust. */
export function serviceCanAssume(arn: string, service: string, context: TypeContext): boolean {
  const parsed = parseArn(arn);
  if (parsed === undefined) return false;
  if (parsed.account !== context.account) return true;
  const role = findRole(arn, context);
  if (role === undefined) return false;
  return statementsOf(propertyOf(role, "assumeRolePolicy")).some(
    (statement) =>
      statement["Effect"] === "Allow" &&
      principalsOf(statement, "Service").includes(service) &&
      coversAction(statement, "sts:AssumeRole"),
  );
}

/**
 * A principal that a resource's policy names but IAM does not know: a role of the own account that does not exist.
 * Roles that AWS makes for its services, and principals of other accounts, are taken on trust.
 */
export function unknownPrincipal(policy: unknown, context: TypeContext): string | undefined {
  return statementsOf(policy)
    .flatMap((statement) => principalsOf(statement, "AWS"))
    .find((principal) => {
      const arn = parseArn(principal);
      if (arn?.service !== "iam" || arn.account !== context.account || !arn.resource.startsWith("role/")) return false;
      return !/^role\/aws-(service-role|reserved)\//.test(arn.resource) && findRole(principal, context) === undefined;
    });
}
