import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledgerHead, ledgerText, LedgerWriter, readLedger } from "../../policies/ledger.ts";
import type { Verdict } from "../../policies/verdict.ts";
import { catalogueHash, packVersion } from "../../policies/version.ts";
import { contextOf, urnOf } from "./harness/subjects.ts";

function verdict(rule: Verdict["rule"], name: string): Verdict {
  const type = "aws:rds/instance:Instance";
  return { rule, severity: "high", level: "mandatory", urn: urnOf(type, name), type, outcome: "pass" };
}

const [A1, A2, B1] = [verdict("ENC-01", "a"), verdict("ENC-02", "a"), verdict("ENC-01", "b")];

describe("the ledger", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "leasehold-ledger-"));
    file = join(folder, "ledger.jsonl");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const head = ledgerHead(contextOf({ frameworks: ["gdpr"] }), "leasehold", "2026-11-21");

  it("says who judged what, by which rules and on which day, and is for its owner's eyes", () => {
    new LedgerWriter(file, head);
    assert.deepEqual(readLedger(file), { head, verdicts: [], complete: false });
    assert.deepEqual(head, {
      ledger: 1,
      pack: "leasehold",
      version: packVersion(),
      catalogueHash: catalogueHash(),
      stack: "acme-production",
      project: "leasehold",
      kind: "tenant",
      tenant: "acme",
      environment: "production",
      tier: "enterprise-plus",
      frameworks: ["gdpr"],
      regulated: true,
      today: "2026-11-21",
    });
    assert.match(head.catalogueHash, /^[0-9a-f]{64}$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("is complete only after its end, and sorted when it is read", () => {
    const writer = new LedgerWriter(file, head);
    writer.write([B1]);
    writer.write([]);
    writer.write([A2, A1]);
    assert.deepEqual(readLedger(file), { head, verdicts: [A1, A2, B1], complete: false });
    writer.end();
    assert.deepEqual(readLedger(file), { head, verdicts: [A1, A2, B1], complete: true });
  });

  it("of the same verdicts has the same bytes", () => {
    const text = ledgerText({ head, verdicts: [A1, A2, B1], complete: true });
    assert.equal(ledgerText({ head, verdicts: [B1, A2, A1], complete: true }), text);
    writeFileSync(file, text);
    assert.equal(ledgerText(readLedger(file)), text);
  });

  it("that lost a verdict is not complete", () => {
    const lines = ledgerText({ head, verdicts: [A1, B1], complete: true }).split("\n");
    writeFileSync(file, lines.toSpliced(1, 1).join("\n"));
    assert.equal(readLedger(file).complete, false);
  });

  it("of another version of the pack, or of other rules, is refused with both", () => {
    const [mine, hash] = [packVersion(), catalogueHash().slice(0, 12)];
    const cases = [
      [{ version: "9.9.9" }, "9.9.9", hash],
      [{ catalogueHash: "0".repeat(64) }, mine, "000000000000"],
    ] as const;
    for (const [change, version, rules] of cases) {
      writeFileSync(file, `${JSON.stringify({ ...head, ...change })}\n`);
      assert.throws(() => readLedger(file), {
        name: "RangeError",
        message: `${file}: got a ledger of pack version ${version} (rules ${rules}), expected version ${mine} (rules ${hash}); judge the stack anew, or report with the pack that wrote it`,
      });
    }
  });

  it("that is none, or is damaged, is refused at its line", () => {
    const lines = ledgerText({ head, verdicts: [A1, B1], complete: true }).split("\n");
    const none = "got no ledger of the policy pack; expected a file that `leasehold report` or the pack wrote";
    const cases: readonly (readonly [text: string, message: string])[] = [
      ["", `${file}: ${none}`],
      ['{"a":1}\n', `${file}: ${none}`],
      [
        "{ broken\n",
        `${file}:1: got a line that is no JSON, expected a ledger of the policy pack; judge the stack anew`,
      ],
      [
        lines.with(2, "{").join("\n"),
        `${file}:3: got a line that is no JSON, expected a ledger of the policy pack; judge the stack anew`,
      ],
      [lines.with(1, '{"rule":"ENC-01"}').join("\n"), `${file}:2: got no verdict; judge the stack anew`],
    ];
    for (const [text, message] of cases) {
      writeFileSync(file, text);
      assert.throws(() => readLedger(file), { name: "RangeError", message });
    }
    assert.equal(readFileSync(file, "utf8").length > 0, true);
  });
});
