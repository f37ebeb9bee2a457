/** The whole stack of an example tenant in the standby region on AWS. */
import assert from "node:assert/strict";
import type { Registration } from "../../harness/recorded-registrations.ts";
import { awsHome, recordRecoveryStack } from "../../harness/whole-recovery.ts";
import { policiesOf } from "../../harness/aws-recording.ts";

const PREFIX = "initech-disaster-recovery";

describe("the stack in the standby region on AWS", () => {
  let registrations: readonly Registration[];
  before(async function () {
    this.timeout(60_000);
    ({ registrations } = await recordRecoveryStack("initech"));
  });
  const find = (name: string): Registration => {
    const found = registrations.find((each) => each.name === `${PREFIX}-${name}`);
    assert.ok(found, `nothing is called ${PREFIX}-${name}`);
    return found;
  };

  it("is network, database and monitoring, below one component", () => {
    const components = registrations.filter(({ custom, type }) => !custom && type !== "pulumi:pulumi:Stack");
    assert.deepEqual(
      components.map(({ type, name, parent }) => [type, name, parent]),
      [
        ["leasehold:stack:Recovery", PREFIX, undefined],
        ["leasehold:aws:Network", `${PREFIX}-network`, PREFIX],
        ["leasehold:aws:DatabaseReplica", `${PREFIX}-database`, PREFIX],
        ["leasehold:aws:Monitoring", `${PREFIX}-monitoring`, PREFIX],
      ],
    );
  });

  it("joins the home stack's global database with a protected cluster under the replica of its key", () => {
    const { inputs, protect, retainOnDelete, ignoreChanges } = find("database-cluster");
    const { engineVersion, globalClusterIdentifier, sourceRegion, kmsKeyId, storageEncrypted } = inputs;
    assert.deepEqual(
      { engineVersion, globalClusterIdentifier, sourceRegion, kmsKeyId, storageEncrypted },
      {
        engineVersion: "17.9",
        globalClusterIdentifier: "initech-production-global",
        sourceRegion: "us-east-1",
        kmsKeyId: "arn:aws:kms:us-west-2:333344445555:key/mrk-data",
        storageEncrypted: true,
      },
    );
    assert.deepEqual(
      [inputs["iamDatabaseAuthenticationEnabled"], inputs["deletionProtection"], inputs["backupRetentionPeriod"]],
      [true, true, 35],
    );
    assert.deepEqual([protect, retainOnDelete], [true, true]);
    assert.deepEqual(ignoreChanges, ["globalClusterIdentifier", "replicationSourceIdentifier"]);
  });

  it("gives it neither user nor password nor database: they come with the data", () => {
    const given = Object.keys(find("database-cluster").inputs).filter((name) =>
      /^(master|manageMaster|databaseName)/.test(name),
    );
    assert.deepEqual(given, []);
    const secrets = registrations.filter(({ type }) => /^(random:|aws:secretsmanager)/.test(type));
    assert.deepEqual(secrets, []);
  });

  it("enforces TLS and SCRAM there as at home, since after a failover it is home", () => {
    const parameters = find("database-cluster-parameters").inputs["parameters"] as { name: string; value: string }[];
    const of = (name: string) => parameters.find((each) => each.name === name)?.value;
    assert.deepEqual([of("rds.force_ssl"), of("rds.accepted_password_auth_method")], ["1", "scram"]);
  });

  it("lets the home stack's workloads log in, each as its own user and to this cluster alone", () => {
    for (const workload of ["app", "migration", "admin"]) {
      const grant = find(`database-grant-${workload}`);
      assert.equal(grant.inputs["role"], `initech-production-${workload}`);
      const [statement] = policiesOf(grant)[0]?.statements ?? [];
      assert.equal(statement?.Action, "rds-db:connect");
      assert.match(
        JSON.stringify(statement.Resource),
        new RegExp(`^\\["arn:aws:rds-db:us-west-2:333344445555:dbuser:cluster-[^/]+/initech_${workload}"\\]$`),
      );
    }
  });

  it("encrypts its logs and topics with the home stack's replicas", () => {
    const keys = registrations
      .filter(({ type }) => /logGroup:|topic:Topic/.test(type))
      .map(({ name, inputs }) => [
        name.slice(PREFIX.length + 1),
        String(inputs["kmsKeyId"] ?? inputs["kmsMasterKeyId"]).replace(/^.*:key\//, ""),
      ]);
    assert.deepEqual(Object.fromEntries(keys), {
      "network-flow-log-group": "mrk-audit",
      "database-log-postgresql": "mrk-data",
      "database-log-iam-db-auth-error": "mrk-data",
      "monitoring-topic-warning": "mrk-audit",
      "monitoring-topic-critical": "mrk-audit",
      "monitoring-topic-security": "mrk-audit",
      "monitoring-alert-forwarder-log-group": "mrk-audit",
    });
  });

  it("rings when the lag passes half the recovery point, and when nothing tells of one", () => {
    const { inputs } = find("monitoring-alarm-replication-lag-standby");
    const { metricName, threshold, treatMissingData, dimensions } = inputs;
    assert.deepEqual(
      { metricName, threshold, treatMissingData, dimensions },
      {
        metricName: "AuroraGlobalDBReplicationLag",
        threshold: 450_000,
        treatMissingData: "breaching",
        dimensions: { DBClusterIdentifier: "initech-disaster-recovery-database" },
      },
    );
  });

  it("asks for numbers of the whole cluster, whatever role its nodes have", () => {
    const alarms = registrations.filter(({ inputs }) => inputs["namespace"] === "AWS/RDS");
    assert.ok(alarms.length > 3);
    for (const { name, inputs } of alarms)
      assert.equal(JSON.stringify(inputs["dimensions"] ?? inputs["metricQueries"]).includes("Role"), false, name);
  });

  it("is refused where the home stack has no global database", async () => {
    await assert.rejects(
      recordRecoveryStack("initech", (blueprint) => {
        return Object.fromEntries(Object.entries(awsHome(blueprint)).filter(([key]) => key !== "globalId")) as never;
      }),
      /initech-production has no global database to join/,
    );
  });
});
