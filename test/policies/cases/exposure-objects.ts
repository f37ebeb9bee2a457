import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

export const EXPOSURE_OBJECTS_CASES: RuleCases = {
  "PUB-03": [
    ...["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"].map((type): RuleCase => ({
      type,
      compliant: {},
      others: [
        {
          type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
          name: "block",
          props: { bucket: NOT_YET_KNOWN },
          refersTo: { bucket: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "no block",
          others: [],
          reasons: [
            ": got no public access block, expected one; add aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock with bucket of it",
          ],
        },
        {
          why: "a block of another bucket",
          others: [
            {
              type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
              name: "block",
              props: { bucket: "other" },
            },
          ],
          reasons: [
            ": got no public access block, expected one; add aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock with bucket of it",
          ],
        },
        {
          why: "an account's block that is not closed",
          others: [
            {
              type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
              name: "account",
              props: {
                blockPublicAcls: false,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
              },
            },
          ],
          reasons: [
            ": got no public access block, expected one; add aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock with bucket of it",
            "blockPublicAcls: got false, expected true; set blockPublicAcls to true",
          ],
        },
      ],
      variants: [
        {
          why: "the account's block",
          outcome: "pass",
          others: [
            {
              type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
              name: "account",
              props: {
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
              },
            },
          ],
        },
        {
          why: "a block of a bucket not known",
          outcome: "unknown",
          others: [
            {
              type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
              name: "block",
              props: { bucket: NOT_YET_KNOWN },
            },
          ],
        },
      ],
    })),
    ...[
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    ].map((type): RuleCase => ({
      type,
      compliant: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      absent: {
        blockPublicAcls: "fail",
        blockPublicPolicy: "fail",
        ignorePublicAcls: "fail",
        restrictPublicBuckets: "fail",
      },
      breaks: [
        {
          why: "blockPublicAcls",
          change: { blockPublicAcls: false },
          reasons: ["blockPublicAcls: got false, expected true; set blockPublicAcls to true"],
        },
        {
          why: "blockPublicPolicy",
          change: { blockPublicPolicy: false },
          reasons: ["blockPublicPolicy: got false, expected true; set blockPublicPolicy to true"],
        },
        {
          why: "ignorePublicAcls",
          change: { ignorePublicAcls: false },
          reasons: ["ignorePublicAcls: got false, expected true; set ignorePublicAcls to true"],
        },
        {
          why: "restrictPublicBuckets",
          change: { restrictPublicBuckets: false },
          reasons: ["restrictPublicBuckets: got false, expected true; set restrictPublicBuckets to true"],
        },
      ],
    })),
    {
      type: "azure-native:storage:StorageAccount",
      compliant: { allowBlobPublicAccess: false },
      absent: { allowBlobPublicAccess: "pass" },
      breaks: [
        {
          why: "public containers",
          change: { allowBlobPublicAccess: true },
          reasons: ["allowBlobPublicAccess: got true, expected false; set allowBlobPublicAccess to false"],
        },
      ],
    },
    {
      type: "azure-native:storage:BlobContainer",
      compliant: { publicAccess: "None" },
      absent: { publicAccess: "pass" },
      breaks: [
        {
          why: "public blobs",
          change: { publicAccess: "Blob" },
          reasons: ["publicAccess: got Blob, expected None; set publicAccess to None"],
        },
        {
          why: "a public list",
          change: { publicAccess: "Container" },
          reasons: ["publicAccess: got Container, expected None; set publicAccess to None"],
        },
      ],
    },
    {
      type: "gcp:storage/bucket:Bucket",
      compliant: { publicAccessPrevention: "enforced" },
      absent: { publicAccessPrevention: "fail" },
      breaks: [
        {
          why: "as the organisation says",
          change: { publicAccessPrevention: "inherited" },
          reasons: ["publicAccessPrevention: got inherited, expected enforced; set publicAccessPrevention to enforced"],
        },
      ],
    },
  ],
};
