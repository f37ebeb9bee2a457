import assert from "node:assert/strict";
import { type DatabaseParts, makeDatabaseParts } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const CLUSTER = "rds/cluster:Cluster";
const NODE = "rds/clusterInstance:ClusterInstance";

function rds(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error RDS: ${operation}, https response error StatusCode: ${status},`;
}

describe("the simulated RDS: nodes", () => {
  let cloud: SimulatedAws;
  let parts: DatabaseParts;
  let cluster: Made;
  const make = (identifier: string, change: object = {}): Promise<Made> =>
    cloud.make(
      NODE,
      {
        identifier,
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass: "db.r8g.large",
        ...change,
      },
      identifier,
    );
  const creating = (identifier: string, status = 400): string =>
    rds(`creating RDS Cluster (acme-production) Instance (${identifier})`, "CreateDBInstance", status);

  beforeEach(async () => {
    cloud = new SimulatedAws();
    parts = await makeDatabaseParts(cloud);
    cluster = await cloud.make(CLUSTER, { ...parts.cluster, enabledCloudwatchLogsExports: ["postgresql"] });
  });

  it("take over from their cluster, and the first one writes", async () => {
    const writer = await make("acme-writer", { availabilityZone: "eu-west-1a" });
    const reader = await make("acme-reader", { availabilityZone: "eu-west-1b" });
    assert.deepEqual([writer.outputs["writer"], reader.outputs["writer"]], [true, false]);
    assert.match(text(writer, "endpoint"), /^acme-writer\.c[0-9a-z]{11}\.eu-west-1\.rds\.amazonaws\.com$/);
    assert.match(text(writer, "dbiResourceId"), /^db-[A-Z0-9]{26}$/);
    assert.equal(writer.outputs["arn"], `arn:aws:rds:eu-west-1:${ACCOUNT}:db:acme-writer`);
    assert.equal(writer.outputs["kmsKeyId"], parts.key.outputs["arn"]);
    assert.equal(writer.outputs["engineVersionActual"], "17.9");
    assert.equal(writer.outputs["dbSubnetGroupName"], parts.subnetGroup.id);
  });

  it("fail over to the readiest reader when the writer goes", async () => {
    const writer = await make("acme-writer");
    await make("acme-late", { promotionTier: 15 });
    await make("acme-ready", { promotionTier: 1 });
    await cloud.remove(writer);
    assert.equal(cloud.record(NODE, "acme-ready")?.outputs["writer"], true);
    assert.equal(cloud.record(NODE, "acme-late")?.outputs["writer"], false);
  });

  it("stay what they are when a reader goes", async () => {
    await make("acme-writer");
    const reader = await make("acme-reader");
    await make("acme-other");
    await cloud.remove(reader);
    assert.equal(cloud.record(NODE, "acme-other")?.outputs["writer"], false);
  });

  it("need their cluster, and a name, engine and zone that fit", async () => {
    await make("acme-writer");
    await refused(
      make("acme-writer"),
      `${creating("acme-writer")} DBInstanceAlreadyExists: DB instance already exists`,
    );
    await refused(
      make("x", { clusterIdentifier: "lost" }),
      `${rds("creating RDS Cluster (lost) Instance (x)", "CreateDBInstance", 404)} DBClusterNotFoundFault: DBCluster lost not found.`,
    );
    await refused(
      make("x", { engine: "aurora-mysql" }),
      `${creating("x")} api error InvalidParameterCombination: The engine name requested for your DB instance (aurora-mysql) doesn't match the engine name of your DB cluster (aurora-postgresql).`,
    );
    await refused(
      make("x", { engineVersion: "16.9" }),
      `${creating("x")} api error InvalidParameterCombination: The engine version that you requested for your DB instance (16.9) does not match the engine version of your DB cluster (17.9).`,
    );
    await refused(
      make("x", { availabilityZone: "eu-west-1d" }),
      `${creating("x")} InvalidVPCNetworkStateFault: DB Subnet Group acme-data has no subnet in availability zone eu-west-1d; it covers eu-west-1a, eu-west-1b, eu-west-1c`,
    );
  });

  it("have a class that exists and runs the version, serverless only with bounds on the cluster", async () => {
    const unsupported = (instanceClass: string, version = "17.9"): string =>
      `${creating("x")} api error InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=aurora-postgresql, EngineVersion=${version}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`;
    for (const name of ["db.r9g.large", "db.r8g.huge", "db.t4g.xlarge", "r8g.large"])
      await refused(make("x", { instanceClass: name }), unsupported(name));
    await refused(
      make("x", { instanceClass: "db.serverless" }),
      `${creating("x")} api error InvalidParameterValue: Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.`,
    );
    for (const name of ["db.r8g.large", "db.t4g.medium", "db.r7g.16xlarge"])
      await make(name.replaceAll(".", "-"), { instanceClass: name });
    const old = await cloud.make(
      CLUSTER,
      { ...parts.cluster, clusterIdentifier: "acme-old", engineVersion: "16.2" },
      "old",
    );
    await refused(
      cloud.make(
        NODE,
        { identifier: "y", clusterIdentifier: old.id, engine: "aurora-postgresql", instanceClass: "db.r8g.large" },
        "y",
      ),
      unsupported("db.r8g.large", "16.2")
        .replaceAll("acme-production", "acme-old")
        .replace("Instance (x)", "Instance (y)"),
    );
  });

  it("change class in place, to one that exists", async () => {
    const node = await make("acme-writer");
    const inputs = { identifier: "acme-writer", clusterIdentifier: cluster.id, engine: "aurora-postgresql" };
    const larger = await cloud.change(node, { ...inputs, instanceClass: "db.r8g.2xlarge" });
    assert.equal(larger.outputs["endpoint"], node.outputs["endpoint"]);
    await refused(
      cloud.change(node, { ...inputs, instanceClass: "db.none.large" }),
      `${rds("updating RDS Cluster Instance (acme-writer)", "ModifyDBInstance")} api error InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.none.large, Engine=aurora-postgresql, EngineVersion=17.9, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`,
    );
  });

  it("write to the log groups that somebody made", async () => {
    const name = "/aws/rds/cluster/acme-production/postgresql";
    await cloud.make("cloudwatch/logGroup:LogGroup", { name, retentionInDays: 30 });
    await make("acme-writer");
    assert.equal(cloud.record("cloudwatch/logGroup:LogGroup", name)?.inputs["retentionInDays"], 30);
  });

  it("make the log groups that nobody made: a later one with the same name is refused", async () => {
    await make("acme-writer");
    await refused(
      cloud.make("cloudwatch/logGroup:LogGroup", {
        name: "/aws/rds/cluster/acme-production/postgresql",
        retentionInDays: 30,
      }),
      "creating CloudWatch Logs Log Group (/aws/rds/cluster/acme-production/postgresql): operation error CloudWatch Logs: CreateLogGroup, https response error StatusCode: 400, ResourceAlreadyExistsException: The specified log group already exists",
    );
  });
});
