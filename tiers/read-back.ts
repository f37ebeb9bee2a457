import type * as z from "zod";
import { InvalidInput, type ProblemCode } from "./problem.ts";
import { formatPath } from "./value-path.ts";

/** An output that an earlier `up` wrote and that the next one builds on. */
export interface KeptOutput<Kept> {
  /** Name of the output, as messages have it. */
  readonly name: string;
  /** What it is, with its version where it has one: `floors of schema 1`. */
  readonly what: string;
  readonly code: ProblemCode;
  /** Strict: what an unknown version wrote must not be half understood. */
  readonly schema: z.ZodType<Kept>;
}

/**
 * Reads an output back.
 * @throws InvalidInput when it is not what an earlier `up` wrote: going on without it could lower what must not go down.
 */
export function readBack<Kept>({ name, what, code, schema }: KeptOutput<Kept>, output: unknown): Kept {
  const result = schema.safeParse(output);
  if (result.success) return result.data;
  const message =
    `got an output that is not ${what}${found(result.error)}, expected what an earlier up wrote; ` +
    "use the version of Leasehold that wrote it, or restore the stack's state from before it was changed by hand";
  throw new InvalidInput([{ code, path: name, message }]);
}

/** The first thing that is wrong, in brackets. */
function found({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return "";
  const where = formatPath(issue.path.map((segment) => (typeof segment === "symbol" ? segment.toString() : segment)));
  return ` (${where === "" ? "" : `${where}: `}${issue.message.toLowerCase()})`;
}
