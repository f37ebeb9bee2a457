/** What cannot go down any more once an account stack is up; an output of the stack, read back before the next `up`. */
import * as z from "zod";
import { readBack } from "../read-back.ts";
import type { AccountBlueprint } from "./account-blueprint.ts";

/** Strict: what an unknown version wrote must not be half understood. */
const accountFloorsSchema = z.strictObject({
  schema: z.literal(1),
  account: z.string(),
  region: z.string(),
  auditRetentionDays: z.int().min(1),
  lockMode: z.enum(["governance", "compliance"]),
});

export interface AccountFloors {
  readonly schema: 1;
  /** Of the first `up`: another one would be other stores. */
  readonly account: string;
  readonly region: string;
  /** Longest retention ever set: a locked one can be lengthened, never shortened. */
  readonly auditRetentionDays: number;
  readonly lockMode: "governance" | "compliance";
}

/**
 * The floors of an account stack from its output.
 * @throws InvalidInput (`floor`) when it is not what an earlier `up` wrote.
 */
export function parseAccountFloors(output: unknown): AccountFloors {
  const what = "floors of an account of schema 1";
  return readBack({ name: "floors", what, code: "floor", schema: accountFloorsSchema }, output);
}

/** The floors once the stack is as its blueprint says; the blueprint was resolved with the previous ones. */
export function nextAccountFloors({ stack, baseline }: AccountBlueprint): AccountFloors {
  const { retentionDays, lockMode } = baseline.audit;
  return { schema: 1, account: stack.account, region: stack.region, auditRetentionDays: retentionDays, lockMode };
}
