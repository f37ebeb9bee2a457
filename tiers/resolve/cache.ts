import type { CacheSpec } from "../blueprint.ts";
import { environmentDefinition } from "../environments.ts";
import { pickCacheClass } from "../sizes.ts";
import { Leaf } from "../sourced.ts";
import type { Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import { oncePerWish } from "./once-per-wish.ts";
import { CELL, fixed, isPooled, report } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { checkWindows } from "./windows.ts";

const PORT = fixed(6379, "Valkey's own port");

const pick = oncePerWish(pickCacheClass);

/** The cache: version, size, shards, snapshots and windows. It can always be built again. */
export function resolveCache(scene: Scene): Sourced<CacheSpec> {
  const { cache, monitoring } = scene.settings;
  const version = chosenVersion("elasticacheValkey");
  checkWindows(scene, "cache.snapshotWindowUtc", "cache.maintenanceWindowUtc", "ec.window.min");
  return {
    engineVersion: new Leaf(version.version, "engine versions", { note: version.source, at: version.at }),
    parameterFamily: new Leaf(version.family, "engine versions", { note: "of the version", at: version.at }),
    port: PORT,
    nodeClass: isPooled(scene) ? CELL : resolveNodeClass(scene),
    memoryMib: cache.memoryMib,
    shards: cache.shards,
    replicasPerShard: cache.replicasPerShard,
    snapshotRetentionDays: cache.snapshotRetentionDays,
    snapshotWindowUtc: cache.snapshotWindowUtc,
    maintenanceWindowUtc: cache.maintenanceWindowUtc,
    logRetentionDays: monitoring.logRetentionDays,
  };
}

function resolveNodeClass(scene: Scene): Leaf<string> {
  const { spec, environment } = scene;
  const { memoryMib, shards } = scene.settings.cache;
  const memoryMibPerShard = memoryMib.value / shards.value;
  const found = pick({ memoryMibPerShard, burstAllowed: environmentDefinition(environment).burstClasses, region: spec.region });
  if (found === undefined) {
    const message = `got ${memoryMib.value} MiB in ${shards.value} shards, expected shards that a class in ${spec.region} covers; raise cache.shards`;
    report(scene, "infeasible", "cache.memoryMib", message);
    return CELL;
  }
  return memoryMib.derive(found.class, `${found.usableMib} MiB for data, the smallest that covers ${Math.ceil(memoryMibPerShard)} MiB per shard`);
}
