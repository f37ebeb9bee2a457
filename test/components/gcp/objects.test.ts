import assert from "node:assert/strict";
import { find, listed, ofType } from "../../harness/aws-recording.ts";
import { email, gcpObjectsSpec, keyName, PROJECT, recordGcpObjects } from "../../harness/gcp-stores.ts";
import type { Recording } from "../../harness/recorded-registrations.ts";
import { bucketSpec, DEDICATED_CASES } from "../../harness/store-blueprints.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const BUCKET = "gcp:storage/bucket:Bucket";
const BUCKET_MEMBER = "gcp:storage/bucketIAMMember:BucketIAMMember";

function bucketNameOf(key: string, region = "europe-west1"): string {
  return `acme-production-${key}-${PROJECT}-${region}`;
}

/** `workload role bucket` of every right of a workload. */
function workloadRights(recording: Recording<unknown>): readonly string[] {
  return ofType(recording, BUCKET_MEMBER)
    .filter(({ name }) => name.includes("-grant-"))
    .map(({ inputs }) => {
      const workload = /^serviceAccount:acme-production-(\w+)@/.exec(String(inputs["member"]))?.[1];
      const bucket = /^acme-production-(.+)-acme-prod-/.exec(String(inputs["bucket"]))?.[1];
      return `${workload} ${String(inputs["role"]).replace("roles/storage.", "")} ${bucket}`;
    })
    .sort();
}

describe("GcpObjects", () => {
  it("registers exactly these resources in development, standard and premium", async () => {
    const dataGrants = [
      `${BUCKET_MEMBER} objects-grant-app-data-write`,
      `${BUCKET_MEMBER} objects-grant-backup-data-read`,
      `${BUCKET_MEMBER} objects-grant-migration-data-write`,
    ];
    const data = [`${BUCKET} objects-data`, ...dataGrants];
    const logs = [
      `${BUCKET} objects-access-logs`,
      `${BUCKET_MEMBER} objects-access-logs-delivery`,
      `${BUCKET_MEMBER} objects-grant-admin-access-logs-read`,
    ];
    const copyOf = (key: string): readonly string[] => [
      `${BUCKET} objects-${key}-replica`,
      `${BUCKET_MEMBER} objects-${key}-replication-replica-compare`,
      `${BUCKET_MEMBER} objects-${key}-replication-replica-store`,
      `${BUCKET_MEMBER} objects-${key}-replication-source-notify`,
      `${BUCKET_MEMBER} objects-${key}-replication-source-read`,
      `gcp:storage/transferJob:TransferJob objects-${key}-replication`,
    ];
    const archive = [
      `${BUCKET} objects-archive`,
      `${BUCKET_MEMBER} objects-grant-app-archive-read`,
      `${BUCKET_MEMBER} objects-grant-app-archive-store`,
      `${BUCKET_MEMBER} objects-grant-backup-archive-read`,
      `${BUCKET_MEMBER} objects-grant-backup-archive-store`,
      `${BUCKET_MEMBER} objects-grant-migration-archive-read`,
    ];
    const messaging = [
      "gcp:projects/iAMMember:IAMMember objects-replication-publish",
      "gcp:projects/iAMMember:IAMMember objects-replication-subscribe",
    ];
    assert.deepEqual(listed(await recordGcpObjects("development")), data.toSorted());
    assert.deepEqual(listed(await recordGcpObjects("standard")), [...data, ...logs].sort());
    assert.deepEqual(
      listed(await recordGcpObjects("premium")),
      [...data, ...logs, ...archive, ...messaging, ...copyOf("data"), ...copyOf("archive")].sort(),
    );
  });

  it("closes a bucket, lets it age and logs its requests", async () => {
    assert.deepEqual(find(await recordGcpObjects("standard"), "objects-data").inputs, {
      enableObjectRetention: false,
      encryption: {
        defaultKmsKeyName: keyName("data"),
        customerManagedEncryptionEnforcementConfig: { restrictionMode: "NotRestricted" },
        customerSuppliedEncryptionEnforcementConfig: { restrictionMode: "FullyRestricted" },
        googleManagedEncryptionEnforcementConfig: { restrictionMode: "FullyRestricted" },
      },
      forceDestroy: false,
      labels: { component: "objects", "data-class": "confidential" },
      lifecycleRules: [
        { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
        { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 30, withState: "ARCHIVED" } },
        { action: { type: "Delete" }, condition: { age: 1095, withState: "LIVE" } },
      ],
      location: "EUROPE-WEST1",
      logging: { logBucket: bucketNameOf("access-logs"), logObjectPrefix: "data" },
      name: bucketNameOf("data"),
      project: PROJECT,
      publicAccessPrevention: "enforced",
      softDeletePolicy: { retentionDurationSeconds: 604_800 },
      storageClass: "STANDARD",
      uniformBucketLevelAccess: true,
      versioning: { enabled: true },
    });
  });

  it("locks the audit bucket and its copy for good only where the blueprint says compliance", async () => {
    const recording = await recordGcpObjects("enterprise");
    for (const name of ["objects-audit", "objects-audit-replica"]) {
      const { inputs } = find(recording, name);
      assert.deepEqual(
        [inputs["enableObjectRetention"], inputs["retentionPolicy"]],
        [true, { retentionPeriod: String(2555 * 86_400), isLocked: true }],
        name,
      );
    }
    const governed = bucketSpec("audit", { lockRetentionDays: 365, lockMode: "governance" });
    const { inputs } = find(await recordGcpObjects("standard", { buckets: [governed] }), "objects-audit");
    assert.deepEqual(inputs["retentionPolicy"], { retentionPeriod: "31536000", isLocked: false });
    const unlocked = find(await recordGcpObjects("standard", { buckets: [bucketSpec("audit")] }), "objects-audit");
    assert.deepEqual([unlocked.inputs["enableObjectRetention"], "retentionPolicy" in unlocked.inputs], [true, false]);
  });

  it("moves what ages to cheaper classes, ends older versions, and lets nobody write into a retired bucket", async () => {
    const archive = bucketSpec("archive", {
      infrequentAccessAfterDays: 30,
      archiveAfterDays: 90,
      noncurrentRetentionDays: 30,
      retired: true,
    });
    const recording = await recordGcpObjects("standard", { buckets: [archive] });
    assert.deepEqual(find(recording, "objects-archive").inputs["lifecycleRules"], [
      { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
      { action: { type: "SetStorageClass", storageClass: "NEARLINE" }, condition: { age: 30 } },
      { action: { type: "SetStorageClass", storageClass: "ARCHIVE" }, condition: { age: 90 } },
      { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 30, withState: "ARCHIVED" } },
    ]);
    assert.deepEqual(workloadRights(recording), [
      "admin objectViewer access-logs",
      "app objectViewer archive",
      "backup objectViewer archive",
      "migration objectViewer archive",
    ]);
  });

  it("grants each workload what it needs, and nobody the right to write evidence", async () => {
    const recording = await recordGcpObjects("enterprise");
    assert.deepEqual(workloadRights(recording), [
      "admin objectViewer access-logs",
      "admin objectViewer audit",
      "app objectCreator archive",
      "app objectUser data",
      "app objectViewer archive",
      "backup objectCreator archive",
      "backup objectViewer archive",
      "backup objectViewer audit",
      "backup objectViewer data",
      "migration objectUser data",
      "migration objectViewer archive",
    ]);
    assert.equal(find(recording, "objects-grant-app-data-write").inputs["member"], `serviceAccount:${email("app")}`);
    assert.deepEqual(find(recording, "objects-access-logs-delivery").inputs, {
      bucket: bucketNameOf("access-logs"),
      role: "roles/storage.objectCreator",
      member: "group:cloud-storage-analytics@google.com",
    });
  });

  it("never changes between dedicated tiers what would replace a bucket", async () => {
    const replacing = async (storeCase: (typeof DEDICATED_CASES)[number]): Promise<unknown> => {
      const { inputs } = find(await recordGcpObjects(storeCase), "objects-data");
      return [
        "customPlacementConfig",
        "enableObjectRetention",
        "hierarchicalNamespace",
        "location",
        "name",
        "project",
      ].map((input) => [input, inputs[input]]);
    };
    const smallest = await replacing("standard");
    for (const storeCase of DEDICATED_CASES) assert.deepEqual(await replacing(storeCase), smallest, storeCase);
  });

  it("protects buckets, lets copies go, and empties those of a disposable stack", async () => {
    const recording = await recordGcpObjects("premium");
    const data = find(recording, "objects-data");
    const replica = find(recording, "objects-data-replica");
    assert.deepEqual([data.protect, data.retainOnDelete], [true, true]);
    assert.equal(replica.protect, false);
    const leaving = find(await recordGcpObjects("premium", {}, "decommissioning"), "objects-data");
    assert.deepEqual([leaving.protect, leaving.retainOnDelete, leaving.inputs["forceDestroy"]], [false, true, false]);
    const disposable = find(await recordGcpObjects("development"), "objects-data");
    assert.deepEqual([disposable.protect, disposable.retainOnDelete], [false, false]);
    assert.deepEqual(
      [disposable.inputs["forceDestroy"], disposable.inputs["softDeletePolicy"]],
      [true, { retentionDurationSeconds: 0 }],
    );
  });

  it("labels every bucket", async () => {
    const recording = await recordGcpObjects("enterprise");
    const classes = ofType(recording, BUCKET).map(({ name, inputs }) => {
      const { "data-class": dataClass, component } = inputs["labels"] as Record<string, string>;
      assert.equal(component, "objects");
      return `${name.replace("acme-production-objects-", "")} ${dataClass}`;
    });
    assert.deepEqual(classes.toSorted(), [
      "access-logs internal",
      "archive confidential",
      "archive-replica confidential",
      "audit internal",
      "audit-replica internal",
      "data confidential",
      "data-replica confidential",
    ]);
  });

  it("offers ids, names and addresses of the blueprint's buckets", async () => {
    const { result } = await recordGcpObjects("premium");
    assert.deepEqual(
      Object.keys(result.buckets),
      gcpObjectsSpec("premium").buckets.map(({ name }) => name),
    );
    const data = result.buckets["data"];
    assert.ok(data);
    assert.equal(await valueOf(data.bucketName), bucketNameOf("data"));
    assert.equal(await valueOf(data.url), `gs://${bucketNameOf("data")}`);
    assert.equal(await valueOf(data.bucketId), `https://www.googleapis.com/storage/v1/b/${bucketNameOf("data")}`);
  });
});
