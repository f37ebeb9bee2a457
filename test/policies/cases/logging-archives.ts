import { below, outside } from "../harness/breaks.ts";
import { NOT_YET_KNOWN, type OtherResource, type Props, type RuleCases } from "../harness/rule-case.ts";
import {
  ALONE,
  INTO_BUCKET,
  INTO_STORE,
  LOG_BUCKET,
  LOG_BUCKET_ID,
  PERIOD,
  STORE,
  YEAR_SECONDS,
  store,
  writer,
} from "./audit-sinks.ts";

const TRAIL = "aws:cloudtrail/trail:Trail";

const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

const CONTAINER_POLICY = "azure-native:storage:BlobContainerImmutabilityPolicy";

const IMMUTABLE = "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays";

const BUCKET: OtherResource = { type: "aws:s3/bucket:Bucket", name: "bucket", props: {} };

function lock(retention: Props): readonly OtherResource[] {
  const props = { rule: { defaultRetention: { mode: "GOVERNANCE", ...retention } } };
  return [BUCKET, { type: LOCK, name: "lock", props, refersTo: { bucket: ["bucket"] } }];
}

export const ARCHIVE_CASES: RuleCases = {
  "LOG-04": [
    {
      type: TRAIL,
      compliant: { s3BucketName: "acme-audit" },
      refersTo: { s3BucketName: ["bucket"] },
      others: lock({ days: 365 }),
      absent: {},
      breaks: [
        {
          why: "no lock",
          others: [BUCKET],
          reasons: [
            "s3BucketName: got a bucket without object lock, expected one; add a BucketObjectLockConfiguration",
          ],
        },
        {
          why: "a lock that ends too soon",
          others: lock({ days: 364 }),
          reasons: ["s3BucketName: got an object lock of 364 days, expected at least 365 days; lengthen it"],
        },
        {
          why: "a lock that ends before a framework's time",
          others: lock({ years: 5 }),
          context: { frameworks: ["hipaa"] },
          reasons: ["s3BucketName: got an object lock of 1825 days, expected at least 2190 days; lengthen it"],
        },
      ],
      variants: [
        { why: "in years", others: lock({ years: 7 }), context: { frameworks: ["sox"] }, outcome: "pass" },
        { why: "days that are not known", others: lock({ days: NOT_YET_KNOWN }), outcome: "unknown" },
      ],
    },
    {
      type: LOCK,
      compliant: { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } },
      absent: {
        "rule.defaultRetention.mode": "fail",
        "rule.defaultRetention.days": "fail",
        "rule.defaultRetention.years": "pass",
      },
      unknown: { "rule.defaultRetention.years": "pass" },
      breaks: [
        outside("rule.defaultRetention.mode", "NONE", "GOVERNANCE or COMPLIANCE"),
        {
          why: "no time",
          change: { "rule.defaultRetention.days": 0 },
          reasons: [
            "rule.defaultRetention.days: got 0, expected at least 1; change rule.defaultRetention.days",
            "rule.defaultRetention.years: got nothing (the provider's default is 0), expected at least 1; change rule.defaultRetention.years",
          ],
        },
      ],
      variants: [
        {
          why: "in years",
          change: { "rule.defaultRetention.days": undefined, "rule.defaultRetention.years": 1 },
          outcome: "pass",
        },
      ],
    },
    {
      type: "azure-native:storage:StorageAccount",
      compliant: {
        id: "/accounts/audit",
        immutableStorageWithVersioning: { immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 365 } },
      },
      others: [writer(false, true)],
      absent: {},
      breaks: [
        {
          why: "a day less",
          change: { [IMMUTABLE]: 364 },
          reasons: [`${IMMUTABLE}: got 364, expected at least 365 days; change ${IMMUTABLE}`],
        },
        {
          why: "a container's policy that is too short",
          change: { immutableStorageWithVersioning: undefined },
          others: [
            writer(false, true),
            {
              type: CONTAINER_POLICY,
              name: "policy",
              props: { immutabilityPeriodSinceCreationInDays: 1 },
              refersTo: { accountName: ["subject"] },
            },
          ],
          reasons: [
            `${IMMUTABLE}: got nothing (the provider's default is 0), expected at least 365 days; change ${IMMUTABLE}`,
            "immutabilityPeriodSinceCreationInDays: got 1, expected at least 365 days; change immutabilityPeriodSinceCreationInDays",
          ],
        },
      ],
      variants: [
        {
          why: "takes no logs",
          change: { immutableStorageWithVersioning: undefined },
          others: [],
          outcome: "not-applicable",
        },
        {
          why: "a container's policy",
          change: { immutableStorageWithVersioning: undefined },
          others: [
            writer(false, true),
            {
              type: CONTAINER_POLICY,
              name: "policy",
              props: { immutabilityPeriodSinceCreationInDays: 365 },
              refersTo: { accountName: ["subject"] },
            },
          ],
          outcome: "pass",
        },
        { why: "a period that is not known", change: { [IMMUTABLE]: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    },
    {
      type: CONTAINER_POLICY,
      compliant: { immutabilityPeriodSinceCreationInDays: 1, allowProtectedAppendWrites: true },
      absent: {
        immutabilityPeriodSinceCreationInDays: "fail",
        allowProtectedAppendWrites: "fail",
        allowProtectedAppendWritesAll: "pass",
      },
      unknown: { allowProtectedAppendWritesAll: "pass" },
      breaks: [
        below("immutabilityPeriodSinceCreationInDays", 1),
        {
          why: "logs cannot be appended",
          change: { allowProtectedAppendWrites: false },
          reasons: [
            "allowProtectedAppendWrites: got false, expected true; set allowProtectedAppendWrites to true",
            "allowProtectedAppendWritesAll: got nothing (the provider's default is false), expected true; set allowProtectedAppendWritesAll to true",
          ],
        },
      ],
    },
    {
      type: LOG_BUCKET,
      compliant: { ...LOG_BUCKET_ID, locked: true },
      others: [INTO_BUCKET],
      context: ALONE,
      absent: { locked: "fail" },
      breaks: [
        {
          why: "not locked",
          change: { locked: false },
          reasons: ["locked: got false, expected true; set locked to true"],
        },
        {
          why: "nor kept by a store for long enough",
          change: { locked: false },
          others: [INTO_BUCKET, INTO_STORE, store(1)],
          reasons: [
            "locked: got false, expected true; set locked to true",
            `${PERIOD}: got 1 seconds, expected at least ${YEAR_SECONDS} seconds (365 days); change ${PERIOD}`,
          ],
        },
      ],
      variants: [
        {
          why: "a store keeps it",
          change: { locked: false },
          others: [INTO_BUCKET, INTO_STORE, store(YEAR_SECONDS)],
          outcome: "pass",
        },
        { why: "no audit logs", change: { locked: false }, others: [], outcome: "not-applicable" },
        { why: "a tenant's", change: { locked: false }, context: { kind: "tenant" }, outcome: "not-applicable" },
      ],
    },
    {
      type: STORE,
      compliant: { name: "acme-audit", retentionPolicy: { retentionPeriod: String(YEAR_SECONDS) } },
      others: [INTO_STORE],
      absent: { [PERIOD]: "fail" },
      breaks: [
        {
          why: "a second less",
          change: { [PERIOD]: YEAR_SECONDS - 1 },
          reasons: [
            `${PERIOD}: got ${YEAR_SECONDS - 1} seconds, expected at least ${YEAR_SECONDS} seconds (365 days); change ${PERIOD}`,
          ],
        },
      ],
      variants: [{ why: "no audit logs", change: { [PERIOD]: undefined }, others: [], outcome: "not-applicable" }],
    },
  ],
};
