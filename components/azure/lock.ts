/** Management locks: the subscription itself refuses to delete what they hold, whoever asks. */
import { ManagementLockByScope } from "@pulumi/azure-native/authorization/managementLockByScope.js";
import type * as pulumi from "@pulumi/pulumi";
import type { TenantComponent } from "../component.ts";

/**
 * Holds one authoritative resource while the stack is in use, and with it its resource group, which Azure deletes only
 * as a whole. Not the group itself: a lock is inherited by everything below, and a tier change that drops a NAT gateway
 * or moves a role assignment could never be carried out.
 * @param key of the resource, `vault`; the lock is called `<key>-lock`
 */
export function lockResource(
  owner: TenantComponent,
  key: string,
  resource: pulumi.CustomResource,
): ManagementLockByScope | undefined {
  if (!owner.rules.deletionProtection) return undefined;
  return owner.child(ManagementLockByScope, `${key}-lock`, {
    scope: resource.id,
    lockName: "leasehold",
    level: "CanNotDelete",
    notes: "Holds a customer's data or the key to it; leasehold decommission lifts this lock",
  });
}
