/** A tenant takes on a framework or a higher security level: more is asked of its stores, and none is made anew. */
import assert from "node:assert/strict";
import * as z from "zod";
import { EngineSandbox, type TenantEdit } from "../harness/engine-sandbox.ts";
import { bringUp, CHANGING_STACK, type ChangingCloud, giveTier, type TierChange } from "../harness/tier-change.ts";

/** All clouds have the same constraints; on this one the most is fixed when a store is made. */
const CLOUD: ChangingCloud = "gcp";

/** Each keeps what those before asked for. */
const STEPS: readonly (readonly [name: string, edit: TenantEdit, ...options: string[]])[] = [
  ["the lowest level", { securityLevel: "basic" }],
  // The policy pack judges the first up, and the step after which most is asked.
  ["a level and a framework", { securityLevel: "enhanced", frameworks: ["gdpr"] }, "--no-policies"],
  [
    "the next level and all frameworks of the place",
    { securityLevel: "maximum", frameworks: ["gdpr", "hipaa", "sox", "pci-dss", "iso-27001", "soc-2"] },
  ],
];

const promised = z.object({ promises: z.object({ auditRetentionDays: z.number() }) });

describe("taking on constraints", function () {
  this.timeout(300_000);

  let sandbox: EngineSandbox;
  const changes: (readonly [name: string, change: TierChange])[] = [];
  before(async () => {
    sandbox = await EngineSandbox.make();
    let edit: TenantEdit = {};
    for (const [name, more, ...options] of STEPS) {
      edit = { ...edit, ...more };
      giveTier(sandbox, "premium", CLOUD, edit);
      changes.push([name, await bringUp(sandbox, ...options)]);
    }
  });
  after(() => sandbox.dispose());

  it("neither deletes nor replaces a store, what supports one, or the cache", () => {
    assert.equal(changes.length, STEPS.length);
    for (const [name, { lost }] of changes) assert.deepEqual(lost, [], name);
  });

  it("is what the stack then promises", () => {
    assert.deepEqual(
      changes.map(([, { outputs }]) => promised.parse(outputs).promises.auditRetentionDays),
      [365, 365, 2555],
    );
  });

  it("is at rest afterwards", async () => {
    const { exitCode, stdout } = await sandbox.leasehold(["preview", CHANGING_STACK, "--sandbox"]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^policies [^\n]*: \d+ hold, 2 waived\n/);
    assert.ok(stdout.endsWith(`\n${CHANGING_STACK}: nothing would change\n`), stdout);
  });
});
