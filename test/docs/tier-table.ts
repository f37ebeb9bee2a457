/** What each tier gives, as a table for the README. The numbers are the catalogue's own. */
import type { Settings } from "../../tiers/settings.ts";
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import { TIERS } from "../../tiers/vocabulary.ts";
import { table } from "./markdown.ts";

interface Row {
  readonly label: string;
  readonly cell: (settings: Settings) => string;
}

const NONE = "–";

/** In the order in which a reader asks: what, how large, how safe, how long kept, at what cost. */
const ROWS: readonly Row[] = [
  { label: "stores and network", cell: ({ stack }) => ISOLATIONS[stack.isolation] },
  {
    label: "database node, vCPU / GiB",
    cell: ({ database }) => `${number(database.nodeVcpu)} / ${number(database.nodeMemoryGib)}`,
  },
  { label: "database nodes", cell: nodes },
  {
    label: "storage promised, GiB (limit)",
    cell: ({ database }) => `${number(database.storageGib)} (×${database.storageGrowthFactor})`,
  },
  {
    label: "database connections (pooled)",
    cell: ({ database }) =>
      `${number(database.maxConnections)} (${database.proxy ? number(database.poolConnections) : NONE})`,
  },
  { label: "cache, MiB", cell: ({ cache }) => number(cache.memoryMib) },
  { label: "cache shards × nodes", cell: pooled(({ cache }) => `${cache.shards} × ${cache.replicasPerShard + 1}`) },
  { label: "buckets", cell: buckets },
  { label: "zones with nodes", cell: pooled(({ network }) => String(network.activeZones)) },
  { label: "NAT gateways", cell: pooled(({ network }) => (network.nat === "one" ? "1" : "per zone")) },
  {
    label: "private endpoints",
    cell: pooled(({ network }) => (network.privateEndpoints === "all" ? "all services" : "object storage")),
  },
  { label: "way out to the internet", cell: pooled(({ network }) => network.egress) },
  { label: "security level", cell: ({ stack }) => stack.securityLevel },
  { label: "key rotation, days ¹", cell: ({ keys }) => number(keys.rotationDays) },
  { label: "backups kept, days", cell: ({ backup }) => number(backup.retentionDays) },
  { label: "any moment restorable, days", cell: ({ backup }) => orNone(backup.pointInTimeDays) },
  {
    label: "recovery point / time, minutes",
    cell: ({ backup }) =>
      backup.recoveryPointMinutes === 0
        ? NONE
        : `${number(backup.recoveryPointMinutes)} / ${number(backup.recoveryTimeMinutes)}`,
  },
  { label: "copies in a second region", cell: ({ backup }) => yes(backup.crossRegionCopies) },
  { label: "disaster-recovery stack", cell: ({ backup }) => yes(backup.disasterRecovery) },
  { label: "availability objective, %", cell: ({ stack }) => String(stack.availabilityObjectivePercent) },
  {
    label: "audit log kept, days",
    cell: ({ audit }) => `${number(audit.retentionDays)}${audit.immutable ? ", immutable" : ""}`,
  },
  { label: "logs kept, days", cell: ({ monitoring }) => number(monitoring.logRetentionDays) },
  { label: "API requests per month ²", cell: ({ apiQuotas }) => number(apiQuotas.requestsPerMonth) },
  { label: "budget alarm, USD per month ²", cell: ({ budget }) => number(budget.alarmUsdPerMonth) },
  {
    label: "first answer of support",
    cell: ({ stack }) => (stack.supportFirstResponseHours === 0 ? "community" : `${stack.supportFirstResponseHours} h`),
  },
  { label: "further stores ²", cell: furtherStores },
];

const ISOLATIONS = {
  pooled: "a slice of a cell ²",
  dedicated: "own",
  "dedicated-account": "own, in an account of its own",
} as const satisfies Record<Settings["stack"]["isolation"], string>;

/** The table. Pure: the same catalogue gives the same text. */
export function tierTable(): string {
  const head = ["", ...TIERS];
  return table(
    head,
    ROWS.map(({ label, cell }) => [label, ...TIERS.map((tier) => cell(tierCatalogue(tier).settings))]),
  );
}

/** A number for people: `10,000`. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

function orNone(value: number): string {
  return value === 0 ? NONE : number(value);
}

function yes(value: boolean): string {
  return value ? "yes" : NONE;
}

/** What a pooled tenant has none of its own of. */
function pooled(cell: Row["cell"]): Row["cell"] {
  return (settings) => (settings.stack.isolation === "pooled" ? "the cell's" : cell(settings));
}

function nodes({ stack, database }: Settings): string {
  if (stack.isolation === "pooled") return "a schema in the cell";
  const readers =
    database.readers === 0 ? "writer" : `writer + ${database.readers} ${database.readers === 1 ? "reader" : "readers"}`;
  return database.globalCluster ? `${readers}, global` : readers;
}

function buckets({ objects }: Settings): string {
  return ["data", ...(objects.archiveBucket ? ["archive"] : []), ...(objects.auditBucket ? ["audit"] : [])].join(", ");
}

function furtherStores({ documents, analytics, search, queue, compute }: Settings): string {
  const names = [
    ...(documents.enabled ? ["documents"] : []),
    ...(analytics.enabled ? ["analytics"] : []),
    ...(search.enabled ? ["search"] : []),
    ...(queue.enabled ? ["queue"] : []),
    ...(compute.cluster ? ["cluster"] : []),
  ];
  return names.length === 0 ? NONE : names.join(", ");
}
