import assert from "node:assert/strict";
import { makeCacheParts, type Network } from "./aws-fixtures.ts";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { ACCOUNT, type Made, refused, SimulatedAws, text } from "./simulated-aws.ts";

const GROUP = "elasticache/replicationGroup:ReplicationGroup";
const PARAMETERS = "elasticache/parameterGroup:ParameterGroup";
const SUBNETS = "elasticache/subnetGroup:SubnetGroup";
const USERS = "elasticache/userGroup:UserGroup";

function cache(doing: string, operation: string, status = 400): string {
  return `${doing}: operation error ElastiCache: ${operation}, https response error StatusCode: ${status},`;
}

describe("the simulated ElastiCache: a replication group", () => {
  let cloud: SimulatedAws;
  let network: Network;
  let inputs: Properties;
  const make = (change: object = {}, name = "test"): Promise<Made> => cloud.make(GROUP, { ...inputs, ...change }, name);
  const change = (made: Made, news: object): Promise<Made> => cloud.change(made, { ...inputs, ...news });
  const creating = cache("creating ElastiCache Replication Group (acme-cache)", "CreateReplicationGroup");
  const changing = cache("modifying ElastiCache Replication Group (acme-cache)", "ModifyReplicationGroup");

  beforeEach(async () => {
    cloud = new SimulatedAws();
    ({ network, inputs } = await makeCacheParts(cloud));
  });

  it("has the endpoint of its mode and a member per node", async () => {
    const made = await make();
    assert.equal(made.id, "acme-cache");
    assert.match(
      text(made, "configurationEndpointAddress"),
      /^clustercfg\.acme-cache\.[0-9a-z]{6}\.euw1\.cache\.amazonaws\.com$/,
    );
    assert.equal(made.outputs["primaryEndpointAddress"], "");
    assert.equal(made.outputs["engineVersionActual"], "8.2.0");
    assert.equal(made.outputs["clusterEnabled"], true);
    assert.equal(made.outputs["arn"], `arn:aws:elasticache:eu-west-1:${ACCOUNT}:replicationgroup:acme-cache`);
    assert.deepEqual(made.outputs["memberClusters"], [
      "acme-cache-0001-001",
      "acme-cache-0001-002",
      "acme-cache-0002-001",
      "acme-cache-0002-002",
    ]);
    const single = {
      replicationGroupId: "single",
      clusterMode: "disabled",
      parameterGroupName: undefined,
      numNodeGroups: 1,
    };
    const simple = await make(single, "single");
    assert.match(text(simple, "primaryEndpointAddress"), /^master\.single\.[0-9a-z]{6}\.euw1\.cache\.amazonaws\.com$/);
    assert.match(text(simple, "readerEndpointAddress"), /^replica\.single\./);
  });

  it("grows, shrinks and changes its node type in place", async () => {
    const made = await make();
    const smaller = await change(made, {
      numNodeGroups: 1,
      replicasPerNodeGroup: 0,
      multiAzEnabled: false,
      nodeType: "cache.t4g.micro",
    });
    assert.deepEqual(smaller.outputs["memberClusters"], ["acme-cache-0001-001"]);
    assert.equal(smaller.outputs["configurationEndpointAddress"], made.outputs["configurationEndpointAddress"]);
  });

  it("is replaced by another key, port or subnet group, an older version or another engine", async () => {
    const made = await make();
    const replacing = (news: object): readonly string[] => cloud.replacing(made, { ...inputs, ...news });
    assert.deepEqual(replacing({ port: 6380, subnetGroupName: "other" }), ["port", "subnetGroupName"]);
    assert.deepEqual(replacing({ engineVersion: "8.1" }), ["engineVersion"]);
    assert.deepEqual(replacing({ engine: "redis", engineVersion: "7.1" }), ["engine"]);
    const redis = {
      replicationGroupId: "redis",
      engine: "redis",
      engineVersion: "7.1",
      parameterGroupName: "default.redis7.cluster.on",
      userGroupIds: [],
    };
    const old = await make(redis, "redis");
    assert.deepEqual(cloud.replacing(old, { ...inputs, ...redis, engine: "valkey", engineVersion: "8.2" }), []);
  });

  it("has an id of its own, a version and a node type that exist", async () => {
    await refused(
      make({ engineVersion: "9.0" }),
      `${creating} api error InvalidParameterCombination: Cannot find version 9.0 for valkey`,
    );
    await refused(
      make({ nodeType: "cache.r9g.large" }),
      `${creating} api error InvalidParameterValue: Instance type cache.r9g.large is not supported`,
    );
    await make();
    await refused(make(), `${creating} ReplicationGroupAlreadyExists: Replication group acme-cache already exists.`);
    assert.deepEqual(
      cloud.failures(GROUP, {
        ...inputs,
        replicationGroupId: "a".repeat(41),
        replicasPerNodeGroup: 6,
        snapshotRetentionLimit: 36,
      }),
      [
        `replicationGroupId: "replication_group_id" cannot be longer than 40 characters`,
        "replicasPerNodeGroup: expected replicas_per_node_group to be in the range (0 - 5), got 6",
        "snapshotRetentionLimit: expected snapshot_retention_limit to be in the range (0 - 35), got 36",
      ],
    );
  });

  it("fails over where it must, and over zones only with replicas", async () => {
    await refused(
      make({ automaticFailoverEnabled: false, multiAzEnabled: undefined }),
      `${creating} api error InvalidParameterCombination: Redis with cluster mode enabled cannot be created with auto failover turned off.`,
    );
    await refused(
      make({ replicasPerNodeGroup: 0 }),
      `${creating} api error InvalidParameterCombination: Must have at least one replica per node group to enable Multi-AZ.`,
    );
    assert.deepEqual(cloud.failures(GROUP, { ...inputs, automaticFailoverEnabled: false }), [
      "multiAzEnabled: automatic_failover_enabled must be true if multi_az_enabled is true",
    ]);
  });

  it("names a parameter group of its family that agrees with cluster mode", async () => {
    await refused(
      make({ parameterGroupName: "lost" }),
      `${creating.replace("400", "404")} CacheParameterGroupNotFound: CacheParameterGroup lost not found.`,
    );
    await refused(
      make({ parameterGroupName: "default.redis7.cluster.on" }),
      `${creating} api error InvalidParameterCombination: Expected a parameter group of family valkey8 but found one of family redis7`,
    );
    await refused(
      make({ parameterGroupName: "default.valkey8" }),
      `${creating} api error InvalidParameterCombination: When using Redis with cluster mode enabled, the cluster-enabled parameter of the parameter group must be set to yes.`,
    );
  });

  it("needs subnets, groups, key, users and log groups that exist", async () => {
    await refused(
      make({ subnetGroupName: "lost" }),
      `${creating} CacheSubnetGroupNotFoundFault: Cache Subnet Group lost does not exist.`,
    );
    await refused(
      make({ securityGroupIds: ["sg-0"] }),
      `${creating} api error InvalidParameterValue: Some security groups are invalid, failed operation due to missing security group: sg-0`,
    );
    const key = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`;
    await refused(make({ kmsKeyId: key }), `${creating} InvalidKMSKeyFault: The KMS key supplied is not valid: ${key}`);
    await refused(
      make({ userGroupIds: ["lost"] }),
      `${creating.replace("400", "404")} UserGroupNotFoundFault: User Group lost not found.`,
    );
    await refused(
      make({ transitEncryptionEnabled: false }),
      `${creating} api error InvalidParameterCombination: User group based access control requires encryption-in-transit to be enabled.`,
    );
    await refused(
      make({
        logDeliveryConfigurations: [
          { destination: "/lost", destinationType: "cloudwatch-logs", logFormat: "json", logType: "slow-log" },
        ],
      }),
      `${creating} api error InvalidParameterValue: Destination log group /lost does not exist.`,
    );
    await refused(
      make({ snapshotWindow: "04:30-05:30" }),
      `${creating} api error InvalidParameterValue: The snapshot window and maintenance window must not overlap.`,
    );
  });

  it("turns cluster mode and encryption on in the steps that AWS asks for", async () => {
    const made = await make();
    await refused(
      change(made, { clusterMode: "compatible" }),
      `${changing} api error InvalidParameterCombination: Cluster mode cannot be turned off once it is enabled.`,
    );
    const plain = {
      replicationGroupId: "plain",
      clusterMode: "disabled",
      numNodeGroups: 1,
      parameterGroupName: undefined,
      transitEncryptionEnabled: false,
      userGroupIds: [],
    };
    const open = await make(plain, "plain");
    const changingPlain = changing.replace("acme-cache", "plain");
    await refused(
      change(open, { ...plain, clusterMode: "enabled", parameterGroupName: "acme-cache" }),
      `${changingPlain} api error InvalidParameterCombination: To modify cluster mode from disabled to enabled, set it to compatible first.`,
    );
    await refused(
      change(open, { ...plain, transitEncryptionEnabled: true }),
      `${changingPlain} api error InvalidParameterCombination: To enable encryption in transit, set the transit encryption mode to preferred first.`,
    );
    await change(open, { ...plain, transitEncryptionEnabled: true, transitEncryptionMode: "preferred" });
  });

  it("keeps what it uses, and leaves a final snapshot that a person can read", async () => {
    const made = await make({ finalSnapshotIdentifier: "acme-cache-final" });
    const [parameters, subnets, users] = [PARAMETERS, SUBNETS, USERS].map((type) => cloud.records(type)[0]);
    assert.ok(parameters && subnets && users);
    const asMade = (type: string, id: string): Made => ({ type, name: "test", id, inputs: {}, outputs: {} });
    await refused(
      cloud.remove(asMade(PARAMETERS, parameters.id)),
      `${cache("deleting ElastiCache Parameter Group (acme-cache)", "DeleteCacheParameterGroup")} InvalidCacheParameterGroupState: One or more cache clusters are still members of this parameter group acme-cache, so the group cannot be deleted.`,
    );
    await refused(
      cloud.remove(asMade(SUBNETS, subnets.id)),
      `${cache("deleting ElastiCache Subnet Group (acme-cache)", "DeleteCacheSubnetGroup")} CacheSubnetGroupInUse: Cache subnet group acme-cache is currently in use by a cache cluster.`,
    );
    await refused(
      cloud.remove(asMade(USERS, users.id)),
      `${cache("deleting ElastiCache User Group (acme-users)", "DeleteUserGroup")} InvalidUserGroupState: User Group acme-users is associated with replication group acme-cache; disassociate it before you delete it.`,
    );
    await refused(
      cloud.remove(network.group),
      `deleting Security Group (${network.group.id}): operation error EC2: DeleteSecurityGroup, https response error StatusCode: 400, api error DependencyViolation: resource ${network.group.id} has a dependent object`,
    );
    await cloud.remove(made);
    assert.equal(
      cloud.record("elasticache/snapshot:Snapshot", "acme-cache-final")?.inputs["replicationGroupId"],
      "acme-cache",
    );
    await cloud.remove(network.group);
  });
});
