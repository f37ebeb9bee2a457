/** Daily and weekly windows: long enough for the service, and never at the same time. */
import { factNumber } from "../feasibility.ts";
import { memoise } from "../memoise.ts";
import type { SettingPath } from "../settings.ts";
import type { SharedScene } from "./scene.ts";

/** A window as a setting has it. */
export interface WindowSetting {
  readonly setting: SettingPath;
  /** `HH:MM-HH:MM` or `ddd:HH:MM-ddd:HH:MM`, UTC. */
  readonly window: string;
}

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
 * @param shortest fact with the shortest window that the service takes, minutes, and whether it binds the daily one too.
 */
export function checkWindows(
  scene: SharedScene,
  daily: WindowSetting,
  weekly: WindowSetting,
  shortest: { readonly fact: string; readonly dailyToo: boolean },
): void {
  const least = factNumber(shortest.fact);
  const wrong = fault(`${daily.window} ${weekly.window} ${least} ${shortest.dailyToo ? least : 0}`);
  if (wrong === undefined) return;
  const shown =
    wrong === "daily too short" || (wrong === "overlap" && !scene.isWritten(weekly.setting)) ? daily : weekly;
  const other = shown === daily ? weekly : daily;
  if (wrong === "overlap") {
    scene.report(
      "constraint",
      shown.setting,
      `got ${shown.window}, expected a window apart from ${other.setting} ${other.window}; move one of them`,
    );
  } else {
    scene.report(
      "infeasible",
      shown.setting,
      `got ${shown.window}, expected a window of at least ${least} minutes (fact ${shortest.fact}); lengthen it`,
    );
  }
}

/**
 * Checks that a weekly window begins on the hour, where the service takes no minutes.
 * @param id fact that says so.
 */
export function checkFullHour(scene: SharedScene, setting: SettingPath, window: string, id: string): void {
  if (window.slice(7, 9) === "00") return;
  scene.report("infeasible", setting, `got ${window}, expected a window that begins on the hour (fact ${id}); move it`);
}

const fault = memoise((windows: string): "overlap" | "daily too short" | "weekly too short" | undefined => {
  const [dailyText = "", weeklyText = "", least = "", leastDaily = ""] = windows.split(" ");
  const daily = dailySpan(dailyText);
  const weekly = weeklySpan(weeklyText);
  if (daily.length < Number(leastDaily)) return "daily too short";
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
  const [start = 0, end = 0] = window
    .split("-")
    .map((moment) => DAYS.indexOf(moment.slice(0, 3)) * MINUTES_PER_DAY + minuteOfDay(moment.slice(4)));
  return { start, length: modulo(end - start - 1, MINUTES_PER_WEEK) + 1 };
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** On a week that is a circle: one of them starts before the other has ended. */
function overlap(a: Span, b: Span): boolean {
  return (
    modulo(b.start - a.start, MINUTES_PER_WEEK) < a.length || modulo(a.start - b.start, MINUTES_PER_WEEK) < b.length
  );
}

function modulo(value: number, base: number): number {
  return ((value % base) + base) % base;
}
