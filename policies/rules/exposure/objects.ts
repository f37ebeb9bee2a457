/** Buckets and storage accounts: public access blocked, no grant to everybody, one way of granting. */
import {
  all,
  any,
  check,
  document,
  each,
  equals,
  isFalse,
  isNoneOf,
  isOneOf,
  isTrue,
  NO_DEFAULT,
  value,
} from "../../checks.ts";
import { hasCompanion } from "../../companion.ts";
import { allOf, fail, notApplicable, PASS, unknown } from "../../finding.ts";
import { isInternet } from "../../internet.ts";
import { noPublicStatement } from "../../policy-statements.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check } from "../../rule.ts";

const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;
const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

const allBlocked = all(...BLOCKS.map((path) => isTrue(path, { absent: false })));
const blockAll = settingTo(Object.fromEntries(BLOCKS.map((path) => [path, true])));

function ofBuckets(then: Check): Record<string, Check> {
  return Object.fromEntries(BUCKETS.map((type) => [type, then]));
}

/** The block of the account covers each of its buckets. */
const accountBlocks: Check = check([], (_subject, context, graph) => {
  const blocks = graph.ofType(ACCOUNT_BLOCK);
  return blocks.length === 0
    ? notApplicable("the account's own block is not of this stack")
    : allOf(blocks.map((block) => allBlocked.judge(block, context, graph)));
});

const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"] as const;
/** The groups of S3 that stand for everybody, and for everybody with any account. */
const PUBLIC_GROUPS = [
  "http://acs.amazonaws.com/groups/global/AllUsers",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
] as const;

const bucketAcl = all(
  isNoneOf("acl", PUBLIC_ACLS, { absent: "private" }),
  each("accessControlPolicy.grants", isNoneOf("grantee.uri", PUBLIC_GROUPS, { absent: undefined })),
);

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"] as const;
const memberNotPublic = isNoneOf("member", EVERYBODY, { absent: undefined });
const membersNotPublic = each(
  "members",
  value("", { absent: undefined }, (got) =>
    EVERYBODY.some((everybody) => everybody === got)
      ? `got ${String(got)}, expected named members; take it out of members`
      : undefined,
  ),
);
const entityNotPublic = isNoneOf("entity", EVERYBODY, { absent: undefined });

/** Only where a filter is on: without one identity alone decides, and PUB-03 keeps the public out. */
const filterNotOpen: Check = check(
  ["ipFilter.mode", "ipFilter.publicNetworkSource.allowedIpCidrRanges"],
  ({ view }) => {
    const mode = view.read("ipFilter.mode");
    if (mode.state === "unknown") return unknown("ipFilter.mode");
    if (mode.state === "absent" || mode.value !== "Enabled") return notApplicable("no address filter");
    const path = "ipFilter.publicNetworkSource.allowedIpCidrRanges";
    const ranges = view.items(path)?.map((range) => range.read(""));
    if (ranges === undefined) return unknown(path);
    const open = ranges.find((range) => range.state === "known" && isInternet(String(range.value)));
    if (open?.state === "known") return fail(path, `got ${String(open.value)}, expected single networks; name them`);
    return ranges.some(({ state }) => state === "unknown") ? unknown(path) : PASS;
  },
);

export const OBJECT_EXPOSURE_RULES = [
  defineRule({
    id: "PUB-03",
    name: "object-storage-public-access-blocked",
    title: "Public access is blocked at bucket/account level",
    severity: "critical",
    scope: "stack",
    appliesTo: "all",
    checks: {
      ...ofBuckets(
        any(hasCompanion({ types: [BLOCK], property: "bucket", what: "public access block" }), accountBlocks),
      ),
      [BLOCK]: allBlocked,
      [ACCOUNT_BLOCK]: allBlocked,
      "azure-native:storage:StorageAccount": isFalse("allowBlobPublicAccess", { absent: false }),
      "azure-native:storage:BlobContainer": equals("publicAccess", "None", { absent: "None" }),
      "gcp:storage/bucket:Bucket": equals("publicAccessPrevention", "enforced", { absent: "inherited" }),
    },
    remedies: {
      [BLOCK]: blockAll,
      [ACCOUNT_BLOCK]: blockAll,
      "azure-native:storage:StorageAccount": settingTo({ allowBlobPublicAccess: false }),
      "azure-native:storage:BlobContainer": settingTo({ publicAccess: "None" }),
      "gcp:storage/bucket:Bucket": settingTo({ publicAccessPrevention: "enforced" }),
    },
  }),
  defineRule({
    id: "PUB-04",
    name: "object-storage-no-public-grant",
    title: "No public ACL, policy or IAM grant on buckets",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:s3/bucket:Bucket": isNoneOf("acl", PUBLIC_ACLS, { absent: "private" }),
      "aws:s3/bucketAcl:BucketAcl": bucketAcl,
      "aws:s3/bucketAclV2:BucketAclV2": bucketAcl,
      "aws:s3/bucketPolicy:BucketPolicy": document("policy", noPublicStatement),
      "gcp:storage/bucketAccessControl:BucketAccessControl": entityNotPublic,
      "gcp:storage/bucketIAMBinding:BucketIAMBinding": membersNotPublic,
      "gcp:storage/bucketIAMMember:BucketIAMMember": memberNotPublic,
      "gcp:storage/defaultObjectAccessControl:DefaultObjectAccessControl": entityNotPublic,
    },
  }),
  defineRule({
    id: "PUB-05",
    name: "storage-network-default-deny",
    title: "Storage accounts deny by default at network level",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "azure-native:storage:StorageAccount": any(
        isOneOf("publicNetworkAccess", ["Disabled", "SecuredByPerimeter"], { absent: "Enabled" }),
        equals("networkRuleSet.defaultAction", "Deny", { absent: "Allow" }),
      ),
      "gcp:storage/bucket:Bucket": filterNotOpen,
    },
    remedies: {
      "azure-native:storage:StorageAccount": settingTo({ "networkRuleSet.defaultAction": "Deny" }),
    },
  }),
  defineRule({
    id: "PUB-06",
    name: "object-storage-uniform-access",
    title: "ACL-less, uniform bucket access",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      ...ofBuckets(hasCompanion({ types: [OWNERSHIP], property: "bucket", what: "rule of object ownership" })),
      [OWNERSHIP]: equals("rule.objectOwnership", "BucketOwnerEnforced", { absent: NO_DEFAULT }),
      "gcp:storage/bucket:Bucket": isTrue("uniformBucketLevelAccess", { absent: false }),
    },
    remedies: {
      [OWNERSHIP]: settingTo({ "rule.objectOwnership": "BucketOwnerEnforced" }),
      "gcp:storage/bucket:Bucket": settingTo({ uniformBucketLevelAccess: true }),
    },
  }),
] as const;
