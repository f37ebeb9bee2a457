/** Every stack that the files describe, and which has to be up before which. */
import { accountNames, readAccount } from "../stacks/account-files.ts";
import { readTenant, tenantIds } from "../stacks/tenant-files.ts";
import type { AccountSpec } from "../tiers/account/account-spec.ts";
import { accountStackName, stackName } from "../tiers/stack-name.ts";
import { accountOf, environmentsOf, type TenantSpec } from "../tiers/tenant-spec.ts";
import type { Cloud, Environment } from "../tiers/vocabulary.ts";
import { failureOf, type Failure } from "./failure.ts";

/** One stack of the fleet. */
export interface FleetStack {
  /** The stack's name; where a file cannot be read, the tenant's id, which is all that is known. */
  readonly stack: string;
  /** Absent where the file does not tell. */
  readonly cloud?: Cloud;
  /** Stacks that have to be up before it. */
  readonly after: readonly string[];
  /** Why it cannot even be tried. */
  readonly failure?: Failure;
}

/** What a file says, or why it cannot be read. */
export type Entry<Spec> = { readonly spec: Spec } | { readonly id: string; readonly failure: Failure };

const STANDBY = "disaster-recovery" satisfies Environment;

/**
 * All stacks in an order in which they can be brought up: account baselines, environments, disaster recovery.
 * @throws InvalidInput when there is no folder of tenant files
 */
export function readFleet(projectRoot: string): FleetStack[] {
  const accounts = accountNames(projectRoot).map((name) => readEntry(name, () => readAccount(projectRoot, name)));
  const tenants = tenantIds(projectRoot).map((id) => readEntry(id, () => readTenant(projectRoot, id).spec));
  return fleetOf(accounts, tenants);
}

function readEntry<Spec>(id: string, read: () => Spec): Entry<Spec> {
  try {
    return { spec: read() };
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { id, failure };
  }
}

/** The same from what the files say. */
export function fleetOf(accounts: readonly Entry<AccountSpec>[], tenants: readonly Entry<TenantSpec>[]): FleetStack[] {
  const baselines = accounts.flatMap((entry) => ("spec" in entry ? [entry.spec] : []));
  const specs = tenants.flatMap((entry) => ("spec" in entry ? [entry.spec] : []));
  const stacksIn = (wanted: (environment: Environment) => boolean): FleetStack[] =>
    specs.flatMap((spec) =>
      environmentsOf(spec)
        .filter(wanted)
        .map((environment) => tenantStack(spec, environment, baselines)),
    );
  return [
    ...unreadable(accounts, accountStackName),
    ...baselines.map(({ account, cloud }) => ({ stack: accountStackName(account), cloud, after: [] })),
    ...unreadable(tenants, (id) => id),
    ...stacksIn((environment) => environment !== STANDBY),
    ...stacksIn((environment) => environment === STANDBY),
  ];
}

function unreadable(entries: readonly Entry<unknown>[], nameOf: (id: string) => string): FleetStack[] {
  return entries.flatMap((entry) =>
    "spec" in entry ? [] : [{ stack: nameOf(entry.id), after: [], failure: entry.failure }],
  );
}

/** A tenant waits for the baseline of its own account, disaster recovery for what it recovers. */
function tenantStack(spec: TenantSpec, environment: Environment, baselines: readonly AccountSpec[]): FleetStack {
  const id = accountOf(spec, environment);
  const ground = baselines.filter((each) => each.cloud === spec.cloud && each.id === id);
  const home = environment === STANDBY ? [stackName(spec.tenant, "production")] : [];
  return {
    stack: stackName(spec.tenant, environment),
    cloud: spec.cloud,
    after: [...ground.map(({ account }) => accountStackName(account)), ...home],
  };
}
