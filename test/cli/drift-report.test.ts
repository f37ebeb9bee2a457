import assert from "node:assert/strict";
import { DiffKind } from "@pulumi/pulumi/automation/events.js";
import { driftOf, printDrift } from "../../cli/drift-report.ts";
import { recordingTerminal } from "../../cli/terminal.ts";
import { done, typeOf, urn } from "../harness/engine-events.ts";

const UPDATE = { diffKind: DiffKind.update, inputDiff: false };

describe("drift", () => {
  it("is what a refresh changed or no longer found, sorted, with its most precise paths", () => {
    const events = [
      done("update", "role", "acme-app", {
        diffs: ["tags", "tagsAll"],
        detailedDiff: { "tags.owner": UPDATE, "tagsAll.owner": UPDATE },
      }),
      done("delete", "bucket", "acme-data"),
      done("update", "cluster", "acme-db", { diffs: ["deletionProtection"] }),
      done("same", "key", "acme-key"),
    ];
    assert.deepEqual(driftOf(events), [
      {
        urn: urn("role", "acme-app"),
        type: typeOf("role"),
        kind: "changed",
        properties: ["tags.owner"],
        standing: "none",
      },
      {
        urn: urn("cluster", "acme-db"),
        type: typeOf("cluster"),
        kind: "changed",
        properties: ["deletionProtection"],
        standing: "authoritative",
      },
      {
        urn: urn("bucket", "acme-data"),
        type: typeOf("bucket"),
        kind: "gone",
        properties: [],
        standing: "authoritative",
      },
    ]);
  });

  it("keeps a path that only begins like another one, and tags that only the provider's defaults have", () => {
    const paths = (...diffs: string[]) => driftOf([done("update", "role", "acme-app", { diffs })])[0]?.properties;
    assert.deepEqual(paths("port", "portRange", "rules", "rules[0]"), ["port", "portRange", "rules[0]"]);
    assert.deepEqual(paths("tagsAll"), ["tagsAll"]);
    assert.deepEqual(paths("labels", "effectiveLabels", "pulumiLabels"), ["labels"]);
    assert.deepEqual(paths("effectiveLabels", "tags"), ["effectiveLabels", "tags"]);
  });

  it("is none of the stack's reference to its own outputs", () => {
    assert.deepEqual(driftOf([done("update", "reference", "acme-production", { diffs: ["outputs"] })]), []);
  });

  it("is told line by line, with a warning for what held data and what to do next", () => {
    const terminal = recordingTerminal();
    const drift = driftOf([
      done("update", "cluster", "acme-db", { diffs: ["deletionProtection"] }),
      done("delete", "bucket", "acme-data"),
      done("delete", "reader", "acme-db-reader-b"),
    ]);
    printDrift(terminal, "acme-production", drift, "leasehold preview acme-production");
    assert.deepEqual(terminal.out, [
      "changed acme-db aws:rds/cluster:Cluster deletionProtection",
      "gone    acme-db-reader-b aws:rds/clusterInstance:ClusterInstance",
      "gone    acme-data aws:s3/bucket:Bucket",
      "1 of them held data: restore them from a backup before the next `leasehold up`, which would make empty ones",
      "acme-production: 3 drifted; see `leasehold preview acme-production` for what `up` would put right",
    ]);
  });

  it("says so where there is none", () => {
    const terminal = recordingTerminal();
    printDrift(terminal, "acme-production", [], "leasehold preview acme-production");
    assert.deepEqual(terminal.out, ["acme-production: the cloud is as recorded"]);
  });
});
