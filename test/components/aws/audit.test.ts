import assert from "node:assert/strict";
import { find, inputsWithout, listed, ofType, statementOf } from "../../harness/aws-recording.ts";
import { keyArn, recordAudit, sampleBlueprint } from "../../harness/recorded-operations.ts";

const GROUP = "aws:cloudwatch/logGroup:LogGroup audit-log-group";

describe("AwsAudit", () => {
  it("makes a log group in every tier, and a trail only in an account of the tenant's own", async () => {
    for (const tier of ["standard", "premium"])
      assert.deepEqual(listed(await recordAudit(sampleBlueprint({ tier }))), [GROUP]);
    for (const tier of ["enterprise", "enterprise-plus", "white-label"])
      assert.deepEqual(listed(await recordAudit(sampleBlueprint({ tier }))), [
        "aws:cloudtrail/trail:Trail audit-trail",
        GROUP,
        "aws:iam/role:Role audit-trail-role",
        "aws:iam/rolePolicy:RolePolicy audit-trail-role-policy",
      ]);
  });

  it("keeps the log group's name and key in every tier; only its retention differs", async () => {
    const groupOf = async (tier: string) => find(await recordAudit(sampleBlueprint({ tier })), "audit-log-group");
    const common = {
      name: "/leasehold/acme-production/audit",
      kmsKeyId: keyArn("audit"),
      logGroupClass: "STANDARD",
      deletionProtectionEnabled: true,
    };
    assert.deepEqual(inputsWithout(await groupOf("standard"), "tags"), { ...common, retentionInDays: 90 });
    assert.deepEqual(inputsWithout(await groupOf("enterprise"), "tags"), { ...common, retentionInDays: 365 });
  });

  it("records the whole account, signed, encrypted, in all regions, with every access to the tenant's objects", async () => {
    const recording = await recordAudit(sampleBlueprint({ tier: "enterprise" }));
    assert.deepEqual(inputsWithout(find(recording, "audit-trail"), "tags"), {
      name: "acme-production",
      s3BucketName: "acme-production-audit",
      s3KeyPrefix: "trail",
      kmsKeyId: keyArn("audit"),
      enableLogging: true,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      isOrganizationTrail: false,
      cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:/leasehold/acme-production/audit:*",
      cloudWatchLogsRoleArn: "arn:aws:iam::111122223333:role/leasehold/acme/production/acme-production-trail",
      advancedEventSelectors: [
        { name: "Management events", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
        {
          name: "Objects of the tenant",
          fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::S3::Object"] },
            {
              field: "resources.ARN",
              startsWiths: ["arn:aws:s3:::acme-production-data/", "arn:aws:s3:::acme-production-archive/"],
            },
          ],
        },
      ],
    });
  });

  it("lets CloudTrail write into this log group, for this trail, and nothing else", async () => {
    const recording = await recordAudit(sampleBlueprint({ tier: "enterprise" }));
    assert.deepEqual(statementOf(find(recording, "audit-trail-role"), "ServiceAssumesRole").Condition, {
      StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme-production" },
    });
    const [policy] = ofType(recording, "aws:iam/rolePolicy:RolePolicy");
    assert.ok(policy);
    assert.deepEqual(statementOf(policy, "WriteRecords"), {
      Sid: "WriteRecords",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "arn:aws:logs:eu-west-1:111122223333:log-group:/leasehold/acme-production/audit:log-stream:*",
    });
  });
});
