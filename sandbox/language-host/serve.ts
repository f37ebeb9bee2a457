/** Serves the language host until the engine closes it or is gone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import languageServices from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { z } from "zod";
import { watchEngine } from "./engine-connection.ts";
import { createLanguageService } from "./service.ts";

/** As the engine's own limit: a stack's configuration or a pack's output may be large. */
const LARGEST_MESSAGE_BYTES = 400 * 1024 * 1024;

/**
 * Listens on a free port of 127.0.0.1 and prints it as the first line of stdout, as the engine expects.
 * @param engineAddress `127.0.0.1:<port>`
 * @throws Error when no port is to be had
 */
export async function serveLanguage(engineAddress: string): Promise<void> {
  const { handlers, children } = createLanguageService({ engine: engineAddress, version: projectVersion() });
  const end = (): void => {
    children.killAll();
    process.exit(0);
  };
  // The engine closes a host with SIGINT; by then its programs have ended or have been given up.
  process.on("SIGINT", end);
  process.on("SIGTERM", end);

  const server = new grpc.Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE_BYTES,
    "grpc.max_send_message_length": LARGEST_MESSAGE_BYTES,
  });
  server.addService(languageServices.LanguageRuntimeService, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  console.log(port);
  watchEngine(engineAddress, end);
}

const packageFile = z.object({ version: z.string() });

/** The host's version is the project's. */
function projectVersion(): string {
  const file = join(import.meta.dirname, "..", "..", "package.json");
  return packageFile.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}
