/** The program: from the stack's name to its outputs (design: the way of the data). */
import { dirname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { AccountFacts, CloudModule } from "../components/contracts.ts";
import { loadCloud } from "../components/registry.ts";
import { InvalidInput } from "../tiers/problem.ts";
import type { AnyBlueprint } from "../tiers/recovery-specs.ts";
import { resolve } from "../tiers/resolve.ts";
import { parseFloors, type Floors } from "../tiers/floors.ts";
import type { ParsedTenant } from "../tiers/parse-tenant.ts";
import { parseAccountStackName, parseStackName, stackName } from "../tiers/stack-name.ts";
import type { HomeEnvironment, RecoveryEnvironment } from "../tiers/vocabulary.ts";
import { explainingAccountErrors } from "./first-call.ts";
import { baselineOf, readAccount } from "./account-files.ts";
import { buildAccountStack, type AccountOutputs } from "./account-stack.ts";
import { readHomeStack, refuseWhileFollowed } from "./home-stack.ts";
import { chooseLifecycle } from "./lifecycle.ts";
import { stackOutputs, type StackOutputs } from "./outputs.ts";
import { readPreviousOutputs, type PreviousOutputs } from "./previous-outputs.ts";
import { RecoveryStack, recoveryOutputs, type RecoveryOutputs } from "./recovery-stack.ts";
import { refusePooled } from "./refuse-pooled.ts";
import { readTenant } from "./tenant-files.ts";
import { TenantStack } from "./tenant-stack.ts";

const PROJECT_ROOT = dirname(import.meta.dirname);

/**
 * Runs for `pulumi preview` and `pulumi up`. Tenant and environment, or the account, come from the stack's name alone.
 * @throws RunError with every problem of the input, before the first resource.
 */
export default async function program(): Promise<StackOutputs | RecoveryOutputs | AccountOutputs> {
  try {
    const name = pulumi.getStack();
    const account = parseAccountStackName(name);
    return account === undefined ? await buildStack(name) : await buildAccountStack(readAccount(PROJECT_ROOT, account));
  } catch (error) {
    // A RunError shows its text only; the trace of a wrong tenant file helps nobody.
    if (error instanceof InvalidInput) throw new pulumi.RunError(error.message);
    throw error;
  }
}

async function buildStack(name: string): Promise<StackOutputs | RecoveryOutputs> {
  const { tenant, environment } = parseStackName(name);
  const parsed = readTenant(PROJECT_ROOT, tenant);
  // The cloud's SDK loads while the engine answers; an unavailable cloud is refused before anything else is read.
  const [previous, cloud] = await Promise.all([readPreviousOutputs(parseFloors), loadCloud(parsed.spec.cloud)]);
  const input: StackSource = { name, parsed, previous, cloud };
  return environment === "disaster-recovery"
    ? buildRecoveryStack(input, environment)
    : buildTenantStack(input, environment);
}

/** What is known of a tenant's stack before it is resolved. */
interface StackSource {
  readonly name: string;
  readonly parsed: ParsedTenant;
  readonly previous: PreviousOutputs<Floors>;
  readonly cloud: CloudModule;
}

async function buildTenantStack(
  { name, parsed: { spec, warnings }, previous, cloud }: StackSource,
  environment: HomeEnvironment,
): Promise<StackOutputs> {
  const resolution = resolve({
    spec,
    environment,
    ...(previous.floors === undefined ? {} : { floors: previous.floors }),
  });
  const { blueprint, floors, gaps } = resolution;
  refusePooled(blueprint.stack);
  const lifecycle = chooseLifecycle(blueprint.stack);
  if (lifecycle === "decommissioning" && environment === "production")
    await refuseWhileFollowed(name, stackName(spec.tenant, "disaster-recovery"));
  for (const warning of [...warnings, ...resolution.warnings]) await pulumi.log.warn(warning.message);

  const providers = cloud.createProviders(blueprint);
  const facts = await accountFacts(previous, cloud, blueprint, providers);
  const stack = new TenantStack(name, { blueprint, facts, cloud, lifecycle }, { providers });
  const accountBaseline = baselineOf(PROJECT_ROOT, spec.cloud, blueprint.stack.account);
  return stackOutputs(blueprint, stack, { floors, gaps, facts, accountBaseline });
}

async function buildRecoveryStack(
  { name, parsed: { spec, warnings }, previous, cloud }: StackSource,
  environment: RecoveryEnvironment,
): Promise<RecoveryOutputs> {
  const own = previous.floors === undefined ? {} : { floors: previous.floors };
  // A file that is wrong is told before anything is asked of another stack.
  const { homeStack } = resolve({ spec, environment, ...own }).blueprint.recovery;
  const { home, floors: homeFloors } = await readHomeStack(name, homeStack);
  const resolution = resolve({ spec, environment, ...own, homeFloors });
  const { blueprint, floors, gaps } = resolution;
  for (const warning of [...warnings, ...resolution.warnings]) await pulumi.log.warn(warning.message);

  const providers = cloud.createProviders(blueprint);
  const facts = await accountFacts(previous, cloud, blueprint, providers);
  const lifecycle = chooseLifecycle(blueprint.stack);
  const stack = new RecoveryStack(name, { blueprint, facts, cloud, lifecycle, home }, { providers });
  return recoveryOutputs(blueprint, stack, { floors, gaps, facts });
}

/** Frozen at the first `up`. */
async function accountFacts(
  { facts }: PreviousOutputs<Floors>,
  { readAccountFacts }: CloudModule,
  blueprint: AnyBlueprint,
  providers: pulumi.ProviderResource[],
): Promise<AccountFacts> {
  return facts ?? explainingAccountErrors(blueprint.stack.account, () => readAccountFacts(blueprint, providers));
}
