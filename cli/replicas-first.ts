/**
 * The one case in which disaster recovery goes before its production: Azure refuses a primary that is larger than its
 * replica, so a replica that is there grows first. It shrinks after its production, as everything else comes after it.
 */
import { exportState } from "../sandbox/stack-state.ts";
import type { Target } from "../sandbox/target.ts";
import { cloudServices } from "../tiers/cloud-services.ts";
import { parseFloors } from "../tiers/floors.ts";
import { primaryGrows } from "../tiers/primary-growth.ts";
import { parseAccountStackName, parseStackName, stackName } from "../tiers/stack-name.ts";
import { isAvailable } from "../tiers/vocabulary.ts";
import { failureOf } from "./failure.ts";
import type { FleetStack } from "./fleet.ts";
import { recordedFloors } from "./stack-floors.ts";
import { checkStackInput } from "./stack-input.ts";

/** A stack in the standby region and what it follows. */
interface Following {
  readonly replica: string;
  readonly home: string;
}

/** The same stacks, replicas that have to grow before the home that they follow. */
export async function replicasFirst(
  projectRoot: string,
  target: Target,
  stacks: readonly FleetStack[],
): Promise<FleetStack[]> {
  const growing = await Promise.all(
    followers(stacks).map(async (each) => ((await mustGrowFirst(projectRoot, target, each)) ? [each] : [])),
  );
  return growing.flat().reduce(exchange, [...stacks]);
}

/** Only where a replica may not be smaller: nothing is asked of the state of any other stack. */
function followers(stacks: readonly FleetStack[]): Following[] {
  const names = new Set(stacks.map(({ stack }) => stack));
  return stacks.flatMap(({ stack, cloud, failure }) => {
    if (cloud === undefined || !isAvailable(cloud) || !cloudServices(cloud).readersGrowFirst) return [];
    if (failure !== undefined || parseAccountStackName(stack) !== undefined) return [];
    const { tenant, environment } = parseStackName(stack);
    const home = stackName(tenant, "production");
    return environment === "disaster-recovery" && names.has(home) ? [{ replica: stack, home }] : [];
  });
}

async function mustGrowFirst(projectRoot: string, target: Target, { replica, home }: Following): Promise<boolean> {
  try {
    const [follower, followed] = await Promise.all([exportState(target, replica), exportState(target, home)]);
    const floors = followed === undefined ? undefined : recordedFloors(followed);
    if (floors === undefined || follower === undefined || recordedFloors(follower) === undefined) return false;
    const { blueprint } = checkStackInput(projectRoot, home, floors);
    return blueprint !== undefined && primaryGrows(parseFloors(floors), blueprint);
  } catch (error) {
    // Whatever is wrong with the stack is told when its turn comes.
    if (failureOf(error) === undefined) throw error;
    return false;
  }
}

/** The replica takes its home's place, and the home waits for it. */
export function exchange(stacks: readonly FleetStack[], { replica, home }: Following): FleetStack[] {
  const first = stacks.find(({ stack }) => stack === replica);
  if (first === undefined) return [...stacks];
  return stacks
    .filter(({ stack }) => stack !== replica)
    .flatMap((each) =>
      each.stack === home
        ? [
            { ...first, after: first.after.filter((name) => name !== home) },
            { ...each, after: [...each.after, replica] },
          ]
        : [each],
    );
}
