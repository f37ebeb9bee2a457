/** The size tables of the cloud's services, as data. */
import * as z from "zod";
import { readDataFile } from "./data-file.ts";

const rowSchema = z.strictObject({
  name: z.string(),
  vcpu: z.number().positive(),
  memGiB: z.number().positive(),
  arch: z.enum(["arm64", "x86_64"]),
  burst: z.literal(true).exactOptional(),
  maxConnections: z.int().positive().exactOptional(),
  maxIops: z.int().positive().exactOptional(),
  usableMib: z.int().positive().exactOptional(),
  baselinePctPerVcpu: z.number().exactOptional(),
  maxEbsGiB: z.number().exactOptional(),
  maxEbsIops: z.number().exactOptional(),
  gpu: z.string().exactOptional(),
  gpus: z.int().exactOptional(),
  gpuMemGiB: z.number().exactOptional(),
});
/** Classes that are built to fit: vCPU 1 or even, memory in steps within bounds. */
const customSchema = z.strictObject({
  prefix: z.string(),
  vcpuMax: z.int().positive(),
  memoryMibPerVcpuMin: z.int().positive(),
  memoryMibPerVcpuMax: z.int().positive(),
  memoryStepMib: z.int().positive(),
  memoryMinMib: z.int().positive(),
  memoryMaxMib: z.int().positive(),
});
/** Data disks: in fixed sizes with a performance tier each, or of any size with operations that follow it. */
const disksSchema = z.union([
  z.strictObject({
    type: z.string(),
    smallBelowGib: z.int().positive(),
    highestSmallTier: z.string(),
    steps: z.array(z.strictObject({ sizeGib: z.int().positive(), tier: z.string(), iops: z.int().positive() })).min(1),
  }),
  z.strictObject({
    type: z.string(),
    sizeMinGib: z.int().positive(),
    sizeMaxGib: z.int().positive(),
    iopsPerGib: z.int().positive(),
    iopsMax: z.int().positive(),
  }),
]);
/** As {@link SizeTable.disks}. */
export type Disks = z.output<typeof disksSchema>;
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
  burstAlone: z.literal(true).exactOptional(),
  neverSmaller: z.literal(true).exactOptional(),
  custom: customSchema.exactOptional(),
  disks: disksSchema.exactOptional(),
  sizes: z.array(rowSchema),
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
/** Services by the cloud and the file that have their tables, so that a program reads only what it asks for. */
const FILES = [
  { file: "data/sizes-aws.yaml", cloud: "aws", services: ["auroraPostgresql", "elasticacheValkey", "documentdb"] },
  { file: "data/sizes-aws-nodes.yaml", cloud: "aws", services: ["opensearch", "eksNodes"] },
  { file: "data/sizes-azure.yaml", cloud: "azure", services: ["postgresqlFlexible", "managedRedis", "mongocluster"] },
  { file: "data/sizes-azure-nodes.yaml", cloud: "azure", services: ["aksNodes"] },
  {
    file: "data/sizes-gcp.yaml",
    cloud: "gcp",
    services: ["cloudSqlPostgresql", "cloudSqlPostgresqlPlus", "memorystoreValkey"],
  },
  { file: "data/sizes-gcp-nodes.yaml", cloud: "gcp", services: ["gkeNodes"] },
] as const;

export type SizedService = (typeof FILES)[number]["services"][number];
/** Services with a size table. */
export const SIZED_SERVICES: readonly SizedService[] = FILES.flatMap(
  ({ services }): readonly SizedService[] => services,
);

/** One size class. */
export interface SizeRow extends z.output<typeof rowSchema> {
  /** Letters and generation, e.g. `r8g`, `Dds_v5`; empty where the name has none. */
  readonly family: string;
  /** Number in the family, e.g. 8; 0 without one. */
  readonly generation: number;
  /** `tiers/data/sizes-aws.yaml:33`, worked out when asked. */
  readonly at: () => string;
}

/** The classes of one service, with what decides between them. */
export interface SizeTable extends Omit<z.output<typeof tableSchema>, "sizes" | "serverless"> {
  /** Empty where every class is built to fit. */
  readonly sizes: readonly SizeRow[];
  /** Where the service's table begins. */
  readonly at: () => string;
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
  for (const { file, cloud, services } of FILES) {
    if (!services.some((name) => name === service)) continue;
    const { entries, at } = readDataFile(file, cloud, z.record(z.enum(services), tableSchema));
    for (const [name, entry] of Object.entries(entries)) {
      loaded.set(
        name as SizedService,
        tableOf(entry, (...path) => at(name, ...path)),
      );
    }
  }
  return sizeTable(service);
}

type TableEntry = z.output<typeof tableSchema>;

function tableOf(entry: TableEntry, at: (...path: (string | number)[]) => string): SizeTable {
  const { sizes, serverless, ...table } = entry;
  return Object.freeze({
    ...table,
    at: () => at(),
    sizes: Object.freeze(sizes.map((row, index) => sizeRow(row, () => at("sizes", index)))),
    ...(serverless === undefined ? {} : { serverless: Object.freeze({ ...serverless, at: () => at("serverless") }) }),
  });
}

/** `db.r8g.large`, `Standard_D8ds_v5`: letters and generation; other names have none that decides anything. */
const FAMILIES = [
  /(?:^|\.)(?<family>[a-z]+(?<generation>\d)[a-z]*)\./,
  /^Standard_(?<letters>[A-Z]+)\d+(?<rest>[a-z]*_v(?<generation>\d))$/,
];

function sizeRow(row: z.output<typeof rowSchema>, at: () => string): SizeRow {
  const found = FAMILIES.map((form) => form.exec(row.name)?.groups).find((groups) => groups !== undefined);
  const family = found?.["family"] ?? `${found?.["letters"] ?? ""}${found?.["rest"] ?? ""}`;
  return Object.freeze({ ...row, family, generation: Number(found?.["generation"] ?? 0), at });
}
