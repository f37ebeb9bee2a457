import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { load } from "js-yaml";
import { types } from "../../sandbox/clouds/aws/index.ts";
import { parseFacts, readFacts } from "../../sandbox/clouds/facts.ts";
import { cloudsFolder, FACTS_FOLDER } from "./cloud-fixture.ts";

const facts = readFacts(FACTS_FOLDER);

/** What the installed SDK's class takes, demands and computes, read from its own constructor. */
function sdkClass(token: string): { inputs: string[]; required: string[]; computed: string[] } {
  const [, module = ""] = token.split(":");
  const text = readFileSync(createRequire(import.meta.url).resolve(`@pulumi/aws/${module}.js`), "utf8");
  const construction = text.slice(text.indexOf("const args = argsOrState"));
  const assigned = [...construction.matchAll(/resourceInputs\["(\w+)"\] = ([^;]*);/g)];
  const names = (isComputed: boolean): string[] =>
    [
      ...new Set(
        assigned.filter(([, , value = ""]) => value.includes("/*out*/") === isComputed).map(([, name = ""]) => name),
      ),
    ].sort();
  const required = [...construction.matchAll(/Missing required property '(\w+)'/g)].map(([, name = ""]) => name);
  return { inputs: names(false), required: [...new Set(required)].sort(), computed: names(true) };
}

describe("the facts of the AWS types", () => {
  it("are all well formed, sorted by token in each file, and each has a source", () => {
    assert.ok(facts.tokens.length >= 51);
    for (const file of readdirSync(FACTS_FOLDER)) {
      const rows = load(readFileSync(join(FACTS_FOLDER, file), "utf8")) as { token: string }[];
      const tokens = rows.map(({ token }) => token);
      assert.deepEqual(tokens, tokens.toSorted(), file);
    }
    for (const token of facts.tokens) assert.match(facts.of(token)?.source ?? "", /\S/, token);
  });

  for (const token of facts.tokens) {
    it(`know the inputs, required inputs and computed outputs of ${token} as the installed SDK does`, () => {
      const row = facts.of(token);
      const sdk = sdkClass(token);
      assert.deepEqual([...(row?.inputs ?? [])].sort(), sdk.inputs);
      assert.deepEqual([...(row?.required ?? [])].sort(), sdk.required);
      assert.deepEqual(
        [...(row?.computedOutputs ?? [])].sort(),
        sdk.computed.filter((name) => name !== "tagsAll" && !sdk.inputs.includes(name)),
      );
    });
  }

  it("exist for every type that is simulated", () => {
    for (const [token, type] of types) assert.ok(type.facts ?? facts.of(token), token);
  });

  it("name only paths that begin with an input of the type", () => {
    for (const token of facts.tokens) {
      const row = facts.of(token);
      assert.ok(row);
      const groups = [...row.conflicts, ...row.exactlyOneOf, ...row.atLeastOneOf, ...row.requiredWith].flat();
      const paths = [
        ...row.required,
        ...row.replaceOn,
        ...groups,
        ...Object.keys(row.defaults),
        ...row.cloudFills,
        ...row.writeOnly,
        ...row.deprecated,
      ];
      for (const path of paths) assert.ok(row.inputs.includes(path.split(/[.#]/)[0] ?? ""), `${token} ${path}`);
    }
  });

  it("hold what the plan of a store depends on", () => {
    assert.ok(facts.of("aws:rds/cluster:Cluster")?.replaceOn.includes("kmsKeyId"));
    assert.ok(!facts.of("aws:rds/cluster:Cluster")?.replaceOn.includes("engineVersion"));
    assert.deepEqual(facts.of("aws:rds/cluster:Cluster")?.writeOnly, ["masterPasswordWo"]);
    assert.equal(facts.of("aws:x/y:Z"), undefined);
  });

  it("are refused by file, type and flaw when they are wrong", () => {
    const folder = cloudsFolder();
    const file = join(folder, "facts.yaml");
    writeFileSync(
      file,
      "- {token: a, source: s, inputs: [x], replacesOn: [x]}\n- {token: b, source: s, inputs: [x]}\n",
    );
    const damaged = readFacts(folder);
    assert.throws(() => damaged.of("a"), { message: `${file}: a: : Unrecognized key: "replacesOn"` });
    assert.deepEqual(damaged.of("b")?.inputs, ["x"]);
    writeFileSync(file, "- {token: a, source: s, inputs: []}\n- {token: a, source: s, inputs: []}\n");
    assert.throws(() => readFacts(folder), { message: `${file}: a has two rows; keep one` });
    writeFileSync(file, "- {token: a, source: s, inputs: []}\n");
    const later = join(folder, "later.yaml");
    writeFileSync(later, "- {token: a, source: s, inputs: []}\n");
    assert.throws(() => readFacts(folder), { message: `${later}: a has two rows; keep one` });
    assert.throws(() => parseFacts({ token: "a", source: "s", inputs: ["x"], conflicts: [["x"]] }, "here"), {
      message: "here: conflicts.0: Too small: expected array to have >=2 items",
    });
  });
});
