/** Daily and weekly windows, UTC, as RDS and ElastiCache write them: `03:00-04:00`, `sun:04:30-sun:05:30`. */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;
const SHORTEST_MINUTES = 30;
const DAILY = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
const WEEKLY =
  /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):([0-5]\d)-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):([0-5]\d)$/i;

/** Start in minutes after Monday 00:00 UTC, and length. */
interface Window {
  readonly start: number;
  readonly minutes: number;
}

/** Why a daily window is none: the provider's words. */
export function refuseDailyWindow(property: string, text: unknown): string | undefined {
  if (typeof text !== "string" || !DAILY.test(text))
    return `"${property}" must satisfy the format of "hh24:mi-hh24:mi".`;
  return undefined;
}

/** Why a weekly window is none: the provider's words. */
export function refuseWeeklyWindow(property: string, text: unknown): string | undefined {
  if (typeof text !== "string" || !WEEKLY.test(text))
    return `"${property}" must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi".`;
  return undefined;
}

/** True when a window is shorter than the 30 minutes that RDS needs. */
export function windowTooShort(text: string): boolean {
  const window = parseDaily(text)?.[0] ?? parseWeekly(text);
  return window !== undefined && window.minutes < SHORTEST_MINUTES;
}

/** True when the daily and the weekly window share a minute on any day. */
export function windowsOverlap(daily: unknown, weekly: unknown): boolean {
  if (typeof daily !== "string" || typeof weekly !== "string") return false;
  const maintenance = parseWeekly(weekly);
  if (maintenance === undefined) return false;
  return (parseDaily(daily) ?? []).some((backup) => overlap(backup, maintenance));
}

function parseDaily(text: string): readonly Window[] | undefined {
  const match = DAILY.exec(text);
  if (match === null) return undefined;
  const start = minuteOfDay(match[1], match[2]);
  const minutes = (minuteOfDay(match[3], match[4]) - start + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return DAYS.map((_, day) => ({ start: day * MINUTES_PER_DAY + start, minutes }));
}

function parseWeekly(text: string): Window | undefined {
  const match = WEEKLY.exec(text);
  if (match === null) return undefined;
  const start = dayIndex(match[1]) * MINUTES_PER_DAY + minuteOfDay(match[2], match[3]);
  const end = dayIndex(match[4]) * MINUTES_PER_DAY + minuteOfDay(match[5], match[6]);
  return { start, minutes: (end - start + MINUTES_PER_WEEK) % MINUTES_PER_WEEK };
}

/** Windows may run over the end of the week, so distances are taken around it. */
function overlap(one: Window, other: Window): boolean {
  const forward = (other.start - one.start + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
  const backward = (one.start - other.start + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
  return forward < one.minutes || backward < other.minutes;
}

function dayIndex(day: string | undefined): number {
  return DAYS.findIndex((known) => known === day?.toLowerCase());
}

function minuteOfDay(hours: string | undefined, minutes: string | undefined): number {
  return Number(hours) * 60 + Number(minutes);
}
