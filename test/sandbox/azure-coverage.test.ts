import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { invokes, types } from "../../sandbox/clouds/azure/index.ts";
import { placesOf } from "../../sandbox/clouds/paths.ts";
import { factsOfCloud } from "./simulated-cloud.ts";

const COMPONENTS = join(import.meta.dirname, "..", "..", "components", "azure");
const facts = factsOfCloud("azure");
const require = createRequire(import.meta.url);

/** Tokens of the resource classes and functions that the components import, as the SDK's own files name them. */
function importedTokens(): readonly string[] {
  const modules = readdirSync(COMPONENTS)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [
      ...readFileSync(join(COMPONENTS, name), "utf8").matchAll(/from "(@pulumi\/azure-native\/[\w/]+\.js)"/g),
    ])
    .map(([, module = ""]) => module)
    .filter((module) => !module.endsWith("/provider.js") && !module.includes("/types/"));
  const token = /(?:__pulumiType = '|invoke(?:SingleOutput)?\(")(azure-native:\w+:\w+)/;
  return [...new Set(modules)]
    .map((module) => token.exec(readFileSync(require.resolve(module), "utf8"))?.[1] ?? module)
    .sort();
}

describe("the simulated Azure", () => {
  it("plays every type and function that the components use", () => {
    const tokens = importedTokens();
    assert.ok(tokens.length >= 40, `only ${tokens.length} found`);
    assert.deepEqual(
      tokens.filter((token) => !types.has(token) && !invokes.has(token)),
      [],
    );
  });

  it("plays no type that no component uses", () => {
    const used = importedTokens();
    assert.deepEqual(
      [...types.keys()].filter((token) => !used.includes(token)),
      [],
    );
  });

  it("names only paths that begin with an input of the type", () => {
    for (const [token, type] of types) {
      const row = type.facts ?? facts.of(token);
      assert.ok(row, token);
      const groups = [...row.conflicts, ...row.exactlyOneOf, ...row.atLeastOneOf, ...row.requiredWith].flat();
      const own = [...Object.keys(type.enums ?? {}), ...(type.sets ?? [])];
      for (const path of own) assert.deepEqual(placesOf({}, path), []);
      for (const path of [...groups, ...own, ...row.replaceOn, ...row.sensitive, ...Object.keys(row.defaults)])
        assert.ok(row.inputs.includes(path.split(/[.#]/)[0] ?? ""), `${token} ${path}`);
    }
  });

  it("is told of a type by its token, once", () => {
    for (const [token, type] of types) assert.equal(type.token, token);
    assert.equal(types.size, new Set(types.values()).size);
  });
});
