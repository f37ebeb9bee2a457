/** Encryption at rest of document databases, search domains and notification topics. */
import { all, isOneOf, isSet, isTrue } from "../../checks.ts";
import { forRegulated } from "../../conditions.ts";
import { defineRule } from "../../rule.ts";
import { customerKey } from "./customer-key.ts";

const SEARCH_DOMAIN = all(
  isTrue("encryptAtRest.enabled", { absent: false }),
  isTrue("nodeToNodeEncryption.enabled", { absent: false }),
);

export const DATA_SERVICE_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-05",
    name: "docdb-encrypted-cmk",
    title: "Document database encrypted, regulated tiers with customer-managed key",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:docdb/cluster:Cluster": all(
        isTrue("storageEncrypted", { absent: false }),
        forRegulated(customerKey("kmsKeyId")),
      ),
      // Elastic clusters, Cosmos DB and Firestore always encrypt; whose key is the question.
      "aws:docdb/elasticCluster:ElasticCluster": forRegulated(customerKey("kmsKeyId")),
      "azure-native:cosmosdb:DatabaseAccount": forRegulated(
        all(customerKey("keyVaultKeyUri"), isSet("defaultIdentity", "the identity that may use the key")),
      ),
      "gcp:firestore/database:Database": forRegulated(customerKey("cmekConfig.kmsKeyName")),
    },
  }),
  defineRule({
    id: "ENC-11",
    name: "search-encrypted",
    title: "Search domain encrypted at rest and node-to-node",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:opensearch/domain:Domain": SEARCH_DOMAIN,
      "aws:elasticsearch/domain:Domain": SEARCH_DOMAIN,
      // Azure always encrypts; enforced means that no index without a customer-managed key is left.
      "azure-native:search:Service": isOneOf("encryptionWithCmk.enforcement", ["Enabled"], { absent: "Unspecified" }),
    },
  }),
  defineRule({
    id: "ENC-14",
    name: "messaging-encrypted",
    title: "Notification topics that carry alerts or data are encrypted",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:sns/topic:Topic": isSet("kmsMasterKeyId", "a key; SNS stores messages in clear without one"),
    },
    // No remedy: with alias/aws/sns, alarms and events can no longer publish, and nobody would see it.
  }),
] as const;
