import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { fileName, typeFolder } from "../../sandbox/clouds/record-file.ts";
import type { CloudRecord } from "../../sandbox/clouds/resource-type.ts";
import { RecordExists, RecordStore } from "../../sandbox/clouds/store.ts";
import { cloudsFolder, filesBelow } from "./cloud-fixture.ts";

const STORE_MODULE = join(import.meta.dirname, "..", "..", "sandbox", "clouds", "store.ts");
const KEY = { account: "111122223333", region: "eu-west-1", type: "aws:kms/key:Key" };

function record(id: string, own: Partial<CloudRecord> = {}): CloudRecord {
  return { ...KEY, id, name: id, inputs: {}, labels: {}, outputs: {}, ...own };
}

describe("the folder of a simulated cloud", () => {
  it("has one file per resource, where a person would look for it, with keys sorted at every level", () => {
    const folder = cloudsFolder();
    new RecordStore(folder).create(
      record("k-1", { inputs: { b: 1, a: { d: [{ z: 1, y: 2 }], c: true } }, labels: { tenant: "acme" } }),
    );
    assert.deepEqual(filesBelow(folder), ["111122223333/eu-west-1/kms/Key/k-1.json"]);
    assert.equal(
      readFileSync(join(folder, "111122223333/eu-west-1/kms/Key/k-1.json"), "utf8"),
      [
        "{",
        '  "account": "111122223333",',
        '  "id": "k-1",',
        '  "inputs": {',
        '    "a": {',
        '      "c": true,',
        '      "d": [',
        "        {",
        '          "y": 2,',
        '          "z": 1',
        "        }",
        "      ]",
        "    },",
        '    "b": 1',
        "  },",
        '  "labels": {',
        '    "tenant": "acme"',
        "  },",
        '  "name": "k-1",',
        '  "outputs": {},',
        '  "region": "eu-west-1",',
        '  "type": "aws:kms/key:Key"',
        "}",
        "",
      ].join("\n"),
    );
  });

  it("shows a person's edit at once, also one of the same length in the same millisecond", () => {
    const folder = cloudsFolder();
    const store = new RecordStore(folder);
    const file = join(folder, "111122223333/eu-west-1/kms/Key/k-1.json");
    store.create(record("k-1", { inputs: { n: 0 } }));
    for (let n = 1; n <= 9; n += 1) {
      writeFileSync(file, readFileSync(file, "utf8").replace(/"n": \d/, `"n": ${n}`));
      assert.deepEqual(store.read(KEY, "k-1")?.inputs, { n });
      assert.deepEqual(
        store.list(KEY.account, KEY.type).map(({ inputs }) => inputs),
        [{ n }],
      );
    }
  });

  it("shows at once that a file came or went", () => {
    const folder = cloudsFolder();
    const store = new RecordStore(folder);
    const other = new RecordStore(folder);
    const ids = (): readonly string[] => store.list(KEY.account, KEY.type).map(({ id }) => id);
    assert.deepEqual(ids(), []);
    other.create(record("k-1"));
    assert.deepEqual(ids(), ["k-1"]);
    other.create(record("k-2", { region: "eu-central-1" }));
    assert.deepEqual(ids(), ["k-2", "k-1"]);
    rmSync(join(folder, "111122223333/eu-west-1/kms/Key/k-1.json"));
    assert.deepEqual(ids(), ["k-2"]);
    assert.equal(store.read(KEY, "k-1"), undefined);
  });

  it("finds a record by its id also where the file is named after something else", () => {
    const store = new RecordStore(cloudsFolder());
    store.create(record("arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme-x1y2z3"), "acme");
    assert.equal(
      store.read(KEY, "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme-x1y2z3")?.account,
      "111122223333",
    );
    store.replace(record("arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme-x1y2z3", { inputs: { n: 2 } }));
    assert.deepEqual(filesBelow(store.folder), ["111122223333/eu-west-1/kms/Key/acme.json"]);
  });

  it("replaces the record that is meant, among several that are named after something else", () => {
    const folder = cloudsFolder();
    const writer = new RecordStore(folder);
    writer.create(record("arn:one"), "one");
    writer.create(record("arn:two"), "two");
    // A store that has not read the files yet.
    new RecordStore(folder).replace(record("arn:two", { labels: { tier: "premium" } }));
    const found = new RecordStore(folder).list(KEY.account, KEY.type);
    assert.deepEqual(
      found.map(({ id, labels }) => [id, labels]),
      [
        ["arn:one", {}],
        ["arn:two", { tier: "premium" }],
      ],
    );
  });

  it("believes the folder, not the file, about account, region and type", () => {
    const folder = cloudsFolder();
    const store = new RecordStore(folder);
    mkdirSync(join(folder, "444455556666/eu-west-2/kms/Key"), { recursive: true });
    writeFileSync(join(folder, "444455556666/eu-west-2/kms/Key/copy.json"), JSON.stringify(record("copy")));
    assert.deepEqual(
      store.list("444455556666", KEY.type).map(({ account, region }) => [account, region]),
      [["444455556666", "eu-west-2"]],
    );
  });

  it("names the file that an edit broke, and what to do", () => {
    const folder = cloudsFolder();
    const store = new RecordStore(folder);
    store.create(record("k-1"));
    const file = join(folder, "111122223333/eu-west-1/kms/Key/k-1.json");
    writeFileSync(file, '{ "id": "k-1", "name": "k-1", "inputs": [], "labels": {}, "outputs": {} }');
    assert.throws(() => store.read(KEY, "k-1"), {
      message: `${file} is no resource of the simulated cloud: inputs: Invalid input: expected record, received array; correct the file or delete it`,
    });
    writeFileSync(file, "{");
    assert.throws(
      () => store.read(KEY, "k-1"),
      /k-1\.json is no resource of the simulated cloud: .*JSON.*; correct the file or delete it$/,
    );
  });

  it("leaves no half-written file behind and takes none for a resource", () => {
    const folder = cloudsFolder();
    const store = new RecordStore(folder);
    store.create(record("k-1"));
    assert.throws(() => store.create(record("k-1")), RecordExists);
    store.replace(record("k-1", { name: "other" }));
    assert.deepEqual(filesBelow(folder), ["111122223333/eu-west-1/kms/Key/k-1.json"]);
    writeFileSync(join(folder, "111122223333/eu-west-1/kms/Key/.4711-1.tmp"), "{");
    assert.deepEqual(
      store.list(KEY.account, KEY.type).map(({ name }) => name),
      ["other"],
    );
  });

  it("lets one of two processes win that create the same name at once", async () => {
    const folder = cloudsFolder();
    const program = `
      const { RecordStore } = await import(${JSON.stringify(STORE_MODULE)});
      const store = new RecordStore(process.argv[1]);
      const won = [];
      while (Date.now() < Number(process.argv[2]));
      for (let n = 0; n < 200; n += 1) {
        try {
          store.create({ ...${JSON.stringify(record("x"))}, id: "k-" + n });
          won.push(n);
        } catch (error) {
          if (error.name !== "RecordExists") throw error;
        }
      }
      console.log(JSON.stringify(won));`;
    const start = String(Date.now() + 700);
    const run = async (): Promise<readonly number[]> => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--input-type=module",
        "-e",
        program,
        folder,
        start,
      ]);
      return JSON.parse(stdout) as readonly number[];
    };
    const [one, other] = await Promise.all([run(), run()]);
    const all = [...one, ...other].sort((a, b) => a - b);
    assert.deepEqual(
      all,
      Array.from({ length: 200 }, (_, n) => n),
    );
    assert.equal(filesBelow(folder).length, 200);
  });
});

describe("the name of a record's file", () => {
  it("is the id where the id can be a file name, and else tells what it was", () => {
    assert.equal(fileName("acme-production"), "acme-production.json");
    assert.match(fileName("alias/acme data"), /^alias_acme_data-[0-9a-f]{8}\.json$/);
    assert.match(fileName("../../etc/passwd"), /^_\._\.\._etc_passwd-[0-9a-f]{8}\.json$/);
    assert.equal(
      typeFolder("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
      "vpc/SecurityGroupIngressRule",
    );
  });

  it("is legal, visible and different for different ids", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 300, unit: "binary" }),
        fc.string({ minLength: 1, maxLength: 300 }),
        (one, other) => {
          assert.match(fileName(one), /^[A-Za-z0-9_-][A-Za-z0-9._-]*\.json$/);
          assert.ok(fileName(one).length <= 200);
          assert.equal(fileName(one) === fileName(other), one === other);
        },
      ),
    );
  });
});
