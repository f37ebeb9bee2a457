import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { textAt, UNKNOWN } from "../../sandbox/clouds/properties.ts";
import { CloudRefusal, type ResourceType } from "../../sandbox/clouds/resource-type.ts";
import { cloudProvider, cloudsFolder, factsOf, filesBelow, ProviderClient, textBelow } from "./provider-client.ts";

const STORE = "aws:test/store:Store";
const GROUP = "aws:test/group:Group";
const DEFAULT_GROUP = "aws:test/defaultGroup:DefaultGroup";
const ROLE = "aws:iam/role:Role";

const store: ResourceType = {
  token: STORE,
  facts: factsOf(STORE, {
    inputs: ["name", "version", "region", "password", "passwordWo", "passwordWoVersion", "protected", "users", "window", "tags"],
    cloudFills: ["window", "version"],
    computedOutputs: ["arn", "endpoint", "versionActual"],
    sensitive: ["password", "users.password"],
    writeOnly: ["passwordWo"],
    defaults: { protected: false },
  }),
  autoName: { property: "name", maxLength: 63 },
  refuseCreate: (inputs, context) =>
    context.cloud.find(STORE, (other) => other.id === inputs["name"] && other.region === context.region) && `store ${String(inputs["name"])} exists already`,
  create(inputs, { region, account, partition, hex }) {
    const name = textAt(inputs, "name") ?? "";
    const outputs = { arn: `arn:${partition}:test:${region}:${account}:store:${name}`, endpoint: `${name}.${hex(8)}.example`, window: "sun", versionActual: "1.2" };
    return { id: name, outputs: { ...outputs, name: "an output that repeats an input" } };
  },
  afterCreate: (record, context, writer) => writer.put({ type: DEFAULT_GROUP, id: `g-${record.id}`, inputs: {}, outputs: { owner: context.account } }),
  refuseUpdate: (old, inputs) => (inputs["version"] === "0" ? `store ${old.id} cannot be downgraded` : undefined),
  update: (old, inputs) => ({ ...old.outputs, versionActual: `${String(inputs["version"])}.9` }),
  recomputes: (olds, news) => (olds["version"] === news["version"] ? [] : ["versionActual"]),
  refuseDelete: (record) => (record.inputs["protected"] === true ? `store ${record.id} is protected` : undefined),
  leaves: (record) => (record.inputs["window"] === "kept" ? { ...record, outputs: { ...record.outputs, state: "gone" } } : undefined),
  isGone: (record) => record.outputs["state"] === "gone",
  afterDelete: (record, _context, writer) => writer.remove({ type: DEFAULT_GROUP, id: `g-${record.id}` }),
};

const group: ResourceType = {
  token: GROUP,
  facts: factsOf(GROUP, { inputs: ["region"], computedOutputs: ["arn"] }),
  create: (_inputs, { hex }) => ({ id: `g-${hex(17)}`, outputs: {} }),
};
const defaultGroup: ResourceType = {
  token: DEFAULT_GROUP,
  facts: factsOf(DEFAULT_GROUP, { inputs: ["store", "rules"] }),
  adopts: (inputs, { cloud }) => cloud.byId(DEFAULT_GROUP, `g-${String(inputs["store"])}`),
  create: () => ({ id: "unused", outputs: { adopted: true } }),
  leaves: (record) => record,
};
const role: ResourceType = { token: ROLE, scope: "global", create: (inputs) => ({ id: String(inputs["name"]), outputs: {} }) };

describe("the simulated provider", () => {
  let root: string;
  let client: ProviderClient;
  beforeEach(async () => {
    root = cloudsFolder();
    const answer = (args: { readonly id?: unknown }) => {
      if (args.id === "none") throw new CloudRefusal("no matching store found");
      return { id: args.id, found: true };
    };
    const invokes = [{ token: "aws:test/getStore:getStore", answer }];
    client = await ProviderClient.serve(cloudProvider({ types: [store, group, defaultGroup, role], invokes, root }));
  });
  afterEach(() => client.close());

  const fileOf = (path: string): string => join(root, "aws", "111122223333", path);
  const edit = (path: string, change: (text: string) => string): void => writeFileSync(fileOf(path), change(readFileSync(fileOf(path), "utf8")));

  it("tells the engine its version and that it takes plain values", async () => {
    assert.equal(await client.version(), "7.48.0");
    const { acceptSecrets, acceptResources, acceptOutputs } = await client.handshake();
    assert.deepEqual([acceptSecrets, acceptResources, acceptOutputs], [false, false, false]);
    assert.equal((await client.configure({ region: "eu-west-1" })).supportspreview, true);
  });

  it("makes nothing in a preview, and leaves unknown exactly what only the cloud knows", async () => {
    const { inputs } = await client.check(STORE, "acme", { version: "16" });
    const { id, outputs } = await client.create(STORE, "acme", inputs, true);
    assert.equal(id, "");
    assert.deepEqual(outputs, {
      arn: UNKNOWN,
      endpoint: UNKNOWN,
      name: inputs["name"],
      protected: false,
      region: "eu-west-1",
      tagsAll: { environment: "production", tenant: "acme" },
      version: "16",
      versionActual: UNKNOWN,
      window: UNKNOWN,
    });
    assert.deepEqual(filesBelow(root), []);
  });

  it("records a creation and answers with inputs, computed outputs and what the cloud filled in", async () => {
    const { id, outputs } = await client.make(STORE, "acme", { name: "acme-production", version: "16", tags: { component: "database" } });
    assert.equal(id, "acme-production");
    assert.match(String(outputs["endpoint"]), /^acme-production\.[0-9a-f]{8}\.example$/);
    assert.deepEqual(outputs, {
      arn: "arn:aws:test:eu-west-1:111122223333:store:acme-production",
      endpoint: outputs["endpoint"],
      name: "acme-production",
      protected: false,
      region: "eu-west-1",
      tags: { component: "database" },
      tagsAll: { component: "database", environment: "production", tenant: "acme" },
      version: "16",
      versionActual: "1.2",
      window: "sun",
    });
    assert.deepEqual(JSON.parse(readFileSync(fileOf("eu-west-1/test/Store/acme-production.json"), "utf8")), {
      account: "111122223333",
      id: "acme-production",
      inputs: { name: "acme-production", protected: false, region: "eu-west-1", version: "16" },
      labels: { component: "database", environment: "production", tenant: "acme" },
      name: "acme-production",
      outputs: { arn: outputs["arn"], endpoint: outputs["endpoint"], versionActual: "1.2", window: "sun" },
      region: "eu-west-1",
      type: STORE,
    });
  });

  it("puts a resource into the region it asks for, and one without a region beside the regions", async () => {
    await client.make(STORE, "copy", { name: "copy", region: "eu-central-1" });
    await client.make(ROLE, "app", { name: "app", assumeRolePolicy: "{}" });
    assert.deepEqual(filesBelow(join(root, "aws", "111122223333")), [
      "eu-central-1/test/DefaultGroup/g-copy.json",
      "eu-central-1/test/Store/copy.json",
      "global/iam/Role/app.json",
    ]);
  });

  it("never writes a secret to disk, in clear or without salt", async () => {
    const news = { name: "s", password: "hunter2", passwordWo: "tr0ub4dor", passwordWoVersion: 1, users: [{ password: "hunter2" }] };
    const { inputs, outputs } = await client.make(STORE, "s", news);
    assert.doesNotMatch(textBelow(root), /hunter2|tr0ub4dor|passwordWo"/);
    const digests = textBelow(root).match(/sha256:[0-9a-f]{16}:[0-9a-f]{64}/g) ?? [];
    assert.equal(digests.length, 2);
    assert.notEqual(digests[0], digests[1]);
    assert.equal(outputs["password"], "hunter2");
    assert.equal(outputs["passwordWo"], undefined);
    const before = textBelow(root);
    await client.update(STORE, "s", "s", inputs, { ...inputs, passwordWo: "correct-horse", passwordWoVersion: 2 }, outputs);
    assert.equal(textBelow(root), before.replace('"passwordWoVersion": 1', '"passwordWoVersion": 2').replace('"versionActual": "1.2"', '"versionActual": "undefined.9"'));
  });

  it("reads back exactly what it created, secrets included, so that a refresh changes nothing", async () => {
    const news = { name: "s", password: "hunter2", passwordWo: "x", passwordWoVersion: 1, users: [{ name: "a", password: "b" }], tags: { component: "database" } };
    const { id, inputs, outputs } = await client.make(STORE, "s", news);
    assert.deepEqual(await client.read(STORE, "s", id, inputs, outputs), { id, inputs, outputs });
  });

  it("shows a person's edits as drift: inputs, labels, what the cloud filled in, and a secret by its digest", async () => {
    const { id, inputs, outputs } = await client.make(STORE, "s", { name: "s", password: "hunter2", tags: { component: "database" } });
    edit("eu-west-1/test/Store/s.json", (text) =>
      text.replace('"protected": false', '"protected": true').replace('"database"', '"cache"').replace('"tenant": "acme"', '"tenant": "globex"').replace('"sun"', '"mon"').replace(/sha256:[^"]+/, "changed"),
    );
    const read = await client.read(STORE, "s", id, inputs, outputs);
    assert.deepEqual(read.inputs, {
      ...inputs,
      __defaults: [],
      password: "changed",
      protected: true,
      tags: { component: "cache", tenant: "globex" },
      tagsAll: { component: "cache", environment: "production", tenant: "globex" },
    });
    assert.equal(read.outputs["window"], "mon");
    assert.deepEqual((await client.diff(STORE, "s", read.inputs, inputs)).changes, [
      "password update", "protected update", "tags.component update", "tags.tenant delete", "tagsAll.component update", "tagsAll.tenant update",
    ]);
  });

  it("notices a file that is gone", async () => {
    const { id, inputs, outputs } = await client.make(STORE, "s", { name: "s" });
    rmSync(fileOf("eu-west-1/test/Store/s.json"));
    assert.equal((await client.read(STORE, "s", id, inputs, outputs)).id, "");
    await client.delete(STORE, "s", id, outputs);
    await assert.rejects(client.update(STORE, "s", id, inputs, inputs), { message: `updating ${STORE} (s): couldn't find resource` });
  });

  it("imports by id alone: inputs as recorded, no secret, nothing marked as a default", async () => {
    await client.make(STORE, "s", { name: "s", password: "hunter2", version: "16", region: "eu-central-1", tags: { a: "b" } });
    assert.equal((await client.read(STORE, "s", "s")).id, "");
    const { id, inputs, outputs } = await client.read(STORE, "s", "s@eu-central-1");
    assert.equal(id, "s");
    const tags = { tags: { a: "b" }, tagsAll: { a: "b", environment: "production", tenant: "acme" } };
    assert.deepEqual(inputs, { __defaults: [], name: "s", protected: false, region: "eu-central-1", version: "16", ...tags });
    assert.equal(outputs["arn"], "arn:aws:test:eu-central-1:111122223333:store:s");
  });

  it("changes in place, keeps what the cloud filled in, and says in the preview what becomes unknown", async () => {
    const { id, inputs, outputs } = await client.make(STORE, "s", { name: "s", version: "16", users: [{ name: "a" }] });
    const news = { name: "s", version: "17", region: "eu-west-1", tagsAll: { tenant: "acme" } };
    const preview = await client.update(STORE, "s", id, inputs, news, outputs, true);
    assert.equal(preview["versionActual"], UNKNOWN);
    assert.equal(preview["arn"], outputs["arn"]);
    assert.equal(preview["users"], undefined);
    assert.equal((await client.read(STORE, "s", id, inputs, outputs)).outputs["version"], "16");

    const updated = await client.update(STORE, "s", id, inputs, news, outputs);
    assert.deepEqual([updated["version"], updated["versionActual"], updated["endpoint"]], ["17", "17.9", outputs["endpoint"]]);
    const { version: _, ...withoutVersion } = news;
    const kept = await client.update(STORE, "s", id, news, withoutVersion, updated);
    assert.equal(kept["version"], "17");
    assert.deepEqual((await client.read(STORE, "s", id, withoutVersion, kept)).inputs["version"], undefined);
  });

  it("hands refusals on in the words of the type, and changes nothing", async () => {
    const { inputs, outputs } = await client.make(STORE, "s", { name: "s", protected: true });
    const before = textBelow(root);
    await assert.rejects(client.create(STORE, "t", { name: "s" }), { message: "store s exists already" });
    await assert.rejects(client.update(STORE, "s", "s", inputs, { ...inputs, version: "0" }), { message: "store s cannot be downgraded" });
    await assert.rejects(client.delete(STORE, "s", "s", outputs), { message: "store s is protected" });
    assert.equal(textBelow(root), before);
  });

  it("removes on a delete, together with what the cloud made along", async () => {
    await client.make(STORE, "s", { name: "s" });
    assert.equal(filesBelow(root).length, 2);
    await client.delete(STORE, "s", "s");
    assert.deepEqual(filesBelow(root), []);
  });

  it("keeps what a delete only marks, and reports it as gone", async () => {
    const { inputs, outputs } = await client.make(STORE, "s", { name: "s", window: "kept" });
    await client.delete(STORE, "s", "s", outputs);
    assert.match(textBelow(root), /"state": "gone"/);
    assert.equal((await client.read(STORE, "s", "s", inputs, outputs)).id, "");
    await client.delete(STORE, "s", "s", outputs);
  });

  it("takes over what the cloud made, and lets go of it on a delete", async () => {
    await client.make(STORE, "s", { name: "s" });
    const { id, outputs } = await client.make(DEFAULT_GROUP, "d", { store: "s", rules: [] });
    assert.equal(id, "g-s");
    assert.deepEqual(outputs, { adopted: true, owner: "111122223333", rules: [], store: "s" });
    await client.delete(DEFAULT_GROUP, "d", id);
    assert.equal(filesBelow(root).length, 2);
  });

  it("gives ids that are the same in every fresh cloud, and never one twice", async () => {
    const one = await client.make(GROUP, "g", {});
    const replacement = await client.make(GROUP, "g", {});
    assert.match(one.id, /^g-[0-9a-f]{17}$/);
    assert.notEqual(replacement.id, one.id);
    await client.delete(GROUP, "g", one.id);
    const third = await client.make(GROUP, "g", {});
    assert.ok(![one.id, replacement.id].includes(third.id));
    const fresh = await ProviderClient.serve(cloudProvider({ types: [group] }));
    assert.equal((await fresh.make(GROUP, "g", {})).id, one.id);
    fresh.close();
  });

  it("refuses a name that another process took in between, also where the type does not look", async () => {
    await client.make(ROLE, "app", { name: "app", assumeRolePolicy: "{}" });
    await assert.rejects(client.create(ROLE, "other", { name: "app" }), {
      message: "creating aws:iam/role:Role (app): it exists already in 111122223333/global",
    });
  });

  it("answers the functions it knows, and names those it does not", async () => {
    assert.deepEqual(await client.invoke("aws:test/getStore:getStore", { id: "s" }), { id: "s", found: true });
    await assert.rejects(client.invoke("aws:test/getStore:getStore", { id: "none" }), { message: "no matching store found" });
    await assert.rejects(client.invoke("aws:ec2/getAmi:getAmi", {}), {
      message: "the simulated cloud does not know aws:ec2/getAmi:getAmi; describe the function in sandbox/clouds/aws, or use a real account",
    });
  });

  it("serves nothing it does not simulate", async () => {
    await assert.rejects(client.construct(), { message: "the simulated aws provider does not serve Construct" });
    await assert.rejects(client.create("aws:x/y:Z", "z", {}), /^Error: the simulated cloud does not know aws:x\/y:Z; /);
  });
});
