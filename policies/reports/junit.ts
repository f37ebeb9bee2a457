/** Verdicts as test results: JUnit XML, one suite per rule. */
import { create } from "xmlbuilder2";
import type { Ledger } from "../ledger.ts";
import { whyOf } from "../message.ts";
import type { Rule } from "../rule.ts";
import { parseUrn } from "../subject.ts";
import type { Verdict } from "../verdict.ts";
import { evaluationGap } from "./evaluation.ts";

/** What cannot be judged is skipped with its reason; a rule that broke is an error. */
export function junitText(ledger: Ledger, rules: readonly Rule[]): string {
  const { head, verdicts } = ledger;
  const root = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "\uFFFD" }).ele("testsuites", {
    name: head.stack,
  });
  addEvaluation(root, evaluationGap(ledger));
  const byRule = Map.groupBy<string, Verdict>(verdicts, ({ rule }) => rule);
  for (const rule of rules) {
    const mine = byRule.get(rule.id) ?? [];
    if (mine.length === 0) continue;
    const count = (...outcomes: readonly Verdict["outcome"][]): number =>
      mine.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const suite = root.ele("testsuite", {
      name: `${rule.id} ${rule.title}`,
      tests: mine.length,
      failures: count("fail"),
      errors: count("error"),
      skipped: count("unknown", "waived", "not-applicable"),
    });
    for (const verdict of mine) addCase(suite, rule, verdict);
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

/** Always there, so that a run that judged nothing is no run without failures. */
function addEvaluation(root: ReturnType<typeof create>, gap: string | undefined): void {
  const suite = root.ele("testsuite", {
    name: "evaluation",
    tests: 1,
    failures: 0,
    errors: gap === undefined ? 0 : 1,
    skipped: 0,
  });
  const test = suite.ele("testcase", { classname: "evaluation", name: "every rule has spoken" });
  if (gap !== undefined) test.ele("error", { message: gap, type: "incomplete" });
}

function addCase(suite: ReturnType<typeof create>, rule: Rule, verdict: Verdict): void {
  const test = suite.ele("testcase", { classname: rule.name, name: `${parseUrn(verdict.urn).name} (${verdict.type})` });
  const why = whyOf(verdict);
  switch (verdict.outcome) {
    case "pass":
      return;
    case "fail":
      test.ele("failure", { message: why, type: verdict.severity });
      return;
    case "error":
      test.ele("error", { message: why, type: verdict.severity });
      return;
    case "unknown":
    case "waived":
    case "not-applicable":
      test.ele("skipped", { message: why });
  }
}
