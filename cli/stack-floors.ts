import { exportState, stackExists } from "../sandbox/stack-state.ts";
import { sandboxTarget } from "../sandbox/target.ts";
import { parseFloors, type Floors } from "../tiers/floors.ts";

/** The floors that a stack in the sandbox wrote at its last `up`; undefined before the first. */
export async function readStackFloors(projectRoot: string, stack: string): Promise<Floors | undefined> {
  const target = await sandboxTarget(projectRoot);
  if (!(await stackExists(target, stack))) return undefined;
  const { deployment } = await exportState(target, stack);
  const floors = deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs["floors"];
  return floors === undefined ? undefined : parseFloors(floors);
}
