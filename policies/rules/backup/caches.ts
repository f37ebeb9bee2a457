/** Snapshots and spare nodes of caches. */
import { all, any, atLeast, check, equals, isNoneOf, isOneOf, isSet, isTrue, NO_DEFAULT, when } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import { NO_SPARES, promisesSpareCaches } from "../../tier-promises.ts";

/** Test data are made again. */
function holdsState(check: Check): Check {
  return when((_subject, { environment }) => environment !== "test", "a test environment's cache holds nothing", check);
}

function withSpares(check: Check): Check {
  return when((_subject, context: Context) => promisesSpareCaches(context), NO_SPARES, check);
}

/** @param absent what the cloud does where nobody names zones */
function inTwoZones(absent: "spread" | "one zone"): Check {
  return check(["zones"], ({ view }) => {
    const zones = view.items("zones");
    if (zones === undefined) return unknown("zones");
    if (zones.length >= 2 || (zones.length === 0 && absent === "spread")) return PASS;
    const got = zones.length === 0 ? "nothing (the provider's default is one zone)" : `${zones.length} zone`;
    return fail("zones", `got ${got}, expected at least 2 zones; name them in zones`);
  });
}

export const CACHE_RULES = [
  defineRule({
    id: "BCK-04",
    name: "cache-backup",
    title: "Caches that hold state have snapshots",
    severity: "low",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:elasticache/replicationGroup:ReplicationGroup": holdsState(
        atLeast("snapshotRetentionLimit", 1, { absent: 0 }),
      ),
      "aws:elasticache/serverlessCache:ServerlessCache": holdsState(
        atLeast("snapshotRetentionLimit", 1, { absent: 0 }),
      ),
      "gcp:redis/instance:Instance": holdsState(
        equals("persistenceConfig.persistenceMode", "RDB", { absent: "DISABLED" }),
      ),
      "gcp:memorystore/instance:Instance": holdsState(isSet("automatedBackupConfig.retention", "a retention")),
    },
    // No remedy: snapshots cost.
  }),
  defineRule({
    id: "BCK-11",
    name: "cache-high-availability",
    title: "Production caches have replicas in other zones and fail over",
    severity: "medium",
    scope: "resource",
    appliesTo: "production",
    checks: {
      "aws:elasticache/replicationGroup:ReplicationGroup": withSpares(
        all(
          isTrue("automaticFailoverEnabled", { absent: false }),
          isTrue("multiAzEnabled", { absent: false }),
          // With shards the number is per shard, without it is of the whole group.
          any(atLeast("numCacheClusters", 2, { absent: 1 }), atLeast("replicasPerNodeGroup", 1, { absent: 0 })),
        ),
      ),
      "azure-native:redisenterprise:RedisEnterprise": withSpares(
        all(
          isNoneOf("highAvailability", ["Disabled"], { absent: "Enabled" }),
          // Azure Managed Redis spreads over zones by itself; the older Enterprise sizes only where zones are named.
          check(["sku.name", "zones"], (subject, context, graph) => {
            const sku = subject.view.read("sku.name");
            if (sku.state === "unknown") return unknown("sku.name");
            const older = sku.state === "known" && /^Enterprise/.test(String(sku.value));
            return inTwoZones(older ? "one zone" : "spread").judge(subject, context, graph);
          }),
        ),
      ),
      "azure-native:redis:Redis": withSpares(
        all(
          isOneOf("sku.name", ["Standard", "Premium"], { absent: NO_DEFAULT }),
          // Where nobody names zones, the cloud spreads over them unless it is told not to.
          inTwoZones("spread"),
          isNoneOf("zonalAllocationPolicy", ["NoZones"], { absent: "Automatic" }),
        ),
      ),
      "gcp:redis/instance:Instance": withSpares(equals("tier", "STANDARD_HA", { absent: "BASIC" })),
      "gcp:memorystore/instance:Instance": withSpares(atLeast("replicaCount", 1, { absent: 0 })),
    },
  }),
] as const;
