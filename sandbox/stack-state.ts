/** Questions about one stack, and its making, through the engine itself. */
import { z } from "zod";
import { EngineFailure } from "./engine-outcome.ts";
import { runPulumi, type RunResult } from "./engine-run.ts";
import type { Target } from "./target.ts";

/** One recorded resource, as far as readers here need it; everything else the engine writes is kept as it is. */
const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().default(false),
  parent: z.string().optional(),
  provider: z.string().optional(),
  protect: z.boolean().default(false),
  retainOnDelete: z.boolean().default(false),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
const pendingOperation = z.looseObject({ resource, type: z.string() });
const deployment = z.looseObject({
  version: z.number(),
  deployment: z.looseObject({
    resources: z.array(resource).default([]),
    pending_operations: z.array(pendingOperation).default([]),
  }),
});

/** A stack's state as `pulumi stack export` writes it; `importState` takes it back. */
export type ExportedState = z.infer<typeof deployment>;
/** A resource in the state. */
export type StateResource = z.infer<typeof resource>;
/** An operation that was begun and never recorded as ended: `creating`, `updating`, `deleting`, `reading`, `importing`. */
export type PendingOperation = z.infer<typeof pendingOperation>;

/**
 * Makes the stack where it does not exist. In the sandbox its configuration goes into the sandbox's folder; for a real
 * account into `stacks/`, as `pulumi stack init` does.
 * @returns true when it was made now
 * @throws EngineFailure when it cannot be made
 */
export async function initStack(target: Target, stack: string): Promise<boolean> {
  const result = await runStackCommand(target, stack, ["init", "--no-select"]);
  if (result.stderr.includes("already exists")) return false;
  succeed(result);
  return true;
}

/**
 * Reading a state takes no lock, and what is pending in it may be under way right now. Making the stack again takes the
 * lock before it finds that the stack exists, and changes nothing.
 * @throws EngineFailure (`locked`) when somebody works on the stack
 */
export async function refuseLocked(target: Target, stack: string): Promise<void> {
  await initStack(target, stack);
}

/**
 * The state with its secrets still encrypted; undefined where there is no such stack.
 * @throws EngineFailure when the backend cannot be read
 */
export async function exportState(target: Target, stack: string): Promise<ExportedState | undefined> {
  const result = await runStackCommand(target, stack, ["export"]);
  if (result.outcome.kind === "stack-not-found") return undefined;
  const { stdout } = succeed(result);
  return deployment.parse(JSON.parse(stdout));
}

/**
 * Replaces the state, for instance without operations that are known to have ended.
 * @throws EngineFailure when the state does not hold together
 */
export async function importState(target: Target, stack: string, state: ExportedState): Promise<void> {
  succeed(await runStackCommand(target, stack, ["import"], JSON.stringify(state)));
}

/**
 * The stack's outputs; secret ones read `[secret]`.
 * @throws EngineFailure when there is no such stack
 */
export async function stackOutputs(target: Target, stack: string): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = succeed(await runStackCommand(target, stack, ["output", "--json"]));
  return z.record(z.string(), z.unknown()).parse(JSON.parse(stdout));
}

/**
 * `pulumi stack …` has no `--config-file`: it reads and writes the configuration beside the project file. In the sandbox
 * it therefore runs in the sandbox's own project folder, so that `stacks/` is never touched.
 */
function runStackCommand(target: Target, stack: string, args: readonly string[], input?: string): Promise<RunResult> {
  const folder = target.layout === undefined ? [] : [`--cwd=${target.layout.project}`];
  return runPulumi(target, [...folder, "stack", ...args], { stack, ...(input === undefined ? {} : { input }) });
}

function succeed(result: RunResult): RunResult {
  if (result.outcome.kind === "succeeded") return result;
  throw new EngineFailure(result.outcome);
}
