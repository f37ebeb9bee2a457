import assert from "node:assert/strict";
import { keptResources } from "../../cli/kept.ts";
import { done, state, typeOf } from "../harness/engine-events.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1";
const retained = { retainOnDelete: true };

describe("what an operation leaves in the cloud", () => {
  it("is what the engine let go without deleting, with the key that reads it", () => {
    const events = [
      done("delete", "logs", "acme-logs", {
        old: state("logs", "acme-logs", { ...retained, id: "/acme/logs", outputs: { kmsKeyId: KEY } }),
      }),
      done("delete", "key", "acme-key", { old: state("key", "acme-key", { ...retained, id: "mrk-1" }) }),
      done("delete", "role", "acme-app", { old: state("role", "acme-app") }),
    ];
    assert.deepEqual(keptResources(events), [
      { kind: "store", name: "acme-logs", type: typeOf("logs"), id: "/acme/logs", key: KEY },
      { kind: "store", name: "acme-key", type: typeOf("key"), id: "mrk-1" },
    ]);
  });

  it("names a bucket's key, which stands in a resource beside it", () => {
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY } }];
    const events = [
      done("delete", "bucket", "acme-data", { old: state("bucket", "acme-data", { ...retained, id: "acme-data-eu" }) }),
      done("delete", "encryption", "acme-data-encryption", {
        old: state("encryption", "acme-data-encryption", {
          ...retained,
          id: "acme-data-eu",
          inputs: { bucket: "acme-data-eu", rules },
        }),
      }),
    ];
    assert.deepEqual(keptResources(events), [
      { kind: "store", name: "acme-data", type: typeOf("bucket"), id: "acme-data-eu", key: KEY },
      { kind: "setting", name: "acme-data-encryption", type: typeOf("encryption"), id: "acme-data-eu" },
    ]);
  });

  it("holds the final snapshot of a store that was deleted, unless it was told to make none", () => {
    const inputs = { finalSnapshotIdentifier: "acme-db-final-1", skipFinalSnapshot: false };
    const old = state("cluster", "acme-db", { inputs, outputs: { kmsKeyId: KEY } });
    assert.deepEqual(keptResources([done("delete", "cluster", "acme-db", { old })]), [
      { kind: "snapshot", name: "acme-db", type: typeOf("cluster"), id: "acme-db-final-1", key: KEY },
    ]);
    const without = state("cluster", "acme-db", { inputs: { ...inputs, skipFinalSnapshot: true } });
    assert.deepEqual(keptResources([done("delete", "cluster", "acme-db", { old: without })]), []);
  });

  it("holds what was replaced and kept, and nothing that is still part of the stack", () => {
    const old = state("key", "acme-key", { ...retained, id: "mrk-1" });
    assert.deepEqual(
      keptResources([
        done("delete-replaced", "key", "acme-key", { old }),
        done("update", "bucket", "acme-data", { old: state("bucket", "acme-data", retained) }),
        done("same", "bucket", "acme-audit", { old: state("bucket", "acme-audit", retained) }),
        done("delete", "stack", "leasehold-acme-production", {
          old: state("stack", "leasehold-acme-production", { ...retained, id: "" }),
        }),
      ]).map(({ id }) => id),
      ["mrk-1"],
    );
  });
});
