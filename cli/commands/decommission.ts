import type { Command } from "commander";
import { DECOMMISSION_VARIABLE } from "../../stacks/lifecycle.ts";
import type { EngineEvent } from "../../sandbox/engine-run.ts";
import type { Context } from "../context.ts";
import { CommandFailed, EXIT } from "../exit-codes.ts";
import { nameOf } from "../guard.ts";
import { requireSuccess, runOperation } from "../operation.ts";
import { planStack } from "../plan.ts";
import { recoverUnfinished } from "../unfinished.ts";
import { stackCommand, withOperation, type CheckedOperation, type StackOptions } from "../with-operation.ts";

/** Something that stays in the cloud after the stack is gone. */
export interface Kept {
  readonly name: string;
  readonly type: string;
  readonly id: string;
  /** The key that reads it, where it is encrypted with one. */
  readonly key?: string;
}

/**
 * `leasehold decommission <stack>`: takes a stack down in two phases. The first `up` lifts the protections and asks for
 * final snapshots, the destroy after it removes what holds no data; what is kept is listed with its key.
 */
export function addDecommission(program: Command, context: Context): void {
  stackCommand(
    program,
    "decommission",
    "take a stack down: final snapshots, keys, secrets and buckets stay and are listed",
  )
    .option("--confirm <stack>", "the stack's name once more")
    .action(async (stack: string, options: StackOptions & { confirm?: string }) => {
      if (options.confirm !== stack)
        throw new CommandFailed(
          EXIT.invalidInput,
          `${stack}: confirm with --confirm ${stack}; its databases are deleted after a final snapshot`,
        );
      const kept = await withOperation(context, stack, options, decommission);
      if (options.json === true) context.terminal.print(JSON.stringify({ stack, kept }, undefined, 2));
      else printKept(context, stack, kept);
      context.finish(EXIT.done);
    });
}

async function decommission(operation: CheckedOperation): Promise<Kept[]> {
  const { stack } = operation;
  const env = { [DECOMMISSION_VARIABLE]: stack };
  await recoverUnfinished(operation);
  // The first phase may change settings only: with it, nothing of the tenant's may be deleted or replaced.
  await planStack(operation, [], env);
  const lifted = await runOperation(operation, ["up", "--yes", "--skip-preview"], {
    title: `lifting the protections of ${stack}`,
    env,
  });
  requireSuccess(lifted, `lifting the protections of ${stack}`);
  const destroyed = await runOperation(operation, ["destroy", "--yes", "--skip-preview"], {
    title: `taking ${stack} down`,
    env,
  });
  requireSuccess(destroyed, `taking ${stack} down`);
  return keptResources(destroyed.events);
}

/** The engine reports a retained resource as deleted; its state before tells that it was only let go. */
function keptResources(events: readonly EngineEvent[]): Kept[] {
  const kept = events.flatMap(({ resOutputsEvent }): Kept[] => {
    const before = resOutputsEvent?.metadata.old;
    if (before === undefined || resOutputsEvent?.metadata.op !== "delete") return [];
    if (before.retainOnDelete === true)
      return [{ name: nameOf(before.urn), type: before.type, id: before.id, ...keyOf(before.outputs) }];
    const snapshot: unknown = before.inputs["finalSnapshotIdentifier"];
    if (typeof snapshot !== "string" || before.inputs["skipFinalSnapshot"] === true) return [];
    return [
      { name: `final snapshot of ${nameOf(before.urn)}`, type: before.type, id: snapshot, ...keyOf(before.outputs) },
    ];
  });
  return kept.sort((a, b) => (a.type + a.name < b.type + b.name ? -1 : 1));
}

function keyOf(outputs: Readonly<Record<string, unknown>>): { readonly key?: string } {
  const key = outputs["kmsKeyId"] ?? outputs["kmsKeyArn"];
  return typeof key === "string" && key !== "" ? { key } : {};
}

function printKept({ terminal }: Context, stack: string, kept: readonly Kept[]): void {
  terminal.print(`${stack} is decommissioned; ${kept.length} resources stay in the account:`);
  for (const { name, type, id, key } of kept) {
    terminal.print(`  ${name} ${terminal.colours.dim(type)}\n    ${id}${key === undefined ? "" : `   key ${key}`}`);
  }
}
