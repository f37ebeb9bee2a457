import { NOT_YET_KNOWN, type OtherResource, type Props, type RuleCase, type RuleCases } from "../harness/rule-case.ts";
import { REPLICATION, UNRESTRICTED, placed, wrong } from "./places.ts";

const arn = (service: string, region: string): string => `arn:aws:${service}:${region}:111122223333:thing:acme`;

const VAULTS = "rules.copyActions.destinationVaultArn";

const DESTINATION = "rules.destination.bucket";

const GEO = "backup.geoRedundantBackup";

const SQL_LOCATION = "settings.backupConfiguration.location";

const SECRET_PLACE = "replication.userManaged.replicas.location";

function target(region: string, name = "target"): OtherResource {
  return { type: "aws:s3/bucket:Bucket", name, props: { arn: "arn:aws:s3:::acme-replica", region } };
}

/** Azure copies to the pair of a region by itself: northeurope to westeurope, uksouth to ukwest. */
function paired(type: string, path: string, compliant: Props, plain: Props, absent: RuleCase["absent"]): RuleCase {
  return {
    type,
    compliant,
    absent,
    breaks: [
      {
        why: "the pair lies elsewhere",
        change: { location: "uksouth" },
        reasons: [`${path}: got ukwest, expected a place in eu; change ${path}`],
      },
    ],
    variants: [
      UNRESTRICTED,
      { why: "no copy", change: { location: "uksouth", ...plain }, outcome: "pass" },
      { why: "a region without a pair", change: { location: "italynorth" }, outcome: "not-applicable" },
      { why: "a region that is not known", change: { location: NOT_YET_KNOWN }, outcome: "unknown" },
    ],
  };
}

export const COPY_PLACE_CASES: RuleCases = {
  "RES-02": [
    {
      type: "aws:backup/plan:Plan",
      compliant: { rules: [{ copyActions: [{ destinationVaultArn: arn("backup", "eu-central-1") }] }] },
      absent: { [VAULTS]: "not-applicable" },
      breaks: [
        wrong(VAULTS, "us-east-1", { rules: [{ copyActions: [{ destinationVaultArn: arn("backup", "us-east-1") }] }] }),
      ],
      variants: [
        UNRESTRICTED,
        { why: "rules that are not known", change: { rules: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    },
    {
      type: "aws:secretsmanager/secret:Secret",
      compliant: { replicas: [{ region: "eu-central-1" }] },
      absent: { "replicas.region": "not-applicable" },
      breaks: [
        wrong("replicas.region", "us-east-1", { replicas: [{ region: "eu-central-1" }, { region: "us-east-1" }] }),
      ],
      variants: [UNRESTRICTED],
    },
    {
      type: REPLICATION,
      compliant: { rules: [{ destination: { bucket: "arn:aws:s3:::acme-replica" } }] },
      others: [target("eu-central-1")],
      absent: { [DESTINATION]: "unknown" },
      breaks: [
        {
          why: "the bucket lies elsewhere",
          others: [target("us-east-1")],
          reasons: [`${DESTINATION}: got us-east-1, expected a place in eu; change ${DESTINATION}`],
        },
        {
          why: "a bucket of somebody else",
          others: [],
          reasons: [
            `${DESTINATION}: got a bucket that is not in this stack, expected one whose region is known; add it to the stack`,
          ],
        },
      ],
      variants: [UNRESTRICTED],
    },
    placed("aws:rds/cluster:Cluster", "replicationSourceIdentifier", arn("rds", "eu-west-1"), arn("rds", "us-east-1"), {
      breaks: [
        wrong("replicationSourceIdentifier", "us-east-1", { replicationSourceIdentifier: arn("rds", "us-east-1") }),
      ],
    }),
    {
      type: "aws:rds/globalCluster:GlobalCluster",
      compliant: { globalClusterMembers: [{ dbClusterArn: arn("rds", "eu-west-1") }] },
      absent: { "globalClusterMembers.dbClusterArn": "not-applicable" },
      breaks: [
        wrong("globalClusterMembers.dbClusterArn", "us-east-1", {
          globalClusterMembers: [{ dbClusterArn: arn("rds", "eu-west-1") }, { dbClusterArn: arn("rds", "us-east-1") }],
        }),
      ],
      variants: [UNRESTRICTED],
    },
    placed("aws:kms/replicaKey:ReplicaKey", "region", "eu-central-1", "us-east-1"),
    {
      type: "azure-native:cosmosdb:DatabaseAccount",
      compliant: { locations: [{ locationName: "West Europe" }, { locationName: "North Europe" }] },
      absent: { "locations.locationName": "not-applicable" },
      breaks: [wrong("locations.locationName", "East US", { "locations.1.locationName": "East US" })],
      variants: [UNRESTRICTED],
    },
    paired(
      "azure-native:storage:StorageAccount",
      "sku.name",
      { location: "northeurope", sku: { name: "Standard_RAGZRS" } },
      { "sku.name": "Standard_ZRS" },
      { "sku.name": "pass" },
    ),
    paired(
      "azure-native:dbforpostgresql:Server",
      GEO,
      { location: "northeurope", backup: { geoRedundantBackup: "Enabled" } },
      { [GEO]: "Disabled" },
      { [GEO]: "pass" },
    ),
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { settings: { backupConfiguration: { location: "eu" } } },
      absent: { [SQL_LOCATION]: "not-applicable" },
      breaks: [wrong(SQL_LOCATION, "us", { [SQL_LOCATION]: "us" })],
      variants: [UNRESTRICTED],
    },
    {
      type: "gcp:storage/bucket:Bucket",
      compliant: { location: "EU", customPlacementConfig: { dataLocations: ["EUROPE-WEST1", "EUROPE-WEST4"] } },
      absent: { location: "pass", "customPlacementConfig.dataLocations": "pass" },
      breaks: [
        wrong("location", "US", { location: "US" }),
        wrong("customPlacementConfig.dataLocations", "US-EAST1", {
          "customPlacementConfig.dataLocations": ["EUROPE-WEST1", "US-EAST1"],
        }),
      ],
      variants: [UNRESTRICTED],
    },
    {
      type: "gcp:secretmanager/secret:Secret",
      compliant: { replication: { userManaged: { replicas: [{ location: "europe-west1" }] } } },
      absent: { "replication.auto": "pass", [SECRET_PLACE]: "fail" },
      breaks: [
        wrong(SECRET_PLACE, "us-east1", { "replication.userManaged.replicas": [{ location: "us-east1" }] }),
        {
          why: "Google chooses",
          change: { replication: { auto: {} } },
          reasons: ["replication.auto: got automatic replication, expected named places; set replication.userManaged"],
        },
        {
          why: "no place",
          change: { "replication.userManaged.replicas": [] },
          reasons: [`${SECRET_PLACE}: got no place, expected at least one; name it`],
        },
      ],
      variants: [UNRESTRICTED],
    },
  ],
};
