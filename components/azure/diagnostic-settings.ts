/** Diagnostic settings: what tells a resource to record, and where its records go. */
import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import * as pulumi from "@pulumi/pulumi";
import type { AzureComponent } from "./azure-component.ts";

/** Name of each setting on its resource; unique there. */
const NAME = "leasehold";

/** Every use of blobs: categories of an account's blob service. */
export const READS_AND_CHANGES = ["StorageRead", "StorageWrite", "StorageDelete"] as const;

/** Sessions, statements and errors of a PostgreSQL server. */
export const DATABASE_LOGS = ["PostgreSQLLogs"] as const;

/** One resource and what it records. */
export interface Recorded {
  /** Logical key, e.g. `objects-data`. */
  readonly key: string;
  readonly resourceId: pulumi.Input<string>;
  /** Categories of logs, in Azure's words. */
  readonly logs: readonly string[];
  /** Its numbers go to the workspace as well, for rules that calculate with them. */
  readonly metrics?: boolean;
  /** Its records are evidence too: a copy goes into the account that nobody can change. */
  readonly evidence: boolean;
}

/** Where records go. */
export interface Destinations {
  readonly workspaceId: pulumi.Input<string>;
  /** Account of the evidence; it takes records of its own region only. */
  readonly evidenceAccountId?: pulumi.Input<string>;
}

/** Creates the setting. Tables are the resource's own (`Dedicated`), which the alerts' queries name. */
export function recordLogs(
  owner: AzureComponent,
  { workspaceId, evidenceAccountId }: Destinations,
  { key, resourceId, logs, metrics, evidence }: Recorded,
  dependsOn: readonly pulumi.Resource[] = [],
): DiagnosticSetting {
  return owner.child(
    DiagnosticSetting,
    `logs-${key}`,
    {
      name: NAME,
      resourceUri: resourceId,
      workspaceId,
      ...(evidence && evidenceAccountId !== undefined ? { storageAccountId: evidenceAccountId } : {}),
      logAnalyticsDestinationType: "Dedicated",
      logs: logs.map((category) => ({ category, enabled: true })),
      ...(metrics === true ? { metrics: [{ category: "AllMetrics", enabled: true }] } : {}),
    },
    { dependsOn: [...dependsOn] },
  );
}
