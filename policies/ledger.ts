/**
 * The record of a run: a first line that says who judged what by which rules, a line per verdict, and a last line that counts them.
 * Written as verdicts come, so that a run that was stopped leaves what it found, and is told from one that ended.
 */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { FRAMEWORKS } from "../tiers/vocabulary.ts";
import type { Context } from "./context.ts";
import { SEVERITIES } from "./rule.ts";
import { LEVELS, OUTCOMES, type Verdict } from "./verdict.ts";
import { catalogueHash, PACK_NAME, packVersion } from "./version.ts";

const FORMAT = 1;

const headSchema = z.strictObject({
  ledger: z.literal(FORMAT),
  pack: z.string(),
  version: z.string(),
  catalogueHash: z.string(),
  stack: z.string(),
  project: z.string(),
  kind: z.enum(["tenant", "account", "foreign"]),
  tenant: z.string().exactOptional(),
  environment: z.string().exactOptional(),
  tier: z.string().exactOptional(),
  frameworks: z.array(z.enum(FRAMEWORKS)),
  regulated: z.boolean(),
  /** The day by which waivers were judged, UTC. */
  today: z.iso.date(),
  /** Roles that the tenant is entitled to and that nothing builds yet: no rule can look at them. Absent: the judge could not know. */
  notBuilt: z.array(z.string()).exactOptional(),
});

export type LedgerHead = z.infer<typeof headSchema>;

const verdictSchema = z
  .strictObject({
    rule: z.string(),
    severity: z.enum(SEVERITIES),
    level: z.enum(LEVELS),
    urn: z.string().regex(/^urn:pulumi:[^:]+::[^:]+::.*::/s),
    type: z.string(),
    outcome: z.enum(OUTCOMES),
    reasons: z
      .array(
        z.strictObject({
          property: z.string(),
          message: z.string(),
          askedBy: z.array(z.enum(FRAMEWORKS)).exactOptional(),
        }),
      )
      .exactOptional(),
    note: z.string().exactOptional(),
    properties: z.array(z.string()).exactOptional(),
    parameters: z.record(z.string(), z.union([z.number(), z.string()])).exactOptional(),
    waiver: z
      .strictObject({
        ticket: z.string(),
        approver: z.string(),
        reason: z.string(),
        expires: z.iso.date(),
        would: z.enum(["fail", "pass", "unknown", "error"]),
      })
      .exactOptional(),
  })
  .refine(({ outcome, waiver }) => (outcome === "waived") === (waiver !== undefined));

const endSchema = z.strictObject({ verdicts: z.number().int() });

export interface Ledger {
  readonly head: LedgerHead;
  /** Sorted by URN, then rule. */
  readonly verdicts: readonly Verdict[];
  /** False: the run was stopped before every rule had spoken. */
  readonly complete: boolean;
}

export function ledgerHead(context: Context, project: string, today: string): LedgerHead {
  const { stack, kind, tenant, environment, tier, frameworks, regulated } = context;
  return {
    ledger: FORMAT,
    pack: PACK_NAME,
    version: packVersion(),
    catalogueHash: catalogueHash(),
    stack,
    project,
    kind,
    ...(tenant === undefined ? {} : { tenant }),
    ...(environment === undefined ? {} : { environment }),
    ...(tier === undefined ? {} : { tier }),
    frameworks: [...frameworks],
    regulated,
    today,
  };
}

/** Writes a ledger as verdicts come. */
export class LedgerWriter {
  readonly #file: string;
  #count = 0;

  constructor(file: string, head: LedgerHead) {
    this.#file = file;
    writeFileSync(file, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  }

  write(verdicts: readonly Verdict[]): void {
    if (verdicts.length === 0) return;
    this.#count += verdicts.length;
    appendFileSync(this.#file, verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(""));
  }

  /** Every rule has spoken. */
  end(): void {
    appendFileSync(this.#file, `${JSON.stringify({ verdicts: this.#count })}\n`);
  }
}

/** A whole ledger as text; the same verdicts give the same bytes. */
export function ledgerText({ head, verdicts, complete }: Ledger): string {
  const lines = [head, ...sortedVerdicts(verdicts), ...(complete ? [{ verdicts: verdicts.length }] : [])];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/**
 * Reads a ledger.
 * @throws RangeError when it cannot be read or is none, or when another version of the pack or other rules wrote it
 */
export function readLedger(file: string): Ledger {
  const lines = textOf(file)
    .split("\n")
    .filter((line) => line !== "");
  const [first, ...rest] = lines.map((line, index) => parseLine(file, line, index));
  const head = headSchema.safeParse(first);
  if (!head.success)
    throw new RangeError(
      `${file}: got no ledger of the policy pack; expected a file that \`leasehold report\` or the pack wrote`,
    );
  const { version, catalogueHash: hash } = head.data;
  if (version !== packVersion() || hash !== catalogueHash()) {
    throw new RangeError(
      `${file}: got a ledger of pack version ${version} (rules ${hash.slice(0, 12)}), expected version ${packVersion()} (rules ${catalogueHash().slice(0, 12)}); judge the stack anew, or report with the pack that wrote it`,
    );
  }
  const end = endSchema.safeParse(rest.at(-1));
  const body = end.success ? rest.slice(0, -1) : rest;
  const verdicts = body.map((line, index) => {
    if (!verdictSchema.safeParse(line).success)
      throw new RangeError(`${file}:${index + 2}: got no verdict; judge the stack anew`);
    return line as Verdict;
  });
  return {
    head: head.data,
    verdicts: sortedVerdicts(verdicts),
    complete: end.success && end.data.verdicts === verdicts.length,
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new RangeError(`${file}: got no file that can be read, expected a ledger; correct the path`);
  }
}

function parseLine(file: string, line: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new RangeError(
      `${file}:${index + 1}: got a line that is no JSON, expected a ledger of the policy pack; judge the stack anew`,
    );
  }
}

/** By URN, then rule: the order of every report, however the verdicts came. */
export function sortedVerdicts(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.toSorted((a, b) => compare(a.urn, b.urn) || compare(a.rule, b.rule));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
