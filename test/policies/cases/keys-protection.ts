import { caseOf, flag, word } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

const DEVELOPMENT = { environment: "development", production: false } as const;
function awsWindow(type: string): RuleCase {
  const path = "deletionWindowInDays";
  return {
    type,
    compliant: { [path]: 30 },
    absent: { [path]: "pass" },
    breaks: [
      {
        why: "a day too short",
        change: { [path]: 29 },
        reasons: [`${path}: got 29, expected at least 30 days; change ${path}`],
      },
      { why: "zero", change: { [path]: 0 }, reasons: [`${path}: got 0, expected at least 30 days; change ${path}`] },
      {
        why: "short in a foreign program, whatever its name says",
        change: { [path]: 7 },
        context: { ...DEVELOPMENT, kind: "foreign" },
        reasons: [`${path}: got 7, expected at least 30 days; change ${path}`],
      },
      {
        why: "short in staging",
        change: { [path]: 7 },
        context: { environment: "staging", production: false },
        reasons: [`${path}: got 7, expected at least 30 days; change ${path}`],
      },
    ],
    variants: [
      { why: "a development stack", change: { [path]: 7 }, context: DEVELOPMENT, outcome: "not-applicable" },
      {
        why: "a test stack",
        change: { [path]: 7 },
        context: { environment: "test", production: false },
        outcome: "not-applicable",
      },
    ],
  };
}

const SOFT_DELETE = "properties.softDeleteRetentionInDays";
const DESTROY = "destroyScheduledDuration";

/** Properties do not matter: whether the engine guards the resource does. */
function protectedCase(type: string, copies: readonly Record<string, unknown>[] = []): RuleCase {
  return {
    type,
    compliant: { name: "store" },
    options: { protect: true },
    absent: {},
    breaks: [
      {
        why: "not protected",
        options: { protect: false },
        reasons: [": got no protection, expected the option protect; set protect to true"],
      },
    ],
    variants: [
      {
        why: "a stack that is not production",
        options: { protect: false },
        context: { production: false },
        outcome: "not-applicable",
      },
      ...copies.flatMap((change) => [
        {
          why: `a replica by ${Object.keys(change).join()}`,
          change,
          options: { protect: false },
          outcome: "not-applicable" as const,
        },
        {
          why: `a replica or not: ${Object.keys(change).join()} is not known`,
          change: Object.fromEntries(Object.keys(change).map((path) => [path, NOT_YET_KNOWN])),
          options: { protect: false },
          outcome: "unknown" as const,
        },
      ]),
    ],
  };
}

export const KEY_PROTECTION_CASES: RuleCases = {
  "KEY-02": [
    ...["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/externalKey:ExternalKey"].map(awsWindow),
    caseOf(
      "azure-native:keyvault:Vault",
      [flag("properties.enableSoftDelete", true, true), flag("properties.enablePurgeProtection", true, false)],
      {
        given: { [SOFT_DELETE]: 90 },
        absent: {
          "properties.enableSoftDelete": "pass",
          "properties.enablePurgeProtection": "fail",
          [SOFT_DELETE]: "pass",
        },
        breaks: [
          {
            why: "a day too short",
            change: { [SOFT_DELETE]: 89 },
            reasons: [`${SOFT_DELETE}: got 89, expected at least 90 days; change ${SOFT_DELETE}`],
          },
          {
            why: "a development stack that can be purged",
            change: { [SOFT_DELETE]: 7, "properties.enablePurgeProtection": false },
            context: DEVELOPMENT,
            reasons: [
              "properties.enablePurgeProtection: got false, expected true; set properties.enablePurgeProtection to true",
            ],
          },
        ],
        variants: [{ why: "a development stack", change: { [SOFT_DELETE]: 7 }, context: DEVELOPMENT, outcome: "pass" }],
      },
    ),
    caseOf("azure-native:keyvault:ManagedHsm", [flag("properties.enablePurgeProtection", true, false)]),
    {
      type: "gcp:kms/cryptoKey:CryptoKey",
      compliant: { [DESTROY]: "2592000s" },
      absent: { [DESTROY]: "pass" },
      breaks: [
        {
          why: "a second too short",
          change: { [DESTROY]: "2591999s" },
          reasons: [`${DESTROY}: got 2591999s, expected at least 30 days; change ${DESTROY}`],
        },
      ],
      variants: [
        {
          why: "a development stack",
          change: { [DESTROY]: "86400s" },
          context: DEVELOPMENT,
          outcome: "not-applicable",
        },
      ],
    },
  ],
  "KEY-07": [
    caseOf(
      "azure-native:keyvault:Key",
      [word("properties.kty", { good: ["RSA-HSM", "EC-HSM", "oct-HSM"], bad: "RSA" })],
      {
        variants: [
          { why: "another kind in hardware", change: { "properties.kty": "EC-HSM" }, outcome: "pass" },
          {
            why: "a tenant that is not regulated",
            change: { "properties.kty": "RSA" },
            context: { regulated: false },
            outcome: "not-applicable",
          },
        ],
      },
    ),
    caseOf("gcp:kms/cryptoKey:CryptoKey", [
      word("versionTemplate.protectionLevel", { good: ["HSM"], bad: "EXTERNAL", absent: "SOFTWARE" }),
    ]),
  ],
  "KEY-09": [
    protectedCase("aws:rds/instance:Instance", [{ replicateSourceDb: "source" }]),
    protectedCase("azure-native:dbforpostgresql:Server", [
      { createMode: "Replica" },
      { replicationRole: "GeoAsyncReplica" },
    ]),
    protectedCase("gcp:sql/databaseInstance:DatabaseInstance", [
      { masterInstanceName: "primary" },
      { instanceType: "READ_REPLICA_INSTANCE" },
    ]),
    ...[
      "aws:kms/key:Key",
      "aws:kms/replicaKey:ReplicaKey",
      "aws:rds/cluster:Cluster",
      "aws:rds/globalCluster:GlobalCluster",
      "aws:docdb/cluster:Cluster",
      "aws:backup/vault:Vault",
      "azure-native:keyvault:Vault",
      "azure-native:keyvault:Key",
      "azure-native:cosmosdb:DatabaseAccount",
      "azure-native:dataprotection:BackupVault",
      "gcp:kms/cryptoKey:CryptoKey",
      "gcp:firestore/database:Database",
      "gcp:backupdisasterrecovery/backupVault:BackupVault",
    ].map((type) => protectedCase(type)),
  ],
};
