import { outside, turned } from "../harness/breaks.ts";
import { NOT_YET_KNOWN, type OtherResource, type RuleCase, type RuleCases } from "../harness/rule-case.ts";
import { STAGING } from "./staging.ts";

const LOCK = "azure-native:authorization:ManagementLockByScope";

function lock(level: unknown, target = "subject"): OtherResource {
  return { type: LOCK, name: "lock", props: { level }, refersTo: { scope: [target] } };
}

function flags(type: string, props: Readonly<Record<string, boolean>>, absent: RuleCase["absent"]): RuleCase {
  return {
    type,
    compliant: props,
    absent,
    breaks: Object.entries(props).map(([path, expected]) => turned(path, expected)),
    variants: [STAGING],
  };
}

function locked(type: string): RuleCase {
  const group: OtherResource = { type: "azure-native:resources:ResourceGroup", name: "group", props: {} };
  return {
    type,
    compliant: { id: "/subscriptions/s/resource" },
    others: [lock("CanNotDelete"), group],
    refersTo: { resourceGroupName: ["group"] },
    absent: {},
    breaks: [
      {
        why: "no lock",
        others: [group],
        reasons: [": got no lock, expected CanNotDelete; add a ManagementLockByScope for it"],
      },
      {
        why: "a lock that protects nothing",
        others: [group, lock("NotSpecified")],
        reasons: [": got no lock, expected CanNotDelete; add a ManagementLockByScope for it"],
      },
    ],
    variants: [
      STAGING,
      { why: "a lock of the group", others: [group, lock("ReadOnly", "group")], outcome: "pass" },
      { why: "a level that is not known", others: [group, lock(NOT_YET_KNOWN)], outcome: "unknown" },
      {
        why: "a lock of something that is not known",
        others: [group, { type: LOCK, name: "lock", props: { level: "ReadOnly", scope: NOT_YET_KNOWN } }],
        outcome: "unknown",
      },
    ],
  };
}

const SERVER = locked("azure-native:dbforpostgresql:Server");

const ACCOUNT = locked("azure-native:storage:StorageAccount");

const TRAIL: OtherResource = {
  type: "aws:cloudtrail/trail:Trail",
  name: "trail",
  props: {},
  refersTo: { cloudWatchLogsGroupArn: ["subject"] },
};

export const PROTECTION_CASES: RuleCases = {
  "BCK-09": [
    {
      ...flags(
        "aws:rds/instance:Instance",
        { deletionProtection: true, skipFinalSnapshot: false, deleteAutomatedBackups: false },
        { deletionProtection: "fail", skipFinalSnapshot: "pass", deleteAutomatedBackups: "fail" },
      ),
      variants: [STAGING, { why: "a replica", change: { replicateSourceDb: "acme" }, outcome: "not-applicable" }],
    },
    ...["aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster"].map((type) =>
      flags(
        type,
        { deletionProtection: true, skipFinalSnapshot: false },
        { deletionProtection: "fail", skipFinalSnapshot: "pass" },
      ),
    ),
    flags("aws:eks/cluster:Cluster", { deletionProtection: true }, { deletionProtection: "fail" }),
    {
      ...flags(
        "aws:cloudwatch/logGroup:LogGroup",
        { deletionProtectionEnabled: true },
        { deletionProtectionEnabled: "fail" },
      ),
      others: [TRAIL],
      variants: [
        STAGING,
        { why: "holds no trail", change: { deletionProtectionEnabled: false }, others: [], outcome: "not-applicable" },
      ],
    },
    {
      ...SERVER,
      variants: [
        ...(SERVER.variants ?? []),
        { why: "a replica", change: { createMode: "Replica" }, outcome: "not-applicable" },
      ],
    },
    locked("azure-native:cosmosdb:DatabaseAccount"),
    locked("azure-native:keyvault:Vault"),
    {
      ...ACCOUNT,
      variants: [
        ...(ACCOUNT.variants ?? []),
        {
          why: "holds flow logs only",
          others: [
            { type: "azure-native:resources:ResourceGroup", name: "group", props: {} },
            { type: "azure-native:network:FlowLog", name: "flows", props: {}, refersTo: { storageId: ["subject"] } },
          ],
          outcome: "not-applicable",
        },
      ],
    },
    locked("azure-native:dataprotection:BackupVault"),
    locked("azure-native:operationalinsights:Workspace"),
    {
      type: LOCK,
      compliant: { level: "CanNotDelete" },
      absent: { level: "fail" },
      breaks: [outside("level", "NotSpecified", "CanNotDelete or ReadOnly")],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { deletionProtection: true, settings: { deletionProtectionEnabled: true } },
      absent: { deletionProtection: "pass", "settings.deletionProtectionEnabled": "fail" },
      breaks: [turned("deletionProtection", true), turned("settings.deletionProtectionEnabled", true)],
      variants: [STAGING, { why: "a replica", change: { masterInstanceName: "acme" }, outcome: "not-applicable" }],
    },
    flags("gcp:redis/instance:Instance", { deletionProtection: true }, { deletionProtection: "pass" }),
    flags(
      "gcp:memorystore/instance:Instance",
      { deletionProtectionEnabled: true },
      { deletionProtectionEnabled: "pass" },
    ),
    {
      type: "gcp:firestore/database:Database",
      compliant: { deleteProtectionState: "DELETE_PROTECTION_ENABLED" },
      absent: { deleteProtectionState: "fail" },
      breaks: [outside("deleteProtectionState", "DELETE_PROTECTION_DISABLED", "DELETE_PROTECTION_ENABLED")],
    },
    flags("gcp:container/cluster:Cluster", { deletionProtection: true }, { deletionProtection: "pass" }),
  ],
};
