/** Runs the Pulumi program: one `node …/cmd/run` process per request of the engine. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import languageMessages, { type RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { z } from "zod";
import type { Children } from "./children.ts";

/** The SDK's runner ends with it after it has told the engine itself what went wrong: nothing more is to be said. */
const ALREADY_REPORTED = 32;

/** `runtime.options` of Pulumi.yaml, as far as Node.js programs have any. */
const runtimeOptions = z.object({
  /** Whether the SDK loads ts-node. Default: true, as with the official host. */
  typescript: z.boolean().default(true),
  /** Flags for `node`, separated by blanks. */
  nodeargs: z.string().default(""),
  /** Path of the tsconfig.json that ts-node reads. */
  tsconfig: z.string().optional(),
});

/** Everything needed to start the program's process. */
export interface ProgramCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the host's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The command line of the SDK's runner for a request.
 * @param engine address of the engine, `127.0.0.1:<port>`
 * @throws Error when the program's folder has no @pulumi/pulumi
 */
export function programCommand(request: RunRequest, engine: string): ProgramCommand {
  const info = request.getInfo();
  if (info === undefined) throw new Error("the engine's run request names no program");
  const options = runtimeOptions.parse(info.getOptions()?.toJavaScript() ?? {});
  const runner = createRequire(join(info.getProgramDirectory(), "package.json")).resolve("@pulumi/pulumi/cmd/run");
  return {
    args: [
      ...options.nodeargs.split(/\s+/).filter((argument) => argument !== ""),
      runner,
      `--monitor=${request.getMonitorAddress()}`,
      `--engine=${engine}`,
      `--organization=${request.getOrganization()}`,
      `--project=${request.getProject()}`,
      `--root-directory=${info.getRootDirectory()}`,
      `--stack=${request.getStack()}`,
      `--parallel=${request.getParallel()}`,
      `--pwd=${request.getPwd()}`,
      ...(request.getDryrun() ? ["--dry-run"] : []),
      info.getEntryPoint(),
      ...request.getArgsList(),
    ],
    cwd: request.getPwd(),
    env: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
      ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    },
  };
}

/** The running program; `interrupt` ends it when the engine gives the request up. */
export interface RunningProgram {
  readonly response: Promise<RunResponse>;
  interrupt(): void;
}

/**
 * Starts the program. What it prints goes to the host's own output, which the engine shows.
 * @throws Error as `programCommand`
 */
export function startProgram(request: RunRequest, engine: string, children: Children): RunningProgram {
  const { args, cwd, env } = programCommand(request, engine);
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const response = children.wait(child).then(({ exitCode, interrupted }) => {
    const answer = new languageMessages.RunResponse();
    if (exitCode === ALREADY_REPORTED || interrupted) answer.setBail(true);
    else if (exitCode !== 0) answer.setError(`Program exited with non-zero exit code: ${exitCode}`);
    return answer;
  });
  return { response, interrupt: () => children.interrupt(child) };
}
