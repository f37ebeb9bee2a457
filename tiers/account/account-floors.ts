/** What cannot go down any more once an account stack is up; an output of the stack, read back before the next `up`. */
import * as z from "zod";
import { InvalidInput } from "../problem.ts";
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
  const result = accountFloorsSchema.safeParse(output);
  if (result.success) return result.data;
  const message =
    "got an output that is not floors of an account of schema 1, expected what an earlier up wrote; " +
    "use the version of Leasehold that wrote it, or restore the stack's state from before it was changed by hand";
  throw new InvalidInput([{ code: "floor", path: "floors", message }]);
}

/** The floors once the stack is as its blueprint says; the blueprint was resolved with the previous ones. */
export function nextAccountFloors({ stack, baseline }: AccountBlueprint): AccountFloors {
  const { retentionDays, lockMode } = baseline.audit;
  return { schema: 1, account: stack.account, region: stack.region, auditRetentionDays: retentionDays, lockMode };
}
