/** Facts of resource types as data: read once, checked row by row when a type is first used. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import type { TypeFacts } from "./resource-type.ts";

const paths = z.array(z.string()).readonly().default([]);
const groups = z.array(z.array(z.string()).min(2).readonly()).readonly().default([]);

const row = z.strictObject({
  token: z.string(),
  source: z.string(),
  inputs: z.array(z.string()).readonly(),
  required: paths,
  replaceOn: paths,
  nativeReplaces: z.array(z.string()).readonly().optional(),
  replaceOnNote: paths,
  conflicts: groups,
  exactlyOneOf: groups,
  atLeastOneOf: groups,
  requiredWith: groups,
  defaults: z.record(z.string(), z.unknown()).readonly().default({}),
  cloudFills: paths,
  computedOutputs: paths,
  sensitive: paths,
  writeOnly: paths,
  deprecated: paths,
  notEstablished: paths,
}) satisfies z.ZodType<TypeFacts>;

/** The facts of one package. */
export interface FactsTable {
  /** Tokens of all rows, in the order of files and rows. */
  readonly tokens: readonly string[];
  /** The row of a type; undefined where there is none. Throws an `Error` that names file, token and flaw of a bad row. */
  of(token: string): TypeFacts | undefined;
}

/**
 * Reads a folder of facts files: lists of rows, each with `token`, `source`, `inputs` and what else the type has.
 * Throws when a file cannot be read, is no YAML list, or names a type that has a row already.
 */
export function readFacts(folder: string): FactsTable {
  const rows = new Map<string, { readonly file: string; readonly raw: unknown }>();
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name);
    const list = load(readFileSync(file, "utf8"), { filename: file });
    for (const raw of z.array(z.looseObject({ token: z.string() })).parse(list)) {
      if (rows.has(raw.token)) throw new Error(`${file}: ${raw.token} has two rows; keep one`);
      rows.set(raw.token, { file, raw });
    }
  }
  const checked = new Map<string, TypeFacts>();
  return {
    tokens: [...rows.keys()],
    of(token) {
      const known = checked.get(token);
      const row = rows.get(token);
      if (known !== undefined || row === undefined) return known;
      const facts = parseFacts(row.raw, `${row.file}: ${token}`);
      checked.set(token, facts);
      return facts;
    },
  };
}

/** One row, with empty lists for what it leaves out. Throws an `Error` that starts with `where` and names each flaw. */
export function parseFacts(raw: unknown, where: string): TypeFacts {
  const result = row.safeParse(raw);
  if (result.success) return result.data;
  const flaws = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`${where}: ${flaws.join("; ")}`);
}
