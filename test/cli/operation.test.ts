import assert from "node:assert/strict";
import { CommandFailed, EXIT } from "../../cli/exit-codes.ts";
import { changeCounts, changes, errors, resourceCount, warnings } from "../../cli/operation-events.ts";
import { exitCodeOf, requireSuccess, type OperationResult } from "../../cli/operation.ts";
import type { RunOutcome } from "../../sandbox/engine-outcome.ts";
import type { EngineEvent } from "../../sandbox/engine-run.ts";
import { begun, done, event, said, typeOf, urn } from "../harness/engine-events.ts";

function ended(outcome: RunOutcome, events: readonly EngineEvent[] = [], exitCode = 1): OperationResult {
  return { account: "111122223333", events, result: { outcome, exitCode, stdout: "", stderr: "" } };
}

const FAILED = { kind: "failed", message: "the engine ended with exit code 1" } as const;

describe("an operation that failed", () => {
  const failure = (result: OperationResult, allowed?: readonly string[]): CommandFailed => {
    try {
      requireSuccess(result, "up of acme-production", allowed);
    } catch (error) {
      if (error instanceof CommandFailed) return error;
      throw error;
    }
    return assert.fail("it went through");
  };

  it("has an exit code for each way to fail", () => {
    const codes = {
      failed: exitCodeOf(FAILED),
      unexpected: exitCodeOf({ kind: "unexpected-changes", message: "" }),
      locked: exitCodeOf({ kind: "stack-locked", message: "", locks: [] }),
      cancelled: exitCodeOf({ kind: "cancelled", message: "" }),
      missing: exitCodeOf({ kind: "stack-not-found", message: "" }),
    };
    assert.deepEqual(codes, { failed: 1, unexpected: 1, locked: 4, cancelled: 130, missing: 2 });
    assert.deepEqual(EXIT, {
      done: 0,
      failed: 1,
      invalidInput: 2,
      dataAtRisk: 3,
      locked: 4,
      unfinished: 5,
      violation: 6,
      interrupted: 130,
    });
  });

  it("tells the errors of program and provider, each once, instead of the engine's last word", () => {
    const events = [
      said("error", "<{%fg 1%}>creating S3 Bucket: BucketAlreadyExists<{%reset%}>\n"),
      said("error", "creating S3 Bucket: BucketAlreadyExists"),
      said("error", "two\nlines"),
      said("warning", "deprecated"),
    ];
    const { exitCode, message } = failure(ended(FAILED, events));
    assert.equal(exitCode, EXIT.failed);
    assert.equal(message, "up of acme-production failed:\n  creating S3 Bucket: BucketAlreadyExists\n  two\n  lines");
  });

  it("tells the engine's last word where nobody else had one, and what to do where it was killed", () => {
    assert.equal(failure(ended(FAILED)).message, "up of acme-production failed:\n  the engine ended with exit code 1");
    assert.equal(
      failure(ended(FAILED, [], 137)).message,
      "up of acme-production failed:\n  the engine ended with exit code 1\n  it was killed; run it again: what it had begun is found and taken up",
    );
  });

  it("explains who one is and should be, once for all resources", () => {
    const events = ["acme-vpc", "acme-key"].map((name) =>
      said("error", `AWS account ID not allowed: 999988887777`, urn("role", name)),
    );
    assert.equal(
      failure(
        ended(FAILED, [
          ...events,
          said("error", `${events.length} resources: AWS account ID not allowed: 999988887777`),
        ]),
      ).message,
      "up of acme-production failed:\n  account: got credentials of account 999988887777, expected 111122223333 as the tenant file says; use credentials of 111122223333, or correct the file",
    );
    assert.equal(
      failure(
        ended(FAILED, [said("error", "resource 'aws' has a problem: No valid credential sources found. Please see …")]),
      ).message,
      "up of acme-production failed:\n  account: got no AWS credentials, expected those of 111122223333; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    );
  });

  it("ends with 3 where the engine stopped for the data's sake, unless that was allowed or is what is being done", () => {
    const events = [begun("replace", "cluster", "acme-db", { keys: ["engine"] }), said("error", "update failed")];
    assert.equal(failure(ended(FAILED, events), []).exitCode, EXIT.dataAtRisk);
    assert.equal(failure(ended(FAILED, events), [urn("cluster", "acme-db")]).exitCode, EXIT.failed);
    assert.equal(failure(ended(FAILED, events)).exitCode, EXIT.failed);
  });

  it("of another kind says what the outcome says", () => {
    const locked = failure(
      ended({ kind: "stack-locked", message: "stack acme-production is locked by ada", locks: [] }),
    );
    assert.deepEqual([locked.exitCode, locked.message], [EXIT.locked, "stack acme-production is locked by ada"]);
  });

  it("is none where it succeeded", () => {
    requireSuccess(ended({ kind: "succeeded" }, [said("error", "told and overcome")], 0), "up of acme-production");
  });
});

describe("the events of an operation", () => {
  const events = [
    begun("same", "role", "acme-app"),
    begun("read", "reference", "acme-production"),
    begun("update", "stack", "leasehold-acme-production"),
    begun("update", "cluster", "acme-db", { diffs: ["tags"] }),
    begun("create", "bucket", "acme-data"),
    done("same", "role", "acme-app"),
    done("update", "cluster", "acme-db"),
    done("create", "bucket", "acme-data"),
    done("same", "stack", "leasehold-acme-production"),
    event({
      summaryEvent: {
        maybeCorrupt: false,
        durationSeconds: 1,
        resourceChanges: { same: 1, update: 1 },
        policyPacks: {},
      },
    }),
  ];

  it("hold what changes, in order, and not what stays, is read, or is the stack itself", () => {
    assert.deepEqual(changes(events), [
      { op: "update", urn: urn("cluster", "acme-db"), type: typeOf("cluster"), inputs: ["tags"] },
      { op: "create", urn: urn("bucket", "acme-data"), type: typeOf("bucket"), inputs: [] },
    ]);
  });

  it("hold the engine's own count, and how many resources were worked on", () => {
    assert.deepEqual(changeCounts(events), { same: 1, update: 1 });
    assert.deepEqual(changeCounts([]), {});
    assert.equal(resourceCount(events), 3);
  });

  it("hold warnings and errors apart, and leave out what was only shown for a moment", () => {
    const passing = event({
      diagnosticEvent: { severity: "error", message: "retrying", color: "never", ephemeral: true },
    });
    const told = [said("warning", "old"), said("warning", "old"), said("error", "bad"), said("info", "fine"), passing];
    assert.deepEqual(warnings(told), ["old"]);
    assert.deepEqual(errors(told), ["bad"]);
  });
});
