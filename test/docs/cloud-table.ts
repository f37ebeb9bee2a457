/** What each tier gets on each cloud, for the README: resolved for one tenant in production, so every figure is the catalogue's. */
import type { Blueprint } from "../../tiers/blueprint.ts";
import { BUILT_ROLES } from "../../tiers/built-roles.ts";
import { cloudServices } from "../../tiers/cloud-services.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { resolve } from "../../tiers/resolve.ts";
import { AVAILABLE_CLOUDS, DEDICATED_TIERS } from "../../tiers/vocabulary.ts";
import type { AvailableCloud, DedicatedTier, Role } from "../../tiers/vocabulary.ts";
import { sampleTenant, type Lines } from "../tiers/sample-tenants.ts";
import { table } from "./markdown.ts";
import { number } from "./tier-table.ts";

interface Topic {
  readonly label: string;
  /** Whose component it needs; the mark ² stands where the cloud has none yet. */
  readonly role: Role | "disasterRecovery";
  readonly cell: (blueprint: Blueprint) => string;
}

const NONE = "–";
/** Explained below the table of the tiers: described and checked, but not built yet. */
const NOT_BUILT = "²";

/** A place in the European Union on each cloud; a new cloud does not compile without one. */
const PLACES = {
  aws: { region: "eu-west-1", account: '"111122223333"' },
  azure: { region: "westeurope", account: "00000000-0000-4000-8000-000000000001" },
  gcp: { region: "europe-west1", account: "acme-production-1" },
} as const satisfies Record<AvailableCloud, Lines>;

const TOPICS: readonly Topic[] = [
  { label: "database, class of each node", role: "database", cell: ({ database }) => code(database.nodeClass) },
  { label: "database nodes (zones)", role: "database", cell: ({ database }) => nodesText(database) },
  {
    label: "database storage, GiB (limit)",
    role: "database",
    cell: ({ database }) => `${number(database.storageGib)} (${number(database.storageLimitGib)})`,
  },
  {
    label: "connections (pooled)",
    role: "database",
    cell: ({ database }) =>
      `${number(database.maxConnections)} (${database.proxy === undefined ? NONE : number(database.proxy.maxPoolConnections)})`,
  },
  { label: "cache, class of each node", role: "cache", cell: ({ cache }) => code(cache.nodeClass) },
  {
    label: "cache shards × nodes",
    role: "cache",
    cell: ({ cache }) => `${cache.shards} × ${cache.replicasPerShard + 1}`,
  },
  { label: "buckets (copied to the standby region)", role: "objects", cell: bucketsText },
  { label: "keys: protection, rotation in days", role: "keys", cell: keysText },
  { label: "backups kept / any moment of, days", role: "backup", cell: backupText },
  { label: "copies in another region", role: "backup", cell: copiesText },
  {
    label: "recovery point / time, minutes",
    role: "backup",
    cell: ({ backup }) => `${number(backup.recoveryPointMinutes)} / ${number(backup.recoveryTimeMinutes)}`,
  },
  {
    label: "region lost: database lost at most, minutes",
    role: "backup",
    cell: ({ backup }) => (backup.regionLossMinutes === undefined ? "all" : number(backup.regionLossMinutes)),
  },
  {
    label: "audit log kept, days (trail)",
    role: "audit",
    cell: ({ audit }) =>
      `${number(audit.retentionDays)}${audit.immutable ? ", immutable" : ""} (${audit.trail === "own" ? "own" : "the account's"})`,
  },
  { label: "alerts; metrics kept, days", role: "monitoring", cell: monitoringText },
  {
    label: "disaster-recovery stack",
    role: "disasterRecovery",
    cell: ({ backup }) => (backup.disasterRecovery ? "yes" : NONE),
  },
];

/** A row per topic and cloud; clouds that give the same share one. Pure: the same catalogue gives the same text. */
export function cloudTable(): string {
  const resolved = AVAILABLE_CLOUDS.map((cloud) => ({
    cloud,
    blueprints: DEDICATED_TIERS.map((tier) => production(cloud, tier)),
  }));
  const rows = TOPICS.flatMap(({ label, role, cell }) => {
    const alike = Map.groupBy(resolved, ({ cloud, blueprints }) =>
      [mark(cloud, role), ...blueprints.map(cell)].join("|"),
    );
    return [...alike.values()].map((clouds, index) => [
      index === 0 ? label : "",
      cloudsText(
        clouds.map(({ cloud }) => cloud),
        role,
      ),
      ...(clouds[0]?.blueprints ?? []).map(cell),
    ]);
  });
  return table(["", "", ...DEDICATED_TIERS], rows);
}

function production(cloud: AvailableCloud, tier: DedicatedTier): Blueprint {
  const spec = sampleTenant({ ...PLACES[cloud], cloud, tier });
  return resolve({ spec, environment: "production" }).blueprint;
}

function cloudsText(clouds: readonly AvailableCloud[], role: Topic["role"]): string {
  const [first] = clouds;
  const names =
    clouds.length === AVAILABLE_CLOUDS.length ? "all" : clouds.map((cloud) => cloudServices(cloud).name).join(", ");
  return first === undefined ? names : `${names}${mark(first, role)}`;
}

function mark(cloud: AvailableCloud, role: Topic["role"]): string {
  const isBuilt = role === "disasterRecovery" ? hasRecoveryStack(cloud) : BUILT_ROLES.includes(role);
  return isBuilt ? "" : ` ${NOT_BUILT}`;
}

/** Whether a disaster-recovery stack resolves. */
function hasRecoveryStack(cloud: AvailableCloud): boolean {
  const spec = sampleTenant({
    ...PLACES[cloud],
    cloud,
    tier: "enterprise",
    environments: "{ production: {}, disaster-recovery: {} }",
  });
  try {
    resolve({ spec, environment: "disaster-recovery" });
    return true;
  } catch (error) {
    if (error instanceof InvalidInput && error.problems.every(({ code: kind }) => kind === "environment-not-available"))
      return false;
    throw error;
  }
}

function code(text: string): string {
  return `\`${text}\``;
}

function nodesText({ nodes }: Blueprint["database"]): string {
  const zones = new Set(nodes.map(({ zone }) => zone)).size;
  return `${nodes.length} (${zones})`;
}

function bucketsText({ objects }: Blueprint): string {
  const copied = objects.buckets.filter(({ replicaRegion }) => replicaRegion !== undefined).length;
  return `${objects.buckets.map(({ name }) => name).join(", ")} (${copied === 0 ? NONE : copied === objects.buckets.length ? "all" : copied})`;
}

function keysText({ keys }: Blueprint): string {
  const [first] = keys.keys;
  return first === undefined ? NONE : `${first.protection}, ${number(first.rotationDays)}`;
}

function backupText({ backup }: Blueprint): string {
  return `${number(backup.retentionDays)} / ${backup.pointInTimeDays === 0 ? NONE : number(backup.pointInTimeDays)}`;
}

function copiesText({ backup }: Blueprint): string {
  if (!backup.crossRegionCopies) return NONE;
  return backup.locked ? "yes, locked" : "yes";
}

function monitoringText({ monitoring }: Blueprint): string {
  return `${number(monitoring.alerts.length)}; ${number(monitoring.metricsRetentionDays)}${monitoring.prometheus === undefined ? "" : ", Prometheus"}`;
}
