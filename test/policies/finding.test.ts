/** How findings combine: as a table, over every pair and order. */
import assert from "node:assert/strict";
import { allOf, anyOf, fail, notApplicable, PASS, unknown, type Finding } from "../../policies/finding.ts";

const FINDINGS = {
  pass: PASS,
  fail: fail("a", "got 1"),
  unknown: unknown("b"),
  "not-applicable": notApplicable("elsewhere"),
} satisfies Record<Finding["outcome"], Finding>;

type Outcome = Finding["outcome"];
const NAMES = Object.keys(FINDINGS) as Outcome[];

/** Unordered pair → outcome. */
const ALL: Readonly<Record<string, Outcome>> = {
  "pass pass": "pass",
  "pass fail": "fail",
  "pass unknown": "unknown",
  "pass not-applicable": "pass",
  "fail fail": "fail",
  "fail unknown": "fail",
  "fail not-applicable": "fail",
  "unknown unknown": "unknown",
  "unknown not-applicable": "unknown",
  "not-applicable not-applicable": "not-applicable",
};
const ANY: Readonly<Record<string, Outcome>> = {
  "pass pass": "pass",
  "pass fail": "pass",
  "pass unknown": "pass",
  "pass not-applicable": "pass",
  "fail fail": "fail",
  "fail unknown": "unknown",
  "fail not-applicable": "fail",
  "unknown unknown": "unknown",
  "unknown not-applicable": "unknown",
  "not-applicable not-applicable": "not-applicable",
};

function outcomesOf(combine: typeof allOf): Record<string, Outcome> {
  const pairs = NAMES.flatMap((a, index) => NAMES.slice(index).map((b) => [a, b] as const));
  return Object.fromEntries(
    pairs.map(([a, b]) => {
      const { outcome } = combine([FINDINGS[a], FINDINGS[b]]);
      assert.equal(combine([FINDINGS[b], FINDINGS[a]]).outcome, outcome, `${b} ${a}`);
      assert.equal(combine([FINDINGS[a], FINDINGS[b], FINDINGS[a]]).outcome, outcome, `${a} ${b} ${a}`);
      return [`${a} ${b}`, outcome];
    }),
  );
}

describe("findings together", () => {
  it("all of them: a failure wins, then what is not known; what is not applicable does not count", () => {
    assert.deepEqual(outcomesOf(allOf), ALL);
  });

  it("any of them: a pass wins, then what is not known", () => {
    assert.deepEqual(outcomesOf(anyOf), ANY);
  });

  it("one by itself is itself; of none all hold, and nothing stands against it", () => {
    for (const combine of [allOf, anyOf]) {
      for (const name of NAMES) assert.deepEqual(combine([FINDINGS[name]]), FINDINGS[name]);
      assert.deepEqual(combine([]), PASS);
    }
  });

  it("keep every reason, every property that is missing once, and every parameter", () => {
    const failures = [fail("a", "got 1"), { ...fail("b", "got 2"), parameters: { backupRetentionDays: 35 } }];
    const expected = {
      outcome: "fail",
      reasons: [
        { property: "a", message: "got 1" },
        { property: "b", message: "got 2" },
      ],
      parameters: { backupRetentionDays: 35 },
    };
    assert.deepEqual(allOf(failures), expected);
    assert.deepEqual(anyOf(failures), expected);
    assert.deepEqual(allOf([unknown("b", "a"), unknown("b")]), { outcome: "unknown", properties: ["a", "b"] });
    assert.deepEqual(allOf([PASS, { ...PASS, parameters: { keyRotationDays: 365 } }]), {
      outcome: "pass",
      parameters: { keyRotationDays: 365 },
    });
  });
});
