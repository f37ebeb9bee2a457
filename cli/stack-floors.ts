import { exportState, type ExportedState } from "../sandbox/stack-state.ts";
import { sandboxTarget } from "../sandbox/target.ts";

/** The floors that a stack wrote at its last `up`, as they stand among its outputs; undefined before the first. */
export function recordedFloors({ deployment }: ExportedState): unknown {
  return deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs["floors"];
}

/** The same of a stack in the sandbox; undefined where it was never brought up. */
export async function readStackFloors(projectRoot: string, stack: string): Promise<unknown> {
  const target = await sandboxTarget(projectRoot);
  const state = await exportState(target, stack);
  return state === undefined ? undefined : recordedFloors(state);
}
