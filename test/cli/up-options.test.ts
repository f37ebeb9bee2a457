import assert from "node:assert/strict";
import { main } from "../../cli/main.ts";
import { recordingTerminal } from "../../cli/terminal.ts";

async function refusal(...args: readonly string[]): Promise<[exitCode: number, message: string]> {
  const terminal = recordingTerminal();
  const exitCode = await main(["up", ...args], terminal);
  assert.deepEqual(terminal.out, []);
  return [exitCode, terminal.err[0] ?? ""];
}

/** Refused before an engine is looked for: the machine of the test need not have one. */
describe("leasehold up", () => {
  it("wants a stack or --all, not both and not neither", async () => {
    assert.deepEqual(await refusal(), [2, "error got no stack; name one, e.g. acme-production, or give --all"]);
    assert.deepEqual(await refusal("acme-production", "--all"), [
      2,
      "error got acme-production and --all; leave one out, or choose with --only 'acme-production'",
    ]);
  });

  it("takes --only with --all alone, and decisions on single resources without it", async () => {
    assert.deepEqual(await refusal("acme-production", "--only", "aws"), [
      2,
      "error --only chooses among all stacks; give --all with it",
    ]);
    const decisions = "error --allow, --adopt and --forget are decisions on one stack; bring that one up by its name";
    assert.deepEqual(await refusal("--all", "--allow", "urn:a"), [2, decisions]);
    assert.deepEqual(await refusal("--all", "--adopt", "urn:a=b"), [2, decisions]);
    assert.deepEqual(await refusal("--all", "--forget", "urn:a"), [2, decisions]);
  });

  it("wants a number of stacks at once", async () => {
    for (const value of ["0", "-1", "two", "1.5"]) {
      const [exitCode, message] = await refusal("--all", `--parallel=${value}`);
      assert.equal(exitCode, 2, value);
      assert.match(message, /--parallel <number>.*expected a whole number, at least 1/, value);
    }
  });

  it("names the stacks there are when --only chooses none", async () => {
    const [exitCode, message] = await refusal("--all", "--sandbox", "--only", "acmee-*");
    assert.equal(exitCode, 2);
    assert.match(message, /^error --only: got acmee-\*, expected a cloud .*; there are account-.*, acme-production/);
  });

  it("refuses an adoption that is no pair", async () => {
    const [exitCode, message] = await refusal("acme-production", "--adopt", "urn:a=");
    assert.equal(exitCode, 2);
    assert.match(message, /expected <urn>=<id>/);
  });
});
