import type { DatabaseNodeSpec, DatabaseSpec } from "../blueprint.ts";
import { factListed } from "../fact-lists.ts";
import { fact, factNumber } from "../feasibility.ts";
import { Keyed, Leaf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import { ZONES } from "../vocabulary.ts";
import type { Zone } from "../vocabulary.ts";
import { databaseSize } from "./database-size.ts";
import { absentSince, fixed, held } from "./scene.ts";
import type { SharedScene } from "./scene.ts";
import { masterGeneration } from "./secrets.ts";
import { checkWindows } from "./windows.ts";

const GIB_PER_TIB = 1024;

const DATABASE_NAME = fixed("app", "the same for every tenant: another name replaces the cluster");
const PORT = fixed(5432, "PostgreSQL's own port");
const NO_STORAGE_SIZE = "Aurora has no storage size: becomes the alarm and the growth limit";
const NO_IOPS = "Aurora has no IOPS input: becomes an alarm";
const WITHOUT_PROXY = "rds.proxy.without";
const PROXY_IDLE_MINUTES = fixed(30, "the pooler's own default");

/** The PostgreSQL cluster: version, size, nodes, storage, connections, backups and windows. */
export function resolveDatabase(
  scene: SharedScene<"database" | "backup" | "monitoring" | "network">,
): Sourced<DatabaseSpec> {
  const { database, backup, monitoring } = scene.settings;
  const version = chosenVersion("auroraPostgresql");
  const size = databaseSize(scene);
  const storageGib = resolveStorage(scene);
  checkWindows(
    scene,
    { setting: "database.backupWindowUtc", window: database.backupWindowUtc.value },
    { setting: "database.maintenanceWindowUtc", window: database.maintenanceWindowUtc.value },
    "aurora.window.min",
  );
  return {
    engineVersion: new Leaf(version.version, "engine versions", { note: version.source, at: version.at }),
    parameterFamily: new Leaf(version.family, "engine versions", { note: "of the version", at: version.at }),
    databaseName: DATABASE_NAME,
    port: PORT,
    nodeClass: size.nodeClass,
    nodeVcpu: size.nodeVcpu,
    nodeMemoryGib: size.nodeMemoryGib,
    serverless: size.serverless,
    nodes: scene.isPooled ? new Keyed<DatabaseNodeSpec>([]) : resolveNodes(scene),
    globalCluster: resolveGlobalCluster(scene),
    storageGib,
    storageLimitGib: resolveStorageLimit(scene, storageGib),
    iopsGuaranteed: asAlarm(scene, database.iopsGuaranteed, "aurora.iops", NO_IOPS),
    iopsBurst: asAlarm(scene, database.iopsBurst, "aurora.iops", NO_IOPS),
    maxConnections: database.maxConnections,
    proxy: resolveProxy(scene),
    backupRetentionDays: backup.retentionDays,
    pointInTimeDays: backup.pointInTimeDays,
    backupWindowUtc: database.backupWindowUtc,
    maintenanceWindowUtc: database.maintenanceWindowUtc,
    slowQueryMs: database.slowQueryMs,
    auditStatements: database.auditStatements,
    performanceInsightsRetentionDays: database.performanceInsightsRetentionDays,
    enhancedMonitoringSeconds: database.enhancedMonitoringSeconds,
    logRetentionDays: monitoring.logRetentionDays,
    masterPasswordGeneration: masterGeneration(scene),
  };
}

const WRITER = fixed<DatabaseNodeSpec["role"]>("writer", "the first node");
const READER = fixed<DatabaseNodeSpec["role"]>("reader", "every other node");

/** The writer in the first active zone, readers in the next ones, round and round. */
function resolveNodes({ settings }: SharedScene<"database" | "network">): Keyed<DatabaseNodeSpec> {
  const active = ZONES.slice(0, settings.network.activeZones.value);
  const { readers } = settings.database;
  const node = (key: string, role: Leaf<DatabaseNodeSpec["role"]>, zone: Zone): [string, Sourced<DatabaseNodeSpec>] => [
    key,
    {
      key: readers.derive(key, "stable name of the node"),
      role,
      zone: settings.network.activeZones.derive(zone, "spread over the active zones"),
    },
  ];
  const nodes = [node("writer", WRITER, ZONES[0])];
  for (let index = 1; index <= readers.value; index += 1) {
    const zone = active[index % active.length] ?? ZONES[0];
    const round = Math.floor((index - 1) / active.length) + 1;
    nodes.push(node(round === 1 ? `reader-${zone}` : `reader-${zone}-${round}`, READER, zone));
  }
  return new Keyed(nodes);
}

function resolveGlobalCluster({ settings, floors }: SharedScene<"database">): Leaf<boolean> {
  const { globalCluster } = settings.database;
  return floors?.globalCluster === true && !globalCluster.value
    ? globalCluster.to(true, "floor", { note: "a member of a multi-region set stays one" })
    : globalCluster;
}

function resolveStorage(scene: SharedScene<"database">): Leaf<number> {
  const { storageGib } = scene.settings.database;
  return asAlarm(
    scene,
    held(storageGib, scene.floors?.storageGib, "promised storage does not shrink"),
    "aurora.storage.shrink",
    NO_STORAGE_SIZE,
  );
}

function resolveStorageLimit(scene: SharedScene<"database">, storageGib: Leaf<number>): Leaf<number> {
  const { storageGrowthFactor } = scene.settings.database;
  const limit = Math.ceil(storageGib.value * storageGrowthFactor.value);
  const most = factNumber("aurora.storage.max") * GIB_PER_TIB;
  if (limit > most) {
    const message =
      `got ${storageGib.value} GiB × ${storageGrowthFactor.value} = ${limit} GiB, expected at most ${most} GiB on ${scene.cloud} (fact aurora.storage.max); ` +
      "lower database.storageGib or database.storageGrowthFactor";
    scene.report("infeasible", "database.storageGib", message);
  }
  return storageGib.derive(limit, `storageGib × storageGrowthFactor ${storageGrowthFactor.value}`);
}

/** Where the service has no input for a number, it becomes an alarm, and the decision says so. */
function asAlarm({ isPooled }: SharedScene, leaf: Leaf<number>, id: string, note: string): Leaf<number> {
  if (isPooled || leaf.value === 0) return leaf;
  const { at } = fact(id);
  return leaf.to(leaf.value, `fact ${id}`, { note, at });
}

function resolveProxy({
  settings,
  region,
  report,
}: SharedScene<"database">): Sourced<NonNullable<DatabaseSpec["proxy"]>> | Absent {
  const { proxy, poolConnections } = settings.database;
  if (!proxy.value) return absentSince(proxy, "no pooler");
  if (factListed(WITHOUT_PROXY).includes(region.id)) {
    const message = `got true, expected false in ${region.id}, where AWS offers no pooler (fact ${WITHOUT_PROXY}); set database.proxy to false, or choose another region`;
    report("infeasible", "database.proxy", message);
  }
  return { maxPoolConnections: poolConnections, idleTimeoutMinutes: PROXY_IDLE_MINUTES };
}
