/** One bucket with everything that closes it: what all buckets of a stack have in common. */
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketObjectLockConfiguration } from "@pulumi/aws/s3/bucketObjectLockConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import type { input } from "@pulumi/aws/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import { bucketKey, type BucketKey, type BucketShape } from "../bucket-shape.ts";
import type { TenantComponent } from "../component.ts";
import { arnAt } from "./arn.ts";
import { ageingRules } from "./bucket-lifecycle.ts";
import { policyDocument } from "./policy-document.ts";
import type { ResourceStatement } from "./policy-document.ts";

/** Bucket names are unique in the whole partition and have at most 63 characters. */
export const MAX_BUCKET_NAME_LENGTH = 63;

export interface BucketDefinition extends BucketKey, BucketShape {
  readonly name: string;
  /** Region, where it is not the stack's own. Replaces: the bucket. */
  readonly region?: string;
  readonly keyArn: pulumi.Input<string>;
  readonly policy: readonly ResourceStatement[];
}

/** A bucket with those of its settings on which others wait. */
export interface CreatedBucket {
  readonly bucket: Bucket;
  readonly versioning: BucketVersioning;
  readonly policy: BucketPolicy;
}

/** Stable name, e.g. `acme-production-data-111122223333-eu-west-1`: account and region keep it apart from everybody's. */
export function bucketName(stack: StackSpec, key: string, region: string): string {
  return physicalName([stack.tenant, stack.environment, key, stack.account, region], MAX_BUCKET_NAME_LENGTH);
}

/** ARN of a bucket by its name: known before the bucket exists, so that previews show whole policies. */
export function bucketArn(stack: StackSpec, name: string): string {
  return arnAt(stack, "s3", name);
}

/** Creates the bucket: owner's objects only, nothing public, own key, versions, ageing, policy, lock. */
export function createBucket(owner: TenantComponent, definition: BucketDefinition): CreatedBucket {
  const key = (setting?: string): string => bucketKey(definition, setting);
  const region = definition.region === undefined ? {} : { region: definition.region };
  const bucket = owner.taggedChild(Bucket, key(), definition.dataClass, {
    ...region,
    bucket: definition.name,
    objectLockEnabled: definition.lockCapable,
    forceDestroy: owner.rules.forceDestroy,
  });
  const of = { ...region, bucket: bucket.bucket };
  owner.child(BucketOwnershipControls, key("ownership"), { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } });
  const publicAccess = owner.child(BucketPublicAccessBlock, key("public-access"), {
    ...of,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  owner.child(BucketServerSideEncryptionConfiguration, key("encryption"), {
    ...of,
    rules: [encryption(definition.keyArn)],
  });
  const versioning = owner.child(BucketVersioning, key("versioning"), {
    ...of,
    // Never `Disabled`: S3 knows no way back to it.
    versioningConfiguration: { status: definition.versioning ? "Enabled" : "Suspended" },
  });
  if (definition.lockCapable) createLock(owner, definition, of, versioning);
  owner.child(
    BucketLifecycleConfiguration,
    key("lifecycle"),
    { ...of, rules: ageingRules(definition.ageing) },
    // Rules about older versions are refused before there can be any.
    { dependsOn: [versioning] },
  );
  const policy = owner.child(
    BucketPolicy,
    key("policy"),
    { ...of, policy: policyDocument(definition.policy) },
    // S3 refuses two changes of who may reach a bucket at the same time.
    { dependsOn: [publicAccess] },
  );
  return { bucket, versioning, policy };
}

function encryption(keyArn: pulumi.Input<string>): input.s3.BucketServerSideEncryptionConfigurationRule {
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
    // One call to KMS per bucket and while instead of one per object.
    bucketKeyEnabled: true,
    // Objects under a key that only their sender has can neither be copied nor restored.
    blockedEncryptionTypes: ["SSE-C"],
  };
}

/** Also without a default retention, so that a change of tier adds and removes a rule, never the configuration. */
function createLock(
  owner: TenantComponent,
  definition: BucketDefinition,
  of: { readonly bucket: pulumi.Output<string>; readonly region?: string },
  versioning: BucketVersioning,
): void {
  const { lock } = definition;
  owner.child(
    BucketObjectLockConfiguration,
    bucketKey(definition, "lock"),
    {
      ...of,
      objectLockEnabled: "Enabled",
      ...(lock === undefined ? {} : { rule: { defaultRetention: { mode: lock.mode.toUpperCase(), days: lock.days } } }),
    },
    { dependsOn: [versioning] },
  );
}
