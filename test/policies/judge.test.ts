/** One verdict per rule and resource, and a word from every rule. */
import assert from "node:assert/strict";
import { check, isTrue } from "../../policies/checks.ts";
import { PASS } from "../../policies/finding.ts";
import { Graph } from "../../policies/graph.ts";
import { judgeResource, judgeStack, RuleIndex } from "../../policies/judge.ts";
import { whyOf } from "../../policies/message.ts";
import { defineRule, type Rule, type RuleId } from "../../policies/rule.ts";
import type { Context } from "../../policies/context.ts";
import { contextOf, STACK_URN, stackOf, urnOf } from "./harness/subjects.ts";

const DATABASE = "aws:rds/instance:Instance";

function rule(id: RuleId, change: Partial<Rule> = {}): Rule {
  return defineRule({
    id,
    name: id.toLowerCase(),
    title: "Made up for this test",
    severity: "low",
    scope: "resource",
    appliesTo: "all",
    checks: { [DATABASE]: isTrue("on", { absent: false }) },
    ...change,
  });
}

function broken(error: unknown): Partial<Rule> {
  const judge = (): never => {
    throw error;
  };
  return { checks: { [DATABASE]: check(["on"], judge) } };
}

/** What each rule says of one database and of the stack: `rule outcome (note) on name`. */
function judged(rules: readonly Rule[], context: Partial<Context> = {}, type = DATABASE): string[] {
  const subjects = stackOf({ type, name: "db", props: { on: true } }, []);
  const index = new RuleIndex(rules);
  const all = contextOf(context);
  const verdicts = [
    ...subjects.flatMap((subject) => judgeResource(index, subject, all)),
    ...judgeStack(index, new Graph(subjects), all, STACK_URN),
  ];
  return verdicts.map(
    ({ rule: id, outcome, note, urn }) =>
      `${id} ${outcome}${note === undefined ? "" : ` (${note})`} on ${urn === STACK_URN ? "the stack" : "db"}`,
  );
}

describe("judging", () => {
  it("a rule that breaks is an error: mandatory whatever its severity, with its name, and the others go on", () => {
    const rules = [rule("ENC-01", broken(new TypeError("hunter2"))), rule("ENC-02"), rule("ENC-03", broken("text"))];
    const [subject] = stackOf({ type: DATABASE, name: "db", props: { on: true } }, []);
    assert.ok(subject !== undefined);
    const verdicts = judgeResource(new RuleIndex(rules), subject, contextOf());
    const urn = urnOf(DATABASE, "db");
    assert.deepEqual(verdicts, [
      { rule: "ENC-01", severity: "low", level: "mandatory", urn, type: DATABASE, outcome: "error", note: "TypeError" },
      { rule: "ENC-02", severity: "low", level: "advisory", urn, type: DATABASE, outcome: "pass" },
      {
        rule: "ENC-03",
        severity: "low",
        level: "mandatory",
        urn,
        type: DATABASE,
        outcome: "error",
        note: "unknown error",
      },
    ]);
    const [first] = verdicts;
    assert.ok(first !== undefined);
    assert.equal(whyOf(first), "the rule itself broke (TypeError), which counts as a failure; report it");
  });

  it("a rule about the stack that breaks is an error too, and one of scope resource may not ask the graph", () => {
    const whole = rule("MON-01", {
      checks: {},
      scope: "stack",
      stackWide: {
        types: [],
        judge: () => {
          throw new RangeError("x");
        },
      },
    });
    const asking = rule("NET-01", { checks: { [DATABASE]: check([], (_s, _c, graph) => (graph.subjects, PASS)) } });
    assert.deepEqual(judged([whole, asking]), [
      "NET-01 error (TypeError) on db",
      "MON-01 error (RangeError) on the stack",
    ]);
  });

  it("a rule finds its types by name, by package, or judges every type but the engine's own", () => {
    const rules = [
      rule("ENC-01"),
      rule("RES-01", { checks: { "aws:*": isTrue("on", { absent: false }) } }),
      rule("GOV-01", { checks: {}, everyType: isTrue("on", { absent: false }) }),
    ];
    const none = "not-applicable (no resource of its types in this stack) on the stack";
    assert.deepEqual(judged(rules), ["ENC-01 pass on db", "RES-01 pass on db", "GOV-01 pass on db"]);
    assert.deepEqual(judged(rules, {}, "aws:sqs/queue:Queue"), [
      "RES-01 pass on db",
      "GOV-01 pass on db",
      `ENC-01 ${none}`,
    ]);
    assert.deepEqual(judged(rules, {}, "gcp:sql/databaseInstance:DatabaseInstance"), [
      "GOV-01 pass on db",
      `ENC-01 ${none}`,
      `RES-01 ${none}`,
    ]);
    assert.deepEqual(judged(rules, {}, "pulumi:pulumi:StackReference"), [
      `ENC-01 ${none}`,
      `RES-01 ${none}`,
      `GOV-01 ${none}`,
    ]);
  });

  it("a rule for production, or for regulated tenants, says where it has nothing to say", () => {
    const rules = [rule("BCK-01", { appliesTo: "production" }), rule("BCK-02", { appliesTo: "regulated" })];
    assert.deepEqual(judged(rules), ["BCK-01 pass on db", "BCK-02 pass on db"]);
    assert.deepEqual(judged(rules, { production: false, regulated: false }), [
      "BCK-01 not-applicable (for production only) on db",
      "BCK-02 not-applicable (for regulated tenants only) on db",
    ]);
  });

  it("what exists once per account is judged on its baseline, which tenants' stacks name", () => {
    const rules = [rule("MON-02", { accountWide: true })];
    const other = "aws:sqs/queue:Queue";
    assert.deepEqual(judged(rules, {}, other), [
      "MON-02 not-applicable (account baseline, see stack account-acme) on the stack",
    ]);
    assert.deepEqual(judged(rules, { kind: "foreign" }, other), [
      "MON-02 not-applicable (account-wide, not part of this stack) on the stack",
    ]);
    assert.deepEqual(judged(rules, { kind: "account" }, other), [
      "MON-02 not-applicable (no resource of its types in this stack) on the stack",
    ]);
    assert.deepEqual(judged(rules), ["MON-02 pass on db"]);
  });
});
