import { fact, factNumber } from "../feasibility.ts";
import type { Leaf } from "../sourced.ts";
import type { SharedScene } from "./scene.ts";

const LOG_DAYS = "gsql.pitr.default";

/** What the database itself can go back, days. Where that is more than was promised, its log is written anyway. */
export function databasePointInTime({ cloud, settings, isPooled }: SharedScene<"backup">): Leaf<number> {
  const { pointInTimeDays } = settings.backup;
  if (cloud !== "gcp" || isPooled || pointInTimeDays.value >= factNumber(LOG_DAYS)) return pointInTimeDays;
  const { id, fact: note, at } = fact(LOG_DAYS);
  return pointInTimeDays.to(factNumber(LOG_DAYS), `fact ${id}`, { note, at });
}
