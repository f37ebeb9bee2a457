import assert from "node:assert/strict";
import { ageingRules } from "../../../components/aws/bucket-lifecycle.ts";
import { find } from "../../harness/aws-recording.ts";
import { recordObjects } from "../../harness/recorded-stores.ts";
import { bucketSpec } from "../../harness/store-blueprints.ts";

const everything = { status: "Enabled", filter: { prefix: "" } };

describe("ageing of a bucket", () => {
  it("removes abandoned uploads, older versions and, at the end of retention, objects", () => {
    assert.deepEqual(ageingRules(bucketSpec("data", { noncurrentRetentionDays: 30, expireAfterDays: 1095 })), [
      { id: "abandoned-uploads", ...everything, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
      {
        id: "older-versions",
        ...everything,
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        expiration: { expiredObjectDeleteMarker: true },
      },
      { id: "end-of-retention", ...everything, expiration: { days: 1095 } },
    ]);
  });

  it("moves objects to cheaper classes where the blueprint says when", () => {
    const moves = (ageing: Parameters<typeof bucketSpec>[1]): unknown =>
      ageingRules(bucketSpec("archive", ageing)).find(({ id }) => id === "cheaper-classes")?.transitions;
    assert.deepEqual(moves({ infrequentAccessAfterDays: 30, archiveAfterDays: 90 }), [
      { days: 30, storageClass: "STANDARD_IA" },
      { days: 90, storageClass: "GLACIER" },
    ]);
    assert.deepEqual(moves({ archiveAfterDays: 30 }), [{ days: 30, storageClass: "GLACIER" }]);
    assert.equal(moves({}), undefined);
  });

  it("ends no object where the blueprint does not say when", () => {
    const ids = ageingRules(bucketSpec("archive", { archiveAfterDays: 30 })).map(({ id }) => id);
    assert.deepEqual(ids, ["abandoned-uploads", "cheaper-classes", "older-versions"]);
  });

  it("waits for versions, and is the same for a copy", async () => {
    const recording = await recordObjects("premium");
    const { dependencies, inputs } = find(recording, "objects-data-lifecycle");
    assert.ok(dependencies.includes("acme-production-objects-data-versioning"));
    assert.deepEqual(find(recording, "objects-data-lifecycle-replica").inputs["rules"], inputs["rules"]);
  });
});

describe("lock of a bucket", () => {
  it("is possible from creation, and holds new objects for the blueprint's days", async () => {
    const recording = await recordObjects("enterprise");
    assert.equal(find(recording, "objects-audit").inputs["objectLockEnabled"], true);
    assert.equal(find(recording, "objects-data").inputs["objectLockEnabled"], false);
    const { objectLockEnabled, rule } = find(recording, "objects-audit-lock").inputs;
    assert.deepEqual([objectLockEnabled, rule], ["Enabled", { defaultRetention: { mode: "COMPLIANCE", days: 2555 } }]);
  });

  it("stays without a default retention, so that a tier only adds or removes the rule", async () => {
    const recording = await recordObjects("standard", { buckets: [bucketSpec("audit", { lockRetentionDays: 0 })] });
    assert.equal("rule" in find(recording, "objects-audit-lock").inputs, false);
  });
});

describe("access logs of buckets", () => {
  it("go to a bucket of their own, which can take them: no lock, and not its own logs", async () => {
    const recording = await recordObjects("enterprise");
    assert.equal(find(recording, "objects-access-logs").inputs["objectLockEnabled"], false);
    const logging = recording.registrations.filter(({ type }) => type === "aws:s3/bucketLogging:BucketLogging");
    assert.deepEqual(
      logging.map(({ inputs }) => [inputs["bucket"], inputs["targetBucket"], inputs["targetPrefix"]]),
      ["data", "archive", "audit"].map((name) => [
        `acme-production-${name}-111122223333-eu-west-1`,
        "acme-production-access-logs-111122223333-eu-west-1",
        `${name}/`,
      ]),
    );
    for (const { dependencies } of logging)
      assert.ok(dependencies.includes("acme-production-objects-access-logs-policy"));
  });

  it("are kept as long as the blueprint says", async () => {
    const { inputs } = find(await recordObjects("standard"), "objects-access-logs-lifecycle");
    const rules = inputs["rules"] as { id: string; expiration?: unknown }[];
    assert.deepEqual(rules.find(({ id }) => id === "end-of-retention")?.expiration, { days: 365 });
  });
});
