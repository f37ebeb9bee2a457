import { cloudServices } from "../cloud-services.ts";
import { fact, factNumber } from "../feasibility.ts";
import type { Absent, Leaf } from "../sourced.ts";
import { absentSince } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** What the database itself can go back, days. Where that is more than was promised, its log is written anyway. */
export function databasePointInTime({ cloud, settings, isPooled }: SharedScene<"backup">): Leaf<number> {
  const { pointInTimeDays } = settings.backup;
  const id = cloudServices(cloud).facts.databaseLog;
  if (id === undefined || isPooled || pointInTimeDays.value >= factNumber(id)) return pointInTimeDays;
  const { fact: note, at } = fact(id);
  return pointInTimeDays.to(factNumber(id), `fact ${id}`, { note, at });
}

/** The same log as the database's backup plan keeps it. */
export function planLogRetention(scene: SharedScene<"backup">): Leaf<number> | Absent {
  return cloudServices(scene.cloud).facts.databaseLog === undefined ? storeKeepsLog(scene) : databasePointInTime(scene);
}

/** Why no plan keeps the log of a store. */
export function storeKeepsLog({ settings }: SharedScene<"backup">): Absent {
  return absentSince(settings.backup.pointInTimeDays, "kept by the store itself");
}
