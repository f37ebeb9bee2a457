/** Who may reach a bucket: resource policies that hold whatever an identity policy says. */
import type * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { ResourceStatement } from "./policy-document.ts";

/** Whose bucket it is: the account, and the tenant whose principals alone may come. */
type Owner = Pick<StackSpec, "account" | "tenant">;

/** Everyone, signed in or not. */
const ANYONE = { AWS: "*" } as const;

/** Services of AWS that deliver audit records into a bucket. */
const AUDIT_SERVICES = ["cloudtrail.amazonaws.com", "config.amazonaws.com", "delivery.logs.amazonaws.com"] as const;

/** S3 itself, when it delivers access logs. */
export const ACCESS_LOG_SERVICE = "logging.s3.amazonaws.com";

/** The bucket and everything in it. */
function everythingIn(bucketArn: string): readonly string[] {
  return [bucketArn, `${bucketArn}/*`];
}

/** For every bucket: encrypted connections only, this account only, and nobody labelled with another tenant. */
export function closedToOutsiders(stack: Owner, bucketArn: string): readonly ResourceStatement[] {
  const denyAll = { Effect: "Deny", Principal: ANYONE, Action: "s3:*", Resource: everythingIn(bucketArn) } as const;
  return [
    { Sid: "DenyPlainHttp", ...denyAll, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "DenyOldTls", ...denyAll, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    {
      Sid: "DenyOtherAccounts",
      ...denyAll,
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": stack.account },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      // A service that was told to write here by somebody else's resource.
      Sid: "DenyServicesOnBehalfOfOthers",
      ...denyAll,
      Condition: {
        StringNotEquals: { "aws:SourceAccount": stack.account },
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
      },
    },
    {
      Sid: "DenyPrincipalsOfOtherTenants",
      ...denyAll,
      Condition: {
        StringNotEquals: { "aws:PrincipalTag/tenant": stack.tenant },
        Null: { "aws:PrincipalTag/tenant": "false" },
      },
    },
  ];
}

/**
 * Objects only under the bucket's own key. An upload that names no encryption gets the bucket's default; one that names
 * another is refused. The operators match what is absent too, hence the second condition.
 */
export function onlyUnderKey(bucketArn: string, keyArn: pulumi.Input<string>): readonly ResourceStatement[] {
  const denyPut = { Effect: "Deny", Principal: ANYONE, Action: "s3:PutObject", Resource: `${bucketArn}/*` } as const;
  const algorithm = "s3:x-amz-server-side-encryption";
  const key = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  return [
    {
      Sid: "DenyOtherEncryption",
      ...denyPut,
      Condition: { StringNotEquals: { [algorithm]: "aws:kms" }, Null: { [algorithm]: "false" } },
    },
    { Sid: "DenyOtherKeys", ...denyPut, Condition: { StringNotEquals: { [key]: keyArn }, Null: { [key]: "false" } } },
  ];
}

/**
 * Nobody deletes an object or a version, or goes around a lock: for evidence, and for what a downgrade left behind. What
 * S3's own lifecycle removes at the end of its time is not subject to a policy.
 */
export function nothingDeleted(bucketArn: string): ResourceStatement {
  return {
    Sid: "DenyDeletion",
    Effect: "Deny",
    Principal: ANYONE,
    Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    Resource: `${bucketArn}/*`,
  };
}

/** A bucket that a downgrade dropped takes nothing new. */
export function nothingNew(bucketArn: string): ResourceStatement {
  return {
    Sid: "DenyWritesWhileRetired",
    Effect: "Deny",
    Principal: ANYONE,
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
  };
}

/** Records of what was done are written by services of AWS, never by those who do it. */
export function writtenByAuditServices(stack: Owner, bucketArn: string): readonly ResourceStatement[] {
  const onBehalfOfAccount = { StringEquals: { "aws:SourceAccount": stack.account } };
  return [
    {
      Sid: "AuditServicesLookAtBucket",
      Effect: "Allow",
      Principal: { Service: AUDIT_SERVICES },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: onBehalfOfAccount,
    },
    {
      Sid: "AuditServicesWriteRecords",
      Effect: "Allow",
      Principal: { Service: AUDIT_SERVICES },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition: onBehalfOfAccount,
    },
    denyWritesByPeople(bucketArn),
  ];
}

/** Access logs are written by S3 for the stack's own buckets, and by nobody else. */
export function writtenByAccessLogging(
  stack: Owner,
  bucketArn: string,
  sourceArns: readonly string[],
): readonly ResourceStatement[] {
  return [
    {
      Sid: "AccessLogsOfOwnBuckets",
      Effect: "Allow",
      Principal: { Service: [ACCESS_LOG_SERVICE] },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": stack.account },
        ArnLike: { "aws:SourceArn": sourceArns },
      },
    },
    denyWritesByPeople(bucketArn),
  ];
}

function denyWritesByPeople(bucketArn: string): ResourceStatement {
  return {
    Sid: "DenyWritesByPrincipals",
    Effect: "Deny",
    Principal: ANYONE,
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
  };
}
