/** How programs log in to caches and other services: by identity, not by a key that everybody shares. */
import { all, any, equals, isFalse, isOneOf, isSet, isTrue } from "../../checks.ts";
import { defineRule } from "../../rule.ts";

export const SERVICE_AUTHENTICATION_RULES = [
  defineRule({
    id: "SEC-05",
    name: "cache-authentication",
    title: "Cache requires authentication",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:elasticache/replicationGroup:ReplicationGroup": any(
        isSet("userGroupIds", "a user group, or an authentication token"),
        isSet("authToken", "an authentication token, or a user group"),
        isSet("authTokenWo", "an authentication token, or a user group"),
      ),
      "aws:elasticache/serverlessCache:ServerlessCache": isSet("userGroupId", "a user group"),
      "azure-native:redis:Redis": all(
        isTrue("disableAccessKeyAuthentication", { absent: false }),
        equals("redisConfiguration.aadEnabled", "true", { absent: "false" }),
      ),
      "azure-native:redisenterprise:Database": isOneOf("accessKeysAuthentication", ["Disabled"], { absent: "Enabled" }),
      "gcp:redis/instance:Instance": isTrue("authEnabled", { absent: false }),
      "gcp:redis/cluster:Cluster": isOneOf("authorizationMode", ["AUTH_MODE_IAM_AUTH"], {
        absent: "AUTH_MODE_DISABLED",
      }),
      "gcp:memorystore/instance:Instance": isOneOf("authorizationMode", ["IAM_AUTH"], { absent: "AUTH_DISABLED" }),
    },
    // No remedy: clients without a password would be shut out at once.
  }),
  defineRule({
    id: "SEC-06",
    name: "paas-local-auth-disabled",
    title: "Shared keys / local authentication disabled on PaaS data services",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "azure-native:cosmosdb:DatabaseAccount": all(
        isTrue("disableLocalAuth", { absent: false }),
        isTrue("disableKeyBasedMetadataWriteAccess", { absent: false }),
      ),
      "azure-native:storage:StorageAccount": all(
        isFalse("allowSharedKeyAccess", { absent: true }),
        isTrue("defaultToOAuthAuthentication", { absent: false }),
        // Azure leaves local users on where nobody says anything (basis: own).
        isFalse("isLocalUserEnabled", { absent: true }),
      ),
      "azure-native:search:Service": isTrue("disableLocalAuth", { absent: false }),
      "azure-native:containerregistry:Registry": isFalse("adminUserEnabled", { absent: false }),
    },
    // Only a default of the portal; whatever else this rule asks for shuts out callers that still use a key.
    remedies: { "azure-native:storage:StorageAccount": () => ({ defaultToOAuthAuthentication: true }) },
  }),
] as const;
