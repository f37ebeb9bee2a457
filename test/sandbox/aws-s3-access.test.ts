import assert from "node:assert/strict";
import { makeRole, policy } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws } from "./simulated-aws.ts";

const BUCKET = "s3/bucket:Bucket";
const POLICY = "s3/bucketPolicy:BucketPolicy";
const BLOCK = "s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const LOGGING = "s3/bucketLogging:BucketLogging";

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

  it("is public for everyone in any spelling", async () => {
    await cloud.make(BLOCK, { bucket: "acme-data", blockPublicPolicy: true });
    await assert.rejects(put({ ...objects, Effect: "Allow", Principal: "*" }), /api error AccessDenied: /);
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
