/** The data disk of a database, and how far it may grow. */
import type { DatabaseSpec } from "../blueprint.ts";
import { pickDisk } from "../built-classes.ts";
import type { DiskClass } from "../built-classes.ts";
import { cloudServices } from "../cloud-services.ts";
import { fact } from "../feasibility.ts";
import { sizeTable } from "../size-tables.ts";
import { Leaf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { chosenDatabaseService } from "./database-edition.ts";
import type { EditionScene } from "./database-edition.ts";
import { absentSince, held } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

const GIB_PER_TIB = 1024;

/** Promised storage, never less than before. */
export function promisedStorage({ settings, floors }: SharedScene<"database">): Leaf<number> {
  return held(settings.database.storageGib, floors?.storageGib, "promised storage does not shrink");
}

/** Storage at which growth ends, GiB: what the tenant may grow to, or what the service ends at. */
export function growthLimitGib(scene: SharedScene<"database">): number {
  const wanted = Math.ceil(promisedStorage(scene).value * scene.settings.database.storageGrowthFactor.value);
  return Math.min(wanted, largestStorageGib(scene));
}

/** The growth limit as a decision; a tenant's own wish that the service cannot hold is refused. */
export function resolveStorageLimit(scene: SharedScene<"database">, storageGib: Leaf<number>): Leaf<number> {
  const { storageGrowthFactor } = scene.settings.database;
  const wanted = Math.ceil(storageGib.value * storageGrowthFactor.value);
  const most = largestStorageGib(scene);
  const limit = storageGib.derive(wanted, `storageGib × storageGrowthFactor ${storageGrowthFactor.value}`);
  if (wanted <= most) return limit;
  const id = cloudServices(scene.cloud).facts.databaseStorageMax;
  const isWish = storageGib.value > most || scene.isWritten("database.storageGrowthFactor");
  if (isWish) {
    const message =
      `got ${storageGib.value} GiB × ${storageGrowthFactor.value} = ${wanted} GiB, expected at most ${most} GiB on ${scene.cloud} (fact ${id}); ` +
      "lower database.storageGib or database.storageGrowthFactor";
    scene.report("infeasible", "database.storageGib", message);
  }
  return limit.to(most, `fact ${id}`, { note: "growth ends here", at: fact(id).at });
}

function largestStorageGib({ cloud }: SharedScene): number {
  const { value, unit } = fact(cloudServices(cloud).facts.databaseStorageMax);
  return Number(value) * (unit === "TiB" ? GIB_PER_TIB : 1);
}

/** The disk that holds the promise; one that exists never shrinks. */
export function resolveDisk(
  scene: EditionScene,
  storageGib: Leaf<number>,
): Sourced<NonNullable<DatabaseSpec["disk"]>> | Absent {
  const { database } = scene.settings;
  const disk = scene.isPooled ? undefined : chosenDisk(scene, storageGib.value);
  if (disk === undefined) return absentSince(storageGib, "no disk of its own to size");
  const { facts } = cloudServices(scene.cloud);
  const source = `fact ${facts.databaseStorage}`;
  const { performanceTier } = disk;
  return {
    type: storageGib.derive(disk.type, "the service's disk for databases"),
    sizeGib:
      disk.sizeGib === scene.floors?.diskGib
        ? storageGib.to(disk.sizeGib, "floor", { note: "a disk does not shrink" })
        : storageGib.to(disk.sizeGib, source, { note: "the smallest that holds storage and operations" }),
    performanceTier:
      performanceTier === undefined
        ? absentSince(database.iopsGuaranteed, "operations follow the size")
        : database.iopsGuaranteed.derive(performanceTier, "the lowest that gives the guaranteed operations"),
    iopsProvided: database.iopsGuaranteed.derive(disk.iopsProvided, "what the disk gives"),
  };
}

/** Size of a disk as resolved; undefined where there is none. */
export function diskGibOf(disk: ReturnType<typeof resolveDisk>): number | undefined {
  return disk instanceof Leaf ? undefined : disk.sizeGib.value;
}

/** Undefined where the service has none, or none so large: the bounds in `cloud-constraints.ts` have refused that wish. */
function chosenDisk(scene: EditionScene, storageGib: number): DiskClass | undefined {
  const { disks } = sizeTable(chosenDatabaseService(scene));
  if (disks === undefined) return undefined;
  const { iopsGuaranteed } = scene.settings.database;
  return pickDisk(disks, Math.max(storageGib, scene.floors?.diskGib ?? 0), iopsGuaranteed.value);
}
