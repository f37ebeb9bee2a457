/** Whose key encrypts a tenant's data. */
import { check } from "../../checks.ts";
import { isDisasterRecovery } from "../../conditions.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { labelOf } from "../../labels.ts";
import type { Reading } from "../../reading.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { View } from "../../view.ts";

/** What a key is, on each cloud. */
const KEYS = {
  aws: ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/externalKey:ExternalKey"],
  azure: ["azure-native:keyvault:Key"],
  gcp: ["gcp:kms/cryptoKey:CryptoKey"],
} as const;

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** The tenant of a store: its label; settings beside a bucket carry none, so the bucket's; else the stack's. */
function tenantOf(store: Subject, { kind, tenant }: Context, graph: Graph): Reading {
  const labels = [store, ...graph.pointedBy(store, "bucket", ...BUCKETS)].map((one) => labelOf(one, "tenant"));
  return labels.find(({ state }) => state !== "absent") ?? new View(kind === "tenant" ? tenant : undefined).read("");
}

/**
 * The store's key is one of this stack, with the store's tenant on its label. While a preview runs the engine's record of
 * dependencies says which key it is.
 * @param path property that names the key; its first segment carries the dependency
 */
function ownKey(path: string, types: readonly string[]): Check {
  return check([path], (subject, context, graph) => {
    const named = subject.view.read(path);
    if (named.state === "absent") return fail(path, `got nothing, expected a key of the same tenant; set ${path}`);
    const tenant = tenantOf(subject, context, graph);
    if (tenant.state === "absent") return notApplicable("neither the resource nor the stack names a tenant");
    if (tenant.state === "unknown") return unknown("tags");
    const keys = graph.pointedBy(subject, path, ...types);
    if (keys.length > 0) return allOf(keys.map((key) => judgeKey(path, key, String(tenant.value))));
    const undecided = graph.ofType(...types).some((key) => graph.link(subject, path, key) === "unknown");
    if (undecided) return unknown(path);
    // A standby uses the copies that its production stack made of its keys: they are judged there.
    if (isDisasterRecovery(context)) return notApplicable("its key belongs to the production stack");
    return fail(
      path,
      `got a key that is not part of this stack, expected a key of tenant ${String(tenant.value)}; change ${path}`,
    );
  });
}

function judgeKey(path: string, key: Subject, tenant: string): Finding {
  const label = labelOf(key, "tenant");
  if (label.state === "unknown") return unknown(path);
  const owner = label.state === "known" ? `tenant ${String(label.value)}` : "no tenant";
  if (label.state === "known" && label.value === tenant) return PASS;
  return fail(path, `got a key of ${owner}, expected a key of tenant ${tenant}; change ${path}`);
}

const BUCKET_KEY = ownKey("rules.applyServerSideEncryptionByDefault.kmsMasterKeyId", KEYS.aws);

export const TENANT_KEY_RULES = [
  defineRule({
    id: "KEY-08",
    name: "tenant-dedicated-key",
    title: "Each tenant data store is encrypted by a key that belongs to the same tenant",
    severity: "high",
    scope: "stack",
    appliesTo: "regulated",
    checks: {
      "aws:rds/instance:Instance": ownKey("kmsKeyId", KEYS.aws),
      "aws:rds/cluster:Cluster": ownKey("kmsKeyId", KEYS.aws),
      "aws:elasticache/replicationGroup:ReplicationGroup": ownKey("kmsKeyId", KEYS.aws),
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": BUCKET_KEY,
      "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": BUCKET_KEY,
      "azure-native:dbforpostgresql:Server": ownKey("dataEncryption.primaryKeyURI", KEYS.azure),
      "azure-native:redisenterprise:RedisEnterprise": ownKey(
        "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl",
        KEYS.azure,
      ),
      "azure-native:storage:StorageAccount": ownKey("encryption.keyVaultProperties.keyName", KEYS.azure),
      "gcp:sql/databaseInstance:DatabaseInstance": ownKey("encryptionKeyName", KEYS.gcp),
      "gcp:memorystore/instance:Instance": ownKey("kmsKey", KEYS.gcp),
      "gcp:storage/bucket:Bucket": ownKey("encryption.defaultKmsKeyName", KEYS.gcp),
    },
  }),
] as const;
