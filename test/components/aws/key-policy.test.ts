import assert from "node:assert/strict";
import { KEY_PURPOSES } from "../../../tiers/vocabulary.ts";
import { find, policiesOf, statementOf } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordKeys } from "../../harness/recorded-foundation.ts";

const ROOT = ["arn:aws:iam::111122223333:root"];

describe("a key's policy", () => {
  it("says who may do what in this order", async () => {
    const recording = await recordKeys(fixture("premium"));
    const sids = (name: string): readonly string[] | undefined =>
      policiesOf(find(recording, name))[0]?.statements.map(({ Sid }) => Sid);
    const common = [
      "DenyOtherAccounts",
      "DenyPrincipalsOfOtherTenants",
      "DenyPolicyThatLocksOut",
      "DenyDeletionBeforeWindow",
    ];
    const use = ["AccountAdministersKey", "AccountUsesKeyThroughServices", "ServicesHoldGrantsForTheirResources"];
    assert.deepEqual(sids("keys-data"), [...use, "LogGroupsOfThisStack", ...common]);
    const audit = ["LogGroupsOfThisStack", "AccessLogsOfOwnBuckets", "TrailOfThisStack", "AlertTopicsOfThisStack"];
    assert.deepEqual(sids("keys-audit"), [...use, ...audit, ...common]);
    const standby = ["LogGroupsOfThisStack", "AlertTopicsOfThisStack"];
    assert.deepEqual(sids("keys-audit-replica"), [...use, ...standby, ...common]);
    assert.deepEqual(sids("keys-backup"), [...use, ...common]);
    assert.deepEqual(sids("keys-secrets"), [...use, ...common]);
  });

  it("lets administrators run the key and never read with it", async () => {
    const { Principal, Action, Condition } = statementOf(
      find(await recordKeys(fixture("premium")), "keys-data"),
      "AccountAdministersKey",
    );
    assert.deepEqual(Principal, { AWS: ROOT });
    assert.equal(Condition, undefined);
    const actions = [Action ?? []].flat();
    assert.ok(actions.includes("kms:PutKeyPolicy"), "nobody could change the policy any more");
    assert.deepEqual(
      actions.filter((action) => /Encrypt|Decrypt|GenerateDataKey|CreateGrant|\*/.test(action)),
      [],
    );
  });

  it("lets this account use a key only through the services of its purpose, in the regions of its copies", async () => {
    const recording = await recordKeys(fixture("premium"));
    const services = (purpose: string): unknown =>
      statementOf(find(recording, `keys-${purpose}`), "AccountUsesKeyThroughServices").Condition?.["StringEquals"];
    const inBothRegions = (...names: readonly string[]): unknown => ({
      "kms:CallerAccount": "111122223333",
      "kms:ViaService": names.flatMap((name) => [
        `${name}.eu-west-1.amazonaws.com`,
        `${name}.eu-central-1.amazonaws.com`,
      ]),
    });
    assert.deepEqual(services("data"), inBothRegions("rds", "elasticache", "s3"));
    assert.deepEqual(services("audit"), inBothRegions("s3", "aps"));
    assert.deepEqual(services("backup"), inBothRegions("backup", "rds", "s3"));
    assert.deepEqual(services("secrets"), inBothRegions("secretsmanager"));
  });

  it("names no service of another region where nothing is copied", async () => {
    const key = find(await recordKeys(fixture("standard")), "keys-secrets");
    assert.deepEqual(
      statementOf(key, "AccountUsesKeyThroughServices").Condition?.["StringEquals"]?.["kms:ViaService"],
      ["secretsmanager.eu-west-1.amazonaws.com"],
    );
  });

  it("gives grants only to AWS services for their own resources", async () => {
    assert.deepEqual(
      statementOf(find(await recordKeys(fixture("standard")), "keys-backup"), "ServicesHoldGrantsForTheirResources"),
      {
        Sid: "ServicesHoldGrantsForTheirResources",
        Effect: "Allow",
        Principal: { AWS: ROOT },
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: {
          Bool: { "kms:GrantIsForAWSResource": "true" },
          StringEquals: {
            "kms:CallerAccount": "111122223333",
            "kms:ViaService": [
              "backup.eu-west-1.amazonaws.com",
              "rds.eu-west-1.amazonaws.com",
              "s3.eu-west-1.amazonaws.com",
            ],
          },
        },
      },
    );
  });

  it("lets CloudWatch Logs use it for this stack's log groups alone, in the region where the key lies", async () => {
    const recording = await recordKeys(fixture("premium"));
    const logs = (name: string, region: string, stack: string): void => {
      assert.deepEqual(statementOf(find(recording, name), "LogGroupsOfThisStack"), {
        Sid: "LogGroupsOfThisStack",
        Effect: "Allow",
        Principal: { Service: [`logs.${region}.amazonaws.com`] },
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: "*",
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": [
              `arn:aws:logs:${region}:111122223333:log-group:/leasehold/${stack}/*`,
              `arn:aws:logs:${region}:111122223333:log-group:/aws/rds/cluster/${stack}-*`,
              `arn:aws:logs:${region}:111122223333:log-group:/aws/rds/instance/${stack}-*`,
              `arn:aws:logs:${region}:111122223333:log-group:/aws/rds/proxy/${stack}-*`,
              `arn:aws:logs:${region}:111122223333:log-group:/aws/vendedlogs/elasticache/${stack}-*`,
            ],
          },
        },
      });
    };
    logs("keys-audit", "eu-west-1", "acme-production");
    // Production's replica serves the stack in the standby region.
    logs("keys-audit-replica", "eu-central-1", "acme-disaster-recovery");
  });

  it("lets CloudTrail encrypt the stack's own trail, and alerting services publish to its own topics", async () => {
    const key = find(await recordKeys(fixture("premium")), "keys-audit");
    assert.deepEqual(statementOf(key, "TrailOfThisStack"), {
      Sid: "TrailOfThisStack",
      Effect: "Allow",
      Principal: { Service: ["cloudtrail.amazonaws.com"] },
      Action: ["kms:DescribeKey", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme-production" },
      },
    });
    assert.deepEqual(statementOf(key, "AlertTopicsOfThisStack"), {
      Sid: "AlertTopicsOfThisStack",
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com", "aps.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-west-1:111122223333:acme-production-*",
        },
      },
    });
  });

  it("lets S3 encrypt access logs of the stack's own buckets with the key under which their bucket lies", async () => {
    const premium = fixture("premium");
    assert.deepEqual(statementOf(find(await recordKeys(premium), "keys-audit"), "AccessLogsOfOwnBuckets"), {
      Sid: "AccessLogsOfOwnBuckets",
      Effect: "Allow",
      Principal: { Service: ["logging.s3.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-production-*" },
      },
    });
    const keys = premium.keys.keys.map((key) => ({ ...key, encryptsAccessLogs: false }));
    const recording = await recordKeys({ ...premium, keys: { ...premium.keys, keys } });
    const statements = recording.registrations.flatMap(policiesOf).flatMap((policy) => policy.statements);
    assert.deepEqual(
      statements.filter(({ Sid }) => Sid === "AccessLogsOfOwnBuckets"),
      [],
    );
  });

  it("is closed to other accounts, other tenants, a policy that locks out and a hasty deletion", async () => {
    const { statements = [] } = policiesOf(find(await recordKeys(fixture("premium")), "keys-data"))[0] ?? {};
    assert.deepEqual(
      statements.filter(({ Effect }) => Effect === "Deny").map(({ Action, Condition }) => [Action, Condition]),
      [
        [
          "kms:*",
          {
            StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        ],
        [
          "kms:*",
          { StringNotEquals: { "aws:PrincipalTag/tenant": "acme" }, Null: { "aws:PrincipalTag/tenant": "false" } },
        ],
        ["kms:PutKeyPolicy", { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } }],
        ["kms:ScheduleKeyDeletion", { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } }],
      ],
    );
  });

  it("allows nothing to everyone, and fits into the 32 KiB that KMS takes", async () => {
    const { registrations } = await recordKeys(fixture("premium"));
    const policies = registrations.flatMap(policiesOf);
    assert.equal(policies.length, 2 * KEY_PURPOSES.length);
    for (const { text, statements } of policies) {
      const open = statements.filter(({ Effect, Principal }) => Effect === "Allow" && Principal?.["AWS"] === "*");
      assert.deepEqual(open, []);
      assert.ok(text.length <= 32_768, `${text.length} characters`);
    }
  });
});
