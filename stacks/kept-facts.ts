/** Account facts as an earlier `up` froze them in the stack's outputs. */
import * as z from "zod";
import type { AccountFacts, BaselineFacts } from "../components/contracts.ts";
import { readBack } from "../tiers/read-back.ts";
import { ZONES } from "../tiers/vocabulary.ts";

const text = z.string().min(1);
const byZone = z.record(z.enum(ZONES), text);

const baselineFactsSchema = z.strictObject({
  directoryId: text.exactOptional(),
  projectNumber: text.exactOptional(),
  logEncryptionAgent: text.exactOptional(),
}) satisfies z.ZodType<BaselineFacts>;

const accountFactsSchema = baselineFactsSchema.extend({
  account: text,
  zoneIds: byZone,
  zoneNames: byZone,
}) satisfies z.ZodType<AccountFacts>;

/**
 * Facts of a tenant's stack.
 * @throws InvalidInput (`facts`) when they are not what an earlier `up` wrote.
 */
export function parseAccountFacts(output: unknown): AccountFacts {
  return readBack({ name: "facts", what: "facts of an account", code: "facts", schema: accountFactsSchema }, output);
}

/**
 * Facts of an account's stack: no zones.
 * @throws InvalidInput (`facts`) when they are not what an earlier `up` wrote.
 */
export function parseBaselineFacts(output: unknown): BaselineFacts {
  return readBack({ name: "facts", what: "facts of a baseline", code: "facts", schema: baselineFactsSchema }, output);
}
