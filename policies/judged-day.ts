/** The day by which waivers are judged. */
import * as z from "zod";
import { InvalidInput } from "../tiers/problem.ts";

/** Variable that names another day than today, for repeatable runs. Ledgers and reports say by which day they were judged. */
export const TODAY_VARIABLE = "LEASEHOLD_TODAY";

/**
 * Today, UTC, `YYYY-MM-DD`, unless {@link TODAY_VARIABLE} names another day.
 * @throws InvalidInput when it names none
 */
export function judgedDay(env: NodeJS.ProcessEnv = process.env): string {
  const named = env[TODAY_VARIABLE];
  if (named === undefined) return new Date().toISOString().slice(0, 10);
  if (z.iso.date().safeParse(named).success) return named;
  const message = `got ${JSON.stringify(named)}, expected a day such as 2026-01-31; correct it, or unset it`;
  throw new InvalidInput([{ code: "wrong-format", path: TODAY_VARIABLE, message }]);
}
