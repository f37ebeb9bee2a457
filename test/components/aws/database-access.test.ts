import assert from "node:assert/strict";
import * as fc from "fast-check";
import { poolPercent } from "../../../components/aws/database-proxy.ts";
import { find, statementOf } from "../../harness/aws-recording.ts";
import { recordDatabase } from "../../harness/recorded-stores.ts";
import { STORE_CASES } from "../../harness/store-blueprints.ts";

describe("ways into AwsDatabase", () => {
  it("are the workloads' group and the proxy's, on the database's port, and none leads out", async () => {
    const recording = await recordDatabase("premium");
    const rules = recording.registrations.filter(({ type }) => type.startsWith("aws:vpc/"));
    assert.deepEqual(
      rules
        .map(({ type, inputs }) => [
          type.slice(type.lastIndexOf(":") + 1),
          inputs["securityGroupId"],
          inputs["referencedSecurityGroupId"],
          inputs["fromPort"],
          inputs["toPort"],
        ])
        .sort(),
      [
        [
          "SecurityGroupEgressRule",
          "acme-production-database-proxy-security-group-id",
          "acme-production-database-security-group-id",
          5432,
          5432,
        ],
        ["SecurityGroupIngressRule", "acme-production-database-proxy-security-group-id", "sg-workloads", 5432, 5432],
        [
          "SecurityGroupIngressRule",
          "acme-production-database-security-group-id",
          "acme-production-database-proxy-security-group-id",
          5432,
          5432,
        ],
        ["SecurityGroupIngressRule", "acme-production-database-security-group-id", "sg-workloads", 5432, 5432],
      ],
    );
    assert.equal("egress" in find(recording, "database-security-group").inputs, false);
  });

  it("span the data subnets of all three zones, whatever the tier", async () => {
    for (const storeCase of STORE_CASES) {
      const { inputs } = find(await recordDatabase(storeCase), "database-subnet-group");
      assert.deepEqual(inputs["subnetIds"], ["subnet-data-a", "subnet-data-b", "subnet-data-c"]);
    }
  });

  it("pass a proxy that knows identities only, and a pool of the promised share", async () => {
    const recording = await recordDatabase("premium");
    const { tags, ...proxy } = find(recording, "database-proxy").inputs;
    assert.ok(tags);
    assert.deepEqual(proxy, {
      debugLogging: false,
      defaultAuthScheme: "IAM_AUTH",
      engineFamily: "POSTGRESQL",
      idleClientTimeout: 1800,
      name: "acme-production-database",
      requireTls: true,
      roleArn: "arn:aws:iam::111122223333:role/leasehold/acme/production/acme-production-database-proxy",
      vpcSecurityGroupIds: ["acme-production-database-proxy-security-group-id"],
      vpcSubnetIds: ["subnet-data-a", "subnet-data-b", "subnet-data-c"],
    });
    assert.deepEqual(find(recording, "database-proxy-pool").inputs["connectionPoolConfig"], {
      connectionBorrowTimeout: 120,
      maxConnectionsPercent: 20,
      maxIdleConnectionsPercent: 10,
    });
    assert.deepEqual(find(recording, "database-proxy-target").inputs, {
      dbClusterIdentifier: "acme-production-database-cluster-id",
      dbProxyName: "acme-production-database",
      targetGroupName: "default",
    });
  });

  it("let the proxy be assumed by RDS without conditions, which RDS Proxy does not know", async () => {
    const recording = await recordDatabase("premium");
    const role = find(recording, "database-proxy-role");
    assert.deepEqual(JSON.parse(String(role.inputs["assumeRolePolicy"])), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ServiceAssumesRole",
          Effect: "Allow",
          Principal: { Service: ["rds.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
        },
      ],
    });
    assert.deepEqual(statementOf(find(recording, "database-proxy-role-policy"), "LogIn").Resource, [
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ/acme_app",
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ/acme_migration",
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ/acme_admin",
    ]);
  });
});

describe("grants of AwsDatabase", () => {
  it("let a workload log in as its own user, directly and through the proxy", async () => {
    const recording = await recordDatabase("premium");
    const grant = find(recording, "database-grant-app");
    assert.equal(grant.inputs["role"], "acme-production-app");
    assert.deepEqual(statementOf(grant, "LogIn"), {
      Sid: "LogIn",
      Effect: "Allow",
      Action: "rds-db:connect",
      Resource: [
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ/acme_app",
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:prx-0123456789abcdef0/acme_app",
      ],
    });
  });

  it("name the cluster alone where there is no proxy", async () => {
    const grant = find(await recordDatabase("standard"), "database-grant-admin");
    assert.deepEqual(statementOf(grant, "LogIn").Resource, [
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ/acme_admin",
    ]);
  });

  it("let backup take and copy snapshots of this cluster, and no more", async () => {
    const grant = find(await recordDatabase("standard"), "database-grant-backup");
    assert.equal(grant.inputs["role"], "acme-production-backup");
    assert.deepEqual(statementOf(grant, "SnapshotDatabase").Resource, [
      "arn:aws:rds:eu-west-1:111122223333:cluster:acme-production-database",
      "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:acme-production-database-*",
      "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:rds:acme-production-database-*",
    ]);
    assert.deepEqual(statementOf(grant, "EncryptSnapshots").Condition, {
      StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" },
      BoolIfExists: { "kms:GrantIsForAWSResource": "true" },
    });
  });
});

describe("poolPercent", () => {
  it("gives at least the promised pool and never more than the database has", () => {
    const sizes = fc
      .integer({ min: 1, max: 5000 })
      .chain((max) => fc.tuple(fc.integer({ min: 1, max }), fc.constant(max)));
    fc.assert(
      fc.property(sizes, ([pool, max]) => {
        const percent = poolPercent(pool, max);
        assert.ok(Number.isInteger(percent) && percent >= 1 && percent <= 100);
        assert.ok((percent / 100) * max >= pool - 1e-9);
      }),
    );
  });

  it("stays a percentage where a pool larger than the database is asked for", () => {
    assert.equal(poolPercent(200, 100), 100);
  });
});
