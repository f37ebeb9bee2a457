/** The small words that most rules are written with. Each judges absent explicitly, against the provider's default. */
import type { Context } from "./context.ts";
import { allOf, anyOf, fail, notApplicable, PASS, unknown, type Finding } from "./finding.ts";
import type { Check, Judge } from "./rule.ts";
import type { ThresholdName } from "./thresholds.ts";
import type { Reading } from "./reading.ts";
import type { Subject } from "./subject.ts";
import { View } from "./view.ts";

/** In the place of a default: the provider has none and refuses a resource without the property, so absent fails. */
export const NO_DEFAULT: unique symbol = Symbol("no default");

/** What holds when nobody sets a property. */
export interface Absent<T = unknown> {
  /** The provider's default. */
  readonly absent: T | typeof NO_DEFAULT;
}

/** A check written out, for what the words below cannot say. */
export function check(properties: readonly string[], judge: Judge): Check {
  return { properties, judge };
}

/** Judges one property's value; `absent` is put in its place where nobody sets it. */
export function value(
  path: string,
  { absent }: Absent,
  judge: (got: unknown, absent: boolean) => string | undefined,
): Check {
  return check([path], ({ view }) => judgeReading(path, view.read(path), absent, judge));
}

/** As {@link value}, for a reading at hand: `judge` returns why it fails, or undefined. */
export function judgeReading(
  path: string,
  reading: Reading,
  absent: unknown,
  judge: (got: unknown, absent: boolean) => string | undefined,
): Finding {
  if (reading.state === "unknown") return unknown(path);
  if (reading.state === "absent" && absent === NO_DEFAULT) return fail(path, `got nothing; set ${path}`);
  const why = reading.state === "absent" ? judge(absent, true) : judge(reading.value, false);
  return why === undefined ? PASS : fail(path, why);
}

/** `got false, expected true; set storageEncrypted to true`. */
export function equals(path: string, expected: boolean | number | string, absent: Absent): Check {
  return value(path, absent, (got, missing) =>
    got === expected
      ? undefined
      : `got ${shown(got, missing)}, expected ${shown(expected)}; set ${path} to ${shown(expected)}`,
  );
}

export const isTrue = (path: string, absent: Absent<boolean | undefined>): Check => equals(path, true, absent);
export const isFalse = (path: string, absent: Absent<boolean | undefined>): Check => equals(path, false, absent);

/** One of a set of words. */
export function isOneOf(path: string, expected: readonly (string | number | boolean)[], absent: Absent): Check {
  const list = expected.map((one) => shown(one)).join(" or ");
  return value(path, absent, (got, missing) =>
    expected.some((one) => one === got) ? undefined : `got ${shown(got, missing)}, expected ${list}; set ${path}`,
  );
}

/** None of a set of words. */
export function isNoneOf(path: string, forbidden: readonly (string | number | boolean)[], absent: Absent): Check {
  return value(path, absent, (got, missing) =>
    forbidden.some((one) => one === got)
      ? `got ${shown(got, missing)}, expected another value; change ${path}`
      : undefined,
  );
}

/** Set to anything but an empty text, list or block; unknown is set. Never shows the value: it may be a secret. */
export function isSet(path: string, hint?: string): Check {
  return check([path], ({ view }) => {
    const reading = view.read(path);
    // What another resource will compute is there, whatever it will be.
    if (reading.state === "unknown") return PASS;
    const empty = reading.state === "absent" || isEmpty(reading.value);
    return empty ? fail(path, `got nothing, expected ${hint ?? "a value"}; set ${path}`) : PASS;
  });
}

/** Not set, or empty. Never shows the value. */
export function isAbsent(path: string, hint: string): Check {
  return check([path], ({ view }) => {
    const reading = view.read(path);
    const empty = reading.state === "absent" || (reading.state === "known" && isEmpty(reading.value));
    return empty ? PASS : fail(path, `got a value, expected none; ${hint}`);
  });
}

/** At least a fixed number, or a threshold that frameworks raise. Text that is a number counts as that number. */
export function atLeast(path: string, bound: number | ThresholdName, absent: Absent<number>): Check {
  return compared(path, bound, absent, (got, limit) => got >= limit, "at least");
}

/** At most. */
export function atMost(path: string, bound: number | ThresholdName, absent: Absent<number>): Check {
  return compared(path, bound, absent, (got, limit) => got <= limit, "at most");
}

function compared(
  path: string,
  bound: number | ThresholdName,
  { absent }: Absent<number>,
  holds: (got: number, limit: number) => boolean,
  word: string,
): Check {
  return check([path], ({ view }, context) =>
    withThreshold(bound, context, (limit, unit) =>
      judgeReading(path, view.read(path), absent, (got, missing) => {
        const amount = amountOf(got);
        return amount !== undefined && holds(amount, limit)
          ? undefined
          : `got ${shown(got, missing)}, expected ${word} ${limit}${unit}; change ${path}`;
      }),
    ),
  );
}

/**
 * Judges with a limit; where it is a threshold, the finding carries its value and who asked for it.
 * @param judge gets the limit and its unit with a leading space, or `""`
 */
export function withThreshold(
  bound: number | ThresholdName,
  { thresholds }: Context,
  judge: (limit: number, unit: string) => Finding,
): Finding {
  if (typeof bound === "number") return judge(bound, "");
  const { value: limit, unit, askedBy } = thresholds[bound];
  const finding = judge(limit, ` ${unit}`);
  const parameters = { [bound]: limit };
  if (finding.outcome !== "fail") return { ...finding, parameters };
  const reasons = askedBy.length === 0 ? finding.reasons : finding.reasons.map((reason) => ({ ...reason, askedBy }));
  return { ...finding, reasons, parameters };
}

/** All checks must hold. */
export function all(...checks: readonly Check[]): Check {
  return check(pathsOf(checks), (...input) => allOf(checks.map(({ judge }) => judge(...input))));
}

/** One check that holds is enough. */
export function any(...checks: readonly Check[]): Check {
  return check(pathsOf(checks), (...input) => anyOf(checks.map(({ judge }) => judge(...input))));
}

/** Judged only where a condition holds; otherwise not applicable for the given reason. Unknown stays unknown. */
export function when(
  condition: (subject: Subject, context: Context) => boolean | "unknown",
  reason: string,
  then: Check,
): Check {
  return check(then.properties, (subject, context, graph) => {
    const holds = condition(subject, context);
    if (holds === "unknown") return unknown(...then.properties);
    return holds ? then.judge(subject, context, graph) : notApplicable(reason);
  });
}

/** Every item of a list must hold; an absent list passes, for nothing is there that could fail. Paths in the check are relative to the item. */
export function each(path: string, item: Check): Check {
  const properties = item.properties.map((property) => (property === "" ? path : `${path}.${property}`));
  return check(properties, (subject, context, graph) => {
    const items = subject.view.items(path);
    if (items === undefined) return unknown(path);
    if (items.length === 0) return PASS;
    return allOf(
      items.map((view, index) => located(item.judge({ ...subject, view }, context, graph), `${path}[${index}]`)),
    );
  });
}

/** At least one item of a list must hold; an absent list fails. */
export function some(path: string, expected: string, item: Check): Check {
  const properties = item.properties.map((property) => (property === "" ? path : `${path}.${property}`));
  return check(properties, (subject, context, graph) => {
    const items = subject.view.items(path);
    if (items === undefined) return unknown(path);
    const found = anyOf(items.map((view) => item.judge({ ...subject, view }, context, graph)));
    if (items.length > 0 && found.outcome !== "fail") return found;
    return fail(path, `got none, expected ${expected}; add it to ${path}`);
  });
}

/** The check below a block; an absent block reads as empty. Paths in the check are relative to it. */
export function within(path: string, inner: Check): Check {
  return check(
    inner.properties.map((property) => `${path}.${property}`),
    (subject, context, graph) =>
      located(inner.judge({ ...subject, view: subject.view.at(path) }, context, graph), path),
  );
}

/** A JSON document in a property (an IAM policy), judged as properties. Paths in reasons are those of the document. */
export function document(path: string, judge: (content: View, subject: Subject, context: Context) => Finding): Check {
  return check([path], (subject, context) => {
    if (subject.view.read(path).state === "unknown") return unknown(path);
    return located(judge(subject.view.json(path), subject, context), path);
  });
}

function located(finding: Finding, path: string): Finding {
  const join = (property: string): string => (property === "" ? path : `${path}.${property}`);
  if (finding.outcome === "fail") {
    return { ...finding, reasons: finding.reasons.map((reason) => ({ ...reason, property: join(reason.property) })) };
  }
  return finding.outcome === "unknown" ? { ...finding, properties: finding.properties.map(join) } : finding;
}

function pathsOf(checks: readonly Check[]): string[] {
  return [...new Set(checks.flatMap(({ properties }) => properties))];
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "string" || Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function amountOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** A value for a message. Only for properties that never hold a secret. */
export function shown(value: unknown, missing = false): string {
  const text = value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
  return missing ? (value === undefined ? "nothing" : `nothing (the provider's default is ${text})`) : text;
}
