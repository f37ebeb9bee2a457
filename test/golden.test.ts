/** Golden files show a reviewer what a change does to a whole tenant: one per dedicated tier in production, one per other environment. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goldenText } from "./harness/golden-text.ts";
import { isTaggable, tagsOf } from "./harness/aws-recording.ts";
import { recordStack } from "./harness/whole-tenant.ts";

const FOLDER = join(import.meta.dirname, "golden");
const UPDATE = process.env["UPDATE_GOLDEN"] === "1";

/** Stack → how many resources of providers it has: the named assertion beside the snapshot. */
const GOLDEN_STACKS: Readonly<Record<string, number>> = {
  "globex-production": 117,
  "acme-production": 175,
  "initech-production": 196,
  "soylent-production": 191,
  "vandelay-production": 191,
  "acme-staging": 175,
  "acme-development": 135,
  "hooli-test": 140,
};

const LABELS = ["component", "data-class", "environment", "managed-by", "owner", "region", "tenant", "tier"];

describe("golden files", () => {
  for (const [stack, expectedResources] of Object.entries(GOLDEN_STACKS)) {
    const file = join(FOLDER, `${stack}.yaml`);

    it(`${stack} registers what its golden file says, ${expectedResources} resources`, async () => {
      const recording = await recordStack(stack);
      const text = goldenText(recording, stack);
      if (UPDATE) writeFileSync(file, text);
      assert.ok(existsSync(file), `no golden file of ${stack}; write it with \`npm run golden\` and review it`);
      assert.equal(
        text,
        readFileSync(file, "utf8"),
        `${stack} changed; look at it with \`npm run golden\` and git diff`,
      );
      const resources = recording.registrations.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
      assert.equal(resources.length, expectedResources);
    });

    it(`${stack} labels everything that can be labelled with all eight`, async () => {
      const recording = await recordStack(stack);
      const unlabelled = recording.registrations
        .filter(({ type }) => isTaggable(type))
        .filter((registration) => !LABELS.every((label) => tagsOf(recording, registration)[label] !== undefined))
        .map(({ name }) => name);
      assert.deepEqual(unlabelled, []);
    });
  }

  it("has no file that no stack stands for", () => {
    assert.deepEqual(
      readdirSync(FOLDER).sort(),
      Object.keys(GOLDEN_STACKS)
        .map((stack) => `${stack}.yaml`)
        .sort(),
    );
  });
});
