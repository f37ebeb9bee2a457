import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { printChanges } from "../change-report.ts";
import type { Context } from "../context.ts";
import { count } from "../count-option.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { planStack } from "../plan.ts";
import { refuseWrongOrder } from "../recovery-order.ts";
import { WITHOUT_POLICIES } from "../policies.ts";
import { tellUnfinished } from "../unfinished.ts";
import { several, withNewStack, type StackOptions } from "../with-operation.ts";
import { previewChanged, type PreviewChangedOptions } from "./preview-changed.ts";

interface PreviewOptions extends StackOptions, Omit<PreviewChangedOptions, "changed"> {
  readonly allow: readonly string[];
  readonly changed?: string;
}

/**
 * `leasehold preview <stack>`: what `up` would do; stops with exit code 3 when data may be lost.
 * `leasehold preview --changed <ref>`: the same for every stack that a change affects, and no other.
 */
export function addPreview(program: Command, context: Context): void {
  program
    .command("preview")
    .description("show what `up` would do to a stack, or to all that a change affects; stops when data may be lost")
    .argument("[stack]", "<tenant>-<environment>, e.g. acme-production, or account-<name>; left out with --changed")
    .option("--sandbox", "in the simulated clouds on this machine; default: the real account, with your credentials")
    .option("--json", "the result as JSON on stdout")
    .option("--changed <ref>", "the stacks that would register something else than at this branch, tag or commit")
    .option("--no-preview", "with --changed: only tell which stacks are affected; needs neither engine nor cloud")
    .option("--out <file>", "with --changed: write the summary there, and what fits into a comment beside it")
    .option("--parallel <number>", "with --changed: stacks at once; default: cores", count, availableParallelism())
    .option(
      "--allow <urn>",
      "a resource that may be deleted or replaced, by its exact URN; may be repeated",
      several,
      [],
    )
    .option(WITHOUT_POLICIES, "leave the policy pack out: nothing is judged")
    .action(async (named: string | undefined, options: PreviewOptions) => {
      if (options.changed !== undefined) {
        context.finish(await previewChanged(context, requireChanged(named, options, options.changed)));
        return;
      }
      const stack = requireStack(named, options);
      const plan = await withNewStack(context, stack, options, async (operation) => {
        tellUnfinished(operation);
        await refuseWrongOrder(operation);
        return planStack(operation, options.allow);
      });
      if (options.json === true)
        context.terminal.print(
          JSON.stringify({ stack, changes: plan.changes, dataAtRisk: plan.risks, policies: plan.judged }, undefined, 2),
        );
      else printChanges(context.terminal, stack, plan);
      context.finish(EXIT.done);
    });
}

function requireStack(stack: string | undefined, { preview, out }: PreviewOptions): string {
  if (stack === undefined)
    throw new CommandFailed(EXIT.invalidInput, "got no stack; name one, e.g. acme-production, or give --changed <ref>");
  if (!preview || out !== undefined)
    throw new CommandFailed(
      EXIT.invalidInput,
      "--no-preview and --out are about a change; give --changed <ref> with them",
    );
  return stack;
}

/** Which stacks are looked at follows from the change; what may be lost in one is decided for that one. */
function requireChanged(stack: string | undefined, options: PreviewOptions, changed: string): PreviewChangedOptions {
  if (stack !== undefined) throw new CommandFailed(EXIT.invalidInput, `got ${stack} and --changed; leave one out`);
  if (options.allow.length > 0)
    throw new CommandFailed(EXIT.invalidInput, "--allow is a decision on one stack; preview that one by its name");
  if (options.policies === false)
    throw new CommandFailed(EXIT.invalidInput, `${WITHOUT_POLICIES} is for one stack; a change is always judged`);
  return { ...options, changed };
}
