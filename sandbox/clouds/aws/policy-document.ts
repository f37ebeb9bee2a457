/** Policy documents: their grammar as IAM checks it, and the few questions that services ask of them. */
import { parseArn } from "./arn.ts";
import { isProperties } from "../properties.ts";
import type { Properties } from "../resource-type.ts";

/** Where a policy is attached decides whether it names principals and resources. */
export type PolicyKind = "identity" | "trust" | "resource";

/** One statement, as written. */
export type Statement = Properties;

const STATEMENT_KEYS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const CONDITION =
  /^(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals|Like)|String(Not)?EqualsIgnoreCase|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)(IfExists)?$/;

/** Why the provider does not take a policy (JSON text, or the SDK's object), before it asks the cloud. */
export function refusePolicyText(property: string, policy: unknown): string | undefined {
  if (parsePolicy(policy) !== undefined) return undefined;
  const flaw = (why: string): string => `"${property}" contains an invalid JSON policy: ${why}`;
  if (typeof policy !== "string" || policy.trim() === "") return flaw("not a JSON object");
  try {
    JSON.parse(policy);
    return flaw("contains a JSON array or value, not a JSON object");
  } catch (error) {
    return flaw(`not a JSON document: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The statements of a policy; empty for what is none. A single statement may stand without its list. */
export function statementsOf(policy: unknown): readonly Statement[] {
  return asList(parsePolicy(policy)?.["Statement"]).filter(isProperties);
}

/** Why IAM calls the policy malformed, in its words; `undefined` when it is sound. */
export function policyFlaw(policy: unknown, kind: PolicyKind): string | undefined {
  const document = parsePolicy(policy);
  if (document === undefined) return "Syntax errors in policy.";
  const version = document["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") return "Syntax errors in policy.";
  const statements = statementsOf(policy);
  if (statements.length === 0) return "Syntax errors in policy.";
  const ids = statements.map((statement) => statement["Sid"]).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) return "Statement IDs (SID) in a single policy must be unique.";
  for (const statement of statements) {
    const flaw = statementFlaw(statement, kind);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** Size as IAM counts it: characters without white space. */
export function policySize(policy: unknown): number {
  const text = typeof policy === "string" ? policy : JSON.stringify(policy ?? "");
  return text.replaceAll(/\s/g, "").length;
}

/** Principals of a statement under one heading (`AWS`, `Service`, `Federated`); `*` stands for all of them. */
export function principalsOf(statement: Statement, heading: "AWS" | "Service" | "Federated"): readonly string[] {
  const principal = statement["Principal"];
  if (principal === "*") return ["*"];
  return isProperties(principal) ? asTexts(principal[heading]) : [];
}

/** Whether a statement allows (or denies) an action: `kms:Generate*` covers `kms:GenerateDataKey`. */
export function coversAction(statement: Statement, action: string): boolean {
  const named = asTexts(statement["Action"]).some((wanted) => matchesGlob(wanted.toLowerCase(), action.toLowerCase()));
  const excluded = asTexts(statement["NotAction"]);
  return (
    named || (excluded.length > 0 && !excluded.some((other) => matchesGlob(other.toLowerCase(), action.toLowerCase())))
  );
}

/** Whether a pattern with `*` and `?` matches the whole text. */
export function matchesGlob(glob: string, text: string): boolean {
  const expression = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(text);
}

/** One text or a list of texts, as policies write them. */
export function asTexts(value: unknown): readonly string[] {
  return asList(value).filter((text): text is string => typeof text === "string");
}

function parsePolicy(policy: unknown): Properties | undefined {
  if (isProperties(policy)) return policy;
  if (typeof policy !== "string") return undefined;
  try {
    const document: unknown = JSON.parse(policy);
    return isProperties(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function statementFlaw(statement: Statement, kind: PolicyKind): string | undefined {
  const has = (key: string): boolean => statement[key] !== undefined;
  if (Object.keys(statement).some((key) => !STATEMENT_KEYS.includes(key))) return "Syntax errors in policy.";
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") return "Syntax errors in policy.";
  if (has("Action") === has("NotAction")) return "Syntax errors in policy.";
  const sid = statement["Sid"];
  if (kind === "identity" && typeof sid === "string" && !/^[0-9A-Za-z]*$/.test(sid)) {
    return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
  }
  if (kind === "identity" && (has("Principal") || has("NotPrincipal")))
    return "Policy document should not specify a principal.";
  if (kind !== "identity" && !has("Principal") && !has("NotPrincipal")) return "Missing required field Principal";
  if (kind === "trust" && (has("Resource") || has("NotResource"))) return "Has prohibited field Resource";
  if (kind !== "trust" && has("Resource") === has("NotResource")) return "Policy statement must contain resources.";
  return actionFlaw(statement) ?? resourceFlaw(statement) ?? conditionFlaw(statement);
}

function actionFlaw(statement: Statement): string | undefined {
  const actions = [...asTexts(statement["Action"]), ...asTexts(statement["NotAction"])];
  if (actions.length === 0) return "Policy statement must contain actions.";
  const bare = actions.find((action) => action !== "*" && !/^[a-z0-9-]+:[A-Za-z*?]+[A-Za-z0-9*?]*$/.test(action));
  return bare === undefined ? undefined : "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
}

function resourceFlaw(statement: Statement): string | undefined {
  const resources = [...asTexts(statement["Resource"]), ...asTexts(statement["NotResource"])];
  const odd = resources.find((resource) => resource !== "*" && parseArn(resource) === undefined);
  return odd === undefined ? undefined : `Resource ${odd} must be in ARN format or "*".`;
}

function conditionFlaw(statement: Statement): string | undefined {
  const condition = statement["Condition"];
  if (condition === undefined) return undefined;
  if (!isProperties(condition)) return "Syntax errors in policy.";
  const unknown = Object.keys(condition).find((operator) => !CONDITION.test(operator));
  return unknown === undefined ? undefined : `Invalid Condition type : ${unknown}.`;
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
