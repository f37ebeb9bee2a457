/** How often a schedule of AWS comes round: `rate(30 days)`, `cron(0 4 1 * ? *)`. */

const RATE_DAYS = { minute: 1 / 1440, hour: 1 / 24, day: 1 } as const;
const MONTH_DAYS = 31;
const YEAR_MONTHS = 12;

/** @returns the longest time between two turns, days; undefined when the text is no schedule or names single years */
export function longestGapDays(expression: unknown): number | undefined {
  if (typeof expression !== "string") return undefined;
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) return Number(rate[1]) * RATE_DAYS[rate[2] as keyof typeof RATE_DAYS];
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6 || fields[5] !== "*") return undefined;
  const months = monthsOf(fields[3] ?? "");
  return months === undefined ? undefined : longestMonthGap(months) * MONTH_DAYS;
}

/** Months as numbers, `1/3` as from January every third; names (`JAN`) are not read. */
function monthsOf(field: string): readonly number[] | undefined {
  if (field === "*") return monthsFrom(1, 1);
  const step = /^(\*|\d{1,2})\/(\d{1,2})$/.exec(field);
  if (step !== null)
    return Number(step[2]) === 0 ? undefined : monthsFrom(step[1] === "*" ? 1 : Number(step[1]), Number(step[2]));
  if (!/^\d{1,2}(,\d{1,2})*$/.test(field)) return undefined;
  return field
    .split(",")
    .map(Number)
    .toSorted((a, b) => a - b);
}

function monthsFrom(first: number, step: number): number[] {
  return Array.from({ length: YEAR_MONTHS }, (_one, index) => first + index * step).filter(
    (month) => month <= YEAR_MONTHS,
  );
}

/** Round the year: from the last month of one to the first of the next. */
function longestMonthGap(months: readonly number[]): number {
  const gaps = months.map((month, index) => (months[index + 1] ?? (months[0] ?? month) + YEAR_MONTHS) - month);
  return Math.max(...gaps);
}
