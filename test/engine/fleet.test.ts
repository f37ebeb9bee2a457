/** Many stacks on the real engine: what is up stays, what is wrong holds nobody up, and counting creates nothing. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import { subjectsOfState } from "../../policies/state.ts";
import { parseUrn } from "../../policies/subject.ts";
import type { Verdict } from "../../policies/verdict.ts";
import { EngineSandbox } from "../harness/engine-sandbox.ts";
import { judgeExamples, judgeSubjects } from "../policies/harness/judged-examples.ts";

const fleetResult = z.object({
  exitCode: z.number(),
  counts: z.record(z.string(), z.number()),
  stacks: z.array(z.looseObject({ stack: z.string(), result: z.string() })),
});
const sizeResult = z.object({ source: z.string(), cloud: z.number(), engine: z.number(), total: z.number() });

describe("a fleet", function () {
  this.timeout(300_000);

  let sandbox: EngineSandbox;
  before(async () => {
    sandbox = await EngineSandbox.make();
    sandbox.giveTenant("globex");
    sandbox.giveTenant("wonka");
    sandbox.writeTenant("hooli", "tenant: hooli\ntier: gold\n");
  });
  after(() => sandbox.dispose());

  async function upAll(expectedCode: number, ...more: string[]): Promise<z.output<typeof fleetResult>> {
    const run = await sandbox.leasehold(["up", "--all", "--sandbox", "--json", ...more]);
    assert.equal(run.exitCode, expectedCode, run.stderr);
    return fleetResult.parse(JSON.parse(run.stdout));
  }

  async function size(stack: string): Promise<z.output<typeof sizeResult>> {
    const run = await sandbox.leasehold(["size", stack, "--sandbox", "--json"]);
    assert.equal(run.exitCode, 0, run.stderr);
    return sizeResult.parse(JSON.parse(run.stdout));
  }

  it("is counted before it is there, and nothing is there afterwards", async () => {
    const before = await size("globex-production");
    assert.equal(before.source, "preview");
    assert.deepEqual(sandbox.cloudTexts(), {});
    assert.ok(!existsSync(sandbox.stateFile("globex-production")));

    const { exitCode, counts, stacks } = await upAll(2);
    assert.equal(exitCode, 2);
    assert.deepEqual(counts, { created: 1, updated: 0, unchanged: 0, failed: 1, skipped: 1 });
    assert.deepEqual(
      stacks.map(({ stack, result }) => [stack, result]),
      [
        ["hooli", "failed"],
        ["globex-production", "created"],
        ["wonka-production", "skipped"],
      ],
    );
    assert.deepEqual(await size("globex-production"), { ...before, source: "state" });
  });

  it("is judged on the real engine's state as its rendering is, and nothing fails", async () => {
    const subjects = subjectsOfState(JSON.parse(readFileSync(sandbox.stateFile("globex-production"), "utf8")));
    const { judged } = await judgeExamples({ cloud: "aws", sets: ["own"], moment: "up", only: ["globex-production"] });
    const [rendered] = judged;
    assert.ok(rendered !== undefined);
    const real = judgeSubjects("globex-production", subjects);
    const told = (verdicts: readonly Verdict[]) =>
      verdicts.map(({ rule, urn, outcome }) => `${rule} ${outcome} ${parseUrn(urn).name}`).sort();
    assert.deepEqual(told(real.verdicts), told(rendered.verdicts));
    const outcomes = new Set(real.verdicts.map(({ outcome }) => outcome));
    assert.deepEqual([...outcomes].sort(), ["not-applicable", "pass", "waived"]);
  });

  it("is not changed by a second run", async () => {
    const clouds = sandbox.cloudTexts();
    sandbox.writeTenant("hooli", "");
    const { stacks } = await upAll(2, "--no-policies");
    assert.deepEqual(
      stacks.map(({ stack, result }) => [stack, result]),
      [
        ["hooli", "failed"],
        ["globex-production", "unchanged"],
        ["wonka-production", "skipped"],
      ],
    );
    assert.deepEqual(sandbox.cloudTexts(), clouds);
  });
});
