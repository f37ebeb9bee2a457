/** `leasehold report` from a ledger, which needs no engine: what it writes, its exit code, and what it refuses. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../cli/main.ts";
import { recordingTerminal } from "../../cli/terminal.ts";
import { ledgerText, type Ledger } from "../../policies/ledger.ts";
import { catalogueHash, packVersion } from "../../policies/version.ts";
import { bareLedger, ledger, ledgerWithHead, verdict } from "../policies/harness/sample-ledger.ts";

const STACK = "acme-production";

describe("leasehold report --ledger", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "leasehold-report-"));
    file = join(folder, "ledger.jsonl");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  interface Run {
    readonly exitCode: number;
    readonly out: string;
    readonly err: string;
  }

  /** Texts without the test's folder. */
  async function report(input: Ledger | string | undefined, ...more: readonly string[]): Promise<Run> {
    if (input !== undefined) writeFileSync(file, typeof input === "string" ? input : ledgerText(input));
    const terminal = recordingTerminal();
    const out = join(folder, "out");
    const exitCode = await main(["report", STACK, "--ledger", file, "--out", out, ...more], terminal);
    const plain = (texts: readonly string[]): string => texts.join("\n").replaceAll(`${folder}/`, "");
    return { exitCode, out: plain(terminal.out), err: plain(terminal.err) };
  }

  const written = (): boolean => existsSync(join(folder, "out"));

  it("writes every file, tells what does not hold, and ends with 6 where a mandatory rule fails", async () => {
    const { exitCode, out, err } = await report(ledger());
    assert.equal(exitCode, 6);
    assert.equal(err, "");
    const lines = out.split("\n");
    assert.deepEqual(lines.slice(0, 5), [
      "acme-production: fedramp, gdpr, sox: 1 hold, 2 do not, 1 waived, 1 not known before the resources exist",
      "  GOV-01 (medium, mandatory) Resources say whose they are, of which tier and environment, how sensitive, where and who answers for them: the rule itself broke (TypeError), which counts as a failure; report it; on aws:s3/bucket:Bucket: acme-data",
      "  ENC-08 (medium, mandatory) Secret stores use a customer-managed key: kmsKeyId: got nothing; set kmsKeyId (fedramp asks for it); on aws:secretsmanager/secret:Secret: acme-secret",
      "  BCK-06 (unknown) Object versioning and soft delete are on: cannot be judged before status is known; on aws:s3/bucket:Bucket: acme-data",
      "  SEC-01 (waived) Secrets rotate automatically (<=90 days): waived until 2027-02-28 (LH-101), would fail; on aws:secretsmanager/secret:Secret: acme-secret",
    ]);
    assert.equal(readdirSync(join(folder, "out")).length, 12);
    assert.ok(lines.includes("  report.html                    the page to read"), out);
  });

  it("ends with 0 where nothing mandatory fails", async () => {
    const warned = verdict("SEC-01", { outcome: "fail", level: "advisory", reasons: [] });
    assert.equal((await report(ledger([verdict("TLS-04"), warned]))).exitCode, 0);
  });

  it("ends with 6 where nothing was evaluated, or the run was stopped, and says so; the files are written all the same", async () => {
    for (const empty of [bareLedger([]), ledger([])]) {
      const { exitCode, out } = await report(empty);
      assert.equal(exitCode, 6);
      assert.ok(out.includes("\n  nothing was evaluated, which is no pass\n"), out);
    }
    const stopped = await report(ledger([verdict("TLS-04")], { complete: false }));
    assert.equal(stopped.exitCode, 6);
    assert.ok(stopped.out.includes("\n  the run was stopped before every rule had spoken, which is no pass\n"));
    assert.ok(written());
  });

  it("gives a machine counts, causes and the folder", async () => {
    const { out } = await report(bareLedger([verdict("TLS-04")], { complete: false }), "--json");
    assert.deepEqual(JSON.parse(out), {
      stack: STACK,
      frameworks: ["fedramp", "gdpr", "sox"],
      counts: { error: 0, fail: 0, unknown: 0, waived: 0, pass: 1, "not-applicable": 0 },
      causes: [],
      complete: false,
      gap: "the run was stopped before every rule had spoken, which is no pass",
      folder: "out",
    });
  });

  it("refuses with 2 what is no ledger of this pack and this stack, and writes nothing", async () => {
    const [first = "", ...rest] = ledgerText(ledger()).split("\n");
    const hash = catalogueHash().slice(0, 12);
    const cases: readonly (readonly [string, Ledger | string | undefined, string])[] = [
      ["no file", undefined, "ledger.jsonl: got no file that can be read, expected a ledger; correct the path"],
      [
        "another version",
        ledgerWithHead({ version: "0.0.9" }),
        `ledger.jsonl: got a ledger of pack version 0.0.9 (rules ${hash}), expected version ${packVersion()} (rules ${hash}); judge the stack anew, or report with the pack that wrote it`,
      ],
      [
        "other rules",
        ledgerWithHead({ catalogueHash: "0".repeat(64) }),
        `ledger.jsonl: got a ledger of pack version ${packVersion()} (rules 000000000000), expected version ${packVersion()} (rules ${hash}); judge the stack anew, or report with the pack that wrote it`,
      ],
      [
        "another stack",
        ledgerWithHead({ stack: "globex-production" }),
        "ledger.jsonl: got a ledger of globex-production, expected one of acme-production; name the stack that it is about",
      ],
      [
        "some other JSON",
        '{"version":3}\n',
        "ledger.jsonl: got no ledger of the policy pack; expected a file that `leasehold report` or the pack wrote",
      ],
      [
        "an empty file",
        "",
        "ledger.jsonl: got no ledger of the policy pack; expected a file that `leasehold report` or the pack wrote",
      ],
      [
        "no JSON",
        "tenant: acme\n",
        "ledger.jsonl:1: got a line that is no JSON, expected a ledger of the policy pack; judge the stack anew",
      ],
      [
        "a line cut off",
        [first, (rest[0] ?? "").slice(0, 40)].join("\n"),
        "ledger.jsonl:2: got a line that is no JSON, expected a ledger of the policy pack; judge the stack anew",
      ],
      [
        "a verdict that waives without a waiver",
        [first, JSON.stringify(verdict("TLS-04", { outcome: "waived" }))].join("\n"),
        "ledger.jsonl:2: got no verdict; judge the stack anew",
      ],
      [
        "a verdict on what is no URN",
        [first, JSON.stringify(verdict("TLS-04", { urn: "bucket" }))].join("\n"),
        "ledger.jsonl:2: got no verdict; judge the stack anew",
      ],
    ];
    for (const [what, input, expected] of cases) {
      assert.deepEqual(await report(input), { exitCode: 2, out: "", err: `error ${expected}` }, what);
      assert.equal(written(), false, what);
    }
  });

  it("takes a ledger whose last verdicts are missing for what it is: a run that was stopped", async () => {
    const lines = ledgerText(ledger([verdict("TLS-04")]))
      .trimEnd()
      .split("\n");
    const { exitCode, out } = await report([...lines.slice(0, 5), ...lines.slice(-1)].join("\n"));
    assert.equal(exitCode, 6);
    assert.ok(out.includes("stopped before every rule had spoken"), out);
  });
});
