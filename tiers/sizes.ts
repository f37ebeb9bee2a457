/** From wanted vCPU and memory to a size class of the cloud. The tables and their rules are in `data/sizes-*.yaml`. */
import { buildNodeClass } from "./built-classes.ts";
import { memoiseBy } from "./memoise.ts";
import { sizeTable } from "./size-tables.ts";
import type { SizedService, SizeRow, SizeTable } from "./size-tables.ts";

/** What a node has to offer. */
export interface NodeWish {
  /** Whose classes. */
  readonly service: SizedService;
  /** vCPU, at least this many. */
  readonly vcpu: number;
  /** Memory, at least this much. */
  readonly memoryGib: number;
  /** Operations per second that the class must let through; absent: not asked. */
  readonly iops?: number;
  /** Classes with CPU credits or shared cores will do. Never in production. */
  readonly burstAllowed: boolean;
  /** It has a standby, readers or a pooler, which the burst classes of some services do not take. */
  readonly hasCompany?: boolean;
  /** Region's id: the newest generations are not everywhere. */
  readonly region: string;
}

/** The class that meets a wish. */
export interface NodeClass {
  /** Name in the cloud's vocabulary, e.g. `db.r8g.2xlarge`. */
  readonly class: string;
  readonly vcpu: number;
  readonly memoryGib: number;
  /** Connections that the class takes unless told otherwise; absent where the source prints none. */
  readonly maxConnections?: number;
  /** No class of sensible size covers the wish, so the nearest one is taken. */
  readonly gap?: { readonly wanted: string; readonly fact: string };
  /** `tiers/data/sizes-aws.yaml:33`, worked out when asked. */
  readonly at: () => string;
}

/** Smallest class for a node; undefined when no class of the region covers the wish. Many tenants wish the same. */
export const pickNodeClass: (wish: NodeWish) => NodeClass | undefined = memoiseBy(
  ({ service, vcpu, memoryGib, iops, burstAllowed, hasCompany, region }) =>
    `${service} ${vcpu} ${memoryGib} ${iops} ${burstAllowed} ${hasCompany} ${region}`,
  (wish) => buildNodeClass(wish) ?? pickNode(sizeTable(wish.service), wish),
);

/** What a cache node has to offer. */
export interface CacheWish {
  /** Whose classes. */
  readonly service: SizedService;
  /** Memory for data in every shard, MiB; what the service holds back is added here. */
  readonly memoryMibPerShard: number;
  readonly burstAllowed: boolean;
  readonly region: string;
}

/** The class that meets a wish. */
export interface CacheClass {
  /** Name in the cloud's vocabulary, e.g. `cache.m7g.large`. */
  readonly class: string;
  readonly vcpu: number;
  /** Memory of the node, held-back part included. */
  readonly memoryGib: number;
  /** Memory for data, MiB. */
  readonly usableMib: number;
  /** As in {@link NodeClass}. */
  readonly at: () => string;
}

/** Smallest class whose memory for data covers a shard; undefined when none does: use more shards. Many tenants wish the same. */
export const pickCacheClass: (wish: CacheWish) => CacheClass | undefined = memoiseBy(
  ({ service, memoryMibPerShard, burstAllowed, region }) => `${service} ${memoryMibPerShard} ${burstAllowed} ${region}`,
  (wish) => {
    const table = sizeTable(wish.service);
    const rows = candidates(table, wish, []).filter((row) => usableMibOf(table, row) >= wish.memoryMibPerShard);
    const row = rows.toSorted(bySize).at(0);
    return row && cacheClass(table, row);
  },
);

/** The larger of two cache classes of a service, by memory for data; names that it does not have count as none. */
export function largerCacheClass(service: SizedService, one: string, other: string): CacheClass | undefined {
  const table = sizeTable(service);
  const row = table.sizes
    .filter(({ name }) => name === one || name === other)
    .toSorted((a, b) => bySize(b, a))
    .at(0);
  return row && cacheClass(table, row);
}

function cacheClass(table: SizeTable, row: SizeRow): CacheClass {
  const usableMib = Math.floor(usableMibOf(table, row));
  return { class: row.name, vcpu: row.vcpu, memoryGib: row.memGiB, usableMib, at: row.at };
}

/** As the source prints it, or what is left when the service has held its share back. */
function usableMibOf({ reservedPercent = 0 }: SizeTable, { usableMib, memGiB }: SizeRow): number {
  return usableMib ?? memGiB * 1024 * (1 - reservedPercent / 100);
}

/** Capacity of a database that scales by itself. */
export interface ServerlessClass {
  /** `db.serverless`. */
  readonly class: string;
  /** Idle floor in the cloud's capacity units; 0: pauses. */
  readonly minCapacityUnits: number;
  /** Ceiling in the cloud's capacity units. */
  readonly maxCapacityUnits: number;
  /** Minutes without connections before it pauses; only with a floor of 0. */
  readonly autoPauseMinutes?: number;
  /** Most connections, which the low floor caps. */
  readonly maxConnections: number;
  /** As in {@link NodeClass}. */
  readonly at: () => string;
}

/**
 * The self-scaling class for a PostgreSQL node.
 * @param wish.memoryGib memory at the ceiling, GiB.
 * @param wish.pauses whether it may pause when idle.
 * @returns undefined when the service has none, or the memory is beyond what it reaches.
 */
export function pickServerlessDatabase(wish: {
  readonly service: SizedService;
  readonly memoryGib: number;
  readonly pauses: boolean;
}): ServerlessClass | undefined {
  const { serverless } = sizeTable(wish.service);
  if (serverless === undefined) return undefined;
  const { acuMin, acuStep, acuMax, gibPerAcu } = serverless;
  const ceiling = Math.max(Math.ceil(wish.memoryGib / gibPerAcu / acuStep) * acuStep, 1);
  if (ceiling > acuMax) return undefined;
  return {
    class: serverless.name,
    minCapacityUnits: wish.pauses ? acuMin : acuStep,
    maxCapacityUnits: ceiling,
    ...(wish.pauses ? { autoPauseMinutes: serverless.autoPauseMinutes } : {}),
    maxConnections: serverless.pausedMaxConnections,
    at: serverless.at,
  };
}

function pickNode(table: SizeTable, wish: NodeWish): NodeClass | undefined {
  const gap = table.gaps?.find(
    ({ upToVcpu, upToMemoryGib }) => wish.vcpu <= upToVcpu && wish.memoryGib <= upToMemoryGib,
  );
  const rows = candidates(table, wish, gap?.leaveOut ?? []);
  const covering = smallest(rows, wish);
  if (covering !== undefined) return nodeClass(covering);
  const nearest = gap?.take.flatMap((name) => rows.find((row) => row.name === name) ?? []).at(0);
  if (gap === undefined || nearest === undefined) return undefined;
  return { ...nodeClass(nearest), gap: { wanted: `${wish.vcpu} vCPU / ${wish.memoryGib} GiB`, fact: gap.fact } };
}

function nodeClass(row: SizeRow): NodeClass {
  const { name, vcpu, memGiB, maxConnections, at } = row;
  return { class: name, vcpu, memoryGib: memGiB, ...(maxConnections === undefined ? {} : { maxConnections }), at };
}

function candidates(
  table: SizeTable,
  wish: { readonly burstAllowed: boolean; readonly region: string; readonly hasCompany?: boolean },
  leaveOut: readonly string[],
): readonly SizeRow[] {
  const burstAllowed = wish.burstAllowed && !(table.burstAlone === true && wish.hasCompany === true);
  return table.sizes.filter(
    (row) =>
      (burstAllowed || row.burst !== true) &&
      !leaveOut.includes(row.name) &&
      table.notIn?.[row.family]?.regions.includes(wish.region) !== true,
  );
}

function smallest(
  rows: readonly SizeRow[],
  wish: { readonly vcpu: number; readonly memoryGib: number; readonly iops?: number },
): SizeRow | undefined {
  const { vcpu, memoryGib, iops = 0 } = wish;
  return rows
    .filter((row) => row.vcpu >= vcpu && row.memGiB >= memoryGib && (row.maxIops ?? Infinity) >= iops)
    .toSorted(bySize)
    .at(0);
}

/** Least memory, then fewest vCPU, then burst classes where they will do, then the newest generation. */
function bySize(a: SizeRow, b: SizeRow): number {
  const burstFirst = Number(b.burst ?? false) - Number(a.burst ?? false);
  return a.memGiB - b.memGiB || a.vcpu - b.vcpu || burstFirst || b.generation - a.generation;
}
