import assert from "node:assert/strict";
import * as fc from "fast-check";
import { cacheId, cacheUsers } from "../../../components/aws/cache-names.ts";
import { accessStrings } from "../../../components/aws/cache-users.ts";
import { ENVIRONMENTS } from "../../../tiers/vocabulary.ts";
import { find, statementOf } from "../../harness/aws-recording.ts";
import { recordCache } from "../../harness/recorded-stores.ts";
import { storeFixture } from "../../harness/store-blueprints.ts";

/** Longest ids a stack can have: a tenant's id has up to 24 characters. */
const stacks = fc
  .record({
    tenant: fc.stringMatching(/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/).filter((id) => !id.includes("--")),
    environment: fc.constantFrom(...ENVIRONMENTS),
  })
  .map(({ tenant, environment }) => ({
    ...storeFixture("standard").stack,
    tenant,
    environment,
    name: `${tenant}-${environment}`,
  }));

describe("users of AwsCache", () => {
  it("log in with an identity, under a name that is their id", async () => {
    const recording = await recordCache("standard");
    for (const workload of ["app", "migration", "admin"]) {
      const { inputs } = find(recording, `cache-user-${workload}`);
      assert.deepEqual(
        [inputs["userId"], inputs["userName"]],
        [`acme-production-${workload}`, `acme-production-${workload}`],
      );
      assert.deepEqual(inputs["authenticationMode"], { type: "iam" });
      assert.equal(inputs["engine"], "valkey");
    }
  });

  it("are the only ones in the group: no user default", async () => {
    const { inputs } = find(await recordCache("standard"), "cache-user-group");
    assert.deepEqual(inputs["userIds"], ["acme-production-app", "acme-production-migration", "acme-production-admin"]);
  });

  it("see the tenant's keys and channels only, and may do what their work needs", () => {
    assert.deepEqual(accessStrings("acme"), {
      app: "on ~acme:* &acme:* +@all -@admin -@dangerous +info +cluster|info +cluster|nodes +cluster|shards +cluster|slots",
      migration:
        "on ~acme:* &acme:* +@all -@admin -@dangerous +info +cluster|info +cluster|nodes +cluster|shards +cluster|slots +flushdb +keys",
      admin:
        "on ~acme:* &acme:* -@all +@read +@connection +info +cluster|info +cluster|nodes +cluster|shards +cluster|slots" +
        " +client|list +slowlog|get +slowlog|len",
    });
  });

  it("are granted the login at exactly this cache as exactly themselves", async () => {
    const grant = find(await recordCache("standard"), "cache-grant-app");
    assert.equal(grant.inputs["role"], "acme-production-app");
    assert.deepEqual(statementOf(grant, "LogIn"), {
      Sid: "LogIn",
      Effect: "Allow",
      Action: "elasticache:Connect",
      Resource: [
        "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:acme-production-cache",
        "arn:aws:elasticache:eu-west-1:111122223333:user:acme-production-app",
      ],
    });
  });
});

describe("ids of AwsCache", () => {
  it("are legal for ElastiCache, 40 characters at most and different from each other, however long the tenant's", () => {
    fc.assert(
      fc.property(stacks, (stack) => {
        const ids = [cacheId(stack), ...Object.values(cacheUsers(stack))];
        for (const id of ids) assert.match(id, /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
        assert.equal(new Set(ids).size, ids.length);
      }),
    );
  });
});
