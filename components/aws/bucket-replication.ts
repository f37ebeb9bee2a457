/** Copies of every object in another region, within 15 minutes and measured. */
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { BucketReplicationConfig } from "@pulumi/aws/s3/bucketReplicationConfig.js";
import type { input } from "@pulumi/aws/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { bucketKey } from "../bucket-shape.ts";
import type { TenantComponent } from "../component.ts";
import type { KeyRef, ObjectsArgs } from "../contracts.ts";
import { bucketArn } from "./bucket.ts";
import type { CreatedBucket } from "./bucket.ts";
import { policyDocument } from "./policy-document.ts";
import type { IdentityStatement } from "./policy-document.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";

/** The one threshold that replication time control offers, minutes. */
const REPLICATION_MINUTES = 15;

/** A bucket and its copy. */
export interface ReplicatedBucket {
  readonly key: string;
  readonly source: CreatedBucket;
  readonly sourceName: string;
  readonly replica: CreatedBucket;
  readonly replicaName: string;
  readonly replicaRegion: string;
  readonly encryptionKey: KeyRef;
  readonly replicaKeyArn: pulumi.Output<string>;
}

/**
 * Creates the role in which S3 copies, and a rule per bucket: every object and every delete marker, under the key's
 * replica. Objects from before the first rule are not copied; an upgrade needs one S3 Batch Replication job per bucket.
 * Cost: per GiB copied, requests and storage in the other region, per GiB for the time control.
 */
export function createReplication(owner: TenantComponent, args: ObjectsArgs, pairs: readonly ReplicatedBucket[]): void {
  if (pairs.length === 0) return;
  const { stack } = args;
  const role = owner.taggedChild(Role, "replication-role", "none", {
    name: roleName(stack, "objects-replication"),
    path: rolePath(stack),
    description: "Copies the tenant's objects to the standby region",
    // S3 documents no condition keys for its replication role (S3 user guide, "Setting up permissions for live replication").
    assumeRolePolicy: serviceTrust("s3.amazonaws.com"),
  });
  const rights = owner.child(RolePolicy, "replication-role-policy", {
    role: role.name,
    policy: policyDocument(replicationStatements(args, pairs)),
  });
  for (const pair of pairs) {
    owner.child(
      BucketReplicationConfig,
      bucketKey(pair, "replication"),
      { bucket: pair.source.bucket.bucket, role: role.arn, rules: [replicationRule(pair)] },
      // Both sides must keep versions, and S3 looks whether the role may copy.
      { dependsOn: [pair.source.versioning, pair.replica.versioning, rights] },
    );
  }
}

/** Id of the only rule of a bucket; metrics of the replication are sent under it. */
export const REPLICATION_RULE = "everything";

function replicationRule({ replica, replicaKeyArn }: ReplicatedBucket): input.s3.BucketReplicationConfigRule {
  const within = { minutes: REPLICATION_MINUTES };
  return {
    id: REPLICATION_RULE,
    status: "Enabled",
    priority: 0,
    filter: { prefix: "" },
    deleteMarkerReplication: { status: "Enabled" },
    sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
    destination: {
      bucket: replica.bucket.arn,
      encryptionConfiguration: { replicaKmsKeyId: replicaKeyArn },
      replicationTime: { status: "Enabled", time: within },
      metrics: { status: "Enabled", eventThreshold: within },
    },
  };
}

function replicationStatements(
  { stack }: ObjectsArgs,
  pairs: readonly ReplicatedBucket[],
): readonly IdentityStatement[] {
  const sources = pairs.map(({ sourceName }) => bucketArn(stack, sourceName));
  const replicas = pairs.map(({ replicaName }) => bucketArn(stack, replicaName));
  const replicaRegions = [...new Set(pairs.map(({ replicaRegion }) => replicaRegion))];
  return [
    {
      Sid: "ReadRules",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: sources,
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: [
        "s3:GetObjectLegalHold",
        "s3:GetObjectRetention",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionTagging",
      ],
      Resource: sources.map((arn) => `${arn}/*`),
    },
    {
      Sid: "WriteCopies",
      Effect: "Allow",
      Action: ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
      Resource: replicas.map((arn) => `${arn}/*`),
    },
    {
      Sid: "DecryptOriginals",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: unique(pairs, ({ encryptionKey }) => encryptionKey.keyId),
      Condition: { StringEquals: { "kms:ViaService": `s3.${stack.region}.amazonaws.com` } },
    },
    {
      Sid: "EncryptCopies",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey"],
      Resource: unique(pairs, ({ replicaKeyArn }) => replicaKeyArn),
      Condition: { StringEquals: { "kms:ViaService": replicaRegions.map((region) => `s3.${region}.amazonaws.com`) } },
    },
  ];
}

/** One key per purpose, though several buckets lie under it. */
function unique(
  pairs: readonly ReplicatedBucket[],
  keyOf: (pair: ReplicatedBucket) => pulumi.Output<string>,
): readonly pulumi.Output<string>[] {
  const byPurpose = new Map(pairs.map((pair) => [pair.encryptionKey.purpose, keyOf(pair)]));
  return [...byPurpose.values()];
}
