/** Writes every format of a report into a folder. Same ledger, same bytes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerText, sortedVerdicts, type Ledger } from "../ledger.ts";
import type { Rule } from "../rule.ts";
import { matrixOf } from "./coverage.ts";
import { coverageCsv, coverageJson, coverageMarkdown } from "./coverage-text.ts";
import { junitText } from "./junit.ts";
import { oscalText } from "./oscal.ts";
import { pageHtml } from "./page.ts";
import { sarifText } from "./sarif.ts";

/** One file of a report. */
export interface ReportFile {
  readonly name: string;
  readonly text: string;
  /** For people: what it is. */
  readonly about: string;
}

/** All files of a report, by name; the order in which the verdicts came does not matter. */
export function reportFiles(judged: Ledger, rules: readonly Rule[]): ReportFile[] {
  const ledger = { ...judged, verdicts: sortedVerdicts(judged.verdicts) };
  const { head } = ledger;
  const matrices = head.frameworks.map((framework) => matrixOf(framework, ledger));
  return [
    { name: "report.html", text: pageHtml(ledger, rules), about: "the page to read" },
    ...matrices.flatMap((matrix): ReportFile[] => [
      {
        name: `coverage-${matrix.framework}.md`,
        text: coverageMarkdown(matrix, head),
        about: `${matrix.controls.title}, clause by clause`,
      },
      { name: `coverage-${matrix.framework}.csv`, text: coverageCsv(matrix), about: "the same for a spreadsheet" },
    ]),
    { name: "coverage.json", text: coverageJson(matrices, head), about: "all frameworks, for machines" },
    { name: "results.sarif", text: sarifText(ledger, rules), about: "SARIF 2.1.0, for code scanning" },
    { name: "results.junit.xml", text: junitText(ledger, rules), about: "JUnit, for pipelines" },
    {
      name: "assessment-results.oscal.json",
      text: oscalText(ledger, rules),
      about: "OSCAL 1.1.3, for assessors' tools",
    },
    { name: "ledger.jsonl", text: ledgerText(ledger), about: "every verdict" },
  ];
}

/** Writes the files; the folder is made where there is none. */
export function writeReport(folder: string, files: readonly ReportFile[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
}
