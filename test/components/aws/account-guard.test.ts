import assert from "node:assert/strict";
import { accountFixture } from "../../harness/account-blueprints.ts";
import { inputsWithout, isTaggable, tagsOf } from "../../harness/aws-recording.ts";
import { findInAccount, recordBaseline, type RecordedBaseline } from "../../harness/recorded-account.ts";
import type { Registration } from "../../harness/recorded-registrations.ts";

const ACCOUNT = "111122223333";

describe("AwsAccountBaseline: detection, hardening, protection", () => {
  let recording: RecordedBaseline;
  before(async () => {
    recording = await recordBaseline(accountFixture("aws"));
  });

  it("detects with every protection plan, and tells again within a quarter of an hour", () => {
    assert.deepEqual(inputsWithout(findInAccount(recording, "detector-eu-central-1"), "tags"), {
      region: "eu-central-1",
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    const plans = recording.registrations.filter(
      ({ type }) => type === "aws:guardduty/detectorFeature:DetectorFeature",
    );
    assert.deepEqual(
      [...new Set(plans.map(({ inputs }) => `${String(inputs["name"])} ${String(inputs["status"])}`))].sort(),
      [
        "EBS_MALWARE_PROTECTION ENABLED",
        "EKS_AUDIT_LOGS ENABLED",
        "LAMBDA_NETWORK_LOGS ENABLED",
        "RDS_LOGIN_EVENTS ENABLED",
        "RUNTIME_MONITORING ENABLED",
        "S3_DATA_EVENTS ENABLED",
      ],
    );
  });

  it("tells findings of medium severity and more to the security contact, from each region itself", () => {
    const { inputs } = findInAccount(recording, "findings-threats-eu-central-1");
    assert.deepEqual(JSON.parse(String(inputs["eventPattern"])), {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    });
    assert.deepEqual(findInAccount(recording, "findings-email-eu-central-1").inputs, {
      region: "eu-central-1",
      topic: `arn:aws:sns:eu-central-1:${ACCOUNT}:account-acme-findings`,
      protocol: "email",
      endpoint: "security@acme.example",
    });
    assert.equal(
      findInAccount(recording, "findings-eu-central-1").inputs["kmsMasterKeyId"],
      `arn:aws:kms:eu-central-1:${ACCOUNT}:key/account-acme-baseline-key-record-eu-central-1`,
    );
  });

  it("tells changes of each border of a network, in each region", () => {
    const { inputs } = findInAccount(recording, "findings-network-eu-central-1");
    const { detail, ...calls } = JSON.parse(String(inputs["eventPattern"])) as {
      detail: { eventSource: readonly string[]; eventName: readonly string[] };
    };
    assert.deepEqual(calls, { "detail-type": ["AWS API Call via CloudTrail"] });
    assert.deepEqual(detail.eventSource, ["ec2.amazonaws.com"]);
    assert.equal(detail.eventName.length, 26);
    for (const call of [
      "AuthorizeSecurityGroupIngress",
      "ModifySecurityGroupRules",
      "ReplaceNetworkAclEntry",
      "AttachInternetGateway",
      "CreateRoute",
      "ReplaceRoute",
      "DeleteRoute",
    ])
      assert.ok(detail.eventName.includes(call), call);
    assert.match(
      String(findInAccount(recording, "findings-network-target-eu-central-1").inputs["arn"]),
      /^arn:aws:sns:eu-central-1:/,
    );
  });

  it("hardens the account and each region", () => {
    assert.deepEqual(findInAccount(recording, "passwords").inputs, {
      minimumPasswordLength: 14,
      maxPasswordAge: 90,
      passwordReusePrevention: 24,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
      hardExpiry: false,
    });
    assert.deepEqual(findInAccount(recording, "public-access").inputs, {
      accountId: ACCOUNT,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(findInAccount(recording, "security-contact").inputs, {
      alternateContactType: "SECURITY",
      name: "Security",
      title: "Security contact of acme",
      emailAddress: "security@acme.example",
      phoneNumber: "+353 1 555 0100",
    });
    assert.deepEqual(findInAccount(recording, "instance-metadata-eu-central-1").inputs, {
      region: "eu-central-1",
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    assert.equal(findInAccount(recording, "disks-encrypted-eu-central-1").inputs["enabled"], true);
    assert.equal(findInAccount(recording, "snapshots-eu-central-1").inputs["state"], "block-all-sharing");
    assert.equal(findInAccount(recording, "images-eu-central-1").inputs["state"], "block-new-sharing");
  });

  it("covers the organization with trail and analyzer where it is asked to", async () => {
    const fixture = accountFixture("aws");
    const management = { ...fixture, baseline: { ...fixture.baseline, scope: "organization" as const } };
    const wide = await recordBaseline(management);
    assert.equal(findInAccount(wide, "trail").inputs["isOrganizationTrail"], true);
    assert.equal(findInAccount(wide, "analyzer-eu-west-1").inputs["type"], "ORGANIZATION");
    assert.equal(findInAccount(recording, "analyzer-eu-west-1").inputs["type"], "ACCOUNT");
  });

  it("registers no contact without a telephone number", async () => {
    const fixture = accountFixture("aws");
    const { securityContact, ...baseline } = fixture.baseline;
    assert.ok(securityContact);
    const { registrations } = await recordBaseline({ ...fixture, baseline });
    assert.ok(!registrations.some(({ type }) => type.startsWith("aws:account/")));
  });

  it("protects keys, buckets and detectors, and keeps keys and buckets when the stack goes", async () => {
    const isStore = ({ type }: Registration): boolean =>
      ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:s3/bucket:Bucket"].includes(type);
    for (const each of recording.registrations.filter(isStore))
      assert.deepEqual([each.name, each.protect, each.retainOnDelete], [each.name, true, true]);
    assert.equal(findInAccount(recording, "detector-eu-west-1").protect, true);
    const leaving = await recordBaseline(accountFixture("aws"), "decommissioning");
    for (const each of leaving.registrations.filter(isStore))
      assert.deepEqual([each.name, each.protect, each.retainOnDelete], [each.name, false, true]);
    assert.equal(findInAccount(leaving, "detector-eu-west-1").retainOnDelete, false);
  });

  it("labels everything that can be labelled with all eight labels", () => {
    const taggable = recording.registrations.filter(({ type }) => isTaggable(type));
    assert.ok(taggable.length >= 20);
    for (const registration of taggable) {
      const { "data-class": dataClass, ...tags } = tagsOf(recording, registration);
      assert.match(dataClass ?? "", /^(none|internal|confidential)$/, registration.name);
      assert.deepEqual(tags, {
        Name: registration.name,
        tenant: "account",
        tier: "account-baseline",
        environment: "acme",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
        component: "account-baseline",
      });
    }
  });
});
