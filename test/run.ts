/** `npm test` after set-up: lint, types, format and schemas first, since they fail fastest; then every test, in parallel. */
import { spawn } from "node:child_process";
import { glob } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import Mocha from "mocha";
import pLimit from "p-limit";

const ROOT = dirname(import.meta.dirname);

/** What must hold before a test is worth running; what takes longest comes first, so that the others run beside it. */
const CHECKS: readonly (readonly [what: string, script: string, ...args: string[]])[] = [
  [
    "lint",
    "node_modules/eslint/bin/eslint.js",
    "--max-warnings",
    "0",
    "--cache",
    "--cache-location",
    "node_modules/.cache/eslint",
    ".",
  ],
  ["types", "node_modules/typescript-native/bin/tsc", "--noEmit", "--checkers", "1", "-p", "tsconfig.check.json"],
  ["format", "node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "--cache", "."],
  ["schemas", "policies/schema/generate.ts", "--check"],
];

/** Test files that take long, the longest first: begun last, one of them would keep one core busy alone at the end. */
const LONGEST = [
  "test/engine/crash.",
  "test/engine/",
  "test/cli/review/",
  "test/policies/compliant-",
  "test/policies/plain-tenants.",
  "test/sandbox/real-engine.",
  "test/golden.",
];

/** Half of the tests wait for engines, which have moments in which nothing is to be done. */
const FILES_AT_ONCE = availableParallelism() + 1;

/** MiB for what was just made: recording stacks makes much that is not kept, and tidying it up took a seventh of the time. */
const YOUNG_MEMORY_MIB = 64;

async function runCheck([what, script, ...args]: (typeof CHECKS)[number]): Promise<boolean> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  // In one piece: checks run beside each other.
  process.stdout.write(output);
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${what} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return status === 0;
}

function lengthRank(file: string): number {
  const rank = LONGEST.findIndex((begin) => file.startsWith(begin));
  return rank < 0 ? LONGEST.length : rank;
}

async function runTests(patterns: readonly string[]): Promise<Mocha.Stats> {
  const found = await Array.fromAsync(glob([...patterns], { cwd: ROOT }));
  const files = found.sort().toSorted((a, b) => lengthRank(a) - lengthRank(b));
  // Mocha's processes get the flags of this one.
  process.execArgv.push(`--max-semi-space-size=${YOUNG_MEMORY_MIB}`);
  const mocha = new Mocha({ timeout: 20_000, reporter: "dot", parallel: true, jobs: FILES_AT_ONCE });
  for (const file of files) mocha.addFile(join(ROOT, file));
  await mocha.loadFilesAsync();
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats === undefined) reject(new Error("mocha kept no count"));
      else resolve(runner.stats);
    });
  });
}

const atOnce = pLimit(availableParallelism());
const checked = (await Promise.all(CHECKS.map((check) => atOnce(() => runCheck(check))))).every(Boolean);
const { passes, failures, pending } = await runTests(
  process.argv.length > 2 ? process.argv.slice(2) : ["test/**/*.test.ts"],
);
console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
process.exit(checked && failures === 0 && passes > 0 ? 0 : 1);
