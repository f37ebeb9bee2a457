import assert from "node:assert/strict";
import { UNKNOWN } from "../../sandbox/clouds/properties.ts";
import type { ResourceType } from "../../sandbox/clouds/resource-type.ts";
import { cloudProvider, factsOf } from "./cloud-fixture.ts";
import { ProviderClient } from "./provider-client.ts";

const WIDGET = "aws:test/widget:Widget";
const NOTHING = { create: () => ({ id: "id", outputs: {} }) };

const widget: ResourceType = {
  ...NOTHING,
  token: WIDGET,
  facts: factsOf(WIDGET, {
    inputs: [
      "name",
      "region",
      "size",
      "block",
      "counted",
      "rules",
      "set",
      "policy",
      "password",
      "passwordVersion",
      "filled",
      "grade",
      "tags",
    ],
    replaceOn: ["name", "region", "block.kind", "counted#", "rules.id", "filled"],
    cloudFills: ["filled", "block.filled"],
    writeOnly: ["password"],
  }),
  sets: ["set", "rules.set"],
  jsonText: ["policy"],
  // As storageType of an RDS cluster: replaces unless the grade is low.
  replaces: (_olds, news) => (news["grade"] === "high" ? ["size"] : []),
  keeps: (olds) => (olds["name"] === "imported" ? ["name"] : []),
};

describe("what a change of inputs means", () => {
  let client: ProviderClient;
  before(async () => {
    const types = [
      widget,
      { ...NOTHING, token: "aws:rds/cluster:Cluster" },
      { ...NOTHING, token: "aws:opensearch/domain:Domain" },
    ];
    client = await ProviderClient.serve(cloudProvider({ types }));
  });
  after(() => client.close());

  const changes = async (olds: Record<string, unknown>, news: Record<string, unknown>): Promise<readonly string[]> =>
    (await client.diff(WIDGET, "w", olds, news)).changes;

  it("is nothing when nothing changed, whatever the provider filled in", async () => {
    const same = { size: 1, block: { kind: "a" }, rules: [{ id: 1 }] };
    assert.deepEqual(await client.diff(WIDGET, "w", { ...same, __defaults: ["size"] }, { ...same, __defaults: [] }), {
      changes: [],
      diffs: [],
      replaces: [],
      deleteBeforeReplace: false,
      isChanged: false,
    });
  });

  it("names each changed leaf, and what came or went as a whole", async () => {
    const result = await client.diff(
      WIDGET,
      "w",
      { size: 1, tags: { a: "1", "b.c": "2" }, rules: [{ n: 1 }, { n: 2 }] },
      { size: 2, tags: { a: "1", "b.c": "3", d: "4" }, rules: [{ n: 1 }] },
    );
    assert.deepEqual(result, {
      changes: ["rules[1] delete", "size update", "tags.d add", `tags["b.c"] update`],
      diffs: ["rules", "size", "tags"],
      replaces: [],
      deleteBeforeReplace: false,
      isChanged: true,
    });
  });

  it("replaces for an input that only a creation sets, and for what lies below it", async () => {
    assert.deepEqual(await changes({ region: "eu-west-1" }, { region: "eu-central-1" }), ["region update!"]);
    assert.deepEqual(await changes({ block: { kind: "a", n: 1 } }, { block: { kind: "b", n: 2 } }), [
      "block.kind update!",
      "block.n update",
    ]);
    assert.deepEqual(await changes({ rules: [{ id: 1 }, { id: 2, n: 1 }] }, { rules: [{ id: 1 }, { id: 3, n: 2 }] }), [
      "rules[1].id update!",
      "rules[1].n update",
    ]);
  });

  it("replaces when a block comes or goes that holds such an input, and not when it does not hold it", async () => {
    assert.deepEqual(await changes({}, { block: { kind: "a" } }), ["block add!"]);
    assert.deepEqual(await changes({ block: { kind: "a" } }, {}), ["block delete!"]);
    assert.deepEqual(await changes({}, { block: { n: 1 } }), ["block add"]);
    assert.deepEqual(await changes({ rules: [] }, { rules: [{ id: 1 }] }), ["rules add!"]);
  });

  it("replaces for the number of blocks, not for their content, where the rule counts blocks", async () => {
    assert.deepEqual(await changes({ counted: { n: 1 } }, { counted: { n: 2 } }), ["counted.n update"]);
    assert.deepEqual(await changes({ counted: { n: 1 } }, {}), ["counted delete!"]);
    assert.deepEqual(await changes({ counted: [{ n: 1 }] }, { counted: [{ n: 1 }, { n: 2 }] }), ["counted[1] add!"]);
  });

  it("replaces under the conditions that the type knows", async () => {
    assert.deepEqual(await changes({ grade: "low", size: 1 }, { grade: "low", size: 2 }), ["size update"]);
    assert.deepEqual(await changes({ grade: "high", size: 1 }, { grade: "high", size: 2 }), ["size update!"]);
    assert.deepEqual(await changes({ name: "imported" }, { name: "other" }), ["name update"]);
  });

  it("deletes first when the program fixed the name, and last when the provider gave it", async () => {
    const fixed = await client.diff(
      WIDGET,
      "w",
      { name: "a", region: "x", __defaults: [] },
      { name: "a", region: "y", __defaults: [] },
    );
    assert.deepEqual([fixed.replaces, fixed.deleteBeforeReplace], [["region"], true]);
    const given = await client.diff(
      WIDGET,
      "w",
      { name: "a", region: "x", __defaults: ["name"] },
      { name: "a", region: "y", __defaults: ["name"] },
    );
    assert.deepEqual([given.replaces, given.deleteBeforeReplace], [["region"], false]);
    const inPlace = await client.diff(
      WIDGET,
      "w",
      { name: "a", size: 1, __defaults: [] },
      { name: "a", size: 2, __defaults: [] },
    );
    assert.equal(inPlace.deleteBeforeReplace, false);
  });

  it("takes an unknown value for a change, and for a replacement where the input replaces", async () => {
    assert.deepEqual(await changes({ size: 1, region: "x" }, { size: UNKNOWN, region: UNKNOWN }), [
      "region update!",
      "size update",
    ]);
  });

  it("ignores a write-only value and counts its version", async () => {
    assert.deepEqual(await changes({ password: "a", passwordVersion: 1 }, { password: "b", passwordVersion: 1 }), []);
    assert.deepEqual(await changes({ password: "a", passwordVersion: 1 }, { password: "b", passwordVersion: 2 }), [
      "passwordVersion update",
    ]);
  });

  it("is nothing when what the cloud fills is left out, or asked for as it is", async () => {
    assert.deepEqual(await changes({ filled: "x", block: { kind: "a", filled: 1 } }, { block: { kind: "a" } }), []);
    assert.deepEqual((await client.diff(WIDGET, "w", {}, { filled: "x" }, { filled: "x" })).changes, []);
    assert.deepEqual((await client.diff(WIDGET, "w", {}, { filled: "y" }, { filled: "x" })).changes, ["filled add!"]);
  });

  it("does not tell an empty list, an empty block and none apart", async () => {
    assert.deepEqual(await changes({ rules: [], block: {} }, {}), []);
    assert.deepEqual(await changes({}, { rules: [], tags: {} }), []);
  });

  it("compares sets without order, and lists with it", async () => {
    assert.deepEqual(await changes({ set: ["a", "b"] }, { set: ["b", "a"] }), []);
    assert.deepEqual(await changes({ set: ["a", "b", "c"] }, { set: ["c", "d"] }), ["set[0] delete", "set[1] update"]);
    assert.deepEqual(await changes({ rules: [{ set: [1, 2] }] }, { rules: [{ set: [2, 1, 3] }] }), [
      "rules[0].set[2] add",
    ]);
    assert.deepEqual(await changes({ rules: [{ n: 1 }, { n: 2 }] }, { rules: [{ n: 2 }, { n: 1 }] }), [
      "rules[0].n update",
      "rules[1].n update",
    ]);
  });

  it("compares policies by meaning", async () => {
    const one = '{"Statement":[{"Action":["s3:Get*"],"Resource":["b","a"]}],"Version":"2012-10-17"}';
    const same = '{ "Version": "2012-10-17", "Statement": [{ "Resource": ["a", "b"], "Action": "s3:Get*" }] }';
    assert.deepEqual(await changes({ policy: one }, { policy: same }), []);
    assert.deepEqual(await changes({ policy: one }, { policy: same.replace("s3:Get*", "s3:*") }), ["policy update"]);
    assert.deepEqual(await changes({ policy: "{" }, { policy: "{ " }), ["policy update"]);
  });

  it("follows the facts of a real store: its key replaces it, its version and size do not", async () => {
    const cluster = { engine: "aurora-postgresql", engineVersion: "16.6", kmsKeyId: "k1", backupRetentionPeriod: 7 };
    const result = await client.diff("aws:rds/cluster:Cluster", "db", cluster, {
      ...cluster,
      engineVersion: "16.8",
      kmsKeyId: "k2",
      backupRetentionPeriod: 35,
    });
    assert.deepEqual(result.changes, ["backupRetentionPeriod update", "engineVersion update", "kmsKeyId update!"]);
  });
});
