import { matchesGlob } from "node:path";
import { ENVIRONMENTS, CLOUDS } from "../tiers/vocabulary.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import type { FleetStack } from "./fleet.ts";

/**
 * The stacks that somebody asked for; what is left out is not waited for either.
 * @param only clouds, or patterns of stack names as a shell has them; none: all stacks
 * @throws CommandFailed when one of them chooses nothing: a typing error must not pass in silence
 */
export function selectStacks(fleet: readonly FleetStack[], only: readonly string[]): FleetStack[] {
  if (only.length === 0) return [...fleet];
  for (const wish of only) {
    if (!fleet.some((stack) => isMeant(stack, wish)))
      throw new CommandFailed(
        EXIT.invalidInput,
        `--only: got ${wish}, expected a cloud (${CLOUDS.join(", ")}) or a pattern of stack names; there are ${namesText(fleet)}`,
      );
  }
  const chosen = fleet.filter((stack) => only.some((wish) => isMeant(stack, wish)));
  const names = new Set(chosen.map(({ stack }) => stack));
  return chosen.map((stack) => ({ ...stack, after: stack.after.filter((name) => names.has(name)) }));
}

/** Of a tenant's file that cannot be read any environment may be meant. */
function isMeant({ stack, cloud, failure }: FleetStack, wish: string): boolean {
  if (CLOUDS.some((name) => name === wish)) return cloud === wish;
  const names = failure === undefined ? [stack] : [stack, ...ENVIRONMENTS.map((each) => `${stack}-${each}`)];
  return names.some((name) => matchesGlob(name, wish));
}

function namesText(fleet: readonly FleetStack[]): string {
  return fleet.length === 0 ? "none" : fleet.map(({ stack }) => stack).join(", ");
}
