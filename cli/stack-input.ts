import { refusePooled } from "../stacks/refuse-pooled.ts";
import { readTenant } from "../stacks/tenant-files.ts";
import type { Blueprint } from "../tiers/blueprint.ts";
import { InvalidInput } from "../tiers/problem.ts";
import { resolve } from "../tiers/resolve.ts";
import { parseStackName } from "../tiers/stack-name.ts";
import { collisions } from "./tenant-checks.ts";

/**
 * Checks everything that can be wrong with a stack before an engine is started: a wrong file is told at once, not after
 * the engine, its plugins and the program have come up. Other tenants are read too, since address blocks must not overlap.
 * @returns the blueprint as it would be without an earlier `up`
 * @throws InvalidInput with all problems
 */
export function checkStackInput(projectRoot: string, stack: string): Blueprint {
  const { tenant, environment } = parseStackName(stack);
  const { spec } = readTenant(projectRoot, tenant);
  const problems = collisions(projectRoot, [spec], [spec.source.file]);
  if (problems.length > 0) throw new InvalidInput(problems);
  const { blueprint } = resolve({ spec, environment });
  refusePooled(blueprint.stack);
  return blueprint;
}
