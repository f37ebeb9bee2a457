import { readAccount } from "../stacks/account-files.ts";
import { refusePooled } from "../stacks/refuse-pooled.ts";
import { readTenant } from "../stacks/tenant-files.ts";
import { parseAccountFloors } from "../tiers/account/account-floors.ts";
import { resolveAccount } from "../tiers/account/resolve-account.ts";
import type { Blueprint } from "../tiers/blueprint.ts";
import { parseFloors } from "../tiers/floors.ts";
import { InvalidInput } from "../tiers/problem.ts";
import { isRecovery, type RecoveryBlueprint } from "../tiers/recovery-specs.ts";
import { resolve } from "../tiers/resolve.ts";
import { parseAccountStackName, parseStackName } from "../tiers/stack-name.ts";
import type { StackLabels } from "../tiers/stack-spec.ts";
import type { Cloud } from "../tiers/vocabulary.ts";
import { collect, collisions, unique } from "./tenant-checks.ts";

/** What is known of a stack before an engine is started. */
export interface StackInput {
  readonly cloud: Cloud;
  readonly region: string;
  /** Account, subscription or project to which the stack is pinned. */
  readonly account: string;
  /** By which everything of the stack is found in its cloud. */
  readonly labels: StackLabels;
  /** Of a tenant's stack; an account's baseline has none, nor a stack in the standby region. */
  readonly blueprint?: Blueprint;
  /** Of a stack in the standby region. */
  readonly recovery?: RecoveryBlueprint;
}

/**
 * Checks everything that can be wrong with a stack before an engine is started: a wrong file is told at once, not after
 * the engine, its plugins and the program have come up. Other tenants are read too, since address blocks must not overlap.
 * @param floors what earlier `up`s fixed, as the stack's output has it; left out: as if there had been none
 * @throws InvalidInput with all problems
 */
export function checkStackInput(projectRoot: string, stack: string, floors?: unknown): StackInput {
  const account = parseAccountStackName(stack);
  return account === undefined
    ? checkTenantStack(projectRoot, stack, floors)
    : checkAccountStack(projectRoot, account, floors);
}

function checkAccountStack(projectRoot: string, name: string, floors: unknown): StackInput {
  const spec = readAccount(projectRoot, name);
  const { blueprint } = resolveAccount(spec, floors === undefined ? undefined : parseAccountFloors(floors));
  const { cloud, region, account } = blueprint.stack;
  return { cloud, region, account, labels: blueprint.labels };
}

function checkTenantStack(projectRoot: string, stack: string, floors: unknown): StackInput {
  const { tenant, environment } = parseStackName(stack);
  const { spec } = readTenant(projectRoot, tenant);
  const problems = collisions(projectRoot, [spec], [spec.source.file]);
  const resolution = collect(problems, () =>
    resolve({ spec, environment, ...(floors === undefined ? {} : { floors: parseFloors(floors) }) }),
  );
  if (resolution === undefined || problems.length > 0) throw new InvalidInput(unique(problems));
  const { blueprint } = resolution;
  refusePooled(blueprint.stack);
  const { cloud, region, account } = blueprint.stack;
  return {
    cloud,
    region,
    account,
    labels: blueprint.labels,
    ...(isRecovery(blueprint) ? { recovery: blueprint } : { blueprint }),
  };
}
