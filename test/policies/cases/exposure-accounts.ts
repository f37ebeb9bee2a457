import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

export const EXPOSURE_ACCOUNTS_CASES: RuleCases = {
  "PUB-05": [
    {
      type: "azure-native:storage:StorageAccount",
      compliant: { publicNetworkAccess: "Enabled", networkRuleSet: { defaultAction: "Deny" } },
      absent: { publicNetworkAccess: "pass", "networkRuleSet.defaultAction": "fail" },
      unknown: { publicNetworkAccess: "pass" },
      breaks: [
        {
          why: "open by default",
          change: { "networkRuleSet.defaultAction": "Allow" },
          reasons: [
            "publicNetworkAccess: got Enabled, expected Disabled or SecuredByPerimeter; set publicNetworkAccess",
            "networkRuleSet.defaultAction: got Allow, expected Deny; set networkRuleSet.defaultAction to Deny",
          ],
        },
      ],
      variants: [
        { why: "closed", outcome: "pass", change: { publicNetworkAccess: "Disabled", networkRuleSet: undefined } },
        {
          why: "in a perimeter",
          outcome: "pass",
          change: { publicNetworkAccess: "SecuredByPerimeter", networkRuleSet: undefined },
        },
      ],
    },
    {
      type: "gcp:storage/bucket:Bucket",
      compliant: { ipFilter: { mode: "Enabled", publicNetworkSource: { allowedIpCidrRanges: ["198.51.100.0/24"] } } },
      absent: { "ipFilter.mode": "not-applicable", "ipFilter.publicNetworkSource.allowedIpCidrRanges": "pass" },
      breaks: [
        {
          why: "everybody",
          change: { "ipFilter.publicNetworkSource.allowedIpCidrRanges": ["198.51.100.0/24", "0.0.0.0/0"] },
          reasons: [
            "ipFilter.publicNetworkSource.allowedIpCidrRanges: got 0.0.0.0/0, expected single networks; name them",
          ],
        },
      ],
      variants: [{ why: "off", outcome: "not-applicable", change: { "ipFilter.mode": "Disabled" } }],
    },
  ],
  "PUB-06": [
    ...["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"].map((type): RuleCase => ({
      type,
      compliant: {},
      others: [
        {
          type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
          name: "ownership",
          props: { bucket: NOT_YET_KNOWN },
          refersTo: { bucket: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "no rule",
          others: [],
          reasons: [
            ": got no rule of object ownership, expected one; add aws:s3/bucketOwnershipControls:BucketOwnershipControls with bucket of it",
          ],
        },
        {
          why: "a rule of another bucket",
          others: [
            {
              type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
              name: "ownership",
              props: { bucket: "other" },
            },
          ],
          reasons: [
            ": got no rule of object ownership, expected one; add aws:s3/bucketOwnershipControls:BucketOwnershipControls with bucket of it",
          ],
        },
      ],
      variants: [
        {
          why: "a rule of a bucket not known",
          outcome: "unknown",
          others: [
            {
              type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
              name: "ownership",
              props: { bucket: NOT_YET_KNOWN },
            },
          ],
        },
      ],
    })),
    {
      type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      compliant: { rule: { objectOwnership: "BucketOwnerEnforced" } },
      absent: { "rule.objectOwnership": "fail" },
      breaks: [
        {
          why: "lists decide too",
          change: { "rule.objectOwnership": "BucketOwnerPreferred" },
          reasons: [
            "rule.objectOwnership: got BucketOwnerPreferred, expected BucketOwnerEnforced; set rule.objectOwnership to BucketOwnerEnforced",
          ],
        },
        {
          why: "the writer owns",
          change: { "rule.objectOwnership": "ObjectWriter" },
          reasons: [
            "rule.objectOwnership: got ObjectWriter, expected BucketOwnerEnforced; set rule.objectOwnership to BucketOwnerEnforced",
          ],
        },
      ],
    },
    {
      type: "gcp:storage/bucket:Bucket",
      compliant: { uniformBucketLevelAccess: true },
      absent: { uniformBucketLevelAccess: "fail" },
      breaks: [
        {
          why: "lists decide too",
          change: { uniformBucketLevelAccess: false },
          reasons: ["uniformBucketLevelAccess: got false, expected true; set uniformBucketLevelAccess to true"],
        },
      ],
    },
  ],
};
