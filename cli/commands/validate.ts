import type { Command } from "commander";
import { checkAccountFiles, isAccountFile } from "../account-checks.ts";
import { counted } from "../counted.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { tellProblems, tellWarnings } from "../problems.ts";
import type { Context } from "../context.ts";
import { checkTenantFiles, type CheckResult } from "../tenant-checks.ts";

/** `leasehold validate [files…]`: every problem of tenant and account files at once, without an engine or a cloud. */
export function addValidate(program: Command, context: Context): void {
  program
    .command("validate")
    .description("check tenant and account files: every problem at once, with its place")
    .argument("[files...]", "tenant and account files; default: all in stacks/tenants and stacks/accounts")
    .option("--json", "problems as JSON on stdout")
    .action((files: string[], options: { json?: true }) =>
      context.finish(validate(context, files, options.json === true)),
    );
}

function validate(context: Context, named: readonly string[], json: boolean): ExitCode {
  const { terminal } = context;
  const { files, stacks, problems, warnings, counts } = check(context.projectRoot, named);
  if (json) {
    terminal.print(JSON.stringify({ files, stacks, problems, warnings }, undefined, 2));
  } else {
    // What has to be mended stands alone: warnings wait until it is.
    if (problems.length === 0) tellWarnings(terminal, warnings);
    tellProblems(terminal, problems, "error");
    const checked = [
      counted(counts.tenants, "tenant file"),
      ...(counts.accounts === 0 ? [] : [counted(counts.accounts, "account file")]),
    ].join(", ");
    if (problems.length === 0)
      terminal.print(`${terminal.colours.green("valid")}: ${checked}, ${counted(stacks.length, "stack")}`);
    else {
      const later = warnings.length === 0 ? "" : `; ${counted(warnings.length, "warning")} to be told after`;
      terminal.tell(`${counted(problems.length, "problem")} in ${checked}${later}`);
    }
  }
  return problems.length === 0 ? EXIT.done : EXIT.invalidInput;
}

interface Checked extends Pick<CheckResult, "files" | "problems" | "warnings"> {
  /** Names of the stacks that the files describe. */
  readonly stacks: readonly string[];
  readonly counts: { readonly tenants: number; readonly accounts: number };
}

const NO_TENANTS: CheckResult = { files: [], stacks: [], problems: [], warnings: [] };

/** Files that are named are judged, each kind by its folder; none named: all of both. */
function check(projectRoot: string, named: readonly string[]): Checked {
  const accountFiles = named.filter((file) => isAccountFile(projectRoot, file));
  const tenantFiles = named.filter((file) => !accountFiles.includes(file));
  const all = named.length === 0;
  const tenants = all || tenantFiles.length > 0 ? checkTenantFiles(projectRoot, tenantFiles) : NO_TENANTS;
  const accounts = checkAccountFiles(projectRoot, all ? undefined : accountFiles, tenants.stacks);
  return {
    files: [...tenants.files, ...accounts.files],
    stacks: [...tenants.stacks.map(({ stack }) => stack), ...accounts.stacks],
    problems: [...tenants.problems, ...accounts.problems],
    warnings: [...tenants.warnings, ...accounts.warnings],
    counts: { tenants: tenants.files.length, accounts: accounts.files.length },
  };
}
