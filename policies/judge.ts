/** Applies rules to resources: one verdict per rule and resource, and one per rule that found nothing to judge. */
import type { Context } from "./context.ts";
import { notApplicable, type Finding } from "./finding.ts";
import { NO_GRAPH, type Graph } from "./graph.ts";
import { levelOf } from "./levels.ts";
import { checkOf, packageOf, type Rule } from "./rule.ts";
import type { Subject } from "./subject.ts";
import type { Verdict } from "./verdict.ts";

/** Rules by the type they look at: a resource meets only those that name its type. */
export class RuleIndex {
  readonly rules: readonly Rule[];
  readonly #byType: Readonly<Record<Rule["scope"], ReadonlyMap<string, readonly Rule[]>>>;
  readonly #found: Readonly<Record<Rule["scope"], Map<string, readonly Rule[]>>> = {
    resource: new Map(),
    stack: new Map(),
  };
  readonly #general: Readonly<Record<Rule["scope"], readonly Rule[]>>;

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
    this.#byType = { resource: byType(rules, "resource"), stack: byType(rules, "stack") };
    const general = rules.filter(
      ({ checks, everyType }) =>
        everyType !== undefined || Object.keys(checks).some((type) => type === packageOf(type)),
    );
    this.#general = {
      resource: general.filter(({ scope }) => scope === "resource"),
      stack: general.filter(({ scope }) => scope === "stack"),
    };
  }

  /** A stack has far more resources than types. */
  of(scope: Rule["scope"], type: string): readonly Rule[] {
    const known = this.#found[scope].get(type);
    if (known !== undefined) return known;
    const found = this.#find(scope, type);
    this.#found[scope].set(type, found);
    return found;
  }

  #find(scope: Rule["scope"], type: string): readonly Rule[] {
    const named = this.#byType[scope].get(type) ?? [];
    const general = this.#general[scope].filter((rule) => !named.includes(rule) && checkOf(rule, type) !== undefined);
    return general.length === 0 ? named : [...named, ...general];
  }
}

function byType(rules: readonly Rule[], scope: Rule["scope"]): ReadonlyMap<string, readonly Rule[]> {
  const pairs = rules
    .filter((rule) => rule.scope === scope)
    .flatMap((rule) => Object.keys(rule.checks).map((type) => ({ type, rule })));
  return new Map(
    [...Map.groupBy(pairs, ({ type }) => type)].map(([type, list]) => [type, list.map(({ rule }) => rule)]),
  );
}

/** The verdicts of all rules of scope `resource` on one resource. */
export function judgeResource(index: RuleIndex, subject: Subject, context: Context): Verdict[] {
  return index.of("resource", subject.type).map((rule) => judgeOne(rule, subject, context, NO_GRAPH));
}

/**
 * The verdicts of all rules of scope `stack`, of those that look at the stack as a whole, and `not-applicable` for every rule
 * whose types the stack does not have: no rule goes without a word.
 * @param stackUrn what verdicts about the whole stack name
 */
export function judgeStack(index: RuleIndex, graph: Graph, context: Context, stackUrn: string): Verdict[] {
  const single = graph.subjects.flatMap((subject) =>
    index.of("stack", subject.type).map((rule) => judgeOne(rule, subject, context, graph)),
  );
  const whole = index.rules.flatMap((rule) => judgeWhole(rule, graph, context, stackUrn));
  return [...single, ...whole];
}

function judgeOne(rule: Rule, subject: Subject, context: Context, graph: Graph): Verdict {
  const check = checkOf(rule, subject.type);
  if (check === undefined) throw new RangeError(`rule ${rule.id} has no check for ${subject.type}`);
  const finding = guarded(() => outsideOf(rule, context) ?? check.judge(subject, context, graph));
  return verdictOf(rule, context, subject.urn, subject.type, finding);
}

function judgeWhole(rule: Rule, graph: Graph, context: Context, stackUrn: string): Verdict[] {
  const { stackWide } = rule;
  const type = "pulumi:pulumi:Stack";
  if (stackWide !== undefined) {
    const finding = guarded(
      () => outsideOf(rule, context) ?? elsewhere(rule, graph, context) ?? stackWide.judge(context, graph),
    );
    return [verdictOf(rule, context, stackUrn, type, finding)];
  }
  // The rule about waivers looks at no type: it has a word of its own, after all others.
  if (Object.keys(rule.checks).length === 0 && rule.everyType === undefined) return [];
  if (graph.subjects.some(({ type }) => checkOf(rule, type) !== undefined)) return [];
  const finding =
    outsideOf(rule, context) ??
    elsewhere(rule, graph, context) ??
    notApplicable("no resource of its types in this stack");
  return [verdictOf(rule, context, stackUrn, type, finding)];
}

/** A rule for production, or for regulated tenants, has nothing to say elsewhere. */
function outsideOf({ appliesTo }: Rule, { production, regulated }: Context): Finding | undefined {
  switch (appliesTo) {
    case "all":
      return undefined;
    case "production":
      return production ? undefined : notApplicable("for production only");
    case "regulated":
      return regulated ? undefined : notApplicable("for regulated tenants only");
  }
}

/** What exists once per account is judged on the account's baseline, unless the stack brings its own. */
function elsewhere({ accountWide, checks, stackWide }: Rule, graph: Graph, context: Context): Finding | undefined {
  if (accountWide !== true || context.kind === "account") return undefined;
  if (graph.ofType(...Object.keys(checks), ...(stackWide?.types ?? [])).length > 0) return undefined;
  const evidence = context.accountBaseline === undefined ? "" : `, see stack ${context.accountBaseline}`;
  return notApplicable(
    context.kind === "tenant" ? `account baseline${evidence}` : "account-wide, not part of this stack",
  );
}

/** A rule that breaks fails closed, with its name; it never takes the others down. */
function guarded(judge: () => Finding): Finding | Broken {
  try {
    return judge();
  } catch (error) {
    return { outcome: "error", note: error instanceof Error ? error.name : "unknown error" };
  }
}

interface Broken {
  readonly outcome: "error";
  readonly note: string;
}

function verdictOf(rule: Rule, context: Context, urn: string, type: string, finding: Finding | Broken): Verdict {
  const head = { rule: rule.id, severity: rule.severity, level: levelOf(rule.severity, context), urn, type };
  if (finding.outcome === "error") return { ...head, level: "mandatory", outcome: "error", note: finding.note };
  const parameters = finding.parameters === undefined ? {} : { parameters: finding.parameters };
  switch (finding.outcome) {
    case "pass":
      return { ...head, outcome: "pass", ...parameters };
    case "fail":
      return { ...head, outcome: "fail", reasons: finding.reasons, ...parameters };
    case "unknown":
      return { ...head, outcome: "unknown", properties: finding.properties, ...parameters };
    case "not-applicable":
      return { ...head, outcome: "not-applicable", note: finding.reason, ...parameters };
  }
}
