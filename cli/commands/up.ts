import type { Command } from "commander";
import { stackOutputs } from "../../sandbox/stack-state.ts";
import { printChanges } from "../change-report.ts";
import { confirm } from "../confirm.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";
import { requireSuccess, runOperation } from "../operation.ts";
import { changeCounts, changes } from "../operation-events.ts";
import { hasResources, planStack, type Plan } from "../plan.ts";
import { printSummary } from "../summary.ts";
import { recoverUnfinished } from "../unfinished.ts";
import { liftProtection } from "../unprotect.ts";
import { several, stackCommand, withNewStack, type CheckedOperation, type StackOptions } from "../with-operation.ts";

export interface UpOptions extends StackOptions {
  readonly yes?: true;
  readonly allow: readonly string[];
}

/** `leasehold up <stack>`: recovers what a crash left, plans, asks the guard, and brings the stack up. */
export function addUp(program: Command, context: Context): void {
  stackCommand(program, "up", "bring a stack to what its tenant file says; stops when data may be lost")
    .option(
      "--allow <urn>",
      "a resource that may be deleted or replaced, by its exact URN; may be repeated",
      several,
      [],
    )
    .option("--yes", "change a real account without asking")
    .action(async (stack: string, options: UpOptions) => {
      await withNewStack(context, stack, options, (operation) => bringUp(context, operation, options));
      context.finish(EXIT.done);
    });
}

async function bringUp(context: Context, operation: CheckedOperation, options: UpOptions): Promise<void> {
  const { stack, target, terminal } = operation;
  await recoverUnfinished(operation);
  const plan = await planIfNeeded(operation, options);
  if (plan !== undefined && target.kind === "real" && options.yes !== true) {
    printChanges(terminal, stack, plan);
    await confirm(`change account ${operation.blueprint.stack.account} as listed?`, "--yes");
  }
  if (plan !== undefined && plan.risks.length > 0) await liftProtection(operation, plan.risks);

  const expected = plan === undefined || plan.changes.length === 0 ? {} : { expected: plan.changes.length };
  const done = await runOperation(operation, ["up", "--yes", "--skip-preview"], {
    title: `bringing ${stack} up`,
    ...expected,
  });
  requireSuccess(done, `up of ${stack}`);

  const outputs = await stackOutputs(target, stack);
  const counts = changeCounts(done.events);
  const result = { stack, counts, changes: changes(done.events), outputs };
  if (options.json === true) terminal.print(JSON.stringify(result, undefined, 2));
  else printSummary(context, operation, { counts, outputs, events: done.events });
}

/** A first `up` in the sandbox has nothing to lose and nobody to ask: it goes without a plan. */
async function planIfNeeded(operation: CheckedOperation, { allow }: UpOptions): Promise<Plan | undefined> {
  if (operation.target.kind === "sandbox" && allow.length === 0 && !(await hasResources(operation))) return undefined;
  return planStack(operation, allow);
}
