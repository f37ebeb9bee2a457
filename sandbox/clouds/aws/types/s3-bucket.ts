/** S3 buckets. Their names are unique over all accounts of the simulated cloud. */
import { createHash } from "node:crypto";
import {
  BUCKET,
  BUCKET_POLICY,
  keepsVersions,
  OBJECT_LOCK,
  PUBLIC_ACCESS_BLOCK,
  REPLICATION,
  s3Error,
  settingOf,
  settingsOf,
  VERSIONING,
} from "../bucket-lookup.ts";
import { checkBucketName } from "../names.ts";
import { isOn, numberOf, textOf } from "../../record-values.ts";
import { DNS_SUFFIX } from "../regions.ts";
import { textAt } from "../../properties.ts";
import type { CloudRecord, ResourceType, TypeContext } from "../../resource-type.ts";

/** Settings that go with their bucket. */
const SETTINGS = [
  VERSIONING,
  OBJECT_LOCK,
  PUBLIC_ACCESS_BLOCK,
  BUCKET_POLICY,
  REPLICATION,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLogging:BucketLogging",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
];

const bucket: ResourceType = {
  token: BUCKET,
  autoName: { property: "bucket", maxLength: 63, lowerCase: true },
  enums: { bucketNamespace: ["account-regional", "global"] },
  check: checkBucketName,
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "bucket") ?? "";
    const taken = context.cloud.everywhere(BUCKET).find((other) => other.id === name);
    if (taken === undefined) return undefined;
    const flaw =
      taken.account === context.account
        ? ({
            code: "409 BucketAlreadyOwnedByYou",
            message: "Your previous request to create the named bucket succeeded and you already own it.",
          } as const)
        : ({
            code: "409 BucketAlreadyExists",
            message:
              "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
          } as const);
    return s3Error(`creating S3 Bucket (${name})`, "CreateBucket", flaw);
  },
  create(inputs, context) {
    const name = textAt(inputs, "bucket") ?? "";
    const { region, partition } = context;
    return {
      id: name,
      name,
      outputs: {
        accelerationStatus: "",
        arn: `arn:${partition}:s3:::${name}`,
        bucket: name,
        bucketDomainName: `${name}.s3.${DNS_SUFFIX}`,
        bucketNamespace: "global",
        bucketPrefix: "",
        bucketRegion: region,
        bucketRegionalDomainName: `${name}.s3.${region}.${DNS_SUFFIX}`,
        corsRules: [],
        grants: [],
        hostedZoneId: `Z${createHash("sha256").update(`s3/${region}`).digest("hex").toUpperCase().slice(0, 13)}`,
        lifecycleRules: [],
        objectLockEnabled: false,
        // What a person can raise to play a bucket that is in use: it cannot be deleted then.
        objects: 0,
        policy: "",
        requestPayer: "BucketOwner",
        websiteDomain: "",
        websiteEndpoint: "",
      },
    };
  },
  refuseDelete(record, context) {
    if ((numberOf(record, "objects") ?? 0) === 0) return undefined;
    const doing = `deleting S3 Bucket (${record.id})`;
    if (!isOn(record, "forceDestroy")) {
      const all = keepsVersions(record, context) ? ". You must delete all versions in the bucket." : "";
      return s3Error(doing, "DeleteBucket", {
        code: "409 BucketNotEmpty",
        message: `The bucket you tried to delete is not empty${all}`,
      });
    }
    if (!isLockedForGood(record, context)) return undefined;
    const message = "Access Denied because object protected by object lock.";
    return s3Error(`${doing}: emptying bucket`, "DeleteObject", { code: "403 AccessDenied", message });
  },
  afterDelete(record, context, writer) {
    for (const setting of settingsOf(record, SETTINGS, context)) writer.remove(setting);
  },
};

export const bucketTypes: readonly ResourceType[] = [bucket];

/** In compliance mode nobody, the provider included, can delete an object before its time. */
function isLockedForGood(record: CloudRecord, context: TypeContext): boolean {
  return textOf(settingOf(record, OBJECT_LOCK, context), "rule.defaultRetention.mode") === "COMPLIANCE";
}
