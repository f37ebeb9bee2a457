import { Option, type Command } from "commander";
import { readAccount } from "../../stacks/account-files.ts";
import { readTenant } from "../../stacks/tenant-files.ts";
import { parseAccountFloors } from "../../tiers/account/account-floors.ts";
import { resolveAccount } from "../../tiers/account/resolve-account.ts";
import { explain, type ExplainedLeaf } from "../../tiers/explain.ts";
import { parseFloors } from "../../tiers/floors.ts";
import { resolve, type Resolution } from "../../tiers/resolve.ts";
import { parseAccountStackName, parseStackName } from "../../tiers/stack-name.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { tellWarnings } from "../problems.ts";
import { readStackFloors } from "../stack-floors.ts";
import type { Terminal } from "../terminal.ts";

/** `leasehold explain <stack> [path]`: what a stack gets, and why each value is what it is. */
export function addExplain(program: Command, context: Context): void {
  program
    .command("explain")
    .description("print what a stack gets: each value with its unit, where it comes from, and what it may be")
    .argument("<stack>", "<tenant>-<environment>, e.g. acme-production; or account-<name>")
    .argument("[path]", "part of the blueprint, e.g. database or database.storageGib; default: everything")
    .option("--json", "as JSON on stdout")
    .addOption(new Option("--sandbox", "take the floors of the stack in the sandbox into account"))
    .action(async (stack: string, path: string | undefined, options: { json?: true; sandbox?: true }) => {
      context.finish(await explainStack(context, stack, path, options));
    });
}

async function explainStack(
  context: Context,
  stack: string,
  path: string | undefined,
  options: { json?: true; sandbox?: true },
): Promise<ExitCode> {
  const { projectRoot, terminal } = context;
  // A wrong name or file is told before the sandbox is looked at.
  const unbound = decided(projectRoot, stack);
  const floors = options.sandbox === true ? await readStackFloors(projectRoot, stack) : undefined;
  const { warnings, ...resolution } = floors === undefined ? unbound : decided(projectRoot, stack, floors);
  const { leaves, gaps } = explain(resolution, path);
  if (options.json === true) {
    terminal.print(JSON.stringify({ stack, leaves, gaps, warnings }, undefined, 2));
    return EXIT.done;
  }
  tellWarnings(terminal, warnings);
  for (const text of leaves.map((leaf) => leafText(terminal, leaf))) terminal.print(text);
  for (const gap of gaps) terminal.print(`${terminal.colours.yellow(gap.role)}: ${gap.reason}`);
  return EXIT.done;
}

/** What there is to explain of a stack, whatever its kind. */
type Decided = Pick<Resolution, "decisions" | "gaps" | "warnings">;

function decided(projectRoot: string, stack: string, floors?: unknown): Decided {
  const account = parseAccountStackName(stack);
  if (account !== undefined) {
    const spec = readAccount(projectRoot, account);
    const { decisions, warnings } = resolveAccount(spec, floors === undefined ? undefined : parseAccountFloors(floors));
    return { decisions, gaps: [], warnings };
  }
  const { tenant, environment } = parseStackName(stack);
  const { spec, warnings } = readTenant(projectRoot, tenant);
  const resolution = resolve({ spec, environment, ...(floors === undefined ? {} : { floors: parseFloors(floors) }) });
  const { decisions, gaps } = resolution;
  return { decisions, gaps, warnings: [...warnings, ...resolution.warnings] };
}

/** One leaf: the value on the first line, its history below, oldest first. */
function leafText(terminal: Terminal, leaf: ExplainedLeaf): string {
  const { colours } = terminal;
  const unit = leaf.unit === undefined ? "" : ` ${leaf.unit}`;
  const head = `${colours.bold(leaf.path)} = ${colours.cyan(valueText(leaf.value))}${unit}`;
  const allowed = leaf.allowed === undefined ? "" : colours.dim(`   may be ${leaf.allowed}`);
  const steps = leaf.steps.map((step) => {
    const at = step.at === undefined ? "" : colours.dim(`  ${step.at}`);
    const note = step.note === undefined ? "" : ` (${step.note})`;
    const basis = step.basis === undefined ? "" : " [basis: own]";
    return `  ${valueText(step.value)}  ${step.source}${note}${basis}${at}`;
  });
  return [`${head}${allowed}`, ...steps].join("\n");
}

function valueText(value: unknown): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueText).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
