/** A stack in the standby region, and what it tells the outside (docs/outputs.md). */
import * as pulumi from "@pulumi/pulumi";
import type { AccountFacts, HomeStack } from "../components/contracts.ts";
import type { Gap } from "../tiers/blueprint.ts";
import type { Floors } from "../tiers/floors.ts";
import type { RecoveryBlueprint } from "../tiers/recovery-specs.ts";
import { encloseStack, type StackArgs } from "./enclose-stack.ts";
import { monitoringOutputs, networkOutputs } from "./outputs.ts";

export interface RecoveryStackArgs extends StackArgs {
  readonly blueprint: RecoveryBlueprint;
  /** What is replicated here. */
  readonly home: HomeStack;
}

/**
 * Production's standby in another region: the bill of materials, in construction order. It refers only homeward, by ids that
 * the home stack put out; nothing at home refers to it, so either region can be planned while the other is down.
 *
 * Creates: 1. boundary · 2. network · 3. the replica of the database · 4. monitoring with the alerts that a replica has.
 * Keys, copies of backups, of buckets and of secrets lie here too, and are the home stack's.
 */
export class RecoveryStack extends pulumi.ComponentResource {
  readonly network;
  readonly database;
  readonly monitoring;

  constructor(name: string, args: RecoveryStackArgs, opts: pulumi.ComponentResourceOptions) {
    super("leasehold:stack:Recovery", name, {}, opts);
    const { blueprint, cloud, home } = args;
    const child = { parent: this };
    const section = encloseStack(this, blueprint, args);
    const { keys } = home;

    const ground = { ...section(blueprint.network), keys };
    this.network =
      cloud.StandbyNetwork === undefined
        ? new cloud.Network(`${name}-network`, ground, child)
        : new cloud.StandbyNetwork(`${name}-network`, { ...ground, home }, child);
    const { network } = this;
    this.database = new cloud.DatabaseReplica(
      `${name}-database`,
      { ...section(blueprint.database), network, home },
      child,
    );
    this.monitoring = new cloud.Monitoring(
      `${name}-monitoring`,
      { ...section(blueprint.monitoring), network, keys, database: this.database, watched: blueprint },
      child,
    );
    this.registerOutputs({});
  }
}

/** Outputs of a stack in the standby region. A field may be added, none is renamed or removed within a major version. */
export interface RecoveryOutputs {
  readonly tenant: string;
  readonly environment: string;
  readonly tier: string;
  readonly cloud: string;
  readonly region: string;
  readonly account: string;
  /** The stack that is replicated. */
  readonly homeStack: string;
  readonly network: Readonly<Record<string, unknown>>;
  readonly database: Readonly<Record<string, unknown>>;
  readonly monitoring: Readonly<Record<string, unknown>>;
  readonly promises: Readonly<Record<string, number>>;
  readonly gaps: readonly string[];
  /** As in every stack. */
  readonly floors: Floors;
  readonly facts: AccountFacts;
}

/** Everything a stack in the standby region tells the outside. */
export function recoveryOutputs(
  { stack, recovery }: RecoveryBlueprint,
  built: RecoveryStack,
  kept: { readonly floors: Floors; readonly gaps: readonly Gap[]; readonly facts: AccountFacts },
): RecoveryOutputs {
  const { tenant, environment, tier, cloud, region, account } = stack;
  const { databaseId, host, port, databaseName, users } = built.database;
  const { homeStack, recoveryPointMinutes, recoveryTimeMinutes } = recovery;
  return {
    tenant,
    environment,
    tier,
    cloud,
    region,
    account,
    homeStack,
    network: networkOutputs(built.network),
    database: { databaseId, host, port, databaseName, users },
    monitoring: monitoringOutputs(built.monitoring),
    promises: { recoveryPointMinutes, recoveryTimeMinutes },
    gaps: kept.gaps.map(({ role }) => role),
    floors: kept.floors,
    facts: kept.facts,
  };
}
