/** Which goes first, production or its disaster recovery, where a database may not be larger than what follows it. */
import { exportState } from "../sandbox/stack-state.ts";
import type { Target } from "../sandbox/target.ts";
import { readTenant } from "../stacks/tenant-files.ts";
import { cloudServices } from "../tiers/cloud-services.ts";
import { parseFloors, type Floors } from "../tiers/floors.ts";
import { InvalidInput } from "../tiers/problem.ts";
import { resolve } from "../tiers/resolve.ts";
import { parseAccountStackName, parseStackName, stackName } from "../tiers/stack-name.ts";
import type { DatabaseSpec } from "../tiers/store-specs.ts";
import { isAvailable } from "../tiers/vocabulary.ts";
import { commandText } from "./command-text.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import type { FleetStack } from "./fleet.ts";
import { recordedFloors } from "./stack-floors.ts";
import type { CheckedOperation } from "./with-operation.ts";

type Size = Pick<DatabaseSpec, "nodeVcpu" | "disk">;

/** Whether a database would become larger than a server that follows it; what is not recorded is not judged. */
export function outgrows({ nodeVcpu, disk }: Size, { databaseNodes, diskGib }: Floors): boolean {
  return (
    (databaseNodes !== undefined && nodeVcpu > databaseNodes.vcpu) ||
    (disk !== undefined && diskGib !== undefined && disk.sizeGib > diskGib)
  );
}

/** Whether a server that follows would become smaller than the database that it follows. Disks do not shrink. */
export function undercuts({ nodeVcpu }: Size, { databaseNodes }: Floors): boolean {
  return databaseNodes !== undefined && nodeVcpu < databaseNodes.vcpu;
}

/**
 * Puts disaster recovery before its production, for those tenants whose database is about to outgrow it.
 * @param standbys names of their stacks in the standby region
 * @returns each stack behind those that it waits for
 */
export function standbyFirst(stacks: readonly FleetStack[], standbys: ReadonlySet<string>): FleetStack[] {
  const homes = new Map<string | undefined, string>([...standbys].map((standby) => [homeOf(standby), standby]));
  const earlier = stacks
    .filter(({ stack }) => standbys.has(stack))
    .map((each) => ({ ...each, after: each.after.filter((name) => name !== homeOf(each.stack)) }));
  return stacks.flatMap((each) => {
    if (standbys.has(each.stack)) return [];
    const standby = homes.get(each.stack);
    if (standby === undefined) return [each];
    return [...earlier.filter(({ stack }) => stack === standby), { ...each, after: [...each.after, standby] }];
  });
}

/**
 * Disaster recoveries among the stacks that have to grow before the production for which they wait. A file that is wrong is told
 * where its stack is brought up.
 */
export async function growingStandbys(
  projectRoot: string,
  target: Target,
  stacks: readonly FleetStack[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { stack, cloud, after, failure } of stacks) {
    if (failure !== undefined || cloud === undefined || !isAvailable(cloud) || !cloudServices(cloud).readersGrowFirst)
      continue;
    const home = parseAccountStackName(stack) === undefined ? homeOf(stack) : undefined;
    if (home === undefined || !after.includes(home)) continue;
    const [homeFloors, floors] = [await floorsOf(target, home), await floorsOf(target, stack)];
    if (homeFloors === undefined || floors === undefined) continue;
    const wished = wishOf(projectRoot, stack, homeFloors);
    if (wished !== undefined && outgrows(wished, floors)) found.add(stack);
  }
  return found;
}

/**
 * Refuses what the cloud would refuse in the middle of the run: a database that outgrows its disaster recovery, and one in
 * the standby region that becomes smaller than what it follows.
 * @throws CommandFailed (exit code 2) with the stack that goes first
 */
export async function refuseWrongOrder({ stack, target, input }: CheckedOperation): Promise<void> {
  const { cloud, blueprint, recovery } = input;
  if (!isAvailable(cloud) || !cloudServices(cloud).readersGrowFirst) return;
  if (blueprint?.stack.environment === "production" && blueprint.backup.disasterRecovery) {
    const standby = stackName(blueprint.stack.tenant, "disaster-recovery");
    const floors = await floorsOf(target, standby);
    if (floors !== undefined && outgrows(blueprint.database, floors))
      throw wrongOrder(stack, standby, "would become larger than", target);
  }
  if (recovery !== undefined) {
    const floors = await floorsOf(target, recovery.recovery.homeStack);
    if (floors !== undefined && undercuts(recovery.database, floors))
      throw wrongOrder(stack, recovery.recovery.homeStack, "would become smaller than", target);
  }
}

function wrongOrder(stack: string, first: string, becomes: string, { kind }: Target): CommandFailed {
  const message =
    `${stack}: its database ${becomes} that of ${first}, expected the other one to change first: ` +
    `no server may be larger than one that follows it (fact azpg.replica.scale); run \`${commandText("up", first, kind)}\` first`;
  return new CommandFailed(EXIT.invalidInput, message);
}

/** Name of the production that a stack in the standby region follows; undefined for every other stack. */
function homeOf(stack: string): string | undefined {
  const { tenant, environment } = parseStackName(stack);
  return environment === "disaster-recovery" ? stackName(tenant, "production") : undefined;
}

function wishOf(projectRoot: string, standby: string, floors: Floors): Size | undefined {
  try {
    const { spec } = readTenant(projectRoot, parseStackName(standby).tenant);
    return resolve({ spec, environment: "production", floors }).blueprint.database;
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

/** What a stack wrote at its last `up`; undefined where it is not up. */
async function floorsOf(target: Target, stack: string): Promise<Floors | undefined> {
  const state = await exportState(target, stack);
  const recorded = state === undefined ? undefined : recordedFloors(state);
  return recorded === undefined ? undefined : parseFloors(recorded);
}
