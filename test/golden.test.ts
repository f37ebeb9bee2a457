/** Golden files show a reviewer what a change does to a whole tenant: one per dedicated tier and cloud in production, one per other environment. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goldenText } from "./harness/golden-text.ts";
import { isTaggable, tagsOf } from "./harness/aws-recording.ts";
import { isTaggableOnAzure } from "./harness/azure-recording.ts";
import { isLabellable, labelsOf } from "./harness/gcp-recording.ts";
import type { Recording, Registration } from "./harness/recorded-registrations.ts";
import { recordRecoveryStack } from "./harness/whole-recovery.ts";
import { recordStack } from "./harness/whole-tenant.ts";

const FOLDER = join(import.meta.dirname, "golden");
const UPDATE = process.env["UPDATE_GOLDEN"] === "1";

/** Stack → how many resources of providers it has: the named assertion beside the snapshot. */
const GOLDEN_STACKS: Readonly<Record<string, number>> = {
  "globex-production": 158,
  "acme-production": 247,
  "initech-production": 298,
  "initech-disaster-recovery": 112,
  "soylent-production": 302,
  "vandelay-production": 293,
  "acme-staging": 239,
  "acme-development": 179,
  "hooli-test": 184,
  "bluth-production": 177,
  "stark-production": 226,
  "wayne-production": 282,
  "weyland-production": 270,
  "octan-production": 269,
  "nakatomi-production": 133,
  "umbrella-production": 193,
  "oscorp-production": 217,
  "aperture-production": 217,
  "virtucon-production": 218,
};

const RECOVERY = "-disaster-recovery";

const recordings = new Map<string, Promise<Recording<unknown>>>();

/** Once, for all that is asked about it. */
function recordAny(stack: string): Promise<Recording<unknown>> {
  const recording = recordings.get(stack) ?? recordAnew(stack);
  recordings.set(stack, recording);
  return recording;
}

function recordAnew(stack: string): Promise<Recording<unknown>> {
  return stack.endsWith(RECOVERY) ? recordRecoveryStack(stack.slice(0, -RECOVERY.length)) : recordStack(stack);
}

function allLabels(recording: Recording<unknown>, registration: Registration): Readonly<Record<string, string>> {
  return registration.type.startsWith("gcp:") ? labelsOf(recording, registration) : tagsOf(recording, registration);
}

const LABELS = ["component", "data-class", "environment", "managed-by", "owner", "region", "tenant", "tier"];

describe("golden files", () => {
  for (const [stack, expectedResources] of Object.entries(GOLDEN_STACKS)) {
    const file = join(FOLDER, `${stack}.yaml`);

    it(`${stack} registers what its golden file says, ${expectedResources} resources`, async () => {
      const recording = await recordAny(stack);
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
      const recording = await recordAny(stack);
      const unlabelled = recording.registrations
        .filter(({ type }) => isTaggable(type) || isTaggableOnAzure(type) || isLabellable(type))
        .filter((registration) => !LABELS.every((label) => allLabels(recording, registration)[label] !== undefined))
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
