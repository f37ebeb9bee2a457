import assert from "node:assert/strict";
import { hostname } from "node:os";
import { isAbandoned, judgeRun, type FinishedRun } from "../../sandbox/engine-outcome.ts";

const NOBODY = 99_999_999;

describe("the end of an engine run", () => {
  const judge = (run: Partial<FinishedRun>) =>
    judgeRun({ exitCode: 1, stdout: "", stderr: "", stack: "acme-production", interrupted: false, ...run });

  function lockedBy(...holders: readonly { host: string; pid: number }[]): string {
    const lines = holders.map(
      ({ host, pid }) =>
        `  file:///sandbox/state/.pulumi/locks/organization/leasehold/acme-production/1.json?no_tmp_dir=true: created by ada@${host} (pid ${pid}) at 2026-01-02T03:04:05Z`,
    );
    return [
      `error: the stack is currently locked by ${holders.length} lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.`,
      ...lines,
    ].join("\n");
  }

  it("is a success with exit code 0, whatever was said", () => {
    assert.deepEqual(judge({ exitCode: 0, stderr: "warning: no stack named x" }), { kind: "succeeded" });
  });

  it("is told in the engine's words when it failed", () => {
    assert.deepEqual(judge({ stderr: "error: no such flag\n" }), { kind: "failed", message: "error: no such flag" });
    assert.deepEqual(judge({ exitCode: 255 }), { kind: "failed", message: "the engine ended with exit code 255" });
  });

  it("is told by the diagnostics of the display where stderr is empty", () => {
    const stdout =
      "Updating (acme-production):\n\nDiagnostics:\n  pulumi:pulumi:Stack (leasehold-acme-production):\n    error: text only\n\nResources:\n    + 1 to create\n";
    assert.deepEqual(judge({ stdout }), {
      kind: "failed",
      message: "pulumi:pulumi:Stack (leasehold-acme-production):\n    error: text only",
    });
  });

  it("knows a stack that does not exist, by exit code or by words", () => {
    const expected = { kind: "stack-not-found", message: "stack acme-production does not exist in this backend" };
    assert.deepEqual(judge({ exitCode: 6 }), expected);
    assert.deepEqual(judge({ stderr: "error: no stack named 'acme-production' found" }), expected);
  });

  it("knows changes where none were expected", () => {
    assert.deepEqual(judge({ exitCode: 7 }), {
      kind: "unexpected-changes",
      message: "stack acme-production: no changes were expected, but there are some",
    });
  });

  it("knows an interruption from here", () => {
    assert.deepEqual(judge({ interrupted: true, stderr: "error: update canceled" }), {
      kind: "cancelled",
      message: "stack acme-production: cancelled; what was done until then is recorded",
    });
  });

  it("says of a lock whose holder runs: wait", () => {
    assert.deepEqual(judge({ stderr: lockedBy({ host: hostname(), pid: process.pid }) }), {
      kind: "stack-locked",
      message: `stack acme-production is locked by ada@${hostname()} (process ${process.pid}) since 2026-01-02T03:04:05Z, which is still running; wait for it to end`,
      locks: [{ holder: `ada@${hostname()}`, processId: process.pid, since: "2026-01-02T03:04:05Z", running: true }],
    });
  });

  it("says of a lock whose holder is gone: cancel it", () => {
    const outcome = judge({ stderr: lockedBy({ host: hostname(), pid: NOBODY }) });
    assert.equal(
      "message" in outcome && outcome.message,
      `stack acme-production is locked by ada@${hostname()} (process ${NOBODY}) since 2026-01-02T03:04:05Z, which is gone; run \`pulumi cancel acme-production\``,
    );
  });

  it("names the sandbox's environment for the way out", () => {
    const stderr = lockedBy({ host: hostname(), pid: NOBODY });
    const outcome = judge({ stderr, environmentFile: ".sandbox/env.sh" });
    assert.match(
      "message" in outcome ? outcome.message : "",
      /; run `\. \.sandbox\/env\.sh && pulumi cancel acme-production`$/,
    );
  });

  it("says of a lock held on another machine: wait, or cancel it", () => {
    const outcome = judge({ stderr: lockedBy({ host: "elsewhere.example", pid: process.pid }), stack: undefined });
    assert.equal(
      "message" in outcome && outcome.message,
      `the stack is locked by ada@elsewhere.example (process ${process.pid}) since 2026-01-02T03:04:05Z; wait for it to end, or where it is gone run \`pulumi cancel\``,
    );
  });

  it("takes a stack for abandoned only when every holder is known to be gone", () => {
    const gone = { holder: "ada@here", processId: 1, since: "", running: false } as const;
    assert.equal(isAbandoned([gone, gone]), true);
    assert.equal(isAbandoned([gone, { ...gone, running: "unknown" }]), false);
    assert.equal(isAbandoned([gone, { ...gone, running: true }]), false);
    assert.equal(isAbandoned([]), false);
  });

  it("still says that a stack is locked when the holder cannot be read", () => {
    const outcome = judge({ stderr: "error: the stack is currently locked by 1 lock(s)." });
    assert.deepEqual(outcome, {
      kind: "stack-locked",
      message:
        "stack acme-production is locked by another operation; wait for it to end, or where it is gone run `pulumi cancel acme-production`",
      locks: [],
    });
  });
});
