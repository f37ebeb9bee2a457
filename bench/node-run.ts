/** Runs Node.js once and says how long it took, from its start to its end. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

const REASON_LINES = 5;

/** How to run. */
export interface NodeRunOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** The exit code that means the work was done; default 0. */
  readonly expectedExitCode?: number;
}

/** A run that did its work. */
export interface NodeRun {
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `node <args>` with the Node.js of this process.
 * @throws Error with the process's last words when it ends otherwise than expected
 */
export async function runNode(args: readonly string[], options: NodeRunOptions = {}): Promise<NodeRun> {
  const { cwd, env, expectedExitCode = 0 } = options;
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<{ readonly exitCode: number | null; readonly seconds: number }>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode) => resolve({ exitCode, seconds: (performance.now() - begun) / 1000 }));
  });
  const [{ exitCode, seconds }, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (exitCode !== expectedExitCode) {
    const words = `${stdout}\n${stderr}`.trim().split("\n").slice(-REASON_LINES).join("\n");
    throw new Error(`node ${args.join(" ")} ended with ${String(exitCode)}, expected ${expectedExitCode}:\n${words}`);
  }
  return { seconds, stdout, stderr };
}

/** Seconds of `node -e 0`: what starting Node.js costs on this machine at this moment. */
export async function startNode(): Promise<number> {
  return (await runNode(["-e", "0"])).seconds;
}
