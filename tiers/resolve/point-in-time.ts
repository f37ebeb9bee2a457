import { cloudServices } from "../cloud-services.ts";
import { fact, factNumber } from "../feasibility.ts";
import type { Absent, Leaf } from "../sourced.ts";
import { absentSince } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/**
 * What the database itself can go back, days. Where that is more than was promised, its log is written anyway; it leads
 * nowhere without a backup as old, and the cloud keeps none longer than its backups.
 */
export function databasePointInTime({ cloud, settings, isPooled }: SharedScene<"backup">): Leaf<number> {
  const { pointInTimeDays, retentionDays } = settings.backup;
  const id = cloudServices(cloud).facts.databaseLog;
  if (id === undefined || isPooled) return pointInTimeDays;
  const days = Math.min(factNumber(id), retentionDays.value);
  if (pointInTimeDays.value >= days) return pointInTimeDays;
  const { fact: note, at } = fact(id);
  return pointInTimeDays.to(days, `fact ${id}`, { note, at });
}

/** The same log as the database's backup plan keeps it. */
export function planLogRetention(scene: SharedScene<"backup">): Leaf<number> | Absent {
  return cloudServices(scene.cloud).facts.databaseLog === undefined ? storeKeepsLog(scene) : databasePointInTime(scene);
}

/** Why no plan keeps the log of a store. */
export function storeKeepsLog({ settings }: SharedScene<"backup">): Absent {
  return absentSince(settings.backup.pointInTimeDays, "kept by the store itself");
}
