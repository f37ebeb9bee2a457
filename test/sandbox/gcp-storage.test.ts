import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { keyIn, KEY, PROJECT, refused, SimulatedStores } from "./gcp-stores.ts";

const BUCKET = "storage/bucket:Bucket";
const MEMBER = "storage/bucketIAMMember:BucketIAMMember";
const JOB = "storage/transferJob:TransferJob";

const DATA: Properties = {
  name: "acme-data",
  location: "EUROPE-WEST1",
  uniformBucketLevelAccess: true,
  publicAccessPrevention: "enforced",
  encryption: { defaultKmsKeyName: KEY },
};
const DAY = 86_400;

function retention(days: number, isLocked: boolean): Properties {
  return { ...DATA, retentionPolicy: { retentionPeriod: String(days * DAY), isLocked } };
}

describe("the simulated Cloud Storage: a bucket", () => {
  it("has its name for an id and addresses in Google's formats", async () => {
    const cloud = new SimulatedStores().found();
    const { id, outputs } = await cloud.make(BUCKET, { ...DATA, labels: { component: "objects" } });
    assert.equal(id, "acme-data");
    assert.deepEqual(
      [outputs["url"], outputs["selfLink"]],
      ["gs://acme-data", "https://www.googleapis.com/storage/v1/b/acme-data"],
    );
    assert.deepEqual(outputs["effectiveLabels"], { component: "objects" });
    assert.deepEqual(cloud.record(BUCKET, "acme-data")?.labels, { component: "objects" });
  });

  it("has a name that nobody else has, in any project", async () => {
    const cloud = new SimulatedStores().found();
    await cloud.make(BUCKET, DATA);
    const creating = "Error creating bucket acme-data: googleapi: Error 409:";
    await refused(
      cloud.make(BUCKET, DATA),
      `${creating} Your previous request to create the named bucket succeeded and you already own it., conflict`,
    );
    await refused(
      new SimulatedStores({ project: "globex-prod", root: cloud.root }).make(BUCKET, {
        name: "acme-data",
        location: "EU",
      }),
      `${creating} The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again., conflict`,
    );
  });

  it("is named and placed as Google allows", () => {
    const cloud = new SimulatedStores();
    const failures = (inputs: Properties): readonly string[] => cloud.failures(BUCKET, { ...DATA, ...inputs });
    for (const name of ["abc", "acme.data_1", "a".repeat(63)]) assert.deepEqual(failures({ name }), []);
    for (const name of ["ab", "a".repeat(64), "Acme", "-acme", "google-acme", "goog-acme"])
      assert.equal(failures({ name }).length, 1, name);
    assert.deepEqual(failures({ location: "eu-west-1" }), [
      "location: The specified location constraint is not valid: EU-WEST-1",
    ]);
    assert.deepEqual(failures({ rpo: "ASYNC_TURBO" }), [
      "rpo: rpo is applicable to dual- and multi-region buckets only",
    ]);
  });

  it("lies under a key of its own location that the storage agent may use", async () => {
    const cloud = new SimulatedStores().found("europe-west3");
    const other = keyIn("europe-west3");
    const creating = "Error creating bucket acme-data: googleapi: Error";
    await refused(
      cloud.make(BUCKET, { ...DATA, encryption: { defaultKmsKeyName: other } }),
      `${creating} 400: Cloud KMS key ${other} is not in the location of the bucket, europe-west1., invalid`,
    );
    const absent = KEY.replace(/data$/, "absent");
    await refused(
      cloud.make(BUCKET, { ...DATA, encryption: { defaultKmsKeyName: absent } }),
      `${creating} 404: Cloud KMS key ${absent} not found., notFound`,
    );
  });

  it("changes in place but for location, name and object retention; the spelling of a location is no change", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(BUCKET, DATA);
    assert.deepEqual(cloud.changes(made, { ...DATA, location: "EUROPE-WEST3" }), ["location!"]);
    assert.deepEqual(cloud.changes(made, { ...DATA, enableObjectRetention: true }), ["enableObjectRetention!"]);
    assert.deepEqual(cloud.changes(made, { ...DATA, versioning: { enabled: true }, ...retention(30, false) }), [
      "retentionPolicy",
      "versioning",
    ]);
    assert.equal(
      cloud.changes(made, { ...DATA, location: "europe-west1" }).some((path) => path.endsWith("!")),
      false,
    );
  });

  it("keeps a locked retention: longer only, for good", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(BUCKET, retention(365, false));
    const shorter = await cloud.change(made, retention(30, false));
    const locked = await cloud.change(shorter, retention(365, true));
    const updating = "Error updating bucket acme-data: googleapi: Error 403:";
    await refused(
      cloud.change(locked, retention(364, true)),
      `${updating} Cannot reduce retention duration of a locked Retention Policy for bucket 'acme-data'., forbidden`,
    );
    await refused(
      cloud.change(locked, DATA),
      `${updating} Cannot remove a locked Retention Policy from bucket 'acme-data'., forbidden`,
    );
    assert.deepEqual(cloud.changes(locked, retention(365, false)), ["retentionPolicy.isLocked!"]);
    await cloud.change(locked, retention(366, true));
  });

  it("logs to a bucket of the same location", async () => {
    const cloud = new SimulatedStores().found();
    const creating = "Error creating bucket acme-data: googleapi: Error";
    const logging = { logBucket: "acme-logs" };
    await refused(
      cloud.make(BUCKET, { ...DATA, logging }),
      `${creating} 404: The log bucket acme-logs does not exist., notFound`,
    );
    const logs = await cloud.make(BUCKET, { name: "acme-logs", location: "EUROPE-WEST3", forceDestroy: true });
    await refused(
      cloud.make(BUCKET, { ...DATA, logging }),
      `${creating} 400: The log bucket acme-logs must be in the location of bucket acme-data, EUROPE-WEST1., invalid`,
    );
    await cloud.remove(logs);
    await cloud.make(BUCKET, { name: "acme-logs", location: "europe-west1" });
    await cloud.make(BUCKET, { ...DATA, logging });
  });

  it("softly deletes for 7 to 90 days or not at all", async () => {
    const cloud = new SimulatedStores().found();
    const soft = (days: number): Properties => ({
      ...DATA,
      softDeletePolicy: { retentionDurationSeconds: days * DAY },
    });
    for (const days of [6, 91]) {
      await refused(
        cloud.make(BUCKET, soft(days)),
        "Error creating bucket acme-data: googleapi: Error 400: Soft delete policy retention duration must be 0 or between 7 and 90 days., invalid",
      );
    }
    const made = await cloud.make(BUCKET, soft(0));
    await cloud.change(await cloud.change(made, soft(7)), soft(90));
  });

  it("is not deleted while a person says that objects are in it, nor emptied while they must stay", async () => {
    const cloud = new SimulatedStores().found();
    const made = await cloud.make(BUCKET, DATA);
    cloud.edit(BUCKET, "acme-data", { objects: 3 });
    await refused(
      cloud.remove(made),
      "Error trying to delete bucket acme-data containing objects without `force_destroy` set to true",
    );
    const forced = await cloud.change(made, { ...retention(30, false), forceDestroy: true });
    cloud.edit(BUCKET, "acme-data", { objects: 3 });
    await refused(
      cloud.remove(forced),
      "Error trying to delete bucket: could not delete non-empty bucket due to error when deleting contents: googleapi: Error 403: Object 'acme-data/object' is subject to bucket's retention policy or object retention and cannot be deleted or overwritten until it has met its retention., forbidden",
    );
    const free = await cloud.change(forced, { ...DATA, forceDestroy: true });
    cloud.edit(BUCKET, "acme-data", { objects: 3 });
    await cloud.remove(free);
    assert.deepEqual(cloud.ids(BUCKET), []);
  });
});

describe("the simulated Cloud Storage: rights and copies", () => {
  const agentOf = (cloud: SimulatedStores): string =>
    String(cloud.invoke("storage/getTransferProjectServiceAccount:getTransferProjectServiceAccount")["member"]);

  it("has rights on buckets that exist, once each, and none for everybody", async () => {
    const cloud = new SimulatedStores().found();
    const right = { bucket: "acme-data", role: "roles/storage.objectViewer", member: "user:ann@acme.example" };
    const applying = "Error applying IAM policy for b/acme-data: googleapi: Error";
    await refused(cloud.make(MEMBER, right), `${applying} 404: The specified bucket does not exist., notFound`);
    const bucket = await cloud.make(BUCKET, DATA);
    const made = await cloud.make(MEMBER, right);
    assert.equal(made.id, "b/acme-data/roles/storage.objectViewer/user:ann@acme.example");
    assert.equal((await cloud.make(MEMBER, right)).id, made.id);
    await refused(
      cloud.make(MEMBER, { ...right, member: "allUsers" }),
      `${applying} 412: The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced., conditionNotMet`,
    );
    assert.deepEqual(cloud.changes(made, { ...right, role: "roles/storage.objectUser" }), ["role!"]);
    await cloud.remove(bucket);
    assert.deepEqual(cloud.ids(MEMBER), []);
  });

  it("copies between buckets once the agent may read one and write the other, under a name of Google's", async () => {
    const cloud = new SimulatedStores().found("europe-west3");
    await cloud.make(BUCKET, DATA);
    await cloud.make(BUCKET, {
      ...DATA,
      name: "acme-copy",
      location: "EUROPE-WEST3",
      encryption: { defaultKmsKeyName: keyIn("europe-west3") },
    });
    const member = agentOf(cloud);
    assert.match(member, /^serviceAccount:project-\d{12}@storage-transfer-service\.iam\.gserviceaccount\.com$/);
    const job = {
      description: "copies",
      replicationSpec: { gcsDataSource: { bucketName: "acme-data" }, gcsDataSink: { bucketName: "acme-copy" } },
    };
    const creating = "Error creating Transfer Job: googleapi: Error 400:";
    const forbidden = (bucket: string): string =>
      `${creating} Failed to obtain the location of the Google Cloud Storage (GCS) bucket ${bucket} due to insufficient permissions. Please verify that the necessary permissions have been granted., badRequest`;
    await refused(cloud.make(JOB, job), forbidden("acme-data"));
    await cloud.make(MEMBER, { bucket: "acme-data", role: "roles/storage.legacyBucketOwner", member });
    await cloud.make(MEMBER, { bucket: "acme-data", role: "roles/storage.objectViewer", member });
    await refused(cloud.make(JOB, job), forbidden("acme-copy"));
    await cloud.make(MEMBER, { bucket: "acme-copy", role: "roles/storage.legacyBucketWriter", member });
    await refused(
      cloud.make(JOB, { ...job, name: "transferJobs/acme" }),
      `${creating} Custom names are not supported for replication jobs., badRequest`,
    );
    const made = await cloud.make(JOB, job);
    assert.match(made.id, new RegExp(`^${PROJECT}/transferJobs/\\d+$`));
    assert.match(String(made.outputs["name"]), /^transferJobs\/\d+$/);
    await cloud.remove(made);
    assert.deepEqual(cloud.ids(JOB), []);
  });
});
