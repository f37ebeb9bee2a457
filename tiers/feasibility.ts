/** Facts that decide whether a promise can be kept, each with its source. The rows are in `data/feasibility-aws.yaml`. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";

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
const feasibilityFileSchema = z.strictObject({
  schema: z.literal(1),
  asOf: z.iso.date(),
  legend: z.record(z.string(), z.string()),
  sources: z.record(z.string(), z.string()),
  aws: groups,
  cross: groups,
});

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

let loaded: ReadonlyMap<string, Fact> | undefined;

/**
 * A fact by its id; the file is read at the first use.
 * @throws RangeError when no fact has the id: a mistake in the program.
 */
export function fact(id: string): Fact {
  const found = (loaded ??= readFacts()).get(id);
  if (found === undefined) throw new RangeError(`no feasibility fact has the id ${id}`);
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

/** Every fact, in the order of the data. */
export function facts(): readonly Fact[] {
  return [...(loaded ??= readFacts()).values()];
}

function readFacts(): ReadonlyMap<string, Fact> {
  const file = readCatalogueFile("data/feasibility-aws.yaml", feasibilityFileSchema);
  const { sources } = file.value;
  const found = new Map<string, Fact>();
  for (const scope of ["aws", "cross"] as const) {
    for (const [service, rows] of Object.entries(file.value[scope])) {
      rows.forEach((row, index) => {
        const source = row.source
          .split("+")
          .map((key) => sourceText(sources, key, row.id))
          .join("; ");
        if (found.has(row.id))
          throw new RangeError(`${file.at(scope, service, index)}: the id ${row.id} is used twice`);
        found.set(
          row.id,
          Object.freeze({
            ...row,
            service,
            source,
            at: () => file.at(scope, service, index),
          }),
        );
      });
    }
  }
  return found;
}

function sourceText(sources: Readonly<Record<string, string>>, key: string, id: string): string {
  const text = sources[key];
  if (text === undefined) throw new RangeError(`feasibility fact ${id} names the unknown source ${key}`);
  return text;
}
