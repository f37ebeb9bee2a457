import type { StackSpec } from "../tiers/blueprint.ts";
import { InvalidInput } from "../tiers/problem.ts";

/**
 * A pooled tenant is a slice of a cell; without one there is nothing to bring up.
 * @throws InvalidInput for a stack of tier free.
 */
export function refusePooled(stack: StackSpec): void {
  if (stack.isolation !== "pooled") return;
  throw new InvalidInput([
    {
      code: "no-cell",
      path: "tier",
      message: `got ${stack.tier}, expected a tier with stores of its own: a ${stack.tier} tenant lives in a cell, and no cell exists yet; choose standard or higher, or look at it with \`leasehold explain ${stack.name}\``,
    },
  ]);
}
