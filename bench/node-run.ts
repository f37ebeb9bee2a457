/** Runs Node.js once and says how long it took, from its start to its end. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
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
  /** The most memory that the process had, MiB; 0 where the system does not tell it. */
  readonly peakMib: number;
  readonly stdout: string;
  readonly stderr: string;
}

const LOOK_EVERY_MS = 20;
const KIB_PER_MIB = 1024;

/** Linux remembers the most a process had, as long as it runs, also when it becomes another program. */
function peakMibOf(pid: number | undefined): number {
  try {
    const [, kib = "0"] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kib) / KIB_PER_MIB;
  } catch {
    return 0;
  }
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
  let peakMib = 0;
  const looking = setInterval(() => (peakMib = Math.max(peakMib, peakMibOf(child.pid))), LOOK_EVERY_MS);
  const ended = new Promise<{ readonly exitCode: number | null; readonly seconds: number }>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode) => resolve({ exitCode, seconds: (performance.now() - begun) / 1000 }));
  });
  const [{ exitCode, seconds }, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  clearInterval(looking);
  if (exitCode !== expectedExitCode) {
    const words = `${stdout}\n${stderr}`.trim().split("\n").slice(-REASON_LINES).join("\n");
    throw new Error(`node ${args.join(" ")} ended with ${String(exitCode)}, expected ${expectedExitCode}:\n${words}`);
  }
  return { seconds, peakMib, stdout, stderr };
}

/** Seconds of `node -e 0`: what starting Node.js costs on this machine at this moment. */
export async function startNode(): Promise<number> {
  return (await runNode(["-e", "0"])).seconds;
}
