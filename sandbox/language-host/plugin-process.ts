/** Runs plugins that are Node.js packages themselves: policy packs, and providers written in TypeScript. */
import { spawn } from "node:child_process";
import { createRequire, getCompileCacheDir } from "node:module";
import { dirname, join } from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import languageMessages, { type RunPluginRequest, type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import type { Children } from "./children.ts";

/** The SDK's runner for a kind of plugin: a policy pack has one of its own. */
function runnerFor(kind: string): string {
  return kind === "analyzer" ? "@pulumi/pulumi/cmd/run-policy-pack" : "@pulumi/pulumi/cmd/run-plugin";
}

/**
 * The folder in which the host keeps its parsed modules, for the plugin's from its first one on: a plugin can switch the
 * cache on for itself only after the SDK's runner has read most of what it needs. Node.js names a folder per version in it.
 */
function compileCache(): Readonly<Record<string, string>> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/** `NAME=value` entries as the engine sends them; a later one wins. */
export function parseEnvironment(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const equals = entry.indexOf("=");
      return equals < 0 ? [entry, ""] : [entry.slice(0, equals), entry.slice(equals + 1)];
    }),
  );
}

/**
 * Starts the plugin and passes its output and at last its exit code on to the engine.
 * @throws Error when the plugin's folder has no @pulumi/pulumi, or node cannot be started
 */
export async function runPlugin(
  call: ServerWritableStream<RunPluginRequest, RunPluginResponse>,
  children: Children,
): Promise<void> {
  const request = call.request;
  const info = request.getInfo();
  if (info === undefined) throw new Error("the engine's plugin request names no program");
  const folder = info.getProgramDirectory();
  const runner = createRequire(join(folder, "package.json")).resolve(runnerFor(request.getKind()));
  const child = spawn(process.execPath, [runner, ...request.getArgsList(), folder], {
    cwd: request.getPwd(),
    env: { ...compileCache(), ...parseEnvironment(request.getEnvList()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.on("cancelled", () => children.interrupt(child));
  child.stdout.on("data", (chunk: Buffer) => call.write(answer((message) => message.setStdout(chunk))));
  child.stderr.on("data", (chunk: Buffer) => call.write(answer((message) => message.setStderr(chunk))));
  const { exitCode } = await children.wait(child);
  call.write(answer((message) => message.setExitcode(exitCode)));
  call.end();
}

function answer(fill: (message: RunPluginResponse) => void): RunPluginResponse {
  const message = new languageMessages.RunPluginResponse();
  fill(message);
  return message;
}
