import assert from "node:assert/strict";
import { accountFixture } from "../../harness/account-blueprints.ts";
import { inputsWithout, statementOf } from "../../harness/aws-recording.ts";
import { findInAccount, recordBaseline, type RecordedBaseline } from "../../harness/recorded-account.ts";

const ACCOUNT = "111122223333";
const RECORD_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/account-acme-baseline-key-record`;

describe("AwsAccountBaseline", () => {
  let recording: RecordedBaseline;
  before(async () => {
    recording = await recordBaseline(accountFixture("aws"));
  });

  it("guards every region with the same, and has what an account has once in its home region", () => {
    const keys = recording.registrations
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ name }) => name.replace("account-acme-baseline-", ""));
    const in_ = (region: string): string[] =>
      keys
        .filter((key) => key.endsWith(`-${region}`))
        .map((key) => key.replace(`-${region}`, ""))
        .sort();
    const perRegion = [
      "analyzer",
      "detector",
      "detector-clusters",
      "detector-functions",
      "detector-logins",
      "detector-malware",
      "detector-objects",
      "detector-runtime",
      "disks-encrypted",
      "disks-key",
      "findings",
      "findings-access",
      "findings-access-target",
      "findings-email",
      "findings-network",
      "findings-network-target",
      "findings-root",
      "findings-root-target",
      "findings-tampering",
      "findings-tampering-target",
      "findings-threats",
      "findings-threats-target",
      "images",
      "instance-metadata",
      "recorder",
      "recorder-channel",
      "recorder-status",
      "snapshots",
    ];
    assert.deepEqual(in_("eu-west-1"), perRegion);
    assert.deepEqual(in_("eu-central-1"), [...perRegion, "key-disks", "key-record"].sort());
    assert.deepEqual(
      keys.filter((key) => !/-eu-(west|central)-1$/.test(key)).sort(),
      [
        ...["history-bucket", "trail-bucket"].flatMap((bucket) =>
          ["", "-encryption", "-lifecycle", "-ownership", "-policy", "-public-access", "-versioning"].map(
            (setting) => `${bucket}${setting}`,
          ),
        ),
        "key-disks",
        "key-disks-alias",
        "key-disks-eu-central-1-alias",
        "key-record",
        "key-record-alias",
        "key-record-eu-central-1-alias",
        "passwords",
        "public-access",
        "recorder-role",
        "security-contact",
        "trail",
        "trail-bucket-lock",
        "trail-logging",
      ].sort(),
    );
  });

  it("writes one signed trail of all regions into the locked bucket, under the key of the records", () => {
    const trail = findInAccount(recording, "trail");
    assert.deepEqual(inputsWithout(trail, "tags"), {
      name: "account-acme",
      s3BucketName: `account-acme-trail-${ACCOUNT}-eu-west-1`,
      kmsKeyId: RECORD_KEY,
      enableLogging: true,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      isOrganizationTrail: false,
      advancedEventSelectors: [
        { name: "Management events", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
      ],
      insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    });
    assert.ok(trail.dependencies.includes("account-acme-baseline-trail-bucket-policy"));
    assert.deepEqual(findInAccount(recording, "trail-bucket-lock").inputs["rule"], {
      defaultRetention: { mode: "GOVERNANCE", days: 2190 },
    });
  });

  it("locks nothing that AWS Config and access logs are delivered into, and lets nobody delete there", () => {
    assert.equal(findInAccount(recording, "history-bucket").inputs["objectLockEnabled"], false);
    for (const bucket of ["history", "trail"])
      assert.deepEqual(statementOf(findInAccount(recording, `${bucket}-bucket-policy`), "DenyDeletion").Action, [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
      ]);
    assert.equal(
      findInAccount(recording, "recorder-channel-eu-central-1").inputs["s3BucketName"],
      `account-acme-history-${ACCOUNT}-eu-west-1`,
    );
    assert.equal(
      findInAccount(recording, "trail-logging").inputs["targetBucket"],
      `account-acme-history-${ACCOUNT}-eu-west-1`,
    );
  });

  it("keeps every tenant's principals from the records", () => {
    const statement = statementOf(findInAccount(recording, "trail-bucket-policy"), "DenyPrincipalsOfOtherTenants");
    assert.deepEqual(statement.Condition, {
      StringNotEquals: { "aws:PrincipalTag/tenant": "account" },
      Null: { "aws:PrincipalTag/tenant": "false" },
    });
  });

  it("lets the trail, and no other account's, encrypt with the key", () => {
    assert.deepEqual(statementOf(findInAccount(recording, "key-record"), "TrailEncrypts").Condition, {
      StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/account-acme` },
      StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
    });
  });

  it("records everything continuously, what exists once per account in the home region only", () => {
    const group = (region: string) => findInAccount(recording, `recorder-${region}`).inputs["recordingGroup"];
    assert.deepEqual(group("eu-west-1"), { allSupported: true, includeGlobalResourceTypes: true });
    assert.deepEqual(group("eu-central-1"), { allSupported: true, includeGlobalResourceTypes: false });
    assert.deepEqual(findInAccount(recording, "recorder-channel-eu-central-1").inputs, {
      region: "eu-central-1",
      name: "default",
      s3BucketName: `account-acme-history-${ACCOUNT}-eu-west-1`,
      s3KeyPrefix: "configuration",
      s3KmsKeyArn: RECORD_KEY,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
    });
    assert.ok(
      findInAccount(recording, "recorder-status-eu-central-1").dependencies.includes(
        "account-acme-baseline-recorder-channel-eu-central-1",
      ),
    );
  });
});
