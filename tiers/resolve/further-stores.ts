/** Stores whose components come later: documents, analytics, search and queue. */
import type { AnalyticsSpec, DocumentsSpec, QueueSpec, SearchSpec } from "../blueprint.ts";
import { environmentDefinition } from "../environments.ts";
import { pickDocumentsClass } from "../sizes.ts";
import { Leaf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import { oncePerWish } from "./once-per-wish.ts";
import { absentSince, CELL } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** Documents get half of the database's size (tiers.md §1). */
const DOCUMENTS_SHARE = 0.5;

const pick = oncePerWish(pickDocumentsClass);

/** Document store with the MongoDB API; from standard. */
export function resolveDocuments(
  scene: SharedScene<"documents" | "backup" | "database">,
): Sourced<DocumentsSpec> | Absent {
  const { documents, backup } = scene.settings;
  if (!documents.enabled.value) return absentSince(documents.enabled, "no document store");
  const version = chosenVersion("documentdb");
  return {
    engineVersion: new Leaf(version.version, "engine versions", { note: version.source, at: version.at }),
    nodeClass: documentsClass(scene),
    nodeCount: documents.nodes,
    backupRetentionDays: backup.retentionDays,
  };
}

function documentsClass({ settings, environment, region, report }: SharedScene<"database">): Leaf<string> {
  const { nodeVcpu, nodeMemoryGib } = settings.database;
  const wish = {
    vcpu: nodeVcpu.value * DOCUMENTS_SHARE,
    memoryGib: nodeMemoryGib.value * DOCUMENTS_SHARE,
    burstAllowed: environmentDefinition(environment).burstClasses,
    region: region.id,
  };
  const found = pick(wish);
  if (found === undefined) {
    const message = `got ${wish.vcpu} vCPU and ${wish.memoryGib} GiB for documents, half of the database, expected a size that a class in ${region.id} covers; lower database.nodeVcpu or database.nodeMemoryGib`;
    report("infeasible", "database.nodeVcpu", message);
    return CELL;
  }
  return nodeMemoryGib.derive(
    found.class,
    `half of the database: ${found.vcpu} vCPU / ${found.memoryGib} GiB covers ${wish.vcpu} / ${wish.memoryGib}`,
  );
}

/** Analytics with the ClickHouse protocol; from premium. */
export function resolveAnalytics({ settings }: SharedScene<"analytics">): Sourced<AnalyticsSpec> | Absent {
  const { enabled, shards, replicasPerShard } = settings.analytics;
  return enabled.value ? { shards, replicasPerShard } : absentSince(enabled, "no analytics");
}

/** Search with the Elasticsearch API; from premium. */
export function resolveSearch({ settings }: SharedScene<"search">): Sourced<SearchSpec> | Absent {
  const { enabled, dataNodes, masterNodes } = settings.search;
  if (!enabled.value) return absentSince(enabled, "no search");
  const version = chosenVersion("opensearch");
  const engineVersion = new Leaf(version.version, "engine versions", { note: version.source, at: version.at });
  return { engineVersion, dataNodes, masterNodes };
}

/** Queue with dead letters. */
export function resolveQueue({ settings }: SharedScene<"queue">): Sourced<QueueSpec> | Absent {
  const { enabled, messageRetentionDays, maxDeliveries, deadLetterRetentionDays } = settings.queue;
  return enabled.value
    ? { messageRetentionDays, maxDeliveries, deadLetterRetentionDays }
    : absentSince(enabled, "no queue");
}
