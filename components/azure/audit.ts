import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import * as pulumi from "@pulumi/pulumi";
import type { AuditSpec } from "../../tiers/blueprint.ts";
import type { Audit, AuditArgs } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { DATABASE_LOGS, READS_AND_CHANGES, recordLogs } from "./diagnostic-settings.ts";
import type { Recorded } from "./diagnostic-settings.ts";
import { lockResource } from "./lock.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";
import { accountIdOf, given } from "./store-wiring.ts";

/** Bucket that takes the record; recording what is written into it would never end. */
const EVIDENCE = "audit";

/** What a workspace keeps searchable, days (azure-docs, data-retention-configure; below 30 costs the same). */
const SEARCHABLE_DAYS = { min: 30, max: 730 } as const;

/**
 * The record of what was done with what the tenant stores: a Log Analytics workspace and immutable blobs.
 *
 * Creates: 1. the workspace, in every tier, so that no change of tier replaces it · 2. while in use a lock that refuses its
 * deletion · 3. per resource of the stack a setting that tells it to record: every read, write and deletion of blobs, every
 * use of keys and secrets, sessions and statements of the database, logins to the cache, protection of the network, and who
 * searched the records. Where the tier has a bucket for evidence, a copy of each goes there; nobody can change or remove a
 * blob before its time, so what is missing or altered shows.
 * The activity log (who changed which setting) is the subscription's, and the account baseline's to export.
 * Without such a bucket the workspace alone keeps the records, for as long as the audit asks.
 * Does not: encrypt the workspace with the tenant's key: Azure does that only on a cluster of one's own from 100 GB a day
 * on (azure-docs, customer-managed-keys). Its own keys do, twice; the copies in the bucket lie under the audit key.
 * Cost: per GiB taken in, per GiB and month beyond the first 31 days; per GiB in the bucket.
 */
export class AzureAudit extends AzureComponent implements Audit {
  readonly logId: pulumi.Output<string>;
  readonly logName: string;

  /** @throws Error when records were to be kept longer than a workspace can and there is no bucket for them. */
  constructor(name: string, args: AuditArgs, options?: pulumi.ComponentResourceOptions) {
    super("Audit", name, args, options);
    const workspace = this.createWorkspace(args);
    const evidence = args.objects.buckets[EVIDENCE];
    const destinations = {
      workspaceId: workspace.id,
      ...(evidence === undefined ? {} : { evidenceAccountId: accountIdOf(evidence.bucketId) }),
    };
    const records = [...recordedStores(args), ...recordedBuckets(args)];
    for (const recorded of records) recordLogs(this, destinations, recorded, args.after);
    recordLogs(this, destinations, { key: "workspace", resourceId: workspace.id, logs: ["Audit"], evidence: true });

    this.logId = workspace.id;
    this.logName = workspaceName(args);
    this.registerOutputs({ logId: this.logId, logName: this.logName });
  }

  private createWorkspace(args: AuditArgs): Workspace {
    const { stack, boundary } = args;
    const workspace = this.taggedChild(
      Workspace,
      "workspace",
      "internal",
      {
        resourceGroupName: boundary.boundaryName,
        workspaceName: workspaceName(args),
        location: stack.region,
        sku: { name: "PerGB2018" },
        retentionInDays: workspaceDays(args),
        features: {
          disableLocalAuth: true,
          // Whoever may read a resource may read what it recorded, and nothing else.
          enableLogAccessUsingOnlyResourcePermissions: true,
          immediatePurgeDataOn30Days: false,
        },
        // Azure's own services deliver all the same; an agent from outside cannot.
        publicNetworkAccessForIngestion: "Disabled",
        // People search with their identity from wherever they are; there are no keys.
        publicNetworkAccessForQuery: "Enabled",
      },
      { replaceOnChanges: ["location"] },
    );
    lockResource(this, "workspace", workspace);
    return workspace;
  }
}

function workspaceName({ stack }: AuditArgs): string {
  return stackResourceName(stack, "logs", NAME_MAX.workspace);
}

/** Days for which the workspace keeps records: those that can be searched, and all where nothing else keeps them. */
function workspaceDays({ spec, objects }: AuditArgs): number {
  const isEvidenceElsewhere = objects.buckets[EVIDENCE] !== undefined;
  const days = Math.max(SEARCHABLE_DAYS.min, spec.searchableDays, isEvidenceElsewhere ? 0 : spec.retentionDays);
  if (days > SEARCHABLE_DAYS.max) {
    throw new Error(
      `got ${days} days of records in a workspace, expected at most ${SEARCHABLE_DAYS.max}; only a bucket for evidence keeps them longer`,
    );
  }
  return days;
}

/** What records besides buckets. */
function recordedStores({ keys, spec, network, database, cache }: AuditArgs): readonly Recorded[] {
  const servers = Object.entries(given(database.serverIds, "list of servers"));
  return [
    ...recordedVaults(keys, spec),
    { key: "network", resourceId: network.networkId, logs: ["VMProtectionAlerts"], evidence: true },
    ...servers.map(([server, resourceId]) => ({
      key: `database-${server}`,
      resourceId,
      logs: DATABASE_LOGS,
      metrics: true,
      evidence: true,
    })),
    { key: "cache-metrics", resourceId: cache.cacheId, logs: [], metrics: true, evidence: false },
    {
      key: "cache",
      resourceId: pulumi.interpolate`${cache.cacheId}/databases/default`,
      logs: ["ConnectionEvents"],
      evidence: true,
    },
  ];
}

function recordedVaults({ vault, standbyVault }: AuditArgs["keys"], { dataEvents }: AuditSpec): readonly Recorded[] {
  if (!dataEvents.includes("keys") && !dataEvents.includes("secrets")) return [];
  const logs = ["AuditEvent"];
  return [
    { key: "vault", resourceId: given(vault, "vault").vaultId, logs, evidence: true },
    // Evidence lies in another region than this vault, and Azure delivers into its own only.
    ...(standbyVault === undefined
      ? []
      : [{ key: "standby-vault", resourceId: standbyVault.vaultId, logs, evidence: false }]),
  ];
}

/** Of evidence itself, who read it and who tried to delete it; into the workspace, since in the bucket it would record itself. */
function recordedBuckets({ objects, spec }: AuditArgs): readonly Recorded[] {
  if (!spec.dataEvents.includes("objects")) return [];
  return Object.entries(objects.buckets).map(([bucket, { bucketId }]) => ({
    key: `objects-${bucket}`,
    resourceId: pulumi.interpolate`${accountIdOf(bucketId)}/blobServices/default`,
    logs: bucket === EVIDENCE ? ["StorageRead", "StorageDelete"] : [...READS_AND_CHANGES],
    evidence: bucket !== EVIDENCE,
  }));
}
