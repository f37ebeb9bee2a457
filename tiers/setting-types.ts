/** Types that several settings share. The bounds are those that no tier can leave; a tier's own range is narrower and checked later. */
import * as z from "zod";

/** Whole number from `minimum` to `maximum`, both included. */
export const count = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

/** `HH:MM-HH:MM`, UTC. */
export const dailyWindow = () =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "a daily window such as 01:00-02:00, UTC")
    .meta({ examples: ["01:00-02:00"] });

/** `ddd:HH:MM-ddd:HH:MM`, UTC. */
export const weeklyWindow = () =>
  z
    .string()
    .regex(
      /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/,
      "a weekly window such as sun:03:00-sun:04:00, UTC",
    )
    .meta({ examples: ["sun:03:00-sun:04:00"] });

/** Days until something happens; 0: never. */
export const daysOrNever = z.union([z.literal(0), count(30, 3650)]);

/** Retentions that the cloud offers for query statistics, days. */
export const performanceInsightsDays = z.union([
  z.literal(7),
  z.literal(31),
  z.literal(93),
  z.literal(186),
  z.literal(372),
  z.literal(731),
]);

/** Intervals that the cloud offers for operating-system metrics, seconds; 0: off. */
export const monitoringSeconds = z.union([
  z.literal(0),
  z.literal(1),
  z.literal(5),
  z.literal(10),
  z.literal(15),
  z.literal(30),
  z.literal(60),
]);

/** A comma list of pgaudit's classes. */
export const AUDIT_STATEMENTS = /^(READ|WRITE|FUNCTION|ROLE|DDL|MISC)(,(READ|WRITE|FUNCTION|ROLE|DDL|MISC))*$/;
