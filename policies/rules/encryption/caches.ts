/** Encryption at rest of caches. */
import { check, isTrue } from "../../checks.ts";
import { isGiven, unlessGiven } from "../../conditions.ts";
import { fail, notApplicable, PASS, unknown } from "../../finding.ts";
import { defineRule } from "../../rule.ts";
import { customerKey } from "./customer-key.ts";

/** Valkey is encrypted by default, Redis is not, and Redis is the default engine (SDK docstring: ReplicationGroupArgs.atRestEncryptionEnabled). */
const REPLICATION_GROUP = check(["atRestEncryptionEnabled"], (subject, context, graph) => {
  const { view } = subject;
  const engine = view.read("engine");
  if (view.read("atRestEncryptionEnabled").state === "absent" && engine.state === "unknown") return unknown("engine");
  const valkey = engine.state === "known" && engine.value === "valkey";
  return isTrue("atRestEncryptionEnabled", { absent: valkey }).judge(subject, context, graph);
});

/** A single node has no switch for encryption at rest: only a replication group does, and is judged itself. */
const SINGLE_NODE = check(["replicationGroupId", "engine"], ({ view }) => {
  if (isGiven(view, "replicationGroupId")) return PASS;
  const engine = view.read("engine");
  if (engine.state === "unknown") return unknown("engine");
  if (engine.state === "absent") return fail("engine", "got nothing; set engine");
  if (engine.value === "memcached") return notApplicable("memcached writes nothing to disk");
  return fail(
    "engine",
    `got ${String(engine.value)} on a single node, expected a replication group; only a replication group can be encrypted at rest`,
  );
});

export const CACHE_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-03",
    name: "cache-encrypted-at-rest",
    title: "Cache is encrypted at rest",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    // Azure Managed Redis and Memorystore always encrypt with platform keys: their own keys are ENC-04.
    checks: {
      "aws:elasticache/replicationGroup:ReplicationGroup": unlessGiven(
        ["globalReplicationGroupId"],
        "encrypted as the primary of its global group is",
        REPLICATION_GROUP,
      ),
      "aws:elasticache/cluster:Cluster": SINGLE_NODE,
    },
  }),
  defineRule({
    id: "ENC-04",
    name: "cache-customer-managed-key",
    title: "Cache uses a customer-managed key",
    severity: "medium",
    scope: "resource",
    appliesTo: "regulated",
    checks: {
      "aws:elasticache/replicationGroup:ReplicationGroup": customerKey("kmsKeyId"),
      "aws:elasticache/serverlessCache:ServerlessCache": customerKey("kmsKeyId"),
      "azure-native:redisenterprise:RedisEnterprise": customerKey(
        "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl",
      ),
      "gcp:redis/instance:Instance": customerKey("customerManagedKey"),
      "gcp:redis/cluster:Cluster": customerKey("kmsKey"),
      "gcp:memorystore/instance:Instance": customerKey("kmsKey"),
    },
  }),
] as const;
