import type { SecretSchedule, SecretsArgs } from "./contracts.ts";

/** When the value of a secret is due. @throws Error where the stack gave it no date: blueprint and dates disagree. */
export function scheduleOf({ schedules }: Pick<SecretsArgs, "schedules">, name: string): SecretSchedule {
  const schedule = schedules[name];
  if (schedule === undefined) throw new Error(`the secret ${name} has no date on which it is due`);
  return schedule;
}
