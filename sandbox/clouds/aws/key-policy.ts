/** Policies of keys: what KMS refuses in them, and whether one lets a service in. */
import { globalArn } from "./arn.ts";
import type { Place } from "./arn.ts";
import {
  asTexts,
  coversAction,
  matchesGlob,
  policyFlaw,
  policySize,
  principalsOf,
  statementsOf,
} from "./policy-document.ts";
import type { Statement } from "./policy-document.ts";
import { unknownPrincipal } from "./role-reference.ts";
import { isProperties } from "../properties.ts";
import type { TypeContext } from "../resource-type.ts";

/** Bytes that a key policy may have. */
const LONGEST_POLICY = 32_768;

/** What KMS answers to a key policy that it does not take; `undefined` when it does. */
export function keyPolicyFlaw(
  policy: unknown,
  context: TypeContext,
  bypassLockoutCheck: boolean,
): { readonly code: string; readonly message: string } | undefined {
  const malformed = (message: string): { code: string; message: string } => ({
    code: "MalformedPolicyDocumentException",
    message,
  });
  const flaw = policyFlaw(policy, "resource");
  if (flaw !== undefined) return malformed(flaw);
  if (policySize(policy) > LONGEST_POLICY) {
    return {
      code: "LimitExceededException",
      message: `The policy document exceeds the size limit of ${LONGEST_POLICY} bytes.`,
    };
  }
  if (unknownPrincipal(policy, context) !== undefined) {
    return malformed("Policy contains a statement with one or more invalid principals.");
  }
  if (!bypassLockoutCheck && !statementsOf(policy).some((statement) => letsAccountManage(statement, context))) {
    return malformed("The new key policy will not allow you to update the key policy in the future.");
  }
  return undefined;
}

/** The policy of a key that names none: the account's own policies decide. */
export function defaultKeyPolicy(place: Place): string {
  return JSON.stringify({
    Id: "key-default-1",
    Statement: [
      {
        Action: "kms:*",
        Effect: "Allow",
        Principal: { AWS: globalArn(place, "iam", "root") },
        Resource: "*",
        Sid: "Enable IAM User Permissions",
      },
    ],
    Version: "2012-10-17",
  });
}

/**
 * Whether a key's policy lets a service encrypt for one resource: a statement allows the service's principal, and a
 * condition on the encryption context, if there is one, matches the resource's ARN.
 */
export function serviceMayEncrypt(policy: unknown, service: string, contextKey: string, resourceArn: string): boolean {
  return statementsOf(policy).some(
    (statement) =>
      statement["Effect"] === "Allow" &&
      principalsOf(statement, "Service").some((principal) => principal === service || principal === "*") &&
      coversAction(statement, "kms:GenerateDataKey") &&
      contextMatches(statement, contextKey, resourceArn),
  );
}

function contextMatches(statement: Statement, contextKey: string, resourceArn: string): boolean {
  const condition = isProperties(statement["Condition"]) ? statement["Condition"] : {};
  return Object.values(condition).every((operands) => {
    const patterns = isProperties(operands) ? asTexts(operands[contextKey]) : [];
    return patterns.length === 0 || patterns.some((glob) => matchesGlob(glob, resourceArn));
  });
}

/** The administrator behind the sandbox is the account itself. */
function letsAccountManage(statement: Statement, place: Place): boolean {
  const account = [globalArn(place, "iam", "root"), place.account, "*"];
  return (
    statement["Effect"] === "Allow" &&
    principalsOf(statement, "AWS").some((principal) => account.includes(principal)) &&
    coversAction(statement, "kms:PutKeyPolicy")
  );
}
