import { below, turned } from "../harness/breaks.ts";
import {
  NOT_YET_KNOWN,
  type OtherResource,
  type RuleCase,
  type RuleCases,
  type Variant,
} from "../harness/rule-case.ts";

const NOT_PROMISED: readonly Variant[] = [
  { why: "the tier promises one region", context: { tier: "standard" }, outcome: "not-applicable" },
  { why: "for production only", context: { environment: "staging", production: false }, outcome: "not-applicable" },
  { why: "not regulated", context: { regulated: false }, outcome: "not-applicable" },
];
const VAULT_ARN = (region: string): string => `arn:aws:backup:${region}:111122223333:backup-vault:acme`;
const CLOUD_SQL = "gcp:sql/databaseInstance:DatabaseInstance";
const LOCATION = "settings.backupConfiguration.location";

function vaultIn(location: string): readonly OtherResource[] {
  return [
    {
      type: "gcp:backupdisasterrecovery/backupPlanAssociation:BackupPlanAssociation",
      name: "association",
      props: { resource: "projects/acme-1/instances/acme-db" },
      refersTo: { backupPlan: ["plan"] },
    },
    {
      type: "gcp:backupdisasterrecovery/backupPlan:BackupPlan",
      name: "plan",
      props: {},
      refersTo: { backupVault: ["vault"] },
    },
    { type: "gcp:backupdisasterrecovery/backupVault:BackupVault", name: "vault", props: { location } },
  ];
}

const BLOB_SERVICE = "azure-native:storage:BlobServiceProperties";
const FLOW_LOG: readonly OtherResource[] = [
  { type: "azure-native:storage:StorageAccount", name: "account", props: {} },
  { type: "azure-native:network:FlowLog", name: "flows", props: {}, refersTo: { storageId: ["account"] } },
];

function versioning(status: unknown): readonly OtherResource[] {
  return [
    {
      type: "aws:s3/bucketVersioning:BucketVersioning",
      name: "versioning",
      props: { versioningConfiguration: { status } },
      refersTo: { bucket: ["subject"] },
    },
  ];
}

function bucket(type: string): RuleCase {
  return {
    type,
    compliant: { bucket: "acme-data" },
    others: versioning("Enabled"),
    absent: {},
    breaks: [
      {
        why: "no versioning",
        others: [],
        reasons: [": got no versioning, expected Enabled; add a BucketVersioning with status Enabled"],
      },
      {
        why: "versioning suspended",
        others: versioning("Suspended"),
        reasons: [": got versioning Suspended, expected Enabled; add a BucketVersioning with status Enabled"],
      },
    ],
    variants: [
      { why: "a status that is not known", others: versioning(NOT_YET_KNOWN), outcome: "unknown" },
      { why: "the older block", change: { versioning: { enabled: true } }, others: [], outcome: "pass" },
      {
        why: "a versioning of something that is not known",
        others: [
          { type: "aws:s3/bucketVersioning:BucketVersioning", name: "versioning", props: { bucket: NOT_YET_KNOWN } },
        ],
        outcome: "unknown",
      },
    ],
  };
}

const service = {
  isVersioningEnabled: true,
  deleteRetentionPolicy: { enabled: true, days: 7 },
  containerDeleteRetentionPolicy: { enabled: true, days: 7 },
};
const SERVICE_PATHS = [
  "isVersioningEnabled",
  "deleteRetentionPolicy.enabled",
  "deleteRetentionPolicy.days",
  "containerDeleteRetentionPolicy.enabled",
  "containerDeleteRetentionPolicy.days",
];

export const COPY_CASES: RuleCases = {
  "BCK-03": [
    {
      type: "aws:backup/plan:Plan",
      compliant: {
        region: "eu-west-1",
        rules: [{ copyActions: [{ destinationVaultArn: VAULT_ARN("eu-central-1") }] }],
      },
      absent: { "rules.copyActions.destinationVaultArn": "fail" },
      breaks: [
        {
          why: "no copy",
          change: { rules: [{}] },
          reasons: [
            "rules[0].copyActions: got none, expected a copy in another region; add it to rules[0].copyActions",
          ],
        },
        {
          why: "a copy in the same region",
          change: { rules: [{ copyActions: [{ destinationVaultArn: VAULT_ARN("eu-west-1") }] }] },
          reasons: ["rules[0].copyActions: got a copy in the same region, expected another; name a vault elsewhere"],
        },
        {
          why: "a copy in another jurisdiction",
          change: { rules: [{ copyActions: [{ destinationVaultArn: VAULT_ARN("us-east-1") }] }] },
          reasons: ["rules[0].copyActions: got us-east-1, expected a region of eu; choose another vault"],
        },
      ],
      variants: NOT_PROMISED,
    },
    {
      type: "aws:rds/instance:Instance",
      compliant: { identifier: "acme-db" },
      others: [
        {
          type: "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
          name: "replication",
          props: {},
          refersTo: { sourceDbInstanceArn: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "nothing copies",
          others: [],
          reasons: [
            ": got no copy of its backups, expected one in another region; replicate them or add a backup plan",
          ],
        },
      ],
      variants: [
        ...NOT_PROMISED,
        {
          why: "a plan copies",
          others: [{ type: "aws:backup/plan:Plan", name: "plan", props: {} }],
          outcome: "not-applicable",
        },
        { why: "a replica", change: { replicateSourceDb: "acme-db" }, outcome: "not-applicable" },
      ],
    },
    {
      type: "azure-native:dbforpostgresql:Server",
      compliant: { backup: { geoRedundantBackup: "Enabled" } },
      absent: { "backup.geoRedundantBackup": "fail" },
      breaks: [
        {
          why: "backups in one region",
          change: { "backup.geoRedundantBackup": "Disabled" },
          reasons: [
            "backup.geoRedundantBackup: got Disabled, expected Enabled; set backup.geoRedundantBackup to Enabled",
          ],
        },
      ],
      variants: NOT_PROMISED,
    },
    {
      type: "azure-native:dataprotection:BackupVault",
      compliant: { properties: { storageSettings: [{ type: "GeoRedundant" }] } },
      absent: { "properties.storageSettings.type": "fail" },
      breaks: [
        {
          why: "copies in one region",
          change: { "properties.storageSettings": [{ type: "ZoneRedundant" }] },
          reasons: [
            "properties.storageSettings.type: got ZoneRedundant, expected GeoRedundant; set properties.storageSettings.type",
          ],
        },
      ],
      variants: NOT_PROMISED,
    },
    {
      type: CLOUD_SQL,
      compliant: { name: "acme-db", region: "europe-west1", settings: { backupConfiguration: { location: "eu" } } },
      absent: { [LOCATION]: "fail" },
      breaks: [
        {
          why: "backups in the region of the database",
          change: { [LOCATION]: "europe-west1" },
          reasons: [`${LOCATION}: got europe-west1, expected a second region; add a backup plan with a vault there`],
        },
        {
          why: "backups in another jurisdiction",
          change: { [LOCATION]: "us" },
          reasons: [`${LOCATION}: got us, expected a place in eu; change ${LOCATION}`],
        },
        {
          why: "a vault in the region of the database",
          change: { [LOCATION]: undefined },
          others: vaultIn("europe-west1"),
          reasons: [
            `${LOCATION}: got the region of the database, expected a second region; add a backup plan with a vault there`,
          ],
        },
      ],
      variants: [
        ...NOT_PROMISED,
        {
          why: "a vault in another region",
          change: { [LOCATION]: "europe-west1" },
          others: vaultIn("europe-west4"),
          outcome: "pass",
        },
        {
          why: "a vault whose region is not known",
          change: { [LOCATION]: "europe-west1" },
          others: vaultIn(NOT_YET_KNOWN),
          outcome: "unknown",
        },
      ],
    },
  ],
  "BCK-06": [
    bucket("aws:s3/bucket:Bucket"),
    bucket("aws:s3/bucketV2:BucketV2"),
    {
      type: "azure-native:storage:StorageAccount",
      compliant: {},
      others: [{ type: BLOB_SERVICE, name: "service", props: {}, refersTo: { accountName: ["subject"] } }],
      absent: {},
      breaks: [
        {
          why: "blobs as the provider has them",
          others: [],
          reasons: [": got no BlobServiceProperties, expected versioning and soft delete; add it"],
        },
      ],
      variants: [
        {
          why: "a service of something that is not known",
          others: [{ type: BLOB_SERVICE, name: "service", props: { accountName: NOT_YET_KNOWN } }],
          outcome: "unknown",
        },
      ],
    },
    {
      type: BLOB_SERVICE,
      compliant: service,
      absent: Object.fromEntries(SERVICE_PATHS.map((path) => [path, "fail" as const])),
      breaks: [
        turned("isVersioningEnabled", true),
        turned("deleteRetentionPolicy.enabled", true),
        below("deleteRetentionPolicy.days", 7),
        turned("containerDeleteRetentionPolicy.enabled", true),
        below("containerDeleteRetentionPolicy.days", 7),
      ],
      refersTo: { accountName: ["account"] },
      others: FLOW_LOG.slice(0, 1),
      variants: [
        { why: "holds flow logs", change: { isVersioningEnabled: false }, others: FLOW_LOG, outcome: "not-applicable" },
      ],
    },
    {
      type: "gcp:storage/bucket:Bucket",
      compliant: { versioning: { enabled: true }, softDeletePolicy: { retentionDurationSeconds: 604_800 } },
      absent: {
        "versioning.enabled": "fail",
        "retentionPolicy.retentionPeriod": "pass",
        "softDeletePolicy.retentionDurationSeconds": "pass",
      },
      unknown: { "retentionPolicy.retentionPeriod": "pass" },
      breaks: [
        {
          why: "no versions",
          change: { versioning: { enabled: false } },
          reasons: [
            "versioning.enabled: got false, expected true; set versioning.enabled to true",
            "retentionPolicy.retentionPeriod: got nothing (the provider's default is 0), expected at least 1; change retentionPolicy.retentionPeriod",
          ],
        },
        below("softDeletePolicy.retentionDurationSeconds", 604_800),
      ],
      variants: [
        {
          why: "a retention policy",
          change: { versioning: undefined, "retentionPolicy.retentionPeriod": 86_400 },
          outcome: "pass",
        },
        {
          why: "versions do outside production",
          change: { "softDeletePolicy.retentionDurationSeconds": 0 },
          context: { production: false },
          outcome: "pass",
        },
      ],
    },
  ],
};
