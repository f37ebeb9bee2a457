/** A program whose SDK is a script per runner, for tests of the language host. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import structMessages from "google-protobuf/google/protobuf/struct_pb.js";
import type { Machine } from "./machine.ts";

/** Path of the SDK's runner: `run`, `run-policy-pack` or `run-plugin`. */
export function runnerPath(machine: Machine, name: string): string {
  return join(machine.folder, "node_modules", "@pulumi", "pulumi", "cmd", `${name}.js`);
}

/** Puts a script where the SDK keeps the runner. */
export function installRunner(machine: Machine, name: string, script: string): void {
  mkdirSync(join(machine.folder, "node_modules", "@pulumi", "pulumi", "cmd"), { recursive: true });
  writeFileSync(runnerPath(machine, name), script);
}

/** The program in the machine's folder, as the engine describes it. */
export function programInfo(machine: Machine, options: Record<string, string | boolean> = {}) {
  const manifest = { name: "program", dependencies: { "@pulumi/pulumi": "3.270.0" } };
  writeFileSync(join(machine.folder, "package.json"), JSON.stringify(manifest));
  const info = new messages.ProgramInfo();
  info.setRootDirectory(machine.folder);
  info.setProgramDirectory(machine.folder);
  info.setEntryPoint(".");
  info.setOptions(structMessages.Struct.fromJavaScript(options));
  return info;
}
