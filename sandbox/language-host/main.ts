/**
 * The Node.js language host for an engine that was built from its Go modules (the host itself cannot be had that way).
 * The engine starts it through the launcher beside its executable, reads the port from the first line and calls back.
 * Where the pulumi CLI is installed, its own language host runs and nothing of this folder is involved.
 */
import { enableCompileCache } from "node:module";

enableCompileCache();

/** Flags come first (`--tracing <url>`, `-v=3`); the engine's address is the last argument. */
const engineAddress = process.argv.slice(2).at(-1);
if (engineAddress === undefined || !/^[^-].*:\d+$/.test(engineAddress)) {
  console.error("the language host is started by the pulumi engine, with the engine's address as last argument");
  process.exit(2);
}

// Loaded after the compile cache is on: the engine waits for the port.
const { serveLanguage } = await import("./serve.ts");
await serveLanguage(engineAddress);
