/** What ended a command, in words and as an exit code. */
import { EngineFailure } from "../sandbox/engine-outcome.ts";
import { ResetRefused } from "../sandbox/reset.ts";
import { SetupProblem } from "../sandbox/setup/problem.js";
import { formatProblem, InvalidInput } from "../tiers/problem.ts";
import { CommandFailed, EXIT, type ExitCode } from "./exit-codes.ts";
import { exitCodeOf } from "./operation.ts";

export interface Failure {
  readonly exitCode: ExitCode;
  /** For people; may have several lines. */
  readonly message: string;
  /** What another program had to say; shown below. */
  readonly details?: string;
}

/** What an error means; undefined for one that should not happen. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof InvalidInput)
    return { exitCode: EXIT.invalidInput, message: error.problems.map(formatProblem).join("\n") };
  if (error instanceof CommandFailed) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof EngineFailure) return { exitCode: exitCodeOf(error.outcome), message: error.message };
  if (error instanceof ResetRefused) return { exitCode: EXIT.failed, message: error.message };
  if (error instanceof SetupProblem) {
    const details = error.details === undefined ? {} : { details: error.details };
    return { exitCode: EXIT.failed, message: error.message, ...details };
  }
  return undefined;
}
