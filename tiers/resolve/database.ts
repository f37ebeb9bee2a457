import type { DatabaseNodeSpec, DatabaseSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { factListed } from "../fact-lists.ts";
import { fact } from "../feasibility.ts";
import { Keyed } from "../sourced.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import { ZONES } from "../vocabulary.ts";
import type { Zone } from "../vocabulary.ts";
import { diskGibOf, promisedStorage, resolveDisk, resolveStorageLimit } from "./database-disk.ts";
import { resolveEdition } from "./database-edition.ts";
import { resolveGrowingReaders } from "./database-readers.ts";
import { databaseSize } from "./database-size.ts";
import { engineVersion, parameterFamily } from "./engine-version.ts";
import { databasePointInTime } from "./point-in-time.ts";
import { absentSince, fixed } from "./scene.ts";
import type { SharedScene } from "./scene.ts";
import { masterGeneration } from "./secrets.ts";
import { checkFullHour, checkWindows } from "./windows.ts";

const DATABASE_NAME = fixed("app", "the same for every tenant: another name replaces the cluster");
const PORT = fixed(5432, "PostgreSQL's own port");
const NO_STORAGE_SIZE = "Aurora has no storage size: becomes the alarm and the growth limit";
const NO_IOPS = "Aurora has no IOPS input: becomes an alarm";
const NO_IOPS_BURST = "what the disk gives beyond cannot be bought: becomes an alarm";
const NOT_BY_THE_CLOUD = "copies can be added later here";
const PROXY_IDLE_MINUTES = fixed(30, "the pooler's own default");

/** The PostgreSQL cluster: version, size, nodes, storage, connections, backups and windows. */
export function resolveDatabase(
  scene: SharedScene<"database" | "backup" | "monitoring.logRetentionDays" | "network.activeZones">,
): Sourced<DatabaseSpec> {
  const { database, backup, monitoring } = scene.settings;
  const { versions, facts, dailyWindows } = cloudServices(scene.cloud);
  const version = chosenVersion(versions.database);
  const size = databaseSize(scene);
  const storageGib = resolveStorage(scene);
  const disk = resolveDisk(scene, storageGib);
  const nodes = scene.isPooled ? new Keyed<DatabaseNodeSpec>([]) : resolveNodes(scene);
  checkWindows(
    scene,
    { setting: "database.backupWindowUtc", window: database.backupWindowUtc.value },
    { setting: "database.maintenanceWindowUtc", window: database.maintenanceWindowUtc.value },
    { fact: facts.databaseWindow, dailyToo: dailyWindows },
  );
  if (scene.cloud === "gcp")
    checkFullHour(scene, "database.maintenanceWindowUtc", database.maintenanceWindowUtc.value, "gsql.window.hour");
  return {
    engineVersion: engineVersion(version),
    parameterFamily: parameterFamily(version),
    databaseName: DATABASE_NAME,
    port: PORT,
    nodeClass: size.nodeClass,
    nodeVcpu: size.nodeVcpu,
    nodeMemoryGib: size.nodeMemoryGib,
    serverless: size.serverless,
    nodes,
    growingReaders: resolveGrowingReaders(scene, nodes, { vcpu: size.nodeVcpu, diskGib: diskGibOf(disk) }),
    globalCluster: resolveGlobalCluster(scene),
    edition: resolveEdition(scene),
    disk,
    backupCopyRegion: resolveBackupCopies(scene),
    storageGib,
    storageLimitGib: resolveStorageLimit(scene, storageGib),
    iopsGuaranteed:
      scene.cloud === "aws"
        ? asAlarm(scene, database.iopsGuaranteed, NO_IOPS, "databaseIops")
        : database.iopsGuaranteed,
    iopsBurst: asAlarm(scene, database.iopsBurst, scene.cloud === "aws" ? NO_IOPS : NO_IOPS_BURST, "databaseIops"),
    maxConnections: database.maxConnections,
    proxy: resolveProxy(scene),
    backupRetentionDays: backup.retentionDays,
    pointInTimeDays: databasePointInTime(scene),
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
function resolveNodes({ settings }: SharedScene<"database" | "network.activeZones">): Keyed<DatabaseNodeSpec> {
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

function resolveGlobalCluster({ settings, floors, cloud }: SharedScene<"database">): Leaf<boolean> {
  const { globalCluster } = settings.database;
  return floors?.globalCluster === true && !globalCluster.value
    ? globalCluster.to(true, "floor", { note: cloudServices(cloud).replicaStays })
    : globalCluster;
}

/** Where the service has a disk to size, the promise is its size; where it grows by itself, an alarm. */
function resolveStorage(scene: SharedScene<"database">): Leaf<number> {
  const storageGib = promisedStorage(scene);
  return scene.cloud === "aws" ? asAlarm(scene, storageGib, NO_STORAGE_SIZE, "databaseStorage") : storageGib;
}

/** Copied by the cloud to its own pair, if that was chosen when the server was made. Elsewhere copies need a replica. */
function resolveBackupCopies(scene: SharedScene<"database" | "backup">): Leaf<string> | Absent {
  const { cloud, fixedCopies, isReplicated, isPooled, region, report, settings } = scene;
  if (cloud !== "azure" || isPooled) return absentSince(settings.backup.crossRegionCopies, NOT_BY_THE_CLOUD);
  if (fixedCopies.value === null && settings.backup.crossRegionCopies.value && !isReplicated) {
    const { backupPair } = region;
    const ways = [
      ...(backupPair === undefined || scene.floors !== undefined ? [] : [`set standbyRegion to ${backupPair}`]),
      "set overrides.backup.crossRegionCopies to false",
      "choose a region whose pair takes them or a tier with a replica in the standby region",
    ];
    const where = backupPair === undefined ? "which has no pair for them" : `whose pair for them is ${backupPair}`;
    const message = `got true in ${region.id}, ${where}, expected false: backups of the database are copied to the pair only, and only if that was chosen at the first up (fact azpg.geo.pair); ${ways.join(", or ")}`;
    report("infeasible", "backup.crossRegionCopies", message);
  }
  return fixedCopies;
}

/** Where the service has no input for a number, it becomes an alarm, and the decision says so. */
function asAlarm(
  { isPooled, cloud }: SharedScene,
  leaf: Leaf<number>,
  note: string,
  about: "databaseStorage" | "databaseIops",
): Leaf<number> {
  if (isPooled || leaf.value === 0) return leaf;
  const id = cloudServices(cloud).facts[about];
  return leaf.to(leaf.value, `fact ${id}`, { note, at: fact(id).at });
}

function resolveProxy({
  settings,
  region,
  report,
  cloud,
}: SharedScene<"database">): Sourced<NonNullable<DatabaseSpec["proxy"]>> | Absent {
  const { proxy, poolConnections } = settings.database;
  if (!proxy.value) return absentSince(proxy, "no pooler");
  const without = cloudServices(cloud).facts.poolerWithout;
  if (without !== undefined && factListed(without).includes(region.id)) {
    const message = `got true, expected false in ${region.id}, where AWS offers no pooler (fact ${without}); set database.proxy to false, or choose another region`;
    report("infeasible", "database.proxy", message);
  }
  return { maxPoolConnections: poolConnections, idleTimeoutMinutes: PROXY_IDLE_MINUTES };
}
