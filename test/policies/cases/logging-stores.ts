import { alone, outside, turned } from "../harness/breaks.ts";
import {
  NOT_YET_KNOWN,
  type OtherResource,
  type RuleCase,
  type RuleCases,
  type StackWideCase,
} from "../harness/rule-case.ts";
import { notSent, sentOtherwise, setting } from "./diagnostic-settings.ts";

const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const SINK = "gcp:logging/projectSink:ProjectSink";
const STORE = "gcp:storage/bucket:Bucket";
const ACCOUNT_URI = "/accounts/acme";
const BLOBS = { resourceUri: `${ACCOUNT_URI}/blobServices/default` };
const BLOB_LOGS = ["StorageRead", "StorageWrite", "StorageDelete"];

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

const blobSetting = (categories: readonly string[]): OtherResource => setting(categories, undefined, BLOBS);
const EXPECTED_BLOBS =
  "expected StorageRead, StorageWrite, StorageDelete sent to a workspace or a store; add a DiagnosticSetting";

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

const CONTROL_PLANE = ["kube-audit", "guard"];
const EKS_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const STORE_LOG_CASES: RuleCases = {
  "LOG-07": [
    bucket("aws:s3/bucket:Bucket"),
    bucket("aws:s3/bucketV2:BucketV2"),
    {
      ...OBJECT_ACCOUNT,
      variants: [
        ...(OBJECT_ACCOUNT.variants ?? []),
        ...["azure-native:monitor:DiagnosticSetting", "azure-native:monitor:SubscriptionDiagnosticSetting"].map(
          (type) => ({
            why: `takes the logs of a ${type}`,
            others: [blobSetting(["StorageRead", "StorageDelete"]), pointing(type, "storageAccountId")],
            outcome: "pass" as const,
          }),
        ),
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
  "LOG-08": [
    {
      type: "aws:eks/cluster:Cluster",
      compliant: { enabledClusterLogTypes: EKS_LOGS },
      absent: { enabledClusterLogTypes: "fail" },
      breaks: EKS_LOGS.map((left) => ({
        why: `no ${left}`,
        change: { enabledClusterLogTypes: EKS_LOGS.filter((one) => one !== left) },
        reasons: [
          `enabledClusterLogTypes: got no ${left}, expected ${EKS_LOGS.join(", ")}; add what is missing to enabledClusterLogTypes`,
        ],
      })),
    },
    {
      type: "azure-native:containerservice:ManagedCluster",
      compliant: {},
      others: [setting(CONTROL_PLANE)],
      absent: {},
      breaks: notSent(CONTROL_PLANE, "kube-audit or kube-audit-admin, guard"),
      variants: [
        ...sentOtherwise(CONTROL_PLANE),
        { why: "the smaller audit log", others: [setting(["kube-audit-admin", "guard"])], outcome: "pass" },
      ],
    },
    {
      type: "gcp:container/cluster:Cluster",
      compliant: {
        loggingService: "logging.googleapis.com/kubernetes",
        loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "APISERVER"] },
        monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"] },
      },
      absent: {
        loggingService: "pass",
        "loggingConfig.enableComponents": "fail",
        "monitoringConfig.enableComponents": "pass",
      },
      breaks: [
        {
          why: "no logging",
          change: { loggingService: "none" },
          reasons: ["loggingService: got none, expected logging.googleapis.com/kubernetes; change loggingService"],
        },
        {
          why: "no log of the API server",
          change: { "loggingConfig.enableComponents": ["SYSTEM_COMPONENTS"] },
          reasons: [
            "loggingConfig.enableComponents: got no APISERVER, expected SYSTEM_COMPONENTS, APISERVER; add what is missing to loggingConfig.enableComponents",
          ],
        },
        {
          why: "nothing is measured",
          change: { "monitoringConfig.enableComponents": [] },
          reasons: [
            "monitoringConfig.enableComponents: got no SYSTEM_COMPONENTS, expected SYSTEM_COMPONENTS; add what is missing to monitoringConfig.enableComponents",
          ],
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
  "LOG-11": [
    {
      type: "azure-native:operationalinsights:Workspace",
      compliant: { publicNetworkAccessForIngestion: "Disabled", publicNetworkAccessForQuery: "Disabled" },
      absent: {
        publicNetworkAccessForIngestion: "fail",
        publicNetworkAccessForQuery: "fail",
        "features.disableLocalAuth": "pass",
      },
      unknown: { "features.disableLocalAuth": "pass" },
      breaks: [
        outside("publicNetworkAccessForIngestion", "Enabled", "Disabled"),
        {
          why: "whoever has a key may search",
          change: { publicNetworkAccessForQuery: "Enabled" },
          reasons: [
            "publicNetworkAccessForQuery: got Enabled, expected Disabled; set publicNetworkAccessForQuery",
            "features.disableLocalAuth: got nothing (the provider's default is false), expected true; set features.disableLocalAuth to true",
          ],
        },
      ],
      variants: [
        {
          why: "people search with their identity",
          change: { publicNetworkAccessForQuery: "Enabled", "features.disableLocalAuth": true },
          outcome: "pass",
        },
      ],
    },
    {
      type: SINK,
      compliant: { disabled: false },
      absent: { disabled: "pass", "exclusions.filter": "pass" },
      breaks: [
        turned("disabled", false),
        {
          why: "something is left out",
          change: { exclusions: [{ filter: "severity<ERROR" }] },
          reasons: ["exclusions.filter: got 1 exclusions, expected none; remove them"],
        },
      ],
      variants: [
        {
          why: "an exclusion that is switched off",
          change: { exclusions: [{ filter: "severity<ERROR", disabled: true }] },
          outcome: "pass",
        },
      ],
      unknown: { "exclusions.filter": "fail" },
    },
  ],
};

const sink = (filter: unknown): OtherResource => ({
  type: SINK,
  name: "sink",
  props: filter === undefined ? {} : { filter },
});
const NO_SINK = [": got no sink with the audit logs, expected one; add a ProjectSink without a filter"];
const DATA: OtherResource = { type: STORE, name: "data", props: {} };

export const SINK_WIDE_CASES: readonly StackWideCase[] = [
  { rule: "LOG-11", name: "everything", resources: [sink(undefined)], outcome: "pass" },
  {
    rule: "LOG-11",
    name: "the audit logs",
    resources: [sink('log_id("cloudaudit.googleapis.com/activity")')],
    outcome: "pass",
  },
  { rule: "LOG-11", name: "other logs", resources: [sink("severity=ERROR")], outcome: "fail", reasons: NO_SINK },
  { rule: "LOG-11", name: "no sink", resources: [DATA], outcome: "fail", reasons: NO_SINK },
  { rule: "LOG-11", name: "a filter that is not known", resources: [sink(NOT_YET_KNOWN)], outcome: "unknown" },
  { rule: "LOG-11", name: "another cloud", resources: [], outcome: "not-applicable" },
  {
    rule: "LOG-11",
    name: "a standby",
    resources: [DATA],
    context: { environment: "disaster-recovery" },
    outcome: "not-applicable",
  },
];
