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
  "aws:backup/vault:Vault": "authoritative",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": "support",
  "aws:backup/vaultPolicy:VaultPolicy": "support",
  // The findings of ninety days go with the detector.
  "aws:guardduty/detector:Detector": "authoritative",
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
  "azure-native:dbforpostgresql:Server": "authoritative",
  "azure-native:dbforpostgresql:Database": "authoritative",
  "azure-native:redisenterprise:RedisEnterprise": "copy",
  "azure-native:redisenterprise:Database": "copy",
  // A vault, and an account, take everything in them along when they go.
  "azure-native:keyvault:Vault": "authoritative",
  "azure-native:keyvault:Key": "authoritative",
  "azure-native:keyvault:Secret": "authoritative",
  "azure-native:storage:StorageAccount": "authoritative",
  "azure-native:storage:BlobContainer": "authoritative",
  // Versions, and the time in which what was deleted comes back.
  "azure-native:storage:BlobServiceProperties": "support",
  "azure-native:storage:BlobContainerImmutabilityPolicy": "support",
  "azure-native:dataprotection:BackupVault": "authoritative",
  // Its copies go with it.
  "azure-native:dataprotection:BackupInstance": "authoritative",
  // What was logged and not exported lies nowhere else.
  "azure-native:operationalinsights:Workspace": "authoritative",
  "azure-native:resources:ResourceGroup": "support",
  // The one by which stores use their key; those of workloads hold grants that people gave.
  "azure-native:managedidentity:UserAssignedIdentity": "support",
  "azure-native:network:VirtualNetwork": "support",
  "azure-native:network:Subnet": "support",
  // Not azure-native:authorization:ManagementLockByScope: decommissioning begins with its removal.
  "gcp:kms/keyRing:KeyRing": "authoritative",
  "gcp:kms/cryptoKey:CryptoKey": "authoritative",
  "gcp:sql/databaseInstance:DatabaseInstance": "authoritative",
  "gcp:sql/database:Database": "authoritative",
  "gcp:memorystore/instance:Instance": "copy",
  "gcp:storage/bucket:Bucket": "authoritative",
  "gcp:secretmanager/secret:Secret": "authoritative",
  // Not gcp:secretmanager/secretVersion:SecretVersion: a rotation replaces it, and the older version stays in the secret.
  "gcp:logging/projectBucketConfig:ProjectBucketConfig": "authoritative",
  "gcp:backupdisasterrecovery/backupVault:BackupVault": "authoritative",
  "gcp:compute/network:Network": "support",
  "gcp:compute/subnetwork:Subnetwork": "support",
  "gcp:compute/globalAddress:GlobalAddress": "support",
  "gcp:servicenetworking/connection:Connection": "support",
  // Not random:index/randomPassword:RandomPassword: its value lies in the secret, and a rotation replaces it,
  // which the engine would refuse for a protected resource.
};

/** What only mirrors another resource of its type, told by the logical role in its name. */
const COPIES: readonly { readonly types: string; readonly name: RegExp }[] = [
  { types: "aws:s3/", name: /-replica$/ },
  { types: "azure-native:storage:", name: /-replica$/ },
  { types: "azure-native:dbforpostgresql:Server", name: /-(reader-[a-z](-\d+)?|replica)$/ },
  { types: "gcp:storage/", name: /-replica$/ },
  { types: "gcp:sql/databaseInstance:", name: /-(reader-[a-z](-\d+)?|replica)$/ },
];

/** What is no store's, though its type may be: it comes and goes with what it serves. */
const UNATTACHED: readonly { readonly types: string; readonly name: RegExp }[] = [
  { types: "azure-native:managedidentity:UserAssignedIdentity", name: /-monitoring-alert-forwarder$/ },
];

/**
 * What losing a resource would mean.
 * @param type Pulumi type token, e.g. `aws:rds/cluster:Cluster`.
 * @param name logical name; a bucket named `…-replica` is a copy, and what closes it goes with it, and so is a database
 *   server named `…-reader-b` or `…-replica`.
 */
export function standingOf(type: string, name: string): Standing {
  const standing = STANDING_BY_TYPE[type] ?? "none";
  if (standing === "none" || isAmong(UNATTACHED, type, name)) return "none";
  return isAmong(COPIES, type, name) ? "copy" : standing;
}

function isAmong(list: typeof COPIES, type: string, name: string): boolean {
  return list.some((each) => type.startsWith(each.types) && each.name.test(name));
}

/**
 * Types that stay in the account when the stack is decommissioned: what was written into them cannot be made again, and
 * what encrypts or closes them stays with them. Databases go, and leave a final snapshot under the kept key.
 */
const OUTLIVING_TYPES: readonly (string | { readonly types: string; readonly name: RegExp })[] = [
  "aws:kms/",
  "aws:secretsmanager/",
  "aws:s3/",
  "aws:cloudwatch/logGroup:",
  "aws:backup/vault",
  // A group goes with everything that lies in it, also with what the engine was told to leave.
  "azure-native:resources:ResourceGroup",
  "azure-native:storage:",
  "azure-native:keyvault:",
  "azure-native:operationalinsights:Workspace",
  "azure-native:dataprotection:",
  "azure-native:managedidentity:UserAssignedIdentity",
  // What lets the identities of stores use the keys; workloads' own grants go.
  { types: "azure-native:authorization:RoleAssignment", name: /-keys-[a-z-]+-grant$/ },
  "gcp:kms/",
  "gcp:secretmanager/",
  "gcp:storage/bucket",
  "gcp:logging/projectBucketConfig:",
  "gcp:backupdisasterrecovery/backupVault:",
];

/**
 * Whether a resource is kept when its stack is destroyed, except in a stack without deletion protection.
 * @param name logical name
 */
export function outlivesStack(type: string, name: string): boolean {
  if (isAmong(UNATTACHED, type, name)) return false;
  return OUTLIVING_TYPES.some((kept) =>
    typeof kept === "string" ? type.startsWith(kept) : type.startsWith(kept.types) && kept.name.test(name),
  );
}
