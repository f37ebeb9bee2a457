import assert from "node:assert/strict";
import bcrypt from "bcryptjs";
import { RandomProvider } from "../../sandbox/clouds/random/provider.ts";
import { UNKNOWN } from "../../sandbox/clouds/properties.ts";
import { ProviderClient } from "./provider-client.ts";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const STRING = "random:index/randomString:RandomString";
const ID = "random:index/randomId:RandomId";
const UUID = "random:index/randomUuid:RandomUuid";
const INTEGER = "random:index/randomInteger:RandomInteger";

describe("the simulated random provider", () => {
  let client: ProviderClient;
  before(async () => {
    client = await ProviderClient.serve(new RandomProvider("4.21.2"), {});
  });
  after(() => client.close());

  it("serves the version of the SDK", async () => assert.equal(await client.version(), "4.21.2"));

  it("makes passwords of the asked length, with at least as many of each kind as asked", async () => {
    const news = { length: 20, minLower: 3, minUpper: 4, minNumeric: 5, minSpecial: 6, overrideSpecial: "_-" };
    for (let time = 0; time < 20; time += 1) {
      const { id, outputs } = await client.make(STRING, "s", news);
      const result = String(outputs["result"]);
      assert.equal(id, result);
      assert.match(result, /^[A-Za-z0-9_-]{20}$/);
      const least = { "[a-z]": 3, "[A-Z]": 4, "[0-9]": 5, "[_-]": 6 };
      for (const [kind, count] of Object.entries(least))
        assert.ok(result.split(new RegExp(kind)).length > count, `${kind} in ${result}`);
    }
  });

  it("uses only the kinds that are on", async () => {
    const { outputs } = await client.make(STRING, "s", { length: 64, lower: false, upper: false, special: false });
    assert.match(String(outputs["result"]), /^[0-9]{64}$/);
    const letters = await client.make(STRING, "s", { length: 64, numeric: false, special: false });
    assert.match(String(letters.outputs["result"]), /^[A-Za-z]{64}$/);
    const old = await client.make(STRING, "s", { length: 64, number: false, special: false });
    assert.match(String(old.outputs["result"]), /^[A-Za-z]{64}$/);
  });

  it("is different every time", async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => client.make(STRING, "s", { length: 16 })));
    assert.equal(new Set(made.map(({ id }) => id)).size, 50);
  });

  it("keeps a password out of its id, and answers with a hash of it", async () => {
    const { id, outputs } = await client.make(PASSWORD, "p", { length: 16 });
    assert.equal(id, "none");
    assert.equal(String(outputs["result"]).length, 16);
    assert.match(String(outputs["bcryptHash"]), /^\$2[ab]\$10\$[./A-Za-z0-9]{53}$/);
    assert.equal(bcrypt.compareSync(String(outputs["result"]), String(outputs["bcryptHash"])), true);
    assert.equal(outputs["number"], true);
  });

  it("knows nothing in a preview", async () => {
    const { inputs } = await client.check(PASSWORD, "p", { length: 16 });
    const { outputs } = await client.create(PASSWORD, "p", inputs, true);
    assert.deepEqual([outputs["result"], outputs["bcryptHash"], outputs["length"]], [UNKNOWN, UNKNOWN, 16]);
  });

  it("keeps its values through a refresh: they exist in the state alone", async () => {
    const { id, inputs, outputs } = await client.make(PASSWORD, "p", { length: 16, keepers: { generation: "1" } });
    assert.deepEqual(await client.read(PASSWORD, "p", id, inputs, outputs), { id, inputs, outputs });
    await client.delete(PASSWORD, "p", id, outputs);
  });

  it("replaces for new keepers and any other input, and for an empty override not", async () => {
    const olds = { length: 16, keepers: { generation: "1" } };
    const changes = async (news: Record<string, unknown>): Promise<readonly string[]> =>
      (await client.diff(PASSWORD, "p", olds, { ...olds, ...news })).changes;
    assert.deepEqual(await changes({}), []);
    assert.deepEqual(await changes({ keepers: { generation: "2" } }), ["keepers.generation update!"]);
    assert.deepEqual(await changes({ length: 17 }), ["length update!"]);
    assert.deepEqual(await changes({ overrideSpecial: "_" }), ["overrideSpecial add!"]);
    assert.deepEqual(await changes({ overrideSpecial: "" }), ["overrideSpecial add"]);
  });

  it("refuses what cannot be had, in the provider's words", async () => {
    const failures = async (type: string, news: Record<string, unknown>): Promise<readonly string[]> =>
      (await client.check(type, "p", news)).failures;
    assert.deepEqual(await failures(PASSWORD, {}), [
      `Missing required argument. The argument "length" is required, but no definition was found. Examine values at 'p.length'.`,
    ]);
    assert.deepEqual(await failures(PASSWORD, { length: 0 }), [
      "Attribute length value must be at least 1, got: 0. Examine values at 'p.length'.",
    ]);
    assert.deepEqual(await failures(PASSWORD, { length: 3, minLower: 2, minUpper: 2 }), [
      "Attribute length value must be at least sum of min_upper + min_lower + min_numeric + min_special, got: 3. Examine values at 'p.length'.",
    ]);
    assert.deepEqual(
      await failures(PASSWORD, { length: 8, lower: false, upper: false, numeric: false, special: false }),
      [
        "At least one attribute out of [special,upper,lower,numeric] must be specified as true. Examine values at 'p.numeric'.",
      ],
    );
    assert.deepEqual(await failures(PASSWORD, { length: 4, minLower: 2, minUpper: 2 }), []);
    assert.deepEqual(await failures(ID, { byteLength: 0 }), [
      "Attribute byte_length value must be at least 1, got: 0. Examine values at 'p.byteLength'.",
    ]);
    assert.deepEqual(await failures(INTEGER, { min: 2, max: 1 }), [
      "The minimum (min) value needs to be smaller than or equal to maximum (max) value. Examine values at 'p.max'.",
    ]);
  });

  it("gives one id in four notations, each behind the prefix", async () => {
    const { id, outputs } = await client.make(ID, "i", { byteLength: 8, prefix: "acme-" });
    const bytes = Buffer.from(id, "base64url");
    assert.equal(bytes.length, 8);
    assert.deepEqual(outputs, {
      b64Std: `acme-${bytes.toString("base64")}`,
      b64Url: `acme-${id}`,
      byteLength: 8,
      dec: `acme-${bytes.readBigUInt64BE()}`,
      hex: `acme-${bytes.toString("hex")}`,
      prefix: "acme-",
    });
  });

  it("gives numbers within both bounds, and uuids", async () => {
    const made = await Promise.all(Array.from({ length: 40 }, () => client.make(INTEGER, "n", { min: 5, max: 6 })));
    assert.deepEqual([...new Set(made.map(({ outputs }) => outputs["result"]))].sort(), [5, 6]);
    assert.match(
      (await client.make(UUID, "u", {})).id,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("takes over existing values as an import does", async () => {
    const password = await client.read(PASSWORD, "p", "hunter2hunter2");
    assert.deepEqual(
      [password.id, password.inputs["length"], password.outputs["result"]],
      ["none", 14, "hunter2hunter2"],
    );
    const id = await client.read(ID, "i", "acme-,AQIDBA");
    assert.deepEqual([id.id, id.inputs["byteLength"], id.outputs["hex"]], ["AQIDBA", 4, "acme-01020304"]);
  });

  it("refuses what it does not simulate by name", async () => {
    await assert.rejects(client.check("random:index/randomPet:RandomPet", "p", {}), {
      message:
        "the simulated cloud does not know random:index/randomPet:RandomPet; describe it in sandbox/clouds/random, or use a real account",
    });
  });
});
