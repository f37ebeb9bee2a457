/** One bucket with everything that closes it: what all buckets of a stack have in common. */
import { Bucket } from "@pulumi/gcp/storage/bucket.js";
import type { BucketArgs } from "@pulumi/gcp/storage/bucket.js";
import type * as pulumi from "@pulumi/pulumi";
import { bucketKey, type BucketKey, type BucketShape } from "../bucket-shape.ts";
import { ageingRules } from "./bucket-lifecycle.ts";
import type { GcpComponent } from "./gcp-component.ts";

const SECONDS_PER_DAY = 86_400;

/**
 * Days for which whatever was deleted can still be brought back, versions too: the shortest that Cloud Storage has, and the
 * only net under a workload that may delete, since the right to delete objects is the right to delete their versions.
 * Cost: what is deleted is billed as long.
 */
const SOFT_DELETE_DAYS = 7;

export interface BucketDefinition extends BucketKey, BucketShape {
  readonly name: string;
  /** Replaces: the bucket. */
  readonly region: string;
  readonly keyName: pulumi.Input<string>;
  /** Bucket for the log of requests, in the same region. */
  readonly logBucket?: pulumi.Input<string>;
}

/**
 * Creates the bucket: nothing public, rights by IAM alone, own key and no other encryption, versions, ageing, lock.
 * One region: a second one is a bucket of its own, because the location of a bucket replaces it and a tier that begins
 * without copies may be upgraded to one with.
 * @param project project id, known once its services are on.
 */
export function createBucket(
  owner: GcpComponent,
  definition: BucketDefinition,
  project: pulumi.Output<string>,
): Bucket {
  const { key, name, region, keyName, logBucket } = definition;
  return owner.labelledChild(Bucket, bucketKey(definition), definition.dataClass, {
    project,
    name,
    // As Cloud Storage spells it back.
    location: region.toUpperCase(),
    storageClass: "STANDARD",
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    encryption: encryption(keyName),
    versioning: { enabled: definition.versioning },
    softDeletePolicy: { retentionDurationSeconds: owner.rules.forceDestroy ? 0 : SOFT_DELETE_DAYS * SECONDS_PER_DAY },
    enableObjectRetention: definition.lockCapable,
    ...retention(definition),
    lifecycleRules: ageingRules(definition.ageing),
    ...(logBucket === undefined ? {} : { logging: { logBucket, logObjectPrefix: key } }),
    forceDestroy: owner.rules.forceDestroy,
  });
}

/** Cloud Storage itself refuses objects under any other key: the service agent uses this one, workloads need no right on it. */
function encryption(defaultKmsKeyName: pulumi.Input<string>): NonNullable<BucketArgs["encryption"]> {
  return {
    defaultKmsKeyName,
    customerManagedEncryptionEnforcementConfig: { restrictionMode: "NotRestricted" },
    customerSuppliedEncryptionEnforcementConfig: { restrictionMode: "FullyRestricted" },
    googleManagedEncryptionEnforcementConfig: { restrictionMode: "FullyRestricted" },
  };
}

/** A locked policy can be lengthened, never shortened or taken away, by nobody; the bucket goes when its last object may. */
function retention({ lock }: BucketDefinition): Pick<BucketArgs, "retentionPolicy"> {
  if (lock === undefined) return {};
  return {
    retentionPolicy: {
      retentionPeriod: String(lock.days * SECONDS_PER_DAY),
      isLocked: lock.mode === "compliance",
    },
  };
}
