import { alone } from "../harness/breaks.ts";
import { NOT_YET_KNOWN, type OtherResource, type RuleCase, type RuleCases } from "../harness/rule-case.ts";
import { notSent, sentOtherwise, setting } from "./diagnostic-settings.ts";

const LOGGING = "aws:s3/bucketLogging:BucketLogging";

const STORE = "gcp:storage/bucket:Bucket";

function pointing(type: string, property: string, name = "other"): OtherResource {
  return { type, name, props: {}, refersTo: { [property]: ["subject"] } };
}

function bucket(type: string): RuleCase {
  return {
    type,
    compliant: { bucket: "acme-data" },
    others: [pointing(LOGGING, "bucket")],
    absent: {},
    breaks: [alone("no access log", "got no access log, expected one; add a BucketLogging for the bucket")],
    variants: [
      { why: "holds access logs", others: [pointing(LOGGING, "targetBucket")], outcome: "not-applicable" },
      {
        why: "a replica",
        others: [pointing("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "rules")],
        outcome: "not-applicable",
      },
      ...["advancedEventSelectors", "eventSelectors"].map((property) => ({
        why: `a trail's ${property}`,
        others: [pointing("aws:cloudtrail/trail:Trail", property)],
        outcome: "pass" as const,
      })),
      {
        why: "a log of something that is not known",
        others: [{ type: LOGGING, name: "logging", props: { bucket: NOT_YET_KNOWN } }],
        outcome: "unknown",
      },
    ],
  };
}

const ACCOUNT_URI = "/accounts/acme";

const BLOBS = { resourceUri: `${ACCOUNT_URI}/blobServices/default` };

const BLOB_LOGS = ["StorageRead", "StorageWrite", "StorageDelete"];

const blobSetting = (categories: readonly string[]): OtherResource => setting(categories, undefined, BLOBS);

const EXPECTED_BLOBS =
  "expected StorageRead, StorageWrite, StorageDelete sent to a workspace or a store; add a DiagnosticSetting";

const SETTING = "azure-native:monitor:DiagnosticSetting";

/** Before anything exists: a setting names the account by a container in it, whose id holds the account's. */
const CONTAINER: OtherResource = {
  type: "azure-native:storage:BlobContainer",
  name: "container",
  props: { accountName: NOT_YET_KNOWN },
  refersTo: { accountName: ["subject"] },
};

function settingByContainer(categories: readonly string[], property: string): OtherResource {
  const known = setting(categories, undefined, { [property]: NOT_YET_KNOWN });
  return { ...known, name: "by-container", refersTo: { [property]: ["container"] } };
}

function account(breaks: RuleCase["breaks"]): RuleCase {
  return {
    type: "azure-native:storage:StorageAccount",
    compliant: { id: ACCOUNT_URI },
    others: [blobSetting(BLOB_LOGS)],
    absent: {},
    breaks,
    variants: [
      {
        why: "flow logs",
        others: [pointing("azure-native:network:FlowLog", "storageId")],
        outcome: "not-applicable",
      },
      {
        why: "before it exists, named by a container in it",
        change: { id: NOT_YET_KNOWN },
        others: [CONTAINER, settingByContainer(BLOB_LOGS, "resourceUri")],
        outcome: "pass",
      },
    ],
  };
}

const OBJECT_ACCOUNT = account([
  alone("no setting", `got no diagnostic setting, ${EXPECTED_BLOBS}`),
  {
    why: "writes are not logged",
    others: [blobSetting(["StorageRead", "StorageDelete"])],
    reasons: [`: got a diagnostic setting without them, ${EXPECTED_BLOBS}`],
  },
  {
    why: "before it exists, a setting that names a container in another account",
    change: { id: NOT_YET_KNOWN },
    others: [
      { ...CONTAINER, refersTo: {}, props: { accountName: "other" } },
      settingByContainer(BLOB_LOGS, "resourceUri"),
    ],
    reasons: [`: got no diagnostic setting, ${EXPECTED_BLOBS}`],
  },
  {
    why: "a setting of the account, not of its blobs",
    others: [setting(BLOB_LOGS, undefined, { resourceUri: ACCOUNT_URI })],
    reasons: [`: got no diagnostic setting, ${EXPECTED_BLOBS}`],
  },
]);

const PAAS = {
  "azure-native:keyvault:Vault": ["AuditEvent"],
  "azure-native:redis:Redis": ["ConnectedClientList"],
  "azure-native:redisenterprise:Database": ["ConnectionEvents"],
  "azure-native:search:Service": ["OperationLogs"],
} as const;

function paas([type, categories]: readonly [string, readonly string[]]): RuleCase {
  return {
    type,
    compliant: {},
    others: [setting(categories)],
    absent: {},
    breaks: notSent(categories, categories.join(", ")),
    variants: sentOtherwise(categories),
  };
}

export const STORE_LOG_CASES: RuleCases = {
  "LOG-07": [
    bucket("aws:s3/bucket:Bucket"),
    bucket("aws:s3/bucketV2:BucketV2"),
    {
      ...OBJECT_ACCOUNT,
      variants: [
        ...(OBJECT_ACCOUNT.variants ?? []),
        {
          why: "takes logs, named by a container in it before it exists",
          change: { id: NOT_YET_KNOWN },
          others: [
            CONTAINER,
            settingByContainer(["StorageRead", "StorageDelete"], "resourceUri"),
            { ...settingByContainer([], "storageAccountId"), name: "writer" },
          ],
          outcome: "pass",
        },
        ...[SETTING, "azure-native:monitor:SubscriptionDiagnosticSetting"].map((type) => ({
          why: `takes the logs of a ${type}`,
          others: [blobSetting(["StorageRead", "StorageDelete"]), pointing(type, "storageAccountId")],
          outcome: "pass" as const,
        })),
      ],
    },
    {
      type: STORE,
      compliant: { name: "acme-data", logging: { logBucket: "acme-logs" } },
      absent: { "logging.logBucket": "fail" },
      unknown: { "logging.logBucket": "pass" },
      breaks: [
        {
          why: "no log",
          change: { logging: undefined },
          reasons: ["logging.logBucket: got nothing, expected a log bucket; set logging.logBucket"],
        },
      ],
      variants: [
        {
          why: "reads are in the audit log",
          change: { logging: undefined },
          others: [
            { type: "gcp:projects/iAMAuditConfig:IAMAuditConfig", name: "config", props: { service: "allServices" } },
          ],
          outcome: "pass",
        },
        {
          why: "holds access logs",
          change: { logging: undefined },
          others: [{ type: STORE, name: "data", props: { logging: { logBucket: "acme-data" } } }],
          outcome: "not-applicable",
        },
      ],
    },
  ],
  "LOG-09": [
    ...Object.entries(PAAS).map(paas),
    {
      ...paas(["azure-native:cosmosdb:DatabaseAccount", ["DataPlaneRequests"]]),
      breaks: notSent(["DataPlaneRequests"], "DataPlaneRequests or MongoRequests"),
    },
    {
      ...paas(["azure-native:containerservice:ManagedCluster", ["kube-apiserver"]]),
      breaks: notSent(["kube-apiserver"], "its logs"),
    },
    account([
      alone(
        "no setting",
        "got no diagnostic setting, expected its logs sent to a workspace or a store; add a DiagnosticSetting",
      ),
    ]),
  ],
};
