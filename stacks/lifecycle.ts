import type { Lifecycle } from "../components/lifecycle.ts";
import type { StackSpec } from "../tiers/blueprint.ts";

/**
 * Environment variable by which `leasehold decommission` lifts the protections for one run of one stack. It holds the
 * stack's name and is never stored, so that no later `up` can find the protections lifted by accident.
 */
export const DECOMMISSION_VARIABLE = "LEASEHOLD_DECOMMISSION";

/** How hard the stack's stores are to delete in this run. */
export function chooseLifecycle(stack: StackSpec): Lifecycle {
  if (process.env[DECOMMISSION_VARIABLE] === stack.name) return "decommissioning";
  return stack.deletionProtection ? "protected" : "unprotected";
}
