import assert from "node:assert/strict";
import {} from "./aws-fixtures.ts";
import { refused, SimulatedAws } from "./simulated-aws.ts";

const BUCKET = "s3/bucket:Bucket";
const VERSIONING = "s3/bucketVersioning:BucketVersioning";
const LOCK = "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

function s3(doing: string, operation: string, status: number): string {
  return `${doing}: operation error S3: ${operation}, https response error StatusCode: ${status}, api error`;
}

describe("the simulated S3: a bucket", () => {
  it("has its name for an id, and domain names of its region", async () => {
    const cloud = new SimulatedAws();
    const bucket = await cloud.make(BUCKET, { bucket: "acme-data", region: "eu-central-1" });
    assert.equal(bucket.id, "acme-data");
    assert.equal(bucket.outputs["arn"], "arn:aws:s3:::acme-data");
    assert.equal(bucket.outputs["bucketDomainName"], "acme-data.s3.amazonaws.com");
    assert.equal(bucket.outputs["bucketRegionalDomainName"], "acme-data.s3.eu-central-1.amazonaws.com");
    assert.equal(bucket.outputs["bucketRegion"], "eu-central-1");
    assert.equal(cloud.record(BUCKET, "acme-data", "eu-central-1")?.name, "acme-data");
  });

  it("has a name that nobody else has, in any account or region", async () => {
    const cloud = new SimulatedAws();
    const creating = s3("creating S3 Bucket (acme-data)", "CreateBucket", 409);
    await cloud.make(BUCKET, { bucket: "acme-data" });
    await refused(
      cloud.make(BUCKET, { bucket: "acme-data", region: "eu-central-1" }, "far"),
      `${creating} BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.`,
    );
    await refused(
      new SimulatedAws({ account: "222233334444", root: cloud.root }).make(BUCKET, { bucket: "acme-data" }),
      `${creating} BucketAlreadyExists: The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.`,
    );
  });

  it("is named as S3 allows", () => {
    const cloud = new SimulatedAws();
    const failures = (bucket: string): readonly string[] => cloud.failures(BUCKET, { bucket });
    for (const name of ["abc", "acme.data-1", "a".repeat(63)]) assert.deepEqual(failures(name), []);
    const flaw = (name: string, words: string): string =>
      `bucket: error validating S3 bucket name ("${name}"): ${words}`;
    assert.deepEqual(failures("ab"), [flaw("ab", "must contain from 3 to 63 characters")]);
    assert.deepEqual(failures("a".repeat(64)), [flaw("a".repeat(64), "must contain from 3 to 63 characters")]);
    assert.deepEqual(failures("Acme_data"), [
      flaw("Acme_data", "must contain only lowercase letters, numbers, periods, and hyphens"),
      flaw("Acme_data", "must begin with a lowercase letter or number"),
    ]);
    assert.deepEqual(failures("acme..data-"), [
      flaw("acme..data-", "must end with a lowercase letter or number"),
      flaw("acme..data-", "must not contain two adjacent periods"),
    ]);
    assert.deepEqual(failures("10.0.0.1"), [flaw("10.0.0.1", "must not be formatted as an IP address")]);
    assert.deepEqual(failures("xn--acme"), [flaw("xn--acme", `must not start with "xn--"`)]);
    assert.deepEqual(failures("acme-s3alias"), [flaw("acme-s3alias", `must not end with "-s3alias"`)]);
  });

  it("is not deleted while a person says that objects are in it", async () => {
    const cloud = new SimulatedAws();
    const bucket = await cloud.make(BUCKET, { bucket: "acme-data" });
    const fill = (objects: number): void => {
      const record = cloud.record(BUCKET, "acme-data");
      assert.ok(record);
      cloud.edit(record, { outputs: { ...record.outputs, objects } });
    };
    const deleting = s3("deleting S3 Bucket (acme-data)", "DeleteBucket", 409);
    fill(3);
    await refused(cloud.remove(bucket), `${deleting} BucketNotEmpty: The bucket you tried to delete is not empty`);
    await cloud.make(VERSIONING, { bucket: "acme-data", versioningConfiguration: { status: "Enabled" } });
    await refused(
      cloud.remove(bucket),
      `${deleting} BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.`,
    );
    const forcing = await cloud.change(bucket, { bucket: "acme-data", forceDestroy: true });
    fill(3);
    await cloud.remove(forcing);
    assert.deepEqual([cloud.records(BUCKET), cloud.records(VERSIONING)], [[], []]);
  });

  it("locked in compliance mode is not emptied by anybody", async () => {
    const cloud = new SimulatedAws();
    const bucket = await cloud.make(BUCKET, { bucket: "acme-audit", objectLockEnabled: true, forceDestroy: true });
    await cloud.make(LOCK, { bucket: "acme-audit", rule: { defaultRetention: { mode: "COMPLIANCE", days: 365 } } });
    const record = cloud.record(BUCKET, "acme-audit");
    assert.ok(record);
    cloud.edit(record, { outputs: { ...record.outputs, objects: 1 } });
    await refused(
      cloud.remove(bucket),
      `${s3("deleting S3 Bucket (acme-audit): emptying bucket", "DeleteObject", 403)} AccessDenied: Access Denied because object protected by object lock.`,
    );
  });

  it("is deleted when it is empty", async () => {
    const cloud = new SimulatedAws();
    await cloud.remove(await cloud.make(BUCKET, { bucket: "acme-data" }));
    assert.deepEqual(cloud.records(BUCKET), []);
  });
});
