import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UNKNOWN } from "../../sandbox/clouds/properties.ts";
import { CloudRefusal } from "../../sandbox/clouds/resource-type.ts";
import { cloudProvider, cloudsFolder, filesBelow, textBelow } from "./cloud-fixture.ts";
import { DEFAULT_GROUP, defaultGroup, GROUP, group, ROLE, role, STORE, store } from "./made-up-types.ts";
import { ProviderClient } from "./provider-client.ts";

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
    const { id, outputs } = await client.make(STORE, "acme", {
      name: "acme-production",
      version: "16",
      tags: { component: "database" },
    });
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
    assert.deepEqual(
      JSON.parse(readFileSync(join(root, "aws/111122223333/eu-west-1/test/Store/acme-production.json"), "utf8")),
      {
        account: "111122223333",
        id: "acme-production",
        inputs: { name: "acme-production", protected: false, region: "eu-west-1", version: "16" },
        labels: { component: "database", environment: "production", tenant: "acme" },
        name: "acme-production",
        outputs: { arn: outputs["arn"], endpoint: outputs["endpoint"], versionActual: "1.2", window: "sun" },
        region: "eu-west-1",
        type: STORE,
      },
    );
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

  it("changes in place, keeps what the cloud filled in, and says in the preview what becomes unknown", async () => {
    const { id, inputs, outputs } = await client.make(STORE, "s", { name: "s", version: "16", users: [{ name: "a" }] });
    const news = { name: "s", version: "17", region: "eu-west-1", tagsAll: { tenant: "acme" } };
    const preview = await client.update(STORE, "s", id, inputs, news, outputs, true);
    assert.equal(preview["versionActual"], UNKNOWN);
    assert.equal(preview["arn"], outputs["arn"]);
    assert.equal(preview["users"], undefined);
    assert.equal((await client.read(STORE, "s", id, inputs, outputs)).outputs["version"], "16");

    const updated = await client.update(STORE, "s", id, inputs, news, outputs);
    assert.deepEqual(
      [updated["version"], updated["versionActual"], updated["endpoint"]],
      ["17", "17.9", outputs["endpoint"]],
    );
    const withoutVersion = { name: news.name, region: news.region, tagsAll: news.tagsAll };
    const kept = await client.update(STORE, "s", id, news, withoutVersion, updated);
    assert.equal(kept["version"], "17");
    assert.deepEqual((await client.read(STORE, "s", id, withoutVersion, kept)).inputs["version"], undefined);
  });

  it("hands refusals on in the words of the type, and changes nothing", async () => {
    const { inputs, outputs } = await client.make(STORE, "s", { name: "s", protected: true });
    const before = textBelow(root);
    await assert.rejects(client.create(STORE, "t", { name: "s" }), { message: "store s exists already" });
    await assert.rejects(client.update(STORE, "s", "s", inputs, { ...inputs, version: "0" }), {
      message: "store s cannot be downgraded",
    });
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
    await assert.rejects(client.invoke("aws:test/getStore:getStore", { id: "none" }), {
      message: "no matching store found",
    });
    await assert.rejects(client.invoke("aws:ec2/getAmi:getAmi", {}), {
      message:
        "the simulated cloud does not know aws:ec2/getAmi:getAmi; describe the function in sandbox/clouds/aws, or use a real account",
    });
  });

  it("serves nothing it does not simulate", async () => {
    await assert.rejects(client.construct(), { message: "the simulated aws provider does not serve Construct" });
    await assert.rejects(client.create("aws:x/y:Z", "z", {}), /^Error: the simulated cloud does not know aws:x\/y:Z; /);
  });
});
