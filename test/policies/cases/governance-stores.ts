import type { OtherResource, RuleCase, RuleCases } from "../harness/rule-case.ts";

const NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const V1 = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const V2 = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
const POLICY = "azure-native:storage:ManagementPolicy";
const NO_RULE =
  "got no lifecycle rule that ends objects or their old versions, expected one; add a BucketLifecycleConfiguration";
const NO_POLICY = "got no rule that deletes blobs or their old versions, expected one; add a ManagementPolicy";

const ends = { status: "Enabled", expiration: { days: 365 } };
const moves = { status: "Enabled", transitions: [{ days: 30 }] };
const config = (rule: unknown, type = V1): OtherResource => ({
  type,
  name: "lifecycle",
  props: { bucket: "data", rules: [rule] },
});

const bucket = (type: string): RuleCase => ({
  type,
  compliant: { bucket: "data" },
  others: [config(ends)],
  absent: { lifecycleRules: "pass" },
  unknown: { lifecycleRules: "pass" },
  breaks: [
    { why: "no lifecycle", others: [], reasons: [`: ${NO_RULE}`] },
    {
      why: "another bucket's",
      others: [{ ...config(ends), props: { bucket: "other", rules: [ends] } }],
      reasons: [`: ${NO_RULE}`],
    },
    { why: "only moves", others: [config(moves)], reasons: [`: ${NO_RULE}`] },
    { why: "switched off", others: [config({ ...ends, status: "Disabled" })], reasons: [`: ${NO_RULE}`] },
    {
      why: "only removes markers",
      others: [config({ status: "Enabled", expiration: { expiredObjectDeleteMarker: true } })],
      reasons: [`: ${NO_RULE}`],
    },
  ],
  variants: [
    {
      why: "old versions",
      others: [config({ status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }, V2)],
      outcome: "pass",
    },
    {
      why: "by dependency",
      others: [{ ...config(ends), props: { bucket: NOT_KNOWN, rules: [ends] }, refersTo: { bucket: ["subject"] } }],
      outcome: "pass",
    },
    {
      why: "rules of its own",
      change: { lifecycleRules: [{ enabled: true, expiration: { days: 1 } }] },
      others: [],
      outcome: "pass",
    },
    {
      why: "of a bucket not known",
      others: [{ ...config(ends), props: { bucket: NOT_KNOWN, rules: [ends] } }],
      outcome: "unknown",
    },
    {
      why: "rules not known",
      others: [{ ...config(ends), props: { bucket: "data", rules: NOT_KNOWN } }],
      outcome: "unknown",
    },
  ],
});

const lifecycle = (type: string): RuleCase => ({
  type,
  compliant: { rules: [moves, ends] },
  absent: { rules: "fail" },
  breaks: [
    {
      why: "only moves",
      change: { rules: [moves] },
      reasons: ["rules: got no enabled rule that ends objects or their old versions, expected one; add expiration"],
    },
  ],
});

const deletes = {
  enabled: true,
  definition: { actions: { version: { delete: { daysAfterCreationGreaterThan: 30 } } } },
};
const cools = { enabled: true, definition: { actions: { baseBlob: { tierToCool: {} } } } };
const management = (rule: unknown): OtherResource => ({
  type: POLICY,
  name: "policy",
  props: { accountName: "data", policy: { rules: [rule] } },
});

export const STORE_CASES: RuleCases = {
  "GOV-03": [
    bucket("aws:s3/bucket:Bucket"),
    bucket("aws:s3/bucketV2:BucketV2"),
    lifecycle(V1),
    lifecycle(V2),
    {
      type: "azure-native:storage:StorageAccount",
      compliant: { name: "data" },
      others: [management(deletes)],
      absent: {},
      breaks: [
        { why: "no policy", others: [], reasons: [`: ${NO_POLICY}`] },
        { why: "only cools", others: [management(cools)], reasons: [`: ${NO_POLICY}`] },
        { why: "switched off", others: [management({ ...deletes, enabled: false })], reasons: [`: ${NO_POLICY}`] },
      ],
      variants: [
        {
          why: "of an account not known",
          others: [{ ...management(deletes), props: { accountName: NOT_KNOWN, policy: { rules: [deletes] } } }],
          outcome: "unknown",
        },
      ],
    },
    {
      type: POLICY,
      compliant: { policy: { rules: [deletes] } },
      absent: { "policy.rules": "fail" },
      breaks: [
        {
          why: "only cools",
          change: { "policy.rules": [cools] },
          reasons: ["policy.rules: got no enabled rule that deletes, expected one; add a delete action"],
        },
      ],
    },
    {
      type: "gcp:storage/bucket:Bucket",
      compliant: {
        lifecycleRules: [
          { action: { type: "SetStorageClass" } },
          { action: { type: "Delete" }, condition: { age: 365 } },
        ],
      },
      absent: { "lifecycleRules.action.type": "fail" },
      breaks: ["SetStorageClass", "AbortIncompleteMultipartUpload"].map((type) => ({
        why: `only ${type}`,
        change: { lifecycleRules: [{ action: { type } }] },
        reasons: ["lifecycleRules: got none, expected a rule with the action Delete; add it to lifecycleRules"],
      })),
    },
    {
      type: "gcp:secretmanager/secret:Secret",
      compliant: { versionDestroyTtl: "2592000s" },
      absent: { versionDestroyTtl: "fail" },
      unknown: { versionDestroyTtl: "pass" },
      breaks: [
        {
          why: "empty",
          change: { versionDestroyTtl: "" },
          reasons: [
            "versionDestroyTtl: got nothing, expected how long a destroyed version can be had back; set versionDestroyTtl",
          ],
        },
      ],
      variants: [
        {
          why: "not for production",
          change: { versionDestroyTtl: undefined },
          context: { production: false },
          outcome: "not-applicable",
        },
      ],
    },
  ],
};
