/**
 * Moves a tenant between all dedicated tiers, each ordered pair on a fresh copy: `node test/engine/all-pairs.ts [from…]`.
 * Takes some minutes, so the suite runs a covering set (tier-change.test.ts). Ends with 1 when any pair fails.
 */
import { changeTier, CHANGING_STACK, TIER_PAIRS } from "../harness/tier-change.ts";
import { EngineSandbox } from "../harness/engine-sandbox.ts";

const named = process.argv.slice(2);
let failures = 0;

for (const [from, pairs] of Map.groupBy(TIER_PAIRS, ([each]) => each)) {
  if (named.length > 0 && !named.includes(from)) continue;
  const base = await EngineSandbox.make();
  try {
    await changeTier(base, from);
    for (const [, to] of pairs) console.log(`${from} → ${to}: ${await report(base, to)}`);
  } finally {
    base.dispose();
  }
}
process.exitCode = failures === 0 ? 0 : 1;

async function report(base: EngineSandbox, to: (typeof TIER_PAIRS)[number][1]): Promise<string> {
  const sandbox = await base.copy();
  try {
    const { counts, lost } = await changeTier(sandbox, to);
    const after = await sandbox.leasehold(["preview", CHANGING_STACK, "--sandbox"]);
    const unstable = after.stdout.includes("nothing would change")
      ? []
      : [`not at rest: ${after.stdout}${after.stderr}`];
    const flaws = [...lost, ...unstable];
    if (flaws.length > 0) failures += 1;
    return [JSON.stringify(counts), ...flaws].join("\n  ");
  } catch (error) {
    failures += 1;
    return error instanceof Error ? error.message : String(error);
  } finally {
    sandbox.dispose();
  }
}
