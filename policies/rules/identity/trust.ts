/** Who may assume a role. */
import { all, atMost, document } from "../../checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { defineRule } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { statementsOf, type Condition, type Statement } from "./statements.ts";

/** Conditions by which another account proves that it acts for whom it says, or that it belongs to the same organisation. */
const CROSS_ACCOUNT_KEYS = ["sts:externalid", "aws:principalorgid", "aws:principalorgpaths"];

/** An operator that holds only when the key is there and has one of the values. */
function demands({ operator, values }: Condition): boolean {
  return (
    /^(ForAnyValue:)?(String|Arn)(Equals|EqualsIgnoreCase|Like)$/.test(operator) &&
    values.length > 0 &&
    values.every((one) => !/^[*?]+$/.test(one))
  );
}

/** The account in an ARN, or the account itself; undefined for what is no account's. */
function accountOf(principal: string): string | undefined {
  return /^\d{12}$/.test(principal) ? principal : /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
}

function judgeAws(principal: string, statement: Statement, own: readonly string[] | undefined): Finding {
  if (/[*?]/.test(principal))
    return fail(
      "",
      `got principal ${principal} in ${statement.label}, expected named roles; name who may assume the role`,
    );
  const account = accountOf(principal);
  if (account === undefined || own?.includes(account) === true) return PASS;
  const proven = statement.conditions.some((one) => demands(one) && CROSS_ACCOUNT_KEYS.includes(one.key.toLowerCase()));
  // A named role says itself which account it is of; where our own is not known, only a whole account needs more.
  const whole = principal === account || principal.endsWith(":root");
  if (proven || (own === undefined && !whole)) return PASS;
  return fail(
    "",
    `got account ${account} in ${statement.label} without sts:ExternalId or aws:PrincipalOrgID, expected one of them; add the condition`,
  );
}

/** Everybody who has an account at the issuer could come otherwise: of a web identity both who and for whom, of SAML for whom. */
function judgeFederated(issuer: string, { conditions, label }: Statement): Finding {
  if (/^[*?]+$/.test(issuer)) return fail("", `got federated ${issuer} in ${label}, expected one issuer; name it`);
  const keys = conditions.filter(demands).map(({ key }) => key.toLowerCase());
  const needed = issuer.includes(":saml-provider/") ? ["aud"] : ["sub", "aud"];
  // Cognito has no subject of one user in a trust policy; `amr` says that it is a signed-in one.
  const has = (name: string): boolean =>
    keys.some((key) => key.endsWith(`:${name}`) || (name === "sub" && key === "cognito-identity.amazonaws.com:amr"));
  const missing = needed.filter((name) => !has(name));
  return missing.length === 0
    ? PASS
    : fail(
        "",
        `got federated ${issuer} in ${label} without a condition on ${missing.join(" and ")}, expected it; name who may come`,
      );
}

function judgeTrust(statement: Statement, own: readonly string[] | undefined): Finding {
  if (statement.hasNotPrincipal)
    return fail("", `got NotPrincipal in ${statement.label}, expected named principals; name who may assume the role`);
  const { AWS: accounts = [], Federated: issuers = [] } = statement.principals;
  return allOf([
    PASS,
    ...accounts.map((one) => judgeAws(one, statement, own)),
    ...issuers.map((one) => judgeFederated(one, statement)),
  ]);
}

/** The accounts that the provider may work in; undefined where it does not say. */
function ownAccounts({ provider }: Subject): readonly string[] | undefined {
  const items = provider.json("allowedAccountIds").items("");
  const known = (items ?? []).flatMap((item) => {
    const reading = item.read("");
    return reading.state === "known" ? [String(reading.value)] : [];
  });
  return known.length === 0 ? undefined : known;
}

export const TRUST_RULES = [
  defineRule({
    id: "IAM-04",
    name: "trust-policy-restricted",
    title: "Role trust is limited to named principals; other accounts and token issuers need conditions",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:iam/role:Role": all(
        document("assumeRolePolicy", (content, subject) => {
          const statements = statementsOf(content);
          if (statements === "unknown") return unknown("");
          if (statements === "unreadable")
            return fail("", "got no policy document; write Statement with Effect Allow or Deny");
          const own = ownAccounts(subject);
          return allOf([
            PASS,
            ...statements.filter(({ effect }) => effect === "Allow").map((one) => judgeTrust(one, own)),
          ]);
        }),
        // An hour by default; longer than a working day outlives the person's right to be there.
        atMost("maxSessionDuration", "roleSessionSeconds", { absent: 3600 }),
      ),
    },
  }),
] as const;
