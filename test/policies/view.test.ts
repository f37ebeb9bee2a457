/** What a rule can know of a property: its value, that it will be one, or that there is none. */
import assert from "node:assert/strict";
import { ABSENT, OPAQUE_SECRET, readingOf, UNKNOWN } from "../../policies/reading.ts";
import { View } from "../../policies/view.ts";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Of a boolean, a number, a text, a list, an asset, an archive, a block. */
const MARKS = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
] as const;
const [, , TEXT_MARK] = MARKS;

function known(value: unknown): object {
  return { state: "known", value };
}

describe("a reading", () => {
  it("tells a value, what is not known yet, and what is absent; false, 0 and empty are values", () => {
    for (const value of [false, true, 0, -1, "", "a", [], {}]) assert.deepEqual(readingOf(value), known(value));
    for (const mark of MARKS) assert.equal(readingOf(mark), UNKNOWN);
    assert.equal(readingOf(undefined), ABSENT);
    assert.equal(readingOf(null), ABSENT);
  });

  it("shows no secret of a state: neither cipher nor plain text; a wrapped value is that value", () => {
    assert.deepEqual(readingOf({ [SIGNATURE]: SECRET, ciphertext: "v1:abc" }), known(OPAQUE_SECRET));
    assert.deepEqual(readingOf({ [SIGNATURE]: SECRET, plaintext: '"hunter2"' }), known(OPAQUE_SECRET));
    assert.deepEqual(readingOf({ [SIGNATURE]: SECRET, value: 5 }), known(5));
    assert.equal(readingOf({ [SIGNATURE]: SECRET, value: TEXT_MARK }), UNKNOWN);
    assert.equal(readingOf({ [SIGNATURE]: SECRET, value: null }), ABSENT);
  });

  it("takes an output for its value, and one without for not known; other wrapped things for values", () => {
    assert.deepEqual(readingOf({ [SIGNATURE]: OUTPUT, value: "a" }), known("a"));
    assert.equal(readingOf({ [SIGNATURE]: OUTPUT }), UNKNOWN);
    const asset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "a" };
    assert.deepEqual(readingOf(asset), known(asset));
  });
});

describe("a view", () => {
  const view = new View({
    name: "data",
    off: false,
    nothing: null,
    id: TEXT_MARK,
    settings: { backup: { days: 7 }, later: TEXT_MARK },
    blocks: [{ status: "Enabled" }],
    several: [{ status: "Enabled" }, { status: "Suspended" }],
    one: { port: 80 },
    labels: { "kubernetes.io/name": "a", plain: "b" },
    policy: '{"Statement":[{"Effect":"Deny"}]}',
    document: { Statement: [] },
    broken: "{ broken",
  });

  it("reads by path", () => {
    assert.deepEqual(view.read("settings.backup.days"), known(7));
    assert.deepEqual(view.read("off"), known(false));
    assert.equal(view.read("settings.backup.hours"), ABSENT);
    assert.equal(view.read("nothing"), ABSENT);
    assert.equal(view.read("name.length"), ABSENT);
  });

  it("below what is absent all is absent, below what is not known nothing is known", () => {
    assert.equal(view.read("nothing.at.all"), ABSENT);
    assert.equal(view.read("id"), UNKNOWN);
    assert.equal(view.read("settings.later.days"), UNKNOWN);
    assert.equal(view.at("settings.later").read("days"), UNKNOWN);
    assert.equal(view.at("nothing").read("days"), ABSENT);
  });

  it("reads a list of one as its block, a list of several as no block", () => {
    assert.deepEqual(view.read("blocks.status"), known("Enabled"));
    assert.equal(view.read("several.status"), ABSENT);
    assert.deepEqual(view.at("blocks").read("status"), known("Enabled"));
  });

  it("gives items: of a list, of a single value, of nothing, and none of what is not known", () => {
    assert.deepEqual(
      view.items("several")?.map((item) => item.read("status")),
      [known("Enabled"), known("Suspended")],
    );
    assert.deepEqual(
      view.items("one")?.map((item) => item.read("port")),
      [known(80)],
    );
    assert.deepEqual(view.items("nothing"), []);
    assert.equal(view.items("settings.later"), undefined);
  });

  it("gives names and entries of a map, dots or not", () => {
    assert.deepEqual(view.keys("labels"), ["kubernetes.io/name", "plain"]);
    assert.deepEqual(view.keys("nothing"), []);
    assert.deepEqual(view.keys("name"), []);
    assert.equal(view.keys("id"), undefined);
    assert.deepEqual(view.entry("labels", "kubernetes.io/name"), known("a"));
    assert.equal(view.entry("labels", "other"), ABSENT);
    assert.equal(view.entry("id", "other"), UNKNOWN);
    assert.equal(view.entry("name", "other"), ABSENT);
  });

  it("reads a document in a text, as an object, and a text that is none as itself", () => {
    assert.deepEqual(view.json("policy").read("Statement.Effect"), known("Deny"));
    assert.deepEqual(view.json("document").read("Statement"), known([]));
    assert.deepEqual(view.json("broken").read(""), known("{ broken"));
    assert.equal(view.json("broken").read("Statement"), ABSENT);
    assert.equal(view.json("id").read("Statement"), UNKNOWN);
  });
});
