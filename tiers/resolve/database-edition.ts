/** The edition of a database service that has editions: the plain one, until a promise takes the better one. */
import { environmentDefinition } from "../environments.ts";
import { fact, factNumber } from "../feasibility.ts";
import type { SizedService } from "../size-tables.ts";
import { pickNodeClass } from "../sizes.ts";
import type { NodeClass, NodeWish } from "../sizes.ts";
import { cloudServices } from "../cloud-services.ts";
import { Leaf } from "../sourced.ts";
import type { Absent } from "../sourced.ts";
import { absentSince } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

export type EditionScene = SharedScene<"database" | "backup">;

const PLAIN = "ENTERPRISE";
const PLUS = "ENTERPRISE_PLUS";
const PLUS_SIZES: SizedService = "cloudSqlPostgresqlPlus";

/** What a node has to be, apart from whose classes are asked. */
function wishOf({ settings, environment, region }: EditionScene): Omit<NodeWish, "service"> {
  const { nodeVcpu, nodeMemoryGib, iopsGuaranteed, readers, proxy } = settings.database;
  return {
    vcpu: nodeVcpu.value,
    memoryGib: nodeMemoryGib.value,
    iops: iopsGuaranteed.value,
    burstAllowed: environmentDefinition(environment).burstClasses,
    hasCompany: readers.value > 0 || proxy.value,
    region: region.id,
  };
}

/**
 * The class of every database node; undefined when no class of the region covers the wish. A class that scales by itself
 * is not looked at.
 */
export function chosenDatabaseClass(scene: EditionScene): NodeClass | undefined {
  const service = editionReason(scene) === undefined ? cloudServices(scene.cloud).sizes.database : PLUS_SIZES;
  return pickNodeClass({ service, ...wishOf(scene) });
}

/** The service's table of sizes and disks in the edition that is chosen. */
export function chosenDatabaseService(scene: EditionScene): SizedService {
  return editionReason(scene) === undefined ? cloudServices(scene.cloud).sizes.database : PLUS_SIZES;
}

/** The edition with the promise that takes it; absent where the service has none. It is never lowered. */
export function resolveEdition(scene: EditionScene): Leaf<string> | Absent {
  const { nodeVcpu } = scene.settings.database;
  if (scene.cloud !== "gcp" || scene.isPooled) return absentSince(nodeVcpu, "the service has no editions");
  const reason = editionReason(scene);
  return reason ?? new Leaf(PLAIN, "derived", { note: "no promise takes more" });
}

/** The leaf of the better edition; undefined where the plain one will do, and on other clouds. */
function editionReason(scene: EditionScene): Leaf<string> | undefined {
  if (scene.cloud !== "gcp" || scene.isPooled) return undefined;
  const { database, backup } = scene.settings;
  const byFact = (leaf: Leaf<unknown>, id: string): Leaf<string> => {
    const { fact: note, at } = fact(id);
    return leaf.derive(PLUS, `takes it`).to(PLUS, `fact ${id}`, { note, at });
  };
  if (scene.floors?.databaseEdition === PLUS)
    return new Leaf(PLUS, "floor", { note: "an edition is not lowered, fact gsql.edition.down" });
  if (backup.pointInTimeDays.value > factNumber("gsql.pitr.enterprise"))
    return byFact(backup.pointInTimeDays, "gsql.pitr.enterprise");
  if (database.proxy.value) return byFact(database.proxy, "gsql.pooling");
  if (backup.disasterRecovery.value) return byFact(backup.disasterRecovery, "gsql.replica");
  if (scene.availabilityPercent > factNumber("gsql.sla.enterprise"))
    return byFact(database.readers, "gsql.sla.enterprise");
  if (pickNodeClass({ service: cloudServices("gcp").sizes.database, ...wishOf(scene) }) === undefined)
    return database.nodeVcpu.derive(PLUS, `${PLAIN} has no class so large`);
  return undefined;
}
