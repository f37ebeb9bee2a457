/**
 * Faults that a person or a test switches on, to see what happens when a cloud misbehaves. They lie in `faults.json` in
 * the folder of the simulated clouds:
 *
 *     [{ "fault": "fail-create", "type": "aws:rds/cluster:Cluster", "message": "InsufficientDBClusterCapacity" },
 *      { "fault": "crash-after-create", "type": "aws:s3/bucket:Bucket", "name": "acme-uploads" }]
 *
 * Each strikes as often as `times` says (default once) and then stays in the file with `times: 0`, so the next run passes.
 */
import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** What can go wrong. */
export const FAULTS = [
  "throttle",
  "throttle-exhausted",
  "fail-create",
  "fail-update",
  "fail-delete",
  "crash-before-create",
  "crash-after-create",
] as const;
export type FaultKind = (typeof FAULTS)[number];

const fault = z.strictObject({
  /**
   * `throttle`: the cloud answers "rate exceeded" and the provider tries again, which takes time. `throttle-exhausted`: it
   * gives up. `fail-…`: an error. `crash-…`: provider and engine die at once, as when a machine loses power.
   */
  fault: z.enum(FAULTS),
  /** Type token; default: every type. */
  type: z.string().optional(),
  /** Logical or physical name; default: every name. */
  name: z.string().optional(),
  /** How often it still strikes; default 1. */
  times: z.int().nonnegative().default(1),
  /** Text of a failure; default: an internal error of the service. */
  message: z.string().optional(),
  /** How long one throttled try takes, in milliseconds; default 200. */
  delayMs: z.int().positive().max(60_000).default(200),
});
const faultList = z.array(fault);

/** One fault that is switched on. */
export type Fault = z.output<typeof fault>;

/** What a call is about. */
export interface FaultTarget {
  readonly type: string;
  readonly logicalName: string;
  /** Physical name, where one is known. */
  readonly name?: string | undefined;
}

/** File name of the faults, in the folder of the simulated clouds. */
export const FAULTS_FILE = "faults.json";

export class FaultPlan {
  readonly #file: string;

  /** @param root folder of the simulated clouds */
  constructor(root: string) {
    this.#file = join(root, FAULTS_FILE);
  }

  /**
   * The fault of one of these kinds that strikes this call, counted down in the file; undefined where none does.
   * Throws an `Error` that names the file and its flaw.
   */
  strike(kinds: readonly FaultKind[], target: FaultTarget): Fault | undefined {
    const faults = this.#read();
    const index = faults.findIndex((each) => kinds.includes(each.fault) && each.times > 0 && concerns(each, target));
    const struck = faults[index];
    if (struck === undefined) return undefined;
    this.#write(faults.with(index, { ...struck, times: struck.times - 1 }));
    return struck;
  }

  #read(): readonly Fault[] {
    let text: string;
    try {
      text = readFileSync(this.#file, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
    try {
      return faultList.parse(JSON.parse(text));
    } catch (error) {
      const reason = error instanceof z.ZodError ? z.prettifyError(error).replaceAll(/\s+/g, " ") : String(error);
      throw new Error(`${this.#file} is no list of faults: ${reason}; correct the file or delete it`, { cause: error });
    }
  }

  #write(faults: readonly Fault[]): void {
    const temporary = `${this.#file}.${randomUUID()}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(faults, undefined, 2)}\n`);
    renameSync(temporary, this.#file);
  }
}

/** What AWS answers when a call comes too often, after the provider has tried as often as it does. */
export function throttlingText(type: string): string {
  const service = type.split(":")[1]?.split("/")[0]?.toUpperCase() ?? type;
  return `operation error ${service}: exceeded maximum number of attempts, 25, https response error StatusCode: 400, api error Throttling: Rate exceeded`;
}

/** Text of a `fail-…` fault. */
export function failureTextOf(struck: Fault, target: FaultTarget): string {
  const doing = struck.fault === "fail-delete" ? "deleting" : struck.fault === "fail-update" ? "updating" : "creating";
  const name = target.name ?? target.logicalName;
  return `${doing} ${target.type} (${name}): ${struck.message ?? "https response error StatusCode: 500, InternalFailure: An internal error has occurred"}`;
}

function concerns(each: Fault, target: FaultTarget): boolean {
  const hasType = each.type === undefined || each.type === target.type;
  const hasName = each.name === undefined || each.name === target.logicalName || each.name === target.name;
  return hasType && hasName;
}
