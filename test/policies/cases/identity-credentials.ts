import type { Break, RuleCase, RuleCases } from "../harness/rule-case.ts";
import { policyOf } from "./identity-policies.ts";

function forbidden(type: string, props: Record<string, unknown>, message: string): RuleCase {
  return { type, compliant: props, absent: {}, breaks: [], forbidden: [`: ${message}`] };
}

const ROLE = "arn:aws:iam::111122223333:role/acme-administrators";
const HOST = "ci.acme.example";
const ISSUER = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;

const trust = (statement: object): string => policyOf({ Action: "sts:AssumeRole", ...statement });

function broken(why: string, statement: object, message: string): Break {
  return {
    why,
    change: { assumeRolePolicy: trust(statement) },
    reasons: [`assumeRolePolicy: ${message}`],
  };
}

const proof = (account: string): string =>
  `got account ${account} in Statement[0] without sts:ExternalId or aws:PrincipalOrgID, expected one of them; add the condition`;

const federated = (issuer: string, missing: string): string =>
  `got federated ${issuer} in Statement[0] without a condition on ${missing}, expected it; name who may come`;

const webIdentity = (conditions: object): object => ({ Principal: { Federated: ISSUER }, Condition: conditions });

const role: RuleCase = {
  type: "aws:iam/role:Role",
  compliant: { assumeRolePolicy: trust({ Principal: { AWS: ROLE } }), maxSessionDuration: 28800 },
  provider: { allowedAccountIds: '["111122223333"]' },
  absent: { assumeRolePolicy: "fail", maxSessionDuration: "pass" },
  breaks: [
    broken(
      "everybody",
      { Principal: "*" },
      "got principal * in Statement[0], expected named roles; name who may assume the role",
    ),
    broken(
      "everybody of an organisation",
      { Principal: { AWS: "*" }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-acme" } } },
      "got principal * in Statement[0], expected named roles; name who may assume the role",
    ),
    broken(
      "everybody but one",
      { NotPrincipal: { AWS: ROLE } },
      "got NotPrincipal in Statement[0], expected named principals; name who may assume the role",
    ),
    broken("another account", { Principal: { AWS: "444455556666" } }, proof("444455556666")),
    broken(
      "a role of another account",
      { Principal: { AWS: ["arn:aws:iam::444455556666:role/x"] } },
      proof("444455556666"),
    ),
    broken(
      "a condition that any value fulfils",
      { Principal: { AWS: "444455556666" }, Condition: { StringLike: { "sts:ExternalId": "*" } } },
      proof("444455556666"),
    ),
    broken("any token of an issuer", webIdentity({}), federated(ISSUER, "sub and aud")),
    broken("any subject", webIdentity({ StringEquals: { [`${HOST}:aud`]: "leasehold" } }), federated(ISSUER, "sub")),
    broken(
      "any audience",
      webIdentity({
        StringLike: { [`${HOST}:sub`]: "repository:acme/*" },
        StringEqualsIfExists: { [`${HOST}:aud`]: "x" },
      }),
      federated(ISSUER, "aud"),
    ),
    broken(
      "any audience of SAML",
      { Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/directory" } },
      federated("arn:aws:iam::111122223333:saml-provider/directory", "aud"),
    ),
    broken(
      "any issuer",
      { Principal: { Federated: "*" } },
      "got federated * in Statement[0], expected one issuer; name it",
    ),
    {
      why: "no document",
      change: { assumeRolePolicy: "x" },
      reasons: ["assumeRolePolicy: got no policy document; write Statement with Effect Allow or Deny"],
    },
    {
      why: "longer than a working day",
      change: { maxSessionDuration: 28801 },
      reasons: ["maxSessionDuration: got 28801, expected at most 28800 seconds; change maxSessionDuration"],
    },
  ],
  variants: [
    {
      why: "nobody",
      change: { assumeRolePolicy: trust({ Effect: "Deny", Principal: { AWS: "*" } }) },
      outcome: "pass",
    },
    {
      why: "a service",
      change: { assumeRolePolicy: trust({ Principal: { Service: "rds.amazonaws.com" } }) },
      outcome: "pass",
    },
    {
      why: "the account itself",
      change: { assumeRolePolicy: trust({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }) },
      outcome: "pass",
    },
    {
      why: "another account with its external id",
      change: {
        assumeRolePolicy: trust({
          Principal: { AWS: "444455556666" },
          Condition: { StringEquals: { "sts:ExternalId": "acme" } },
        }),
      },
      outcome: "pass",
    },
    {
      why: "another account of the organisation",
      change: {
        assumeRolePolicy: trust({
          Principal: { AWS: "444455556666" },
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-acme" } },
        }),
      },
      outcome: "pass",
    },
    {
      why: "tokens of one subject and audience",
      change: {
        assumeRolePolicy: trust(
          webIdentity({ StringEquals: { [`${HOST}:sub`]: "repository:acme/x", [`${HOST}:aud`]: "leasehold" } }),
        ),
      },
      outcome: "pass",
    },
    {
      why: "signed-in users of Cognito",
      change: {
        assumeRolePolicy: trust({
          Principal: { Federated: "cognito-identity.amazonaws.com" },
          Condition: {
            StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:pool" },
            "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
          },
        }),
      },
      outcome: "pass",
    },
  ],
};

/** Without a provider that names its account: a named role may be its own, a whole account may not. */
const roleOfSomebody: RuleCase = {
  ...role,
  compliant: { assumeRolePolicy: trust({ Principal: { AWS: ROLE } }) },
  provider: {},
  breaks: [broken("a whole account", { Principal: { AWS: "arn:aws:iam::444455556666:root" } }, proof("444455556666"))],
  variants: [],
};

const CHARACTERS = ["requireLowercaseCharacters", "requireUppercaseCharacters", "requireNumbers", "requireSymbols"];

export const CREDENTIAL_CASES: RuleCases = {
  "IAM-03": [
    forbidden(
      "aws:iam/accessKey:AccessKey",
      { user: "app" },
      "got an access key of a user, expected none; let a role with a trust policy be assumed instead",
    ),
    forbidden(
      "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
      { userName: "app" },
      "got a password of a user for one service, expected none; let a role with a trust policy be assumed instead",
    ),
    forbidden(
      "aws:iam/userPolicy:UserPolicy",
      { policy: "{}" },
      "got a policy of a single user, expected none; give it to a role or a group",
    ),
    forbidden(
      "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      { user: "app" },
      "got a policy of a single user, expected none; attach it to a role or a group",
    ),
    forbidden(
      "gcp:serviceaccount/key:Key",
      { serviceAccountId: "app" },
      "got a key of a service account, expected none; use workload identity federation or impersonation instead",
    ),
    forbidden(
      "gcp:storage/hmacKey:HmacKey",
      { serviceAccountEmail: "app" },
      "got a key of a service account for storage, expected none; use workload identity federation or impersonation instead",
    ),
  ],
  "IAM-04": [role, roleOfSomebody],
  "IAM-05": [
    {
      type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      compliant: {
        minimumPasswordLength: 14,
        passwordReusePrevention: 24,
        maxPasswordAge: 90,
        ...Object.fromEntries(CHARACTERS.map((path) => [path, true])),
      },
      absent: {
        minimumPasswordLength: "fail",
        passwordReusePrevention: "fail",
        maxPasswordAge: "fail",
        ...Object.fromEntries(CHARACTERS.map((path) => [path, "fail" as const])),
      },
      breaks: [
        {
          why: "too short",
          change: { minimumPasswordLength: 13 },
          reasons: ["minimumPasswordLength: got 13, expected at least 14; change minimumPasswordLength"],
        },
        {
          why: "reused too soon",
          change: { passwordReusePrevention: 23 },
          reasons: ["passwordReusePrevention: got 23, expected at least 24; change passwordReusePrevention"],
        },
        {
          why: "too old",
          change: { maxPasswordAge: 91 },
          reasons: ["maxPasswordAge: got 91, expected 1 to 90 days; change maxPasswordAge"],
        },
        {
          why: "never ends",
          change: { maxPasswordAge: 0 },
          reasons: ["maxPasswordAge: got 0, expected 1 to 90 days; change maxPasswordAge"],
        },
        {
          why: "no age",
          change: { maxPasswordAge: undefined },
          reasons: ["maxPasswordAge: got nothing (passwords never end), expected 1 to 90 days; change maxPasswordAge"],
        },
        ...CHARACTERS.map((path) => ({
          why: path,
          change: { [path]: false },
          reasons: [`${path}: got false, expected true; set ${path} to true`],
        })),
      ],
      variants: [{ why: "one day", change: { maxPasswordAge: 1 }, outcome: "pass" }],
    },
  ],
};
