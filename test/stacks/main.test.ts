import assert from "node:assert/strict";
import { dirname } from "node:path";
import { runNode } from "../../bench/node-run.ts";

const ROOT = dirname(dirname(import.meta.dirname));

/** Says whether the SDK's own function still stands after the entry has been loaded. */
const PROGRAM = `
const { default: log } = await import("@pulumi/pulumi/log/index.js");
const { debug, info, warn, error } = log;
await import("./stacks/main.js");
console.log([debug === log.debug, info === log.info, warn === log.warn, error === log.error].join(" "));
`;

async function keptAfterEntry(env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await runNode(["--input-type=module", "-e", PROGRAM], { cwd: ROOT, env });
  return stdout.trim();
}

describe("the entry of the program", () => {
  it("keeps debug messages of the SDK to itself, and no others", async () => {
    assert.equal(await keptAfterEntry({ PULUMI_OPTION_DEBUG: undefined }), "false true true true");
  });

  it("lets them through where they are asked for", async () => {
    assert.equal(await keptAfterEntry({ PULUMI_OPTION_DEBUG: "true" }), "true true true true");
  });
});
