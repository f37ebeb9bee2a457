import { refusePooled } from "../stacks/refuse-pooled.ts";
import { readTenant } from "../stacks/tenant-files.ts";
import type { Blueprint } from "../tiers/blueprint.ts";
import type { Floors } from "../tiers/floors.ts";
import { InvalidInput } from "../tiers/problem.ts";
import { resolve } from "../tiers/resolve.ts";
import { parseStackName } from "../tiers/stack-name.ts";
import { collect, collisions, unique } from "./tenant-checks.ts";

/**
 * Checks everything that can be wrong with a stack before an engine is started: a wrong file is told at once, not after
 * the engine, its plugins and the program have come up. Other tenants are read too, since address blocks must not overlap.
 * @param floors what earlier `up`s fixed; left out: as if there had been none
 * @throws InvalidInput with all problems
 */
export function checkStackInput(projectRoot: string, stack: string, floors?: Floors): Blueprint {
  const { tenant, environment } = parseStackName(stack);
  const { spec } = readTenant(projectRoot, tenant);
  const problems = collisions(projectRoot, [spec], [spec.source.file]);
  const resolution = collect(problems, () =>
    resolve({ spec, environment, ...(floors === undefined ? {} : { floors }) }),
  );
  if (resolution === undefined || problems.length > 0) throw new InvalidInput(unique(problems));
  const { blueprint } = resolution;
  refusePooled(blueprint.stack);
  return blueprint;
}
