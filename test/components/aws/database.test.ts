import assert from "node:assert/strict";
import { AwsDatabase } from "../../../components/aws/database.ts";
import { databaseUsers } from "../../../components/aws/database-access.ts";
import { find, isTaggable, listed, recordAws, tagsOf } from "../../harness/aws-recording.ts";
import { recordDatabase } from "../../harness/recorded-stores.ts";
import type { Registration } from "../../harness/recorded-registrations.ts";
import { DEDICATED_CASES, STORE_CASES, storeFixture } from "../../harness/store-blueprints.ts";
import type { StoreCase } from "../../harness/store-blueprints.ts";
import { databaseArgs, valueOf } from "../../harness/store-wiring.ts";

/** What AWS replaces a cluster, a node, a subnet group or a global database for (`replaceOn` of the replacement facts). */
const REPLACING_INPUTS: Readonly<Record<string, readonly string[]>> = {
  "aws:rds/cluster:Cluster": [
    "availabilityZones",
    "clusterIdentifier",
    "clusterIdentifierPrefix",
    "clusterScalabilityType",
    "databaseName",
    "dbSubnetGroupName",
    "dbSystemId",
    "engine",
    "engineMode",
    "kmsKeyId",
    "masterUsername",
    "region",
    "restoreToPointInTime",
    "s3Import",
    "snapshotIdentifier",
    "sourceRegion",
    "storageEncrypted",
  ],
  "aws:rds/subnetGroup:SubnetGroup": ["name", "namePrefix", "region"],
  "aws:rds/clusterInstance:ClusterInstance": [
    "availabilityZone",
    "clusterIdentifier",
    "dbSubnetGroupName",
    "engine",
    "identifier",
    "region",
  ],
};

function replacingInputs({ type, inputs }: Registration): Record<string, unknown> {
  return Object.fromEntries((REPLACING_INPUTS[type] ?? []).map((input) => [input, inputs[input]]));
}

const EVERY_TIER = [
  "aws:cloudwatch/logGroup:LogGroup database-log-iam-db-auth-error",
  "aws:cloudwatch/logGroup:LogGroup database-log-postgresql",
  "aws:cloudwatch/logGroup:LogGroup database-log-proxy",
  "aws:ec2/securityGroup:SecurityGroup database-security-group",
  "aws:iam/rolePolicy:RolePolicy database-grant-admin",
  "aws:iam/rolePolicy:RolePolicy database-grant-app",
  "aws:iam/rolePolicy:RolePolicy database-grant-backup",
  "aws:iam/rolePolicy:RolePolicy database-grant-migration",
  "aws:rds/cluster:Cluster database-cluster",
  "aws:rds/clusterInstance:ClusterInstance database-writer",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup database-cluster-parameters",
  "aws:rds/parameterGroup:ParameterGroup database-node-parameters",
  "aws:rds/subnetGroup:SubnetGroup database-subnet-group",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule database-security-group-ingress-workloads",
];
const MONITORED = [
  "aws:iam/role:Role database-monitoring-role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment database-monitoring-role-policy",
];
const WITH_PROXY = [
  "aws:ec2/securityGroup:SecurityGroup database-proxy-security-group",
  "aws:iam/role:Role database-proxy-role",
  "aws:iam/rolePolicy:RolePolicy database-proxy-role-policy",
  "aws:rds/proxy:Proxy database-proxy",
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup database-proxy-pool",
  "aws:rds/proxyTarget:ProxyTarget database-proxy-target",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule database-proxy-security-group-egress-database",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule database-proxy-security-group-ingress-workloads",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule database-security-group-ingress-proxy",
];
const READER_B = "aws:rds/clusterInstance:ClusterInstance database-reader-b";
const READER_C = "aws:rds/clusterInstance:ClusterInstance database-reader-c";
const GLOBAL = "aws:rds/globalCluster:GlobalCluster database-global";

const EXPECTED: Readonly<Record<StoreCase, readonly string[]>> = {
  development: EVERY_TIER,
  standard: [...EVERY_TIER, ...MONITORED],
  premium: [...EVERY_TIER, ...MONITORED, ...WITH_PROXY, READER_B],
  enterprise: [...EVERY_TIER, ...MONITORED, ...WITH_PROXY, READER_B, READER_C, GLOBAL],
};

/** Of a whole enterprise database, what AWS gives no tags. */
const UNTAGGABLE = EXPECTED.enterprise.filter((entry) =>
  ["RolePolicy ", "RolePolicyAttachment ", "ProxyDefaultTargetGroup ", "ProxyTarget "].some((type) =>
    entry.includes(`:${type}`),
  ),
);

describe("AwsDatabase", () => {
  for (const storeCase of STORE_CASES) {
    it(`registers exactly these resources in ${storeCase}`, async () => {
      assert.deepEqual(listed(await recordDatabase(storeCase)), [...EXPECTED[storeCase]].sort());
    });
  }

  it("gives each resource its component as parent and the stack's own provider", async () => {
    const { registrations } = await recordDatabase("enterprise");
    const children = registrations.filter(({ custom, type }) => custom && type.startsWith("aws:"));
    assert.equal(children.length, EXPECTED.enterprise.length);
    for (const child of children)
      assert.deepEqual([child.name, child.parent, child.provider], [child.name, "acme-production-database", "aws"]);
  });

  it("labels everything that can be labelled with all eight labels", async () => {
    const recording = await recordDatabase("enterprise");
    const taggable = recording.registrations.filter(({ type }) => isTaggable(type));
    assert.equal(taggable.length, EXPECTED.enterprise.length - UNTAGGABLE.length);
    assert.deepEqual(
      UNTAGGABLE.filter((entry) => isTaggable(entry.split(" ")[0] ?? "")),
      [],
    );
    for (const registration of taggable) {
      const { component, tenant, tier, environment, region, owner, ...rest } = tagsOf(recording, registration);
      assert.deepEqual(
        { component, tenant, tier, environment, region, owner, "managed-by": rest["managed-by"] },
        {
          component: "database",
          tenant: "acme",
          tier: "enterprise",
          environment: "production",
          region: "eu-west-1",
          owner: "platform-acme-example",
          "managed-by": "leasehold",
        },
      );
      assert.match(String(rest["data-class"]), /^(none|internal|confidential)$/);
    }
  });

  it("refuses secrets without the master password", async () => {
    await assert.rejects(
      recordAws(storeFixture("standard"), (options) => {
        return new AwsDatabase("acme-production-database", { ...databaseArgs("standard"), generated: {} }, options);
      }),
      new Error("the stack's secrets hold no generated database-master, which the database's master user needs"),
    );
  });

  it("never changes between dedicated tiers what would replace a cluster, its subnet group or a node", async () => {
    const smallest = await recordDatabase("standard");
    assert.equal(replacingInputs(find(smallest, "database-cluster"))["masterUsername"], "leasehold");
    for (const storeCase of DEDICATED_CASES) {
      const recording = await recordDatabase(storeCase);
      for (const name of ["database-cluster", "database-subnet-group", "database-writer"]) {
        assert.deepEqual(
          replacingInputs(find(recording, name)),
          replacingInputs(find(smallest, name)),
          `${storeCase} ${name}`,
        );
      }
    }
  });

  it("protects what holds data and what leads to it, and lets readers go", async () => {
    const recording = await recordDatabase("enterprise");
    const isProtected = (name: string): readonly [boolean, boolean] => {
      const { protect, retainOnDelete } = find(recording, name);
      return [protect, retainOnDelete];
    };
    assert.deepEqual(isProtected("database-cluster"), [true, true]);
    assert.deepEqual(isProtected("database-global"), [true, true]);
    assert.deepEqual(isProtected("database-subnet-group"), [true, true]);
    assert.deepEqual(isProtected("database-log-postgresql"), [false, true]);
    assert.deepEqual(isProtected("database-cluster-parameters"), [false, false]);
    assert.deepEqual(isProtected("database-reader-b"), [false, false]);
    assert.deepEqual(isProtected("database-proxy"), [false, false]);
  });

  it("lets a stack on its way out go, with a snapshot named after the key that reads it", async () => {
    const recording = await recordDatabase("standard", {}, "decommissioning");
    const { inputs, protect, retainOnDelete } = find(recording, "database-cluster");
    assert.deepEqual([protect, retainOnDelete, inputs["deletionProtection"]], [false, false, false]);
    assert.deepEqual(
      [inputs["skipFinalSnapshot"], inputs["finalSnapshotIdentifier"]],
      [false, "acme-production-database-final-0a1b2c3d"],
    );
    assert.equal(inputs["deleteAutomatedBackups"], false);
    assert.equal(find(recording, "database-log-postgresql").retainOnDelete, true);
  });

  it("leaves nothing of a disposable stack behind, pauses it, and changes it at once", async () => {
    const recording = await recordDatabase("development");
    const { inputs, protect, retainOnDelete } = find(recording, "database-cluster");
    assert.deepEqual([protect, retainOnDelete, inputs["deletionProtection"]], [false, false, false]);
    assert.deepEqual([inputs["skipFinalSnapshot"], inputs["deleteAutomatedBackups"]], [true, true]);
    assert.equal("finalSnapshotIdentifier" in inputs, false);
    assert.equal(inputs["applyImmediately"], true);
    assert.equal(inputs["clusterIdentifier"], "acme-development-database");
    assert.deepEqual(inputs["serverlessv2ScalingConfiguration"], {
      minCapacity: 0,
      maxCapacity: 2,
      secondsUntilAutoPause: 600,
    });
    assert.equal(find(recording, "database-writer").inputs["instanceClass"], "db.serverless");
  });
});

describe("contract of AwsDatabase", () => {
  it("names users that PostgreSQL takes without quotes", () => {
    assert.deepEqual(databaseUsers("big-corp-2"), {
      app: "big_corp_2_app",
      migration: "big_corp_2_migration",
      admin: "big_corp_2_admin",
    });
  });

  it("offers hosts, port, users and the reference to the master secret", async () => {
    const { result } = await recordDatabase("premium");
    assert.ok(result.proxyHost);
    assert.equal(await valueOf(result.host), "acme-production-database.cluster-abc123.eu-west-1.rds.amazonaws.com");
    assert.equal(
      await valueOf(result.readerHost),
      "acme-production-database.cluster-ro-abc123.eu-west-1.rds.amazonaws.com",
    );
    assert.equal(await valueOf(result.proxyHost), "acme-production-database.proxy-abc123.eu-west-1.rds.amazonaws.com");
    assert.equal(await valueOf(result.masterSecretId), "arn:aws:secretsmanager:master");
    assert.deepEqual([result.port, result.databaseName], [5432, "app"]);
    assert.deepEqual(result.users, { app: "acme_app", migration: "acme_migration", admin: "acme_admin" });
  });

  it("offers no proxy below premium", async () => {
    assert.equal((await recordDatabase("standard")).result.proxyHost, undefined);
  });
});
