import { InvalidArgumentError, type Command } from "commander";
import { stackOutputs } from "../../sandbox/stack-state.ts";
import { parseFloors } from "../../tiers/floors.ts";
import { printChanges } from "../change-report.ts";
import { confirm } from "../confirm.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";
import { keptResources } from "../kept.ts";
import { requireSuccess, runOperation } from "../operation.ts";
import { changeCounts, changes, resourceCount } from "../operation-events.ts";
import { hasResources, planStack, type Plan } from "../plan.ts";
import { checkStackInput } from "../stack-input.ts";
import { printSummary } from "../summary.ts";
import { recoverUnfinished } from "../unfinished.ts";
import { liftProtection, restoreProtection } from "../unprotect.ts";
import { several, stackCommand, withNewStack, type CheckedOperation, type StackOptions } from "../with-operation.ts";

export interface UpOptions extends StackOptions {
  readonly yes?: true;
  readonly allow: readonly string[];
  readonly adopt: ReadonlyMap<string, string>;
  readonly forget: readonly string[];
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
    .option("--adopt <urn=id>", "what an earlier run that stopped created; may be repeated", adoption, new Map())
    .option("--forget <urn>", "what an earlier run that stopped did not create; may be repeated", several, [])
    .option("--yes", "change a real account without asking")
    .action(async (stack: string, options: UpOptions) => {
      await withNewStack(context, stack, options, (operation) => bringUp(context, operation, options));
      context.finish(EXIT.done);
    });
}

/** Collects `<urn>=<id>`; an id may hold further `=`. */
function adoption(value: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const end = value.indexOf("=");
  if (end <= 0 || end === value.length - 1) throw new InvalidArgumentError("expected <urn>=<id>");
  return new Map([...before, [value.slice(0, end), value.slice(end + 1)]]);
}

async function bringUp(context: Context, operation: CheckedOperation, options: UpOptions): Promise<void> {
  const { stack, target, terminal } = operation;
  await recoverUnfinished(operation, options);
  const plan = await planIfNeeded(operation, options);
  if (plan !== undefined && target.kind === "real" && options.yes !== true) {
    printChanges(terminal, stack, plan);
    await confirm(`change account ${operation.blueprint.stack.account} as listed?`, "--yes");
  }
  const allowed = plan?.risks ?? [];
  await liftProtection(operation, allowed);

  const expected = plan === undefined ? {} : { expected: resourceCount(plan.events) };
  const done = await runOperation(operation, ["up", "--yes", "--skip-preview"], {
    title: `bringing ${stack} up`,
    ...expected,
  });
  if (done.result.outcome.kind !== "succeeded") await restoreProtection(operation, allowed);
  requireSuccess(done, `up of ${stack}`, options.allow);

  const outputs = await stackOutputs(target, stack);
  const counts = changeCounts(done.events);
  const kept = keptResources(done.events);
  for (const { name, id } of kept) terminal.tell(`${name}: no longer part of the stack; stays in the account as ${id}`);
  const result = { stack, counts, changes: changes(done.events), kept, outputs };
  if (options.json === true) terminal.print(JSON.stringify(result, undefined, 2));
  else {
    const blueprint = checkStackInput(context.projectRoot, stack, parseFloors(outputs["floors"]));
    printSummary(context, { stack, target, blueprint }, { counts, outputs, events: done.events });
  }
}

/** A first `up` in the sandbox has nothing to lose and nobody to ask: it goes without a plan. */
async function planIfNeeded(operation: CheckedOperation, { allow }: UpOptions): Promise<Plan | undefined> {
  if (operation.target.kind === "sandbox" && allow.length === 0 && !hasResources(operation)) return undefined;
  return planStack(operation, allow);
}
