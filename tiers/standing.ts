/**
 * The one table that says what losing a resource would mean. Components, guard, sandbox and policies read it,
 * since the type alone cannot tell a replica from its primary.
 */
export const STANDINGS = ["authoritative", "copy", "support"] as const;

/**
 * `authoritative`: the only place of a customer's data, of the key that reads it, or of evidence. Never deleted or replaced.
 * `copy`: can be made again from an authoritative one (readers, replicas, caches).
 * `support`: holds nothing, but an authoritative resource cannot be reached or read without it; kept as long as that one.
 * `none`: everything else.
 */
export type Standing = (typeof STANDINGS)[number] | "none";

/** By Pulumi type token. A type that is missing here has the standing `none`. */
const STANDING_BY_TYPE: Readonly<Record<string, Standing>> = {
  "aws:rds/cluster:Cluster": "authoritative",
  "aws:rds/globalCluster:GlobalCluster": "authoritative",
  "aws:rds/clusterInstance:ClusterInstance": "copy",
  "aws:rds/subnetGroup:SubnetGroup": "support",
  // Not aws:rds/clusterParameterGroup:ClusterParameterGroup: a new major version replaces it, and it holds no data.
  "aws:elasticache/replicationGroup:ReplicationGroup": "copy",
  "aws:s3/bucket:Bucket": "authoritative",
  "aws:kms/key:Key": "authoritative",
  "aws:kms/replicaKey:ReplicaKey": "authoritative",
  "aws:kms/alias:Alias": "support",
  "aws:secretsmanager/secret:Secret": "authoritative",
  "aws:ec2/vpc:Vpc": "support",
  "aws:ec2/subnet:Subnet": "support",
  // What keeps a bucket or a secret closed and readable; a bucket that is kept without these would lie open.
  "aws:s3/bucketPolicy:BucketPolicy": "support",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "support",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "support",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "support",
  "aws:s3/bucketVersioning:BucketVersioning": "support",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "support",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "support",
  "aws:secretsmanager/secretVersion:SecretVersion": "support",
  // Not random:index/randomPassword:RandomPassword: its value lies in the secret, and a rotation replaces it,
  // which the engine would refuse for a protected resource.
};

/** Buckets, and the settings of buckets, that only mirror another one, told by the logical role in their name. */
const COPY_ROLES: readonly string[] = ["replica"];

/**
 * What losing a resource would mean.
 * @param type Pulumi type token, e.g. `aws:rds/cluster:Cluster`.
 * @param name logical name; a bucket named `…-replica` is a copy, and what closes it goes with it.
 */
export function standingOf(type: string, name: string): Standing {
  const standing = STANDING_BY_TYPE[type] ?? "none";
  if (standing !== "none" && type.startsWith("aws:s3/") && COPY_ROLES.some((role) => name.endsWith(`-${role}`))) {
    return "copy";
  }
  return standing;
}

/**
 * Types that stay in the account when the stack is decommissioned: what was written into them cannot be made again, and
 * what encrypts or closes them stays with them. Databases go, and leave a final snapshot under the kept key.
 */
const OUTLIVING_TYPES: readonly string[] = ["aws:kms/", "aws:secretsmanager/", "aws:s3/", "aws:cloudwatch/logGroup:"];

/** Whether a resource of this type is kept when its stack is destroyed, except in a stack without deletion protection. */
export function outlivesStack(type: string): boolean {
  return OUTLIVING_TYPES.some((prefix) => type.startsWith(prefix));
}
