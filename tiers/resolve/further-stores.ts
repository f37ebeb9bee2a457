/** Stores whose components come later: documents, analytics, search and queue. */
import type { AnalyticsSpec, DocumentsSpec, QueueSpec, SearchSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { environmentDefinition } from "../environments.ts";
import type { SizedService } from "../size-tables.ts";
import { pickNodeClass } from "../sizes.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import { engineVersion } from "./engine-version.ts";
import { absentSince, CELL, fixed } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** Documents get half of the database's size (tiers.md §1). */
const DOCUMENTS_SHARE = 0.5;

const WITHOUT_NODES = fixed("serverless", "the service has no nodes: it bills what is read, written and kept");

/** Document store with the MongoDB API; from standard. */
export function resolveDocuments(
  scene: SharedScene<"documents" | "backup.retentionDays" | "database.nodeVcpu" | "database.nodeMemoryGib">,
): Sourced<DocumentsSpec> | Absent {
  const { documents, backup } = scene.settings;
  if (!documents.enabled.value) return absentSince(documents.enabled, "no document store");
  const { versions, sizes } = cloudServices(scene.cloud);
  return {
    engineVersion: engineVersion(chosenVersion(versions.documents)),
    nodeClass: sizes.documents === undefined ? WITHOUT_NODES : documentsClass(scene, sizes.documents),
    nodeCount: documents.nodes,
    backupRetentionDays: backup.retentionDays,
  };
}

function documentsClass(
  { settings, environment, region, report }: SharedScene<"database.nodeVcpu" | "database.nodeMemoryGib">,
  service: SizedService,
): Leaf<string> {
  const { nodeVcpu, nodeMemoryGib } = settings.database;
  const wish = {
    service,
    vcpu: nodeVcpu.value * DOCUMENTS_SHARE,
    memoryGib: nodeMemoryGib.value * DOCUMENTS_SHARE,
    burstAllowed: environmentDefinition(environment).burstClasses,
    region: region.id,
  };
  const found = pickNodeClass(wish);
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
export function resolveSearch({ settings, cloud }: SharedScene<"search">): Sourced<SearchSpec> | Absent {
  const { enabled, dataNodes, masterNodes } = settings.search;
  if (!enabled.value) return absentSince(enabled, "no search");
  const version = chosenVersion(cloudServices(cloud).versions.search);
  return { engineVersion: engineVersion(version), dataNodes, masterNodes };
}

/** Queue with dead letters. */
export function resolveQueue({ settings }: SharedScene<"queue">): Sourced<QueueSpec> | Absent {
  const { enabled, messageRetentionDays, maxDeliveries, deadLetterRetentionDays } = settings.queue;
  return enabled.value
    ? { messageRetentionDays, maxDeliveries, deadLetterRetentionDays }
    : absentSince(enabled, "no queue");
}
