/** The coverage matrix for people and spreadsheets. */
import { stringify } from "csv-stringify/sync";
import type { LedgerHead } from "../ledger.ts";
import {
  COVERAGES,
  coverageCounts,
  isChecked,
  RESULTS,
  resultCounts,
  type ClauseCoverage,
  type Coverage,
  type Matrix,
} from "./coverage.ts";
import { evidenceText } from "./evidence.ts";

/** What each kind of coverage means, in the order of the matrix. */
export const COVERAGE_WORDS: Readonly<Record<Coverage, string>> = {
  checked: "rules check all of it, for declared resources",
  "partly-checked": "rules check a part of it; the note says which",
  supports: "rules support it, but no rule can check it",
  gap: "a rule could check some of it, and none does yet",
  "people-and-process": "a matter of people and process",
};

/** Rows of the CSV. */
const COLUMNS = ["framework", "clause", "title", "kind", "coverage", "result", "rules", "basis", "note"] as const;

/** One row per clause, after RFC 4180; same input, same bytes. */
export function coverageCsv({ framework, clauses }: Matrix): string {
  const rows = clauses.map(({ clause, coverage, result, evidence }) => [
    framework,
    clause.id,
    clause.title,
    clause.kind,
    coverage,
    shownResult(coverage, result),
    evidence.map(({ rule, result: said }) => `${rule} ${said}`).join("; "),
    [...new Set(evidence.map(({ basis }) => basis))].join("; "),
    clause.note ?? "",
  ]);
  // A cell that begins with one of these would be run as a formula by a spreadsheet.
  return stringify([[...COLUMNS], ...rows], { escape_formulas: true });
}

/** What no rule can check has no result of its own. */
export function shownResult(coverage: Coverage, result: ClauseCoverage["result"]): string {
  return isChecked(coverage) ? result : "";
}

/** The matrix as a page: how much is covered, what was found, then every clause. */
export function coverageMarkdown(matrix: Matrix, head: LedgerHead): string {
  const { controls, clauses } = matrix;
  const found = resultCounts(matrix);
  const lines = [
    `# ${controls.title}: coverage of ${head.stack}`,
    "",
    `Version: ${controls.version}. Judged by ${head.pack} ${head.version}, rules ${head.catalogueHash.slice(0, 12)}, waivers as of ${head.today}.`,
    ...(controls.scope === undefined ? [] : ["", `Scope of this list: ${controls.scope}.`]),
    ...(controls.readingOnly === true
      ? ["", "**No public mapping exists for this framework: everything here is a reading.**"]
      : []),
    "",
    "| coverage | clauses | meaning |",
    "|---|---:|---|",
    ...COVERAGES.map(
      (coverage) => `| ${coverage} | ${coverageCounts(matrix)[coverage]} | ${COVERAGE_WORDS[coverage]} |`,
    ),
    "",
    `Of the clauses that rules check: ${
      RESULTS.filter((result) => found[result] > 0)
        .map((result) => `${found[result]} ${result}`)
        .join(", ") || "none"
    }.`,
    "",
    "| clause | title | coverage | result | rules |",
    "|---|---|---|---|---|",
    ...clauses.map(clauseRow),
  ];
  return `${lines.join("\n")}\n`;
}

function clauseRow({ clause, coverage, result, evidence }: ClauseCoverage): string {
  const note = clause.note === undefined ? "" : ` (${clause.note})`;
  const cells = [clause.id, `${clause.title}${note}`, coverage, shownResult(coverage, result), evidenceText(evidence)];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** All matrices of a stack for machines. */
export function coverageJson(matrices: readonly Matrix[], head: LedgerHead): string {
  const frameworks = matrices.map((matrix) => ({
    framework: matrix.framework,
    title: matrix.controls.title,
    version: matrix.controls.version,
    coverage: coverageCounts(matrix),
    results: resultCounts(matrix),
    clauses: matrix.clauses.map(({ clause, coverage, result, evidence }) => ({
      ...clause,
      coverage,
      // What no rule can check has no result of its own, however its rules did.
      ...(isChecked(coverage) ? { result } : {}),
      evidence,
    })),
  }));
  return `${JSON.stringify({ ...head, frameworks }, undefined, 2)}\n`;
}
