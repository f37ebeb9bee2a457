/** Since when each secret has its value: the clock is read here, and what it said is kept in the stack's outputs. */
import * as z from "zod";
import type { SecretSchedule } from "../components/contracts.ts";
import type { SecretSpec } from "../tiers/blueprint.ts";
import { readBack } from "../tiers/read-back.ts";

const secretDatesSchema = z.record(
  z.string().min(1),
  z.strictObject({
    /** Of the value that the day belongs to. */
    generation: z.int().min(1),
    /** Day of the `up` that made it, UTC: `2026-11-21`. Of a secret that its owner fills: the day of the empty container. */
    since: z.iso.date(),
  }),
);

/** The output `secretDates`, by name of the secret. */
export type SecretDates = Readonly<z.output<typeof secretDatesSchema>>;

const DAY_MILLISECONDS = 86_400_000;

/**
 * Dates as an earlier `up` kept them.
 * @throws InvalidInput (`facts`) when they are not what it wrote
 */
export function parseSecretDates(output: unknown): SecretDates {
  return readBack({ name: "secretDates", what: "dates of secrets", code: "facts", schema: secretDatesSchema }, output);
}

/** The day on which the program runs, UTC. */
export function todayUtc(): string {
  return new Date().toISOString().slice(0, 10);
}

/** A value that is there keeps its day; a secret that is new, or of a higher generation, gets today's. */
export function dateSecrets(
  secrets: readonly Pick<SecretSpec, "name" | "generation">[],
  kept: SecretDates | undefined,
  today: string,
): SecretDates {
  const dates = secrets.map(({ name, generation }) => {
    const before = kept?.[name];
    return [name, before?.generation === generation ? before : { generation, since: today }] as const;
  });
  return Object.fromEntries(dates);
}

/** When each value is due for another one. */
export function scheduleSecrets(
  secrets: readonly Pick<SecretSpec, "name" | "rotationDays">[],
  dates: SecretDates,
  today: string,
): Readonly<Record<string, SecretSchedule>> {
  const schedules = secrets.map(({ name, rotationDays }) => {
    const since = dates[name]?.since ?? today;
    const periods = Math.floor(daysBetween(since, today) / rotationDays) + 1;
    const schedule: SecretSchedule = {
      dueUtc: midnight(addDays(since, rotationDays)),
      reminderUtc: midnight(addDays(since, Math.max(1, periods) * rotationDays)),
    };
    return [name, schedule] as const;
  });
  return Object.fromEntries(schedules);
}

/** What a person should do about secrets whose value the stack makes and that are due, one line each. */
export function overdueSecrets(
  secrets: readonly Pick<SecretSpec, "name" | "rotation" | "rotationDays">[],
  dates: SecretDates,
  today: string,
): readonly string[] {
  return secrets.flatMap(({ name, rotation, rotationDays }) => {
    const since = dates[name]?.since;
    if (rotation !== "on-demand" || since === undefined || daysBetween(since, today) < rotationDays) return [];
    return [
      `secret ${name}: its value is of ${since}, expected another one every ${rotationDays} days;` +
        " raise overrides.database.masterPasswordGeneration by one",
    ];
  });
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS);
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

function midnight(day: string): string {
  return `${day}T00:00:00Z`;
}
