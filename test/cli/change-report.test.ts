import assert from "node:assert/strict";
import { countsText, printChanges } from "../../cli/change-report.ts";
import { dataAtRisk } from "../../cli/guard.ts";
import { changes } from "../../cli/operation-events.ts";
import { startProgress } from "../../cli/progress.ts";
import { recordingTerminal } from "../../cli/terminal.ts";
import type { EngineEvent } from "../../sandbox/engine-run.ts";
import { begun, done, urn } from "../harness/engine-events.ts";

function printed(events: readonly EngineEvent[]): readonly string[] {
  const terminal = recordingTerminal();
  printChanges(terminal, "acme-production", {
    changes: changes(events),
    risks: dataAtRisk(events),
    events,
    judged: undefined,
  });
  return terminal.out;
}

describe("a plan as it is printed", () => {
  it("tells what changes before what is new, then the counts", () => {
    const events = [
      begun("create", "bucket", "acme-data"),
      begun("update", "cluster", "acme-db", { diffs: ["deletionProtection", "tags"] }),
      begun("delete", "role", "acme-old"),
    ];
    assert.deepEqual(printed(events), [
      "update             acme-db aws:rds/cluster:Cluster: deletionProtection, tags",
      "delete             acme-old aws:iam/role:Role",
      "create             acme-data aws:s3/bucket:Bucket",
      "acme-production: 1 create, 1 update, 1 delete",
    ]);
  });

  it("counts what is new by type beyond forty", () => {
    const many = (count: number) => [
      ...Array.from({ length: count - 1 }, (_, index) => begun("create", "role", `acme-${index}`)),
      begun("create", "bucket", "acme-data"),
    ];
    assert.equal(printed(many(40)).length, 41);
    assert.deepEqual(printed(many(41)), [
      "create              40 × aws:iam/role:Role",
      "create               1 × aws:s3/bucket:Bucket",
      "acme-production: 41 create",
    ]);
  });

  it("names what was allowed to lose data", () => {
    assert.equal(
      printed([begun("delete", "cluster", "acme-db")]).at(-1),
      `data at risk, allowed ${urn("cluster", "acme-db")}`,
    );
  });

  it("says so where nothing would change", () => {
    assert.deepEqual(printed([begun("same", "bucket", "acme-data")]), ["acme-production: nothing would change"]);
    assert.equal(countsText([]), "");
  });
});

describe("progress without a terminal", () => {
  it("is a line at the start and one per fifty resources, of all where that is known; the stack itself is none", () => {
    for (const [expected, texts] of [
      [undefined, ["bringing acme-production up …", "  50 resources", "  100 resources"]],
      [120, ["bringing acme-production up …", "  50 of 120 resources", "  100 of 120 resources"]],
    ] as const) {
      const terminal = recordingTerminal();
      const progress = startProgress(terminal, "bringing acme-production up", expected);
      progress.onEvent(done("same", "stack", "leasehold-acme-production"));
      for (let index = 0; index < 120; index += 1) {
        progress.onEvent(begun("create", "role", `acme-${index}`));
        progress.onEvent(done("create", "role", `acme-${index}`));
      }
      progress.stop();
      assert.deepEqual(terminal.err, texts);
      assert.deepEqual(terminal.out, []);
    }
  });
});
