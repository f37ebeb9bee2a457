import assert from "node:assert/strict";
import { find, isTaggable, listed, tagsOf } from "../../harness/aws-recording.ts";
import { recordCache } from "../../harness/recorded-stores.ts";
import { DEDICATED_CASES, STORE_CASES } from "../../harness/store-blueprints.ts";
import { keyArn, valueOf } from "../../harness/store-wiring.ts";

const EVERY_TIER = [
  "aws:cloudwatch/logGroup:LogGroup cache-engine-log",
  "aws:cloudwatch/logGroup:LogGroup cache-slow-log",
  "aws:ec2/securityGroup:SecurityGroup cache-security-group",
  "aws:elasticache/parameterGroup:ParameterGroup cache-parameters",
  "aws:elasticache/replicationGroup:ReplicationGroup cache-replication-group",
  "aws:elasticache/subnetGroup:SubnetGroup cache-subnet-group",
  "aws:elasticache/user:User cache-user-admin",
  "aws:elasticache/user:User cache-user-app",
  "aws:elasticache/user:User cache-user-migration",
  "aws:elasticache/userGroup:UserGroup cache-user-group",
  "aws:iam/rolePolicy:RolePolicy cache-grant-admin",
  "aws:iam/rolePolicy:RolePolicy cache-grant-app",
  "aws:iam/rolePolicy:RolePolicy cache-grant-migration",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule cache-security-group-ingress-workloads",
];

/** What AWS replaces a replication group for (`replaceOn` of the replacement facts, and those replaced by condition). */
const REPLACING_INPUTS = [
  "atRestEncryptionEnabled",
  "dataTieringEnabled",
  "durability",
  "engine",
  "engineVersion",
  "globalReplicationGroupId",
  "kmsKeyId",
  "networkType",
  "nodeGroupConfigurations",
  "port",
  "region",
  "replicationGroupId",
  "securityGroupNames",
  "snapshotArns",
  "snapshotName",
  "subnetGroupName",
  "transitEncryptionEnabled",
];

describe("AwsCache", () => {
  for (const storeCase of STORE_CASES) {
    it(`registers exactly these resources in ${storeCase}`, async () => {
      assert.deepEqual(listed(await recordCache(storeCase)), EVERY_TIER);
    });
  }

  it("labels everything that can be labelled with all eight labels", async () => {
    const recording = await recordCache("premium");
    const taggable = recording.registrations.filter(({ type }) => isTaggable(type));
    assert.equal(taggable.length, EVERY_TIER.length - 3);
    for (const registration of taggable) {
      const { Name, "data-class": dataClass, ...labels } = tagsOf(recording, registration);
      assert.equal(Name, registration.name);
      assert.match(String(dataClass), /^(none|confidential)$/);
      assert.deepEqual(labels, {
        component: "cache",
        tenant: "acme",
        tier: "premium",
        environment: "production",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
      });
    }
  });

  it("sets the replication group up as the blueprint says", async () => {
    const { tags, ...inputs } = find(await recordCache("enterprise"), "cache-replication-group").inputs;
    assert.ok(tags);
    assert.deepEqual(inputs, {
      applyImmediately: true,
      atRestEncryptionEnabled: true,
      autoMinorVersionUpgrade: true,
      automaticFailoverEnabled: true,
      clusterMode: "enabled",
      description: "Cache of acme-production",
      engine: "valkey",
      engineVersion: "8.1",
      finalSnapshotIdentifier: "acme-production-cache-final-0a1b2c3d",
      ipDiscovery: "ipv4",
      kmsKeyId: keyArn("data"),
      logDeliveryConfigurations: [
        {
          destination: "/aws/vendedlogs/elasticache/acme-production-cache/slow-log",
          destinationType: "cloudwatch-logs",
          logFormat: "json",
          logType: "slow-log",
        },
        {
          destination: "/aws/vendedlogs/elasticache/acme-production-cache/engine-log",
          destinationType: "cloudwatch-logs",
          logFormat: "json",
          logType: "engine-log",
        },
      ],
      maintenanceWindow: "sun:04:00-sun:05:00",
      multiAzEnabled: true,
      networkType: "ipv4",
      nodeType: "cache.r7g.large",
      numNodeGroups: 2,
      parameterGroupName: "acme-production-cache-parameters-0123456",
      port: 6379,
      replicasPerNodeGroup: 2,
      replicationGroupId: "acme-production-cache",
      securityGroupIds: ["acme-production-cache-security-group-id"],
      snapshotRetentionLimit: 7,
      snapshotWindow: "02:00-03:00",
      subnetGroupName: "acme-production-cache",
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: ["acme-production-cache"],
    });
  });

  it("is in cluster mode from the smallest tier on, with several zones only where there is a replica", async () => {
    const { inputs } = find(await recordCache("standard"), "cache-replication-group");
    assert.deepEqual(
      [
        inputs["clusterMode"],
        inputs["numNodeGroups"],
        inputs["replicasPerNodeGroup"],
        inputs["automaticFailoverEnabled"],
        inputs["multiAzEnabled"],
      ],
      ["enabled", 1, 0, true, false],
    );
  });

  it("never changes between dedicated tiers what would replace it", async () => {
    const replacing = async (storeCase: (typeof DEDICATED_CASES)[number]): Promise<unknown[]> => {
      const { inputs } = find(await recordCache(storeCase), "cache-replication-group");
      return REPLACING_INPUTS.map((input) => [input, inputs[input]]);
    };
    const smallest = await replacing("standard");
    for (const storeCase of DEDICATED_CASES) assert.deepEqual(await replacing(storeCase), smallest, storeCase);
  });

  it("is a copy: the engine may delete it, and the cloud keeps a last snapshot of one in use", async () => {
    const { inputs, protect, retainOnDelete } = find(await recordCache("standard"), "cache-replication-group");
    assert.deepEqual([protect, retainOnDelete], [false, false]);
    assert.equal(inputs["finalSnapshotIdentifier"], "acme-production-cache-final-0a1b2c3d");
  });

  it("leaves nothing of a disposable stack behind", async () => {
    const recording = await recordCache("development");
    assert.equal("finalSnapshotIdentifier" in find(recording, "cache-replication-group").inputs, false);
    const log = find(recording, "cache-slow-log");
    assert.deepEqual([log.protect, log.retainOnDelete, log.inputs["deletionProtectionEnabled"]], [false, false, false]);
  });

  it("has cluster mode, eviction and closed channels in its parameters", async () => {
    const { inputs } = find(await recordCache("standard"), "cache-parameters");
    assert.equal(inputs["family"], "valkey8");
    assert.deepEqual(inputs["parameters"], [
      { name: "cluster-enabled", value: "yes" },
      { name: "maxmemory-policy", value: "allkeys-lru" },
      { name: "reserved-memory-percent", value: "25" },
      { name: "acl-pubsub-default", value: "resetchannels" },
      { name: "latency-tracking", value: "yes" },
      { name: "slowlog-log-slower-than", value: "10000" },
      { name: "slowlog-max-len", value: "1024" },
    ]);
  });

  it("is reached from the workloads' group alone, in the data subnets of all three zones", async () => {
    const recording = await recordCache("standard");
    const rules = recording.registrations.filter(({ type }) => type.startsWith("aws:vpc/"));
    assert.deepEqual(
      rules.map(({ inputs }) => [
        inputs["securityGroupId"],
        inputs["referencedSecurityGroupId"],
        inputs["fromPort"],
        inputs["toPort"],
      ]),
      [["acme-production-cache-security-group-id", "sg-workloads", 6379, 6379]],
    );
    assert.deepEqual(find(recording, "cache-subnet-group").inputs["subnetIds"], [
      "subnet-data-a",
      "subnet-data-b",
      "subnet-data-c",
    ]);
  });

  it("offers its one address, port and users", async () => {
    const { result } = await recordCache("premium");
    assert.equal(await valueOf(result.host), "clustercfg.acme-production-cache.abc123.euw1.cache.amazonaws.com");
    assert.equal(
      await valueOf(result.cacheId),
      "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:acme-production-cache",
    );
    assert.equal(result.port, 6379);
    assert.deepEqual(result.users, {
      app: "acme-production-app",
      migration: "acme-production-migration",
      admin: "acme-production-admin",
    });
  });
});
