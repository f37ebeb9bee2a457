/** Weekly windows of the blueprint in Google's terms: a day and an hour, since its windows last one hour. */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const DAY_NAMES = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;

export interface WeeklyWindow {
  /** 1 (Monday) to 7 (Sunday), as Cloud SQL counts. */
  readonly dayNumber: number;
  /** As Memorystore names it. */
  readonly dayName: (typeof DAY_NAMES)[number];
  /** Hour of the day in which it begins, UTC. */
  readonly hourUtc: number;
}

/**
 * The window in which maintenance may begin.
 * @param windowUtc `ddd:HH:MM-ddd:HH:MM`; minutes and end are left out, Google knows neither.
 * @throws RangeError for any other text: blueprint and schema disagree.
 */
export function weeklyWindow(windowUtc: string): WeeklyWindow {
  const [, day = "", hour = ""] = /^([a-z]{3}):(\d{2}):\d{2}-/.exec(windowUtc) ?? [];
  const index = DAYS.findIndex((name) => name === day);
  const dayName = DAY_NAMES[index];
  if (dayName === undefined)
    throw new RangeError(`got ${windowUtc}, expected a weekly window such as sun:04:00-sun:05:00`);
  return { dayNumber: index + 1, dayName, hourUtc: Number(hour) };
}

/** Time of day at which a daily window begins: `01:00-02:00` → `01:00`. */
export function startOfWindow(windowUtc: string): string {
  return windowUtc.slice(0, "HH:MM".length);
}
