/** One run of the engine on one stack, with progress, its events, and its failure told once and in words. */
import type { FailedOutcome } from "../sandbox/engine-outcome.ts";
import { runPulumi, type EngineEvent, type RunResult } from "../sandbox/engine-run.ts";
import type { Target } from "../sandbox/target.ts";
import { explainAccountError } from "../stacks/account-errors.ts";
import { CommandFailed, EXIT, type ExitCode } from "./exit-codes.ts";
import { dataAtRisk, judgeRisks } from "./guard.ts";
import { errors } from "./operation-events.ts";
import { startProgress, type Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** Exit codes above it mean that a signal ended the engine. */
const SIGNALLED = 128;

/** A stack, where it runs, and where to tell about it. */
export interface Operation {
  readonly terminal: Terminal;
  readonly target: Target;
  readonly stack: string;
  /** Account that the stack is pinned to. */
  readonly account: string;
  /** Ends the engine's run as Ctrl-C does. */
  readonly signal: AbortSignal;
  /** Judge what is previewed or brought up by the policy pack. */
  readonly policies: boolean;
  /** Shows how far a run is, where several are shown side by side; default: a line of its own on the terminal. */
  readonly watch?: (title: string, expected?: number) => Progress;
}

export interface OperationResult {
  readonly account: string;
  readonly events: readonly EngineEvent[];
  readonly result: RunResult;
}

export interface OperationOptions {
  /** What is being done, for the progress line. */
  readonly title: string;
  /** How many resources will be worked on, when known. */
  readonly expected?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the engine and returns its events, also when it failed: the caller decides what a failure means. */
export async function runOperation(
  operation: Operation,
  args: readonly string[],
  options: OperationOptions,
): Promise<OperationResult> {
  const { terminal, target, stack, account, signal } = operation;
  const events: EngineEvent[] = [];
  const progress =
    operation.watch?.(options.title, options.expected) ?? startProgress(terminal, options.title, options.expected);
  try {
    const result = await runPulumi(target, args, {
      stack,
      signal,
      ...(options.env === undefined ? {} : { env: options.env }),
      onEvent: (event) => {
        events.push(event);
        progress.onEvent(event);
      },
    });
    return { account, events, result };
  } finally {
    progress.stop();
  }
}

/**
 * Ends the command when the engine failed.
 * @param allowed URNs that a person allowed to be deleted or replaced; left out: everything, since that is what is being done
 * @throws CommandFailed with the engine's errors and the way out; exit code 3 where the engine stopped for the data's sake
 */
export function requireSuccess(
  { account, events, result }: OperationResult,
  doing: string,
  allowed?: readonly string[],
): void {
  const { outcome, exitCode } = result;
  if (outcome.kind === "succeeded") return;
  if (outcome.kind !== "failed") throw new CommandFailed(exitCodeOf(outcome), outcome.message);
  const found = errors(events);
  const told = (found.length > 0 ? found : [outcome.message]).map((text) => explainAccountError(text, account) ?? text);
  const killed = exitCode > SIGNALLED ? ["  it was killed; run it again: what it had begun is found and taken up"] : [];
  const refused = allowed === undefined ? [] : judgeRisks(dataAtRisk(events), allowed).refused;
  const code = refused.length > 0 ? EXIT.dataAtRisk : exitCodeOf(outcome);
  throw new CommandFailed(code, [`${doing} failed:`, ...new Set(told.map(indent)), ...killed].join("\n"));
}

/** The exit code of `leasehold` for a run of the engine that did not succeed. */
export function exitCodeOf({ kind }: FailedOutcome): ExitCode {
  switch (kind) {
    case "failed":
    case "unexpected-changes":
      return EXIT.failed;
    case "stack-locked":
      return EXIT.locked;
    case "cancelled":
      return EXIT.interrupted;
    case "stack-not-found":
      return EXIT.invalidInput;
    default:
      return kind satisfies never;
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
