/** What the end of an engine run means, told from its exit code and its words, and what to do about it. */
import { hostname } from "node:os";

/** Somebody's hold on a stack. */
export interface StackLock {
  /** `user@host`. */
  readonly holder: string;
  readonly processId: number;
  /** ISO time at which the operation began. */
  readonly since: string;
  /** False: the process ran on this machine and is gone, so nothing will ever release the lock. Unknown on other hosts. */
  readonly running: boolean | "unknown";
}

/** How a run ended. */
export type RunOutcome = { readonly kind: "succeeded" } | FailedOutcome;

/** How a run ended that did not do what it should. */
export type FailedOutcome =
  /** The program, a provider, a policy or the command line was refused; the message is the engine's own. */
  | { readonly kind: "failed"; readonly message: string }
  /** Interrupted from here: running steps were finished, the state is written and unlocked. */
  | { readonly kind: "cancelled"; readonly message: string }
  | { readonly kind: "stack-not-found"; readonly message: string }
  /** `--expect-no-changes`, and there are some. */
  | { readonly kind: "unexpected-changes"; readonly message: string }
  | { readonly kind: "stack-locked"; readonly message: string; readonly locks: readonly StackLock[] };

/** A run of the engine that did not succeed, thrown by what cannot go on without it; the message is the outcome's. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
  readonly outcome: FailedOutcome;

  constructor(outcome: FailedOutcome) {
    super(outcome.message);
    this.outcome = outcome;
  }
}

/** Exit codes of the pulumi CLI (its contract since 3.2xx; older ones end with 1 and only the words tell). */
const STACK_NOT_FOUND = 6;
const CHANGES_WHERE_NONE_WERE_EXPECTED = 7;

/** What `judgeRun` looks at. */
export interface FinishedRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The stack as the caller named it. */
  readonly stack: string | undefined;
  /** A signal was passed on while it ran. */
  readonly interrupted: boolean;
  /** The sandbox's file to source before bare `pulumi` works on the stack; absent for a real account. */
  readonly environmentFile?: string;
}

/** Tells the outcomes apart. Never throws: what it does not know is `failed`, in the engine's own words. */
export function judgeRun(run: FinishedRun): RunOutcome {
  if (run.exitCode === 0) return { kind: "succeeded" };
  const stack = run.stack === undefined ? "the stack" : `stack ${run.stack}`;
  if (run.stderr.includes("the stack is currently locked by")) {
    const locks = parseLocks(run.stderr);
    return { kind: "stack-locked", message: explainLock(stack, cancelCommand(run), locks), locks };
  }
  if (run.interrupted) {
    return { kind: "cancelled", message: `${stack}: cancelled; what was done until then is recorded` };
  }
  if (run.exitCode === STACK_NOT_FOUND || run.stderr.includes("no stack named")) {
    return { kind: "stack-not-found", message: `${stack} does not exist in this backend` };
  }
  if (run.exitCode === CHANGES_WHERE_NONE_WERE_EXPECTED) {
    return { kind: "unexpected-changes", message: `${stack}: no changes were expected, but there are some` };
  }
  const words = [run.stderr.trim(), diagnosticsOf(run.stdout)].find((text) => text !== "");
  return { kind: "failed", message: words ?? `the engine ended with exit code ${run.exitCode}` };
}

/** What program and providers had to say: the engine shows it among the rest of its display, under a heading. */
function diagnosticsOf(display: string): string {
  const lines = display.split("\n");
  const begin = lines.lastIndexOf("Diagnostics:") + 1;
  if (begin === 0) return "";
  const length = lines.slice(begin).findIndex((line) => /^\S/.test(line));
  return lines
    .slice(begin, length < 0 ? undefined : begin + length)
    .join("\n")
    .trim();
}

const LOCK_LINE = /created by (?<holder>\S+@(?<host>\S+)) \(pid (?<pid>\d+)\) at (?<since>\S+)/g;

function parseLocks(words: string): readonly StackLock[] {
  return [...words.matchAll(LOCK_LINE)].flatMap(({ groups }) => {
    const { holder, host, pid, since } = groups ?? {};
    if (holder === undefined || since === undefined) return [];
    const processId = Number(pid);
    return [{ holder, processId, since, running: host === hostname() ? isRunning(processId) : ("unknown" as const) }];
  });
}

/** Whether a process of this machine exists, whoever owns it. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** True when nobody can be working on the stack any more. */
export function isAbandoned(locks: readonly StackLock[]): boolean {
  return locks.length > 0 && locks.every((lock) => lock.running === false);
}

function cancelCommand({ stack, environmentFile }: FinishedRun): string {
  const source = environmentFile === undefined ? "" : `. ${environmentFile} && `;
  return `run \`${source}pulumi cancel${stack === undefined ? "" : ` ${stack}`}\``;
}

function explainLock(label: string, cancel: string, locks: readonly StackLock[]): string {
  const holders = locks.map(({ holder, processId, since }) => `${holder} (process ${processId}) since ${since}`);
  const by = holders.length === 0 ? "another operation" : holders.join(" and ");
  if (isAbandoned(locks)) return `${label} is locked by ${by}, which is gone; ${cancel}`;
  if (locks.some((lock) => lock.running === true)) {
    return `${label} is locked by ${by}, which is still running; wait for it to end`;
  }
  return `${label} is locked by ${by}; wait for it to end, or where it is gone ${cancel}`;
}
