/** What a tenant file may not change once a stack is up, because data would stay behind or be lost. */
import { blockOf } from "./address-plan.ts";
import { constraintsOn } from "./constrained-defaults.ts";
import { breachOf, combine } from "./constraints.ts";
import { environmentDefinition } from "./environments.ts";
import type { Floors } from "./floors.ts";
import type { Problem } from "./problem.ts";
import { frameworksOf } from "./frameworks.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import { accountOf } from "./tenant-spec.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import type { Environment } from "./vocabulary.ts";
import { problemOf } from "./writing.ts";

/** Everything in the tenant file that contradicts the first `up`. */
export function checkFloors(
  spec: TenantSpec,
  environment: Environment,
  settings: SourcedSettings,
  floors: Floors,
): Problem[] {
  const own = spec.environments[environment];
  const isCopy = environmentDefinition(environment).copyOfProduction;
  const cidr = blockOf(spec, environment) ?? floors.cidr;
  const problems: Problem[] = [];
  const refuse = (path: string, got: string, kept: string, why: string): void => {
    if (got === kept) return;
    const message = `got ${got}, expected ${kept} as at the first up of ${spec.tenant}-${environment}: ${why}; write ${kept}, or set up a new tenant and move the data`;
    problems.push(problemOf(spec, "floor", path, message));
  };
  const accountPath = own?.account === undefined ? "account" : `environments.${environment}.account`;
  refuse(accountPath, accountOf(spec, environment), floors.account, "in another account the data would stay behind");
  // Where replicas lie follows from the home stack, whose own floors hold it.
  if (!isCopy) refuse("region", spec.region, floors.region, "in another region the data would stay behind");
  const cidrPath = own?.network === undefined ? "network.cidr" : `environments.${environment}.network.cidr`;
  refuse(cidrPath, cidr, floors.cidr, "another block replaces the network and every store in it");
  if (settings.stack.isolation.value !== floors.isolation) problems.push(...checkIsolation(spec, settings, floors));
  return problems;
}

/** A shared account cannot become a tenant's own: what a constraint asks for then cannot be had. */
function checkIsolation(spec: TenantSpec, { stack }: SourcedSettings, floors: Floors): Problem[] {
  const constraints = constraintsOn(spec.tier, stack.securityLevel.value, frameworksOf(spec), spec.cloud);
  const demand = combine(constraints).bySetting.get("stack.isolation");
  const breach = demand && breachOf(demand, floors.isolation);
  if (breach === undefined) return [];
  const message =
    `got ${breach.by.source} (${breach.by.note}), expected one that isolation ${floors.isolation}, fixed at the first up, can carry; ` +
    "set up a new tenant in an account of its own and move the data, or remove the demand";
  return [problemOf(spec, "floor", "account", message)];
}
