/** Set-up from packages to the script that was asked for. Runs on Node.js 20 with nothing installed. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode, runScript, searchPathOf } from "./node-runtime.js";
import { ensurePackages } from "./packages.js";
import { SetupProblem } from "./problem.js";
import { Steps } from "./steps.js";

/** The checkout that this file belongs to. */
const CHECKOUT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * @param {readonly string[]} script relative to the checkout, with its arguments; none: set-up only
 * @param {string} [root] the checkout
 * @returns {Promise<number>} exit code: the script's; 1 when set-up failed
 */
export async function runSetup(script, root = CHECKOUT) {
  try {
    const steps = Steps.onStderr();
    await ensurePackages(root, steps);
    const node = await steps.run("node", async (step) => {
      const found = findNode(root);
      step.already(`${found.version} from ${found.origin === "packages" ? "the npm packages" : "this machine"}`);
      return found;
    });
    const env = { ...process.env, PATH: searchPathOf(root, process.env["PATH"]), LEASEHOLD_NODE: node.path };
    const prepared = await runScript(node, [join(root, "sandbox", "setup", "main.ts")], env);
    const [file, ...args] = script;
    if (prepared !== 0 || file === undefined) return prepared;
    return await runScript(node, [join(root, file), ...args], env);
  } catch (error) {
    return reportProblem(error);
  }
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
export function reportProblem(error) {
  if (!(error instanceof SetupProblem)) throw error;
  console.error(`\n${error.message}`);
  if (error.details !== undefined) console.error(error.details.replace(/^/gm, "  "));
  return 1;
}
