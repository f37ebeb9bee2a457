/**
 * What the engine may ask of a language host, answered for Node.js programs. What only generates code for other projects
 * (`pulumi new`, `convert`, `package gen-sdk`) is refused by name: it needs the official pulumi CLI.
 */
import { spawn } from "node:child_process";
import grpc, { type handleServerStreamingCall, type handleUnaryCall } from "@grpc/grpc-js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import languageMessages, {
  type AboutResponse,
  type InstallDependenciesRequest,
  type InstallDependenciesResponse,
} from "@pulumi/pulumi/proto/language_pb.js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import { Children } from "./children.ts";
import { readDependencies } from "./dependencies.ts";
import { runPlugin } from "./plugin-process.ts";
import { startProgram } from "./program.ts";

/** What a service needs to know. */
export interface LanguageServiceOptions {
  /** Address of the engine, `127.0.0.1:<port>`; a handshake may name another. */
  readonly engine: string;
  /** Version the host reports, without a leading `v`. */
  readonly version: string;
  /** Called with a program's folder when the engine asks to run it, before its process has loaded anything. */
  readonly onProgram?: (folder: string) => void;
}

/** The service and the processes it has started. */
export interface LanguageService {
  readonly handlers: ILanguageRuntimeServer;
  readonly children: Children;
}

/** All methods of `pulumirpc.LanguageRuntime`. */
export function createLanguageService(options: LanguageServiceOptions): LanguageService {
  const children = new Children();
  let engine = options.engine;

  const handlers: ILanguageRuntimeServer = {
    handshake: (call, done) => {
      const address = call.request.getEngineAddress();
      if (address !== "") engine = address;
      done(null, new languageMessages.LanguageHandshakeResponse());
    },
    getPluginInfo: (_call, done) => {
      const info = new pluginMessages.PluginInfo();
      info.setVersion(options.version);
      done(null, info);
    },
    // Nothing to acquire: the sandbox's plugins lie in its PULUMI_HOME, and the engine finds them by the SDKs' versions.
    getRequiredPackages: (_call, done) => done(null, new languageMessages.GetRequiredPackagesResponse()),
    getRequiredPlugins: (_call, done) => done(null, new languageMessages.GetRequiredPluginsResponse()),
    run: (call, done) => {
      if (call.request.getAttachDebugger()) {
        done(refusal("attaching a debugger"));
        return;
      }
      unary(done, () => {
        const program = startProgram(call.request, engine, children);
        call.on("cancelled", () => program.interrupt());
        options.onProgram?.(call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd());
        return program.response;
      });
    },
    runPlugin: (call) => streaming(call, () => runPlugin(call, children)),
    installDependencies: (call) => streaming(call, () => installDependencies(call, children)),
    about: (_call, done) => done(null, about()),
    getProgramDependencies: (call, done) =>
      unary(done, async () => {
        const answer = new languageMessages.GetProgramDependenciesResponse();
        const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd();
        const dependencies = await readDependencies(folder, call.request.getTransitivedependencies());
        answer.setDependenciesList(
          dependencies.map(({ name, version }) => {
            const dependency = new languageMessages.DependencyInfo();
            dependency.setName(name);
            dependency.setVersion(version);
            return dependency;
          }),
        );
        return answer;
      }),
    runtimeOptionsPrompts: (_call, done) => done(null, new languageMessages.RuntimeOptionsResponse()),
    template: (_call, done) => done(null, new languageMessages.TemplateResponse()),
    cancel: (_call, done) => {
      children.interruptAll();
      done(null, new emptyMessages.Empty());
    },
    generateProgram: refuse("generating a program"),
    generateProject: refuse("generating a project"),
    generatePackage: refuse("generating an SDK"),
    pack: refuse("packing an SDK"),
    link: refuse("linking a local package"),
  };
  return { handlers, children };
}

/** A refusal that says what to do; the engine shows its text. */
function refusal(what: string): Partial<grpc.StatusObject> {
  return {
    code: grpc.status.UNIMPLEMENTED,
    details: `${what} needs the language host of the pulumi CLI; install the pulumi CLI and put it on PATH`,
  };
}

function refuse<Request, Response>(what: string): handleUnaryCall<Request, Response> {
  return (_call, done) => done(refusal(what));
}

/** Answers with the value, or with the error's text where the work fails. */
function unary<Response>(
  done: (error: Partial<grpc.StatusObject> | null, value?: Response) => void,
  work: () => Promise<Response>,
): void {
  invoke(work).then(
    (value) => done(null, value),
    (error: unknown) => done({ code: grpc.status.INTERNAL, details: textOf(error) }),
  );
}

/** As `unary`, for calls that stream; the work ends the call itself. */
function streaming<Request, Response>(
  call: Parameters<handleServerStreamingCall<Request, Response>>[0],
  work: () => Promise<void>,
): void {
  invoke(work).catch((error: unknown) => call.emit("error", { code: grpc.status.INTERNAL, details: textOf(error) }));
}

/** Turns a throw into a rejection, so that both are answered alike. */
async function invoke<Value>(work: () => Promise<Value>): Promise<Value> {
  return work();
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function about(): AboutResponse {
  const answer = new languageMessages.AboutResponse();
  answer.setExecutable(process.execPath);
  answer.setVersion(process.version);
  return answer;
}

async function installDependencies(
  call: Parameters<handleServerStreamingCall<InstallDependenciesRequest, InstallDependenciesResponse>>[0],
  children: Children,
): Promise<void> {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
  const child = spawn("npm", ["install"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  call.on("cancelled", () => children.interrupt(child));
  const pass = (set: (answer: InstallDependenciesResponse, chunk: Buffer) => void) => (chunk: Buffer) => {
    const answer = new languageMessages.InstallDependenciesResponse();
    set(answer, chunk);
    call.write(answer);
  };
  child.stdout.on(
    "data",
    pass((answer, chunk) => answer.setStdout(chunk)),
  );
  child.stderr.on(
    "data",
    pass((answer, chunk) => answer.setStderr(chunk)),
  );
  const { exitCode } = await children.wait(child);
  if (exitCode !== 0) throw new Error(`npm install ended with exit code ${exitCode}`);
  call.end();
}
