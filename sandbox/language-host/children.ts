/** The processes the language host has started, so that a cancellation or the engine's end reaches each of them. */
import type { ChildProcess } from "node:child_process";
import os from "node:os";

/** What a program may take to end after it was interrupted. The engine gives the host itself five seconds. */
const GRACE_MILLISECONDS = 4_000;

/** How a child ended: its exit code, or 128 + signal number as a shell counts it. */
export interface ChildEnd {
  readonly exitCode: number;
  /** True when the host itself interrupted it. */
  readonly interrupted: boolean;
}

/** Keeps track of running children. */
export class Children {
  readonly #running = new Map<ChildProcess, { interrupted: boolean }>();

  /**
   * Resolves when the child has ended and its output is read.
   * @throws Error when it could not be started
   */
  async wait(child: ChildProcess): Promise<ChildEnd> {
    const state = { interrupted: false };
    this.#running.set(child, state);
    try {
      return await new Promise<ChildEnd>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) =>
          resolve({ exitCode: code ?? exitCodeOf(signal), interrupted: state.interrupted }),
        );
      });
    } finally {
      this.#running.delete(child);
    }
  }

  /** Asks one child to end as Ctrl-C does, and ends it for certain after the grace period. */
  interrupt(child: ChildProcess): void {
    const state = this.#running.get(child);
    if (state === undefined || state.interrupted) return;
    state.interrupted = true;
    child.kill("SIGINT");
    const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MILLISECONDS);
    child.once("close", () => clearTimeout(timer));
  }

  interruptAll(): void {
    for (const child of this.#running.keys()) this.interrupt(child);
  }

  /** Without asking: for the last moment before the host itself ends. */
  killAll(): void {
    for (const child of this.#running.keys()) child.kill("SIGKILL");
  }
}

const SIGNAL_EXIT_CODE_BASE = 128;
const UNKNOWN_SIGNAL = 1;

function exitCodeOf(signal: NodeJS.Signals | null): number {
  const number = signal === null ? undefined : os.constants.signals[signal];
  return SIGNAL_EXIT_CODE_BASE + (number ?? UNKNOWN_SIGNAL);
}
