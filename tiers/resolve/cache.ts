import type { CacheSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { environmentDefinition } from "../environments.ts";
import type { SourcedSettings } from "../settings-draft.ts";
import { largerCacheClass, pickCacheClass } from "../sizes.ts";
import type { CacheClass } from "../sizes.ts";
import type { Leaf, Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import type { Cloud } from "../vocabulary.ts";
import { engineVersion, parameterFamily } from "./engine-version.ts";
import { CELL, fixed } from "./scene.ts";
import type { SharedScene } from "./scene.ts";
import { checkWindows } from "./windows.ts";

const PORT = fixed(6379, "Valkey's own port");
const AZURE_PORT = fixed(10_000, "the service's own port");

/** The cache: version, size, shards, snapshots and windows. It can always be built again. */
export function resolveCache(scene: SharedScene<"cache" | "monitoring.logRetentionDays">): Sourced<CacheSpec> {
  const { cache, monitoring } = scene.settings;
  const { versions, facts, dailyWindows } = cloudServices(scene.cloud);
  const version = chosenVersion(versions.cache);
  checkWindows(
    scene,
    { setting: "cache.snapshotWindowUtc", window: cache.snapshotWindowUtc.value },
    { setting: "cache.maintenanceWindowUtc", window: cache.maintenanceWindowUtc.value },
    { fact: facts.cacheWindow, dailyToo: dailyWindows },
  );
  return {
    engineVersion: engineVersion(version),
    parameterFamily: parameterFamily(version),
    port: scene.cloud === "azure" ? AZURE_PORT : PORT,
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

/** The class of every cache node; undefined when none covers the wish. One that may not shrink stays as large as it was. */
export function chosenCacheClass(scene: SharedScene<"cache">): CacheClass | undefined {
  const { settings, environment, region, cloud, floors } = scene;
  const service = cloudServices(cloud).sizes.cache;
  const wanted = pickCacheClass({
    service,
    memoryMibPerShard: memoryMibPerShard(settings.cache, cloud),
    burstAllowed: environmentDefinition(environment).burstClasses,
    region: region.id,
  });
  const floor = floors?.cacheNodeClass;
  return wanted === undefined || floor === undefined ? wanted : largerCacheClass(service, wanted.class, floor);
}

/** On Azure the class carries all of the memory and decides its shards (fact azred.shards). */
function memoryMibPerShard({ memoryMib, shards }: SourcedSettings["cache"], cloud: Cloud): number {
  return cloud === "azure" ? memoryMib.value : memoryMib.value / shards.value;
}

function resolveNodeClass(scene: SharedScene<"cache">): Leaf<string> {
  const { settings, region, report, floors, cloud } = scene;
  const { memoryMib, shards } = settings.cache;
  const found = chosenCacheClass(scene);
  if (found === undefined) {
    const message = `got ${memoryMib.value} MiB in ${shards.value} shards, expected shards that a class in ${region.id} covers; ${cloud === "azure" ? "lower cache.memoryMib" : "raise cache.shards"}`;
    report("infeasible", "cache.memoryMib", message);
    return CELL;
  }
  const wanted = Math.ceil(memoryMibPerShard(settings.cache, cloud));
  if (found.class === floors?.cacheNodeClass)
    return memoryMib
      .derive(found.class, "as before")
      .to(found.class, "floor", { note: "scaling down is not promised" });
  const of = cloud === "azure" ? "MiB" : "MiB per shard";
  return memoryMib.derive(found.class, `${found.usableMib} MiB for data, the smallest that covers ${wanted} ${of}`);
}
