import assert from "node:assert/strict";
import { find, policiesOf, statementOf } from "../../harness/aws-recording.ts";
import type { PolicyStatement } from "../../harness/aws-recording.ts";
import { recordObjects } from "../../harness/recorded-stores.ts";
import { bucketSpec } from "../../harness/store-blueprints.ts";
import type { StoreCase } from "../../harness/store-blueprints.ts";
import { keyArn } from "../../harness/store-wiring.ts";
import type { ObjectsSpec } from "../../../tiers/blueprint.ts";

const DATA = "arn:aws:s3:::acme-production-data-111122223333-eu-west-1";
const AUDIT = "arn:aws:s3:::acme-production-audit-111122223333-eu-west-1";
const ACCESS_LOGS = "arn:aws:s3:::acme-production-access-logs-111122223333-eu-west-1";

async function sidsOf(
  storeCase: StoreCase,
  name: string,
  overrides: Partial<ObjectsSpec> = {},
): Promise<readonly string[]> {
  const [policy] = policiesOf(find(await recordObjects(storeCase, overrides), name));
  assert.ok(policy);
  return policy.statements.map(({ Sid }) => Sid);
}

const CLOSED = [
  "DenyPlainHttp",
  "DenyOldTls",
  "DenyOtherAccounts",
  "DenyServicesOnBehalfOfOthers",
  "DenyPrincipalsOfOtherTenants",
];
const KEYED = ["DenyOtherEncryption", "DenyOtherKeys"];

describe("policy of a bucket", () => {
  it("has exactly the statements its role needs", async () => {
    assert.deepEqual(await sidsOf("enterprise", "objects-data-policy"), [...CLOSED, ...KEYED]);
    assert.deepEqual(await sidsOf("enterprise", "objects-archive-policy"), [...CLOSED, ...KEYED]);
    assert.deepEqual(await sidsOf("enterprise", "objects-audit-policy"), [
      ...CLOSED,
      ...KEYED,
      "AuditServicesLookAtBucket",
      "AuditServicesWriteRecords",
      "DenyWritesByPrincipals",
      "DenyDeletion",
    ]);
    assert.deepEqual(await sidsOf("enterprise", "objects-access-logs-policy"), [
      ...CLOSED,
      "AccessLogsOfOwnBuckets",
      "DenyWritesByPrincipals",
      "DenyDeletion",
    ]);
    assert.deepEqual(await sidsOf("enterprise", "objects-data-policy-replica"), [...CLOSED, ...KEYED]);
    assert.deepEqual(await sidsOf("enterprise", "objects-audit-policy-replica"), [...CLOSED, ...KEYED, "DenyDeletion"]);
  });

  it("refuses plain HTTP, TLS below 1.2, other accounts, foreign services and other tenants, on bucket and objects", async () => {
    const policy = find(await recordObjects("standard"), "objects-data-policy");
    const conditions: Record<string, PolicyStatement["Condition"]> = {
      DenyPlainHttp: { Bool: { "aws:SecureTransport": "false" } },
      DenyOldTls: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      DenyOtherAccounts: {
        StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
      DenyServicesOnBehalfOfOthers: {
        StringNotEquals: { "aws:SourceAccount": "111122223333" },
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
      },
      DenyPrincipalsOfOtherTenants: {
        StringNotEquals: { "aws:PrincipalTag/tenant": "acme" },
        Null: { "aws:PrincipalTag/tenant": "false" },
      },
    };
    for (const [sid, condition] of Object.entries(conditions)) {
      assert.deepEqual(statementOf(policy, sid), {
        Sid: sid,
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "s3:*",
        Resource: [DATA, `${DATA}/*`],
        Condition: condition,
      });
    }
  });

  it("refuses an upload that names another encryption or key, and takes one that names none", async () => {
    const policy = find(await recordObjects("standard"), "objects-data-policy");
    assert.deepEqual(statementOf(policy, "DenyOtherEncryption").Condition, {
      StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
      Null: { "s3:x-amz-server-side-encryption": "false" },
    });
    assert.deepEqual(statementOf(policy, "DenyOtherKeys").Condition, {
      StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn("data") },
      Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
    });
  });

  it("lets only services of AWS, for this account, write audit records, and nobody delete them", async () => {
    const policy = find(await recordObjects("enterprise"), "objects-audit-policy");
    assert.deepEqual(statementOf(policy, "AuditServicesWriteRecords"), {
      Sid: "AuditServicesWriteRecords",
      Effect: "Allow",
      Principal: { Service: ["cloudtrail.amazonaws.com", "config.amazonaws.com", "delivery.logs.amazonaws.com"] },
      Action: "s3:PutObject",
      Resource: `${AUDIT}/*`,
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    });
    assert.deepEqual(statementOf(policy, "DenyWritesByPrincipals").Condition, {
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    });
    assert.deepEqual(statementOf(policy, "DenyDeletion").Action, [
      "s3:BypassGovernanceRetention",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
    ]);
  });

  it("lets S3 deliver access logs of exactly the stack's buckets", async () => {
    const policy = find(await recordObjects("premium"), "objects-access-logs-policy");
    assert.deepEqual(statementOf(policy, "AccessLogsOfOwnBuckets"), {
      Sid: "AccessLogsOfOwnBuckets",
      Effect: "Allow",
      Principal: { Service: ["logging.s3.amazonaws.com"] },
      Action: "s3:PutObject",
      Resource: `${ACCESS_LOGS}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": [DATA, "arn:aws:s3:::acme-production-archive-111122223333-eu-west-1"] },
      },
    });
  });

  it("keeps a retired bucket as it is: nothing new, nothing deleted", async () => {
    const retired = { buckets: [bucketSpec("data"), bucketSpec("archive", { retired: true })] };
    assert.deepEqual(await sidsOf("standard", "objects-archive-policy", retired), [
      ...CLOSED,
      ...KEYED,
      "DenyWritesWhileRetired",
      "DenyDeletion",
    ]);
    assert.deepEqual(await sidsOf("standard", "objects-data-policy", retired), [...CLOSED, ...KEYED]);
  });

  it("lets a disposable stack empty its buckets", async () => {
    const everything = {
      buckets: [bucketSpec("audit"), bucketSpec("archive", { retired: true })],
      accessLogRetentionDays: 30,
    };
    for (const name of ["audit", "archive", "access-logs"]) {
      const sids = await sidsOf("development", `objects-${name}-policy`, everything);
      assert.equal(sids.includes("DenyDeletion"), false, name);
    }
  });

  it("stays below S3's limit of 20 KB", async () => {
    for (const { inputs } of (await recordObjects("enterprise")).registrations.filter(({ type }) =>
      type.endsWith(":BucketPolicy"),
    )) {
      assert.ok(String(inputs["policy"]).length < 20_480);
    }
  });

  it("comes after the public access block, since S3 refuses both at once", async () => {
    const { dependencies } = find(await recordObjects("standard"), "objects-data-policy");
    assert.ok(dependencies.includes("acme-production-objects-data-public-access"));
  });
});
