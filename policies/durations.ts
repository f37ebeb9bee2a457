/** Lengths of time as the clouds write them: `7776000s` (Google Cloud), `P90D` (Azure). */
import { check, judgeReading, shown, withThreshold, type Absent } from "./checks.ts";
import type { Check } from "./rule.ts";
import type { ThresholdName } from "./thresholds.ts";

const DAY_SECONDS = 86_400;
/** Nominal: a year of 365 days, so that `P1Y` keeps a bound of 365 days; a month of 31, so that none is longer. */
const ISO_DAYS = { years: 365, months: 31, weeks: 7, days: 1 } as const;

/** @returns days, undefined when the value is no duration */
export function daysOf(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(value)?.[1];
  if (seconds !== undefined) return Number(seconds) / DAY_SECONDS;
  const iso = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/i.exec(value);
  if (iso === null) return undefined;
  const [, years = 0, months = 0, weeks = 0, days = 0] = iso;
  return (
    Number(years) * ISO_DAYS.years +
    Number(months) * ISO_DAYS.months +
    Number(weeks) * ISO_DAYS.weeks +
    Number(days) * ISO_DAYS.days
  );
}

/** At least so many days, in a property that holds a duration; `absent` is the provider's default, in its own words. */
export function lastsAtLeast(path: string, days: number | ThresholdName, absent: Absent<string | undefined>): Check {
  return lasting(path, days, absent, (got, limit) => got >= limit, "at least");
}

/** At most so many days. */
export function lastsAtMost(path: string, days: number | ThresholdName, absent: Absent<string | undefined>): Check {
  return lasting(path, days, absent, (got, limit) => got <= limit, "at most");
}

function lasting(
  path: string,
  bound: number | ThresholdName,
  { absent }: Absent<string | undefined>,
  holds: (got: number, limit: number) => boolean,
  word: string,
): Check {
  return check([path], ({ view }, context) =>
    withThreshold(bound, context, (limit) =>
      judgeReading(path, view.read(path), absent, (got, missing) => {
        const days = daysOf(got);
        return days !== undefined && holds(days, limit)
          ? undefined
          : `got ${shown(got, missing)}, expected ${word} ${limit} days; change ${path}`;
      }),
    ),
  );
}
