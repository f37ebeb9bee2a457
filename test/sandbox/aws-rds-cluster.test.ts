import assert from "node:assert/strict";
import { type DatabaseParts, makeDatabaseParts, makeKey, without } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const CLUSTER = "rds/cluster:Cluster";
const NODE = "rds/clusterInstance:ClusterInstance";

const CREATING =
  "creating RDS Cluster (acme-production): operation error RDS: CreateDBCluster, https response error StatusCode: 400,";
const CHANGING =
  "updating RDS Cluster (acme-production): operation error RDS: ModifyDBCluster, https response error StatusCode: 400,";

describe("the simulated RDS: a cluster", () => {
  let cloud: SimulatedAws;
  let parts: DatabaseParts;
  const make = (change: object = {}): Promise<Made> => cloud.make(CLUSTER, { ...parts.cluster, ...change });

  beforeEach(async () => {
    cloud = new SimulatedAws();
    parts = await makeDatabaseParts(cloud);
  });

  it("has host names, a resource id and an ARN in RDS's own formats", async () => {
    const cluster = await make();
    assert.equal(cluster.id, "acme-production");
    const host = /^acme-production\.cluster-(c[0-9a-z]{11})\.eu-west-1\.rds\.amazonaws\.com$/.exec(
      text(cluster, "endpoint"),
    );
    assert.ok(host);
    assert.equal(
      cluster.outputs["readerEndpoint"],
      `acme-production.cluster-ro-${host[1]}.eu-west-1.rds.amazonaws.com`,
    );
    assert.match(text(cluster, "clusterResourceId"), /^cluster-[A-Z0-9]{26}$/);
    assert.equal(cluster.outputs["arn"], `arn:aws:rds:eu-west-1:${ACCOUNT}:cluster:acme-production`);
    assert.match(text(cluster, "hostedZoneId"), /^Z[0-9A-F]{13}$/);
    assert.deepEqual(cluster.outputs["availabilityZones"], ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.equal(cluster.outputs["engineVersionActual"], "17.9");
    assert.equal(cluster.outputs["dbClusterParameterGroupName"], "default.aurora-postgresql17");
    assert.deepEqual(cluster.outputs["masterUserSecrets"], []);
    assert.ok(!JSON.stringify(cloud.records(CLUSTER)).includes("correct-horse"));
  });

  it("keeps a managed master password in a secret of RDS, which goes with it", async () => {
    const managed = {
      ...without(parts.cluster, "masterPasswordWo", "masterPasswordWoVersion"),
      manageMasterUserPassword: true,
      skipFinalSnapshot: true,
    };
    const cluster = await cloud.make(CLUSTER, managed);
    const [secret] = cluster.outputs["masterUserSecrets"] as readonly { secretArn: string; secretStatus: string }[];
    assert.match(secret?.secretArn ?? "", /:secret:rds!cluster-[0-9a-f-]{36}-[A-Z0-9]{6}$/);
    assert.equal(cloud.records("secretsmanager/secret:Secret").length, 1);
    await cloud.remove(cluster);
    assert.deepEqual(cloud.records("secretsmanager/secret:Secret"), []);
  });

  it("has an identifier of its own in account and region", async () => {
    await make();
    await refused(
      cloud.make(CLUSTER, parts.cluster, "again"),
      `${CREATING} DBClusterAlreadyExistsFault: DB Cluster already exists`,
    );
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, clusterIdentifier: "4-Acme--x-" }), [
      `clusterIdentifier: only lowercase alphanumeric characters and hyphens allowed in "cluster_identifier"`,
      `clusterIdentifier: first character of "cluster_identifier" must be a letter`,
      `clusterIdentifier: "cluster_identifier" cannot contain two consecutive hyphens`,
      `clusterIdentifier: "cluster_identifier" cannot end in a hyphen`,
    ]);
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, clusterIdentifier: "a".repeat(63) }), []);
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, clusterIdentifier: "a".repeat(64) }), [
      `clusterIdentifier: "cluster_identifier" cannot be longer than 63 characters`,
    ]);
  });

  it("needs a master user with a password, and not one of the engine's own", async () => {
    const password = "InvalidParameterValue: The parameter MasterUserPassword must be provided and must not be blank.";
    await refused(
      cloud.make(CLUSTER, without(parts.cluster, "masterPasswordWo", "masterPasswordWoVersion")),
      `${CREATING} api error ${password}`,
    );
    await refused(
      cloud.make(CLUSTER, without(parts.cluster, "masterUsername")),
      `${CREATING} api error InvalidParameterValue: The parameter MasterUsername must be provided and must not be blank.`,
    );
    await refused(
      make({ masterUsername: "admin" }),
      `${CREATING} api error InvalidParameterValue: MasterUsername admin cannot be used as it is a reserved word used by the engine`,
    );
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, masterPasswordWo: "short" }), [
      "masterPasswordWo: the master password must have 8 to 41 characters",
    ]);
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, masterPasswordWo: "x".repeat(41) }), []);
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, masterPasswordWo: "x".repeat(42) }), [
      "masterPasswordWo: the master password must have 8 to 41 characters",
    ]);
    assert.deepEqual(cloud.failures(CLUSTER, { ...parts.cluster, masterPasswordWo: "slash/and@at" }), [
      `masterPasswordWo: the master password may have only printable ASCII characters besides '/', '@', '"', ' '`,
    ]);
  });

  it("runs versions that RDS has", async () => {
    await refused(
      make({ engineVersion: "17.99" }),
      `${CREATING} api error InvalidParameterCombination: Cannot find version 17.99 for aurora-postgresql`,
    );
    await refused(
      make({ engineVersion: "9.6" }),
      `${CREATING} api error InvalidParameterCombination: Cannot find version 9.6 for aurora-postgresql`,
    );
    const cluster = await make({ engineVersion: "16" });
    assert.equal(cluster.outputs["engineVersionActual"], "16.13");
    await refused(
      cloud.make(CLUSTER, { ...parts.cluster, engine: "aurora-mysql" }, "mysql"),
      `${CREATING} api error InvalidParameterValue: the simulated cloud plays aurora-postgresql only, not aurora-mysql`,
    );
  });

  it("takes an older version than the running one for no change, since AWS raises minor versions by itself", async () => {
    const cluster = await make({ engineVersion: "16.9" });
    const wish = (rest: object) => ({ ...parts.cluster, engineVersion: "16.9", ...rest });
    assert.deepEqual(cloud.plan(cluster, wish({ engineVersion: "16.4" })).changes, []);
    assert.deepEqual(cloud.plan(cluster, wish({ engineVersion: "16" })).changes, []);
    const newer = cloud.plan(cluster, wish({ engineVersion: "16.10" })).changes;
    assert.deepEqual(
      newer.map(({ path, replaces }) => [path, replaces]),
      [["engineVersion", false]],
    );
    for (const engineVersion of ["16.4", "16"]) {
      const changed = await cloud.change(cluster, wish({ engineVersion, backupRetentionPeriod: 35 }));
      assert.equal(changed.outputs["engineVersionActual"], "16.9", engineVersion);
    }
  });

  it("is upgraded in place, and to a new major version only on purpose", async () => {
    const cluster = await make({ engineVersion: "16.9" });
    await cloud.make(NODE, {
      identifier: "acme-a",
      clusterIdentifier: cluster.id,
      engine: "aurora-postgresql",
      instanceClass: "db.r8g.large",
    });
    const change = (rest: object) => cloud.change(cluster, { ...parts.cluster, engineVersion: "16.9", ...rest });
    await refused(
      change({ engineVersion: "16.99" }),
      `${CHANGING} api error InvalidParameterCombination: Cannot find version 16.99 for aurora-postgresql`,
    );
    await refused(
      change({ engineVersion: "17.9" }),
      `${CHANGING} api error InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.`,
    );
    await refused(
      change({ backupRetentionPeriod: 0 }),
      `${CHANGING} api error InvalidParameterValue: Invalid backup retention period: 0. Retention period must be between 1 and 35`,
    );
    assert.equal((await change({ engineVersion: "16.10" })).outputs["engineVersionActual"], "16.10");
    const upgraded = await change({ engineVersion: "17.9", allowMajorVersionUpgrade: true });
    assert.equal(upgraded.outputs["engineVersionActual"], "17.9");
    assert.equal(cloud.record(NODE, "acme-a")?.outputs["engineVersionActual"], "17.9");
  });

  it("is replaced by another key, subnet group or name, not by what a tier changes", async () => {
    const cluster = await make();
    const other = await makeKey(cloud, {}, "other");
    const change = {
      kmsKeyId: text(other, "arn"),
      databaseName: "acme",
      backupRetentionPeriod: 35,
      deletionProtection: true,
    };
    assert.deepEqual(cloud.replacing(cluster, { ...parts.cluster, ...change }), ["databaseName", "kmsKeyId"]);
  });
});
