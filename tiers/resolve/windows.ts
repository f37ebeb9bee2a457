/** Daily and weekly windows: long enough for the service, and never at the same time. */
import { factNumber } from "../feasibility.ts";
import { memoise } from "../memoise.ts";
import type { SettingPath } from "../settings.ts";
import { report } from "./scene.ts";
import type { Scene } from "./scene.ts";

type DailyWindow = Extract<SettingPath, `${string}.backupWindowUtc` | `${string}.snapshotWindowUtc`>;
type WeeklyWindow = Extract<SettingPath, `${string}.maintenanceWindowUtc`>;

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** Minutes since Monday, 00:00; the end may lie in the next week. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/**
 * Checks a store's two windows.
 * @param shortest fact with the shortest window that the service takes, minutes.
 */
export function checkWindows(scene: Scene, daily: DailyWindow, weekly: WeeklyWindow, shortest: string): void {
  const least = factNumber(shortest);
  const wrong = fault(`${valueOf(scene, daily)} ${valueOf(scene, weekly)} ${least}`);
  if (wrong === undefined) return;
  const at = wrong === "daily too short" || (wrong === "overlap" && !scene.written.has(weekly)) ? daily : weekly;
  const other = at === daily ? weekly : daily;
  const message =
    wrong === "overlap"
      ? `got ${valueOf(scene, at)}, expected a window apart from ${other} ${valueOf(scene, other)}; move one of them`
      : `got ${valueOf(scene, at)}, expected a window of at least ${least} minutes (fact ${shortest}); lengthen it`;
  report(scene, wrong === "overlap" ? "constraint" : "infeasible", at, message);
}

function valueOf({ settings }: Scene, setting: DailyWindow | WeeklyWindow): string {
  switch (setting) {
    case "database.backupWindowUtc":
      return settings.database.backupWindowUtc.value;
    case "database.maintenanceWindowUtc":
      return settings.database.maintenanceWindowUtc.value;
    case "cache.snapshotWindowUtc":
      return settings.cache.snapshotWindowUtc.value;
    case "cache.maintenanceWindowUtc":
      return settings.cache.maintenanceWindowUtc.value;
    default:
      return setting satisfies never;
  }
}

const fault = memoise((windows: string): "overlap" | "daily too short" | "weekly too short" | undefined => {
  const [dailyText = "", weeklyText = "", least = ""] = windows.split(" ");
  const daily = dailySpan(dailyText);
  const weekly = weeklySpan(weeklyText);
  if (daily.length < Number(least)) return "daily too short";
  if (weekly.length < Number(least)) return "weekly too short";
  const everyDay = DAYS.map((_, day) => ({ start: day * MINUTES_PER_DAY + daily.start, length: daily.length }));
  return everyDay.some((span) => overlap(span, weekly)) ? "overlap" : undefined;
});

/** `01:00-02:00`; an end before the start is on the next day, the same time is a whole day. */
function dailySpan(window: string): Span {
  const [start = 0, end = 0] = window.split("-").map(minuteOfDay);
  return { start, length: modulo(end - start - 1, MINUTES_PER_DAY) + 1 };
}

/** `sun:04:00-sun:05:00`. */
function weeklySpan(window: string): Span {
  const [start = 0, end = 0] = window.split("-").map((moment) => DAYS.indexOf(moment.slice(0, 3)) * MINUTES_PER_DAY + minuteOfDay(moment.slice(4)));
  return { start, length: modulo(end - start - 1, MINUTES_PER_WEEK) + 1 };
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** On a week that is a circle: one of them starts before the other has ended. */
function overlap(a: Span, b: Span): boolean {
  return modulo(b.start - a.start, MINUTES_PER_WEEK) < a.length || modulo(a.start - b.start, MINUTES_PER_WEEK) < b.length;
}

function modulo(value: number, base: number): number {
  return ((value % base) + base) % base;
}
