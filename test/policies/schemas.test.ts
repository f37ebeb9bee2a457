import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { load } from "js-yaml";
import { POLICY_SCHEMA_FILES } from "../../policies/schema/registry.ts";
import { jsonSchemaText } from "../../tiers/schema/json-schema.ts";

const PACK = new URL("../../policies/", import.meta.url);

function textOf(file: string): string {
  return readFileSync(new URL(file, PACK), "utf8");
}

function validatorOf(name: string) {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(textOf(`schema/${name}`)) as object);
}

describe("JSON Schemas of the policy pack", () => {
  it("are all in the registry, each once, and what their zod schemas say; otherwise run npm run schemas", () => {
    const files = readdirSync(new URL("schema/", PACK)).filter((name) => name.endsWith(".json"));
    assert.deepEqual(POLICY_SCHEMA_FILES.map(({ file }) => file).toSorted(), files.toSorted());
    for (const entry of POLICY_SCHEMA_FILES) assert.equal(textOf(`schema/${entry.file}`), jsonSchemaText(entry));
  });

  const files = [
    ["waivers.yaml", "schema/waivers.schema.json"],
    ["thresholds.yaml", "schema/thresholds.schema.json"],
    ...readdirSync(new URL("controls/", PACK)).map((file) => [`controls/${file}`, "../schema/controls.schema.json"]),
  ] as const;
  for (const [file = "", schema = ""] of files) {
    it(`${file} names its schema in the first line and keeps it`, () => {
      const text = textOf(file);
      assert.equal(text.split("\n")[0], `# yaml-language-server: $schema=${schema}`);
      const validate = validatorOf(schema.replace(/^.*\//, ""));
      assert.ok(validate(load(text)), JSON.stringify(validate.errors));
    });
  }

  it("that of waivers refuses one without reason, with a day that there is not, and an unknown key", () => {
    const validate = validatorOf("waivers.schema.json");
    const waiver = {
      rule: "ENC-04",
      urn: "urn:pulumi:acme-production::leasehold::*",
      reason: "accepted until the migration ends",
      ticket: "LH-1",
      approver: "security@leasehold.example",
      created: "2026-11-21",
      expires: "2026-12-21",
    };
    const unreasoned = { ...waiver, reason: undefined };
    assert.deepEqual(
      [
        waiver,
        JSON.parse(JSON.stringify(unreasoned)) as object,
        { ...waiver, expires: "2026-13-01" },
        { ...waiver, until: "ever" },
      ].map((one) => validate({ waivers: [one] })),
      [true, false, false, false],
    );
  });
});
