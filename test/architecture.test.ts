/** Data flows one way (design: layout): who may import whom, and that nobody goes round in a circle. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { cruise, type IForbiddenRuleType } from "dependency-cruiser";

const PROJECT_ROOT = dirname(import.meta.dirname);
const FOLDERS = ["tiers", "components", "stacks", "policies", "sandbox", "cli"];

/** Folder → what it may import, as a pattern over paths relative to the project. Node's own modules are free to all but the list says where not. */
const ALLOWED: Readonly<Record<string, string>> = {
  tiers: "^tiers/|^node_modules/(zod|js-yaml|ip-address|semver|fastest-levenshtein)/|^(fs|path|url|crypto)$",
  components: "^components/|^tiers/|^node_modules/@pulumi/|^(crypto)$",
  // zod: outputs of another stack come from outside and are checked where they are read.
  stacks: "^stacks/|^tiers/|^components/|^node_modules/(@pulumi/pulumi|zod)/|^(crypto|fs|path|module|readline|url)$",
  // No SDK of a cloud: rules know types by their tokens, so that the pack starts at once and fits any program.
  // The last three write reports.
  policies:
    "^policies/|^tiers/|^node_modules/(@pulumi/policy|zod|js-yaml|csv-stringify|uuid|xmlbuilder2)/|^(crypto|fs|module|path|readline|url)$",
  sandbox: "^sandbox/|^node_modules/(?!@pulumi/(aws|azure-native|gcp|kubernetes|random)/)|^[a-z_/]+$",
  cli: "^cli/|^sandbox/|^stacks/|^tiers/|^policies/|^node_modules/(?!@pulumi/(aws|azure-native|gcp|kubernetes|random)/)|^[a-z_/]+$",
};

function directionRule(folder: string, allowed: string): IForbiddenRuleType {
  return {
    name: `${folder}-imports`,
    severity: "error",
    from: { path: `^${folder}/` },
    to: { pathNot: allowed },
  };
}

const RULES: IForbiddenRuleType[] = [
  ...Object.entries(ALLOWED).map(([folder, allowed]) => directionRule(folder, allowed)),
  // Types may look at each other across files; at run time nobody goes round in a circle.
  {
    name: "no-circle",
    severity: "error",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
];

/** The violations in folders of a project, as `from -> to (rule)`. */
async function violations(root: string, folders: readonly string[]): Promise<string[]> {
  const result = await cruise(
    [...folders],
    {
      baseDir: root,
      ruleSet: { forbidden: RULES },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
    },
    // As Node.js resolves a package that names its entries.
    { extensions: [".ts", ".js"], exportsFields: ["exports"], conditionNames: ["node", "import"] },
  );
  assert.ok(typeof result.output !== "string");
  assert.ok(result.output.summary.totalCruised > 0, "nothing was looked at");
  return result.output.summary.violations.map((found) => `${found.from} -> ${found.to} (${found.rule.name})`).sort();
}

describe("architecture", () => {
  it("lets every folder import only what the design allows, and nobody in a circle", async () => {
    assert.deepEqual(await violations(PROJECT_ROOT, FOLDERS), []);
  }).timeout(60_000);
});
