import { BucketLogging } from "@pulumi/aws/s3/bucketLogging.js";
import * as pulumi from "@pulumi/pulumi";
import type { BucketSpec } from "../../tiers/blueprint.ts";
import { ACCESS_LOGS, accessLogShape, bucketKey, bucketShape } from "../bucket-shape.ts";
import { TenantComponent } from "../component.ts";
import type { BucketRef, Objects, ObjectsArgs } from "../contracts.ts";
import { replicaKeyOf } from "../replica-key.ts";
import { grantBuckets } from "./bucket-grants.ts";
import type { GrantedBucket } from "./bucket-grants.ts";
import {
  closedToOutsiders,
  nothingDeleted,
  nothingNew,
  onlyUnderKey,
  writtenByAccessLogging,
  writtenByAuditServices,
} from "./bucket-policy.ts";
import { createReplication } from "./bucket-replication.ts";
import type { ReplicatedBucket } from "./bucket-replication.ts";
import { bucketArn, bucketName, createBucket } from "./bucket.ts";
import type { CreatedBucket } from "./bucket.ts";
import type { ResourceStatement } from "./policy-document.ts";

/** A bucket of the blueprint as it was created. */
interface NamedBucket extends CreatedBucket {
  readonly spec: BucketSpec;
  readonly name: string;
}

/**
 * Object storage for one tenant: Amazon S3.
 *
 * Creates: 1. per bucket of the blueprint: own key, versions, ageing, lock where it can be locked, nothing public, a policy
 * (TLS 1.2, this account, this tenant, this key) · 2. where the blueprint keeps access logs: a bucket for them, in which
 * S3 records every request to the others · 3. where a bucket is copied: its replica in the standby region, and the rule
 * that fills it within 15 minutes · 4. grants per workload.
 * A retired bucket keeps all it holds, and takes nothing new. A disposable stack deletes its buckets with what is in them.
 * Does not: log requests to access logs (a loop) or to replicas (S3 logs within a region; no workload has rights there);
 * copy objects that are older than the replication (one S3 Batch Replication job does).
 * Cost: per GiB and class, per request, per GiB copied.
 */
export class AwsObjects extends TenantComponent implements Objects {
  readonly buckets: Readonly<Record<string, BucketRef>>;

  constructor(name: string, args: ObjectsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Objects", name, args, options);
    const buckets = args.spec.buckets.map((spec) => this.createBucket(args, spec));
    const accessLogs = this.createAccessLogs(args, buckets);
    createReplication(this, args, this.createReplicas(args, buckets));
    grantBuckets(this, args, [...buckets.map((bucket) => granted(args, bucket)), ...accessLogs]);

    this.buckets = Object.fromEntries(buckets.map(({ spec, bucket }) => [spec.name, bucketRef(bucket)]));
    this.registerOutputs({ bucketNames: buckets.map(({ bucket }) => bucket.bucket) });
  }

  private createBucket(args: ObjectsArgs, spec: BucketSpec): NamedBucket {
    const { stack, keys } = args;
    const name = bucketName(stack, spec.name, stack.region);
    const keyArn = keys.keys[spec.keyPurpose].keyId;
    const created = createBucket(this, {
      ...bucketShape(spec),
      key: spec.name,
      name,
      keyArn,
      policy: this.policyOf(args, spec, bucketArn(stack, name), keyArn),
    });
    return { ...created, spec, name };
  }

  private policyOf(
    { stack }: ObjectsArgs,
    spec: BucketSpec,
    arn: string,
    keyArn: pulumi.Output<string>,
  ): readonly ResourceStatement[] {
    const isEvidence = spec.name === "audit";
    return [
      ...closedToOutsiders(stack, arn),
      ...onlyUnderKey(arn, keyArn),
      ...(isEvidence ? writtenByAuditServices(stack, arn) : []),
      ...(spec.retired ? [nothingNew(arn)] : []),
      ...this.keep(arn, isEvidence || spec.retired),
    ];
  }

  /** A disposable stack must be able to empty its buckets. */
  private keep(arn: string, kept: boolean): readonly ResourceStatement[] {
    return kept && !this.rules.forceDestroy ? [nothingDeleted(arn)] : [];
  }

  /**
   * A bucket of their own in every tier: S3 delivers access logs to no bucket that can be locked, as the audit bucket is
   * (S3 user guide, "Enabling Amazon S3 server access logging").
   */
  private createAccessLogs(
    { stack, spec, keys }: ObjectsArgs,
    sources: readonly NamedBucket[],
  ): readonly GrantedBucket[] {
    if (spec.accessLogRetentionDays === undefined) return [];
    const name = bucketName(stack, ACCESS_LOGS, stack.region);
    const arn = bucketArn(stack, name);
    const sourceArns = sources.map((source) => bucketArn(stack, source.name));
    const target = createBucket(this, {
      key: ACCESS_LOGS,
      name,
      ...accessLogShape(spec.accessLogRetentionDays),
      keyArn: keys.keys.audit.keyId,
      policy: [
        ...closedToOutsiders(stack, arn),
        ...writtenByAccessLogging(stack, arn, sourceArns),
        ...this.keep(arn, true),
      ],
    });
    for (const source of sources) {
      this.child(
        BucketLogging,
        bucketKey({ key: source.spec.name }, "logging"),
        {
          bucket: source.bucket.bucket,
          targetBucket: target.bucket.bucket,
          targetPrefix: `${source.spec.name}/`,
          targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        },
        // S3 looks whether it may write there.
        { dependsOn: [target.policy] },
      );
    }
    return [{ role: ACCESS_LOGS, arn, keyPurpose: "audit", retired: false }];
  }

  /** A replica ages, locks and is closed like its original: S3 copies objects, not what a lifecycle did to them. */
  private createReplicas(args: ObjectsArgs, buckets: readonly NamedBucket[]): readonly ReplicatedBucket[] {
    const { stack, keys } = args;
    return buckets.flatMap(({ spec, name: sourceName, ...source }) => {
      const { replicaRegion } = spec;
      if (replicaRegion === undefined) return [];
      const encryptionKey = keys.keys[spec.keyPurpose];
      const replicaKeyArn = replicaKeyOf(encryptionKey, replicaRegion, "a bucket under it is");
      const replicaName = bucketName(stack, `${spec.name}-replica`, replicaRegion);
      const arn = bucketArn(stack, replicaName);
      const replica = createBucket(this, {
        ...bucketShape(spec),
        key: spec.name,
        copy: "replica",
        name: replicaName,
        region: replicaRegion,
        keyArn: replicaKeyArn,
        policy: [
          ...closedToOutsiders(stack, arn),
          ...onlyUnderKey(arn, replicaKeyArn),
          ...this.keep(arn, spec.name === "audit" || spec.retired),
        ],
      });
      return [
        { key: spec.name, source, sourceName, replica, replicaName, replicaRegion, encryptionKey, replicaKeyArn },
      ];
    });
  }
}

function granted({ stack }: ObjectsArgs, { spec, name }: NamedBucket): GrantedBucket {
  return { role: spec.name, arn: bucketArn(stack, name), keyPurpose: spec.keyPurpose, retired: spec.retired };
}

function bucketRef(bucket: CreatedBucket["bucket"]): BucketRef {
  return {
    bucketId: bucket.arn,
    bucketName: bucket.bucket,
    url: pulumi.interpolate`https://${bucket.bucketRegionalDomainName}`,
  };
}
