/** A process of its own that sets the checkout it is given up and runs a script of it, as `npm start` does. */
import { runSetup } from "../../sandbox/setup/run-setup.js";

const [root = "", ...script] = process.argv.slice(2);
process.exitCode = await runSetup(script, root);
