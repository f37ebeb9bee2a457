/** The record of what was done in a subscription: its activity log, kept under lock and searchable for a while. */
import { SubscriptionDiagnosticSetting } from "@pulumi/azure-native/monitor/subscriptionDiagnosticSetting.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { BaselineKey } from "./account-key.ts";
import type { AzureComponent } from "./azure-component.ts";
import { READS_AND_CHANGES, recordLogs } from "./diagnostic-settings.ts";
import { lockResource } from "./lock.ts";
import { stackResourceName, storageAccountName } from "./names.ts";
import { createAccount } from "./storage-account.ts";
import type { CreatedAccount } from "./storage-account.ts";

/** Everything that the activity log knows (Azure Monitor: "Azure activity log", categories). */
const CATEGORIES = [
  "Administrative",
  "Alert",
  "Autoscale",
  "Policy",
  "Recommendation",
  "ResourceHealth",
  "Security",
  "ServiceHealth",
] as const;

/** Days for which a record that ran out can still be brought back. */
const GRACE_DAYS = 30;
/** Longest name of a workspace (Azure: "Naming rules and restrictions for Azure resources"). */
const WORKSPACE_NAME_MAX = 63;

export interface SubscriptionRecord {
  readonly account: StorageAccount;
  readonly accountName: string;
  /** What writes into it. */
  readonly trail: SubscriptionDiagnosticSetting;
}

/** Creates the store, the workspace, the export into both, and the record of who used the store and the key. */
export function createRecord(
  owner: AzureComponent,
  args: AccountBaselineArgs,
  resourceGroupName: pulumi.Output<string>,
  key: BaselineKey,
): SubscriptionRecord {
  const { stack, spec } = args;
  const { retentionDays, lockMode } = spec.audit;
  const accountName = storageAccountName(stack, "audit");
  const created = createAccount(owner, {
    key: "audit",
    accountName,
    resourceGroupName,
    region: stack.region,
    dataClass: "internal",
    encryption: key,
    versioning: true,
    lockCapable: true,
    lock: { mode: lockMode, days: retentionDays },
    ageing: { expireAfterDays: retentionDays, noncurrentRetentionDays: GRACE_DAYS },
  });
  const { account, service } = created;
  lockResource(owner, "audit", account);
  const workspace = createWorkspace(owner, args, resourceGroupName);
  const trail = owner.child(
    SubscriptionDiagnosticSetting,
    "activity-log",
    {
      name: stack.name,
      storageAccountId: account.id,
      workspaceId: workspace.id,
      logs: CATEGORIES.map((category) => ({ category, enabled: true })),
    },
    { dependsOn: [service] },
  );
  recordAccess(owner, { created, workspace, vaultId: key.vaultId });
  return { account, accountName, trail };
}

function createWorkspace(
  owner: AzureComponent,
  { stack, spec }: AccountBaselineArgs,
  resourceGroupName: pulumi.Output<string>,
): Workspace {
  const workspace = owner.taggedChild(
    Workspace,
    "workspace",
    "internal",
    {
      resourceGroupName,
      workspaceName: stackResourceName(stack, "audit", WORKSPACE_NAME_MAX),
      location: stack.region,
      sku: { name: "PerGB2018" },
      retentionInDays: spec.audit.searchableDays,
      features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
      // Azure's own services deliver all the same; an agent from outside cannot.
      publicNetworkAccessForIngestion: "Disabled",
      // With an identity that may, from wherever: auditors are not in a tenant's network.
      publicNetworkAccessForQuery: "Enabled",
    },
    { replaceOnChanges: ["location"] },
  );
  lockResource(owner, "workspace", workspace);
  return workspace;
}

/**
 * Who used the key, and who touched the record. The latter goes into the workspace only: in the store it would record
 * itself. Writes too, since nobody but Azure should make any.
 */
function recordAccess(
  owner: AzureComponent,
  {
    created: { account, service },
    workspace,
    vaultId,
  }: { readonly created: CreatedAccount; readonly workspace: Workspace; readonly vaultId: pulumi.Output<string> },
): void {
  const destinations = { workspaceId: workspace.id, evidenceAccountId: account.id };
  recordLogs(owner, destinations, { key: "vault", resourceId: vaultId, logs: ["AuditEvent"], evidence: true }, [
    service,
  ]);
  recordLogs(
    owner,
    destinations,
    {
      key: "audit",
      resourceId: pulumi.interpolate`${account.id}/blobServices/default`,
      logs: READS_AND_CHANGES,
      evidence: false,
    },
    [service],
  );
}
