import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cloudProvider, cloudsFolder, textBelow } from "./cloud-fixture.ts";
import { STORE, store } from "./made-up-types.ts";
import { ProviderClient } from "./provider-client.ts";

describe("what lies in the folder and what the engine keeps", () => {
  let root: string;
  let client: ProviderClient;
  beforeEach(async () => {
    root = cloudsFolder();
    client = await ProviderClient.serve(cloudProvider({ types: [store], root }));
  });
  afterEach(() => client.close());

  const fileOf = (path: string): string => join(root, "aws", "111122223333", path);
  const edit = (path: string, change: (text: string) => string): void =>
    writeFileSync(fileOf(path), change(readFileSync(fileOf(path), "utf8")));

  it("never writes a secret to disk, in clear or without salt", async () => {
    const news = {
      name: "s",
      password: "hunter2",
      passwordWo: "tr0ub4dor",
      passwordWoVersion: 1,
      users: [{ password: "hunter2" }],
    };
    const { inputs, outputs } = await client.make(STORE, "s", news);
    assert.doesNotMatch(textBelow(root), /hunter2|tr0ub4dor|passwordWo"/);
    const digests = textBelow(root).match(/sha256:[0-9a-f]{16}:[0-9a-f]{64}/g) ?? [];
    assert.equal(digests.length, 2);
    assert.notEqual(digests[0], digests[1]);
    assert.equal(outputs["password"], "hunter2");
    assert.equal(outputs["passwordWo"], undefined);
    const before = textBelow(root);
    await client.update(
      STORE,
      "s",
      "s",
      inputs,
      { ...inputs, passwordWo: "correct-horse", passwordWoVersion: 2 },
      outputs,
    );
    assert.equal(
      textBelow(root),
      before
        .replace('"passwordWoVersion": 1', '"passwordWoVersion": 2')
        .replace('"versionActual": "1.2"', '"versionActual": "1.9"'),
    );
  });

  it("reads back exactly what it created, secrets included, so that a refresh changes nothing", async () => {
    const news = {
      name: "s",
      password: "hunter2",
      passwordWo: "x",
      passwordWoVersion: 1,
      users: [{ name: "a", password: "b" }],
      tags: { component: "database" },
    };
    const { id, inputs, outputs } = await client.make(STORE, "s", news);
    assert.deepEqual(await client.read(STORE, "s", id, inputs, outputs), { id, inputs, outputs });
  });

  it("shows a person's edits as drift: inputs, labels, what the cloud filled in, and a secret by its digest", async () => {
    const { id, inputs, outputs } = await client.make(STORE, "s", {
      name: "s",
      password: "hunter2",
      tags: { component: "database" },
    });
    edit("eu-west-1/test/Store/s.json", (text) =>
      text
        .replace('"protected": false', '"protected": true')
        .replace('"database"', '"cache"')
        .replace('"tenant": "acme"', '"tenant": "globex"')
        .replace('"sun"', '"mon"')
        .replace(/sha256:[^"]+/, "changed"),
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
      "password update",
      "protected update",
      "tags.component update",
      "tags.tenant delete",
      "tagsAll.component update",
      "tagsAll.tenant update",
    ]);
  });

  it("notices a file that is gone", async () => {
    const { id, inputs, outputs } = await client.make(STORE, "s", { name: "s" });
    rmSync(fileOf("eu-west-1/test/Store/s.json"));
    assert.equal((await client.read(STORE, "s", id, inputs, outputs)).id, "");
    await client.delete(STORE, "s", id, outputs);
    await assert.rejects(client.update(STORE, "s", id, inputs, inputs), {
      message: `updating ${STORE} (s): couldn't find resource`,
    });
  });

  it("imports by id alone: inputs as recorded, no secret, nothing marked as a default", async () => {
    await client.make(STORE, "s", {
      name: "s",
      password: "hunter2",
      version: "16",
      region: "eu-central-1",
      tags: { a: "b" },
    });
    assert.equal((await client.read(STORE, "s", "s")).id, "");
    const { id, inputs, outputs } = await client.read(STORE, "s", "s@eu-central-1");
    assert.equal(id, "s");
    const tags = { tags: { a: "b" }, tagsAll: { a: "b", environment: "production", tenant: "acme" } };
    assert.deepEqual(inputs, {
      __defaults: [],
      name: "s",
      protected: false,
      region: "eu-central-1",
      version: "16",
      ...tags,
    });
    assert.equal(outputs["arn"], "arn:aws:test:eu-central-1:111122223333:store:s");
  });
});
