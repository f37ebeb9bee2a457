/** The size tables of the cloud's services, as data. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";
import type { CatalogueFile } from "./catalogue-file.ts";

const rowSchema = z.strictObject({
  name: z.string(),
  vcpu: z.number().positive(),
  memGiB: z.number().positive(),
  arch: z.enum(["arm64", "x86_64"]),
  burst: z.literal(true).exactOptional(),
  maxConnections: z.int().positive().exactOptional(),
  baselinePctPerVcpu: z.number().exactOptional(),
  maxEbsGiB: z.number().exactOptional(),
  maxEbsIops: z.number().exactOptional(),
  gpu: z.string().exactOptional(),
  gpus: z.int().exactOptional(),
  gpuMemGiB: z.number().exactOptional(),
});
const tableSchema = z.strictObject({
  token: z.string(),
  path: z.string(),
  paths: z.array(z.string()).exactOptional(),
  enum: z.string(),
  source: z.string().min(10),
  rule: z.string().min(10),
  limits: z.record(z.string(), z.unknown()).exactOptional(),
  reservedPercent: z.number().min(0).max(90).exactOptional(),
  notIn: z
    .record(
      z.string(),
      z.strictObject({
        regions: z.array(z.string()).min(1),
        source: z.string().min(10),
        basis: z.literal("own").exactOptional(),
      }),
    )
    .exactOptional(),
  gaps: z
    .array(
      z.strictObject({
        upToVcpu: z.number(),
        upToMemoryGib: z.number(),
        leaveOut: z.array(z.string()),
        take: z.array(z.string()).min(1),
        fact: z.string(),
      }),
    )
    .exactOptional(),
  sizes: z.array(rowSchema).min(1),
  serverless: z
    .strictObject({
      name: z.string(),
      token: z.string(),
      path: z.string(),
      acuMin: z.number().min(0),
      acuMax: z.number(),
      acuStep: z.number().positive(),
      gibPerAcu: z.number().positive(),
      autoPauseMinutes: z.int().min(5).max(1440),
      pausedMaxConnections: z.int().positive(),
      note: z.string(),
    })
    .exactOptional(),
  serverlessRule: z.string().exactOptional(),
});
const header = { schema: z.literal(1), asOf: z.iso.date(), legend: z.record(z.string(), z.string()) };

/** Services by the file that has their tables, so that a program reads only what it asks for. */
const STORES = ["auroraPostgresql", "elasticacheValkey", "documentdb"] as const;
const NODES = ["opensearch", "eksNodes"] as const;
const storesFileSchema = z.strictObject({ ...header, aws: z.record(z.enum(STORES), tableSchema) });
const nodesFileSchema = z.strictObject({ ...header, aws: z.record(z.enum(NODES), tableSchema) });

/** Services with a size table. */
export const SIZED_SERVICES = [...STORES, ...NODES] as const;
export type SizedService = (typeof SIZED_SERVICES)[number];

/** One size class. */
export interface SizeRow extends z.output<typeof rowSchema> {
  /** Letters and generation, e.g. `r8g`. */
  readonly family: string;
  /** Number in the family, e.g. 8. */
  readonly generation: number;
  /** `tiers/data/sizes-aws.yaml:33`, worked out when asked. */
  readonly at: () => string;
}

/** The classes of one service, with what decides between them. */
export interface SizeTable extends Omit<z.output<typeof tableSchema>, "sizes" | "serverless"> {
  readonly sizes: readonly SizeRow[];
  /** The class that scales by itself, in capacity units. */
  readonly serverless?: NonNullable<z.output<typeof tableSchema>["serverless"]> & { readonly at: () => string };
}

const loaded = new Map<SizedService, SizeTable>();

/**
 * The table of one service; its file is read at the first use.
 * @throws InvalidInput when the data is damaged.
 */
export function sizeTable(service: SizedService): SizeTable {
  const known = loaded.get(service);
  if (known !== undefined) return known;
  const isStore = STORES.some((name) => name === service);
  if (isStore) keepTables(readCatalogueFile("data/sizes-aws.yaml", storesFileSchema), STORES);
  else keepTables(readCatalogueFile("data/sizes-aws-nodes.yaml", nodesFileSchema), NODES);
  return sizeTable(service);
}

type TableEntry = z.output<typeof tableSchema>;

function keepTables<S extends SizedService>(
  file: CatalogueFile<{ aws: Record<S, TableEntry> }>,
  services: readonly S[],
): void {
  for (const service of services) {
    loaded.set(
      service,
      tableOf(file.value.aws[service], (...path) => file.at("aws", service, ...path)),
    );
  }
}

function tableOf(entry: TableEntry, at: (...path: (string | number)[]) => string): SizeTable {
  const { sizes, serverless, ...table } = entry;
  return Object.freeze({
    ...table,
    sizes: Object.freeze(sizes.map((row, index) => sizeRow(row, () => at("sizes", index)))),
    ...(serverless === undefined ? {} : { serverless: Object.freeze({ ...serverless, at: () => at("serverless") }) }),
  });
}

function sizeRow(row: z.output<typeof rowSchema>, at: () => string): SizeRow {
  const [, family = "", generation = ""] = /(?:^|\.)([a-z]+(\d)[a-z]*)\./.exec(row.name) ?? [];
  return Object.freeze({ ...row, family, generation: Number(generation), at });
}
