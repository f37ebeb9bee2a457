import assert from "node:assert/strict";
import { makeKey } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const BUCKET = "s3/bucket:Bucket";
const VERSIONING = "s3/bucketVersioning:BucketVersioning";
const LOCK = "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const ENCRYPTION = "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const LIFECYCLE = "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

function s3(doing: string, operation: string, status: number): string {
  return `${doing}: operation error S3: ${operation}, https response error StatusCode: ${status}, api error`;
}

describe("the simulated S3: settings of a bucket", () => {
  it("need the bucket, in its own region", async () => {
    const cloud = new SimulatedAws();
    const putting = (status: number): string =>
      s3("creating S3 Bucket (acme-data) Versioning", "PutBucketVersioning", status);
    const make = () => cloud.make(VERSIONING, { bucket: "acme-data", versioningConfiguration: { status: "Enabled" } });
    await refused(make(), `${putting(404)} NoSuchBucket: The specified bucket does not exist`);
    await cloud.make(BUCKET, { bucket: "acme-data", region: "eu-central-1" });
    await refused(
      make(),
      `${putting(301)} PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.`,
    );
  });

  it("keep versions for good, and for ever under a lock", async () => {
    const cloud = new SimulatedAws();
    const status = (bucket: string, word: string) => ({ bucket, versioningConfiguration: { status: word } });
    await cloud.make(BUCKET, { bucket: "acme-data" });
    const versioning = await cloud.make(VERSIONING, status("acme-data", "Enabled"));
    const updating = s3("updating S3 Bucket (acme-data) Versioning", "PutBucketVersioning", 409);
    await refused(
      cloud.change(versioning, status("acme-data", "Disabled")),
      `${updating} InvalidBucketState: versioning_configuration.status cannot be updated from 'Enabled' to 'Disabled'`,
    );
    await cloud.change(versioning, status("acme-data", "Suspended"));
    await cloud.make(BUCKET, { bucket: "acme-audit", objectLockEnabled: true }, "audit");
    await refused(
      cloud.make(VERSIONING, status("acme-audit", "Suspended"), "audit"),
      `${s3("creating S3 Bucket (acme-audit) Versioning", "PutBucketVersioning", 409)} InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.`,
    );
  });

  it("encrypt with a key that is there", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud);
    await cloud.make(BUCKET, { bucket: "acme-data" });
    const rules = (sseAlgorithm: string, kmsMasterKeyId: string) => ({
      bucket: "acme-data",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }],
    });
    const putting = s3(
      "creating S3 Bucket (acme-data) Server-side Encryption Configuration",
      "PutBucketEncryption",
      400,
    );
    await refused(
      cloud.make(ENCRYPTION, rules("AES256", text(key, "arn"))),
      `${putting} InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse`,
    );
    const lost = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/lost`;
    await refused(
      cloud.make(ENCRYPTION, rules("aws:kms", lost)),
      `${putting} KMS.NotFoundException: Key '${lost}' does not exist or is not enabled`,
    );
    const made = await cloud.make(ENCRYPTION, rules("aws:kms", text(key, "arn")));
    const plain = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }];
    await cloud.change(made, { bucket: "acme-data", rules: plain });
    assert.deepEqual(cloud.failures(ENCRYPTION, rules("aes", "x")), [
      `rules[0].applyServerSideEncryptionByDefault.sseAlgorithm: expected rules.applyServerSideEncryptionByDefault.sseAlgorithm to be one of ["AES256" "aws:kms" "aws:kms:dsse"], got aes`,
    ]);
  });

  it("lock only buckets made for it, and never shorten compliance", async () => {
    const cloud = new SimulatedAws();
    const retention = (bucket: string, mode: string, days: number) => ({
      bucket,
      rule: { defaultRetention: { mode, days } },
    });
    await cloud.make(BUCKET, { bucket: "acme-data" });
    await refused(
      cloud.make(LOCK, retention("acme-data", "GOVERNANCE", 1)),
      `${s3("creating S3 Bucket (acme-data) Object Lock Configuration", "PutObjectLockConfiguration", 409)} InvalidBucketState: Object Lock configuration cannot be enabled on existing buckets`,
    );
    await cloud.make(BUCKET, { bucket: "acme-audit", objectLockEnabled: true }, "audit");
    await refused(
      cloud.make(LOCK, { bucket: "acme-audit", rule: { defaultRetention: { mode: "GOVERNANCE" } } }),
      `${s3("creating S3 Bucket (acme-audit) Object Lock Configuration", "PutObjectLockConfiguration", 400)} MalformedXML: The XML you provided was not well-formed or did not validate against our published schema`,
    );
    const lock = await cloud.make(LOCK, retention("acme-audit", "GOVERNANCE", 365), "audit");
    const compliant = await cloud.change(lock, retention("acme-audit", "COMPLIANCE", 30));
    const longer = await cloud.change(compliant, retention("acme-audit", "COMPLIANCE", 31));
    const refusal = `${s3("updating S3 Bucket (acme-audit) Object Lock Configuration", "PutObjectLockConfiguration", 403)} AccessDenied: The default retention of a bucket in compliance mode cannot be shortened, weakened or removed.`;
    await refused(cloud.change(longer, retention("acme-audit", "COMPLIANCE", 30)), refusal);
    await refused(cloud.change(longer, retention("acme-audit", "GOVERNANCE", 400)), refusal);
    await refused(cloud.change(longer, { bucket: "acme-audit" }), refusal);
    assert.deepEqual(cloud.failures(LOCK, { ...retention("x", "COMPLIANCE", 0), objectLockEnabled: "Disabled" }), [
      `objectLockEnabled: expected objectLockEnabled to be one of ["Enabled"], got Disabled`,
    ]);
  });

  it("keep versions of a locked bucket on", async () => {
    const cloud = new SimulatedAws();
    await cloud.make(BUCKET, { bucket: "acme-audit", objectLockEnabled: true });
    const inputs = { bucket: "acme-audit", versioningConfiguration: { status: "Enabled" } };
    const versioning = await cloud.make(VERSIONING, inputs);
    await cloud.change(versioning, {
      bucket: "acme-audit",
      versioningConfiguration: { status: "Enabled", mfaDelete: "Disabled" },
    });
  });
});

describe("the simulated S3: a lifecycle", () => {
  const putting = s3("creating S3 Bucket (acme-data) Lifecycle Configuration", "PutBucketLifecycleConfiguration", 400);
  let cloud: SimulatedAws;
  const make = (...rules: readonly object[]) =>
    cloud.make(LIFECYCLE, {
      bucket: "acme-data",
      rules: rules.map((rule, index) => ({ id: `r${index}`, status: "Enabled", filter: { prefix: "" }, ...rule })),
    });

  beforeEach(async () => {
    cloud = new SimulatedAws();
    await cloud.make(BUCKET, { bucket: "acme-data" });
  });

  it("moves objects to infrequent access after a month at the earliest", async () => {
    const to = (storageClass: string, days: number): object => ({ transitions: [{ storageClass, days }] });
    await refused(
      make(to("STANDARD_IA", 29)),
      `${putting} InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'`,
    );
    await refused(
      make({ noncurrentVersionTransitions: [{ storageClass: "ONEZONE_IA", noncurrentDays: 7 }] }),
      `${putting} InvalidArgument: 'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass 'ONEZONE_IA'`,
    );
    await make(to("STANDARD_IA", 30), to("GLACIER", 60));
  });

  it("moves them to colder classes only, a month after infrequent access, and deletes them last", async () => {
    const transitions = [
      { storageClass: "STANDARD_IA", days: 30 },
      { storageClass: "GLACIER", days: 59 },
    ];
    await refused(
      make({ transitions }),
      `${putting} InvalidArgument: 'Days' in the Transition action for StorageClass 'GLACIER' for filter '(prefix=)' must be at least 30 days greater than 'Days' for StorageClass 'STANDARD_IA'`,
    );
    await refused(
      make({
        transitions: [
          { storageClass: "GLACIER", days: 10 },
          { storageClass: "STANDARD_IA", days: 90 },
        ],
      }),
      `${putting} InvalidArgument: 'Days' in the Transition action for StorageClass 'STANDARD_IA' for filter '(prefix=)' must be at least 1 days greater than 'Days' for StorageClass 'GLACIER'`,
    );
    const cold = { transitions: [{ storageClass: "GLACIER", days: 90 }] };
    const expiry = `${putting} InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action`;
    await refused(make(cold, { expiration: { days: 90 } }), expiry);
    await make(cold, { expiration: { days: 91 } }, { filter: { prefix: "logs/" }, expiration: { days: 30 } });
  });

  it("has rules that do something, each with an id of its own", async () => {
    await refused(make({}), `${putting} InvalidRequest: At least one action needs to be specified in a rule.`);
    await refused(
      make({ expiration: { days: 0 } }),
      `${putting} InvalidArgument: 'Days' for Expiration action must be a positive integer`,
    );
    const rule = { id: "same", expiration: { days: 30 } };
    await refused(
      make(rule, rule),
      `${putting} InvalidArgument: Rule ID must be unique. Found same ID for more than one rule`,
    );
    await refused(
      make(),
      `${putting} MalformedXML: The XML you provided was not well-formed or did not validate against our published schema`,
    );
  });
});
