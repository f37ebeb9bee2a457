/** Caches only speak TLS. */
import { all, equals, isFalse, isNoneOf, isOneOf, isTrue, when } from "../../checks.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule } from "../../rule.ts";

const MODERN = ["1.2", "1.3"] as const;

export const CACHE_TRANSPORT_RULES = [
  defineRule({
    id: "TLS-02",
    name: "cache-require-tls",
    title: "Cache only accepts TLS, minimum 1.2",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:elasticache/replicationGroup:ReplicationGroup": all(
        isTrue("transitEncryptionEnabled", { absent: false }),
        // `preferred` still takes plain connections; without a word AWS requires TLS.
        isNoneOf("transitEncryptionMode", ["preferred"], { absent: undefined }),
      ),
      "aws:elasticache/cluster:Cluster": when(
        ({ view }) => view.read("replicationGroupId").state === "absent",
        "a member of a replication group, which decides",
        isTrue("transitEncryptionEnabled", { absent: false }),
      ),
      "aws:memorydb/cluster:Cluster": isTrue("tlsEnabled", { absent: true }),
      "azure-native:redis:Redis": all(
        isFalse("enableNonSslPort", { absent: false }),
        isOneOf("minimumTlsVersion", MODERN, { absent: "1.0" }),
      ),
      // The service takes nothing older, whatever is written.
      "azure-native:redisenterprise:RedisEnterprise": isOneOf("minimumTlsVersion", MODERN, { absent: "1.2" }),
      "azure-native:redisenterprise:Database": equals("clientProtocol", "Encrypted", { absent: "Encrypted" }),
      "gcp:redis/instance:Instance": equals("transitEncryptionMode", "SERVER_AUTHENTICATION", { absent: "DISABLED" }),
      "gcp:redis/cluster:Cluster": equals("transitEncryptionMode", "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION", {
        absent: "TRANSIT_ENCRYPTION_MODE_DISABLED",
      }),
      "gcp:memorystore/instance:Instance": equals("transitEncryptionMode", "SERVER_AUTHENTICATION", {
        absent: "TRANSIT_ENCRYPTION_DISABLED",
      }),
    },
    // All others decide it when they are made: changing it replaces the cache or cuts its clients off.
    remedies: { "azure-native:redis:Redis": settingTo({ enableNonSslPort: false, minimumTlsVersion: "1.2" }) },
  }),
] as const;
