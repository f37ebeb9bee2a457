/** The record of what was done in a subscription: its activity log, kept under lock and searchable for a while. */
import { SubscriptionDiagnosticSetting } from "@pulumi/azure-native/monitor/subscriptionDiagnosticSetting.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { lockResource } from "./lock.ts";
import { stackResourceName, storageAccountName } from "./names.ts";
import { createAccount } from "./storage-account.ts";
import type { UsableKey } from "./store-wiring.ts";

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

/** Creates the store, the workspace and the export into both. */
export function createRecord(
  owner: AzureComponent,
  { stack, spec }: AccountBaselineArgs,
  resourceGroupName: pulumi.Output<string>,
  encryption: UsableKey,
): SubscriptionRecord {
  const { retentionDays, lockMode, searchableDays } = spec.audit;
  const accountName = storageAccountName(stack, "audit");
  const { account, service } = createAccount(owner, {
    key: "audit",
    accountName,
    resourceGroupName,
    region: stack.region,
    dataClass: "internal",
    encryption,
    versioning: true,
    lockCapable: true,
    lock: { mode: lockMode, days: retentionDays },
    ageing: { expireAfterDays: retentionDays, noncurrentRetentionDays: GRACE_DAYS, retired: false },
  });
  lockResource(owner, "audit", account);
  const workspace = owner.taggedChild(
    Workspace,
    "workspace",
    "internal",
    {
      resourceGroupName,
      workspaceName: stackResourceName(stack, "audit", WORKSPACE_NAME_MAX),
      location: stack.region,
      sku: { name: "PerGB2018" },
      retentionInDays: searchableDays,
      // With an identity that may, from wherever: auditors are not in a tenant's network.
      features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
    },
    { replaceOnChanges: ["location"] },
  );
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
  return { account, accountName, trail };
}
