import type { Lifecycle } from "../components/lifecycle.ts";
import type { StackSpec } from "../tiers/blueprint.ts";

/**
 * Environment variable by which `leasehold decommission` lifts the protections for one run of one stack. It holds the
 * stack's name and is never stored, so that no later `up` can find the protections lifted by accident.
 */
export const DECOMMISSION_VARIABLE = "LEASEHOLD_DECOMMISSION";

/** How hard the stack's stores are to delete in this run. */
export function chooseLifecycle(stack: Pick<StackSpec, "name" | "deletionProtection">): Lifecycle {
  // A stack that may be thrown away at any time leaves nothing behind, however it is taken down.
  if (!stack.deletionProtection) return "unprotected";
  return process.env[DECOMMISSION_VARIABLE] === stack.name ? "decommissioning" : "protected";
}
