/** The matrix never says more than a rule can show, in any of its three texts. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clause } from "../../../policies/controls.ts";
import {
  COVERAGES,
  coverageCounts,
  isWithheld,
  matrixOf,
  resultCounts,
  type ClauseCoverage,
  type Matrix,
} from "../../../policies/reports/coverage.ts";
import { coverageCsv, coverageJson, coverageMarkdown } from "../../../policies/reports/coverage-text.ts";
import { FRAMEWORKS, type Framework } from "../../../tiers/vocabulary.ts";
import { bareLedger, ledger, ledgerWithHead, verdict } from "../harness/sample-ledger.ts";

const GOLDEN = join(import.meta.dirname, "coverage.golden.md");

function clauseOf(matrix: Matrix, id: string): ClauseCoverage {
  return matrix.clauses.find(({ clause }) => clause.id === id) ?? assert.fail(`no clause ${id}`);
}

/** What the shortest of matrices has: `coverage result`. */
function said(framework: Framework, id: string, judged = ledger()): string {
  const { coverage, result } = clauseOf(matrixOf(framework, judged), id);
  return `${coverage} ${result}`;
}

describe("coverage", () => {
  it("has every clause of a framework once, with a coverage", () => {
    for (const framework of FRAMEWORKS) {
      const matrix = matrixOf(framework, ledger());
      const total = COVERAGES.reduce((sum, coverage) => sum + coverageCounts(matrix)[coverage], 0);
      assert.equal(total, matrix.controls.clauses.length, framework);
    }
    assert.deepEqual(coverageCounts(matrixOf("gdpr", ledger())), {
      checked: 0,
      "partly-checked": 15,
      supports: 2,
      gap: 3,
      "people-and-process": 33,
    });
  });

  it("is never more than the clause allows: what no rule can check is at most supported, a part is never whole", () => {
    for (const framework of FRAMEWORKS) {
      for (const { clause, coverage, whole } of matrixOf(framework, ledger()).clauses) {
        const allowed: Readonly<Record<Clause["checkable"], readonly string[]>> = {
          full: ["checked", "gap"],
          partial: ["partly-checked", "gap"],
          no: ["supports", "people-and-process"],
        };
        assert.ok(allowed[clause.checkable].includes(coverage), `${framework} ${clause.id}: ${coverage}`);
        assert.ok(!whole || clause.checkable === "full", `${framework} ${clause.id}`);
      }
    }
  });

  it("calls what rules cite and none can check supported, and gives it no result", () => {
    // Art.30 is cited by LOG-05 and twelve more, Art.6 by none.
    const judged = ledger([verdict("LOG-05")]);
    const matrix = matrixOf("gdpr", judged);
    assert.equal(clauseOf(matrix, "Art.30").coverage, "supports");
    assert.equal(clauseOf(matrix, "Art.6").coverage, "people-and-process");
    const [row] = coverageCsv(matrix)
      .split("\n")
      .filter((line) => line.startsWith("gdpr,Art.30,"));
    assert.ok(row?.startsWith("gdpr,Art.30,Records of processing activities,process,supports,,"), row);
    const json = JSON.parse(coverageJson([matrix], judged.head)) as {
      frameworks: { clauses: { id: string; coverage: string; result?: string }[] }[];
    };
    const shown = json.frameworks[0]?.clauses.filter(({ result }) => result !== undefined) ?? [];
    assert.deepEqual([...new Set(shown.map(({ coverage }) => coverage))].sort(), ["partly-checked"]);
  });

  it("takes the worst of a clause's rules: broken as failed, then unknown, waived, pass, not applicable", () => {
    // AC-2(1) is looked at by SEC-01 and IAM-05.
    const outcomes = ["error", "unknown", "waived", "pass", "not-applicable"] as const;
    const expected = ["fail", "unknown", "waived", "pass", "not-applicable"];
    for (const [index, outcome] of outcomes.entries()) {
      const others = outcomes.slice(index).map((one) => verdict("IAM-05", { outcome: one }));
      const judged = ledger([...others, verdict("SEC-01", { outcome })]);
      assert.equal(said("fedramp", "AC-2(1)", judged), `partly-checked ${expected[index] ?? ""}`);
    }
  });

  it("says not evaluated where no rule has spoken, which is no pass", () => {
    assert.equal(said("fedramp", "AC-2(1)", bareLedger([])), "partly-checked not-evaluated");
    assert.equal(said("fedramp", "AC-2(1)", bareLedger([verdict("SEC-01")])), "partly-checked not-evaluated");
    const { fail, pass, "not-evaluated": none } = resultCounts(matrixOf("fedramp", bareLedger([])));
    assert.deepEqual([fail, pass, none], [0, 0, 95]);
  });

  it("knows which rules a stack's own nature withholds: the account's, those for production, those for regulated tenants", () => {
    const tenant = { kind: "tenant", environment: "production", regulated: true } as const;
    const staging = { ...tenant, environment: "staging" };
    const account = { kind: "account", regulated: true } as const;
    const accountWide = { accountWide: true, appliesTo: "all" } as const;
    assert.deepEqual(
      [tenant, account].map((head) => isWithheld(accountWide, head)),
      [true, false],
    );
    assert.deepEqual(
      [tenant, { ...tenant, environment: "disaster-recovery" }, staging, account].map((head) =>
        isWithheld({ appliesTo: "production" }, head),
      ),
      [false, false, true, false],
    );
    assert.deepEqual(
      [tenant, { ...tenant, regulated: false }].map((head) => isWithheld({ appliesTo: "regulated" }, head)),
      [false, true],
    );
    assert.equal(isWithheld({ appliesTo: "all" }, staging), false);
  });

  it("counts results of clauses that rules check only", () => {
    // LOG-10 looks at two partly checked clauses of GDPR, and at Art.30, which it only supports.
    assert.deepEqual(resultCounts(matrixOf("gdpr", ledger([verdict("LOG-10", { outcome: "fail", reasons: [] })]))), {
      fail: 2,
      unknown: 0,
      "not-evaluated": 0,
      waived: 0,
      pass: 0,
      "not-applicable": 13,
    });
  });

  it("writes no cell that a spreadsheet would run", () => {
    const clause: Clause = {
      id: "=1",
      title: '=HYPERLINK("http://x.example","y")',
      kind: "mixed",
      checkable: "partial",
      note: "+1",
    };
    const base = matrixOf("gdpr", ledger());
    const dangerous = ["@SUM(A1)", "-1", "\ttab", "\rreturn"].map((id): Clause => ({ ...clause, id }));
    const clauses = [clause, ...dangerous].map((one): ClauseCoverage => ({
      clause: one,
      coverage: "partly-checked",
      result: "pass",
      whole: false,
      evidence: [],
    }));
    const cells = coverageCsv({ ...base, clauses })
      .trimEnd()
      .split("\n")
      .flatMap((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
      .map((cell) => cell.replace(/^"/, ""));
    assert.deepEqual(
      cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)),
      [],
    );
    assert.equal(cells.filter((cell) => cell.startsWith("'")).length, 15);
  });

  it("quotes what holds a comma, a quote or a line break, so that every row has nine cells", () => {
    const base = matrixOf("gdpr", ledger());
    const clause: Clause = { id: "a,b", title: 'say "no"', kind: "mixed", checkable: "no", note: "one\ntwo" };
    const text = coverageCsv({
      ...base,
      clauses: [{ clause, coverage: "supports", result: "pass", whole: false, evidence: [] }],
    });
    assert.equal(
      text,
      'framework,clause,title,kind,coverage,result,rules,basis,note\ngdpr,"a,b","say ""no""",mixed,supports,,,,"one\ntwo"\n',
    );
  });

  it("keeps a bar in a Markdown cell from making a cell of its own", () => {
    const base = matrixOf("gdpr", ledger());
    const clause: Clause = { id: "a|b", title: "c", kind: "mixed", checkable: "no" };
    const text = coverageMarkdown(
      { ...base, clauses: [{ clause, coverage: "supports", result: "pass", whole: false, evidence: [] }] },
      ledger().head,
    );
    assert.ok(text.endsWith("| a\\|b | c | supports |  |  |\n"), text);
  });

  it("reads as before (UPDATE_GOLDEN=1 writes it anew)", () => {
    const judged = ledgerWithHead({ catalogueHash: "0".repeat(64) });
    const matrix = matrixOf("gdpr", judged);
    // The clauses with evidence, and one of each other kind: the shape, not the whole law.
    const clauses = matrix.clauses.filter(({ clause }) =>
      ["Art.6", "Art.9", "Art.30", "Art.32(1)(a)", "Art.32(1)(d)"].includes(clause.id),
    );
    const text = coverageMarkdown({ ...matrix, clauses }, judged.head);
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, text);
    assert.equal(text, readFileSync(GOLDEN, "utf8"));
    assert.ok(text.includes("| partly-checked | 2 |"), text);
  });
});
