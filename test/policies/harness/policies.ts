/** Cases of resource policies and grants: everybody in every spelling, and what binds a caller. */
import { NOT_YET_KNOWN, type Break, type RuleCase, type Variant } from "./rule-case.ts";
import type { Shape } from "./shapes.ts";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

export function policyOf(...statements: readonly Statement[]): string {
  const written = statements.map((one) => ({ Effect: "Allow", Action: "*", Resource: "*", ...one }));
  return JSON.stringify({ Version: "2012-10-17", Statement: written });
}

const NAMED: Statement = { Principal: { AWS: "arn:aws:iam::111122223333:root" } };
const EVERYBODY: Statement = { Principal: "*" };
const NARROW =
  "got every principal, expected principals by name, or a condition on the caller's organisation or account; narrow it";

/** The ways to name everybody, and conditions that let everybody through all the same. */
export function policyBreaks(path: string): Break[] {
  const reasons = [`${path}.Statement[0].Principal: ${NARROW}`];
  const open: readonly (readonly [string, Statement])[] = [
    ["everybody", EVERYBODY],
    ["everybody by AWS", { Principal: { AWS: "*" } }],
    ["everybody in a list", { Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] } }],
    ["every account", { Principal: { AWS: "arn:aws:iam::*:root" } }],
    [
      "a condition that holds without a value",
      { ...EVERYBODY, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } },
    ],
    [
      "a condition on all of no values",
      { ...EVERYBODY, Condition: { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1" } } },
    ],
    [
      "a condition that excludes one",
      { ...EVERYBODY, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } },
    ],
    ["a condition on any value", { ...EVERYBODY, Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }],
    [
      "a condition on one value and any",
      { ...EVERYBODY, Condition: { StringLike: { "aws:SourceAccount": ["1", "*"] } } },
    ],
    ["a condition on no value", { ...EVERYBODY, Condition: { StringEquals: { "aws:SourceAccount": [] } } }],
    ["a condition on the transport", { ...EVERYBODY, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    [
      "a condition on a service",
      { ...EVERYBODY, Condition: { StringEquals: { "kms:ViaService": "ec2.amazonaws.com" } } },
    ],
  ];
  return [
    ...open.map(([why, statement]) => ({ why, change: { [path]: policyOf(statement) }, reasons })),
    {
      why: "one statement of two",
      change: { [path]: policyOf(NAMED, EVERYBODY) },
      reasons: [`${path}.Statement[1].Principal: ${NARROW}`],
    },
    {
      why: "everybody but some",
      change: { [path]: policyOf({ NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }) },
      reasons: [
        `${path}.Statement[0].NotPrincipal: got everybody but some, expected the principals by name; use Principal`,
      ],
    },
    {
      why: "no document",
      change: { [path]: "{ broken" },
      reasons: [`${path}: got a text that is no JSON, expected a policy document; correct it`],
    },
  ];
}

export function policyVariants(path: string): Variant[] {
  const bound: readonly Record<string, unknown>[] = [
    { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
    { stringequals: { "AWS:SourceAccount": ["111122223333"] } },
    { StringEquals: { "kms:CallerAccount": "111122223333", "kms:ViaService": "ec2.amazonaws.com" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:::bucket-*" } },
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } },
  ];
  return [
    ...bound.map((Condition) => ({
      why: `everybody, bound by ${JSON.stringify(Condition)}`,
      change: { [path]: policyOf({ ...EVERYBODY, Condition }) },
      outcome: "pass" as const,
    })),
    { why: "everybody, denied", change: { [path]: policyOf({ ...EVERYBODY, Effect: "Deny" }) }, outcome: "pass" },
    {
      why: "a single statement",
      change: { [path]: JSON.stringify({ Statement: { Effect: "Allow", ...NAMED } }) },
      outcome: "pass",
    },
    { why: "no statement", change: { [path]: "{}" }, outcome: "pass" },
    { why: "a document that is no text", change: { [path]: { Statement: [NAMED] } }, outcome: "pass" },
  ];
}

/** A resource policy; AWS's own names the account alone. */
export function policy(path: string): Shape {
  return { given: { [path]: policyOf(NAMED) }, absent: { [path]: "pass" }, breaks: policyBreaks(path) };
}

/** A grant on Google Cloud: `member`, or the list `members`. */
export function grantCase(type: string, path: "member" | "members"): RuleCase {
  const someone = "serviceAccount:app@acme.iam.gserviceaccount.com";
  const given = (name: string): unknown => (path === "member" ? name : [someone, name]);
  return {
    type,
    compliant: { [path]: given(someone) },
    absent: { [path]: "fail" },
    breaks: [
      ...["allUsers", "allAuthenticatedUsers"].map((name) => ({
        why: name,
        change: { [path]: given(name) },
        reasons: [`${path}: got ${name}, expected members by name; change ${path}`],
      })),
      { why: "nobody", change: { [path]: undefined }, reasons: [`${path}: got nothing; set ${path}`] },
    ],
    variants:
      path === "member"
        ? []
        : [{ why: "one of two not known yet", change: { members: [someone, NOT_YET_KNOWN] }, outcome: "unknown" }],
  };
}
