/** The program: from the stack's name to its outputs (design: the way of the data). */
import { dirname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { AccountFacts, CloudModule } from "../components/contracts.ts";
import { loadCloud } from "../components/registry.ts";
import type { Blueprint } from "../tiers/blueprint.ts";
import { InvalidInput } from "../tiers/problem.ts";
import { resolve } from "../tiers/resolve.ts";
import { parseStackName } from "../tiers/stack-name.ts";
import { explainAccountError } from "./account-errors.ts";
import { chooseLifecycle } from "./lifecycle.ts";
import { stackOutputs, type StackOutputs } from "./outputs.ts";
import { readPreviousOutputs } from "./previous-outputs.ts";
import { refusePooled } from "./refuse-pooled.ts";
import { readTenant } from "./tenant-files.ts";
import { TenantStack } from "./tenant-stack.ts";

const PROJECT_ROOT = dirname(import.meta.dirname);

/**
 * Runs for `pulumi preview` and `pulumi up`. Tenant and environment come from the stack's name alone.
 * @throws RunError with every problem of the input, before the first resource.
 */
export default async function program(): Promise<StackOutputs> {
  try {
    return await buildStack(pulumi.getStack());
  } catch (error) {
    // A RunError shows its text only; the trace of a wrong tenant file helps nobody.
    if (error instanceof InvalidInput) throw new pulumi.RunError(error.message);
    throw error;
  }
}

async function buildStack(name: string): Promise<StackOutputs> {
  const { tenant, environment } = parseStackName(name);
  const { spec, warnings } = readTenant(PROJECT_ROOT, tenant);
  // The cloud's SDK loads while the engine answers; an unavailable cloud is refused before anything else is read.
  const [previous, cloud] = await Promise.all([readPreviousOutputs(), loadCloud(spec.cloud)]);
  const resolution = resolve({
    spec,
    environment,
    ...(previous.floors === undefined ? {} : { floors: previous.floors }),
  });
  const { blueprint, floors, gaps } = resolution;
  refusePooled(blueprint.stack);
  for (const warning of [...warnings, ...resolution.warnings]) await pulumi.log.warn(warning.message);

  const providers = cloud.createProviders(blueprint);
  const facts = previous.facts ?? (await readFacts(cloud, blueprint, providers));
  const stack = new TenantStack(
    name,
    { blueprint, facts, cloud, lifecycle: chooseLifecycle(blueprint.stack) },
    { providers },
  );
  return stackOutputs(blueprint, stack, { floors, gaps, facts });
}

/** @throws RunError when the credentials are not those of the account, before the first resource */
async function readFacts(
  cloud: CloudModule,
  blueprint: Blueprint,
  providers: pulumi.ProviderResource[],
): Promise<AccountFacts> {
  try {
    return await cloud.readAccountFacts(blueprint, providers);
  } catch (error) {
    const explained = error instanceof Error ? explainAccountError(error.message, blueprint.stack.account) : undefined;
    if (explained !== undefined) throw new pulumi.RunError(explained);
    throw error;
  }
}
