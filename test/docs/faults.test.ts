import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FaultPlan, FAULTS, FAULTS_FILE, type Fault } from "../../sandbox/clouds/faults.ts";
import { codeBlocks, firstColumn, inlineCode, pageText, sectionOf } from "./markdown.ts";

const MARK = "<!-- faults.json -->";

/** The faults that the simulated clouds read from a text, struck one after the other. */
function strikes(text: string): Fault[] {
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  try {
    writeFileSync(join(folder, FAULTS_FILE), text);
    const plan = new FaultPlan(folder);
    const wanted = JSON.parse(text) as { type?: string; name?: string }[];
    return wanted.flatMap(
      ({ type = "aws:ec2/vpc:Vpc", name = "any" }) => plan.strike(FAULTS, { type, logicalName: name }) ?? [],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("faults in docs/sandbox.md", () => {
  const page = pageText("docs/sandbox.md");
  const examples = codeBlocks(page).filter(({ above }) => above.trim() === MARK);

  it("the table names every fault, and no other", () => {
    assert.deepEqual(firstColumn(sectionOf(page, "Faults")).flatMap(inlineCode), [...FAULTS]);
  });

  it("every example is a list that the simulated clouds take, and each of its faults strikes", () => {
    assert.ok(examples.length > 0);
    for (const { text } of examples) {
      const wanted = JSON.parse(text) as { fault: string }[];
      assert.deepEqual(
        strikes(text).map(({ fault }) => fault),
        wanted.map(({ fault }) => fault),
      );
    }
  });

  it("the examples show every fault", () => {
    const shown = examples.flatMap(({ text }) => (JSON.parse(text) as { fault: string }[]).map(({ fault }) => fault));
    assert.deepEqual(
      FAULTS.filter((fault) => !shown.includes(fault)),
      [],
    );
  });
});
