import assert from "node:assert/strict";
import { makeKey, makeRole, policy } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const BUCKET = "s3/bucket:Bucket";
const POLICY = "s3/bucketPolicy:BucketPolicy";
const BLOCK = "s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const LOGGING = "s3/bucketLogging:BucketLogging";
const VERSIONING = "s3/bucketVersioning:BucketVersioning";
const REPLICATION = "s3/bucketReplicationConfig:BucketReplicationConfig";

function s3(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error S3: ${operation}, https response error StatusCode: ${status}, api error`;
}

describe("the simulated S3: a bucket's policy", () => {
  const putting = s3("creating S3 Bucket (acme-data) Policy", "PutBucketPolicy");
  const objects = {
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::acme-data/*",
  };
  let cloud: SimulatedAws;
  const put = (statement: object): Promise<Made> =>
    cloud.make(POLICY, { bucket: "acme-data", policy: policy({ ...statement }) });

  beforeEach(async () => {
    cloud = new SimulatedAws();
    await cloud.make(BUCKET, { bucket: "acme-data" });
  });

  it("is about this bucket, S3's actions, and resources that these act on", async () => {
    await refused(
      put({ ...objects, Resource: "arn:aws:s3:::other/*" }),
      `${putting} MalformedPolicy: Policy has invalid resource`,
    );
    await refused(put({ ...objects, Action: "kms:Decrypt" }), `${putting} MalformedPolicy: Policy has invalid action`);
    const misplaced = `${putting} MalformedPolicy: Action does not apply to any resource(s) in statement`;
    await refused(put({ ...objects, Resource: "arn:aws:s3:::acme-data" }), misplaced);
    await refused(put({ ...objects, Action: "s3:ListBucket" }), misplaced);
    await put({ ...objects, Action: "s3:*", Resource: ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"] });
  });

  it("names principals that exist, in at most 20,480 characters", async () => {
    const role = { AWS: `arn:aws:iam::${ACCOUNT}:role/acme-app` };
    await refused(put({ ...objects, Principal: role }), `${putting} MalformedPolicy: Invalid principal in policy`);
    await makeRole(cloud, "acme-app", "ec2.amazonaws.com");
    await put({ ...objects, Principal: role });
    await refused(
      cloud.make(POLICY, { bucket: "acme-data", policy: policy({ ...objects, Sid: "x".repeat(20_480) }) }, "long"),
      `${putting} MalformedPolicy: Normalized policy document exceeds the maximum allowed size of 20480 bytes.`,
    );
    await refused(
      put({ ...objects, Principal: undefined }),
      `${putting} MalformedPolicy: Missing required field Principal`,
    );
  });

  it("is not public where that is blocked", async () => {
    const open = { ...objects, Effect: "Allow", Action: "s3:GetObject" };
    await cloud.make(BLOCK, { bucket: "acme-data", blockPublicPolicy: true });
    await refused(
      put(open),
      `${putting.replace("400", "403")} AccessDenied: User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::acme-data" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
    await put({ ...open, Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } } });
  });
});

describe("the simulated S3: access logs", () => {
  it("go to a bucket of the same region that lets the logging service in and is not locked", async () => {
    const cloud = new SimulatedAws();
    const putting = s3("creating S3 Bucket (acme-data) Logging", "PutBucketLogging");
    await cloud.make(BUCKET, { bucket: "acme-data" });
    const to = (targetBucket: string) =>
      cloud.make(LOGGING, { bucket: "acme-data", targetBucket, targetPrefix: "data/" });
    await refused(to("lost"), `${putting} InvalidTargetBucketForLogging: The target bucket for logging does not exist`);
    await cloud.make(BUCKET, { bucket: "acme-far", region: "eu-central-1" }, "far");
    await refused(
      to("acme-far"),
      `${putting.replace("400", "403")} CrossLocationLoggingProhibited: Cross S3 location logging not allowed.`,
    );
    await cloud.make(BUCKET, { bucket: "acme-audit", objectLockEnabled: true }, "audit");
    await cloud.make("s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", {
      bucket: "acme-audit",
      rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } },
    });
    await refused(
      to("acme-audit"),
      `${putting} InvalidTargetBucketForLogging: The target bucket for logging cannot have a default retention period.`,
    );
    await cloud.make(BUCKET, { bucket: "acme-logs" }, "logs");
    await refused(
      to("acme-logs"),
      `${putting} InvalidTargetBucketForLogging: You must give the log-delivery group WRITE and READ_ACP permissions to the target bucket`,
    );
    const allow = {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::acme-logs/*",
    };
    await cloud.make(POLICY, { bucket: "acme-logs", policy: policy(allow) });
    assert.equal((await to("acme-logs")).id, "acme-data");
  });
});

describe("the simulated S3: replication", () => {
  const putting = s3("creating S3 Bucket (acme-data) Replication Configuration", "PutBucketReplication");
  const enabled = { status: "Enabled" };
  let cloud: SimulatedAws;
  let role: Made;
  let replicaKeyArn: string;
  let rule: Record<string, unknown>;
  const make = (rules: readonly object[] = [rule], roleArn = text(role, "arn")): Promise<Made> =>
    cloud.make(REPLICATION, { bucket: "acme-data", role: roleArn, rules });
  const keepVersions = (bucket: string, region: string): Promise<Made> =>
    cloud.make(VERSIONING, { bucket, region, versioningConfiguration: enabled }, bucket);

  beforeEach(async () => {
    cloud = new SimulatedAws();
    role = await makeRole(cloud, "replication", "s3.amazonaws.com");
    const key = await makeKey(cloud, { multiRegion: true });
    replicaKeyArn = text(
      await cloud.make("kms/replicaKey:ReplicaKey", { region: "eu-central-1", primaryKeyArn: text(key, "arn") }),
      "arn",
    );
    await cloud.make(BUCKET, { bucket: "acme-data" });
    await cloud.make(BUCKET, { bucket: "acme-replica", region: "eu-central-1" }, "replica");
    rule = {
      id: "everything",
      status: "Enabled",
      filter: { prefix: "" },
      deleteMarkerReplication: enabled,
      sourceSelectionCriteria: { sseKmsEncryptedObjects: enabled },
      destination: {
        bucket: "arn:aws:s3:::acme-replica",
        encryptionConfiguration: { replicaKmsKeyId: replicaKeyArn },
        replicationTime: { ...enabled, time: { minutes: 15 } },
        metrics: { ...enabled, eventThreshold: { minutes: 15 } },
      },
    };
  });

  it("needs versions on both sides", async () => {
    await refused(
      make(),
      `${putting} InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration`,
    );
    await keepVersions("acme-data", "eu-west-1");
    await refused(make(), `${putting} InvalidRequest: Destination bucket must have versioning enabled.`);
    const versioning = await keepVersions("acme-replica", "eu-central-1");
    assert.equal((await make()).id, "acme-data");
    await cloud.change(versioning, {
      bucket: "acme-replica",
      region: "eu-central-1",
      versioningConfiguration: { status: "Suspended" },
    });
    const own = {
      type: VERSIONING,
      name: "acme-data",
      id: "acme-data",
      inputs: { bucket: "acme-data", region: "eu-west-1", versioningConfiguration: enabled },
      outputs: {},
    };
    await refused(
      cloud.change(own, { bucket: "acme-data", versioningConfiguration: { status: "Suspended" } }),
      `${s3("updating S3 Bucket (acme-data) Versioning", "PutBucketVersioning", 409)} InvalidBucketState: A replication configuration is present on this bucket, so the versioning state cannot be changed.`,
    );
  });

  describe("between two buckets with versions", () => {
    beforeEach(async () => {
      await keepVersions("acme-data", "eu-west-1");
      await keepVersions("acme-replica", "eu-central-1");
    });
    const to = (destination: object): Promise<Made> =>
      make([{ ...rule, destination: { ...(rule["destination"] as object), ...destination } }]);

    it("needs a role that S3 can assume", async () => {
      const wrong = await makeRole(cloud, "wrong", "ec2.amazonaws.com");
      await refused(
        make([rule], text(wrong, "arn")),
        `${putting} InvalidArgument: Invalid replication role: it does not exist or S3 cannot assume it`,
      );
    });

    it("goes to another bucket that exists, under a key of its region", async () => {
      await refused(to({ bucket: "arn:aws:s3:::lost" }), `${putting} InvalidRequest: Destination bucket must exist.`);
      await refused(
        to({ bucket: "arn:aws:s3:::acme-data" }),
        `${putting} InvalidRequest: Destination bucket cannot be the same as the source bucket.`,
      );
      const home = replicaKeyArn.replace("eu-central-1", "eu-west-1");
      await refused(
        to({ encryptionConfiguration: { replicaKmsKeyId: home } }),
        `${putting} InvalidRequest: The replica KMS key ${home} does not exist or is not enabled in eu-central-1.`,
      );
    });

    it("copies a locked bucket only to one that can be locked", async () => {
      await cloud.make(BUCKET, { bucket: "acme-audit", objectLockEnabled: true }, "audit");
      await refused(
        cloud.make(REPLICATION, { bucket: "acme-audit", role: text(role, "arn"), rules: [rule] }, "audit"),
        `${putting.replace("acme-data", "acme-audit")} InvalidRequest: Object Lock configuration must be enabled on the destination bucket if it is enabled on the source bucket.`,
      );
    });

    it("has rules that hang together", async () => {
      const flaws: readonly (readonly [object, string])[] = [
        [
          { deleteMarkerReplication: undefined },
          "InvalidRequest: DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.",
        ],
        [
          { sourceSelectionCriteria: undefined },
          "InvalidRequest: SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.",
        ],
      ];
      for (const [change, flaw] of flaws) await refused(make([{ ...rule, ...change }]), `${putting} ${flaw}`);
      await refused(
        to({ encryptionConfiguration: undefined }),
        `${putting} InvalidRequest: EncryptionConfiguration must be specified if SseKmsEncryptedObjects is present.`,
      );
      await refused(
        to({ metrics: undefined }),
        `${putting} InvalidRequest: Replication destination must contain metrics if ReplicationTime is enabled.`,
      );
      await refused(
        to({ replicationTime: { ...enabled, time: { minutes: 10 } } }),
        `${putting} InvalidArgument: Replication time must be 15 minutes, got 10`,
      );
      await refused(
        make([rule, { ...rule, id: "twice" }]),
        `${putting} InvalidRequest: Found duplicate priority. Priority must be unique across all rules.`,
      );
    });
  });
});
