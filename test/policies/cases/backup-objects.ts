import { below, turned } from "../harness/breaks.ts";
import { NOT_YET_KNOWN, type OtherResource, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

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

export const OBJECT_CASES: RuleCases = {
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
