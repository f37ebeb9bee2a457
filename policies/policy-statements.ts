/** Statements of AWS policy documents (buckets, search domains), read leniently: a single value counts as a list of one. */
import { fail, PASS, unknown, type Finding } from "./finding.ts";
import { readingOf } from "./reading.ts";
import type { View } from "./view.ts";

export interface Statement {
  readonly effect: string;
  /** `*` among them: everybody. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Operator and key in lower case, with the values: `bool`, `aws:securetransport`, `["false"]`. */
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * The condition keys by which AWS itself calls a statement for everybody not public, since their values name somebody
 * (Amazon S3 user guide, "The meaning of public").
 */
const NARROWING_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpcsourceip",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/** The statements of a document; undefined while a part that would decide is not known. */
export function statementsOf(document: View): readonly Statement[] | undefined {
  return document.items("Statement")?.map(statementOf);
}

function statementOf(view: View): Statement {
  const principal = view.read("Principal");
  const byKind =
    principal.state === "known" && typeof principal.value === "object" && principal.value !== null
      ? Object.values(principal.value).flatMap(texts)
      : texts(principal.state === "known" ? principal.value : undefined);
  const effect = texts(valueOf(view, "Effect"))[0] ?? "";
  return {
    effect,
    principals: byKind,
    actions: texts(valueOf(view, "Action")).map((action) => action.toLowerCase()),
    resources: texts(valueOf(view, "Resource")),
    conditions: conditionsOf(valueOf(view, "Condition")),
  };
}

function conditionsOf(block: unknown): Condition[] {
  return entries(block).flatMap(([operator, keys]) =>
    entries(keys).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: texts(values).map((value) => value.toLowerCase()),
    })),
  );
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function valueOf(view: View, path: string): unknown {
  const reading = view.read(path);
  return reading.state === "known" ? reading.value : undefined;
}

function texts(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((raw) => {
    const reading = readingOf(raw);
    return reading.state === "known" ? [String(reading.value)] : [];
  });
}

/** Whether a statement allows everybody: `*` as principal, and no condition that names who. */
export function isPublic({ effect, principals, conditions }: Statement): boolean {
  if (effect !== "Allow" || !principals.includes("*")) return false;
  return !conditions.some(
    ({ key, values }) => NARROWING_KEYS.has(key) && !values.some((value) => value === "*" || value.endsWith("/0")),
  );
}

/** Fails a document with a statement for everybody. */
export function noPublicStatement(document: View): Finding {
  const statements = statementsOf(document);
  if (statements === undefined) return unknown("Statement");
  return statements.some(isPublic)
    ? fail("Statement", "got one that allows * without a condition on who, expected named principals; name them")
    : PASS;
}
