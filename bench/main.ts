/** `npm run bench`: prints how fast Leasehold is against what it cannot do without (docs: what good looks like, in numbers). */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { badTenant } from "./bad-tenant.ts";
import { passes, type Measurement, type Outcome } from "./figures.ts";
import { fleet } from "./fleet.ts";
import { describeMachine } from "./machine.ts";
import { policyPack } from "./policy-pack.ts";
import { preview } from "./preview.ts";
import { reportJson, reportText, type Result } from "./report.ts";
import { setUp } from "./set-up.ts";
import { typeCheck } from "./type-check.ts";

const ROOT = dirname(import.meta.dirname);
const MEASUREMENTS: readonly Measurement[] = [preview, policyPack, fleet, typeCheck, setUp, badTenant];

interface Options {
  readonly only?: readonly string[];
  readonly runs?: number;
  readonly json?: true;
}

function pairsFrom(text: string): number {
  const pairs = Number(text);
  if (!Number.isInteger(pairs) || pairs < 1) throw new InvalidArgumentError("expected a whole number from 1");
  return pairs;
}

const program = new Command("bench")
  .description(
    "Measures in pairs, in turn, and prints the ratios with their targets. Exit code 1: a target was missed or a measurement failed; a time in seconds says too much about the machine to fail.",
  )
  .addOption(new Option("--only <name...>", "these measurements only").choices(MEASUREMENTS.map(({ name }) => name)))
  .option("--runs <n>", "pairs per measurement; default: 3 to 7, as each needs", pairsFrom)
  .option("--json", "figures as JSON on stdout")
  .action(run);

async function run({ only, runs, json }: Options): Promise<void> {
  const chosen = MEASUREMENTS.filter(({ name }) => only === undefined || only.includes(name));
  const machine = describeMachine();
  const results: Result[] = [];
  for (const measurement of chosen) results.push({ measurement, outcome: await measure(measurement, runs) });
  console.log(json === true ? reportJson(results, machine) : reportText(results, machine));
  process.exitCode = results.every(({ outcome }) => passes(outcome)) ? 0 : 1;
}

/** One measurement in a folder of its own; that it fails keeps no other from being measured. */
async function measure({ name, title, measure: take }: Measurement, pairs: number | undefined): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), `leasehold-bench-${name}-`));
  const begun = performance.now();
  try {
    return await take({ root: ROOT, folder, ...(pairs === undefined ? {} : { pairs }) });
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
    console.error(`${title}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
}

await program.parseAsync();
