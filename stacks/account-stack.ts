/** What exists once per account as a stack of its own, and what it tells the outside (docs/outputs.md). */
import * as pulumi from "@pulumi/pulumi";
import type { AccountBaseline, BaselineFacts, CloudModule } from "../components/contracts.ts";
import { loadCloud } from "../components/registry.ts";
import type { AccountBlueprint, AccountStackSpec } from "../tiers/account/account-blueprint.ts";
import { parseAccountFloors } from "../tiers/account/account-floors.ts";
import type { AccountFloors } from "../tiers/account/account-floors.ts";
import { resolveAccount } from "../tiers/account/resolve-account.ts";
import type { AccountSpec } from "../tiers/account/account-spec.ts";
import { explainingAccountErrors } from "./first-call.ts";
import { parseBaselineFacts } from "./kept-facts.ts";
import { chooseLifecycle } from "./lifecycle.ts";
import { readPreviousOutputs } from "./previous-outputs.ts";

/** Outputs of an account stack. A field may be added, none is renamed or removed within a major version. */
export interface AccountOutputs {
  /** The account's name, not its id. */
  readonly name: string;
  readonly cloud: string;
  readonly region: string;
  /** Account, subscription or project id. */
  readonly account: string;
  readonly frameworks: readonly string[];
  readonly guardedRegions: readonly string[];
  readonly auditRetentionDays: number;
  readonly baseline: Readonly<Record<string, unknown>>;
  /** What cannot go down at the next `up`; read back by the program itself. */
  readonly floors: AccountFloors;
  /** Account facts frozen at the first `up`; read back by the program itself. */
  readonly facts: BaselineFacts;
}

/** What exists once per account, subscription or project. Creates: the baseline of its cloud. */
class AccountStack extends pulumi.ComponentResource {
  readonly baseline: AccountBaseline;

  constructor(name: string, { blueprint, facts, cloud }: AccountStackArgs, options: pulumi.ComponentResourceOptions) {
    super("leasehold:stack:Account", name, {}, options);
    const { stack, labels, baseline } = blueprint;
    this.baseline = new cloud.AccountBaseline(
      `${name}-baseline`,
      { stack, labels, facts, lifecycle: chooseLifecycle(stack), spec: baseline },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

interface AccountStackArgs {
  readonly blueprint: AccountBlueprint;
  readonly facts: BaselineFacts;
  readonly cloud: CloudModule;
}

/**
 * Builds the stack of one account.
 * @throws InvalidInput with every problem of the file; RunError when the credentials are not those of the account
 */
export async function buildAccountStack(spec: AccountSpec): Promise<AccountOutputs> {
  const [previous, cloud] = await Promise.all([
    readPreviousOutputs({ floors: parseAccountFloors, facts: parseBaselineFacts }),
    loadCloud(spec.cloud),
  ]);
  const { blueprint, floors, warnings } = resolveAccount(spec, previous.floors);
  const { stack, baseline: section } = blueprint;
  for (const warning of warnings) await pulumi.log.warn(warning.message);

  const providers = cloud.createProviders(blueprint);
  const facts = previous.facts ?? (await readFacts(cloud, stack, providers));
  const { baseline } = new AccountStack(stack.name, { blueprint, facts, cloud }, { providers });
  const { recordId, recordName, trailId, keyId, detectionIds } = baseline;
  return {
    name: stack.accountName,
    cloud: stack.cloud,
    region: stack.region,
    account: stack.account,
    frameworks: stack.frameworks,
    guardedRegions: section.guardedRegions,
    auditRetentionDays: section.audit.retentionDays,
    baseline: { recordId, recordName, trailId, keyId, detectionIds },
    floors,
    facts,
  };
}

function readFacts(
  { readBaselineFacts }: CloudModule,
  stack: AccountStackSpec,
  providers: pulumi.ProviderResource[],
): Promise<BaselineFacts> {
  if (readBaselineFacts === undefined) return Promise.resolve({});
  return explainingAccountErrors(stack.account, () => readBaselineFacts(stack, providers));
}
