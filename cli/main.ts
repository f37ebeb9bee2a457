/** The `leasehold` command: a thin layer over tiers, stacks and sandbox. */
import { dirname } from "node:path";
import { Command, CommanderError } from "commander";
import { InvalidInput } from "../tiers/problem.ts";
import { addDecommission } from "./commands/decommission.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addPreview } from "./commands/preview.ts";
import { addRefresh } from "./commands/refresh.ts";
import { addRunbook } from "./commands/runbook.ts";
import { addSandbox } from "./commands/sandbox.ts";
import { addReport } from "./commands/report.ts";
import { addSize } from "./commands/size.ts";
import { addTenantNew } from "./commands/tenant-new.ts";
import { addUp } from "./commands/up.ts";
import { addValidate } from "./commands/validate.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { failureOf } from "./failure.ts";
import { tellProblems } from "./problems.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/**
 * Runs one command.
 * @param args without node and script, e.g. `["explain", "acme-production"]`
 * @returns the exit code
 */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const context: Context = {
    projectRoot: dirname(import.meta.dirname),
    terminal,
    finish: (code) => {
      exitCode = code;
    },
  };
  try {
    await buildProgram(context).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return explainFailure(terminal, error);
  }
}

function buildProgram(context: Context): Command {
  const program = new Command("leasehold")
    .description("One YAML file per tenant becomes real, compliant infrastructure.")
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => context.terminal.print(text.trimEnd()),
      writeErr: (text) => context.terminal.tell(text.trimEnd()),
    })
    .exitOverride();
  for (const add of [
    addValidate,
    addExplain,
    addTenantNew,
    addPreview,
    addUp,
    addRefresh,
    addDecommission,
    addReport,
    addSize,
    addRunbook,
    addSandbox,
    addDoctor,
  ])
    add(program, context);
  for (const command of program.commands)
    command.copyInheritedSettings(program).commands.forEach((inner) => inner.copyInheritedSettings(program));
  return program;
}

function explainFailure(terminal: Terminal, error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.invalidInput;
  if (error instanceof InvalidInput) {
    tellProblems(terminal, error.problems, "error");
    return EXIT.invalidInput;
  }
  const failure = failureOf(error);
  if (failure === undefined) throw error;
  terminal.tell(`${terminal.colours.red("error")} ${failure.message}`);
  if (failure.details !== undefined) terminal.tell(failure.details);
  return failure.exitCode;
}
