import assert from "node:assert/strict";
import { plannedResources, sizeOf } from "../../cli/stack-size.ts";
import { begun, done, said } from "../harness/engine-events.ts";

const STACK = "urn:pulumi:acme-production::leasehold";
const TENANT = "leasehold:stack:Tenant";

function resource(parents: readonly string[], type: string, name: string): { urn: string; type: string } {
  return { urn: `${STACK}::${[...parents, type].join("$")}::${name}`, type };
}

const DATABASE = [TENANT, "leasehold:aws:Database"];
const RESOURCES = [
  resource([], "pulumi:pulumi:Stack", "leasehold-acme-production"),
  resource([], "pulumi:providers:aws", "aws"),
  resource([], TENANT, "acme-production"),
  resource([TENANT], "leasehold:aws:Database", "acme-database"),
  resource(DATABASE, "aws:rds/cluster:Cluster", "acme-db"),
  resource(DATABASE, "aws:rds/clusterInstance:ClusterInstance", "acme-db-writer"),
  resource(DATABASE, "aws:rds/clusterInstance:ClusterInstance", "acme-db-reader"),
  resource([TENANT, "leasehold:aws:ApiQuotas"], "aws:iam/role:Role", "acme-quota"),
  resource([TENANT], "random:index/randomPassword:RandomPassword", "acme-password"),
];

describe("the size of a stack", () => {
  it("is counted by role and type, most first, with what only the engine knows apart", () => {
    assert.deepEqual(sizeOf(RESOURCES), {
      roles: [
        {
          role: "database",
          resources: 3,
          types: [
            { type: "aws:rds/clusterInstance:ClusterInstance", count: 2 },
            { type: "aws:rds/cluster:Cluster", count: 1 },
          ],
        },
        { role: "apiQuotas", resources: 1, types: [{ type: "aws:iam/role:Role", count: 1 }] },
        { role: "stack", resources: 1, types: [{ type: "random:index/randomPassword:RandomPassword", count: 1 }] },
      ],
      cloud: 5,
      engine: 4,
      total: 9,
    });
  });

  it("counts each URN once: the engine tells of a component twice", () => {
    assert.deepEqual(sizeOf([...RESOURCES, ...RESOURCES]), sizeOf(RESOURCES));
  });

  it("is nothing for nothing", () => {
    assert.deepEqual(sizeOf([]), { roles: [], cloud: 0, engine: 0, total: 0 });
  });

  it("of a plan is what is there afterwards: new and kept, not what goes", () => {
    const planned = plannedResources([
      begun("create", "bucket", "acme-data"),
      done("create", "bucket", "acme-data"),
      done("same", "key", "acme-key"),
      done("update", "cluster", "acme-db"),
      done("delete", "role", "acme-app"),
      done("delete-replaced", "policy", "acme-policy"),
      done("create-replacement", "policy", "acme-policy"),
      said("warning", "deprecated"),
    ]);
    assert.deepEqual(
      planned.map(({ type }) => type),
      ["aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:rds/cluster:Cluster", "aws:s3/bucketPolicy:BucketPolicy"],
    );
    assert.equal(sizeOf(planned).cloud, 4);
  });
});
