/**
 * Runs one simulated provider: `node main.ts <package> [<engine's address>]` prints its port as the first line and serves
 * until the engine that started it is gone. The folder of the simulated clouds comes from `LEASEHOLD_CLOUDS`.
 */
import { enableCompileCache } from "node:module";
import { watchEngine } from "../language-host/engine-connection.ts";
import { crashEngine } from "./crash.ts";

enableCompileCache();

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}

const [name, ...rest] = process.argv.slice(2);
const engineAddress = rest.findLast((argument) => /^[^-].*:\d+$/.test(argument));
const root = process.env["LEASEHOLD_CLOUDS"];
if (root === undefined || root === "") {
  fail(
    "LEASEHOLD_CLOUDS is not set: it names the folder of the simulated clouds; run leasehold, or source the sandbox's env.sh",
  );
}

// Loaded after the compile cache is on: that halves the start.
const { isSimulated, SIMULATED_PACKAGES } = await import("./plugins.ts");
if (name === undefined || !isSimulated(name)) {
  const known = new Intl.ListFormat("en").format(SIMULATED_PACKAGES);
  fail(`there is no simulated cloud for the package ${name}; there is one for ${known}`);
}
const { createProvider } = await import("./create-provider.ts");
const { serveProvider } = await import("./provider-server.ts");
const provider = await createProvider(name, { root, environment: process.env, crash: crashEngine });
const server = await serveProvider(provider);
console.log(server.port);
process.on("SIGINT", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
if (engineAddress !== undefined) watchEngine(engineAddress, () => process.exit(0));
