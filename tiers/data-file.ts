/** The product's facts as data: a file for each cloud and theme, read when its cloud is first asked for. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";
import type { ValuePath } from "./value-path.ts";

/** What every data file begins with. */
const header = { schema: z.literal(1), asOf: z.iso.date() };
const texts = z.record(z.string(), z.string());

/** The rows of one data file. */
export interface DataFile<T> {
  readonly entries: T;
  /** The sources that rows name, by key; empty where each row names its own. */
  readonly sources: Readonly<Record<string, unknown>>;
  /** Where something in the rows stands, e.g. `tiers/data/regions.yaml:31`. */
  readonly at: (...path: ValuePath) => string;
}

/**
 * Reads one file.
 * @param file relative to `tiers/`.
 * @param scope the key that holds the rows: a cloud, `cross` or `open`.
 * @throws InvalidInput when the data is damaged.
 */
export function readDataFile<T>(file: string, scope: string, entries: z.ZodType<T>): DataFile<T> {
  const sources = z.record(z.string(), z.unknown()).exactOptional();
  const schema = z.strictObject({ ...header, legend: texts.exactOptional(), sources, [scope]: entries });
  const { value, at } = readCatalogueFile(file, schema);
  const read: Readonly<Record<string, unknown>> = value;
  return { entries: read[scope] as T, sources: value.sources ?? {}, at: (...path) => at(scope, ...path) };
}
