/**
 * The Node.js language host for an engine that was built from its Go modules (the host itself cannot be had that way).
 * The engine starts it through the launcher beside its executable, reads the port from the first line and calls back.
 * Where the pulumi CLI is installed, its own language host runs and nothing of this folder is involved.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import languageServices from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { z } from "zod";
import { watchEngine } from "./engine-connection.ts";
import { createLanguageService } from "./service.ts";

/** As the engine's own limit: a stack's configuration or a pack's output may be large. */
const LARGEST_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Flags come first (`--tracing <url>`, `-v=3`); the engine's address is the last argument. */
const engineAddress = process.argv.slice(2).at(-1);
if (engineAddress === undefined || !/^[^-].*:\d+$/.test(engineAddress)) {
  console.error("the language host is started by the pulumi engine, with the engine's address as last argument");
  process.exit(2);
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8")));
const { handlers, children } = createLanguageService({ engine: engineAddress, version });

function end(exitCode: number): void {
  children.killAll();
  process.exit(exitCode);
}
// The engine closes a host with SIGINT; by then its programs have ended or have been given up.
process.on("SIGINT", () => end(0));
process.on("SIGTERM", () => end(0));

const server = new grpc.Server({
  "grpc.max_receive_message_length": LARGEST_MESSAGE_BYTES,
  "grpc.max_send_message_length": LARGEST_MESSAGE_BYTES,
});
server.addService(languageServices.LanguageRuntimeService, handlers);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(`the language host cannot listen on 127.0.0.1: ${error.message}`);
    process.exit(1);
  }
  console.log(port);
  watchEngine(engineAddress, () => end(0));
});
