/** Runs a command as a person does, and tells how it ended. */
import { execFile } from "node:child_process";

/** Longest run of one command on a busy machine, milliseconds. */
const COMMAND_TIMEOUT_MS = 300_000;
/** The engine's events and a state hold whole resources. */
const LARGEST_OUTPUT_BYTES = 64 * 1024 * 1024;

/** How one command ended. */
export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command to its end; a failure is a result.
 * @throws Error when it does not end by itself
 */
export function runCommand(
  file: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<CommandRun> {
  const options = { cwd, env, timeout: COMMAND_TIMEOUT_MS, maxBuffer: LARGEST_OUTPUT_BYTES, encoding: "utf8" } as const;
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ exitCode: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ exitCode: error.code, stdout, stderr });
      else reject(new Error(`${file} ${args.join(" ")} did not end by itself: ${error.message}\n${stderr}`));
    });
  });
}
