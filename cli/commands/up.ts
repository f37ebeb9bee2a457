import { availableParallelism } from "node:os";
import { InvalidArgumentError, type Command } from "commander";
import { count } from "../count-option.ts";
import { bringUp, type BringUpOptions } from "../bring-up.ts";
import type { Context } from "../context.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { WITHOUT_POLICIES } from "../policies.ts";
import { checkStackInput } from "../stack-input.ts";
import { printSummary } from "../summary.ts";
import { several, withNewStack, type StackOptions } from "../with-operation.ts";
import { upAll, type UpAllOptions } from "./up-all.ts";

export interface UpOptions extends StackOptions, BringUpOptions, UpAllOptions {
  readonly all?: true;
}

/**
 * `leasehold up <stack>`: recovers what a crash left, plans, asks the guard, and brings the stack up.
 * `leasehold up --all`: does so for every stack that the files describe, in order.
 */
export function addUp(program: Command, context: Context): void {
  program
    .command("up")
    .description("bring a stack, or all of them, to what the files say; stops where data may be lost")
    .argument("[stack]", "<tenant>-<environment>, e.g. acme-production, or account-<name>; left out with --all")
    .option("--sandbox", "in the simulated clouds on this machine; default: the real account, with your credentials")
    .option("--json", "the result as JSON on stdout")
    .option(
      "--allow <urn>",
      "a resource that may be deleted or replaced, by its exact URN; may be repeated",
      several,
      [],
    )
    .option("--adopt <urn=id>", "what an earlier run that stopped created; may be repeated", adoption, new Map())
    .option("--forget <urn>", "what an earlier run that stopped did not create; may be repeated", several, [])
    .option("--yes", "change a real account without asking")
    .option(WITHOUT_POLICIES, "leave the policy pack out: nothing is judged")
    .option("--all", "account baselines, then every environment of every tenant, then disaster recovery")
    .option(
      "--only <which>",
      "with --all: a cloud, or a pattern of stack names such as 'acme-*'; may be repeated",
      several,
      [],
    )
    .option("--parallel <number>", "with --all: stacks at once; default: cores", count, availableParallelism())
    .action(async (stack: string | undefined, options: UpOptions) => {
      if (options.all === true) context.finish(await upAll(context, requireAll(stack, options)));
      else await upOne(context, requireOne(stack, options), options);
    });
}

async function upOne(context: Context, stack: string, options: UpOptions): Promise<void> {
  await withNewStack(context, stack, options, async (operation) => {
    const done = await bringUp(operation, options);
    const { counts, changes, kept, outputs, events, judged } = done;
    if (options.json === true)
      context.terminal.print(JSON.stringify({ stack, counts, changes, kept, outputs, policies: judged }, undefined, 2));
    else {
      const input = checkStackInput(context.projectRoot, stack, outputs["floors"]);
      printSummary(context, { stack, target: operation.target, input }, { counts, outputs, events, judged });
    }
  });
  context.finish(EXIT.done);
}

function requireOne(stack: string | undefined, { only }: UpOptions): string {
  if (stack === undefined)
    throw new CommandFailed(EXIT.invalidInput, "got no stack; name one, e.g. acme-production, or give --all");
  if (only.length > 0)
    throw new CommandFailed(EXIT.invalidInput, "--only chooses among all stacks; give --all with it");
  return stack;
}

/** What is said of single resources belongs to one stack. */
function requireAll(stack: string | undefined, options: UpOptions): UpOptions {
  if (stack !== undefined)
    throw new CommandFailed(
      EXIT.invalidInput,
      `got ${stack} and --all; leave one out, or choose with --only '${stack}'`,
    );
  const { allow, adopt, forget } = options;
  if (allow.length + adopt.size + forget.length > 0)
    throw new CommandFailed(
      EXIT.invalidInput,
      "--allow, --adopt and --forget are decisions on one stack; bring that one up by its name",
    );
  return options;
}

/** Collects `<urn>=<id>`; an id may hold further `=`. */
function adoption(value: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const end = value.indexOf("=");
  if (end <= 0 || end === value.length - 1) throw new InvalidArgumentError("expected <urn>=<id>");
  return new Map([...before, [value.slice(0, end), value.slice(end + 1)]]);
}
