import { caseOf, flag, key, set, word } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";

const NO_KEY = "kmsKeyId: got nothing (the provider's own key), expected a customer-managed key; set kmsKeyId";
const NOT_ENCRYPTED =
  "storageEncrypted: got nothing (the provider's default is false), expected true; set storageEncrypted to true";
const ELSEWHERE = "arn:aws:rds:eu-central-1:111122223333:db:source";

export const DATABASE_ENCRYPTION_CASES: RuleCases = {
  "ENC-01": [
    caseOf("aws:rds/instance:Instance", [flag("storageEncrypted", true, false)], {
      breaks: [
        {
          why: "a replica in another region without a key",
          change: { storageEncrypted: undefined, replicateSourceDb: ELSEWHERE },
          reasons: [NOT_ENCRYPTED],
        },
        {
          why: "no replica: its source is an empty text",
          change: { storageEncrypted: undefined, replicateSourceDb: "" },
          reasons: [NOT_ENCRYPTED],
        },
      ],
      variants: [
        {
          why: "a replica in another region with a key",
          change: { storageEncrypted: undefined, replicateSourceDb: ELSEWHERE, kmsKeyId: "key" },
          outcome: "pass",
        },
        {
          why: "a replica in the same region",
          change: { storageEncrypted: undefined, replicateSourceDb: "source" },
          outcome: "not-applicable",
        },
        {
          why: "a replica of a source that is not known yet",
          change: { storageEncrypted: undefined, replicateSourceDb: NOT_YET_KNOWN },
          outcome: "unknown",
        },
      ],
    }),
    caseOf("aws:rds/cluster:Cluster", [flag("storageEncrypted", true, false)], {
      variants: [
        {
          why: "serverless, which always is",
          change: { storageEncrypted: undefined, engineMode: "serverless" },
          outcome: "pass",
        },
      ],
      breaks: [
        {
          why: "provisioned, and nobody said",
          change: { storageEncrypted: undefined, engineMode: "provisioned" },
          reasons: [NOT_ENCRYPTED],
        },
      ],
    }),
    caseOf("aws:rds/globalCluster:GlobalCluster", [flag("storageEncrypted", true, false)], {
      breaks: [
        {
          why: "not encrypted, whatever its source is",
          change: { storageEncrypted: false, sourceDbClusterIdentifier: "arn" },
          reasons: ["storageEncrypted: got false, expected true; set storageEncrypted to true"],
        },
      ],
      variants: [
        {
          why: "made of an existing cluster",
          change: { storageEncrypted: undefined, sourceDbClusterIdentifier: NOT_YET_KNOWN },
          outcome: "not-applicable",
        },
      ],
    }),
  ],
  "ENC-02": [
    caseOf("aws:rds/instance:Instance", [key("kmsKeyId")], {
      breaks: [
        {
          why: "a replica in another region with the provider's key",
          change: { kmsKeyId: "alias/aws/rds", replicateSourceDb: ELSEWHERE },
          reasons: ["kmsKeyId: got alias/aws/rds, expected a customer-managed key; set kmsKeyId"],
        },
        {
          why: "a replica in another region without a key",
          change: { kmsKeyId: undefined, replicateSourceDb: ELSEWHERE },
          reasons: [NO_KEY],
        },
      ],
      variants: [
        {
          why: "a replica in the same region",
          change: { kmsKeyId: undefined, replicateSourceDb: "source" },
          outcome: "not-applicable",
        },
        {
          why: "a replica of a source that is not known yet",
          change: { kmsKeyId: undefined, replicateSourceDb: NOT_YET_KNOWN },
          outcome: "unknown",
        },
        {
          why: "a tenant that is not regulated",
          change: { kmsKeyId: undefined },
          context: { regulated: false },
          outcome: "not-applicable",
        },
      ],
    }),
    caseOf("aws:rds/cluster:Cluster", [key("kmsKeyId")]),
    caseOf("azure-native:dbforpostgresql:Server", [
      word("dataEncryption.type", { good: ["AzureKeyVault"], bad: "SystemManaged", absent: "SystemManaged" }),
      key("dataEncryption.primaryKeyURI"),
      set("dataEncryption.primaryUserAssignedIdentityId", "identity", "the identity that may use the key"),
    ]),
    caseOf("gcp:sql/databaseInstance:DatabaseInstance", [key("encryptionKeyName")], {
      variants: [
        {
          why: "a replica",
          change: { encryptionKeyName: undefined, masterInstanceName: "primary" },
          outcome: "not-applicable",
        },
        {
          why: "a replica of a primary that is not known yet",
          change: { encryptionKeyName: undefined, masterInstanceName: NOT_YET_KNOWN },
          outcome: "unknown",
        },
      ],
    }),
  ],
};
