/** `npm test` after set-up: types, lint, format and schemas first, since they fail fastest; then every test, in parallel. */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import Mocha from "mocha";
import { glob } from "node:fs/promises";

const ROOT = dirname(import.meta.dirname);

/** What must hold before a test is worth running. */
const CHECKS: readonly (readonly [what: string, script: string, ...args: string[]])[] = [
  ["types", "node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.check.json"],
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
  ["format", "node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "--cache", "."],
  ["schemas", "policies/schema/generate.ts", "--check"],
];

function runCheck([what, script, ...args]: (typeof CHECKS)[number]): boolean {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio: "inherit" });
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${what} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return status === 0;
}

async function runTests(patterns: readonly string[]): Promise<Mocha.Stats> {
  const files = (await Array.fromAsync(glob([...patterns], { cwd: ROOT }))).sort();
  const mocha = new Mocha({ timeout: 20_000, reporter: "dot", parallel: true, jobs: availableParallelism() });
  for (const file of files) mocha.addFile(join(ROOT, file));
  await mocha.loadFilesAsync();
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats === undefined) reject(new Error("mocha kept no count"));
      else resolve(runner.stats);
    });
  });
}

const checked = CHECKS.map(runCheck).every(Boolean);
const { passes, failures, pending } = await runTests(
  process.argv.length > 2 ? process.argv.slice(2) : ["test/**/*.test.ts"],
);
console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
process.exit(checked && failures === 0 && passes > 0 ? 0 : 1);
