/** Which resources of the stack send the numbers that an alert's signal reads. */
import * as pulumi from "@pulumi/pulumi";
import type { AzureSignalOf } from "../../tiers/azure-signals.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { accountIdOf, given } from "./store-wiring.ts";

/** One resource. */
export interface Target {
  /** Stable key for logical names; absent for what a stack has one of in every tier. */
  readonly key?: string;
  readonly id: pulumi.Output<string>;
}

export type MetricSignal = AzureSignalOf<"metric">;

/** Types of which one rule can watch several resources at once (azure-docs, alerts-metric-near-real-time, "Multi-resource alerts supported"). */
const WATCHED_TOGETHER = ["Microsoft.DBforPostgreSQL/flexibleServers"] as const;

/** Types whose numbers also go to the workspace, where queries can read them: those that audit tells to. */
const EXPORTED = ["Microsoft.DBforPostgreSQL/flexibleServers", "Microsoft.Cache/redisEnterprise"] as const;

/** The lag is a number of those that follow. */
const READERS_ONLY = "physical_replication_delay_in_seconds";

const FIND: Readonly<Record<string, (args: MonitoringArgs, metric: string) => readonly Target[]>> = {
  "Microsoft.DBforPostgreSQL/flexibleServers": ({ database }, metric) =>
    Object.entries(given(database.serverIds, "list of servers"))
      .filter(([key]) => metric !== READERS_ONLY || key !== "writer")
      .map(([key, id]) => ({ key, id })),
  "Microsoft.Cache/redisEnterprise": ({ cache }) => [{ id: given(cache, "cache").cacheId }],
  "Microsoft.Storage/storageAccounts/blobServices": ({ objects }) =>
    Object.entries(given(objects, "buckets").buckets).map(([key, { bucketId }]) => ({
      key,
      id: pulumi.interpolate`${accountIdOf(bucketId)}/blobServices/default`,
    })),
  "Microsoft.Network/natGateways": ({ network, watched }) => {
    const ids = given(network.natIds, "list of NAT gateways");
    return watched.network.natZones.flatMap((zone, index) => {
      const id = ids[index];
      return id === undefined ? [] : [{ key: zone, id }];
    });
  },
  "Microsoft.DataProtection/BackupVaults": ({ backup }) => [{ id: given(backup, "backup vault").vaultId }],
};

/**
 * The resources behind a signal.
 * @throws Error for a type that the stack does not have: the catalogue and this table disagree.
 */
export function targetsOf({ namespace, metric }: MetricSignal, args: MonitoringArgs): readonly Target[] {
  const find = FIND[namespace];
  if (find === undefined) throw new Error(`no resource of the stack is a ${namespace}, which an alert watches`);
  return find(args, metric);
}

/** Whether one rule can watch several resources of the type. */
export function isWatchedTogether({ namespace }: MetricSignal): boolean {
  return WATCHED_TOGETHER.some((type) => type === namespace);
}

/** Whether queries can read the type's numbers. */
export function isExported({ namespace }: MetricSignal): boolean {
  return EXPORTED.some((type) => type === namespace);
}
