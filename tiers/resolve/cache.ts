import type { CacheSpec } from "../blueprint.ts";
import { environmentDefinition } from "../environments.ts";
import { pickCacheClass } from "../sizes.ts";
import { Leaf } from "../sourced.ts";
import type { Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import { oncePerWish } from "./once-per-wish.ts";
import { CELL, fixed } from "./scene.ts";
import type { SharedScene } from "./scene.ts";
import { checkWindows } from "./windows.ts";

const PORT = fixed(6379, "Valkey's own port");

const pick = oncePerWish(pickCacheClass);

/** The cache: version, size, shards, snapshots and windows. It can always be built again. */
export function resolveCache(scene: SharedScene<"cache" | "monitoring">): Sourced<CacheSpec> {
  const { cache, monitoring } = scene.settings;
  const version = chosenVersion("elasticacheValkey");
  checkWindows(
    scene,
    { setting: "cache.snapshotWindowUtc", window: cache.snapshotWindowUtc.value },
    { setting: "cache.maintenanceWindowUtc", window: cache.maintenanceWindowUtc.value },
    "ec.window.min",
  );
  return {
    engineVersion: new Leaf(version.version, "engine versions", { note: version.source, at: version.at }),
    parameterFamily: new Leaf(version.family, "engine versions", { note: "of the version", at: version.at }),
    port: PORT,
    nodeClass: scene.isPooled ? CELL : resolveNodeClass(scene),
    memoryMib: cache.memoryMib,
    shards: cache.shards,
    replicasPerShard: cache.replicasPerShard,
    snapshotRetentionDays: cache.snapshotRetentionDays,
    snapshotWindowUtc: cache.snapshotWindowUtc,
    maintenanceWindowUtc: cache.maintenanceWindowUtc,
    logRetentionDays: monitoring.logRetentionDays,
  };
}

function resolveNodeClass({ settings, environment, region, report }: SharedScene<"cache">): Leaf<string> {
  const { memoryMib, shards } = settings.cache;
  const memoryMibPerShard = memoryMib.value / shards.value;
  const found = pick({
    memoryMibPerShard,
    burstAllowed: environmentDefinition(environment).burstClasses,
    region: region.id,
  });
  if (found === undefined) {
    const message = `got ${memoryMib.value} MiB in ${shards.value} shards, expected shards that a class in ${region.id} covers; raise cache.shards`;
    report("infeasible", "cache.memoryMib", message);
    return CELL;
  }
  return memoryMib.derive(
    found.class,
    `${found.usableMib} MiB for data, the smallest that covers ${Math.ceil(memoryMibPerShard)} MiB per shard`,
  );
}
