/** Arguments of the Memorystore instance. */
import type { InstanceArgs } from "@pulumi/gcp/memorystore/instance.js";
import type * as pulumi from "@pulumi/pulumi";
import type { CacheSpec, StackSpec } from "../../tiers/blueprint.ts";
import type { LifecycleRules } from "../lifecycle.ts";
import { resourceName } from "./names.ts";
import { startOfWindow, weeklyWindow } from "./weekly-window.ts";

const SECONDS_PER_DAY = 86_400;

/** What the instance is wired to. */
export interface CacheWiring {
  readonly project: pulumi.Output<string>;
  readonly networkId: pulumi.Output<string>;
  readonly kmsKey: pulumi.Output<string>;
}

/**
 * The instance. Everything that would replace it (key, mode, TLS, login, zones, endpoints) is the same in all tiers; node
 * type, shards, replicas and version change in place.
 */
export function cacheArgs(
  stack: StackSpec,
  spec: CacheSpec,
  rules: LifecycleRules,
  { project, networkId, kmsKey }: CacheWiring,
): InstanceArgs {
  return {
    project,
    location: stack.region,
    // Stable, so that a second create after a crash is refused instead of doubled.
    instanceId: resourceName(stack, "cache"),
    engineVersion: engineVersion(spec.engineVersion),
    // One shard in cluster mode costs one node; without cluster mode there is no way to a second.
    mode: "CLUSTER",
    nodeType: spec.nodeClass,
    shardCount: spec.shards,
    replicaCount: spec.replicasPerShard,
    // Also where one node is all: the layout cannot change when a replica comes. Memorystore spreads the nodes itself.
    zoneDistributionConfig: { mode: "MULTI_ZONE" },
    authorizationMode: "IAM_AUTH",
    transitEncryptionMode: "SERVER_AUTHENTICATION",
    serverCaMode: "GOOGLE_MANAGED_PER_INSTANCE_CA",
    kmsKey,
    desiredAutoCreatedEndpoints: [{ network: networkId, projectId: project }],
    engineConfigs: { "maxmemory-policy": "allkeys-lru" },
    // What lies in a cache can be made again, and a log on disk would slow every write; the daily backup warms a new one.
    persistenceConfig: { mode: "DISABLED" },
    ...automatedBackup(spec),
    maintenancePolicy: { weeklyMaintenanceWindows: [maintenance(spec)] },
    deletionProtectionEnabled: rules.deletionProtection,
  };
}

/** `8.0` → `VALKEY_8_0`; the name that Memorystore itself uses stays. */
function engineVersion(version: string): string {
  return version.startsWith("VALKEY_") ? version : `VALKEY_${version.replace(".", "_")}`;
}

function automatedBackup(spec: CacheSpec): Pick<InstanceArgs, "automatedBackupConfig"> {
  if (spec.snapshotRetentionDays === 0) return {};
  return {
    automatedBackupConfig: {
      retention: `${spec.snapshotRetentionDays * SECONDS_PER_DAY}s`,
      // Backups begin at a full hour.
      fixedFrequencySchedule: { startTime: { hours: Number(startOfWindow(spec.snapshotWindowUtc).slice(0, 2)) } },
    },
  };
}

function maintenance(spec: CacheSpec) {
  const { dayName, hourUtc } = weeklyWindow(spec.maintenanceWindowUtc);
  return { day: dayName, startTime: { hours: hourUtc, minutes: 0, seconds: 0, nanos: 0 } };
}
