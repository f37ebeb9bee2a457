import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { machineText, type Machine } from "../../bench/machine.ts";
import { reportJson, reportText, type Result } from "../../bench/report.ts";

const machine: Machine = { cores: 2, processor: "Example 1", platform: "linux", node: "24.21.0", loadBefore: 0.5 };
const measurement = (name: string, title: string): Result["measurement"] => ({
  name,
  title,
  measure: () => Promise.reject(new Error("measured in a test")),
});
const results: readonly Result[] = [
  {
    measurement: measurement("fleet", "tenants"),
    outcome: {
      kind: "measured",
      figures: [
        {
          what: "a ÷ b",
          unit: "×",
          spread: { min: 1, median: 3.5, max: 4 },
          target: { atMost: 3, whenMissed: "fail" },
        },
        { what: "memory", unit: "MiB", spread: { min: 99.6, median: 100, max: 101 } },
      ],
      how: ["in turn"],
    },
  },
  { measurement: measurement("policies", "the policy pack"), outcome: { kind: "not-built", why: "later" } },
  { measurement: measurement("preview", "a preview"), outcome: { kind: "failed", reason: "no engine\nat all" } },
];

/** The cells of the table's rows, without its borders. */
function cells(text: string): string[][] {
  return stripVTControlCharacters(text)
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) =>
      line
        .split("│")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe("the benchmark's report", () => {
  it("has a row for every figure, for what is not built and for what failed", () => {
    assert.deepEqual(cells(reportText(results, machine)), [
      ["", "median", "min – max", "target", ""],
      ["a ÷ b", "3.50", "1.00 – 4.00", "≤ 3.00", "missed"],
      ["memory", "100 MiB", "100 – 101", "", ""],
      ["the policy pack", "", "", "", "not yet built"],
      ["a preview", "", "", "", "failed"],
    ]);
  });

  it("says below how each was measured, and where", () => {
    const text = reportText(results, machine);
    assert.equal(
      text.slice(text.indexOf("How it was measured")),
      [
        "How it was measured",
        "  fleet: in turn",
        "  policies: later",
        "  preview: no engine",
        "    at all",
        "  machine: 2 cores Example 1, linux, Node.js 24.21.0, load 0.5 before",
      ].join("\n"),
    );
  });

  it("gives machines every figure with its verdict", () => {
    assert.deepEqual(JSON.parse(reportJson(results, machine)), {
      machine,
      measurements: [
        {
          name: "fleet",
          title: "tenants",
          kind: "measured",
          figures: [
            {
              what: "a ÷ b",
              unit: "×",
              spread: { min: 1, median: 3.5, max: 4 },
              target: { atMost: 3, whenMissed: "fail" },
              verdict: "missed",
            },
            { what: "memory", unit: "MiB", spread: { min: 99.6, median: 100, max: 101 }, verdict: "none" },
          ],
          how: ["in turn"],
        },
        { name: "policies", title: "the policy pack", kind: "not-built", why: "later" },
        { name: "preview", title: "a preview", kind: "failed", reason: "no engine\nat all" },
      ],
    });
  });

  it("warns of a machine that is busy with other work", () => {
    const busy = ": busy with other work, so times are too long, and ratios of work that uses several cores too high";
    assert.ok(!machineText({ ...machine, loadBefore: 1 }).includes("busy"));
    assert.ok(machineText({ ...machine, loadBefore: 1.1 }).endsWith(`load 1.1 before${busy}`));
  });
});
