/** What a rule is: data, and for each resource type one pure function over what can be known of it. */
import type { Context } from "./context.ts";
import type { Finding } from "./finding.ts";
import type { Graph } from "./graph.ts";
import type { Subject } from "./subject.ts";
import type { View } from "./view.ts";

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
/** Worst first. Decides whether a failure stops the update: see `levels.ts`. */
export type Severity = (typeof SEVERITIES)[number];

/** The theme of a rule, the beginning of its id. `TEN` is about a stack and its tenant, in this project only. */
export const THEMES = [
  "NET",
  "ENC",
  "TLS",
  "KEY",
  "SEC",
  "PUB",
  "BCK",
  "LOG",
  "MON",
  "IAM",
  "K8S",
  "RES",
  "GOV",
  "TEN",
] as const;
export type Theme = (typeof THEMES)[number];
export type RuleId = `${Theme}-${string}`;

/**
 * Judges one resource. Pure: no clock, no file, no environment; the same input gives the same finding.
 * `graph` holds the whole stack for rules of scope `stack`, and throws for those of scope `resource`.
 */
export type Judge = (subject: Subject, context: Context, graph: Graph) => Finding;

/** A judge with the property paths that decide: what reports name, and what `ignoreChanges` may not hide. */
export interface Check {
  readonly properties: readonly string[];
  readonly judge: Judge;
}

/** Properties that make the resource pass; merged over its own. Only where the provider changes them in place and nothing is lost. */
export type Remedy = (view: View, context: Context) => Readonly<Record<string, unknown>>;

/** Judges the stack as a whole: that something exists at all. The verdict's resource is the stack. */
export interface StackWideCheck {
  /** Types that the check looks for, for reports. */
  readonly types: readonly string[];
  readonly judge: (context: Context, graph: Graph) => Finding;
}

export interface Rule {
  /** As in the catalogue: `ENC-03`. */
  readonly id: RuleId;
  /** Readable name, kebab-case, unique: `enc-cache-at-rest`. */
  readonly name: string;
  /** What must hold, one sentence. */
  readonly title: string;
  readonly severity: Severity;
  /** `resource`: judged alone, while the engine previews it. `stack`: judged with all others, at the end. */
  readonly scope: "resource" | "stack";
  /** `production`: production and disaster-recovery only. `regulated`: regulated frameworks or the highest tier only. */
  readonly appliesTo: "all" | "production" | "regulated";
  /** What exists once per account: tenant stacks refer to the account's baseline instead. */
  readonly accountWide?: true;
  /** By type token, normalised; `aws:*` for every other type of a package. */
  readonly checks: Readonly<Record<string, Check>>;
  /** Judges every type that `checks` does not name; resources of the engine itself (`pulumi:`) are left out. */
  readonly everyType?: Check;
  /** By type token; off unless configuration sets the rule to `remediate`. */
  readonly remedies?: Readonly<Record<string, Remedy>>;
  /** Beside or instead of `checks`. */
  readonly stackWide?: StackWideCheck;
}

/** `aws:*` stands for every type of the package: for rules about where or by whom things are made. */
export function packageOf(type: string): string {
  return `${type.split(":")[0] ?? ""}:*`;
}

/** The check of a rule for a type, if it has one: the type's own, its package's, or the one for every type. */
export function checkOf({ checks, everyType }: Pick<Rule, "checks" | "everyType">, type: string): Check | undefined {
  return checks[type] ?? checks[packageOf(type)] ?? (type.startsWith("pulumi:") ? undefined : everyType);
}

/** The rules of a theme in the order of the catalogue. */
export function byId(rules: readonly Rule[]): readonly Rule[] {
  return rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A rule as its file writes it; keeps the literal types and gives the editor its help. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
