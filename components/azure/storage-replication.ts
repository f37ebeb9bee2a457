/** Copies of every block blob in another region, made by the storage service. */
import { ObjectReplicationPolicy } from "@pulumi/azure-native/storage/objectReplicationPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { BucketSpec } from "../../tiers/blueprint.ts";
import type { TenantComponent } from "../component.ts";
import type { CreatedAccount } from "./storage-account.ts";

/** Copies what was there before the rule too: the service takes this time for the beginning. */
const FROM_THE_BEGINNING = "1601-01-01T00:00:00Z";

/** A bucket and the replica that mirrors it. */
export interface ReplicatedAccount {
  readonly key: BucketSpec["name"];
  readonly resourceGroupName: pulumi.Output<string>;
  readonly source: CreatedAccount;
  readonly replica: CreatedAccount;
}

/**
 * Joins a bucket and its replica. The policy is made at the replica, where Azure gives it and its rule their ids, and told
 * to the source under the same ids. Copies block blobs only, asynchronously; logs, which are append blobs, are not copied.
 */
export function createReplication(owner: TenantComponent, pair: ReplicatedAccount): void {
  const { key, resourceGroupName, source, replica } = pair;
  const common = {
    resourceGroupName,
    // Whole ids: a name alone is refused where copies to other directories are forbidden.
    sourceAccount: source.account.id,
    destinationAccount: replica.account.id,
  };
  const rule = {
    sourceContainer: source.container.name,
    destinationContainer: replica.container.name,
    filters: { minCreationTime: FROM_THE_BEGINNING },
  };
  const received = owner.child(
    ObjectReplicationPolicy,
    `${key}-replication-replica`,
    { ...common, accountName: replica.account.name, objectReplicationPolicyId: "default", rules: [rule] },
    // Versions at both ends and the feed of changes at the source come first.
    { dependsOn: [source.service, replica.service], replaceOnChanges: [...REPLACED_BY] },
  );
  owner.child(
    ObjectReplicationPolicy,
    `${key}-replication`,
    {
      ...common,
      accountName: source.account.name,
      objectReplicationPolicyId: received.policyId,
      rules: [{ ...rule, ruleId: received.rules.apply((rules) => rules?.[0]?.ruleId) }],
      metrics: { enabled: true },
    },
    { replaceOnChanges: [...REPLACED_BY] },
  );
}

/** A policy belongs to its pair of accounts for good. */
const REPLACED_BY = ["destinationAccount", "sourceAccount"] as const;
