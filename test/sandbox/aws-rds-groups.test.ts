import assert from "node:assert/strict";
import { makeDatabaseParts, makeNetwork } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws } from "./simulated-aws.ts";

const CLUSTER = "rds/cluster:Cluster";
const NODE = "rds/clusterInstance:ClusterInstance";
const SUBNET_GROUP = "rds/subnetGroup:SubnetGroup";
const CLUSTER_GROUP = "rds/clusterParameterGroup:ClusterParameterGroup";
const NODE_GROUP = "rds/parameterGroup:ParameterGroup";

function rds(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error RDS: ${operation}, https response error StatusCode: ${status},`;
}

describe("the simulated RDS: subnet groups", () => {
  it("cover at least two zones of one VPC", async () => {
    const cloud = new SimulatedAws();
    const [one, other] = [await makeNetwork(cloud), await makeNetwork(cloud, "other")];
    const creating = rds("creating RDS DB Subnet Group (data)", "CreateDBSubnetGroup");
    const make = (subnetIds: readonly (string | undefined)[]) => cloud.make(SUBNET_GROUP, { name: "data", subnetIds });
    await refused(
      make([one.subnetIds[0]]),
      `${creating} DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: eu-west-1a. Add subnets to cover at least 2 AZs.`,
    );
    await refused(make(["subnet-0"]), `${creating} InvalidSubnet: Some input subnets in :[subnet-0] are invalid.`);
    await refused(
      make([one.subnetIds[0], other.subnetIds[1]]),
      `${creating} InvalidSubnet: The DB subnet group's subnets must all be in the same VPC.`,
    );
    const group = await make(one.subnetIds);
    assert.equal(group.outputs["vpcId"], one.vpc.id);
    assert.equal(group.outputs["arn"], `arn:aws:rds:eu-west-1:${ACCOUNT}:subgrp:data`);
    await refused(
      make(one.subnetIds),
      `${creating} DBSubnetGroupAlreadyExists: The DB subnet group 'data' already exists.`,
    );
    assert.deepEqual(cloud.failures(SUBNET_GROUP, { name: "Default", subnetIds: one.subnetIds }), [
      `name: only lowercase alphanumeric characters, hyphens, underscores, periods, and spaces allowed in "name"`,
      `name: "name" is not allowed as "Default"`,
    ]);
  });

  it("stay, with the subnets in use, while a cluster lies in them", async () => {
    const cloud = new SimulatedAws();
    const { cluster: inputs, subnetGroup, network } = await makeDatabaseParts(cloud);
    const cluster = await cloud.make(CLUSTER, { ...inputs, skipFinalSnapshot: true });
    const node = await cloud.make(NODE, {
      identifier: "a",
      clusterIdentifier: cluster.id,
      engine: "aurora-postgresql",
      instanceClass: "db.r8g.large",
      availabilityZone: "eu-west-1a",
    });
    await refused(
      cloud.remove(subnetGroup),
      `${rds("deleting RDS Subnet Group (acme-data)", "DeleteDBSubnetGroup")} InvalidDBSubnetGroupStateFault: Cannot delete the subnet group 'acme-data' because at least one database instance: a is still using it.`,
    );
    await refused(
      cloud.change(subnetGroup, { name: "acme-data", subnetIds: network.subnetIds.slice(1) }),
      `${rds("updating RDS DB Subnet Group (acme-data)", "ModifyDBSubnetGroup")} SubnetAlreadyInUse: Some of the subnets to be deleted are currently in use: ${network.subnetIds[0]}`,
    );
    await cloud.change(subnetGroup, { name: "acme-data", subnetIds: network.subnetIds.slice(0, 2) });
    await cloud.remove(node);
    await cloud.remove(cluster);
    await cloud.remove(subnetGroup);
  });
});

describe("the simulated RDS: parameter groups", () => {
  const family = "aurora-postgresql17";

  it("know the families and parameters of Aurora PostgreSQL", async () => {
    const cloud = new SimulatedAws();
    await refused(
      cloud.make(CLUSTER_GROUP, { name: "x", family: "aurora-postgresql99" }),
      `${rds("creating RDS Cluster Parameter Group (x)", "CreateDBClusterParameterGroup")} api error InvalidParameterValue: ParameterGroupFamily aurora-postgresql99 is not a valid parameter group family`,
    );
    const modifying = rds("modifying RDS Cluster Parameter Group (x)", "ModifyDBClusterParameterGroup");
    const make = (...parameters: readonly object[]) => cloud.make(CLUSTER_GROUP, { name: "x", family, parameters });
    await refused(
      make({ name: "rds.force_tls", value: "1" }),
      `${modifying} api error InvalidParameterValue: Could not find parameter with name: rds.force_tls`,
    );
    await refused(
      make({ name: "rds.force_ssl", value: "yes" }),
      `${modifying} api error InvalidParameterValue: Invalid parameter value: yes for: rds.force_ssl allowed values are: 0,1`,
    );
    await refused(
      make({ name: "shared_preload_libraries", value: "pgaudit", applyMethod: "immediate" }),
      `${modifying} api error InvalidParameterCombination: cannot use immediate apply method for static parameter`,
    );
    const group = await make(
      { name: "shared_preload_libraries", value: "pgaudit", applyMethod: "pending-reboot" },
      { name: "pgaudit.log", value: "ddl,role", applyMethod: "immediate" },
      { name: "max_connections", value: "LEAST({DBInstanceClassMemory/9531392},5000)", applyMethod: "pending-reboot" },
    );
    assert.equal(group.outputs["arn"], `arn:aws:rds:eu-west-1:${ACCOUNT}:cluster-pg:x`);
    await refused(
      make(),
      `${rds("creating RDS Cluster Parameter Group (x)", "CreateDBClusterParameterGroup")} DBParameterGroupAlreadyExists: Parameter group x already exists`,
    );
  });

  it("of nodes take ranges as AWS lists them", async () => {
    const cloud = new SimulatedAws();
    const make = (value: string) =>
      cloud.make(NODE_GROUP, {
        name: "x",
        family,
        parameters: [{ name: "max_connections", value, applyMethod: "pending-reboot" }],
      });
    await refused(
      make("5"),
      `${rds("modifying RDS DB Parameter Group (x)", "ModifyDBParameterGroup")} api error InvalidParameterValue: Invalid parameter value: 5 for: max_connections allowed values are: 6-262143`,
    );
    await make("500");
  });

  it("stay while a database uses them", async () => {
    const cloud = new SimulatedAws();
    const { cluster: inputs } = await makeDatabaseParts(cloud);
    const group = await cloud.make(CLUSTER_GROUP, { name: "x", family });
    const nodeGroup = await cloud.make(NODE_GROUP, { name: "y", family });
    const cluster = await cloud.make(CLUSTER, {
      ...inputs,
      dbClusterParameterGroupName: group.id,
      skipFinalSnapshot: true,
    });
    const node = await cloud.make(NODE, {
      identifier: "a",
      clusterIdentifier: cluster.id,
      engine: "aurora-postgresql",
      instanceClass: "db.r8g.large",
      dbParameterGroupName: nodeGroup.id,
    });
    await refused(
      cloud.remove(group),
      `${rds("deleting RDS Cluster Parameter Group (x)", "DeleteDBClusterParameterGroup")} InvalidDBParameterGroupState: One or more database instances are still members of this parameter group x, so the group cannot be deleted`,
    );
    await refused(
      cloud.remove(nodeGroup),
      `${rds("deleting RDS DB Parameter Group (y)", "DeleteDBParameterGroup")} InvalidDBParameterGroupState: One or more database instances are still members of this parameter group y, so the group cannot be deleted`,
    );
    for (const made of [node, cluster, group, nodeGroup]) await cloud.remove(made);
  });

  it("of nodes are left where the provider is told to", async () => {
    const cloud = new SimulatedAws();
    await cloud.remove(await cloud.make(NODE_GROUP, { name: "x", family, skipDestroy: true }));
    assert.notEqual(cloud.record(NODE_GROUP, "x"), undefined);
    await cloud.remove(await cloud.make(NODE_GROUP, { name: "y", family }, "y"));
    assert.equal(cloud.record(NODE_GROUP, "y"), undefined);
  });
});
