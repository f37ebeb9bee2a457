import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { replicaKeyOf } from "../../../components/replica-key.ts";
import { find, ofType } from "../../harness/aws-recording.ts";
import { keyName, PROJECT, recordGcpObjects } from "../../harness/gcp-stores.ts";

const BUCKET_MEMBER = "gcp:storage/bucketIAMMember:BucketIAMMember";
const TRANSFER_AGENT = "serviceAccount:project-123456789012@storage-transfer-service.iam.gserviceaccount.com";
const STORAGE_AGENT = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com";

function bucketNameOf(key: string, region = "europe-west1"): string {
  return `acme-production-${key}-${PROJECT}-${region}`;
}

describe("copies of GcpObjects", () => {
  it("copies to a bucket of its own in the standby region, under the key there, once the agents may", async () => {
    const recording = await recordGcpObjects("premium");
    const { inputs, protect } = find(recording, "objects-data-replica");
    assert.deepEqual(
      [inputs["location"], inputs["name"], protect, "logging" in inputs],
      ["EUROPE-WEST3", bucketNameOf("data-replica", "europe-west3"), false, false],
    );
    const { defaultKmsKeyName } = inputs["encryption"] as { defaultKmsKeyName: string };
    assert.equal(defaultKmsKeyName, keyName("data", "europe-west3"));
    const job = find(recording, "objects-data-replication");
    assert.deepEqual(job.inputs, {
      project: PROJECT,
      description: "Copies data of acme-production to the standby region",
      status: "ENABLED",
      replicationSpec: {
        gcsDataSource: { bucketName: bucketNameOf("data") },
        gcsDataSink: { bucketName: bucketNameOf("data-replica", "europe-west3") },
        transferOptions: {
          overwriteWhen: "DIFFERENT",
          metadataOptions: {
            acl: "ACL_DESTINATION_BUCKET_DEFAULT",
            kmsKey: "KMS_KEY_DESTINATION_BUCKET_DEFAULT",
            storageClass: "STORAGE_CLASS_DESTINATION_BUCKET_DEFAULT",
          },
        },
      },
      loggingConfig: { logActions: ["COPY"], logActionStates: ["FAILED"] },
    });
    const rights = [
      "objects-replication-publish",
      "objects-replication-subscribe",
      "objects-data-replication-source-notify",
      "objects-data-replication-source-read",
      "objects-data-replication-replica-store",
      "objects-data-replication-replica-compare",
    ];
    for (const right of rights) assert.ok(job.dependencies.includes(`acme-production-${right}`), right);
    const condition = {
      title: "acme-production replication",
      expression: 'request.time > timestamp("2026-01-01T00:00:00Z")',
    };
    assert.deepEqual(find(recording, "objects-replication-subscribe").inputs, {
      project: PROJECT,
      role: "roles/pubsub.editor",
      member: TRANSFER_AGENT,
      condition,
    });
    assert.deepEqual(find(recording, "objects-replication-publish").inputs, {
      project: PROJECT,
      role: "roles/pubsub.publisher",
      member: STORAGE_AGENT,
      condition,
    });
    const sides = ofType(recording, BUCKET_MEMBER)
      .filter(({ name }) => name.includes("objects-data-replication-"))
      .map(({ inputs: { bucket, role, member } }) => [bucket, role, member])
      .toSorted();
    assert.deepEqual(sides, [
      [bucketNameOf("data"), "roles/storage.legacyBucketOwner", TRANSFER_AGENT],
      [bucketNameOf("data"), "roles/storage.objectViewer", TRANSFER_AGENT],
      [bucketNameOf("data-replica", "europe-west3"), "roles/storage.legacyBucketWriter", TRANSFER_AGENT],
      [bucketNameOf("data-replica", "europe-west3"), "roles/storage.objectViewer", TRANSFER_AGENT],
    ]);
  });

  it("refuses a copy under a key that has none there", () => {
    const key = { purpose: "data", keyId: pulumi.output("x"), alias: "acme/data" } as const;
    assert.throws(
      () => replicaKeyOf(key, "europe-west3", "a bucket under it is"),
      new Error("the key for data has no replica in europe-west3, where a bucket under it is copied to"),
    );
  });
});
