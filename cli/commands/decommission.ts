import type { Command } from "commander";
import { DECOMMISSION_VARIABLE } from "../../stacks/lifecycle.ts";
import { factNumber } from "../../tiers/feasibility.ts";
import { outlivesStack } from "../../tiers/standing.ts";
import type { Context } from "../context.ts";
import { whatGoes } from "../decommission-text.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { keptResources, type Kept } from "../kept.ts";
import { requireSuccess, runOperation } from "../operation.ts";
import { planStack } from "../plan.ts";
import { checkStackInput } from "../stack-input.ts";
import type { Terminal } from "../terminal.ts";
import { recoverUnfinished } from "../unfinished.ts";
import { stackCommand, withStack, type CheckedOperation, type StackOptions } from "../with-operation.ts";

/**
 * `leasehold decommission <stack>`: takes a stack down in two phases. The first `up` lifts the protections and asks for
 * final snapshots where the cloud makes any, the destroy after it removes what holds no data; what is kept is listed with its key.
 */
export function addDecommission(program: Command, context: Context): void {
  stackCommand(program, "decommission", "take a stack down: last copies, keys, secrets and buckets stay and are listed")
    .option("--confirm <stack>", "the stack's name once more")
    .action(async (stack: string, options: StackOptions & { confirm?: string }) => {
      if (options.confirm !== stack)
        throw new CommandFailed(
          EXIT.invalidInput,
          `${stack}: confirm with --confirm ${stack}; ${whatGoes(checkStackInput(context.projectRoot, stack))}`,
        );
      await withStack(context, stack, options, (operation) => decommission(operation, options.json === true));
      context.finish(EXIT.done);
    });
}

async function decommission(operation: CheckedOperation, json: boolean): Promise<void> {
  const { stack, terminal } = operation;
  await recoverUnfinished(operation);
  switch (stageOf(operation)) {
    case "protected":
      await liftProtections(operation);
      break;
    case "lifted":
      terminal.tell(`${stack}: nothing is protected any more; going on where it can be destroyed`);
      break;
    case "empty":
      terminal.tell(`${stack}: nothing is left to take down`);
  }
  const destroyed = await runOperation(operation, ["destroy", "--yes", "--skip-preview"], {
    title: `taking ${stack} down`,
  });
  const kept = keptResources(destroyed.events);
  // Also after a failure: what was let go by then is in no state any more, and nobody would find it.
  if (json) terminal.print(JSON.stringify({ stack, kept }, undefined, 2));
  else printKept(terminal, stack, kept, destroyed.result.outcome.kind === "succeeded");
  requireSuccess(destroyed, `taking ${stack} down`);
}

/**
 * How far the decommissioning of a stack is. Once its protections are lifted an earlier run may have destroyed part of it
 * already, and bringing it up once more would make that part again.
 */
function stageOf({ state }: CheckedOperation): "protected" | "lifted" | "empty" {
  const { resources = [], pending_operations: pending = [] } = state?.deployment ?? {};
  const all = [...resources, ...pending.map(({ resource }) => resource)];
  if (all.length === 0) return "empty";
  const isHeld = all.some(
    ({ type, urn, protect, retainOnDelete }) =>
      protect || (retainOnDelete && !outlivesStack(type, urn.split("::").at(-1) ?? "")),
  );
  return isHeld ? "protected" : "lifted";
}

/** The first phase may change settings only: with it, nothing of the tenant's may be deleted or replaced. */
async function liftProtections(operation: CheckedOperation): Promise<void> {
  const { stack } = operation;
  const env = { [DECOMMISSION_VARIABLE]: stack };
  await planStack(operation, [], env);
  const title = `lifting the protections of ${stack}`;
  requireSuccess(await runOperation(operation, ["up", "--yes", "--skip-preview"], { title, env }), title, []);
}

/** Stores, snapshots and logs with the key that reads each; what only closes them is counted. */
function printKept(terminal: Terminal, stack: string, kept: readonly Kept[], isDone: boolean): void {
  const settings = kept.filter(({ kind }) => kind === "setting");
  const shown = kept.filter(({ kind }) => kind !== "setting");
  const state = isDone ? "is decommissioned" : "is not wholly taken down";
  terminal.print(
    `${stack} ${state}; ${kept.length === 0 ? "nothing stays in the account" : "this stays in the account:"}`,
  );
  for (const { kind, name, type, id, key } of shown) {
    const what =
      kind === "snapshot" ? `final snapshot of ${name}` : kind === "restorable" ? restorableText(name) : name;
    terminal.print(`  ${what} ${terminal.colours.dim(type)}\n    ${id}${key === undefined ? "" : `   key ${key}`}`);
  }
  if (settings.length > 0) terminal.print(`  and ${settings.length} settings that keep them closed and readable`);
}

function restorableText(name: string): string {
  return `${name}, deleted: its backups can mostly be restored for ${factNumber("azpg.deleted")} days`;
}
