/** Buckets as their settings and other types see them. */
import { genericApiError } from "./api-error.ts";
import { here, isOn, textOf } from "../record-values.ts";
import { textAt } from "../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../resource-type.ts";

export const BUCKET = "aws:s3/bucket:Bucket";
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
export const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
export const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

/** What S3 refuses: status and code, and a message. */
export interface BucketFlaw {
  readonly code: `${number} ${string}`;
  readonly message: string;
}

/** An S3 error: S3 lists hardly a code in its model. */
export function s3Error(doing: string, operation: string, flaw: BucketFlaw): string {
  return genericApiError(doing, `S3: ${operation}`, flaw.code, flaw.message);
}

export function invalidRequest(message: string): BucketFlaw {
  return { code: "400 InvalidRequest", message };
}

export function invalidArgument(message: string): BucketFlaw {
  return { code: "400 InvalidArgument", message };
}

export const MALFORMED_XML: BucketFlaw = {
  code: "400 MalformedXML",
  message: "The XML you provided was not well-formed or did not validate against our published schema",
};

/** A bucket of the account, in any region. */
export function findBucket(name: string | undefined, context: TypeContext): CloudRecord | undefined {
  return name === undefined ? undefined : context.cloud.find(BUCKET, (bucket) => bucket.id === name);
}

/** The record of a bucket's setting, in the bucket's region. */
export function settingOf(bucket: CloudRecord, type: string, context: TypeContext): CloudRecord | undefined {
  return context.cloud.byId(type, bucket.id, bucket.region);
}

/** Whether a bucket keeps versions: turned on, or forced by Object Lock. */
export function keepsVersions(bucket: CloudRecord, context: TypeContext): boolean {
  const status = textOf(settingOf(bucket, VERSIONING, context), "versioningConfiguration.status");
  return status === undefined ? isOn(bucket, "objectLockEnabled") : status === "Enabled";
}

/** A kind of setting that a bucket has at most once. */
export interface BucketSetting extends Pick<ResourceType, "token" | "check" | "enums" | "sets" | "jsonText"> {
  /** As the provider names it in its errors. */
  readonly words: string;
  readonly operation: string;
  /** What S3 refuses of it; `old` is absent when it is made. */
  readonly flaw?: (
    bucket: CloudRecord,
    inputs: Properties,
    context: TypeContext,
    old?: CloudRecord,
  ) => BucketFlaw | undefined;
  readonly outputs?: (inputs: Properties, context: TypeContext) => Properties;
}

/** The type of a setting: it needs its bucket, in the bucket's own region, and its id is the bucket's name. */
export function bucketSetting(setting: BucketSetting): ResourceType {
  const { words, operation, flaw, outputs, ...type } = setting;
  const refuse = (doing: string, inputs: Properties, context: TypeContext, old?: CloudRecord): string | undefined => {
    const name = textAt(inputs, "bucket") ?? "";
    const bucket = findBucket(name, context);
    const found = bucketFlaw(bucket, context) ?? (bucket && flaw?.(bucket, inputs, context, old));
    return found && s3Error(`${doing} S3 Bucket (${name}) ${words}`, operation, found);
  };
  return {
    ...type,
    autoName: "none",
    refuseCreate: (inputs, context) => refuse("creating", inputs, context),
    create: (inputs, context) => ({ id: textAt(inputs, "bucket") ?? "", outputs: outputs?.(inputs, context) ?? {} }),
    refuseUpdate: (old, inputs, context) => refuse("updating", inputs, context, old),
    // Naming the owner for the first time changes nothing.
    replaces: (old, news) =>
      old["expectedBucketOwner"] === undefined || old["expectedBucketOwner"] === news["expectedBucketOwner"]
        ? []
        : ["expectedBucketOwner"],
  };
}

function bucketFlaw(bucket: CloudRecord | undefined, context: TypeContext): BucketFlaw | undefined {
  if (bucket === undefined) return { code: "404 NoSuchBucket", message: "The specified bucket does not exist" };
  if (bucket.region === context.region) return undefined;
  const message =
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.";
  return { code: "301 PermanentRedirect", message };
}

/** Settings of a bucket that still lie in its region, when the bucket goes. */
export function settingsOf(
  bucket: CloudRecord,
  types: readonly string[],
  context: TypeContext,
): readonly CloudRecord[] {
  return types.flatMap((type) => here(context, type).filter((record) => record.id === bucket.id));
}
