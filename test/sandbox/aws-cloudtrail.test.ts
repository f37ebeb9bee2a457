import assert from "node:assert/strict";
import { ACCOUNT_STATEMENT, makeKey, makeRole, policy } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const TRAIL = "cloudtrail/trail:Trail";
const SERVICE = "cloudtrail.amazonaws.com";
const ARN = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/acme`;
const failed =
  "creating CloudTrail Trail (acme): operation error CloudTrail: CreateTrail, https response error StatusCode: 400,";

async function makeBucket(cloud: SimulatedAws, bucket: string, ...actions: readonly string[]): Promise<void> {
  await cloud.make("s3/bucket:Bucket", { bucket }, bucket);
  if (actions.length === 0) return;
  const statements = actions.map((Action, index) => ({
    Sid: `Trail${index}`,
    Effect: "Allow",
    Principal: { Service: SERVICE },
    Action,
    Resource: Action === "s3:PutObject" ? `arn:aws:s3:::${bucket}/*` : `arn:aws:s3:::${bucket}`,
  }));
  await cloud.make("s3/bucketPolicy:BucketPolicy", { bucket, policy: policy(...statements) }, bucket);
}

describe("the simulated CloudTrail", () => {
  it("writes only into a bucket that lets it look and write", async () => {
    const cloud = new SimulatedAws();
    const make = (s3BucketName: string) => cloud.make(TRAIL, { name: "acme", s3BucketName });
    await refused(make("lost"), `${failed} S3BucketDoesNotExistException: S3 bucket lost does not exist!`);
    await makeBucket(cloud, "acme-closed");
    await makeBucket(cloud, "acme-half", "s3:PutObject");
    for (const name of ["acme-closed", "acme-half"])
      await refused(
        make(name),
        `${failed} InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: ${name}`,
      );
    await makeBucket(cloud, "acme-audit", "s3:GetBucketAcl", "s3:PutObject");
    const trail = await make("acme-audit");
    assert.deepEqual([trail.id, text(trail, "homeRegion")], [ARN, "eu-west-1"]);
    assert.deepEqual(cloud.replacing(trail, { name: "other", s3BucketName: "acme-audit" }), ["name"]);
    assert.deepEqual(
      cloud.replacing(trail, { name: "acme", s3BucketName: "acme-audit", isMultiRegionTrail: true }),
      [],
    );
  });

  it("encrypts only under a key that lets it, for this trail", async () => {
    const cloud = new SimulatedAws();
    await makeBucket(cloud, "acme-audit", "s3:GetBucketAcl", "s3:PutObject");
    const keyFor = async (trail: string, name: string): Promise<string> => {
      const statement = {
        Sid: "Trail",
        Effect: "Allow",
        Principal: { Service: SERVICE },
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/${trail}` } },
      };
      return text(await makeKey(cloud, { policy: policy(ACCOUNT_STATEMENT, statement) }, name), "arn");
    };
    const make = (kmsKeyId: string) => cloud.make(TRAIL, { name: "acme", s3BucketName: "acme-audit", kmsKeyId });
    await refused(
      make(await keyFor("globex", "wrong")),
      `${failed} InsufficientEncryptionPolicyException: Insufficient permissions to access S3 bucket or KMS key.`,
    );
    await make(await keyFor("acme", "right"));
  });

  it("copies into a log group that exists, in a role that it can assume", async () => {
    const cloud = new SimulatedAws();
    await makeBucket(cloud, "acme-audit", "s3:GetBucketAcl", "s3:PutObject");
    const group = text(await cloud.make("cloudwatch/logGroup:LogGroup", { name: "/acme/audit" }), "arn");
    const right = text(await makeRole(cloud, "right", SERVICE), "arn");
    const wrong = text(await makeRole(cloud, "wrong", "ec2.amazonaws.com"), "arn");
    const make = (cloudWatchLogsGroupArn: string, cloudWatchLogsRoleArn: string) =>
      cloud.make(TRAIL, { name: "acme", s3BucketName: "acme-audit", cloudWatchLogsGroupArn, cloudWatchLogsRoleArn });
    await refused(
      make(group, right),
      `${failed} InvalidCloudWatchLogsLogGroupArnException: CloudTrail cannot validate the specified log group ARN.`,
    );
    await refused(
      make(`${group}:*`, wrong),
      `${failed} InvalidCloudWatchLogsRoleArnException: Access denied. Check the trust relationships for your role.`,
    );
    await make(`${group}:*`, right);
  });

  it("has five trails in a region and no more", async () => {
    const cloud = new SimulatedAws();
    await makeBucket(cloud, "acme-audit", "s3:GetBucketAcl", "s3:PutObject");
    const make = (name: string) => cloud.make(TRAIL, { name, s3BucketName: "acme-audit" }, name);
    for (const name of ["one", "two", "three", "four", "five"]) await make(name);
    await refused(
      make("acme"),
      `${failed} MaximumNumberOfTrailsExceededException: User: ${ACCOUNT} already has 5 trails in eu-west-1.`,
    );
  });
});
