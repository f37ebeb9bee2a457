import type { Break, RuleCase, Variant } from "../harness/rule-case.ts";

/** A policy document with one statement. */
export function policyOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

const NARROW = policyOf({ Action: ["s3:GetObject", "logs:*"], Resource: "arn:aws:s3:::acme-production-data/*" });

const POLICY_PATHS: Readonly<Record<string, string>> = {
  "aws:iam/policy:Policy": "policy",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/groupPolicy:GroupPolicy": "policy",
  "aws:iam/userPolicy:UserPolicy": "policy",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
};

const NO_DOCUMENT = "got no policy document; write Statement with Effect Allow or Deny";

interface Wrong {
  readonly why: string;
  readonly document: string;
  readonly message: string;
}

/** The same cases for every type that carries a policy of an identity. */
function onPolicies(wrong: readonly Wrong[], fine: Readonly<Record<string, string>>): RuleCase[] {
  return Object.entries(POLICY_PATHS).map(([type, path]) => ({
    type,
    compliant: { [path]: NARROW },
    absent: { [path]: "fail" },
    breaks: [...wrong, { why: "no document", document: "none", message: NO_DOCUMENT }].map(
      ({ why, document, message }): Break => ({ why, change: { [path]: document }, reasons: [`${path}: ${message}`] }),
    ),
    variants: [
      ...Object.entries(fine).map(([why, document]): Variant => ({
        why,
        change: { [path]: document },
        outcome: "pass",
      })),
      {
        why: "an action is not known",
        change: {
          [path]: { Statement: [{ Effect: "Allow", Action: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"], Resource: "*" }] },
        },
        outcome: "unknown",
      },
    ],
  }));
}

const everything = (action: string): string =>
  `got action ${action} on every resource in Statement[0], expected named actions; list what is needed`;

/** IAM-01 on policies of AWS. */
export const ADMINISTRATION_CASES = onPolicies(
  [
    { why: "everything", document: policyOf({ Action: "*", Resource: "*" }), message: everything("*") },
    {
      why: "everything, written longer",
      document: policyOf({ Action: ["*:*"], Resource: ["arn:aws:*"] }),
      message: everything("*:*"),
    },
    {
      why: "every service of a region",
      document: policyOf({ Action: "*", Resource: "arn:aws:*:eu-west-1:111122223333:*" }),
      message: everything("*"),
    },
    {
      why: "everything, under a condition",
      document: policyOf({
        Sid: "Admin",
        Action: "*",
        Resource: "*",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      }),
      message: "got action * on every resource in Statement[0] (Admin), expected named actions; list what is needed",
    },
    {
      why: "everything but some resources",
      document: policyOf({ Action: "*", NotResource: "arn:aws:s3:::x" }),
      message: everything("*"),
    },
    {
      why: "everything but some actions",
      document: policyOf({ NotAction: "iam:*", Resource: "*" }),
      message: "got NotAction on every resource in Statement[0], expected named actions; list what is needed",
    },
  ],
  {
    "what is denied grants nothing": policyOf({ Effect: "Deny", Action: "*", Resource: "*" }),
    "every action on one bucket": policyOf({ Action: "*", Resource: "arn:aws:s3:::acme-production-data" }),
    "one service everywhere is another rule's": policyOf({ Action: "s3:*", Resource: "*" }),
  },
);

const wide = (action: string): string =>
  `got action ${action} on every resource in Statement[0], expected single actions or single resources; narrow it`;
const escalates = (action: string): string =>
  `got ${action} on every resource of a kind in Statement[0], expected named resources; it leads to other rights`;

/** IAM-02 on policies of AWS. */
export const WILDCARD_CASES = onPolicies(
  [
    { why: "a whole service", document: policyOf({ Action: ["kms:*"], Resource: "*" }), message: wide("kms:*") },
    {
      why: "every bucket",
      document: policyOf({ Action: "s3:*", Resource: ["arn:aws:s3:::*"] }),
      message: wide("s3:*"),
    },
    {
      why: "every key",
      document: policyOf({ Action: "kms:Decrypt", Resource: "arn:aws:kms:*:*:key/*" }),
      message: escalates("kms:Decrypt"),
    },
    {
      why: "every key of an account and region",
      document: policyOf({ Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-west-1:111122223333:key/*" }),
      message: escalates("kms:Decrypt"),
    },
    {
      why: "every role of an account",
      document: policyOf({ Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/*" }),
      message: escalates("iam:PassRole"),
    },
    {
      why: "passing any role",
      document: policyOf({ Action: "iam:Pass*", Resource: "*" }),
      message: escalates("iam:PassRole"),
    },
    {
      why: "any role, for one service",
      document: policyOf({
        Action: "IAM:passrole",
        Resource: "*",
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      }),
      message: escalates("iam:PassRole"),
    },
    {
      why: "a condition on tags that holds where there is none",
      document: policyOf({
        Action: "sts:AssumeRole",
        Resource: "*",
        Condition: { StringEqualsIfExists: { "aws:ResourceTag/tenant": "acme" } },
      }),
      message: escalates("sts:AssumeRole"),
    },
  ],
  {
    "named role": policyOf({ Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/acme-production-app" }),
    "a folder of a bucket, which is no kind": policyOf({
      Action: ["s3:GetObject", "kms:Decrypt"],
      Resource: "arn:aws:s3:::data/*",
    }),
    "harmless actions of a kind": policyOf({ Action: ["ec2:Describe*", "cloudwatch:PutMetricData"], Resource: "*" }),
    "resources of a tag only": policyOf({
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/tenant": "acme" } },
    }),
    "what is denied grants nothing": policyOf({ Effect: "Deny", Action: "kms:*", Resource: "*" }),
  },
);
