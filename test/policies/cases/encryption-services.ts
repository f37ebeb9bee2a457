import { caseOf, flag, key, set, word } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type RuleCase, type RuleCases, type Variant } from "../harness/rule-case.ts";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const AT_REST = "atRestEncryptionEnabled";

/** Says nothing to a tenant that is not regulated. */
function unregulated(change: NonNullable<Variant["change"]>, outcome: Variant["outcome"] = "not-applicable"): Variant {
  return { why: "a tenant that is not regulated", change, context: { regulated: false }, outcome };
}

const CACHES: RuleCases = {
  "ENC-03": [
    caseOf(GROUP, [flag(AT_REST, true, false)], {
      breaks: [
        {
          why: "Redis, and nobody said",
          change: { [AT_REST]: undefined, engine: "redis" },
          reasons: [`${AT_REST}: got nothing (the provider's default is false), expected true; set ${AT_REST} to true`],
        },
      ],
      variants: [
        { why: "Valkey, and nobody said", change: { [AT_REST]: undefined, engine: "valkey" }, outcome: "pass" },
        {
          why: "an engine that is not known yet",
          change: { [AT_REST]: undefined, engine: NOT_YET_KNOWN },
          outcome: "unknown",
        },
        {
          why: "a secondary",
          change: { [AT_REST]: undefined, globalReplicationGroupId: "global" },
          outcome: "not-applicable",
        },
      ],
    }),
    {
      type: "aws:elasticache/cluster:Cluster",
      compliant: { replicationGroupId: "group" },
      absent: { replicationGroupId: "fail", engine: "pass" },
      unknown: { replicationGroupId: "pass", engine: "pass" },
      breaks: ["redis", "valkey"].map((engine) => ({
        why: `a single node of ${engine}`,
        change: { engine, replicationGroupId: undefined },
        reasons: [
          `engine: got ${engine} on a single node, expected a replication group; only a replication group can be encrypted at rest`,
        ],
      })),
      variants: [
        {
          why: "memcached, which writes nothing to disk",
          change: { engine: "memcached", replicationGroupId: undefined },
          outcome: "not-applicable",
        },
        {
          why: "an engine that is not known yet",
          change: { engine: NOT_YET_KNOWN, replicationGroupId: undefined },
          outcome: "unknown",
        },
      ],
    },
  ],
  "ENC-04": [
    caseOf(GROUP, [key("kmsKeyId")], { variants: [unregulated({ kmsKeyId: undefined })] }),
    caseOf("aws:elasticache/serverlessCache:ServerlessCache", [key("kmsKeyId")]),
    caseOf("azure-native:redisenterprise:RedisEnterprise", [
      key("encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"),
    ]),
    caseOf("gcp:redis/instance:Instance", [key("customerManagedKey")]),
    caseOf("gcp:redis/cluster:Cluster", [key("kmsKey")]),
    caseOf("gcp:memorystore/instance:Instance", [key("kmsKey")]),
  ],
};

function searchDomain(type: string): RuleCase {
  return caseOf(type, [flag("encryptAtRest.enabled", true, false), flag("nodeToNodeEncryption.enabled", true, false)]);
}

const DATA_SERVICES: RuleCases = {
  "ENC-05": [
    caseOf("aws:docdb/cluster:Cluster", [flag("storageEncrypted", true, false), key("kmsKeyId")], {
      variants: [unregulated({ kmsKeyId: undefined }, "pass")],
    }),
    caseOf("aws:docdb/elasticCluster:ElasticCluster", [key("kmsKeyId")], {
      variants: [unregulated({ kmsKeyId: undefined })],
    }),
    caseOf(
      "azure-native:cosmosdb:DatabaseAccount",
      [key("keyVaultKeyUri"), set("defaultIdentity", "UserAssignedIdentity=id", "the identity that may use the key")],
      { variants: [unregulated({ keyVaultKeyUri: undefined })] },
    ),
    caseOf("gcp:firestore/database:Database", [key("cmekConfig.kmsKeyName")], {
      variants: [unregulated({ "cmekConfig.kmsKeyName": undefined })],
    }),
  ],
  "ENC-11": [
    searchDomain("aws:opensearch/domain:Domain"),
    searchDomain("aws:elasticsearch/domain:Domain"),
    caseOf("azure-native:search:Service", [
      word("encryptionWithCmk.enforcement", { good: ["Enabled"], bad: "Disabled", absent: "Unspecified" }),
    ]),
  ],
  "ENC-14": [
    caseOf(
      "aws:sns/topic:Topic",
      [set("kmsMasterKeyId", "key", "a key; SNS stores messages in clear without one")],
      // The provider's own key encrypts as well.
      { variants: [{ why: "the provider's key", change: { kmsMasterKeyId: "alias/aws/sns" }, outcome: "pass" }] },
    ),
  ],
};

const VAULT_ENCRYPTION = "properties.securitySettings.encryptionSettings";
const REPLICA_KEY = "customerManagedEncryption.kmsKeyName";
const REPLICAS = `replication.userManaged.replicas.${REPLICA_KEY}`;
const AUTOMATIC = `replication.auto.${REPLICA_KEY}`;

const RECORDS: RuleCases = {
  "ENC-08": [
    caseOf("aws:secretsmanager/secret:Secret", [key("kmsKeyId")]),
    caseOf("azure-native:keyvault:Vault", [word("properties.sku.name", { good: ["premium"], bad: "standard" })], {
      variants: [unregulated({ "properties.sku.name": "standard" })],
    }),
    caseOf("gcp:secretmanager/secret:Secret", [key(AUTOMATIC)], {
      absent: { [AUTOMATIC]: "fail", [REPLICAS]: "pass" },
      // Whoever names places does not use the automatic replication.
      unknown: { [AUTOMATIC]: "pass", [REPLICAS]: "pass" },
    }),
    {
      type: "gcp:secretmanager/secret:Secret",
      compliant: {
        replication: {
          userManaged: {
            replicas: ["a", "b"].map((location) => ({ location, customerManagedEncryption: { kmsKeyName: "key" } })),
          },
        },
      },
      absent: { [AUTOMATIC]: "pass", [REPLICAS]: "fail" },
      unknown: { [AUTOMATIC]: "pass", [REPLICAS]: "pass" },
      breaks: [
        {
          why: "one place without a key",
          change: { [`replication.userManaged.replicas.1.${REPLICA_KEY}`]: undefined },
          reasons: [
            `replication.userManaged.replicas[1].${REPLICA_KEY}: got nothing (the provider's own key), expected a customer-managed key; set ${REPLICA_KEY}`,
          ],
        },
      ],
      variants: [
        {
          why: "places not known yet",
          change: { "replication.userManaged.replicas": NOT_YET_KNOWN },
          outcome: "unknown",
        },
      ],
    },
    caseOf("gcp:secretmanager/regionalSecret:RegionalSecret", [key(REPLICA_KEY)]),
  ],
  "ENC-09": [
    caseOf("aws:cloudtrail/trail:Trail", [key("kmsKeyId")]),
    caseOf("aws:cloudtrail/eventDataStore:EventDataStore", [key("kmsKeyId")]),
    caseOf("aws:cloudwatch/logGroup:LogGroup", [key("kmsKeyId")]),
    caseOf("azure-native:operationalinsights:Workspace", [key("features.clusterResourceId")]),
    caseOf("gcp:logging/projectBucketConfig:ProjectBucketConfig", [key("cmekSettings.kmsKeyName")]),
  ],
  "ENC-10": [
    caseOf("aws:backup/vault:Vault", [key("kmsKeyArn")]),
    caseOf("azure-native:dataprotection:BackupVault", [
      word(`${VAULT_ENCRYPTION}.state`, { good: ["Enabled"], bad: "Inconsistent", absent: "Disabled" }),
      key(`${VAULT_ENCRYPTION}.keyVaultProperties.keyUri`),
    ]),
    caseOf("gcp:backupdisasterrecovery/backupVault:BackupVault", [key("encryptionConfig.kmsKeyName")]),
  ],
};

export const SERVICE_ENCRYPTION_CASES: RuleCases = { ...CACHES, ...DATA_SERVICES, ...RECORDS };
