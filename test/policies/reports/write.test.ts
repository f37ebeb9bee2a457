import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledgerText, readLedger, type Ledger } from "../../../policies/ledger.ts";
import { reportFiles, writeReport } from "../../../policies/reports/write.ts";
import { RULES } from "../../../policies/rules.ts";
import { ledger, VERDICTS } from "../harness/sample-ledger.ts";

const texts = (judged: Ledger): Readonly<Record<string, string>> =>
  Object.fromEntries(reportFiles(judged, RULES).map(({ name, text }) => [name, text]));

describe("a report", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "leasehold-report-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is these files, written into a folder that need not be there", () => {
    const target = join(folder, "reports", "acme-production");
    writeReport(target, reportFiles(ledger(), RULES));
    assert.deepEqual(readdirSync(target).sort(), [
      "assessment-results.oscal.json",
      "coverage-fedramp.csv",
      "coverage-fedramp.md",
      "coverage-gdpr.csv",
      "coverage-gdpr.md",
      "coverage-sox.csv",
      "coverage-sox.md",
      "coverage.json",
      "ledger.jsonl",
      "report.html",
      "results.junit.xml",
      "results.sarif",
    ]);
  });

  it("is the same bytes for the same verdicts, in whatever order they came", () => {
    const first = texts(ledger());
    assert.deepEqual(texts(ledger()), first);
    const { verdicts, ...rest } = ledger();
    assert.deepEqual(texts({ ...rest, verdicts: verdicts.toReversed() }), first);
  });

  it("is the same bytes when it is written from its own ledger", () => {
    const first = texts(ledger());
    const file = join(folder, "ledger.jsonl");
    writeFileSync(file, first["ledger.jsonl"] ?? "");
    assert.deepEqual(texts(readLedger(file)), first);
  });

  it("keeps every word of a verdict in its ledger", () => {
    const file = join(folder, "ledger.jsonl");
    writeFileSync(file, ledgerText(ledger()));
    const read = readLedger(file);
    assert.equal(read.complete, true);
    assert.deepEqual(
      VERDICTS.map((one) => read.verdicts.find(({ rule }) => rule === one.rule)),
      VERDICTS,
    );
    assert.equal(readFileSync(file, "utf8").split("\n").length, RULES.length + 3);
  });
});
