import assert from "node:assert/strict";
import { makeKey, policy } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const DETECTOR = "guardduty/detector:Detector";
const FEATURE = "guardduty/detectorFeature:DetectorFeature";
const ANALYZER = "accessanalyzer/analyzer:Analyzer";
const RECORDER = "cfg/recorder:Recorder";
const CHANNEL = "cfg/deliveryChannel:DeliveryChannel";
const STATUS = "cfg/recorderStatus:RecorderStatus";
const ROLE = "iam/serviceLinkedRole:ServiceLinkedRole";

function config(operation: string, code: string): string {
  return `operation error Config Service: ${operation}, https response error StatusCode: 400, ${code}:`;
}

/** A bucket that lets AWS Config in. */
async function makeBucket(cloud: SimulatedAws, name: string, locked = false): Promise<string> {
  await cloud.make("s3/bucket:Bucket", { bucket: name, objectLockEnabled: locked }, name);
  const grant = (Action: readonly string[], Resource: string) => ({
    Effect: "Allow",
    Principal: { Service: "config.amazonaws.com" },
    Action,
    Resource,
  });
  await cloud.make(
    "s3/bucketPolicy:BucketPolicy",
    {
      bucket: name,
      policy: policy(
        grant(["s3:GetBucketAcl", "s3:ListBucket"], `arn:aws:s3:::${name}`),
        grant(["s3:PutObject"], `arn:aws:s3:::${name}/*`),
      ),
    },
    name,
  );
  return name;
}

describe("the simulated GuardDuty", () => {
  it("has one detector per account and region", async () => {
    const cloud = new SimulatedAws();
    const detector = await cloud.make(DETECTOR, { enable: true });
    assert.match(detector.id, /^[0-9a-f]{32}$/);
    assert.equal(detector.outputs["arn"], `arn:aws:guardduty:eu-west-1:${ACCOUNT}:detector/${detector.id}`);
    await refused(
      cloud.make(DETECTOR, {}, "again"),
      "creating GuardDuty Detector: operation error GuardDuty: CreateDetector, https response error StatusCode: 400, BadRequestException: The request is rejected because a detector already exists for the current account.",
    );
    await cloud.make(DETECTOR, { region: "eu-central-1" }, "far");
  });

  it("watches what runs in one way only, for a detector that exists", async () => {
    const cloud = new SimulatedAws();
    const { id } = await cloud.make(DETECTOR);
    const feature = await cloud.make(FEATURE, { detectorId: id, name: "RUNTIME_MONITORING", status: "ENABLED" });
    assert.equal(feature.id, `${id}/RUNTIME_MONITORING`);
    const doing = (name: string): string =>
      `updating GuardDuty Detector (${id}) Feature (${name}): operation error GuardDuty: UpdateDetector, https response error StatusCode: 400, BadRequestException:`;
    await refused(
      cloud.make(FEATURE, { detectorId: id, name: "EKS_RUNTIME_MONITORING", status: "ENABLED" }, "other"),
      `${doing("EKS_RUNTIME_MONITORING")} The request is rejected because both EKS_RUNTIME_MONITORING and RUNTIME_MONITORING were provided.`,
    );
    await assert.rejects(
      cloud.make(FEATURE, { detectorId: "0".repeat(32), name: "RDS_LOGIN_EVENTS", status: "ENABLED" }, "none"),
      /the input detectorId is not owned by the current account/,
    );
    assert.deepEqual(cloud.replacing(feature, { detectorId: id, name: "S3_DATA_EVENTS", status: "ENABLED" }), ["name"]);
  });
});

describe("the simulated Access Analyzer", () => {
  it("has one analyzer of a kind per account and region", async () => {
    const cloud = new SimulatedAws();
    const { id, outputs } = await cloud.make(ANALYZER, { analyzerName: "account-acme" });
    assert.deepEqual(
      [id, outputs["arn"]],
      ["account-acme", `arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/account-acme`],
    );
    const doing = "operation error AccessAnalyzer: CreateAnalyzer, https response error StatusCode:";
    await refused(
      cloud.make(ANALYZER, { analyzerName: "account-acme", type: "ORGANIZATION" }, "again"),
      `creating IAM Access Analyzer Analyzer (account-acme): ${doing} 409, ConflictException: An analyzer with the name account-acme already exists.`,
    );
    await refused(
      cloud.make(ANALYZER, { analyzerName: "other" }, "other"),
      `creating IAM Access Analyzer Analyzer (other): ${doing} 402, ServiceQuotaExceededException: Maximum number of ACCOUNT analyzers exceeded: 1`,
    );
  });
});

describe("the simulated AWS Config", () => {
  async function makeRecorder(cloud: SimulatedAws): Promise<string> {
    const role = await cloud.make(ROLE, { awsServiceName: "config.amazonaws.com" });
    await cloud.make(RECORDER, { name: "default", roleArn: role.id });
    return role.id;
  }

  it("has one recorder per account and region, in a role that it can assume", async () => {
    const cloud = new SimulatedAws();
    await refused(
      cloud.make(RECORDER, { name: "default", roleArn: `arn:aws:iam::${ACCOUNT}:role/nobody` }),
      `putting ConfigService Configuration Recorder (default): ${config("PutConfigurationRecorder", "InvalidRoleException")} The role ARN is invalid or the service cannot assume it.`,
    );
    const roleArn = await makeRecorder(cloud);
    await refused(
      cloud.make(RECORDER, { name: "other", roleArn }, "again"),
      `putting ConfigService Configuration Recorder (other): ${config("PutConfigurationRecorder", "MaxNumberOfConfigurationRecordersExceededException")} Failed to put configuration recorder 'other' because the maximum number of configuration recorders: 1 is reached.`,
    );
  });

  it("gives its role once per account, and keeps it while a recorder uses it", async () => {
    const cloud = new SimulatedAws();
    const role = await cloud.make(ROLE, { awsServiceName: "config.amazonaws.com" });
    assert.equal(role.id, `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`);
    await refused(
      cloud.make(ROLE, { awsServiceName: "config.amazonaws.com" }, "again"),
      "creating IAM Service Linked Role (config.amazonaws.com): operation error IAM: CreateServiceLinkedRole, https response error StatusCode: 400, InvalidInput: Service role name AWSServiceRoleForConfig has been taken in this account, please try a different suffix.",
    );
    await cloud.make(RECORDER, { name: "default", roleArn: role.id });
    await assert.rejects(cloud.remove(role), /in use by a configuration recorder/);
  });

  it("delivers through one channel, after a recorder exists, into a bucket that lets it in", async () => {
    const cloud = new SimulatedAws();
    const s3BucketName = await makeBucket(cloud, "acme-history");
    const put = "putting ConfigService Delivery Channel (default):";
    await refused(
      cloud.make(CHANNEL, { name: "default", s3BucketName }),
      `${put} ${config("PutDeliveryChannel", "NoAvailableConfigurationRecorderException")} Configuration recorder is not available to put delivery channel.`,
    );
    await makeRecorder(cloud);
    await cloud.make("s3/bucket:Bucket", { bucket: "acme-closed" }, "closed");
    await refused(
      cloud.make(CHANNEL, { name: "default", s3BucketName: "acme-closed" }),
      `${put} ${config("PutDeliveryChannel", "InsufficientDeliveryPolicyException")} Insufficient delivery policy to s3 bucket: acme-closed, unable to write to bucket, provided s3 key prefix is 'null', provided kms key is 'null'.`,
    );
    const key = await makeKey(cloud, {}, "closed-key");
    await assert.rejects(
      cloud.make(CHANNEL, { name: "default", s3BucketName, s3KmsKeyArn: text(key, "arn") }),
      /Insufficient delivery policy to s3 bucket: acme-history/,
    );
    await cloud.make(CHANNEL, { name: "default", s3BucketName });
    await assert.rejects(
      cloud.make(CHANNEL, { name: "other", s3BucketName }, "again"),
      /maximum number of delivery channels: 1/,
    );
  });

  it("delivers into no bucket that locks what it is given", async () => {
    const cloud = new SimulatedAws();
    const s3BucketName = await makeBucket(cloud, "acme-locked", true);
    await makeRecorder(cloud);
    await cloud.make("s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", {
      bucket: s3BucketName,
      objectLockEnabled: "Enabled",
      rule: { defaultRetention: { mode: "GOVERNANCE", days: 365 } },
    });
    await assert.rejects(cloud.make(CHANNEL, { name: "default", s3BucketName }), /Insufficient delivery policy/);
  });

  it("starts only with a channel, which goes only after it has stopped", async () => {
    const cloud = new SimulatedAws();
    await makeRecorder(cloud);
    const start = "starting ConfigService Configuration Recorder (default):";
    await refused(
      cloud.make(STATUS, { name: "default", isEnabled: true }),
      `${start} ${config("StartConfigurationRecorder", "NoAvailableDeliveryChannelException")} Delivery channel is not available to start configuration recorder.`,
    );
    const channel = await cloud.make(CHANNEL, {
      name: "default",
      s3BucketName: await makeBucket(cloud, "acme-history"),
    });
    const status = await cloud.make(STATUS, { name: "default", isEnabled: true });
    await refused(
      cloud.remove(channel),
      `deleting ConfigService Delivery Channel (default): ${config("DeleteDeliveryChannel", "LastDeliveryChannelDeleteFailedException")} Failed to delete last specified delivery channel with name 'default', because there is a running configuration recorder.`,
    );
    await cloud.remove(status);
    await cloud.remove(channel);
  });
});

describe("what an account has exactly once", () => {
  const once: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ["iam/accountPasswordPolicy:AccountPasswordPolicy", { minimumPasswordLength: 14 }, "iam-account-password-policy"],
    ["s3/accountPublicAccessBlock:AccountPublicAccessBlock", { blockPublicAcls: true }, ACCOUNT],
    [
      "account/alternativeContact:AlternativeContact",
      {
        alternateContactType: "SECURITY",
        emailAddress: "a@acme.example",
        name: "A",
        phoneNumber: "+1 555",
        title: "T",
      },
      "SECURITY",
    ],
    ["ebs/encryptionByDefault:EncryptionByDefault", { enabled: true }, "eu-west-1"],
    ["ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", { state: "block-all-sharing" }, "eu-west-1"],
    ["ec2/imageBlockPublicAccess:ImageBlockPublicAccess", { state: "block-new-sharing" }, "eu-west-1"],
    ["ec2/instanceMetadataDefaults:InstanceMetadataDefaults", { httpTokens: "required" }, "eu-west-1"],
  ];
  for (const [type, inputs, id] of once) {
    it(`${type.split(":")[1]}: whoever makes it takes over what was there`, async () => {
      const cloud = new SimulatedAws();
      assert.equal((await cloud.make(type, inputs)).id, id);
      assert.equal((await cloud.make(type, inputs, "again")).id, id);
      assert.equal(cloud.records(type).length, 1);
    });
  }

  it("keeps passwords within what IAM takes", () => {
    const cloud = new SimulatedAws();
    const type = "iam/accountPasswordPolicy:AccountPasswordPolicy";
    assert.deepEqual(
      cloud.failures(type, { minimumPasswordLength: 5, passwordReusePrevention: 25, maxPasswordAge: 0 }),
      [
        "minimumPasswordLength: expected minimum_password_length to be in the range (6 - 128), got 5",
        "maxPasswordAge: expected max_password_age to be in the range (1 - 1095), got 0",
        "passwordReusePrevention: expected password_reuse_prevention to be in the range (1 - 24), got 25",
      ],
    );
  });

  it("encrypts disks by default only with a key of the region", async () => {
    const cloud = new SimulatedAws();
    const key = await makeKey(cloud);
    const type = "ebs/defaultKmsKey:DefaultKmsKey";
    await refused(
      cloud.make(type, { keyArn: text(key, "arn"), region: "eu-central-1" }),
      `creating EBS default KMS key: operation error EC2: ModifyEbsDefaultKmsKeyId, https response error StatusCode: 400, InvalidParameterValue: The specified KMS key ${text(key, "arn")} does not exist in this region or cannot be used`,
    );
    assert.equal((await cloud.make(type, { keyArn: text(key, "arn") })).id, text(key, "arn"));
  });
});
