import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { invokes, types } from "../../sandbox/clouds/aws/index.ts";
import { readFacts } from "../../sandbox/clouds/facts.ts";
import { placesOf } from "../../sandbox/clouds/paths.ts";
import { FACTS_FOLDER } from "./cloud-fixture.ts";

const COMPONENTS = join(import.meta.dirname, "..", "..", "components", "aws");
const facts = readFacts(FACTS_FOLDER);

/** Modules of the SDK that the components import: `ec2/vpc`, `getAvailabilityZones`. */
function importedModules(): readonly string[] {
  const modules = readdirSync(COMPONENTS)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(join(COMPONENTS, name), "utf8").matchAll(/from "@pulumi\/aws\/([\w/]+)\.js"/g)])
    .map(([, module = ""]) => module)
    .filter((module) => module !== "provider" && module !== "types/index");
  return [...new Set(modules)].sort();
}

/** `ec2/vpc` → `aws:ec2/vpc:Vpc`; `getRegion` → `aws:index/getRegion:getRegion`. */
function tokenOf(module: string): string {
  const name = module.split("/").at(-1) ?? "";
  if (/^get[A-Z]/.test(name)) return `aws:${module.includes("/") ? module : `index/${module}`}:${name}`;
  return `aws:${module}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

describe("the simulated AWS", () => {
  it("plays every type and function that the components use", () => {
    const modules = importedModules();
    assert.ok(modules.length >= 40, `only ${modules.length} modules found`);
    const isPlayed = (token: string): boolean => types.has(token) || invokes.has(token);
    assert.deepEqual(
      modules.map(tokenOf).filter((token) => !isPlayed(token)),
      [],
    );
  });

  it("has facts with a source for every type it plays", () => {
    for (const token of types.keys()) assert.match(facts.of(token)?.source ?? "", /\S/, token);
  });

  it("names in each type only inputs and paths that the facts know", () => {
    for (const [token, type] of types) {
      const inputs = facts.of(token)?.inputs ?? [];
      const named = [...Object.keys(type.enums ?? {}), ...(type.sets ?? []), ...(type.jsonText ?? [])];
      const autoName = type.autoName === undefined || type.autoName === "none" ? [] : [type.autoName.property];
      for (const path of [...named, ...autoName])
        assert.ok(inputs.includes(path.split(".")[0] ?? ""), `${token} ${path}`);
      for (const path of named) assert.deepEqual(placesOf({}, path), []);
    }
  });

  it("is told of a type by its token, once", () => {
    for (const [token, type] of types) assert.equal(type.token, token);
    assert.equal(types.size, new Set(types.values()).size);
  });
});
