/** Up two tiers and down again on the real engine: every store stays the one it was. All pairs: all-pairs.ts. */
import assert from "node:assert/strict";
import * as z from "zod";
import { parseFloors } from "../../tiers/floors.ts";
import { EngineSandbox, type CloudFile } from "../harness/engine-sandbox.ts";
import { changeTier, CHANGING_STACK, type Moved, moveToTier, type TierChange } from "../harness/tier-change.ts";

/** What holds data, by type. */
const STORES = [
  "aws:rds/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:s3/bucket:Bucket",
  "aws:kms/key:Key",
  "aws:secretsmanager/secret:Secret",
];

const policyDocument = z.object({
  Statement: z.array(z.looseObject({ Sid: z.string(), Effect: z.string(), Action: z.unknown() })),
});

describe("moving between tiers", function () {
  this.timeout(300_000);

  let sandbox: EngineSandbox;
  const ids: Record<string, readonly string[]> = {};
  const changes: Record<string, Moved> = {};
  let outputs: TierChange["outputs"];
  before(async () => {
    sandbox = await EngineSandbox.make();
    // Plan and policy pack look at the way down, which asks most of them; a first up is judged elsewhere.
    await changeTier(sandbox, "standard", "aws", "--no-policies");
    ids["standard"] = storeIds();
    changes["premium"] = await changeTier(sandbox, "premium", "aws", "--no-policies");
    ids["premium"] = storeIds();
    changes["enterprise"] = await moveToTier(sandbox, "enterprise", "aws");
    ids["enterprise"] = storeIds();
    const down = await changeTier(sandbox, "standard");
    changes["standard again"] = down;
    ({ outputs } = down);
    ids["standard again"] = storeIds();
  });
  after(() => sandbox.dispose());

  const storeIds = (): string[] => STORES.flatMap((type) => sandbox.cloud(type).map(({ id }) => id)).sort();
  const records = (type: string): readonly CloudFile[] => sandbox.cloud(type);
  const floors = () => parseFloors(outputs["floors"]);

  it("neither deletes nor replaces a store, what supports one, or the cache, up or down", () => {
    for (const [step, { lost }] of Object.entries(changes)) assert.deepEqual(lost, [], step);
  });

  it("keeps every store of the tier before, and adds to them", () => {
    const [standard = [], premium = [], enterprise = [], again = []] = Object.values(ids);
    assert.deepEqual(
      standard.filter((id) => !premium.includes(id)),
      [],
    );
    assert.deepEqual(
      premium.filter((id) => !enterprise.includes(id)),
      [],
    );
    assert.deepEqual(again, enterprise);
    assert.deepEqual([standard.length, premium.length, enterprise.length], [10, 13, 15]);
  });

  it("keeps as floors what cannot go down again", () => {
    const { storageGib, globalCluster, backupLocked, replicaRegion, accessLogs, buckets, secrets } = floors();
    assert.deepEqual(
      { storageGib, globalCluster, backupLocked, replicaRegion, accessLogs, secrets },
      {
        storageGib: 10_000,
        globalCluster: true,
        backupLocked: true,
        replicaRegion: "us-west-2",
        accessLogs: true,
        secrets: { "database-master": 1, application: 1 },
      },
    );
    assert.deepEqual(buckets.map(({ name }) => name).sort(), ["archive", "audit", "data"]);
  });

  it("leaves the cluster in its global cluster, and the keys their replicas", () => {
    assert.equal(records("aws:rds/globalCluster:GlobalCluster").length, 1);
    assert.equal(records("aws:kms/replicaKey:ReplicaKey").length, 4);
  });

  it("retires the buckets that the lower tier does not have: they are there, readable, and refuse to be written", () => {
    const policies = new Map(
      records("aws:s3/bucketPolicy:BucketPolicy").map(({ id, inputs }): [string, string[]] => [
        id.replace("globex-production-", "").replace("-222233334444-us-east-1", ""),
        policyDocument
          .parse(JSON.parse(String(inputs["policy"])))
          .Statement.filter(
            ({ Effect, Action }) => Effect === "Deny" && JSON.stringify(Action).includes("s3:PutObject"),
          )
          .map(({ Sid }) => Sid),
      ]),
    );
    const always = ["DenyOtherEncryption", "DenyOtherKeys"];
    assert.deepEqual(policies.get("archive"), [...always, "DenyWritesWhileRetired"]);
    assert.deepEqual(policies.get("audit"), [...always, "DenyWritesByPrincipals", "DenyWritesWhileRetired"]);
    assert.deepEqual(policies.get("data"), always);
  });

  it("is explained: the floor is named as what raised the value", async () => {
    const path = "database.globalCluster";
    const { exitCode, stdout } = await sandbox.leasehold(["explain", CHANGING_STACK, path, "--sandbox"]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^database\.globalCluster = true\n(?: {2}.*\n)* {2}true {2}floor/);
    const without = await sandbox.leasehold(["explain", CHANGING_STACK, path]);
    assert.match(without.stdout, /^database\.globalCluster = false\n/);
  });

  it("is at rest afterwards", async () => {
    const { exitCode, stdout } = await sandbox.leasehold(["preview", CHANGING_STACK, "--sandbox"]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^policies [^\n]*: \d+ hold, 2 waived\n/);
    assert.ok(stdout.endsWith(`\n${CHANGING_STACK}: nothing would change\n`), stdout);
  });

  it("is refused where it would leave data behind: another region, account or address block", async () => {
    sandbox.giveTenant("globex", { region: "us-west-2", account: "999988887777", network: { cidr: "10.30.0.0/18" } });
    const { exitCode, stderr } = await sandbox.leasehold(["up", CHANGING_STACK, "--sandbox"]);
    assert.equal(exitCode, 2);
    assert.deepEqual(
      stderr
        .trim()
        .split("\n")
        .map((line) => line.replace(/^error \S+globex\.yaml:\d+:\d+: /, "").replace(/;.*/, "")),
      [
        "region: got us-west-2, expected us-east-1 as at the first up of globex-production: in another region the data would stay behind",
        "account: got 999988887777, expected 222233334444 as at the first up of globex-production: in another account the data would stay behind",
        "network.cidr: got 10.30.0.0/20, expected 10.20.64.0/20 as at the first up of globex-production: another block replaces the network and every store in it",
      ],
    );
  });
});
