/** Runs the engine: one call, one `pulumi` process, its output, its events and its exit code as values. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { constants } from "node:os";
import { relative } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { EngineFailure, isAbandoned, judgeRun, type FinishedRun, type RunOutcome } from "./engine-outcome.ts";
import { configFileOf, type Target } from "./target.ts";

export type { EngineEvent, RunOutcome };

/** How to run the engine. */
export interface RunOptions {
  /** The stack to work on: becomes `--stack`, and in the sandbox `--config-file` where the command has one. */
  readonly stack?: string;
  /**
   * Called for every event as it happens: steps, outputs, diagnostics, the summary. Only for `preview`, `up`, `refresh`,
   * `destroy` and `import`; other commands refuse it.
   */
  readonly onEvent?: (event: EngineEvent) => void;
  /** `capture` (default): output only in the result. `show`: also passed on to this process's stdout and stderr. */
  readonly output?: "capture" | "show";
  /** Added to the target's environment; `undefined` removes a variable. */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * Aborting cancels the operation as Ctrl-C does: running steps end, the state is written, its lock is released. Who
   * gives it also decides what Ctrl-C means: SIGINT of this process is then left to the caller.
   */
  readonly signal?: AbortSignal;
  /** Text for the engine's standard input; default: none. */
  readonly input?: string;
  /**
   * When the stack is locked by a process of this machine that is gone, removes the lock and tries once more.
   * Default: only in the sandbox, whose states no other machine shares.
   */
  readonly takeOverAbandoned?: boolean;
}

/** What one run came to. */
export interface RunResult {
  /** How it ended, with what to do where it failed. */
  readonly outcome: RunOutcome;
  /** The engine's own exit code; 128 + signal number where a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `pulumi <args>` in the checkout, never asking back (give `--yes` to what would ask). A failure is a result, not a
 * throw. While it runs, Ctrl-C and SIGTERM of this process reach the engine: the first cancels, the second terminates.
 * @example await runPulumi(target, ["up", "--yes", "--skip-preview"], { stack: "acme-production" })
 * @throws Error when the engine cannot be started at all
 */
export async function runPulumi(target: Target, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const result = await runOnce(target, args, options);
  const { outcome } = result;
  const takeOver = options.takeOverAbandoned ?? target.kind === "sandbox";
  if (!takeOver || options.stack === undefined) return result;
  if (outcome.kind !== "stack-locked" || !isAbandoned(outcome.locks)) return result;
  await unlockStack(target, options.stack);
  return runOnce(target, args, options);
}

/**
 * Removes whatever lock a stack has. Only for a lock whose holder is gone: two operations at once ruin a state.
 * @throws EngineFailure when it cannot
 */
export async function unlockStack(target: Target, stack: string): Promise<void> {
  const { outcome } = await runOnce(target, ["cancel", "--yes"], { stack });
  if (outcome.kind !== "succeeded") throw new EngineFailure(outcome);
}

async function runOnce(target: Target, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { stack, onEvent } = options;
  // Loaded only where events are wanted: it costs more than a short command takes.
  const events = onEvent && (await (await import("./event-stream.ts")).openEventStream(onEvent));
  try {
    const flags = [
      "--non-interactive",
      `--color=${options.output === "show" && process.stdout.isTTY ? "always" : "never"}`,
      ...(stack === undefined ? [] : [`--stack=${stack}`]),
      ...(events === undefined ? [] : [`--event-log=${events.address}`]),
    ];
    const child = spawn(target.engine, [...args, ...flags], {
      cwd: target.root,
      env: { ...target.env, ...stackSettings(target, stack), ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own: a terminal sends Ctrl-C to all of a group, and two at once would terminate, not cancel.
      detached: true,
    });
    return await follow(child, target, options);
  } finally {
    events?.close();
  }
}

/** By environment variable, since a flag that a command does not have is an error and a variable is not. */
function stackSettings(target: Target, stack: string | undefined): NodeJS.ProcessEnv {
  const configFile = stack === undefined ? undefined : configFileOf(target, stack);
  return {
    // Without it the CLI does not know `--event-log`.
    PULUMI_DEBUG_COMMANDS: "true",
    ...(configFile === undefined ? {} : { PULUMI_OPTION_CONFIG_FILE: configFile }),
  };
}

async function follow(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  target: Target,
  options: RunOptions,
): Promise<RunResult> {
  const stdout = collect(child.stdout, options.output === "show" ? process.stdout : undefined);
  const stderr = collect(child.stderr, options.output === "show" ? process.stderr : undefined);
  const interruption = passInterruptions(child, options.signal);
  // An engine that ends without reading its input is not our failure.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once("error", (error) => reject(new Error(`cannot start ${child.spawnfile}: ${error.message}`)));
      child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
    const output = { exitCode, stdout: stdout.join(""), stderr: stderr.join("") };
    const run = { ...output, stack: options.stack, interrupted: interruption.happened() };
    return { ...output, outcome: judgeRun({ ...run, ...wayToTheStack(target) }) };
  } finally {
    interruption.stop();
  }
}

/** How a person gets at a sandbox's stack with bare `pulumi`. */
function wayToTheStack({ root, layout }: Target): Pick<FinishedRun, "environmentFile"> {
  return layout === undefined ? {} : { environmentFile: relative(root, layout.environmentFile) };
}

function collect(stream: Readable, show: Writable | undefined): string[] {
  const parts: string[] = [];
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    parts.push(text);
    show?.write(text);
  });
  return parts;
}

/** Passes this process's signals and the caller's abort on to the engine, as the interrupt that it understands. */
function passInterruptions(child: ChildProcessByStdio<Writable, Readable, Readable>, signal: AbortSignal | undefined) {
  let happened = false;
  const interrupt = (): void => {
    happened = true;
    child.kill("SIGINT");
  };
  const sources = ["SIGTERM", "SIGHUP", "exit", ...(signal === undefined ? ["SIGINT"] : [])];
  for (const source of sources) process.on(source, interrupt);
  if (signal?.aborted) interrupt();
  else signal?.addEventListener("abort", interrupt, { once: true });
  return {
    happened: () => happened,
    stop: () => {
      for (const source of sources) process.off(source, interrupt);
      signal?.removeEventListener("abort", interrupt);
    },
  };
}
