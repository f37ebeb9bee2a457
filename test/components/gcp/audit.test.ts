import assert from "node:assert/strict";
import { find, listed } from "../../harness/aws-recording.ts";
import { gcpBlueprint, recordGcpAudit } from "../../harness/gcp-operations.ts";
import { keyName } from "../../harness/gcp-stores.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const SHARED = [
  "gcp:logging/projectBucketConfig:ProjectBucketConfig audit-log-bucket",
  "gcp:logging/projectSink:ProjectSink audit-sink",
];
const LOGS =
  '(log_id("cloudaudit.googleapis.com/activity") OR log_id("cloudaudit.googleapis.com/data_access") OR log_id("cloudaudit.googleapis.com/system_event") OR log_id("cloudaudit.googleapis.com/policy"))';
const EVIDENCE = "acme-production-audit-acme-prod-europe-west1";

describe("GcpAudit", () => {
  it("makes records searchable in every tier, and evidence of them only in a project of the tenant's own", async () => {
    for (const tier of ["standard", "premium"])
      assert.deepEqual(listed(await recordGcpAudit(gcpBlueprint({ tier }))), SHARED);
    for (const tier of ["enterprise", "enterprise-plus", "white-label"])
      assert.deepEqual(
        listed(await recordGcpAudit(gcpBlueprint({ tier }))),
        [
          ...SHARED,
          "gcp:logging/projectSink:ProjectSink audit-evidence-sink",
          "gcp:storage/bucketIAMMember:BucketIAMMember audit-evidence-sink-writer",
        ].sort(),
      );
  });

  it("keeps the log bucket's name, place and key in every tier, and never locks it; only its retention differs", async () => {
    const bucketOf = async (tier: string) => find(await recordGcpAudit(gcpBlueprint({ tier })), "audit-log-bucket");
    const common = {
      project: "acme-prod",
      location: "europe-west1",
      bucketId: "acme-production-audit",
      description: "acme production: who did what",
      cmekSettings: { kmsKeyName: keyName("audit") },
      locked: false,
    };
    assert.deepEqual((await bucketOf("standard")).inputs, { ...common, retentionDays: 90 });
    const enterprise = await bucketOf("enterprise");
    assert.deepEqual(enterprise.inputs, { ...common, retentionDays: 365 });
    assert.deepEqual([enterprise.protect, enterprise.retainOnDelete], [true, true]);
  });

  it("records what names this stack in a shared project, and everything in its own", async () => {
    const filterOf = async (tier: string) =>
      String(find(await recordGcpAudit(gcpBlueprint({ tier })), "audit-sink").inputs["filter"]);
    const shared = await filterOf("premium");
    assert.equal(shared, `${LOGS} AND protoPayload.resourceName=~"(^|/)acme-production([-/]|$)"`);
    assert.equal(await filterOf("enterprise"), LOGS);
    const own = new RegExp(/=~"(.+)"$/.exec(shared)?.[1] ?? "");
    const names = [
      "projects/_/buckets/acme-production-data-acme-prod-europe-west1/objects/a",
      "projects/acme-prod/locations/europe-west1/keyRings/acme-production/cryptoKeys/data",
      "projects/bacme-prod/instances/bacme-production-database",
      "projects/acme-prod/instances/acme-productions",
    ];
    assert.deepEqual(
      names.map((name) => own.test(name)),
      [true, true, false, false],
    );
  });

  it("copies the record into the locked bucket, in which its writer may only store", async () => {
    const recording = await recordGcpAudit(gcpBlueprint({ tier: "enterprise" }));
    assert.deepEqual(find(recording, "audit-evidence-sink").inputs, {
      project: "acme-prod",
      name: "acme-production-audit-evidence",
      description: "Cloud Audit Logs",
      destination: `storage.googleapis.com/${EVIDENCE}`,
      filter: LOGS,
      uniqueWriterIdentity: true,
    });
    assert.deepEqual(find(recording, "audit-evidence-sink-writer").inputs, {
      bucket: EVIDENCE,
      role: "roles/storage.objectCreator",
      member: "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com",
    });
  });

  it("refuses a record of its own without a bucket for it", async () => {
    const blueprint = gcpBlueprint({ tier: "enterprise" });
    const buckets = blueprint.objects.buckets.filter(({ name }) => name !== "audit");
    await assert.rejects(
      recordGcpAudit({ ...blueprint, objects: { ...blueprint.objects, buckets } }),
      /the stack has no audit bucket, into which its own record goes/,
    );
  });

  it("refuses to keep a log for less time than promised", async () => {
    const blueprint = gcpBlueprint({ tier: "standard" });
    const record = (searchableDays: number) =>
      recordGcpAudit({ ...blueprint, audit: { ...blueprint.audit, searchableDays } });
    assert.equal(find(await record(3650), "audit-log-bucket").inputs["retentionDays"], 3650);
    await assert.rejects(record(3651), /got a log retention of 3651 days, expected at most 3650 for Cloud Logging/);
  });

  it("says where an auditor looks", async () => {
    const { result } = await recordGcpAudit(gcpBlueprint({ tier: "enterprise" }));
    assert.equal(result.logName, "acme-production-audit");
    assert.equal(await valueOf(result.logId), "acme-production-audit-log-bucket-id");
    assert.ok(result.trailId);
    assert.equal(await valueOf(result.trailId), "acme-production-audit-evidence-sink-id");
    assert.equal((await recordGcpAudit(gcpBlueprint({ tier: "premium" }))).result.trailId, undefined);
  });
});
