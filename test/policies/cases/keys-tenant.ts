import { caseOf } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type OtherResource, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

/** @param types of keys on the store's cloud */
function tenantKey(
  type: string,
  path: string,
  keyType: string,
  place: "tags" | "labels",
  value: unknown = "key-1",
): RuleCase {
  const keyOf = (tenant: string | undefined): OtherResource[] => [
    {
      type: keyType,
      name: "key",
      props: { id: "key-1", arn: "key-1", keyUri: "key-1", [place]: tenant === undefined ? {} : { tenant } },
    },
  ];
  const wanted = `expected a key of tenant acme; change ${path}`;
  const [top = path] = path.split(".");
  const compliant = caseOf(type, [], { given: { [path]: value, [place]: { tenant: "acme" } } }).compliant;
  return {
    type,
    compliant,
    others: keyOf("acme"),
    absent: { [path]: "fail" },
    breaks: [
      {
        why: "another tenant's key",
        others: keyOf("globex"),
        reasons: [`${path}: got a key of tenant globex, ${wanted}`],
      },
      { why: "nobody's key", others: keyOf(undefined), reasons: [`${path}: got a key of no tenant, ${wanted}`] },
      {
        why: "a key of another stack",
        others: [],
        reasons: [`${path}: got a key that is not part of this stack, ${wanted}`],
      },
      {
        why: "a key of another stack, in a foreign program",
        others: [],
        context: { kind: "foreign", environment: "disaster-recovery" },
        reasons: [`${path}: got a key that is not part of this stack, ${wanted}`],
      },
      {
        why: "no key",
        change: { [path]: undefined },
        reasons: [`${path}: got nothing, expected a key of the same tenant; set ${path}`],
      },
    ],
    variants: [
      {
        why: "a standby with a key of its production stack",
        others: [],
        context: { environment: "disaster-recovery" },
        outcome: "not-applicable",
      },
      {
        why: "the tenant of the stack, where no label says it",
        change: { [place]: undefined },
        outcome: "pass",
      },
      {
        why: "no tenant at all",
        change: { [place]: undefined },
        context: { kind: "foreign" },
        outcome: "not-applicable",
      },
      {
        why: "a key whose label is not known yet",
        others: [
          {
            ...keyOf("x")[0],
            props: { id: "key-1", arn: "key-1", keyUri: "key-1", [place]: NOT_YET_KNOWN },
          } as OtherResource,
        ],
        outcome: "unknown",
      },
      { why: `a store whose label is not known yet (${top})`, change: { [place]: NOT_YET_KNOWN }, outcome: "unknown" },
    ],
  };
}

const AWS_KEY = "aws:kms/key:Key";
const AZURE_KEY = "azure-native:keyvault:Key";
const GOOGLE_KEY = "gcp:kms/cryptoKey:CryptoKey";
const SETTINGS = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const RULE_KEY = "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId";

/** While a preview runs only the engine's record of dependencies says whose key it is. */
const BY_DEPENDENCY: RuleCase = {
  ...tenantKey("aws:rds/cluster:Cluster", "kmsKeyId", AWS_KEY, "tags"),
  compliant: { kmsKeyId: NOT_YET_KNOWN, tags: { tenant: "acme" } },
  refersTo: { kmsKeyId: ["key"] },
  others: [{ type: AWS_KEY, name: "key", props: { id: NOT_YET_KNOWN, tags: { tenant: "acme" } } }],
  absent: { kmsKeyId: "fail" },
  unknown: { kmsKeyId: "pass" },
  breaks: [
    {
      why: "another tenant's key",
      others: [{ type: AWS_KEY, name: "key", props: { id: NOT_YET_KNOWN, tags: { tenant: "globex" } } }],
      reasons: ["kmsKeyId: got a key of tenant globex, expected a key of tenant acme; change kmsKeyId"],
    },
  ],
  variants: [],
};

export const TENANT_KEY_CASES: RuleCases = {
  "KEY-08": [
    tenantKey("aws:rds/instance:Instance", "kmsKeyId", AWS_KEY, "tags"),
    tenantKey("aws:rds/cluster:Cluster", "kmsKeyId", "aws:kms/replicaKey:ReplicaKey", "tags"),
    BY_DEPENDENCY,
    tenantKey("aws:elasticache/replicationGroup:ReplicationGroup", "kmsKeyId", AWS_KEY, "tags"),
    tenantKey(SETTINGS, RULE_KEY, AWS_KEY, "tags"),
    {
      ...tenantKey(SETTINGS, RULE_KEY, AWS_KEY, "tags"),
      compliant: { bucket: "b", rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: "key-1" } }] },
      others: [
        { type: "aws:s3/bucket:Bucket", name: "bucket", props: { bucket: "b", tagsAll: { tenant: "globex" } } },
        { type: AWS_KEY, name: "key", props: { arn: "key-1", tags: { tenant: "globex" } } },
      ],
      breaks: [
        {
          why: "the stack's tenant has the key, another one the bucket",
          others: [
            { type: "aws:s3/bucket:Bucket", name: "bucket", props: { bucket: "b", tagsAll: { tenant: "globex" } } },
            { type: AWS_KEY, name: "key", props: { arn: "key-1", tags: { tenant: "acme" } } },
          ],
          reasons: [`${RULE_KEY}: got a key of tenant acme, expected a key of tenant globex; change ${RULE_KEY}`],
        },
      ],
      variants: [],
    },
    tenantKey(`${SETTINGS.replace("Configuration:", "ConfigurationV2:")}V2`, RULE_KEY, AWS_KEY, "tags"),
    tenantKey("azure-native:dbforpostgresql:Server", "dataEncryption.primaryKeyURI", AZURE_KEY, "tags"),
    tenantKey(
      "azure-native:redisenterprise:RedisEnterprise",
      "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl",
      AZURE_KEY,
      "tags",
    ),
    tenantKey("azure-native:storage:StorageAccount", "encryption.keyVaultProperties.keyName", AZURE_KEY, "tags"),
    tenantKey("gcp:sql/databaseInstance:DatabaseInstance", "encryptionKeyName", GOOGLE_KEY, "labels"),
    tenantKey("gcp:memorystore/instance:Instance", "kmsKey", GOOGLE_KEY, "labels"),
    tenantKey("gcp:storage/bucket:Bucket", "encryption.defaultKmsKeyName", GOOGLE_KEY, "labels"),
  ],
};
