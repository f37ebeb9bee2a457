/**
 * Runs for `pulumi` in a shell that sourced the sandbox's environment. The engine keeps a stack's configuration in
 * `stacks/` unless told otherwise; here it is told the sandbox's file, so that bare `pulumi` works as with a real account
 * and the git tree stays clean.
 */
import { execFileSync, spawn } from "node:child_process";
import { ENGINE_VARIABLE, PROJECT_VARIABLE } from "./environment.ts";
import { planBareRun } from "./bare-run.ts";
import { sandboxLayout } from "./layout.ts";
import { waitFor } from "./setup/node-runtime.js";

const engine = process.env[ENGINE_VARIABLE];
const root = process.env[PROJECT_VARIABLE];
if (engine === undefined || root === undefined) {
  console.error(`${ENGINE_VARIABLE} and ${PROJECT_VARIABLE} are not set: source the env.sh of the sandbox first`);
  process.exit(1);
}
const layout = sandboxLayout(root);

/** The stack that was selected with `pulumi stack select`, in the sandbox's own project folder. */
function selectedStack(): string | undefined {
  try {
    return execFileSync(engine ?? "", ["--cwd", layout.project, "stack", "--show-name"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    // None is selected: the engine itself says so, in its own words, when the command needs one.
    return undefined;
  }
}

const { args, env } = planBareRun(process.argv.slice(2), layout, process.env, selectedStack);
process.exit(await waitFor(spawn(engine, [...args], { stdio: "inherit", env: { ...process.env, ...env } })));
