/**
 * Moves a tenant between all dedicated tiers on every cloud, each ordered pair on a fresh copy:
 *
 *     npm run test:pairs [-- <cloud or tier it starts from>…]
 *
 * Takes minutes, so the suite runs a covering set (tier-change.test.ts). Ends with 1 when any pair fails. Pairs are about
 * what happens to the resources: plan, guard and policy pack, which look at the same run once more, are left to the suite.
 */
import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import { EngineSandbox } from "../harness/engine-sandbox.ts";
import {
  changeTier,
  CHANGING_CLOUDS,
  CHANGING_STACK,
  type ChangingCloud,
  moveToTier,
  TIER_PAIRS,
} from "../harness/tier-change.ts";
import { DEDICATED_TIERS, type DedicatedTier } from "../../tiers/vocabulary.ts";

/** One move of the tenant, and what is wrong with it; nothing when all is well. */
interface PairReport {
  readonly counts: string;
  readonly flaws: readonly string[];
}

const named: readonly string[] = process.argv.slice(2);
/** One more than cores: of an engine, its program and its provider often only one has something to do. */
const atOnce = pLimit(availableParallelism() + 1);
const begun = performance.now();

const isAsked = (cloud: ChangingCloud, from: DedicatedTier): boolean => {
  const clouds = CHANGING_CLOUDS.filter((each) => named.includes(each));
  const tiers = DEDICATED_TIERS.filter((each) => named.includes(each));
  return (clouds.length === 0 || clouds.includes(cloud)) && (tiers.length === 0 || tiers.includes(from));
};
const starts = CHANGING_CLOUDS.flatMap((cloud) =>
  DEDICATED_TIERS.filter((from) => isAsked(cloud, from)).map((from) => ({ cloud, from })),
);
const reports = await Promise.all(starts.map(({ cloud, from }) => tryAllFrom(cloud, from)));

const all = reports.flat();
const failed = all.filter(({ flaws }) => flaws.length > 0).length;
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
console.log(`${all.length - failed} pairs passed, ${failed} failed, ${minutes} min`);
process.exitCode = failed === 0 && all.length > 0 ? 0 : 1;

/** Brings the tenant up at one tier, once, and moves a copy of it to each other. */
async function tryAllFrom(cloud: ChangingCloud, from: DedicatedTier): Promise<readonly PairReport[]> {
  const targets = TIER_PAIRS.filter(([each]) => each === from).map(([, to]) => to);
  const base = await EngineSandbox.make();
  try {
    const start = await atOnce(() => attempt(async () => (await changeTier(base, from, cloud, "--no-policies")).lost));
    if (start.flaws.length > 0) return targets.map((to) => tell(`${cloud} ${from} → ${to}`, start));
    return await Promise.all(
      targets.map(async (to) => {
        const name = `${cloud} ${from} → ${to}`;
        return tell(name, await atOnce(() => tryOne(base, to, cloud)));
      }),
    );
  } finally {
    base.dispose();
  }
}

async function tryOne(base: EngineSandbox, to: DedicatedTier, cloud: ChangingCloud): Promise<PairReport> {
  const sandbox = await base.copy();
  let counts = "";
  try {
    const report = await attempt(async () => {
      const change = await moveToTier(sandbox, to, cloud);
      counts = JSON.stringify(change.counts);
      const left = await sandbox.changesLeft(CHANGING_STACK);
      return [...change.lost, ...(left === undefined ? [] : [`not at rest: ${left}`])];
    });
    return { ...report, counts };
  } finally {
    sandbox.dispose();
  }
}

async function attempt(work: () => Promise<readonly string[]>): Promise<PairReport> {
  try {
    return { counts: "", flaws: await work() };
  } catch (error) {
    return { counts: "", flaws: [error instanceof Error ? error.message : String(error)] };
  }
}

function tell(name: string, report: PairReport): PairReport {
  console.log(
    [`${report.flaws.length === 0 ? "ok  " : "FAIL"} ${name} ${report.counts}`, ...report.flaws].join("\n  "),
  );
  return report;
}
