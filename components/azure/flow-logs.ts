/** Flow logs: who spoke to whom, allowed or refused, in a storage account under the tenant's audit key. */
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { FlowLog } from "@pulumi/azure-native/network/flowLog.js";
import type { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import type { NetworkArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName, storageAccountName } from "./names.ts";
import { roleAssignmentArgs } from "./role-assignment.ts";
import { createAccount } from "./storage-account.ts";
import { usableKey } from "./store-wiring.ts";

/** Azure makes one network watcher per subscription and region by itself, in this group, and allows no second. */
const WATCHER_GROUP = "NetworkWatcherRG";

/** Records with bytes and packets, the state of the flow and whether it was encrypted. */
const FORMAT_VERSION = 2;

/**
 * Creates the account in which the logs lie, also where nothing is recorded: what was recorded outlives the recording.
 * Its lifecycle ends each log; the flow log's own retention would end at 365 days.
 */
export function createFlowLogAccount(
  owner: AzureComponent,
  { stack, spec, keys, boundary }: NetworkArgs,
): StorageAccount {
  const { account } = createAccount(owner, {
    key: "flow-logs",
    accountName: storageAccountName(stack, "flowlogs"),
    resourceGroupName: boundary.boundaryName,
    region: stack.region,
    dataClass: "internal",
    encryption: usableKey(keys.keys.audit),
    versioning: false,
    lockCapable: false,
    ageing: { noncurrentRetentionDays: 1, expireAfterDays: spec.flowLogRetentionDays },
  });
  return account;
}

/** Creates the flow log of the whole network, and the identity in whose name it writes: the account knows no shared key. */
export function createFlowLog(
  owner: AzureComponent,
  { stack, boundary }: NetworkArgs,
  network: VirtualNetwork,
  account: StorageAccount,
): void {
  const writer = owner.taggedChild(UserAssignedIdentity, "flow-log-writer", "none", {
    resourceGroupName: boundary.boundaryName,
    resourceName: stackResourceName(stack, "flow-log-writer", NAME_MAX.userAssignedIdentity),
    location: stack.region,
  });
  const grant = owner.child(
    RoleAssignment,
    "flow-log-grant",
    roleAssignmentArgs(stack, writer, {
      name: ["network", "flow-logs"],
      role: "Storage Blob Data Contributor",
      scope: account.id,
    }),
  );
  owner.taggedChild(
    FlowLog,
    "flow-log",
    "internal",
    {
      resourceGroupName: WATCHER_GROUP,
      networkWatcherName: `NetworkWatcher_${stack.region}`,
      flowLogName: stackResourceName(stack, "flow-log", NAME_MAX.network),
      location: stack.region,
      targetResourceId: network.id,
      storageId: account.id,
      enabled: true,
      format: { type: "JSON", version: FORMAT_VERSION },
      retentionPolicy: { enabled: false, days: 0 },
      identity: { type: "UserAssigned", userAssignedIdentities: [writer.id] },
    },
    { dependsOn: [grant], replaceOnChanges: ["targetResourceId"] },
  );
}
