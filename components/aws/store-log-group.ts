/** Log groups to which a store of the tenant writes, made before the store would make them without key and retention. */
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { TenantComponent } from "../component.ts";
import type { KeyRef } from "../contracts.ts";
import { logRetentionDays } from "./log-groups.ts";

export interface StoreLogGroup {
  /** Name of the group; for some stores AWS dictates it. The key's policy must know its pattern. */
  readonly name: string;
  /** Least retention, days; raised to what CloudWatch Logs offers. */
  readonly retentionDays: number;
  /** Engine logs may quote the customer's data, so they lie under the data key. */
  readonly dataKey: KeyRef;
}

/**
 * Creates the log group of a store.
 * @param key logical key of the child, e.g. `log-postgresql`.
 */
export function createStoreLogGroup(owner: TenantComponent, key: string, group: StoreLogGroup): LogGroup {
  return owner.taggedChild(LogGroup, key, "confidential", {
    name: group.name,
    kmsKeyId: group.dataKey.keyId,
    retentionInDays: logRetentionDays(group.retentionDays),
    logGroupClass: "STANDARD",
    deletionProtectionEnabled: owner.rules.deletionProtection,
  });
}
