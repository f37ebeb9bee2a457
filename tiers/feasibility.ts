/** Facts that decide whether a promise can be kept, each with its source. The rows are in `data/feasibility-*.yaml`. */
import * as z from "zod";
import { readDataFile } from "./data-file.ts";

const factSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(\.[a-zA-Z0-9]+)*$/),
  fact: z.string().min(3),
  value: z.union([z.number(), z.string().min(1)]),
  unit: z.string().exactOptional(),
  adjustable: z.union([z.boolean(), z.string()]).exactOptional(),
  consequence: z.string().exactOptional(),
  source: z.string().regex(/^[\w-]+(\+[\w-]+)*$/),
  basis: z.literal("own").exactOptional(),
});
const groups = z.record(z.string(), z.array(factSchema).min(1));

/** One fact, frozen. */
export interface Fact {
  /** E.g. `kms.rotation.min`. */
  readonly id: string;
  /** What it belongs to: a service of the cloud, or `all`. */
  readonly service: string;
  /** What is stated. */
  readonly fact: string;
  /** As the source prints it. */
  readonly value: number | string;
  /** E.g. `days`, `per account and region`. */
  readonly unit?: string;
  /** Whether the provider raises it: `true` by request, a text up to that value, `false` never; absent: no quota, or unknown. */
  readonly adjustable?: boolean | string;
  /** What follows for a promise. */
  readonly consequence?: string;
  /** The sources in words, with their dates. */
  readonly source: string;
  /** `own`: no provider statement; must not be quoted as one. */
  readonly basis?: "own";
  /** `tiers/data/feasibility-aws.yaml:51`, worked out when asked. */
  readonly at: () => string;
}

/** Where facts stand: one file for each cloud, and one for what holds on all. */
const FILES = {
  aws: "data/feasibility-aws.yaml",
  azure: "data/feasibility-azure.yaml",
  gcp: "data/feasibility-gcp.yaml",
  cross: "data/feasibility-cross.yaml",
} as const;
type FactScope = keyof typeof FILES;

/** First part of an id by the file that has it; all others are of AWS. Only the files of the clouds in use are read. */
const SCOPE_BY_PREFIX: ReadonlyMap<string, FactScope> = new Map<string, FactScope>([
  ...["kv", "azpg", "azred", "azm", "az"].map((prefix) => [prefix, "azure"] as const),
  ...["gkms", "gsm", "gsql", "gvk", "g"].map((prefix) => [prefix, "gcp"] as const),
  ["x", "cross"],
]);

/** What was asked for: sections of thousands of tenants ask for the same few. */
const asked = new Map<string, Fact>();
const loaded = new Map<FactScope, ReadonlyMap<string, Fact>>();

/**
 * A fact by its id; its file is read at the first use.
 * @throws RangeError when no fact has the id: a mistake in the program.
 */
export function fact(id: string): Fact {
  const known = asked.get(id);
  if (known !== undefined) return known;
  const found = factsIn(SCOPE_BY_PREFIX.get(id.split(".", 1)[0] ?? "") ?? "aws").get(id);
  if (found === undefined) throw new RangeError(`no feasibility fact has the id ${id}`);
  asked.set(id, found);
  return found;
}

/**
 * The value of a fact that is a number, in the fact's own unit.
 * @throws RangeError when no fact has the id; TypeError when its value is a text.
 */
export function factNumber(id: string): number {
  const { value } = fact(id);
  if (typeof value !== "number") throw new TypeError(`feasibility fact ${id} is not a number: ${value}`);
  return value;
}

/** Every fact of every cloud, in the order of the data. */
export function facts(): readonly Fact[] {
  return Object.keys(FILES).flatMap((scope) => [...factsIn(scope as FactScope).values()]);
}

function factsIn(scope: FactScope): ReadonlyMap<string, Fact> {
  let found = loaded.get(scope);
  if (found === undefined) loaded.set(scope, (found = readFacts(scope)));
  return found;
}

function readFacts(scope: FactScope): ReadonlyMap<string, Fact> {
  const { entries, sources, at } = readDataFile(FILES[scope], scope, groups);
  const found = new Map<string, Fact>();
  for (const [service, rows] of Object.entries(entries)) {
    rows.forEach((row, index) => {
      const source = row.source
        .split("+")
        .map((key) => sourceText(sources, key, row.id))
        .join("; ");
      if (found.has(row.id)) throw new RangeError(`${at(service, index)}: the id ${row.id} is used twice`);
      found.set(row.id, Object.freeze({ ...row, service, source, at: () => at(service, index) }));
    });
  }
  return found;
}

function sourceText(sources: Readonly<Record<string, unknown>>, key: string, id: string): string {
  const text = sources[key];
  if (typeof text !== "string") throw new RangeError(`feasibility fact ${id} names the unknown source ${key}`);
  return text;
}
