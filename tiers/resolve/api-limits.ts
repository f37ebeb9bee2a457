/** The three API limits must be reachable together: none may forbid what another promises (tiers.md §1). */
import type { SharedScene } from "./scene.ts";

const MINUTES_PER_HOUR = 60;
/** A month of 365 ÷ 12 days. */
const HOURS_PER_MONTH = 730;

/** Checks that an hour of bursts covers the hourly limit, and a month of hours the monthly one. */
export function checkApiLimits(scene: SharedScene<"apiQuotas">): void {
  const { requestsPerMinuteBurst, requestsPerHourSustained, requestsPerMonth } = scene.settings.apiQuotas;
  const [perMinute, perHour, perMonth] = [
    requestsPerMinuteBurst.value,
    requestsPerHourSustained.value,
    requestsPerMonth.value,
  ];
  const byMinute = MINUTES_PER_HOUR * perMinute;
  if (byMinute < perHour) {
    const lower = "apiQuotas.requestsPerHourSustained";
    const raise = "apiQuotas.requestsPerMinuteBurst";
    const sum = `${MINUTES_PER_HOUR} minutes × ${perMinute} requests per minute = ${byMinute} requests per hour`;
    const needed = Math.ceil(perHour / MINUTES_PER_HOUR);
    const at = scene.isWritten(lower) ? lower : raise;
    scene.report("api-limits", at, contradiction(`${perHour} requests per hour`, sum, lower, raise, needed));
  }
  const byHour = HOURS_PER_MONTH * perHour;
  if (byHour < perMonth) {
    const lower = "apiQuotas.requestsPerMonth";
    const raise = "apiQuotas.requestsPerHourSustained";
    const sum = `${HOURS_PER_MONTH} hours × ${perHour} requests per hour = ${byHour} requests per month`;
    const needed = Math.ceil(perMonth / HOURS_PER_MONTH);
    const at = scene.isWritten(lower) ? lower : raise;
    scene.report("api-limits", at, contradiction(`${perMonth} requests per month`, sum, lower, raise, needed));
  }
}

function contradiction(got: string, sum: string, lower: string, raise: string, needed: number): string {
  return `got ${got}, expected at most ${sum}; lower ${lower}, or raise ${raise} to at least ${needed}`;
}
