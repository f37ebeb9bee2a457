import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assess, type Judgement } from "../../policies/assess.ts";
import { isTrue } from "../../policies/checks.ts";
import { RuleIndex } from "../../policies/judge.ts";
import { defineRule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules.ts";
import { WAIVER_RULE } from "../../policies/rules/governance/waivers.ts";
import type { Verdict } from "../../policies/verdict.ts";
import { decideWaiver, readWaivers, type Waiver } from "../../policies/waivers.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { contextOf, STACK_URN, stackOf, urnOf } from "./harness/subjects.ts";

const TYPE = "aws:rds/instance:Instance";
const RULE = defineRule({
  id: "ENC-01",
  name: "made-up",
  title: "Made up for this test",
  severity: "medium",
  scope: "resource",
  appliesTo: "all",
  checks: { [TYPE]: isTrue("encrypted", { absent: false }) },
});

const WAIVER: Waiver = {
  rule: "ENC-01",
  urn: "urn:pulumi:acme-production::leasehold::aws:rds/*::subject",
  reason: "accepted until the migration ends",
  ticket: "LH-101",
  approver: "security@leasehold.example",
  created: "2026-11-01",
  expires: "2026-11-21",
};

/** The verdicts on one database and on the waivers. */
function judged(
  waivers: readonly Waiver[],
  today: string,
  props: Readonly<Record<string, unknown>> = { encrypted: false },
) {
  const subjects = stackOf({ type: TYPE, name: "subject", props }, []);
  const judgement: Judgement = { index: new RuleIndex([RULE, WAIVER_RULE]), context: contextOf(), waivers, today };
  const verdicts = assess(judgement, { resources: subjects, stack: subjects }, STACK_URN);
  const about = (id: string): Verdict => verdicts.find(({ rule }) => rule === id) ?? assert.fail(`no verdict of ${id}`);
  return { resource: about("ENC-01"), waiver: about("GOV-06") };
}

describe("a waiver", () => {
  it("holds from its first to its last day, and the verdict says what it would be", () => {
    for (const today of ["2026-11-01", "2026-11-21"]) {
      const { resource, waiver } = judged([WAIVER], today);
      assert.equal(resource.outcome, "waived");
      const { ticket, approver, reason, expires } = WAIVER;
      assert.deepEqual(resource.waiver, { ticket, approver, reason, expires, would: "fail" });
      assert.deepEqual(resource.reasons, [
        { property: "encrypted", message: "got false, expected true; set encrypted to true" },
      ]);
      assert.equal(waiver.outcome, "pass");
    }
  });

  it("does not hold before it begins, and is not unused then", () => {
    const { resource, waiver } = judged([WAIVER], "2026-10-31");
    assert.deepEqual([resource.outcome, waiver.outcome], ["fail", "pass"]);
  });

  it("that has expired no longer holds, and is a violation itself", () => {
    const { resource, waiver } = judged([WAIVER], "2026-11-22");
    assert.equal(resource.outcome, "fail");
    assert.deepEqual(waiver, {
      rule: "GOV-06",
      severity: "high",
      level: "mandatory",
      urn: STACK_URN,
      type: "pulumi:pulumi:Stack",
      outcome: "fail",
      reasons: [
        {
          property: "waivers.ENC-01",
          message: "got a waiver that expired on 2026-11-21 (LH-101); mend the cause or have it approved anew",
        },
      ],
    });
  });

  it("covers what would pass, and says so; what is not known too", () => {
    assert.equal(judged([WAIVER], "2026-11-10", { encrypted: true }).resource.waiver?.would, "pass");
    const unknown = judged([WAIVER], "2026-11-10", { encrypted: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" });
    assert.deepEqual([unknown.resource.outcome, unknown.resource.waiver?.would], ["waived", "unknown"]);
  });

  it("that fits no verdict of its stack is a finding; those of other stacks are not judged here", () => {
    const unused = { ...WAIVER, urn: "urn:pulumi:acme-production::leasehold::*::elsewhere" };
    const foreign = { ...WAIVER, urn: "urn:pulumi:globex-production::leasehold::*" };
    const { resource, waiver } = judged([unused, foreign], "2026-11-10");
    assert.equal(resource.outcome, "fail");
    assert.deepEqual(waiver.reasons, [
      { property: "waivers.ENC-01", message: "got a waiver that fits no verdict (LH-101); remove it" },
    ]);
  });

  it("for many stacks may fit nothing in one of them, but expires in each", () => {
    const many = { ...WAIVER, urn: "urn:pulumi:*-production::leasehold::*::elsewhere" };
    assert.equal(judged([many], "2026-11-10").waiver.outcome, "pass");
    assert.equal(judged([many], "2026-11-22").waiver.outcome, "fail");
  });

  it("fits by its rule and a whole URN, in which only * is special", () => {
    const urn = urnOf(TYPE, "subject");
    const decide = (pattern: string, rule = "ENC-01") =>
      decideWaiver({ ...WAIVER, urn: pattern }, { rule: rule as Verdict["rule"], urn }, "2026-11-10");
    assert.deepEqual(
      [urn, "urn:pulumi:*::*", `${urn}*`, urn.replace("acme", "a.me"), urn.slice(0, -1), urn.replace("rds", "RDS")].map(
        (pattern) => decide(pattern),
      ),
      ["holds", "holds", "holds", "other", "other", "other"],
    );
    assert.equal(decide(urn, "ENC-02"), "other");
  });
});

describe("the file of waivers", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "leasehold-waivers-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function read(...waivers: readonly object[]): readonly Waiver[] {
    const file = join(folder, "waivers.yaml");
    writeFileSync(file, JSON.stringify({ waivers }));
    return readWaivers(RULES, file);
  }

  /** The problems as `path: message`. */
  function problemsOf(...waivers: readonly object[]): string[] {
    try {
      read(...waivers);
    } catch (error) {
      assert.ok(error instanceof InvalidInput);
      return error.problems.map(({ path, message }) => `${path}: ${message}`);
    }
    return [];
  }

  it("of the pack can be read", () => {
    assert.ok(Array.isArray(readWaivers(RULES)));
  });

  it("takes the longest time there is: 180 days, 30 for critical rules", () => {
    const long = { ...WAIVER, rule: "ENC-06", created: "2026-01-01", expires: "2026-06-30" };
    const critical = { ...WAIVER, created: "2026-01-01", expires: "2026-01-31" };
    assert.equal(read(long, critical).length, 2);
    assert.deepEqual(problemsOf({ ...long, expires: "2026-07-01" }, { ...critical, expires: "2026-02-01" }), [
      "waivers[0].expires: got 2026-07-01, 181 days after 2026-01-01, expected at most 180 days for a rule; choose 2026-06-30 or earlier",
      "waivers[1].expires: got 2026-02-01, 31 days after 2026-01-01, expected at most 30 days for a critical rule; choose 2026-01-31 or earlier",
    ]);
  });

  it("refuses an unknown rule, and one that ends before it begins", () => {
    assert.deepEqual(
      problemsOf({ ...WAIVER, rule: "ENC-1" }, { ...WAIVER, rule: "nonsense" }, { ...WAIVER, expires: "2026-10-31" }),
      [
        "waivers[0].rule: got ENC-1, expected the id of a rule; did you mean ENC-01?",
        "waivers[1].rule: got nonsense, expected the id of a rule; correct it",
        "waivers[2].expires: got 2026-10-31, expected a day from 2026-11-01 on; correct one of them",
      ],
    );
  });

  it("refuses one without reason, ticket or approver, and every other part that is missing", () => {
    const end = "; correct the file, it is part of the project";
    assert.deepEqual(problemsOf({ ...WAIVER, reason: "because", ticket: " ", approver: undefined }), [
      `waivers[0].approver: got nothing, expected who approved it${end}`,
      `waivers[0].reason: got "because", expected a reason of at least 20 characters${end}`,
      `waivers[0].ticket: got "", expected a ticket${end}`,
    ]);
    assert.deepEqual(problemsOf({ rule: "ENC-01", urn: "*", created: "today" }).toSorted(), [
      `waivers[0].approver: got nothing, expected who approved it${end}`,
      `waivers[0].created: got "today", expected a day such as 2026-01-31${end}`,
      `waivers[0].expires: got nothing, expected a day such as 2026-01-31${end}`,
      `waivers[0].reason: got nothing, expected a reason of at least 20 characters${end}`,
      `waivers[0].ticket: got nothing, expected a ticket${end}`,
      `waivers[0].urn: got "*", expected a URN such as urn:pulumi:acme-production::leasehold::*, with * for any text${end}`,
    ]);
  });
});
