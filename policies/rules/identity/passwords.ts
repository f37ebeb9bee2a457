/** Passwords of the people who sign in to an account itself. */
import { all, atLeast, isTrue, value } from "../../checks.ts";
import { defineRule } from "../../rule.ts";

/** CIS AWS Foundations, PCI DSS 8.3: lengths and counts below are the strictest that frameworks ask for. */
const LENGTH = 14;
const REUSE = 24;
const AGE_DAYS = 90;

const CHARACTERS = [
  "requireLowercaseCharacters",
  "requireUppercaseCharacters",
  "requireNumbers",
  "requireSymbols",
] as const;

export const PASSWORD_RULES = [
  defineRule({
    id: "IAM-05",
    name: "password-policy",
    title:
      "The account's passwords have at least 14 characters of every kind, differ from the last 24 and end after 90 days",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    accountWide: true,
    checks: {
      "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": all(
        atLeast("minimumPasswordLength", LENGTH, { absent: 6 }),
        atLeast("passwordReusePrevention", REUSE, { absent: 0 }),
        // 0 means that a password never ends.
        value("maxPasswordAge", { absent: 0 }, (got, absent) =>
          typeof got === "number" && got >= 1 && got <= AGE_DAYS
            ? undefined
            : `got ${absent ? "nothing (passwords never end)" : String(got)}, expected 1 to ${AGE_DAYS} days; change maxPasswordAge`,
        ),
        ...CHARACTERS.map((path) => isTrue(path, { absent: false })),
      ),
    },
    remedies: {
      "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": () => ({
        minimumPasswordLength: LENGTH,
        passwordReusePrevention: REUSE,
        maxPasswordAge: AGE_DAYS,
        ...Object.fromEntries(CHARACTERS.map((path) => [path, true])),
      }),
    },
  }),
] as const;
