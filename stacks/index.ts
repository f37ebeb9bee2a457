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
import { baselineOf, readAccount } from "./account-files.ts";
import { buildAccountStack, type AccountOutputs } from "./account-stack.ts";
import type { StackArgs } from "./enclose-stack.ts";
import { explainingAccountErrors } from "./first-call.ts";
import { readHomeStack, refuseWhileFollowed } from "./home-stack.ts";
import { parseAccountFacts } from "./kept-facts.ts";
import { chooseLifecycle } from "./lifecycle.ts";
import { stackOutputs, type StackOutputs } from "./outputs.ts";
import { readPreviousOutputs, type PreviousOutputs } from "./previous-outputs.ts";
import { RecoveryStack, recoveryOutputs, type RecoveryOutputs } from "./recovery-stack.ts";
import { refusePooled } from "./refuse-pooled.ts";
import { dateSecrets, overdueSecrets, parseSecretDates, scheduleSecrets, todayUtc } from "./secret-dates.ts";
import type { SecretDates } from "./secret-dates.ts";
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
  const [previous, cloud] = await Promise.all([
    readPreviousOutputs({ floors: parseFloors, facts: parseAccountFacts, secretDates: parseSecretDates }),
    loadCloud(parsed.spec.cloud),
  ]);
  const input: StackSource = { name, parsed, previous, cloud };
  return environment === "disaster-recovery"
    ? buildRecoveryStack(input, environment)
    : buildTenantStack(input, environment);
}

/** What a tenant's stack keeps for itself. */
interface KeptOutputs {
  readonly floors: Floors;
  readonly facts: AccountFacts;
  readonly secretDates: SecretDates;
}

/** What is known of a tenant's stack before it is resolved. */
interface StackSource {
  readonly name: string;
  readonly parsed: ParsedTenant;
  readonly previous: PreviousOutputs<KeptOutputs>;
  readonly cloud: CloudModule;
}

async function buildTenantStack(source: StackSource, environment: HomeEnvironment): Promise<StackOutputs> {
  const { name, parsed, previous } = source;
  const { spec, warnings } = parsed;
  const resolution = resolve({
    spec,
    environment,
    ...(previous.floors === undefined ? {} : { floors: previous.floors }),
  });
  const { blueprint, floors, gaps } = resolution;
  refusePooled(blueprint.stack);
  if (chooseLifecycle(blueprint.stack) === "decommissioning" && environment === "production")
    await refuseWhileFollowed(name, stackName(spec.tenant, "disaster-recovery"));
  const { secrets } = blueprint.secrets;
  const today = todayUtc();
  const secretDates = dateSecrets(secrets, previous.secretDates, today);
  for (const warning of [...warnings, ...resolution.warnings]) await pulumi.log.warn(warning.message);
  for (const message of overdueSecrets(secrets, secretDates, today)) await pulumi.log.warn(message);

  const { args, providers } = await enterAccount(source, blueprint);
  const schedules = scheduleSecrets(secrets, secretDates, today);
  const stack = new TenantStack(name, { ...args, blueprint, schedules }, { providers });
  const accountBaseline = baselineOf(PROJECT_ROOT, spec.cloud, blueprint.stack.account);
  return stackOutputs(blueprint, stack, { floors, gaps, facts: args.facts, secretDates, accountBaseline });
}

async function buildRecoveryStack(source: StackSource, environment: RecoveryEnvironment): Promise<RecoveryOutputs> {
  const { name, parsed, previous } = source;
  const { spec, warnings } = parsed;
  const own = previous.floors === undefined ? {} : { floors: previous.floors };
  // A file that is wrong is told before anything is asked of another stack.
  const { homeStack } = resolve({ spec, environment, ...own }).blueprint.recovery;
  const { home, floors: homeFloors } = await readHomeStack(name, homeStack);
  const resolution = resolve({ spec, environment, ...own, homeFloors });
  const { blueprint, floors, gaps } = resolution;
  for (const warning of [...warnings, ...resolution.warnings]) await pulumi.log.warn(warning.message);

  const { args, providers } = await enterAccount(source, blueprint);
  const stack = new RecoveryStack(name, { ...args, blueprint, home }, { providers });
  return recoveryOutputs(blueprint, stack, { floors, gaps, facts: args.facts });
}

/** What a stack is told of its place, and the providers that reach it. */
interface EnteredAccount {
  readonly args: StackArgs;
  readonly providers: pulumi.ProviderResource[];
}

/** Enters the account with providers pinned to it. What only the account knows is frozen at the first `up`. */
async function enterAccount({ previous, cloud }: StackSource, blueprint: AnyBlueprint): Promise<EnteredAccount> {
  const { stack } = blueprint;
  const providers = cloud.createProviders(blueprint);
  const read = () => cloud.readAccountFacts(blueprint, providers);
  const facts = previous.facts ?? (await explainingAccountErrors(stack.account, read));
  return { args: { facts, cloud, lifecycle: chooseLifecycle(stack) }, providers };
}
