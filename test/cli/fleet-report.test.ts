import assert from "node:assert/strict";
import { EXIT } from "../../cli/exit-codes.ts";
import { FleetProgress } from "../../cli/fleet-progress.ts";
import { changedText, fleetJson, printFleet } from "../../cli/fleet-report.ts";
import type { StackResult } from "../../cli/fleet-run.ts";
import { recordingTerminal } from "../../cli/terminal.ts";
import { done } from "../harness/engine-events.ts";

const CREATED: StackResult = { stack: "acme-production", result: "created", counts: { create: 186 }, seconds: 42.3 };
const SAME: StackResult = {
  stack: "globex-production",
  result: "unchanged",
  counts: { same: 129, read: 1 },
  seconds: 8,
};
const BASELINE: StackResult = { stack: "account-main", result: "unchanged", counts: { same: 40 }, seconds: 3 };
const AT_RISK: StackResult = {
  stack: "initech-production",
  result: "failed",
  exitCode: EXIT.dataAtRisk,
  message: "initech-production may lose data; nothing was changed:\n  replace initech-db",
  seconds: 5,
};
const SKIPPED: StackResult = { stack: "wonka-production", result: "skipped", reason: "lives in a cell", seconds: 0 };

function report(results: readonly StackResult[], kind: "sandbox" | "real" = "sandbox"): string[] {
  const terminal = recordingTerminal();
  printFleet(terminal, { results, seconds: 192, kind });
  assert.deepEqual(terminal.err, []);
  return terminal.out;
}

describe("the summary of a fleet", () => {
  it("counts what became of the stacks, with the time", () => {
    assert.deepEqual(report([CREATED, SAME, BASELINE]), [
      "3 stacks in 3 min 12 s: 1 created, 2 unchanged",
      "next: nothing: a second run changes nothing; ask why it is so with `leasehold explain acme-production`",
    ]);
  });

  it("says that a second run changed nothing, and takes a tenant for its example where there is one", () => {
    assert.equal(
      report([BASELINE, SAME]).at(-1),
      "next: nothing: everything is as the files say; ask why it is so with `leasehold explain globex-production`",
    );
    assert.equal(
      report([BASELINE]).at(-1),
      "next: nothing: everything is as the files say; ask why it is so with `leasehold explain account-main`",
    );
    assert.equal(report([SKIPPED]).at(-1), "next: nothing was brought up; see the reasons above");
  });

  it("shows what failed with its whole message and what was skipped with its reason, and what to do", () => {
    assert.deepEqual(report([CREATED, AT_RISK, SKIPPED]), [
      "failed  initech-production (exit code 3)\n  initech-production may lose data; nothing was changed:\n    replace initech-db",
      "skipped wonka-production: lives in a cell",
      "3 stacks in 3 min 12 s: 1 created, 1 failed, 1 skipped",
      "next: mend what failed, try it alone with `leasehold preview initech-production --sandbox`, or run `leasehold up --all --sandbox` again: what is up stays as it is",
    ]);
    assert.match(
      report([AT_RISK], "real").at(-1) ?? "",
      /`leasehold preview initech-production`, or run `leasehold up --all` /,
    );
  });

  it("says how to go on after somebody stopped it", () => {
    const stopped: StackResult = { ...SKIPPED, exitCode: EXIT.interrupted };
    assert.equal(
      report([CREATED, stopped]).at(-1),
      "next: run `leasehold up --all --sandbox` again: what is up stays as it is, the others go on",
    );
  });

  it("is a value for machines, with every result and the exit code", () => {
    assert.deepEqual(fleetJson({ results: [CREATED, AT_RISK], seconds: 50, kind: "sandbox" }), {
      exitCode: 3,
      seconds: 50,
      counts: { created: 1, updated: 0, unchanged: 0, failed: 1, skipped: 0 },
      stacks: [CREATED, AT_RISK],
    });
  });

  it("counts resources, not what the stack reads of its own last run", () => {
    assert.equal(changedText({ result: "created", counts: { create: 186 } }), "created, 186 resources");
    assert.equal(changedText({ result: "unchanged", counts: { same: 1, read: 1 } }), "unchanged, 1 resource");
    assert.equal(
      changedText({ result: "updated", counts: { same: 7, create: 1, update: 2, delete: 3 } }),
      "updated, 1 created, 2 updated, 3 deleted",
    );
  });
});

describe("the progress of a fleet without a terminal", () => {
  it("is a line per stack when it begins and when it ends, with its time and how many have ended, and none per resource", () => {
    const terminal = recordingTerminal();
    const progress = new FleetProgress(terminal, 12);
    progress.begin("acme-production");
    progress.begin("initech-production");
    const watched = progress.watch("acme-production", "bringing acme-production up", 186);
    for (let count = 0; count < 186; count += 1) watched.onEvent(done("create", "bucket", `acme-${count}`));
    progress.end(CREATED);
    progress.end(AT_RISK);
    progress.end(SKIPPED);
    progress.stop();
    assert.deepEqual(terminal.err, [
      "        acme-production: begun",
      "        initech-production: begun",
      "[ 1/12] acme-production: created, 186 resources, 42 s",
      "[ 2/12] initech-production: failed after 5 s (exit code 3): replace initech-db",
      "[ 3/12] wonka-production: skipped, lives in a cell",
    ]);
    assert.deepEqual(terminal.out, []);
  });

  it("puts the stack before every line that a run has to say", () => {
    const terminal = recordingTerminal();
    const progress = new FleetProgress(terminal, 1);
    progress.tell("acme-production", "acme-db: protected again\nacme-key: protected again");
    assert.deepEqual(terminal.err, [
      "acme-production: acme-db: protected again\nacme-production: acme-key: protected again",
    ]);
  });
});
