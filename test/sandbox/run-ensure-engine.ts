/** A process of its own that sets the engine up, as `npm start` does: prints the engine's path, or the problem. */
import { ensureEngine } from "../../sandbox/setup/engine.ts";
import { reportProblem } from "../../sandbox/setup/run-setup.js";
import { Steps } from "../../sandbox/setup/steps.js";
import { CHECKOUT } from "./machine.ts";

try {
  console.log((await ensureEngine(CHECKOUT, { steps: Steps.onStderr() })).path);
} catch (error) {
  process.exitCode = reportProblem(error);
}
