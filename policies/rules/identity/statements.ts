/** The statements of an AWS policy document, as rules read them: single values as lists, and what a pattern covers. */
import type { Reading } from "../../reading.ts";
import { View } from "../../view.ts";

export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** Absent where the statement has `NotAction` instead. */
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** By kind (`AWS`, `Service`, `Federated`); `*` alone is `{ AWS: ["*"] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly Condition[];
  /** `Statement[2] (OwnKeys)`, for reasons. */
  readonly label: string;
}

export interface Condition {
  /** `StringEquals`, `ForAnyValue:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A document that is no policy: what it says instead of statements. */
export type Statements = readonly Statement[] | "unknown" | "unreadable";

/** Reads a document. `unknown`: a part of it is not known yet. `unreadable`: it has no statements, or one of no known effect. */
export function statementsOf(content: View): Statements {
  const items = content.items("Statement");
  if (items === undefined) return "unknown";
  if (items.length === 0) return "unreadable";
  const parsed = items.map((view, index) => statementOf(view, index));
  if (parsed.includes("unreadable")) return "unreadable";
  if (parsed.includes("unknown")) return "unknown";
  return parsed as Statement[];
}

function statementOf(view: View, index: number): Statement | "unknown" | "unreadable" {
  const effect = view.read("Effect");
  if (effect.state === "known" && effect.value !== "Allow" && effect.value !== "Deny") return "unreadable";
  if (effect.state === "absent") return "unreadable";
  const texts = ["Action", "NotAction", "Resource", "NotResource"].map((name) => textsOf(view.read(name)));
  const principals = principalsOf(view);
  const conditions = conditionsOf(view);
  if (effect.state === "unknown" || texts.includes("unknown") || principals === "unknown" || conditions === "unknown")
    return "unknown";
  const [actions, notActions, resources, notResources] = texts as (readonly string[] | undefined)[];
  const sid = view.read("Sid");
  return {
    effect: effect.value as Statement["effect"],
    ...(actions === undefined ? {} : { actions }),
    ...(notActions === undefined ? {} : { notActions }),
    ...(resources === undefined ? {} : { resources }),
    ...(notResources === undefined ? {} : { notResources }),
    principals,
    hasNotPrincipal: view.read("NotPrincipal").state !== "absent",
    conditions,
    label: `Statement[${index}]${sid.state === "known" && typeof sid.value === "string" ? ` (${sid.value})` : ""}`,
  };
}

function textsOf(reading: Reading): readonly string[] | "unknown" | undefined {
  if (reading.state === "absent") return undefined;
  if (reading.state === "unknown") return "unknown";
  const list: readonly unknown[] = Array.isArray(reading.value) ? reading.value : [reading.value];
  const readings = list.map((item) => new View(item).read(""));
  if (readings.some(({ state }) => state === "unknown")) return "unknown";
  return readings.flatMap((one) => (one.state === "known" ? [String(one.value)] : []));
}

function principalsOf(view: View): Statement["principals"] | "unknown" {
  const reading = view.read("Principal");
  if (reading.state === "unknown") return "unknown";
  if (reading.state === "absent") return {};
  if (typeof reading.value === "string") return { AWS: [reading.value] };
  const kinds = view.keys("Principal") ?? [];
  const pairs = kinds.map((kind) => [kind, textsOf(view.entry("Principal", kind)) ?? []] as const);
  return pairs.some(([, names]) => names === "unknown")
    ? "unknown"
    : (Object.fromEntries(pairs) as Statement["principals"]);
}

function conditionsOf(view: View): readonly Condition[] | "unknown" {
  const operators = view.keys("Condition");
  if (operators === undefined) return "unknown";
  const conditions = operators.flatMap((operator) => {
    const block = new View((view.read("Condition") as { value: Record<string, unknown> }).value[operator]);
    const keys = block.keys("");
    if (keys === undefined) return ["unknown" as const];
    return keys.map((key) => {
      const values = textsOf(block.entry("", key));
      return values === "unknown" ? values : { operator, key, values: values ?? [] };
    });
  });
  return conditions.includes("unknown") ? "unknown" : (conditions as Condition[]);
}

/** Whether a pattern of IAM (`*` any text, `?` one character, case does not count) covers a text. */
export function covers(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "i").test(text);
}

/** `*`, `*:*`: every action of every service. */
export function isEveryAction(action: string): boolean {
  return /^[*?:]*\*[*?:]*$/.test(action);
}

/** `s3:*`: every action of a service, or of several. */
export function isServiceWildcard(action: string): boolean {
  return isEveryAction(action) || /^[^:]*:[*?]*\*[*?]*$/.test(action);
}

/** `*`, `arn:aws:*`, `arn:aws:s3:::*`: nothing that tells one resource of a service from another. */
export function isEveryResource(resource: string): boolean {
  if (OPEN.test(resource)) return true;
  const [arn, , service = "*", region = "*", account = "*", ...name] = resource.split(":");
  if (arn !== "arn") return false;
  return OPEN.test(service) || [region, account, name.join(":")].every((part) => part === "" || OPEN.test(part));
}

/** As {@link isEveryResource}, or all of a kind in an account: `arn:aws:iam::111122223333:role/*`. */
export function isEveryOfKind(resource: string): boolean {
  if (isEveryResource(resource)) return true;
  const [arn, , , , , ...name] = resource.split(":");
  return arn === "arn" && /^([a-z-]+[/:])?[*?]+$/i.test(name.join(":")) && !resource.includes(":s3:");
}

const OPEN = /^[*?]+$/;
