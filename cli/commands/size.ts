import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { runPulumi } from "../../sandbox/engine-run.ts";
import { exportState, initStack } from "../../sandbox/stack-state.ts";
import { sandboxTarget, type Target } from "../../sandbox/target.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-codes.ts";
import { onInterrupt } from "../interrupt.ts";
import { requireSuccess, runOperation, type Operation } from "../operation.ts";
import { checkStackInput } from "../stack-input.ts";
import { plannedResources, sizeOf, type CountedResource, type StackSize } from "../stack-size.ts";
import type { Terminal } from "../terminal.ts";
import { openTarget, stackCommand, type StackOptions } from "../with-operation.ts";

/** Where a count comes from. */
type Source = "state" | "preview";

interface Counted {
  readonly source: Source;
  readonly resources: readonly CountedResource[];
}

/** `leasehold size <stack>`: resources per role and type; from the state where it is up, else from a preview. */
export function addSize(program: Command, context: Context): void {
  stackCommand(program, "size", "count the resources of a stack by role and type; creates nothing").action(
    async (stack: string, options: StackOptions) => {
      const { source, resources } = await countStack(context, stack, options);
      const size = sizeOf(resources);
      if (options.json === true) context.terminal.print(JSON.stringify({ stack, source, ...size }, undefined, 2));
      else printSize(context.terminal, stack, source, size);
      context.finish(EXIT.done);
    },
  );
}

async function countStack(context: Context, stack: string, options: StackOptions): Promise<Counted> {
  const { projectRoot, terminal } = context;
  const { account } = checkStackInput(projectRoot, stack);
  const target = await openTarget(context, options);
  const recorded = await recordedResources(target, stack);
  if (recorded.length > 0) return { source: "state", resources: recorded };
  const interrupt = onInterrupt(terminal);
  try {
    const operation = { terminal, stack, account, signal: interrupt.signal, policies: false };
    const resources =
      target.kind === "sandbox"
        ? await previewOnce({ ...operation, target })
        : await inPassing(projectRoot, (passing) => previewOnce({ ...operation, target: passing }));
    return { source: "preview", resources };
  } finally {
    interrupt.dispose();
  }
}

async function recordedResources(target: Target, stack: string): Promise<readonly CountedResource[]> {
  const { resources } = (await exportState(target, stack))?.deployment ?? { resources: [] };
  return resources.some(({ type }) => !type.startsWith("pulumi:")) ? resources : [];
}

/**
 * A sandbox that is gone afterwards: a preview needs a stack, and for a stack that does not exist yet neither the state
 * backend nor the account is to learn of it. The program registers the same resources there.
 */
async function inPassing<Result>(projectRoot: string, work: (target: Target) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-size-"));
  try {
    return await work(await sandboxTarget(projectRoot, { folder }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Previews, and leaves no stack behind that was not there before. */
async function previewOnce(operation: Operation): Promise<CountedResource[]> {
  const { target, stack } = operation;
  const isNew = await initStack(target, stack);
  try {
    const done = await runOperation(operation, ["preview"], { title: `counting the resources of ${stack}` });
    requireSuccess(done, `preview of ${stack}`);
    return plannedResources(done.events);
  } finally {
    if (isNew) await removeEmpty(target, stack);
  }
}

/** Without `--force`: the engine refuses for a stack that holds anything. */
async function removeEmpty(target: Target, stack: string): Promise<void> {
  const folder = target.layout === undefined ? [] : [`--cwd=${target.layout.project}`];
  await runPulumi(target, [...folder, "stack", "rm", "--yes", "--remove-backups"], { stack });
}

function printSize(
  terminal: Terminal,
  stack: string,
  source: Source,
  { roles, cloud, engine, total }: StackSize,
): void {
  const { colours } = terminal;
  const how = source === "state" ? "as its state holds them" : "as a preview plans them; nothing was created";
  terminal.print(colours.bold(`${stack}: ${total} resources, ${how}`));
  for (const { role, resources, types } of roles) {
    terminal.print(`${String(resources).padStart(5)}  ${colours.cyan(role)}`);
    for (const { type, count } of types) terminal.print(`${String(count).padStart(9)}  ${colours.dim(type)}`);
  }
  terminal.print(`${String(cloud).padStart(5)}  in the cloud`);
  // Pricing FAQ of Pulumi, as quoted at https://archive.pulumi.com/t/40314 (2026-11-21): every declared resource counts,
  // components and stacks too.
  terminal.print(
    `${String(engine).padStart(5)}  of the engine: components, providers, the stack; a state service counts them too`,
  );
}
