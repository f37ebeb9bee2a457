/** What code scanning makes of the verdicts: the schema says nothing about indexes, suppressions and identity. */
import assert from "node:assert/strict";
import * as z from "zod";
import type { Ledger } from "../../../policies/ledger.ts";
import { sarifText } from "../../../policies/reports/sarif.ts";
import { RULES } from "../../../policies/rules.ts";
import { BUCKET, bareLedger, ledger, ledgerWithHead, SECRET, verdict, WAIVER } from "../harness/sample-ledger.ts";

const result = z.looseObject({
  ruleId: z.string(),
  ruleIndex: z.number(),
  kind: z.string(),
  level: z.string(),
  message: z.object({ text: z.string() }),
  locations: z.tuple([
    z.object({
      physicalLocation: z.looseObject({ artifactLocation: z.object({ uri: z.string() }) }),
      logicalLocations: z.tuple([
        z.object({ fullyQualifiedName: z.string(), name: z.string(), kind: z.literal("resource") }),
      ]),
    }),
  ]),
  partialFingerprints: z.record(z.string(), z.string()),
  suppressions: z.array(z.object({ kind: z.string(), status: z.string(), justification: z.string() })).optional(),
});
const log = z.looseObject({
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.looseObject({
      tool: z.object({
        driver: z.looseObject({
          rules: z.array(
            z.looseObject({
              id: z.string(),
              defaultConfiguration: z.object({ level: z.string() }),
              properties: z.object({ "security-severity": z.string(), tags: z.array(z.string()) }),
            }),
          ),
        }),
      }),
      invocations: z.tuple([z.unknown()]),
      results: z.array(result),
    }),
  ]),
});

function read(judged: Ledger): z.output<typeof log>["runs"][0] {
  return log.parse(JSON.parse(sarifText(judged, RULES))).runs[0];
}

describe("SARIF", () => {
  it("has a descriptor per rule, and every result points at its own", () => {
    const { tool, results } = read(ledger());
    const { rules } = tool.driver;
    assert.deepEqual(
      rules.map(({ id }) => id),
      RULES.map(({ id }) => id),
    );
    assert.deepEqual(
      results.map(({ ruleIndex }) => rules[ruleIndex]?.id),
      results.map(({ ruleId }) => ruleId),
    );
    const tls = rules.find(({ id }) => id === "TLS-04");
    assert.deepEqual(tls?.properties, {
      "security-severity": "7.0",
      tags: [
        "security",
        "fedramp SC-8",
        "fedramp SC-8(1)",
        "fedramp SC-13",
        "fedramp AC-17(2)",
        "fedramp AU-9(3)",
        "fedramp CA-9",
        "fedramp IA-5(1)",
        "fedramp SC-7(4)",
        "gdpr Art.32(1)(a)",
        "sox DSS05.02",
      ],
    });
  });

  it("tells what fails, broke, is open and is waived; what holds or does not apply is left to the ledger", () => {
    assert.deepEqual(
      read(ledger()).results.map(({ ruleId, kind, level, message }) => [ruleId, kind, level, message.text]),
      [
        [
          "ENC-08",
          "fail",
          "warning",
          "acme-secret (aws:secretsmanager/secret:Secret): kmsKeyId: got nothing; set kmsKeyId (fedramp asks for it)",
        ],
        ["BCK-06", "open", "none", "acme-data (aws:s3/bucket:Bucket): cannot be judged before status is known"],
        [
          "GOV-01",
          "fail",
          "error",
          "acme-data (aws:s3/bucket:Bucket): the rule itself broke (TypeError), which counts as a failure; report it",
        ],
        [
          "SEC-01",
          "fail",
          "warning",
          "acme-secret (aws:secretsmanager/secret:Secret): waived until 2027-02-28 (LH-101), would fail",
        ],
      ],
    );
  });

  it("suppresses what is waived, and nothing else, with who approved it and why", () => {
    const suppressed = read(ledger()).results.filter(({ suppressions }) => suppressions !== undefined);
    assert.deepEqual(
      suppressed.map(({ ruleId, suppressions }) => [ruleId, suppressions]),
      [
        [
          "SEC-01",
          [
            {
              kind: "external",
              status: "accepted",
              justification:
                "rotation waits for the new client library (LH-101, approved by security@leasehold.example, until 2027-02-28)",
            },
          ],
        ],
      ],
    );
  });

  it("does not call a needless waiver a failure", () => {
    const needless = verdict("SEC-01", { outcome: "waived", waiver: { ...WAIVER, would: "pass" } });
    assert.deepEqual(
      read(ledger([needless])).results.map(({ kind, level }) => [kind, level]),
      [["pass", "none"]],
    );
  });

  it("gives a finding an identity that neither its reason nor the day changes, and that no other has", () => {
    const prints = (judged: Ledger): string[] =>
      read(judged).results.map(({ partialFingerprints }) => partialFingerprints["leasehold/v1"] ?? "");
    const before = prints(ledger());
    assert.deepEqual(before, [`ENC-08 ${SECRET}`, `BCK-06 ${BUCKET}`, `GOV-01 ${BUCKET}`, `SEC-01 ${SECRET}`]);
    const later = ledger().verdicts.map((one) =>
      one.rule === "ENC-08" ? { ...one, reasons: [{ property: "rule", message: "got nothing; set it" }] } : one,
    );
    assert.deepEqual(prints(ledgerWithHead({ today: "2027-01-01" }, later)), before);
  });

  it("sends the reader to the file that decides the stack", () => {
    const fileOf = (judged: Ledger): string | undefined =>
      read(judged).results[0]?.locations[0].physicalLocation.artifactLocation.uri;
    assert.equal(fileOf(ledger()), "stacks/tenants/acme.yaml");
    const { head } = ledger();
    const { tenant, ...noTenant } = head;
    assert.equal(tenant, "acme");
    const account = { ...ledger(), head: { ...noTenant, kind: "account", stack: "account-acme" } as const };
    assert.equal(fileOf(account), "stacks/accounts/acme.yaml");
    assert.equal(fileOf({ ...ledger(), head: { ...noTenant, kind: "foreign" } }), "Pulumi.yaml");
  });

  it("says that a run was no success when a rule broke, when it was stopped, and when nothing was evaluated", () => {
    const notified = (...texts: string[]): object => ({
      executionSuccessful: false,
      toolExecutionNotifications: texts.map((text) => ({ level: "error", message: { text } })),
    });
    assert.deepEqual(read(ledger([verdict("TLS-04")])).invocations, [{ executionSuccessful: true }]);
    assert.deepEqual(read(ledger()).invocations, [notified("the rule GOV-01 itself broke")]);
    assert.deepEqual(read(bareLedger([])).invocations, [notified("nothing was evaluated, which is no pass")]);
    assert.deepEqual(read(ledger([verdict("TLS-04")], { complete: false })).invocations, [
      notified("the run was stopped before every rule had spoken, which is no pass"),
    ]);
  });
});
