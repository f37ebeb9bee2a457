import type { Command } from "commander";
import { counted } from "../counted.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { tellProblems } from "../problems.ts";
import type { Context } from "../context.ts";
import { checkTenantFiles } from "../tenant-checks.ts";

/** `leasehold validate [files…]`: every problem of tenant files at once, without an engine or a cloud. */
export function addValidate(program: Command, context: Context): void {
  program
    .command("validate")
    .description("check tenant files: every problem at once, with its place")
    .argument("[files...]", "tenant files; default: all in stacks/tenants")
    .option("--json", "problems as JSON on stdout")
    .action((files: string[], options: { json?: true }) =>
      context.finish(validate(context, files, options.json === true)),
    );
}

function validate(context: Context, named: readonly string[], json: boolean): ExitCode {
  const { terminal } = context;
  const { files, stacks, problems, warnings } = checkTenantFiles(context.projectRoot, named);
  if (json) {
    terminal.print(
      JSON.stringify({ files, stacks: stacks.map(({ stack }) => stack), problems, warnings }, undefined, 2),
    );
  } else {
    tellProblems(terminal, warnings, "warning");
    tellProblems(terminal, problems, "error");
    const checked = counted(files.length, "tenant file");
    if (problems.length === 0)
      terminal.print(`${terminal.colours.green("valid")}: ${checked}, ${counted(stacks.length, "stack")}`);
    else terminal.tell(`${counted(problems.length, "problem")} in ${checked}`);
  }
  return problems.length === 0 ? EXIT.done : EXIT.invalidInput;
}
