import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { jsonSchemaText } from "../../tiers/schema/json-schema.ts";
import { SCHEMA_FILES } from "../../tiers/schema/registry.ts";
import { TIERS } from "../../tiers/vocabulary.ts";

const schemas = new URL("../../tiers/schema/", import.meta.url);
const catalogue = new URL("../../tiers/catalogue/", import.meta.url);
const readText = (name: string, folder: URL) => readFileSync(new URL(name, folder), "utf8");
const validator = (file: string) =>
  new Ajv2020({ strict: false, formats: { email: true, cidrv4: true } }).compile(JSON.parse(readText(file, schemas)));

describe("JSON Schemas", () => {
  it("are all in the registry, each once", () => {
    const files = readdirSync(schemas).filter((name) => name.endsWith(".schema.json"));
    assert.deepEqual(SCHEMA_FILES.map(({ file }) => file).toSorted(), files.toSorted());
  });

  for (const entry of SCHEMA_FILES) {
    it(`${entry.file} is what its zod schema says; otherwise run npm run schemas`, () => {
      assert.equal(readText(entry.file, schemas), jsonSchemaText(entry));
    });
  }

  for (const file of readdirSync(catalogue)) {
    it(`${file} names its schema in the first line and keeps it`, () => {
      const text = readText(file, catalogue);
      const name = TIERS.some((tier) => file === `${tier}.yaml`)
        ? "tier.schema.json"
        : file.replace(/\.yaml$/, ".schema.json");
      assert.equal(text.split("\n")[0], `# yaml-language-server: $schema=../schema/${name}`);
      const validate = validator(name);
      assert.ok(validate(load(text)), JSON.stringify(validate.errors));
    });
  }

  it("the tier's refuses a missing, a wrong and an unknown setting", () => {
    const validate = validator("tier.schema.json");
    const text = readText("standard.yaml", catalogue);
    const edits: readonly [string, string][] = [
      ["    storageGib: 100 # S3\n", ""],
      ["storageGib: 100 ", "storageGib: plenty "],
      ["    storageGib: 100 ", "    colour: blue\n    storageGib: 100 "],
      ["  database.storageGib: [10, 200]", "  database.colour: [10, 200]"],
    ];
    assert.deepEqual(
      edits.map(([from, to]) => validate(load(text.replace(from, to)))),
      [false, false, false, false],
    );
  });
});
