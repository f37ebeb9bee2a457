import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { jsonSchemaText } from "../../tiers/schema/json-schema.ts";
import { SCHEMA_FILES } from "../../tiers/schema/registry.ts";
import { SETTING_PATHS } from "../../tiers/settings.ts";
import { checkTenants } from "../../tiers/tenant-rules.ts";
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { DEDICATED_TIERS, ENVIRONMENTS, TIERS } from "../../tiers/vocabulary.ts";
import { parseYaml } from "../../tiers/yaml-document.ts";
import { SOUND, soundBut } from "./tenant-texts.ts";

const schemaFolder = new URL("../../tiers/schema/", import.meta.url);
const tenantsFolder = new URL("../../stacks/tenants/", import.meta.url);

const committed = readFileSync(new URL("tenant.schema.json", schemaFolder), "utf8");

/** Formats are a help for editors; the patterns beside them decide. */
const isValid = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(
  JSON.parse(committed),
);

/** Name and content of every example tenant. */
const EXAMPLES = readdirSync(tenantsFolder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => ({ file: `stacks/tenants/${name}`, text: readFileSync(new URL(name, tenantsFolder), "utf8") }));

/** As much of the committed schema as the tests look at. */
interface CommittedSchema {
  readonly $defs: {
    readonly Overrides: { readonly properties: Readonly<Record<string, { readonly properties: object }>> };
  };
}

const parsedSchema = (): CommittedSchema => JSON.parse(committed) as CommittedSchema;

describe("the JSON Schema of tenant files", () => {
  it("is up to date with the schema of the parser", () => {
    const entry = SCHEMA_FILES.find(({ file }) => file === "tenant.schema.json");
    assert.ok(entry !== undefined);
    assert.equal(committed, jsonSchemaText(entry), "run npm run schemas");
  });

  it("describes every key", () => {
    const undescribed: string[] = [];
    const walk = (node: Readonly<Record<string, unknown>>, path: string): void => {
      for (const [key, child] of Object.entries((node.properties ?? {}) as Record<string, Record<string, unknown>>)) {
        if (child.description === undefined) undescribed.push(`${path}${key}`);
        walk(child, `${path}${key}.`);
      }
      if (node.items !== undefined) walk(node.items as Record<string, unknown>, path);
    };
    const { $defs, ...root } = parsedSchema();
    walk(root, "");
    walk($defs.Overrides, "overrides.");
    assert.deepEqual(undescribed, []);
    assert.deepEqual(Object.keys($defs), ["Overrides"]);
  });

  it("knows every setting as an override", () => {
    const { Overrides } = parsedSchema().$defs;
    const paths = Object.entries(Overrides.properties).flatMap(([section, { properties }]) =>
      Object.keys(properties).map((name) => `${section}.${name}`),
    );
    assert.deepEqual(paths, [...SETTING_PATHS]);
  });

  it("refuses what the parser refuses by shape", () => {
    const validate = (text: string): boolean => isValid(parseYaml(text, "acme.yaml").value);
    assert.ok(validate(SOUND));
    for (const [piece, replacement] of [
      ["region:", "regoin:"],
      ["premium", "gold"],
      ['"111122223333"', "111122223333"],
      ["tenant: acme", "tenant: Acme"],
      ["platform@acme.example", "platform"],
      ["production: {}", "production: { overrides: { database: { storageGib: big } } }"],
      ["production: {}", "production: { overrides: { database: { storageGib: 0 } } }"],
      ["environments:\n  production: {}", "environments: {}"],
      ["10.20.0.0/18", "10.20.0.0"],
    ] as const) {
      assert.ok(!validate(soundBut(piece, replacement)), replacement);
    }
  });
});

describe("the example tenants", () => {
  for (const { file, text } of EXAMPLES) {
    it(`${file} names its schema, validates and parses without a warning`, () => {
      assert.ok(text.startsWith("# yaml-language-server: $schema=../../tiers/schema/tenant.schema.json\n"));
      assert.ok(isValid(parseYaml(text, file).value), JSON.stringify(isValid.errors));
      assert.deepEqual(parseTenant(text, file).warnings, []);
    });
  }

  const specs = EXAMPLES.map(({ file, text }) => parseTenant(text, file).spec);

  it("are at least seven, with production in every tier, and every environment somewhere", () => {
    assert.ok(specs.length >= 7);
    const inProduction = specs.filter(({ environments }) => environments.production !== undefined);
    assert.deepEqual(new Set(inProduction.map(({ tier }) => tier)), new Set(TIERS));
    assert.ok(DEDICATED_TIERS.every((tier) => inProduction.some((spec) => spec.tier === tier)));
    assert.deepEqual(new Set(specs.flatMap(environmentsOf)), new Set(ENVIRONMENTS));
  });

  it("can live side by side", () => assert.deepEqual(checkTenants(specs), []));

  it("are the one that npm start brings up: acme, premium, in Ireland, under GDPR and SOC 2", () => {
    const acme = specs.find(({ tenant }) => tenant === "acme");
    assert.deepEqual(
      [acme?.tier, acme?.region, acme?.frameworks, acme?.residency],
      ["premium", "eu-west-1", ["gdpr", "soc-2"], ["eu"]],
    );
  });
});
