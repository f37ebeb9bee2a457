/** Many verdicts, few causes: grouped, the worst first. */
import assert from "node:assert/strict";
import { causesOf, causeText, isBlocking, outcomeCounts } from "../../policies/causes.ts";
import { RULES } from "../../policies/rules.ts";
import type { Verdict } from "../../policies/verdict.ts";
import { urnOf } from "./harness/subjects.ts";

const DATABASE = "aws:rds/instance:Instance";

function verdict(name: string, change: Partial<Verdict> = {}): Verdict {
  const type = change.type ?? DATABASE;
  const reasons = [{ property: "p", message: "got false, expected true; set p to true" }];
  return {
    rule: "ENC-01",
    severity: "critical",
    level: "mandatory",
    urn: urnOf(type, name),
    type,
    outcome: "fail",
    reasons,
    ...change,
  };
}

const MANY: readonly Verdict[] = [
  verdict("d"),
  verdict("b"),
  verdict("c"),
  verdict("a"),
  verdict("cluster", { type: "aws:rds/cluster:Cluster" }),
  verdict("other", { reasons: [{ property: "q", message: "got 1, expected 2; change q" }] }),
  verdict("another", { reasons: [{ property: "q", message: "got 0, expected 2; change q" }] }),
  verdict("x", { rule: "BCK-01", severity: "high" }),
  verdict("y", { rule: "SEC-03", severity: "low", level: "advisory" }),
  verdict("z", { rule: "GOV-01", severity: "medium", level: "advisory" }),
  verdict("broken", { rule: "SEC-04", severity: "medium", outcome: "error", note: "TypeError" }),
  verdict("later", { rule: "ENC-02", outcome: "unknown", properties: ["kmsKeyId"] }),
  verdict("fine", { outcome: "pass" }),
  verdict("none", { outcome: "not-applicable", note: "for production only" }),
  verdict("waived", {
    rule: "PUB-01",
    outcome: "waived",
    waiver: {
      ticket: "LH-101",
      approver: "security@leasehold.example",
      reason: "accepted until the migration ends",
      expires: "2026-12-01",
      would: "fail",
    },
  }),
];

describe("causes", () => {
  const causes = causesOf(MANY, RULES);

  it("join what has the same rule, reason and type; what stops an update comes first, then by weight and number", () => {
    assert.deepEqual(
      causes.map(({ rule, outcome, type, urns }) => [rule, outcome, type, urns.length]),
      [
        ["SEC-04", "error", DATABASE, 1],
        ["ENC-01", "fail", DATABASE, 4],
        ["ENC-01", "fail", "aws:rds/cluster:Cluster", 1],
        ["ENC-01", "fail", DATABASE, 1],
        ["ENC-01", "fail", DATABASE, 1],
        ["BCK-01", "fail", DATABASE, 1],
        ["GOV-01", "fail", DATABASE, 1],
        ["SEC-03", "fail", DATABASE, 1],
        ["ENC-02", "unknown", DATABASE, 1],
        ["PUB-01", "waived", DATABASE, 1],
      ],
    );
    assert.deepEqual(
      causes.filter(isBlocking).map(({ rule }) => rule),
      ["SEC-04", "ENC-01", "ENC-01", "ENC-01", "ENC-01", "BCK-01"],
    );
  });

  it("are the same in whatever order the verdicts come", () => {
    assert.deepEqual(causesOf(MANY.toReversed(), RULES), causes);
  });

  it("are one line each, with three names at most", () => {
    assert.deepEqual(
      causes.map(causeText).filter((line) => !line.includes("expected 2")),
      [
        "SEC-04 (medium, mandatory) Database supports cloud identity authentication: the rule itself broke (TypeError), which counts as a failure; report it; on aws:rds/instance:Instance: broken",
        "ENC-01 (critical, mandatory) Relational database storage is encrypted: p: got false, expected true; set p to true; on 4 × aws:rds/instance:Instance: a, b, c, … (4 in all)",
        "ENC-01 (critical, mandatory) Relational database storage is encrypted: p: got false, expected true; set p to true; on aws:rds/cluster:Cluster: cluster",
        "BCK-01 (high, mandatory) Databases are backed up, and the backups kept as long as the frameworks ask: p: got false, expected true; set p to true; on aws:rds/instance:Instance: x",
        "GOV-01 (medium, advisory) Resources say whose they are, of which tier and environment, how sensitive, where and who answers for them: p: got false, expected true; set p to true; on aws:rds/instance:Instance: z",
        "SEC-03 (low, advisory) Database admin user is not a vendor default: p: got false, expected true; set p to true; on aws:rds/instance:Instance: y",
        "ENC-02 (unknown) Relational database uses a customer-managed key: cannot be judged before kmsKeyId is known; on aws:rds/instance:Instance: later",
        "PUB-01 (waived) Relational database has no public endpoint: waived until 2026-12-01 (LH-101), would fail; on aws:rds/instance:Instance: waived",
      ],
    );
  });

  it("count every outcome, also those that there are none of", () => {
    assert.deepEqual(outcomeCounts(MANY), { error: 1, fail: 10, unknown: 1, waived: 1, pass: 1, "not-applicable": 1 });
    assert.deepEqual(outcomeCounts([]), { error: 0, fail: 0, unknown: 0, waived: 0, pass: 0, "not-applicable": 0 });
  });
});
