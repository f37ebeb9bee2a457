/** Turns the cases of a theme into tests: pass, each break with its exact reason, absent, unknown, zero, other type; and counts the mutants killed. */
import assert from "node:assert/strict";
import { Graph } from "../../../policies/graph.ts";
import { judgeResource, judgeStack, RuleIndex } from "../../../policies/judge.ts";
import { checkOf, type Rule } from "../../../policies/rule.ts";
import type { Verdict } from "../../../policies/verdict.ts";
import { View } from "../../../policies/view.ts";
import { mutantsOf } from "./mutants.ts";
import {
  NOT_YET_KNOWN,
  type Break,
  type Change,
  type RuleCase,
  type RuleCases,
  type StackWideCase,
  type Variant,
} from "./rule-case.ts";
import { changed, contextOf, STACK_URN, stackOf } from "./subjects.ts";

/** The verdict of one rule on a case, after a change. */
export function verdictOf(rule: Rule, one: RuleCase, change: Change = {}, variant: Partial<Break> = {}): Verdict {
  const subject = {
    ...one,
    name: "subject",
    props: changed(one.compliant, change),
    options: { ...one.options, ...variant.options },
    ...(variant.provider === undefined ? {} : { provider: variant.provider }),
  };
  const subjects = stackOf(subject, variant.others ?? one.others ?? []);
  const context = contextOf({ ...one.context, ...variant.context });
  const index = new RuleIndex([rule]);
  const [first] = subjects;
  assert.ok(first !== undefined);
  const verdicts =
    rule.scope === "resource"
      ? judgeResource(index, first, context)
      : judgeStack(index, new Graph(subjects), context, STACK_URN);
  const mine = verdicts.filter(({ urn }) => urn === first.urn);
  assert.equal(mine.length, 1, `one verdict of ${rule.id} on ${one.type}`);
  return mine[0] as Verdict;
}

function reasonsOf({ reasons = [] }: Verdict): string[] {
  return reasons.map(({ property, message }) => `${property}: ${message}`);
}

/** Kill rate of one theme, for the report at the end. */
export interface KillCount {
  readonly mutants: number;
  readonly survivors: readonly string[];
}

/** Registers the tests of a theme. Every type of every rule needs a case, and every judged property a break or a variant. */
export function proveRules(
  theme: string,
  rules: readonly Rule[],
  cases: RuleCases,
  wide: readonly StackWideCase[] = [],
): void {
  describe(`rules: ${theme}`, () => {
    it("has a case for every type of every rule, and none for another", () => {
      const expected = rules
        .flatMap(({ id, checks, everyType }) =>
          [...Object.keys(checks), ...(everyType === undefined ? [] : ["*"])].map((type) => `${id} ${type}`),
        )
        .sort();
      const given = Object.entries(cases).flatMap(([id, list]) =>
        list.map((one) => `${id} ${namedType(rules, id, one)}`),
      );
      assert.deepEqual([...new Set(given)].sort(), expected);
      const withoutStackWide = rules.filter(
        ({ id, stackWide }) => stackWide !== undefined && !wide.some((one) => one.rule === id),
      );
      assert.deepEqual(
        withoutStackWide.map(({ id }) => id),
        [],
      );
    });
    for (const rule of rules) {
      for (const one of cases[rule.id] ?? [])
        describe(`${rule.id} ${rule.name} on ${one.type}`, () => {
          proveCase(rule, one);
        });
    }
    for (const one of wide) proveStackWide(rules, one);
    it("lets no mutant of a compliant resource pass", function () {
      const { mutants, survivors } = killCountOf(rules, cases);
      assert.ok(mutants > 0);
      assert.ok(
        survivors.length <= mutants * 0.05,
        `${mutants - survivors.length} of ${mutants} killed; alive: ${survivors.join("; ")}`,
      );
    });
  });
}

/** A type that only the rule's check for every type meets counts as `*`. */
function namedType(rules: readonly Rule[], id: string, { type }: RuleCase): string {
  const rule = rules.find((one) => one.id === id);
  return rule?.everyType !== undefined && !(type in rule.checks) ? "*" : type;
}

function proveCase(rule: Rule, one: RuleCase): void {
  const check = checkOf(rule, one.type);
  assert.ok(check !== undefined);
  if (one.forbidden !== undefined) {
    proveForbidden(rule, one, one.forbidden);
    return;
  }
  it("passes the compliant resource", () => {
    assert.deepEqual(summary(verdictOf(rule, one)), { outcome: "pass", reasons: [] });
  });
  for (const broken of one.breaks) {
    it(`fails: ${broken.why}`, () => {
      assert.deepEqual(summary(verdictOf(rule, one, broken.change, broken)), {
        outcome: "fail",
        reasons: broken.reasons,
      });
    });
  }
  for (const variant of one.variants ?? []) proveVariant(rule, one, variant);
  it("says what each property gives when nobody sets it", () => {
    const given = check.properties.map((path) => [path, verdictOf(rule, one, { [path]: undefined }).outcome]);
    assert.deepEqual(Object.fromEntries(given), one.absent);
  });
  it("does not take what is not known for a pass", () => {
    for (const path of check.properties) {
      const { outcome } = verdictOf(rule, one, { [path]: NOT_YET_KNOWN });
      assert.equal(outcome, one.unknown?.[path] ?? "unknown", path);
    }
  });
  const remedy = rule.remedies?.[one.type];
  if (remedy !== undefined)
    it("is mended by its remedy, which leaves what complies as it is", () => {
      const mended = one.breaks.filter(({ change, others, options, context }) => {
        const broken = changed(one.compliant, change ?? {});
        const props = { ...broken, ...remedy(new View(broken), contextOf(context)) };
        const variant = { ...(others && { others }), ...(options && { options }), ...(context && { context }) };
        return verdictOf(rule, { ...one, compliant: props }, {}, variant).outcome === "pass";
      });
      assert.ok(mended.length > 0, "no break is mended");
      const props = { ...one.compliant, ...remedy(new View(one.compliant), contextOf(one.context)) };
      assert.equal(verdictOf(rule, { ...one, compliant: props }).outcome, "pass");
    });
  it("says nothing about another type", () => {
    const index = new RuleIndex([rule]);
    const [subject] = stackOf(
      { ...one, type: "pulumi:providers:random", name: "subject", props: one.compliant },
      one.others ?? [],
    );
    assert.ok(subject !== undefined);
    assert.deepEqual(index.of(rule.scope, subject.type), []);
  });
}

/** A type that no resource may have: nothing that it says changes that, known or not. */
function proveForbidden(rule: Rule, one: RuleCase, reasons: readonly string[]): void {
  it("fails, whatever the resource says", () => {
    const unknowns = Object.fromEntries(Object.keys(one.compliant).map((path) => [path, NOT_YET_KNOWN]));
    for (const change of [
      {},
      unknowns,
      Object.fromEntries(Object.keys(one.compliant).map((path) => [path, undefined])),
    ])
      assert.deepEqual(summary(verdictOf(rule, one, change)), { outcome: "fail", reasons });
  });
}

function proveVariant(rule: Rule, one: RuleCase, variant: Variant): void {
  it(`${variant.outcome}: ${variant.why}`, () => {
    assert.equal(verdictOf(rule, one, variant.change, variant).outcome, variant.outcome);
  });
}

function proveStackWide(rules: readonly Rule[], one: StackWideCase): void {
  it(`${one.rule}, the whole stack: ${one.name}`, () => {
    const rule = rules.find(({ id }) => id === one.rule);
    assert.ok(rule !== undefined, one.rule);
    const [, ...subjects] = stackOf({ type: "pulumi:pulumi:Stack", name: "stack", props: {} }, one.resources);
    const verdicts = judgeStack(new RuleIndex([rule]), new Graph(subjects), contextOf(one.context), STACK_URN);
    const whole = verdicts.filter(({ urn }) => urn === STACK_URN);
    assert.deepEqual(whole.map(summary), [{ outcome: one.outcome, reasons: one.reasons ?? [] }]);
  });
}

function summary(verdict: Verdict): { readonly outcome: string; readonly reasons: string[] } {
  return { outcome: verdict.outcome, reasons: reasonsOf(verdict) };
}

/** Every break of the author's and every mutant made by machine, and those that pass all the same. */
export function killCountOf(rules: readonly Rule[], cases: RuleCases): KillCount {
  const tried = rules.flatMap((rule) =>
    (cases[rule.id] ?? []).flatMap((one) =>
      mutantsOf(rule, one).map(({ name, change }) => ({
        name: `${rule.id} ${one.type} ${name}`,
        verdict: verdictOf(rule, one, change),
      })),
    ),
  );
  const survivors = tried.filter(({ verdict }) => verdict.outcome === "pass").map(({ name }) => name);
  const breaks = rules.flatMap(({ id }) => (cases[id] ?? []).flatMap((one) => one.breaks)).length;
  return { mutants: tried.length + breaks, survivors };
}
