/** The record of what was done in an account: the trail, and the buckets in which it and its companions lie. */
import { Trail } from "@pulumi/aws/cloudtrail/trail.js";
import { BucketLogging } from "@pulumi/aws/s3/bucketLogging.js";
import { physicalName } from "../../tiers/names.ts";
import type { TenantComponent } from "../component.ts";
import type { AccountBaselineArgs } from "../contracts.ts";
import { trailName } from "./account-key-policy.ts";
import type { BaselineKeys } from "./account-keys.ts";
import { arnAt } from "./arn.ts";
import {
  closedToOutsiders,
  nothingDeleted,
  onlyUnderKey,
  writtenByAccessLogging,
  writtenByAuditServices,
} from "./bucket-policy.ts";
import { createBucket, MAX_BUCKET_NAME_LENGTH } from "./bucket.ts";
import type { BucketDefinition, CreatedBucket } from "./bucket.ts";
import type { ResourceStatement } from "./policy-document.ts";

/** Days for which a record that ran out can still be brought back. */
const GRACE_DAYS = 30;

export interface AccountRecord {
  readonly trail: Trail;
  readonly trailBucket: CreatedBucket;
  readonly trailBucketName: string;
  /** Configuration history, and who asked for what in the bucket of the trail. */
  readonly historyBucket: CreatedBucket;
}

/**
 * Creates the buckets and the trail. Two buckets, since AWS Config and S3's access logs deliver into none that locks what it
 * is given (AWS Config developer guide, "Managing the Delivery Channel"; S3 user guide, "Enabling server access logging"):
 * there a policy forbids to delete.
 */
export function createRecord(owner: TenantComponent, args: AccountBaselineArgs, keys: BaselineKeys): AccountRecord {
  const { stack, spec } = args;
  const { retentionDays, lockMode } = spec.audit;
  const trailBucketName = nameOf(args, "trail");
  const trailBucket = createBucket(owner, {
    ...shapeOf(args, keys, "trail", (arn) => writtenByAuditServices(ownerOf(args), arn)),
    lockCapable: true,
    lock: { mode: lockMode, days: retentionDays },
  });
  const trailBucketArn = arnAt(stack, "s3", trailBucketName);
  const historyBucket = createBucket(owner, {
    ...shapeOf(args, keys, "history", (arn) => historyStatements(args, arn, trailBucketArn)),
    lockCapable: false,
  });
  owner.child(
    BucketLogging,
    "trail-logging",
    {
      bucket: trailBucket.bucket.bucket,
      targetBucket: historyBucket.bucket.bucket,
      targetPrefix: "access-logs/",
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    },
    { dependsOn: [historyBucket.policy] },
  );
  return { trail: createTrail(owner, args, keys, trailBucket), trailBucket, trailBucketName, historyBucket };
}

function createTrail(
  owner: TenantComponent,
  { stack, spec }: AccountBaselineArgs,
  keys: BaselineKeys,
  bucket: CreatedBucket,
): Trail {
  return owner.taggedChild(
    Trail,
    "trail",
    "internal",
    {
      name: trailName(stack),
      s3BucketName: bucket.bucket.bucket,
      kmsKeyId: keys.record.home,
      enableLogging: true,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      isOrganizationTrail: spec.scope === "organization",
      advancedEventSelectors: [
        { name: "Management events", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
      ],
      insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    },
    // CloudTrail tries to write before it takes the trail.
    { dependsOn: [bucket.policy] },
  );
}

function shapeOf(
  args: AccountBaselineArgs,
  keys: BaselineKeys,
  key: string,
  writers: (arn: string) => readonly ResourceStatement[],
): Omit<BucketDefinition, "lockCapable" | "lock"> {
  const name = nameOf(args, key);
  const arn = arnAt(args.stack, "s3", name);
  const keyArn = keys.record.home;
  return {
    key: `${key}-bucket`,
    name,
    dataClass: "internal",
    keyArn,
    versioning: true,
    ageing: { expireAfterDays: args.spec.audit.retentionDays, noncurrentRetentionDays: GRACE_DAYS },
    policy: [
      ...closedToOutsiders(ownerOf(args), arn),
      ...onlyUnderKey(arn, keyArn),
      ...writers(arn),
      nothingDeleted(arn),
    ],
  };
}

/** Two writers share the bucket; what keeps people from writing stands once. */
function historyStatements(args: AccountBaselineArgs, arn: string, source: string): readonly ResourceStatement[] {
  const statements = [
    ...writtenByAuditServices(ownerOf(args), arn),
    ...writtenByAccessLogging(ownerOf(args), arn, [source]),
  ];
  return [...new Map(statements.map((statement) => [statement.Sid, statement])).values()];
}

/** No tenant's principal comes near the records. */
function ownerOf({ stack, labels }: AccountBaselineArgs): { readonly account: string; readonly tenant: string } {
  return { account: stack.account, tenant: labels.tenant };
}

/** Unique in the whole partition: account and region keep it apart from everybody's. */
function nameOf({ stack }: AccountBaselineArgs, key: string): string {
  return physicalName([stack.name, key, stack.account, stack.region], MAX_BUCKET_NAME_LENGTH);
}
