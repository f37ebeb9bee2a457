import assert from "node:assert/strict";
import { type DatabaseParts, makeDatabaseParts, without } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const CLUSTER = "rds/cluster:Cluster";
const GLOBAL = "rds/globalCluster:GlobalCluster";

function rds(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error RDS: ${operation}, https response error StatusCode: ${status},`;
}

describe("the simulated RDS: a global cluster", () => {
  let cloud: SimulatedAws;
  let parts: DatabaseParts;
  let cluster: Made;
  const around = (change: object = {}): Promise<Made> =>
    cloud.make(GLOBAL, {
      globalClusterIdentifier: "acme",
      sourceDbClusterIdentifier: text(cluster, "arn"),
      forceDestroy: true,
      ...change,
    });
  const creating = rds("creating RDS Global Cluster (acme)", "CreateGlobalCluster");

  beforeEach(async () => {
    cloud = new SimulatedAws();
    parts = await makeDatabaseParts(cloud);
    cluster = await cloud.make(CLUSTER, { ...parts.cluster, skipFinalSnapshot: true });
  });

  it("made around a cluster takes over its engine and makes it a member", async () => {
    const made = await around();
    assert.equal(made.outputs["arn"], `arn:aws:rds::${ACCOUNT}:global-cluster:acme`);
    assert.match(text(made, "endpoint"), /^acme\.global-c[0-9a-z]{11}\.global\.rds\.amazonaws\.com$/);
    assert.match(text(made, "globalClusterResourceId"), /^cluster-[0-9a-f]{16}$/);
    assert.equal(made.outputs["engineVersionActual"], "17.9");
    assert.equal(made.outputs["storageEncrypted"], true);
    assert.deepEqual(made.outputs["globalClusterMembers"], [{ dbClusterArn: cluster.outputs["arn"], isWriter: true }]);
    assert.equal(cloud.record(CLUSTER, cluster.id)?.outputs["globalClusterIdentifier"], "acme");
  });

  it("takes nothing that it inherits, and a source that is there and free", async () => {
    await refused(
      around({ engine: "aurora-postgresql" }),
      `${creating} api error InvalidParameterCombination: When creating global cluster from existing db cluster, value for engineName should not be specified since it will be inherited from source cluster`,
    );
    const lost = `arn:aws:rds:eu-west-1:${ACCOUNT}:cluster:lost`;
    await refused(
      around({ sourceDbClusterIdentifier: lost }),
      `${creating.replace("400", "404")} DBClusterNotFoundFault: The source DB cluster ${lost} could not be found or cannot be accessed.`,
    );
    await around();
    await refused(around(), `${creating} GlobalClusterAlreadyExistsFault: Global Cluster acme already exists`);
    await refused(
      around({ globalClusterIdentifier: "other" }),
      `${creating.replace("acme", "other")} InvalidDBClusterStateFault: Source cluster ${text(cluster, "arn")} is already a member of global cluster acme`,
    );
  });

  it("is not for clusters whose master password RDS manages", async () => {
    const managed = {
      ...without(parts.cluster, "masterPasswordWo", "masterPasswordWoVersion"),
      manageMasterUserPassword: true,
    };
    const reason =
      "InvalidParameterCombination: ManageMasterUserPassword isn't supported for DB clusters that are part of a global cluster.";
    const other = await cloud.make(CLUSTER, { ...managed, clusterIdentifier: "other" }, "other");
    await refused(around({ sourceDbClusterIdentifier: text(other, "arn") }), `${creating} api error ${reason}`);
    await cloud.make(GLOBAL, { globalClusterIdentifier: "empty", engine: "aurora-postgresql" }, "empty");
    await refused(
      cloud.make(CLUSTER, { ...managed, clusterIdentifier: "member", globalClusterIdentifier: "empty" }, "member"),
      `${rds("creating RDS Cluster (member)", "CreateDBCluster")} api error ${reason}`,
    );
  });

  it("cannot be joined by a cluster that exists", async () => {
    await cloud.make(GLOBAL, { globalClusterIdentifier: "empty", engine: "aurora-postgresql" }, "empty");
    await refused(
      cloud.change(cluster, { ...parts.cluster, globalClusterIdentifier: "empty" }),
      "existing RDS Clusters cannot be added to an existing RDS Global Cluster",
    );
    await around();
    await refused(
      cloud.change(cluster, { ...parts.cluster, globalClusterIdentifier: "empty" }),
      "existing RDS Clusters cannot be migrated between existing RDS Global Clusters",
    );
  });

  it("is joined by one new cluster per region, which has its primary's master user", async () => {
    await around();
    const far = new SimulatedAws({ region: "eu-central-1", root: cloud.root });
    const inputs = {
      clusterIdentifier: "acme-standby",
      engine: "aurora-postgresql",
      globalClusterIdentifier: "acme",
      sourceRegion: "eu-west-1",
      skipFinalSnapshot: true,
    };
    const combination = (message: string): string =>
      `${rds("creating RDS Cluster (acme-standby)", "CreateDBCluster")} api error InvalidParameterCombination: ${message}`;
    for (const [word, given] of [
      ["user name", { masterUsername: "root" }],
      ["password", { masterPassword: "not-so-secret" }],
      ["database name", { databaseName: "app" }],
    ] as const) {
      await refused(
        far.make(CLUSTER, { ...inputs, ...given }, word),
        combination(`Cannot specify ${word} for cross region replication cluster`),
      );
    }
    await refused(
      far.make(CLUSTER, without(inputs, "sourceRegion"), "nowhere"),
      combination(`Source cluster ${text(cluster, "arn")} is encrypted; pre-signed URL has to be specified`),
    );
    const secondary = await far.make(CLUSTER, inputs);
    await refused(
      far.make(CLUSTER, { ...inputs, clusterIdentifier: "acme-third" }, "third"),
      `${rds("creating RDS Cluster (acme-third)", "CreateDBCluster")} api error InvalidParameterCombination: Global cluster acme already has a DB cluster in region eu-central-1`,
    );
    await refused(
      far.make(CLUSTER, { ...inputs, globalClusterIdentifier: "lost" }, "lost"),
      `${rds("creating RDS Cluster (acme-standby)", "CreateDBCluster")} DBClusterAlreadyExistsFault: DB Cluster already exists`,
    );
    await far.remove(secondary);
    await refused(
      far.make(CLUSTER, { ...inputs, globalClusterIdentifier: "lost" }, "lost"),
      `${rds("creating RDS Cluster (acme-standby)", "CreateDBCluster", 404)} GlobalClusterNotFoundFault: Global cluster lost not found`,
    );
  });

  it("keeps its members from new major versions and from being deleted", async () => {
    const older = await cloud.make(
      CLUSTER,
      { ...parts.cluster, clusterIdentifier: "older", engineVersion: "16.9" },
      "older",
    );
    await around({ sourceDbClusterIdentifier: text(older, "arn") });
    await refused(
      cloud.change(older, {
        ...parts.cluster,
        clusterIdentifier: "older",
        engineVersion: "17.9",
        allowMajorVersionUpgrade: true,
      }),
      `${rds("updating RDS Cluster (older)", "ModifyDBCluster")} api error InvalidParameterCombination: You can't upgrade the major version of a DB cluster that is part of a global cluster. Upgrade the global cluster instead.`,
    );
    await refused(
      cloud.remove(older),
      `${rds("deleting RDS Cluster (older)", "DeleteDBCluster")} InvalidDBClusterStateFault: This cluster is a part of a global cluster, please remove it from globalcluster first`,
    );
  });

  it("is deleted only unprotected, and with members only by letting them go", async () => {
    const deleting = rds("deleting RDS Global Cluster (acme)", "DeleteGlobalCluster");
    const inputs = { globalClusterIdentifier: "acme", sourceDbClusterIdentifier: text(cluster, "arn") };
    const made = await around({ deletionProtection: true });
    await refused(
      cloud.remove(made),
      `${deleting} api error InvalidParameterCombination: Cannot delete protected global cluster, please disable deletion protection and try again.`,
    );
    const holding = await cloud.change(made, { ...inputs, forceDestroy: false });
    await refused(
      cloud.remove(holding),
      `${deleting} InvalidGlobalClusterStateFault: Global Cluster acme is not empty`,
    );
    await cloud.remove(await cloud.change(holding, { ...inputs, forceDestroy: true }));
    assert.equal(cloud.record(CLUSTER, cluster.id)?.outputs["globalClusterIdentifier"], undefined);
    await cloud.remove(cluster);
  });
});
