/** Says what the schema refuses in words that help: what was found, what is allowed, what to do. */
import type * as z from "zod";
import { listOf, nearest } from "./nearest.ts";
import type { Problem, ProblemCode } from "./problem.ts";
import { schemaReader } from "./schema-reader.ts";
import type { SchemaReader } from "./schema-reader.ts";
import { HIDDEN, looksLikeSecret, showValue, showWithKind } from "./show-value.ts";
import type { TenantText } from "./tenant-text.ts";
import { formatPath } from "./value-path.ts";
import type { ValuePath } from "./value-path.ts";

type Issue = z.core.$ZodIssue;

/** What a message says after the path; `code` for machines. */
interface Finding {
  readonly code: ProblemCode;
  readonly message: string;
}

/** A place where only names of secrets belong: what stands there instead is never shown. */
function isSecretPlace(path: ValuePath): boolean {
  return path[0] === "contacts" && path[1] === "channels";
}

/**
 * The problems behind the issues of a schema, one per value and one per unknown key.
 * @param content what was checked, to show the values.
 */
export function schemaProblems(
  schema: z.ZodType,
  issues: readonly Issue[],
  content: unknown,
  text: TenantText,
): Problem[] {
  const reader = schemaReader(schema);
  const problems = new Map<string, Problem>();
  const report = (path: ValuePath, at: Problem["at"] & object, finding: Finding) => {
    const name = formatPath(path);
    if (!problems.has(name)) problems.set(name, { ...finding, path: name, at });
  };
  for (const issue of issues) {
    const path = issue.path.map((segment) => (typeof segment === "symbol" ? String(segment) : segment));
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const shown = looksLikeSecret(key) ? "(not shown)" : key;
        report([...path, shown], text.placeOfKey([...path, key]), unknownKey(reader, path, key));
      }
    } else {
      report(path, text.placeOf(path), findingOf(reader, issue, path, valueAt(content, path), text));
    }
  }
  return [...problems.values()];
}

function unknownKey(reader: SchemaReader, section: ValuePath, key: string): Finding {
  const code = "unknown-key";
  if (key === "<<") return { code, message: "got a merge key (<<), expected plain keys; write the keys out" };
  const homes = reader.homesOf(key, section);
  if (homes.length > 0) {
    const where = listOf(homes.map((home) => (home.length === 0 ? "at the top level" : `under ${formatPath(home)}`)));
    return { code, message: `got a key that does not belong here, expected it ${where}; move it` };
  }
  const known = reader.keysAt(section);
  const meant = nearest(key, known);
  return meant === undefined
    ? { code, message: `got an unknown key, expected ${listOf(known)}; remove it` }
    : { code, message: `got an unknown key, expected ${meant}; correct the spelling or remove it` };
}

function findingOf(reader: SchemaReader, issue: Issue, path: ValuePath, value: unknown, text: TenantText): Finding {
  if (value === undefined) {
    const expected = advised(expectedOf(reader, issue, path), "add the key");
    return { code: "missing-key", message: `got nothing, expected ${expected}` };
  }
  if (isSecretPlace(path) && typeof value !== "object") return secretInClear(reader, issue, path);
  if (typeof value === "string" && looksLikeSecret(value)) {
    return {
      code: "wrong-format",
      message: `got ${HIDDEN}, expected ${advised(expectedOf(reader, issue, path), "correct it")}`,
    };
  }
  switch (issue.code) {
    case "invalid_type":
      return wrongType(reader, issue, path, value, text);
    case "invalid_value":
      return typeof value === "string" ? unknownWord(reader, path, value) : wrongType(reader, issue, path, value, text);
    case "invalid_union":
      return typeof value === "number" ? outOfRange(reader, path, value) : wrongType(reader, issue, path, value, text);
    case "too_small":
    case "too_big":
      return typeof value === "number"
        ? outOfRange(reader, path, value)
        : { code: "out-of-range", message: `got ${showValue(value)}, expected ${lengthOf(issue)}` };
    case "invalid_format":
      return {
        code: "wrong-format",
        message: `got ${showValue(value)}, expected ${advised(expectedOf(reader, issue, path), "correct it")}`,
      };
    default:
      return { code: "wrong-format", message: `got ${showValue(value)}, expected ${reader.kindAt(path)}; correct it` };
  }
}

function secretInClear(reader: SchemaReader, issue: Issue, path: ValuePath): Finding {
  const expected =
    path.at(-1) === "secretRef" ? expectedOf(reader, issue, path) : "the key secretRef with the name of a secret";
  return {
    code: "secret-in-clear",
    message: `got ${HIDDEN}, expected ${advised(expected, "store the address or key as a secret and name it there")}`,
  };
}

function outOfRange(reader: SchemaReader, path: ValuePath, value: number): Finding {
  const todo = reader.choicesAt(path).length > 0 ? "choose one of them" : "choose a value in this range";
  return { code: "out-of-range", message: `got ${value}, expected ${reader.rangeAt(path)}; ${todo}` };
}

function unknownWord(reader: SchemaReader, path: ValuePath, value: string): Finding {
  const choices = reader.choicesAt(path);
  const meant = nearest(value, choices);
  const advice = meant === undefined ? "choose one of them" : `did you mean ${meant}?`;
  return { code: "unknown-value", message: `got ${showValue(value)}, expected ${reader.kindAt(path)}; ${advice}` };
}

function wrongType(reader: SchemaReader, issue: Issue, path: ValuePath, value: unknown, text: TenantText): Finding {
  const written = text.textOf(path);
  const shown = typeof value === "number" && written !== undefined ? `${written} (number)` : showWithKind(value);
  const kind = reader.kindAt(path);
  const expected = value === null || typeof value === "object" ? kind : expectedOf(reader, issue, path);
  return { code: "wrong-type", message: `got ${shown}, expected ${advised(expected, advice(kind, value, written))}` };
}

/** What to do about a value of the wrong kind. */
function advice(kind: string, value: unknown, written: string | undefined): string {
  if (value === null) {
    return kind.startsWith("a section") ? "write {} or remove the key" : "write a value or remove the key";
  }
  if (kind.startsWith("text")) return written === undefined ? "write one value" : quoted(written);
  if (kind.startsWith("a list")) return isWord(value) ? `write [${value}]` : "write a list in brackets";
  if (kind.startsWith("a section")) return "write its keys below it, indented";
  if (kind === "true or false") return "write true or false without quotes";
  if (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return `remove the quotes: ${value}`;
  if (typeof value === "string" && /^-?\d/.test(value)) return "write the number alone, the key names its unit";
  return kind.startsWith("whole") ? "write a whole number" : "write a number";
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{1,40}$/.test(value);
}

function quoted(written: string): string {
  const reason = /^0\d/.test(written) ? ", as a number it loses its leading zero" : "";
  return `put it in quotes: "${written}"${reason}`;
}

/** The schema's own words where it has some, else what the value's kind says. */
function expectedOf(reader: SchemaReader, issue: Issue, path: ValuePath): string {
  if (issue.code === "invalid_format" && issue.format === "cidrv4") return "an IPv4 block such as 10.0.0.0/16";
  return /^(Invalid|Too|Unrecognized)/.test(issue.message) ? reader.kindAt(path) : issue.message;
}

/** What to do, unless the schema's own words say it. */
function advised(expected: string, todo: string): string {
  return expected.includes("; ") ? expected : `${expected}; ${todo}`;
}

function lengthOf(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const limit = Number(issue.code === "too_big" ? issue.maximum : issue.minimum);
  const [one, many] = issue.origin === "array" ? ["entry", "entries"] : ["character", "characters"];
  const counted = `${limit} ${limit === 1 ? one : many}`;
  return issue.code === "too_big" ? `at most ${counted}; shorten it` : `at least ${counted}; add it or remove the key`;
}

/** The value at a path; undefined where the content does not have it. */
function valueAt(content: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>((value, segment) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
    return (value as Record<string | number, unknown>)[segment];
  }, content);
}
