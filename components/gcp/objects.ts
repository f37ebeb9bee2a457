import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import type * as pulumi from "@pulumi/pulumi";
import type { BucketSpec } from "../../tiers/blueprint.ts";
import { ACCESS_LOGS, accessLogShape, bucketShape } from "../bucket-shape.ts";
import type { BucketRef, Objects, ObjectsArgs } from "../contracts.ts";
import { replicaKeyOf } from "../replica-key.ts";
import { grantBuckets } from "./bucket-grants.ts";
import { createReplication } from "./bucket-replication.ts";
import type { CreatedBucket, ReplicatedBucket } from "./bucket-replication.ts";
import { createBucket } from "./bucket.ts";
import type { BucketDefinition } from "./bucket.ts";
import { GcpComponent } from "./gcp-component.ts";
import { bucketName } from "./names.ts";

/** Who delivers access logs, for every project of Google Cloud (Cloud Storage "Usage logs & storage logs"). */
const LOG_DELIVERY = "group:cloud-storage-analytics@google.com";

/** A bucket of the blueprint as it was created. */
interface NamedBucket {
  readonly spec: BucketSpec;
  readonly bucket: CreatedBucket;
}

/**
 * Object storage for one tenant: Cloud Storage.
 *
 * Creates: 1. where the blueprint keeps access logs: a bucket for them, in which Cloud Storage records every request to the
 * others · 2. per bucket of the blueprint: one region, own key and no other, rights by IAM alone, nothing public, versions,
 * ageing, lock where it can be locked · 3. where a bucket is copied: its replica in the standby region, and the job that
 * fills it as objects come · 4. grants per workload.
 * A retired bucket keeps all it holds, and workloads only read it. A disposable stack deletes its buckets with what is in them.
 * Does not: log requests to access logs (a loop) or to replicas (a log lies in its bucket's region; no workload has rights
 * there); copy objects that are older than the replication, or deletions; promise a recovery point for copies.
 * Cost: per GiB and class, per request, per GiB copied, 7 days more of whatever is deleted.
 */
export class GcpObjects extends GcpComponent implements Objects {
  readonly buckets: Readonly<Record<string, BucketRef>>;

  constructor(name: string, args: ObjectsArgs, options?: pulumi.ComponentResourceOptions) {
    super("Objects", name, args, options);
    const accessLogs = this.createAccessLogs(args);
    const buckets = args.spec.buckets.map((spec) => this.createBucket(args, spec, accessLogs));
    createReplication(this, args, this.createReplicas(args, buckets));
    grantBuckets(this, args, [
      ...buckets.map(({ spec, bucket }) => ({ role: spec.name, bucket, retired: spec.retired })),
      ...(accessLogs === undefined ? [] : [{ role: ACCESS_LOGS, bucket: accessLogs, retired: false } as const]),
    ]);

    this.buckets = Object.fromEntries(buckets.map(({ spec, bucket }) => [spec.name, bucketRef(bucket)]));
    this.registerOutputs({ bucketNames: buckets.map(({ bucket }) => bucket.name) });
  }

  private createAccessLogs(args: ObjectsArgs): CreatedBucket | undefined {
    const { stack, spec, keys, boundary } = args;
    if (spec.accessLogRetentionDays === undefined) return undefined;
    const definition: BucketDefinition = {
      key: ACCESS_LOGS,
      name: bucketName(stack, ACCESS_LOGS, stack.region),
      region: stack.region,
      ...accessLogShape(spec.accessLogRetentionDays),
      keyName: keys.keys.audit.keyId,
    };
    const bucket = createBucket(this, definition, boundary.boundaryName);
    this.child(BucketIAMMember, `${ACCESS_LOGS}-delivery`, {
      bucket: bucket.name,
      role: "roles/storage.objectCreator",
      member: LOG_DELIVERY,
    });
    return bucket;
  }

  private createBucket(args: ObjectsArgs, spec: BucketSpec, accessLogs: CreatedBucket | undefined): NamedBucket {
    const { stack, keys, boundary } = args;
    const definition: BucketDefinition = {
      ...bucketShape(spec),
      key: spec.name,
      name: bucketName(stack, spec.name, stack.region),
      region: stack.region,
      keyName: keys.keys[spec.keyPurpose].keyId,
      ...(accessLogs === undefined ? {} : { logBucket: accessLogs.name }),
    };
    return { spec, bucket: createBucket(this, definition, boundary.boundaryName) };
  }

  /** A replica ages and locks like its original: Storage Transfer copies objects, not what a rule did to them. */
  private createReplicas(args: ObjectsArgs, buckets: readonly NamedBucket[]): readonly ReplicatedBucket[] {
    const { stack, keys, boundary } = args;
    return buckets.flatMap(({ spec, bucket }) => {
      const { name: key, replicaRegion } = spec;
      if (replicaRegion === undefined) return [];
      const definition: BucketDefinition = {
        ...bucketShape(spec),
        key,
        copy: "replica",
        name: bucketName(stack, `${key}-replica`, replicaRegion),
        region: replicaRegion,
        keyName: replicaKeyOf(keys.keys[spec.keyPurpose], replicaRegion, "a bucket under it is"),
      };
      return [{ key, source: bucket, replica: createBucket(this, definition, boundary.boundaryName) }];
    });
  }
}

function bucketRef(bucket: CreatedBucket): BucketRef {
  return { bucketId: bucket.selfLink, bucketName: bucket.name, url: bucket.url };
}
