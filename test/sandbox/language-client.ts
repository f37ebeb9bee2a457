/** Starts the language host as the engine does and calls it over gRPC; the engine itself is an empty gRPC server. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import grpc, { type ServiceError } from "@grpc/grpc-js";
import languageServices, { type LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { CHECKOUT } from "./machine.ts";

/** A running language host. */
export interface RunningHost {
  readonly client: LanguageRuntimeClient;
  readonly process: ChildProcess;
  /** What it has printed since its port, both streams. */
  output(): string;
  /** Ends the engine as a crash would: its connections break. */
  killEngine(): void;
  /** Resolves with the host's exit code. */
  readonly ended: Promise<number | null>;
  dispose(): void;
}

export async function startHost(...flags: string[]): Promise<RunningHost> {
  const engine = new grpc.Server();
  const enginePort = await bind(engine);
  const main = join(CHECKOUT, "sandbox", "language-host", "main.ts");
  const child = spawn(process.execPath, [main, ...flags, `127.0.0.1:${enginePort}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let output = "";
  child.stderr.on("data", (text: Buffer) => (output += text.toString()));
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<string>((resolve) => lines.once("line", resolve));
  lines.on("line", (line) => (output += `${line}\n`));
  const client = new languageServices.LanguageRuntimeClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return {
    client,
    process: child,
    output: () => output,
    killEngine: () => engine.forceShutdown(),
    ended,
    dispose: () => {
      client.close();
      child.kill("SIGKILL");
      engine.forceShutdown();
    },
  };
}

function bind(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
}

/** A unary call as a promise. */
export function call<Response>(
  send: (done: (error: ServiceError | null, response: Response) => void) => void,
): Promise<Response> {
  return new Promise((resolve, reject) =>
    send((error, response) => (error === null ? resolve(response) : reject(error))),
  );
}
