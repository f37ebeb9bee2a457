import { NOT_YET_KNOWN, type OtherResource, type RuleCases, type Variant } from "../harness/rule-case.ts";

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
};
