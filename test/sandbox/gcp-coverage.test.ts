import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { invokes, types } from "../../sandbox/clouds/gcp/index.ts";
import { factsOfCloud } from "./simulated-cloud.ts";

const COMPONENTS = join(import.meta.dirname, "..", "..", "components", "gcp");
const facts = factsOfCloud("gcp");
const require = createRequire(import.meta.url);

/** Tokens of the resource classes and functions that the components import, as the SDK's own files name them. */
function importedTokens(): readonly string[] {
  const modules = readdirSync(COMPONENTS)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(join(COMPONENTS, name), "utf8").matchAll(/from "(@pulumi\/gcp\/[\w/]+\.js)"/g)])
    .map(([, module = ""]) => module)
    .filter((module) => !module.endsWith("/provider.js") && !module.includes("/types/"));
  const token = /(?:__pulumiType = '|invoke(?:SingleOutput)?\(")(gcp:[\w/]+:\w+)/;
  return [...new Set(modules)]
    .map((module) => token.exec(readFileSync(require.resolve(module), "utf8"))?.[1] ?? module)
    .sort();
}

/** Tokens keep capitals that the SDK's files lose. */
const LOWERED: Readonly<Record<string, string>> = {
  iAMAuditConfig: "iamauditConfig",
  iAMMember: "iammember",
  v2ProjectNotificationConfig: "v2projectNotificationConfig",
};

function fileOf(module: string): string {
  return module.replace(/\/(\w+)$/, (_whole, name: string) => `/${LOWERED[name] ?? name}`);
}

/** What the installed SDK's class takes, demands and computes, read from its own constructor. */
function sdkClass(token: string): { inputs: string[]; required: string[]; computed: string[] } {
  const [, module = ""] = token.split(":");
  const text = readFileSync(require.resolve(`@pulumi/gcp/${fileOf(module)}.js`), "utf8");
  const construction = text.slice(text.indexOf("const args = argsOrState"));
  const assigned = [...construction.matchAll(/resourceInputs\["(\w+)"\] = ([^;]*);/g)];
  const names = (isComputed: boolean): string[] => [
    ...new Set(
      assigned.filter(([, , value = ""]) => value.includes("/*out*/") === isComputed).map(([, name = ""]) => name),
    ),
  ];
  const required = [...construction.matchAll(/Missing required property '(\w+)'/g)].map(([, name = ""]) => name);
  return { inputs: names(false).sort(), required: [...new Set(required)].sort(), computed: names(true) };
}

describe("the simulated Google Cloud", () => {
  it("plays every type and function that the components use", () => {
    const tokens = importedTokens();
    assert.ok(tokens.length >= 30, `only ${tokens.length} found`);
    assert.deepEqual(
      tokens.filter((token) => !types.has(token) && !invokes.has(token)),
      [],
    );
  });

  it("has facts with a source for every type it plays, as the installed SDK has them", () => {
    for (const token of types.keys()) {
      const row = facts.of(token);
      assert.match(row?.source ?? "", /\S/, token);
      const sdk = sdkClass(token);
      assert.deepEqual([...(row?.inputs ?? [])].sort(), sdk.inputs, token);
      assert.deepEqual([...(row?.required ?? [])].sort(), sdk.required, token);
      const computed = sdk.computed.filter((name) => !sdk.inputs.includes(name)).sort();
      assert.deepEqual([...(row?.computedOutputs ?? [])].sort(), computed, token);
    }
  });

  it("names only paths that begin with an input of the type", () => {
    for (const [token, type] of types) {
      const row = facts.of(token);
      assert.ok(row);
      const groups = [...row.conflicts, ...row.exactlyOneOf, ...row.atLeastOneOf, ...row.requiredWith].flat();
      const own = [...Object.keys(type.enums ?? {}), ...(type.sets ?? [])];
      for (const path of [
        ...groups,
        ...own,
        ...row.replaceOn,
        ...row.sensitive,
        ...row.writeOnly,
        ...Object.keys(row.defaults),
      ])
        assert.ok(row.inputs.includes(path.split(/[.#]/)[0] ?? ""), `${token} ${path}`);
    }
  });
});
