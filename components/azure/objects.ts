import * as pulumi from "@pulumi/pulumi";
import type { BucketSpec } from "../../tiers/blueprint.ts";
import { bucketKey, bucketShape } from "../bucket-shape.ts";
import type { BucketRef, Objects, ObjectsArgs } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { lockResource } from "./lock.ts";
import { storageAccountName } from "./names.ts";
import { createAccount } from "./storage-account.ts";
import type { AccountDefinition, CreatedAccount } from "./storage-account.ts";
import { grantBuckets } from "./storage-grants.ts";
import { createReplication } from "./storage-replication.ts";
import { createStoreEndpoint } from "./store-endpoint.ts";
import { usableKey, usableReplicaKey } from "./store-wiring.ts";

/** A bucket of the blueprint as it was created. */
interface NamedAccount extends CreatedAccount {
  readonly spec: BucketSpec;
}

/**
 * Object storage for one tenant: Azure Blob Storage. A bucket is an account with one container of the bucket's name: key,
 * redundancy, immutability, versions and restore are decided per account, and differ per bucket.
 *
 * Creates: 1. per bucket of the blueprint: an account under the key of its purpose, zone-redundant, encrypted twice, closed to
 * all but identities on private endpoints; versions, change feed, time to undelete, restore to a point in time; immutability
 * where it can be locked; ageing · 2. its private endpoint · 3. where a bucket is copied: its replica in the standby region,
 * and the policy that fills it · 4. grants per workload · 5. while in use a lock that refuses deletion.
 * A retired bucket keeps all it holds, and takes nothing new. A disposable stack deletes its accounts with what is in them.
 * Does not: log requests (audit's diagnostic settings do); copy append blobs; promise when a copy is made.
 * Cost: per GiB and tier, per request, per GiB copied, per private endpoint and hour.
 */
export class AzureObjects extends AzureComponent implements Objects {
  readonly buckets: Readonly<Record<string, BucketRef>>;

  constructor(name: string, args: ObjectsArgs, options?: pulumi.ComponentResourceOptions) {
    super("Objects", name, args, options);
    const accounts = args.spec.buckets.map((spec) => this.createBucket(args, spec));
    for (const account of accounts) this.createReplica(args, account);
    const granted = accounts.map(({ spec, container }) => ({
      name: spec.name,
      containerId: container.id,
      retired: spec.retired,
    }));
    grantBuckets(this, args, granted);

    this.buckets = Object.fromEntries(accounts.map((account) => [account.spec.name, bucketRef(account)]));
    this.registerOutputs({ bucketNames: accounts.map(({ account }) => account.name) });
  }

  private createBucket(args: ObjectsArgs, spec: BucketSpec): NamedAccount {
    const { stack, keys } = args;
    const created = createAccount(this, {
      ...definitionOf(args, spec),
      accountName: storageAccountName(stack, spec.name),
      region: stack.region,
      encryption: usableKey(keys.keys[spec.keyPurpose]),
    });
    lockResource(this, spec.name, created.account);
    createStoreEndpoint(this, args, {
      key: bucketKey({ key: spec.name }, "endpoint"),
      name: `objects-${spec.name}`,
      target: created.account.id,
      subresource: "blob",
      zone: "objects",
    });
    return { ...created, spec };
  }

  /** A replica ages, locks and is closed like its original. Nobody has rights in it; the disaster-recovery stack gives itself some. */
  private createReplica(args: ObjectsArgs, { spec, ...source }: NamedAccount): void {
    const { stack, keys, boundary } = args;
    const { replicaRegion } = spec;
    if (replicaRegion === undefined) return;
    const replica = createAccount(this, {
      ...definitionOf(args, spec),
      copy: "replica",
      accountName: storageAccountName(stack, `${spec.name}-replica`),
      region: replicaRegion,
      encryption: usableReplicaKey(keys.keys[spec.keyPurpose]),
    });
    createReplication(this, { key: spec.name, resourceGroupName: boundary.boundaryName, source, replica });
  }
}

/** What a bucket and its replica have in common. */
function definitionOf(
  { boundary }: ObjectsArgs,
  spec: BucketSpec,
): Omit<AccountDefinition, "accountName" | "region" | "encryption"> {
  return {
    key: spec.name,
    resourceGroupName: boundary.boundaryName,
    ...bucketShape(spec),
  };
}

function bucketRef({ account, container }: CreatedAccount): BucketRef {
  return {
    bucketId: container.id,
    bucketName: container.name,
    url: pulumi.interpolate`${account.primaryEndpoints.blob}${container.name}`,
  };
}
