/** A process of its own that installs the packages of the checkout it is given, as `npm start` does. */
import { ensurePackages } from "../../sandbox/setup/packages.js";
import { reportProblem } from "../../sandbox/setup/run-setup.js";
import { Steps } from "../../sandbox/setup/steps.js";

try {
  await ensurePackages(process.argv[2] ?? "", Steps.onStderr());
} catch (error) {
  process.exitCode = reportProblem(error);
}
