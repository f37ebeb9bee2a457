/** How far a framework's clauses are covered by rules, and what the rules said of one stack: never more than a rule can show. */
import { controlsOf, type Clause, type ControlMapping, type Controls } from "../controls.ts";
import type { Ledger, LedgerHead } from "../ledger.ts";
import type { Rule } from "../rule.ts";
import { RULE_IDS, RULES } from "../rules.ts";
import type { Framework } from "../../tiers/vocabulary.ts";
import type { Verdict } from "../verdict.ts";

export const COVERAGES = ["checked", "partly-checked", "supports", "gap", "people-and-process"] as const;
/**
 * `checked`, `partly-checked`: rules look at it, and could ever check all of it, or a part.
 * `supports`: rules cite it, but no rule can check it. `gap`: a rule could check some of it, and none does yet.
 * `people-and-process`: no rule could, and none cites it.
 */
export type Coverage = (typeof COVERAGES)[number];

export const RESULTS = ["fail", "unknown", "not-evaluated", "waived", "pass", "not-applicable"] as const;
/** Worst first. `not-evaluated`: a rule has not spoken, which is no pass, whatever the others said. */
export type Result = (typeof RESULTS)[number];

/** A rule that looks at a clause, and what it said. */
export interface RuleEvidence extends ControlMapping {
  readonly rule: string;
  readonly result: Result;
  /** Verdicts by result. */
  readonly counts: Readonly<Partial<Record<Result, number>>>;
}

export interface ClauseCoverage {
  readonly clause: Clause;
  readonly coverage: Coverage;
  /** The worst of its rules. */
  readonly result: Result;
  /** Rules check all of it, and none of them was withheld from this stack: only then does a pass satisfy the clause. */
  readonly whole: boolean;
  /** Sorted by rule id. */
  readonly evidence: readonly RuleEvidence[];
}

/** One framework's matrix for one stack. */
export interface Matrix {
  readonly framework: Framework;
  readonly controls: Controls;
  /** In the framework's own order. */
  readonly clauses: readonly ClauseCoverage[];
}

/** The matrix of a framework under the verdicts of a ledger. */
export function matrixOf(framework: Framework, { head, verdicts }: Pick<Ledger, "head" | "verdicts">): Matrix {
  const withheld = new Set<string>(RULES.filter((rule) => isWithheld(rule, head)).map(({ id }) => id));
  const controls = controlsOf(framework, RULE_IDS);
  const byRule = Map.groupBy<string, Verdict>(verdicts, ({ rule }) => rule);
  const evidence = Object.entries(controls.rules).flatMap(([rule, mappings]) =>
    mappings.map((mapping): RuleEvidence => ({ rule, ...mapping, ...saidOf(byRule.get(rule) ?? []) })),
  );
  const byClause = Map.groupBy(evidence, ({ clause }) => clause);
  const clauses = controls.clauses.map((clause): ClauseCoverage => {
    const mine = (byClause.get(clause.id) ?? []).toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
    const coverage = coverageOf(clause, mine.length > 0);
    return {
      clause,
      coverage,
      result: worst(mine.map(({ result }) => result)),
      whole: coverage === "checked" && !mine.some(({ rule, result }) => withheld.has(rule) && !isJudged(result)),
      evidence: mine,
    };
  });
  return { framework, controls, clauses };
}

/** Whether a rule says nothing about a stack by its own nature: it is about the account, or about other tenants. */
export function isWithheld(
  { accountWide, appliesTo }: Pick<Rule, "accountWide" | "appliesTo">,
  { kind, environment, regulated }: Pick<LedgerHead, "kind" | "environment" | "regulated">,
): boolean {
  if (accountWide === true && kind !== "account") return true;
  switch (appliesTo) {
    case "all":
      return false;
    case "regulated":
      return !regulated;
    case "production":
      return environment !== undefined && environment !== "production" && environment !== "disaster-recovery";
  }
}

function coverageOf({ checkable }: Clause, hasRules: boolean): Coverage {
  switch (checkable) {
    case "full":
      return hasRules ? "checked" : "gap";
    case "partial":
      return hasRules ? "partly-checked" : "gap";
    case "no":
      return hasRules ? "supports" : "people-and-process";
  }
}

/** Whether rules can say something about a clause itself. */
export function isChecked(coverage: Coverage): boolean {
  return coverage === "checked" || coverage === "partly-checked";
}

/** Whether a rule has found something to judge. */
export function isJudged(result: Result): boolean {
  return result !== "not-applicable" && result !== "not-evaluated";
}

function saidOf(verdicts: readonly Verdict[]): Pick<RuleEvidence, "result" | "counts"> {
  const results = verdicts.map(resultOf);
  const groups = Map.groupBy(results, (result) => result);
  const counts = RESULTS.flatMap((result) => {
    const count = groups.get(result)?.length;
    return count === undefined ? [] : [[result, count]];
  });
  return { result: worst(results), counts: Object.fromEntries(counts) as Partial<Record<Result, number>> };
}

/** A rule that broke counts as one that failed. */
export function resultOf({ outcome }: Verdict): Result {
  return outcome === "error" ? "fail" : outcome;
}

/** A pass beside what is not applicable is a pass; no rule at all is `not-evaluated`. */
function worst(results: readonly Result[]): Result {
  return RESULTS.find((result) => results.includes(result)) ?? "not-evaluated";
}

/** How many clauses there are of each coverage; every kind has a number. */
export function coverageCounts({ clauses }: Matrix): Readonly<Record<Coverage, number>> {
  const groups = Map.groupBy(clauses, ({ coverage }) => coverage);
  return Object.fromEntries(COVERAGES.map((coverage) => [coverage, groups.get(coverage)?.length ?? 0])) as Record<
    Coverage,
    number
  >;
}

/** How many of the clauses that rules check have each result; every result has a number. */
export function resultCounts({ clauses }: Matrix): Readonly<Record<Result, number>> {
  const checked = clauses.filter(({ coverage }) => isChecked(coverage));
  const groups = Map.groupBy(checked, ({ result }) => result);
  return Object.fromEntries(RESULTS.map((result) => [result, groups.get(result)?.length ?? 0])) as Record<
    Result,
    number
  >;
}
