import assert from "node:assert/strict";
import { daysOf } from "../../policies/durations.ts";
import { longestGapDays } from "../../policies/schedule.ts";

describe("lengths of time in properties", () => {
  it("reads seconds and ISO 8601, a year as 365 days and a month as 31", () => {
    const given = ["86400s", "43200.0s", "0s", "P90D", "P1Y", "P12M", "P2W", "P1Y2M3W4D", "p1d"];
    assert.deepEqual(given.map(daysOf), [1, 0.5, 0, 90, 365, 372, 14, 365 + 62 + 21 + 4, 1]);
  });

  it("reads nothing else", () => {
    const given = ["", "P", "90", "90d", "PT1H", "-1s", "s", "P1D ", 90, null, undefined, "yearly"];
    assert.deepEqual(
      given.map(daysOf),
      given.map(() => undefined),
    );
  });

  it("takes the longest time between two turns of a schedule", () => {
    const given = {
      "rate(30 days)": 30,
      "rate(1 day)": 1,
      "rate(12 hours)": 0.5,
      "rate(1440 minutes)": 1,
      "cron(0 4 1 * ? *)": 31,
      "cron(0 4 1 */2 ? *)": 62,
      "cron(0 4 1 1/3 ? *)": 93,
      "cron(0 4 1 1/5 ? *)": 155,
      "cron(0 4 1 3 ? *)": 372,
      "cron(0 4 1 10,1 ? *)": 279,
    };
    assert.deepEqual(Object.fromEntries(Object.keys(given).map((one) => [one, longestGapDays(one)])), given);
  });

  it("reads no schedule that it does not understand", () => {
    const given = [
      "rate(30 weeks)",
      "cron(0 4 1 * ?)",
      "cron(0 4 1 * ? 2030)",
      "cron(0 4 1 JAN ? *)",
      "cron(0 4 1 1/0 ? *)",
      "at(2030-01-01T00:00:00)",
      "",
      30,
      undefined,
    ];
    assert.deepEqual(
      given.map(longestGapDays),
      given.map(() => undefined),
    );
  });
});
