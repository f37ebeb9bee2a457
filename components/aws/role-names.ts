/** Names of IAM roles. They are given, not generated: people outside name them, and 64 characters leave no room for more. */
import type { StackSpec } from "../../tiers/blueprint.ts";

/** Path under which all roles and policies of a stack lie, e.g. `/leasehold/acme/production/`. Replaces: the role. */
export function rolePath(stack: StackSpec): string {
  return `/leasehold/${stack.tenant}/${stack.environment}/`;
}

/**
 * Name of a role, e.g. `acme-production-app`; at most 64 characters on AWS, of which the stack's name takes up to 42.
 * @param purpose at most 21 characters.
 */
export function roleName(stack: StackSpec, purpose: string): string {
  return `${stack.name}-${purpose}`;
}
