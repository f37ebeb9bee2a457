/**
 * The first step of `npm start` and `npm test` on a machine that has nothing but Node.js 20 and npm:
 *
 *     node sandbox/setup/bootstrap.js <script> [arguments…]
 *
 * installs the packages, then, under Node.js 24, finds or builds the engine and prepares the sandbox, then runs the
 * script. Each step is skipped when it is done. Written so that any Node.js can read it and say what is missing.
 */
const LEAST_NODE_MAJOR = 20;

if (Number(process.versions.node.split(".")[0]) < LEAST_NODE_MAJOR) {
  console.error(
    "leasehold needs Node.js " +
      LEAST_NODE_MAJOR +
      " or newer to set itself up, this is " +
      process.versions.node +
      " (" +
      process.execPath +
      "); install a newer Node.js and run again",
  );
  process.exit(1);
}

import("./run-setup.js").then((setup) => setup.runSetup(process.argv.slice(2))).then((code) => process.exit(code));
