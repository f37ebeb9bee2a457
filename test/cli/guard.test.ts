import assert from "node:assert/strict";
import { dataAtRisk, judgeRisks, nameOf, typeOf } from "../../cli/guard.ts";
import { CommandFailed, EXIT } from "../../cli/exit-codes.ts";
import { refuseDataLoss } from "../../cli/risk-report.ts";
import { begun, event, said, urn } from "../harness/engine-events.ts";

const CLUSTER = { urn: urn("cluster", "acme-db"), type: "aws:rds/cluster:Cluster" };
const BUCKET = { urn: urn("bucket", "acme-data"), type: "aws:s3/bucket:Bucket" };

describe("the guard", () => {
  it("sees every step after which an authoritative resource is no longer the one it was", () => {
    for (const [op, step] of [
      ["delete", "delete"],
      ["discard", "delete"],
      ["replace", "replace"],
      ["create-replacement", "replace"],
      ["delete-replaced", "replace"],
      ["discard-replaced", "replace"],
      ["remove-pending-replace", "replace"],
    ] as const) {
      assert.deepEqual(dataAtRisk([begun(op, "cluster", "acme-db")]), [{ ...CLUSTER, step, because: [] }], op);
    }
  });

  it("lets every other step of it pass", () => {
    for (const op of ["same", "create", "update", "read", "refresh", "import"] as const) {
      assert.deepEqual(dataAtRisk([begun(op, "cluster", "acme-db", { keys: ["engine"], diffs: ["engine"] })]), [], op);
    }
  });

  it("lets copies and what holds nothing go", () => {
    const steps = [
      begun("delete", "reader", "acme-db-reader-b"),
      begun("replace", "reader", "acme-db-reader-c"),
      begun("delete", "role", "acme-app"),
      begun("delete", "bucket", "acme-objects-data-replica"),
    ];
    assert.deepEqual(dataAtRisk(steps), []);
  });

  it("names the inputs that force the replacement, each once, over all steps of one resource", () => {
    const steps = [
      begun("create-replacement", "cluster", "acme-db", {
        keys: ["storageEncrypted"],
        diffs: ["storageEncrypted", "tags"],
      }),
      begun("replace", "cluster", "acme-db", { keys: ["storageEncrypted", "databaseName"] }),
      begun("delete-replaced", "cluster", "acme-db"),
    ];
    assert.deepEqual(dataAtRisk(steps), [
      { ...CLUSTER, step: "replace", because: ["databaseName", "storageEncrypted"] },
    ]);
  });

  it("falls back on what differs where the engine names no key, and gives no reason for a deletion", () => {
    assert.deepEqual(dataAtRisk([begun("replace", "cluster", "acme-db", { diffs: ["engine"] })])[0]?.because, [
      "engine",
    ]);
    assert.deepEqual(dataAtRisk([begun("delete", "cluster", "acme-db", { diffs: ["engine"] })])[0]?.because, []);
  });

  it("lists each resource once, sorted by URN", () => {
    const steps = [
      begun("delete", "bucket", "acme-data"),
      begun("delete", "cluster", "acme-db"),
      begun("delete", "bucket", "acme-data"),
    ];
    assert.deepEqual(
      dataAtRisk(steps).map((risk) => risk.urn),
      [CLUSTER.urn, BUCKET.urn],
    );
  });

  it("reads the engine's own refusal, where no step tells", () => {
    const replace = said(
      "error",
      `<{%reset%}>unable to replace resource "${CLUSTER.urn}"\nas part of this operation because it is currently marked for protection`,
    );
    assert.deepEqual(dataAtRisk([replace]), [{ ...CLUSTER, step: "replace", because: [] }]);
    const remove = said("error", `resource "${BUCKET.urn}" cannot be deleted\nbecause it is protected. To unprotect …`);
    assert.deepEqual(dataAtRisk([remove]), [{ ...BUCKET, step: "delete", because: [] }]);
  });

  it("takes no other error for a refusal, and no refusal about what holds nothing", () => {
    const role = urn("role", "acme-app");
    assert.deepEqual(
      dataAtRisk([
        said("error", "update failed"),
        said("error", `resource "${role}" cannot be deleted\nbecause it is protected`),
        said("error", `deleting "${BUCKET.urn}": BucketNotEmpty`),
        event({ preludeEvent: { config: {} } }),
      ]),
      [],
    );
  });

  it("reads type and name from a URN, whatever the name holds", () => {
    assert.equal(typeOf(CLUSTER.urn), "aws:rds/cluster:Cluster");
    assert.equal(nameOf(CLUSTER.urn), "acme-db");
    assert.equal(nameOf("urn:pulumi:s::p::t::a::b"), "a::b");
  });
});

describe("risks", () => {
  const risks = dataAtRisk([
    begun("delete", "bucket", "acme-data"),
    begun("replace", "cluster", "acme-db", { keys: ["storageEncrypted"] }),
  ]);

  it("are refused unless each is allowed by its exact URN", () => {
    assert.deepEqual(judgeRisks(risks, []).refused, risks);
    assert.deepEqual(
      judgeRisks(risks, [CLUSTER.urn]).refused.map((risk) => risk.urn),
      [BUCKET.urn],
    );
    assert.deepEqual(judgeRisks(risks, [BUCKET.urn, CLUSTER.urn]), { refused: [], unused: [] });
    assert.deepEqual(judgeRisks(risks, [`${CLUSTER.urn}s`, "acme-db"]), {
      refused: risks,
      unused: [`${CLUSTER.urn}s`, "acme-db"],
    });
  });

  it("end the command with 3, the list and what to type", () => {
    assert.throws(
      () => refuseDataLoss("acme-production", risks, []),
      new CommandFailed(
        EXIT.dataAtRisk,
        [
          "acme-production may lose data; nothing was changed:",
          "  replace acme-db (aws:rds/cluster:Cluster) because of storageEncrypted",
          "  delete acme-data (aws:s3/bucket:Bucket)",
          "find out why with `leasehold explain`, or undo the change; to go on, back the data up and allow each by its exact URN:",
          `  --allow '${CLUSTER.urn}'`,
          `  --allow '${BUCKET.urn}'`,
        ].join("\n"),
      ),
    );
  });

  it("let the command go on when all are allowed, or there are none", () => {
    refuseDataLoss("acme-production", risks, [BUCKET.urn, CLUSTER.urn]);
    refuseDataLoss("acme-production", [], []);
  });

  it("end it with 2 for an allowance that fits none, even where all others are allowed", () => {
    assert.throws(
      () => refuseDataLoss("acme-production", [], [CLUSTER.urn]),
      new CommandFailed(EXIT.invalidInput, `--allow names what the plan does not touch:\n  ${CLUSTER.urn}`),
    );
  });
});
