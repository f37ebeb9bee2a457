import assert from "node:assert/strict";
import { find } from "../../harness/aws-recording.ts";
import { recordDatabase } from "../../harness/recorded-stores.ts";
import { STORE_CASES } from "../../harness/store-blueprints.ts";
import { MASTER_PASSWORD, keyArn } from "../../harness/store-wiring.ts";

describe("cluster of AwsDatabase", () => {
  it("keeps the customer's rows behind key, TLS and identity in every tier", async () => {
    for (const storeCase of STORE_CASES) {
      const { inputs } = find(await recordDatabase(storeCase), "database-cluster");
      assert.equal(inputs["storageEncrypted"], true);
      assert.equal(inputs["kmsKeyId"], keyArn("data"));
      assert.equal(inputs["iamDatabaseAuthenticationEnabled"], true);
      assert.equal(inputs["performanceInsightsKmsKeyId"], keyArn("data"));
    }
  });

  it("sets the cluster up as the blueprint says", async () => {
    const { inputs } = find(await recordDatabase("premium"), "database-cluster");
    const { tags, masterPasswordWo, ...rest } = inputs;
    assert.deepEqual(rest, {
      allowMajorVersionUpgrade: true,
      applyImmediately: false,
      autoMinorVersionUpgrade: true,
      backupRetentionPeriod: 30,
      clusterIdentifier: "acme-production-database",
      copyTagsToSnapshot: true,
      databaseInsightsMode: "standard",
      databaseName: "app",
      dbClusterParameterGroupName: "acme-production-database-cluster-parameters-0123456",
      dbInstanceParameterGroupName: "acme-production-database-node-parameters-0123456",
      dbSubnetGroupName: "acme-production-database",
      deleteAutomatedBackups: false,
      deletionProtection: true,
      enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"],
      engine: "aurora-postgresql",
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      engineMode: "provisioned",
      engineVersion: "17",
      finalSnapshotIdentifier: "acme-production-database-final-0a1b2c3d",
      iamDatabaseAuthenticationEnabled: true,
      kmsKeyId: keyArn("data"),
      masterPasswordWoVersion: 1,
      masterUsername: "leasehold",
      monitoringInterval: 60,
      monitoringRoleArn: "arn:aws:iam::111122223333:role/leasehold/acme/production/acme-production-database-monitoring",
      networkType: "IPV4",
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyArn("data"),
      performanceInsightsRetentionPeriod: 7,
      port: 5432,
      preferredBackupWindow: "01:00-02:00",
      preferredMaintenanceWindow: "sun:03:00-sun:04:00",
      skipFinalSnapshot: false,
      storageEncrypted: true,
      vpcSecurityGroupIds: ["acme-production-database-security-group-id"],
    });
    assert.ok(tags);
    assert.equal(masterPasswordWo, MASTER_PASSWORD);
  });

  it("hands the master password over as a secret, and nowhere else", async () => {
    const { registrations } = await recordDatabase("enterprise");
    for (const { name, inputs, secretInputs } of registrations) {
      const plain = Object.fromEntries(Object.entries(inputs).filter(([input]) => !secretInputs.includes(input)));
      assert.ok(!JSON.stringify(plain).includes(MASTER_PASSWORD), `${name} shows the master password`);
    }
    assert.deepEqual(
      registrations
        .filter(({ secretInputs }) => secretInputs.length > 0)
        .map(({ name, secretInputs }) => [name, secretInputs]),
      [["acme-production-database-cluster", ["masterPasswordWo"]]],
    );
  });

  it("raises the password's version to rotate it in place", async () => {
    const { inputs } = find(await recordDatabase("standard", { masterPasswordGeneration: 4 }), "database-cluster");
    assert.equal(inputs["masterPasswordWoVersion"], 4);
  });

  it("never takes back what a global database or a switchover changed in the cluster", async () => {
    for (const storeCase of STORE_CASES) {
      const { ignoreChanges } = find(await recordDatabase(storeCase), "database-cluster");
      assert.deepEqual(ignoreChanges, ["globalClusterIdentifier", "replicationSourceIdentifier"]);
    }
  });

  it("makes the global database around the cluster, with only what AWS does not take from its source", async () => {
    const { inputs, dependencies, replaceOnChanges } = find(await recordDatabase("enterprise"), "database-global");
    assert.deepEqual(replaceOnChanges, ["engineLifecycleSupport"]);
    const { tags, ...rest } = inputs;
    assert.ok(tags);
    assert.deepEqual(rest, {
      deletionProtection: true,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      forceDestroy: true,
      globalClusterIdentifier: "acme-production-global",
      sourceDbClusterIdentifier: "arn:aws:rds:eu-west-1:111122223333:cluster:acme-production-database",
    });
    assert.deepEqual(dependencies, [
      "acme-production-database-cluster",
      "acme-production-database-reader-b",
      "acme-production-database-reader-c",
      "acme-production-database-writer",
    ]);
  });
});

describe("nodes of AwsDatabase", () => {
  it("lie in the zones of the blueprint, by the names the account has for them", async () => {
    const recording = await recordDatabase("enterprise");
    const placed = ["writer", "reader-b", "reader-c"].map((key) => {
      const { inputs } = find(recording, `database-${key}`);
      return [inputs["identifier"], inputs["availabilityZone"], inputs["promotionTier"]];
    });
    assert.deepEqual(placed, [
      ["acme-production-database-writer", "eu-west-1c", 0],
      ["acme-production-database-reader-b", "eu-west-1a", 1],
      ["acme-production-database-reader-c", "eu-west-1b", 1],
    ]);
  });

  it("repeat the cluster's insights, are never public, and leave before a successor of the same name comes", async () => {
    const recording = await recordDatabase("enterprise");
    const cluster = find(recording, "database-cluster").inputs;
    const node = find(recording, "database-reader-b");
    for (const input of [
      "performanceInsightsEnabled",
      "performanceInsightsKmsKeyId",
      "performanceInsightsRetentionPeriod",
      "monitoringInterval",
      "monitoringRoleArn",
    ]) {
      assert.deepEqual(node.inputs[input], cluster[input], input);
    }
    assert.equal(node.inputs["publiclyAccessible"], false);
    assert.equal(node.inputs["caCertIdentifier"], "rds-ca-rsa2048-g1");
    assert.equal(node.deleteBeforeReplace, true);
  });

  it("have no monitoring role where enhanced monitoring is off", async () => {
    const { inputs } = find(await recordDatabase("development"), "database-writer");
    assert.equal(inputs["monitoringInterval"], 0);
    assert.equal("monitoringRoleArn" in inputs, false);
  });
});

describe("parameters of AwsDatabase", () => {
  it("force TLS and SCRAM, load pgaudit, and keep bound values out of the log", async () => {
    const { inputs } = find(await recordDatabase("premium"), "database-cluster-parameters");
    assert.equal(inputs["family"], "aurora-postgresql17");
    assert.deepEqual(inputs["parameters"], [
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
      { name: "ssl_min_protocol_version", value: "TLSv1.2", applyMethod: "pending-reboot" },
      { name: "password_encryption", value: "scram-sha-256", applyMethod: "pending-reboot" },
      { name: "rds.accepted_password_auth_method", value: "scram", applyMethod: "pending-reboot" },
      { name: "rds.restrict_password_commands", value: "1", applyMethod: "pending-reboot" },
      { name: "shared_preload_libraries", value: "pg_stat_statements,pgaudit", applyMethod: "pending-reboot" },
      { name: "pgaudit.role", value: "rds_pgaudit", applyMethod: "pending-reboot" },
      { name: "log_parameter_max_length", value: "0", applyMethod: "pending-reboot" },
      { name: "pgaudit.log", value: "role,ddl", applyMethod: "immediate" },
      { name: "log_min_duration_statement", value: "500", applyMethod: "immediate" },
      { name: "log_connections", value: "1", applyMethod: "immediate" },
      { name: "log_disconnections", value: "1", applyMethod: "immediate" },
      { name: "log_lock_waits", value: "1", applyMethod: "immediate" },
      { name: "idle_in_transaction_session_timeout", value: "300000", applyMethod: "immediate" },
    ]);
  });

  it("hold each node to the tier's connections", async () => {
    const { inputs } = find(await recordDatabase("enterprise"), "database-node-parameters");
    assert.deepEqual(inputs["parameters"], [{ name: "max_connections", value: "1000", applyMethod: "pending-reboot" }]);
  });
});

describe("logs of AwsDatabase", () => {
  it("have groups with key and retention before the cluster that writes to them", async () => {
    const recording = await recordDatabase("enterprise");
    const { tags, ...inputs } = find(recording, "database-log-postgresql").inputs;
    assert.ok(tags);
    assert.deepEqual(inputs, {
      deletionProtectionEnabled: true,
      kmsKeyId: keyArn("data"),
      logGroupClass: "STANDARD",
      name: "/aws/rds/cluster/acme-production-database/postgresql",
      retentionInDays: 365,
    });
    const { dependencies } = find(recording, "database-cluster");
    assert.ok(dependencies.includes("acme-production-database-log-postgresql"));
    assert.ok(dependencies.includes("acme-production-database-log-iam-db-auth-error"));
    assert.equal(find(recording, "database-log-proxy").inputs["name"], "/aws/rds/proxy/acme-production-database");
  });
});
