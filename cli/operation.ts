/** One run of the engine on one stack, with progress, its events, and its failure told once and in words. */
import { runPulumi, type EngineEvent, type RunResult } from "../sandbox/engine-run.ts";
import type { Target } from "../sandbox/target.ts";
import { CommandFailed, EXIT, type ExitCode } from "./exit-codes.ts";
import { dataAtRisk } from "./guard.ts";
import { errors } from "./operation-events.ts";
import { startProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** A stack, where it runs, and where to tell about it. */
export interface Operation {
  readonly terminal: Terminal;
  readonly target: Target;
  readonly stack: string;
  /** Ends the engine's run as Ctrl-C does. */
  readonly signal: AbortSignal;
}

export interface OperationResult {
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
  const { terminal, target, stack, signal } = operation;
  const events: EngineEvent[] = [];
  const progress = startProgress(terminal, options.title, options.expected);
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
    return { events, result };
  } finally {
    progress.stop();
  }
}

/**
 * Ends the command when the engine failed.
 * @throws CommandFailed with the engine's errors and the way out
 */
export function requireSuccess({ events, result }: OperationResult, doing: string): void {
  const { outcome } = result;
  switch (outcome.kind) {
    case "succeeded":
      return;
    case "failed": {
      const found = errors(events);
      const told = found.length > 0 ? found : [outcome.message];
      throw new CommandFailed(failureCode(events), [`${doing} failed:`, ...told.map(indent)].join("\n"));
    }
    case "stack-locked":
      throw new CommandFailed(EXIT.locked, outcome.message);
    case "cancelled":
      throw new CommandFailed(EXIT.interrupted, outcome.message);
    case "stack-not-found":
      throw new CommandFailed(EXIT.invalidInput, `${outcome.message}; bring it up first with \`leasehold up\``);
    case "unexpected-changes":
      throw new CommandFailed(EXIT.failed, outcome.message);
    default:
      throw new Error(`unknown outcome ${JSON.stringify(outcome satisfies never)}`);
  }
}

function failureCode(events: readonly EngineEvent[]): ExitCode {
  return dataAtRisk(events).length > 0 ? EXIT.dataAtRisk : EXIT.failed;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
