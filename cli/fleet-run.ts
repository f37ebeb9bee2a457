/** Brings many stacks up: as many at once as asked for, each after what it needs, the others going on when one fails. */
import pLimit from "p-limit";
import { InvalidInput } from "../tiers/problem.ts";
import { EXIT, worstOf, type ExitCode } from "./exit-codes.ts";
import { failureOf, type Failure } from "./failure.ts";
import type { FleetStack } from "./fleet.ts";

/** What bringing one stack up came to. */
export interface Done {
  readonly result: "created" | "updated" | "unchanged";
  /** Resources by kind of step. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What became of a stack. */
export type StackResult = { readonly stack: string; readonly seconds: number } & (
  | Done
  | { readonly result: "failed"; readonly exitCode: ExitCode; readonly message: string }
  /** With an exit code where a person stopped the whole. */
  | { readonly result: "skipped"; readonly reason: string; readonly exitCode?: ExitCode }
);

export interface FleetRun {
  /** Stacks at once, at least 1. */
  readonly parallel: number;
  /** Aborted: no further stack is begun. */
  readonly signal: AbortSignal;
  /** Brings one stack up; may throw. */
  readonly bring: (stack: string) => Promise<Done>;
  readonly onBegin?: (stack: string) => void;
  readonly onEnd?: (result: StackResult) => void;
}

/**
 * Runs to the end of the last stack; never throws for one of them.
 * @param stacks each behind those that it waits for
 * @returns a result per stack, in the order given
 */
export async function runFleet(stacks: readonly FleetStack[], run: FleetRun): Promise<StackResult[]> {
  const limit = pLimit(run.parallel);
  const results = new Map<string, Promise<StackResult>>();
  for (const each of stacks) {
    const needed = each.after.flatMap((name) => results.get(name) ?? []);
    results.set(each.stack, finish(each, needed, limit, run));
  }
  return Promise.all(results.values());
}

async function finish(
  each: FleetStack,
  needed: readonly Promise<StackResult>[],
  limit: ReturnType<typeof pLimit>,
  run: FleetRun,
): Promise<StackResult> {
  const lacking = (await Promise.all(needed)).find(({ result }) => result === "failed" || result === "skipped");
  const result =
    lacking === undefined ? await limit(() => attempt(each, run)) : skipped(each.stack, `${lacking.stack} is not up`);
  run.onEnd?.(result);
  return result;
}

async function attempt({ stack, failure }: FleetStack, run: FleetRun): Promise<StackResult> {
  if (run.signal.aborted) return { ...skipped(stack, "stopped before it was begun"), exitCode: EXIT.interrupted };
  if (failure !== undefined) return failed(stack, failure, 0);
  const begin = performance.now();
  const seconds = (): number => roundSeconds(performance.now() - begin);
  run.onBegin?.(stack);
  try {
    return { stack, ...(await run.bring(stack)), seconds: seconds() };
  } catch (error) {
    if (isPooled(error)) return skipped(stack, "lives in a cell, and no cell exists yet");
    // What should not happen in one stack must not cut the others off in the middle of theirs.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return failed(stack, failureOf(error) ?? { exitCode: EXIT.failed, message: text }, seconds());
  }
}

/** To tenths: finer ones say nothing. */
export function roundSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

/** A pooled tenant is no stack of its own: nothing is wrong with it. */
function isPooled(error: unknown): boolean {
  return error instanceof InvalidInput && error.problems.every(({ code }) => code === "no-cell");
}

function failed(stack: string, { exitCode, message, details }: Failure, seconds: number): StackResult {
  return { stack, result: "failed", exitCode, message: [message, details].filter(Boolean).join("\n"), seconds };
}

function skipped(stack: string, reason: string): Extract<StackResult, { result: "skipped" }> {
  return { stack, result: "skipped", reason, seconds: 0 };
}

/** The exit code of the whole: the worst of its parts. */
export function worstExitCode(results: readonly StackResult[]): ExitCode {
  return worstOf(results.map((each) => ("exitCode" in each ? each.exitCode : EXIT.done)));
}
