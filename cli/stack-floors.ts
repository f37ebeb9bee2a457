import { exportState, stackExists, type ExportedState } from "../sandbox/stack-state.ts";
import { sandboxTarget } from "../sandbox/target.ts";
import { parseFloors, type Floors } from "../tiers/floors.ts";

/**
 * The floors that a stack wrote at its last `up`; undefined before the first.
 * @throws InvalidInput when they cannot be read
 */
export function floorsOf({ deployment }: ExportedState): Floors | undefined {
  const floors = deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs["floors"];
  return floors === undefined ? undefined : parseFloors(floors);
}

/** The floors of a stack in the sandbox; undefined where it was never brought up. */
export async function readStackFloors(projectRoot: string, stack: string): Promise<Floors | undefined> {
  const target = await sandboxTarget(projectRoot);
  return (await stackExists(target, stack)) ? floorsOf(await exportState(target, stack)) : undefined;
}
