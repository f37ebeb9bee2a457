import { NOT_YET_KNOWN, type OtherResource, type Props, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

const NOT_SELECTED =
  ": got no backup plan that selects it, expected one; add its arn or its tags to a backup selection";
const FOREIGN = { key: "tenant", value: "globex" };
const OWN = { key: "tenant", value: "acme" };
const CONDITION = { key: "aws:ResourceTag/tenant", value: "acme" };

function selection(props: Props, refersTo: OtherResource["refersTo"] = {}): readonly OtherResource[] {
  return [{ type: "aws:backup/selection:Selection", name: "selection", props, refersTo }];
}

/** @param nameProperty what the resource's name is in; @param arn with the name left out */
function selected(type: string, nameProperty: string, arn: string): RuleCase {
  const compliant = { [nameProperty]: "acme-x", arn: `${arn}acme-x`, tagsAll: { tenant: "acme" } };
  const named = { resources: [`${arn}acme-*`], conditions: [{ stringEquals: [CONDITION] }] };
  return {
    type,
    compliant,
    others: selection(named),
    absent: {},
    breaks: [
      { why: "no selection", others: [], reasons: [NOT_SELECTED] },
      { why: "another arn", others: selection({ resources: [`${arn}globex-*`] }), reasons: [NOT_SELECTED] },
      { why: "another tag", others: selection({ selectionTags: [FOREIGN] }), reasons: [NOT_SELECTED] },
      {
        why: "a condition that does not hold",
        others: selection({ ...named, conditions: [{ stringEquals: [FOREIGN] }] }),
        reasons: [NOT_SELECTED],
      },
      {
        why: "left out by name",
        others: selection({ ...named, notResources: [`${arn}acme-x`] }),
        reasons: [NOT_SELECTED],
      },
    ],
    variants: [
      { why: "selected by its tag", others: selection({ selectionTags: [OWN] }), outcome: "pass" },
      { why: "everything is selected", others: selection({ resources: ["*"] }), outcome: "pass" },
      { why: "its arn is not known, but its name", change: { arn: NOT_YET_KNOWN }, outcome: "pass" },
      {
        why: "neither arn nor name are known",
        change: { arn: NOT_YET_KNOWN, [nameProperty]: NOT_YET_KNOWN },
        outcome: "unknown",
      },
      { why: "the selection is not known", others: selection({ resources: NOT_YET_KNOWN }), outcome: "unknown" },
      {
        why: "the condition is not known",
        others: selection({ ...named, conditions: NOT_YET_KNOWN }),
        outcome: "unknown",
      },
      {
        why: "the selection depends on it",
        others: selection({ resources: [NOT_YET_KNOWN] }, { resources: ["subject"] }),
        outcome: "pass",
      },
    ],
  };
}

function bucket(type: string): RuleCase {
  const one = selected(type, "bucket", "arn:aws:s3:::");
  const keeps = (kind: string, property: string): OtherResource => ({
    type: kind,
    name: "keeper",
    props: {},
    refersTo: { [property]: ["subject"] },
  });
  const kept = [
    keeps("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "rules"),
    keeps("aws:s3/bucketLogging:BucketLogging", "targetBucket"),
    keeps("aws:cfg/deliveryChannel:DeliveryChannel", "s3BucketName"),
    keeps("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "bucket"),
  ];
  return {
    ...one,
    variants: [
      ...(one.variants ?? []),
      ...kept.map((other) => ({ why: `kept by ${other.type}`, others: [other], outcome: "not-applicable" as const })),
    ],
  };
}

const RDS = "arn:aws:rds:eu-west-1:111122223333";
const CLUSTER = selected("aws:rds/cluster:Cluster", "clusterIdentifier", `${RDS}:cluster:`);
const INSTANCE = selected("aws:rds/instance:Instance", "identifier", `${RDS}:db:`);
const BACKUP_INSTANCE = "azure-native:dataprotection:BackupInstance";
const ASSOCIATION = "gcp:backupdisasterrecovery/backupPlanAssociation:BackupPlanAssociation";

function association(resource: string): readonly OtherResource[] {
  return [{ type: ASSOCIATION, name: "association", props: { resource } }];
}

export const SELECTION_CASES: RuleCases = {
  "BCK-07": [
    {
      ...INSTANCE,
      variants: [
        ...(INSTANCE.variants ?? []),
        { why: "a replica", change: { replicateSourceDb: "acme-y" }, others: [], outcome: "not-applicable" },
      ],
    },
    {
      ...CLUSTER,
      variants: [
        ...(CLUSTER.variants ?? []),
        {
          why: "the standby of a global database",
          change: { globalClusterIdentifier: "acme-global" },
          others: [],
          context: { environment: "disaster-recovery" },
          outcome: "not-applicable",
        },
      ],
    },
    selected("aws:docdb/cluster:Cluster", "clusterIdentifier", `${RDS}:cluster:`),
    bucket("aws:s3/bucket:Bucket"),
    bucket("aws:s3/bucketV2:BucketV2"),
    {
      type: "azure-native:dbforpostgresql:Server",
      compliant: { id: "/subscriptions/s/servers/acme" },
      others: [{ type: BACKUP_INSTANCE, name: "backup", props: {}, refersTo: { properties: ["subject"] } }],
      absent: {},
      breaks: [
        {
          why: "no backup instance",
          others: [],
          reasons: [": got no BackupInstance, expected one; add it to a backup vault"],
        },
      ],
      variants: [
        { why: "a replica", change: { createMode: "Replica" }, others: [], outcome: "not-applicable" },
        {
          why: "named by its id",
          others: [
            {
              type: BACKUP_INSTANCE,
              name: "backup",
              props: { properties: { dataSourceInfo: { resourceID: "/subscriptions/s/servers/acme" } } },
            },
          ],
          outcome: "pass",
        },
        {
          why: "an instance of something that is not known",
          others: [{ type: BACKUP_INSTANCE, name: "backup", props: { properties: NOT_YET_KNOWN } }],
          outcome: "unknown",
        },
      ],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { name: "acme-db" },
      others: association("projects/acme-1/instances/acme-db"),
      absent: {},
      breaks: [
        {
          why: "no association",
          others: [],
          reasons: [": got no BackupPlanAssociation, expected one; associate it with a backup plan"],
        },
        {
          why: "an association of another instance",
          others: association("projects/acme-1/instances/globex-db"),
          reasons: [": got no BackupPlanAssociation, expected one; associate it with a backup plan"],
        },
      ],
      variants: [
        { why: "an association that is not known", others: association(NOT_YET_KNOWN), outcome: "unknown" },
        { why: "a name that is not known", change: { name: NOT_YET_KNOWN }, outcome: "unknown" },
        { why: "a replica", change: { masterInstanceName: "acme-db" }, others: [], outcome: "not-applicable" },
        { why: "for production only", context: { production: false }, others: [], outcome: "not-applicable" },
      ],
    },
  ],
};
