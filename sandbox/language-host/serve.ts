/** Serves the language host until the engine closes it or is gone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import languageServices from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { z } from "zod";
import { crashEngine } from "../clouds/crash.ts";
import { ReadyProviders } from "../clouds/ready-providers.ts";
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
  const providers = readyProviders(() => children.killAll());
  const { handlers, children } = createLanguageService({
    engine: engineAddress,
    version: projectVersion(),
    // A provider that cannot be made ready is started by its launcher, which says why it fails.
    onProgram: (folder) => void providers?.prepare(folder).catch(() => undefined),
  });
  const end = (): void => {
    children.killAll();
    providers?.end();
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

/** The simulated providers of this sandbox; undefined where the host serves none. */
function readyProviders(beforeCrash: () => void): ReadyProviders | undefined {
  const { PULUMI_HOME: home, LEASEHOLD_CLOUDS: root } = process.env;
  if (home === undefined || root === undefined || root === "") return undefined;
  const crash = (): never => {
    beforeCrash();
    return crashEngine();
  };
  return new ReadyProviders(home, { root, environment: process.env, crash });
}

const packageFile = z.object({ version: z.string() });

/** The host's version is the project's. */
function projectVersion(): string {
  const file = join(import.meta.dirname, "..", "..", "package.json");
  return packageFile.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}
