import assert from "node:assert/strict";
import { type DatabaseParts, makeDatabaseParts, makeRole } from "./aws-fixtures.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const CLUSTER = "rds/cluster:Cluster";
const PROXY = "rds/proxy:Proxy";
const POOL = "rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup";
const TARGET = "rds/proxyTarget:ProxyTarget";

function rds(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error RDS: ${operation}, https response error StatusCode: ${status},`;
}

describe("the simulated RDS: a proxy", () => {
  let cloud: SimulatedAws;
  let parts: DatabaseParts;
  let role: Made;
  const make = (change: object = {}): Promise<Made> =>
    cloud.make(PROXY, {
      name: "acme",
      engineFamily: "POSTGRESQL",
      defaultAuthScheme: "IAM_AUTH",
      roleArn: text(role, "arn"),
      vpcSubnetIds: parts.network.subnetIds,
      vpcSecurityGroupIds: [parts.network.group.id],
      ...change,
    });
  const creating = rds("creating RDS DB Proxy (acme)", "CreateDBProxy");

  beforeEach(async () => {
    cloud = new SimulatedAws();
    parts = await makeDatabaseParts(cloud);
    role = await makeRole(cloud, "proxy", "rds.amazonaws.com");
  });

  it("has a host of its own and an ARN with a resource id", async () => {
    const proxy = await make();
    assert.match(text(proxy, "endpoint"), /^acme\.proxy-c[0-9a-z]{11}\.eu-west-1\.rds\.amazonaws\.com$/);
    assert.match(text(proxy, "arn"), new RegExp(`^arn:aws:rds:eu-west-1:${ACCOUNT}:db-proxy:prx-0[0-9a-f]{16}$`));
    await refused(make(), `${creating} DBProxyAlreadyExistsFault: DB proxy acme already exists`);
  });

  it("lies in two zones, knows its clients, and has a role that RDS can assume", async () => {
    const wrong = await makeRole(cloud, "wrong", "ec2.amazonaws.com");
    await refused(
      make({ vpcSubnetIds: parts.network.subnetIds.slice(0, 1) }),
      `${creating} InvalidSubnet: A DB proxy needs subnets in at least two Availability Zones.`,
    );
    await refused(
      make({ vpcSubnetIds: ["subnet-0"] }),
      `${creating} InvalidSubnet: Some input subnets in :[subnet-0] are invalid.`,
    );
    await refused(
      make({ defaultAuthScheme: "NONE" }),
      `${creating} api error InvalidParameterCombination: Auth must be specified unless DefaultAuthScheme is IAM_AUTH.`,
    );
    await refused(
      make({ roleArn: text(wrong, "arn") }),
      `${creating} api error InvalidParameterValue: RDS is not authorized to assume the role ${text(wrong, "arn")}.`,
    );
    await refused(
      make({ vpcSecurityGroupIds: ["sg-0"] }),
      `${creating} api error InvalidParameterValue: Invalid security group , groupId= sg-0, groupName=.`,
    );
    const secretArn = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:lost-ABCDEF`;
    await refused(
      make({ auths: [{ secretArn }] }),
      `${creating} api error InvalidParameterValue: Secret ${secretArn} does not exist or RDS cannot read it.`,
    );
  });

  it("pools connections in percent, with idle ones among them", async () => {
    const proxy = await make();
    const pool = (connectionPoolConfig: object) => cloud.make(POOL, { dbProxyName: proxy.id, connectionPoolConfig });
    assert.deepEqual(
      cloud.failures(POOL, { dbProxyName: "acme", connectionPoolConfig: { maxConnectionsPercent: 101 } }),
      [
        "connectionPoolConfig.maxConnectionsPercent: expected max_connections_percent to be in the range (1 - 100), got 101",
      ],
    );
    await refused(
      pool({ maxConnectionsPercent: 20, maxIdleConnectionsPercent: 21 }),
      `${rds("updating RDS DB Proxy (acme) Default Target Group", "ModifyDBProxyTargetGroup")} api error InvalidParameterValue: MaxIdleConnectionsPercent (21) must not be greater than MaxConnectionsPercent (20)`,
    );
    const made = await pool({ maxConnectionsPercent: 20, maxIdleConnectionsPercent: 20 });
    assert.equal(made.outputs["name"], "default");
    await refused(
      cloud.make(POOL, { dbProxyName: "lost" }),
      `${rds("updating RDS DB Proxy (lost) Default Target Group", "ModifyDBProxyTargetGroup", 404)} DBProxyNotFoundFault: DB proxy lost not found`,
    );
  });

  it("stands in front of one cluster that exists", async () => {
    const cluster = await cloud.make(CLUSTER, parts.cluster);
    await make();
    const inputs = { dbProxyName: "acme", targetGroupName: "default", dbClusterIdentifier: cluster.id };
    const registering = (group: string, status: number): string =>
      rds(`registering RDS DB Proxy (acme/${group}) Target`, "RegisterDBProxyTargets", status);
    await refused(
      cloud.make(TARGET, { ...inputs, dbClusterIdentifier: "lost" }),
      `${registering("default", 404)} DBClusterNotFoundFault: DBCluster lost not found.`,
    );
    await refused(
      cloud.make(TARGET, { ...inputs, targetGroupName: "other" }),
      `${registering("other", 404)} DBProxyTargetGroupNotFoundFault: DB proxy target group other not found`,
    );
    await refused(
      cloud.make(TARGET, { ...inputs, dbProxyName: "lost" }),
      `${registering("default", 404).replace("(acme/", "(lost/")} DBProxyNotFoundFault: DB proxy lost not found`,
    );
    const target = await cloud.make(TARGET, inputs);
    assert.equal(target.id, "acme/default/TRACKED_CLUSTER/acme-production");
    assert.equal(target.outputs["endpoint"], cluster.outputs["endpoint"]);
    await refused(
      cloud.make(TARGET, inputs, "again"),
      `${registering("default", 400)} DBProxyTargetAlreadyRegisteredFault: DB proxy acme already has a registered target`,
    );
  });
});
