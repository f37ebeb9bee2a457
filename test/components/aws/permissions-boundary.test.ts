import assert from "node:assert/strict";
import { cacheId, cacheUsers } from "../../../components/aws/cache-names.ts";
import { permissionsBoundary } from "../../../components/aws/permissions-boundary.ts";
import { find, policiesOf, statementOf } from "../../harness/aws-recording.ts";
import type { PolicyStatement } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordIdentity } from "../../harness/recorded-foundation.ts";

/** What a store lets somebody do that IAM alone decides about, with few condition keys or none. */
const LOGINS = ["elasticache:Connect", "rds-db:connect"];

describe("the permissions boundary", () => {
  async function boundary(tier: "standard" | "premium" = "premium"): Promise<readonly PolicyStatement[]> {
    return policiesOf(find(await recordIdentity(fixture(tier)), "identity-boundary"))[0]?.statements ?? [];
  }

  it("allows only named actions on the tenant's own resources", async () => {
    const allowed = (await boundary()).filter(({ Effect }) => Effect === "Allow");
    assert.deepEqual(
      allowed.map(({ Sid }) => Sid),
      [
        "OwnObjects",
        "OwnDatabases",
        "OwnDatabaseUsers",
        "OwnCaches",
        "OwnSecrets",
        "OwnKeys",
        "OwnKeysForServices",
        "OwnLogs",
        "Telemetry",
      ],
    );
    for (const { Sid, Action, Resource } of allowed) {
      const actions = [Action ?? "*"].flat();
      assert.deepEqual(
        actions.filter((action) => /^\*$|:\*$/.test(action)),
        [],
        Sid,
      );
      if (Resource === "*") assert.equal(Sid, "Telemetry");
    }
  });

  it("binds what cannot be told by name to the tenant's and the environment's labels", async () => {
    const recording = await recordIdentity(fixture("premium"));
    assert.deepEqual(statementOf(find(recording, "identity-boundary"), "OwnKeys"), {
      Sid: "OwnKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: ["arn:aws:kms:eu-west-1:111122223333:key/*", "arn:aws:kms:eu-central-1:111122223333:key/*"],
      Condition: { StringEquals: { "aws:ResourceTag/tenant": "acme", "aws:ResourceTag/environment": "production" } },
    });
  });

  it("denies other tenants' resources, sessions of another tenant or environment, and other regions", async () => {
    const denied = (await boundary()).filter(({ Effect }) => Effect === "Deny");
    assert.deepEqual(denied, [
      {
        Sid: "DenyOtherTenants",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: {
          StringNotEquals: { "aws:ResourceTag/tenant": "acme" },
          Null: { "aws:ResourceTag/tenant": "false" },
        },
      },
      {
        Sid: "DenyOtherTenantSession",
        Effect: "Deny",
        NotAction: LOGINS,
        Resource: "*",
        Condition: { StringNotEquals: { "aws:PrincipalTag/tenant": "acme" } },
      },
      {
        Sid: "DenyOtherEnvironmentSession",
        Effect: "Deny",
        NotAction: LOGINS,
        Resource: "*",
        Condition: { StringNotEquals: { "aws:PrincipalTag/environment": "production" } },
      },
      {
        Sid: "DenyOtherRegions",
        Effect: "Deny",
        NotAction: [...LOGINS, "sts:*"],
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
      },
    ]);
  });

  it("denies no login by a key that the login does not know: a missing key is not equal to anything", async () => {
    const unknownToLogins = /^aws:(?!ResourceTag\/)/;
    const denied = (await boundary()).filter(({ Effect, Condition, NotAction }) => {
      const keys = Object.values(Condition ?? {}).flatMap(Object.keys);
      const spared = [NotAction ?? []].flat();
      return (
        Effect === "Deny" &&
        keys.some((key) => unknownToLogins.test(key)) &&
        !LOGINS.every((login) => spared.includes(login))
      );
    });
    assert.deepEqual(
      denied.map(({ Sid }) => Sid),
      [],
    );
  });

  it("lets workloads log in as the tenant's own database users in both its regions, not as those of a tenant whose id begins alike", async () => {
    const [users] = (await boundary()).filter(({ Sid }) => Sid === "OwnDatabaseUsers");
    assert.deepEqual(users?.Resource, [
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/acme_app",
      "arn:aws:rds-db:eu-central-1:111122223333:dbuser:*/acme_app",
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/acme_migration",
      "arn:aws:rds-db:eu-central-1:111122223333:dbuser:*/acme_migration",
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/acme_admin",
      "arn:aws:rds-db:eu-central-1:111122223333:dbuser:*/acme_admin",
    ]);
  });

  it("names the cache and its users by their ids, also where those are cut", () => {
    const { stack } = fixture("premium");
    const resources = (tenant: string): unknown => {
      const text = permissionsBoundary({ ...stack, tenant, environment: "staging", name: `${tenant}-staging` });
      const { Statement } = JSON.parse(text) as { Statement: PolicyStatement[] };
      return Statement.find(({ Sid }) => Sid === "OwnCaches")?.Resource;
    };
    const prefix = "arn:aws:elasticache:eu-west-1:111122223333";
    assert.deepEqual(resources("acme"), [
      `${prefix}:replicationgroup:acme-staging-cache`,
      `${prefix}:snapshot:acme-staging-cache-*`,
      `${prefix}:user:acme-staging-app`,
      `${prefix}:user:acme-staging-migration`,
      `${prefix}:user:acme-staging-admin`,
    ]);
    const long = "umbrella-pharmaceuticals";
    const stackOfLong = { ...stack, tenant: long, environment: "staging", name: `${long}-staging` } as const;
    assert.deepEqual(resources(long), [
      `${prefix}:replicationgroup:${cacheId(stackOfLong)}`,
      `${prefix}:snapshot:${cacheId(stackOfLong)}-*`,
      ...Object.values(cacheUsers(stackOfLong)).map((user) => `${prefix}:user:${user}`),
    ]);
    assert.equal(cacheUsers(stackOfLong).migration.startsWith(`${long}-staging-`), false);
  });

  it("knows no second region where nothing is copied", async () => {
    const [regions] = (await boundary("standard")).filter(({ Sid }) => Sid === "DenyOtherRegions");
    assert.deepEqual(regions?.Condition, { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } });
  });

  it("fits into the 6,144 characters of a managed policy for the longest names in two long regions", () => {
    const { stack } = fixture("premium");
    const tenant = "a".repeat(24);
    const text = permissionsBoundary({
      ...stack,
      tenant,
      environment: "disaster-recovery",
      name: `${tenant}-disaster-recovery`,
      region: "ap-southeast-2",
      standbyRegion: "ap-southeast-4",
    });
    assert.ok(text.length <= 6144, `${text.length} characters`);
  });
});
