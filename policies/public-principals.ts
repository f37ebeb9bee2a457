/** Who may use something according to its own policy: whether everybody is among them. */
import { document } from "./checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "./finding.ts";
import type { Check } from "./rule.ts";
import type { View } from "./view.ts";

/** Condition keys that bind a caller to an organisation, account, role, network or resource; compared in lower case, as IAM does. */
const BINDING_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "kms:calleraccount",
]);

/** Operators that hold only for a value that is there. `…IfExists`, `ForAllValues:` and negations let callers without one through. */
const BINDING_OPERATORS = /^(?:forAnyValue:)?(?:stringEquals|stringEqualsIgnoreCase|stringLike|arnEquals|arnLike)$/i;

/** Google Cloud's names for everybody, with and without a login. */
const EVERYBODY = ["allUsers", "allAuthenticatedUsers"] as const;

/**
 * A resource policy of AWS (key, secret, bucket): no statement allows every principal, unless a condition binds the caller.
 * An absent policy passes: AWS's own names the account alone.
 */
export function namesItsPrincipals(path: string): Check {
  return document(path, (content) => {
    const whole = content.read("");
    if (whole.state === "absent") return PASS;
    if (whole.state === "known" && typeof whole.value !== "object")
      return fail("", "got a text that is no JSON, expected a policy document; correct it");
    const statements = content.items("Statement");
    return statements === undefined ? unknown("Statement") : allOf([PASS, ...statements.map(judgeStatement)]);
  });
}

function judgeStatement(statement: View, index: number): Finding {
  const path = `Statement[${index}]`;
  const effect = statement.read("Effect");
  if (effect.state === "known" && effect.value === "Deny") return PASS;
  if (statement.read("NotPrincipal").state !== "absent")
    return fail(`${path}.NotPrincipal`, "got everybody but some, expected the principals by name; use Principal");
  if (!isEverybody(statement) || bindsCaller(statement)) return PASS;
  return fail(
    `${path}.Principal`,
    "got every principal, expected principals by name, or a condition on the caller's organisation or account; narrow it",
  );
}

function isEverybody(statement: View): boolean {
  return ["Principal", "Principal.AWS"].some((path) => {
    const named = statement.items(path) ?? [];
    return named.some((one) => {
      const reading = one.read("");
      return reading.state === "known" && (reading.value === "*" || reading.value === "arn:aws:iam::*:root");
    });
  });
}

function bindsCaller(statement: View): boolean {
  const operators = statement.keys("Condition") ?? [];
  return operators
    .filter((operator) => BINDING_OPERATORS.test(operator))
    .some((operator) => bindsByKey(statement.at("Condition"), operator));
}

/** Names of conditions hold colons and dots may follow: read as an object, not by path. */
function bindsByKey(condition: View, operator: string): boolean {
  const block = condition.read(operator);
  if (block.state !== "known" || typeof block.value !== "object" || block.value === null) return false;
  return Object.entries(block.value).some(([key, given]) => {
    const values: readonly unknown[] = Array.isArray(given) ? given : [given];
    return BINDING_KEYS.has(key.toLowerCase()) && values.length > 0 && values.every((one) => isBound(one));
  });
}

/** A pattern of nothing but wildcards binds nobody. */
function isBound(value: unknown): boolean {
  return typeof value === "string" && !/^[*?:]*$/.test(value.replace(/^arn:aws:iam:/, ""));
}

/** The members of a grant on Google Cloud, one (`member`) or many (`members`): everybody is not among them. */
export function grantsNotToEverybody(path: string): Check {
  return {
    properties: [path],
    judge: ({ view }) => {
      const members = view.items(path);
      if (members === undefined) return unknown(path);
      if (members.length === 0) return fail(path, `got nothing; set ${path}`);
      const readings = members.map((member) => member.read(""));
      const found = EVERYBODY.find((name) => readings.some((one) => one.state === "known" && one.value === name));
      if (found !== undefined) return fail(path, `got ${found}, expected members by name; change ${path}`);
      return readings.some(({ state }) => state === "unknown") ? unknown(path) : PASS;
    },
  };
}
