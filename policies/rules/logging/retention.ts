/** How long logs are kept, and that nobody can shorten it. */
import { all, any, atLeast, check, isOneOf, isTrue, judgeReading, NO_DEFAULT, withThreshold } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, anyOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { auditTargets, takesAuditLogs } from "./audit-sinks.ts";

const TRAIL = "aws:cloudtrail/trail:Trail";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;
const SETTINGS = [
  "azure-native:monitor:DiagnosticSetting",
  "azure-native:monitor:SubscriptionDiagnosticSetting",
] as const;
const CONTAINER_POLICY = "azure-native:storage:BlobContainerImmutabilityPolicy";
const STORE = "gcp:storage/bucket:Bucket";
const SECONDS_PER_DAY = 86_400;

/** CloudWatch keeps for ever where the number is 0 or nobody sets one. */
const groupRetention: Check = check(["retentionInDays"], ({ view }, context) =>
  withThreshold("operationalLogRetentionDays", context, (limit, unit) =>
    judgeReading("retentionInDays", view.read("retentionInDays"), 0, (got) =>
      got === 0 || (typeof got === "number" && got >= limit)
        ? undefined
        : `got ${String(got)}, expected 0 (for ever) or at least ${limit}${unit}; change retentionInDays`,
    ),
  ),
);

/** Everything a workspace takes must be searchable; the evidence lies in it, or in a store that gets the same. */
const workspaceRetention: Check = check(["retentionInDays"], (subject, context, graph) => {
  const whole = atLeast("retentionInDays", "logRetentionDays", { absent: 30 }).judge(subject, context, graph);
  if (whole.outcome !== "fail") return whole;
  const searchable = atLeast("retentionInDays", "operationalLogRetentionDays", { absent: 30 });
  const settings = SETTINGS.flatMap((type) => graph.pointingAt(subject, type, "workspaceId"));
  const archived = settings.some(({ view }) => view.read("storageAccountId").state !== "absent");
  return archived ? searchable.judge(subject, context, graph) : whole;
});

/** The account's baseline records the whole project; what a tenant's own sinks take is a copy to search in. */
function recordedElsewhere({ kind, accountBaseline }: Context): boolean {
  return kind === "tenant" && accountBaseline !== undefined;
}

/** A bucket that takes audit logs keeps them as evidence, unless a store keeps the same. */
const logBucketRetention: Check = check(["retentionDays"], (subject, context, graph) => {
  const searchable = atLeast("retentionDays", "operationalLogRetentionDays", { absent: 30 });
  const evidence = recordedElsewhere(context) ? false : takesAuditLogs(subject, graph);
  if (evidence === false) return searchable.judge(subject, context, graph);
  const whole = atLeast("retentionDays", "logRetentionDays", { absent: 30 }).judge(subject, context, graph);
  if (whole.outcome !== "fail") return whole;
  if (evidence === "unknown") return unknown("destination");
  const archived = auditTargets(graph, STORE).map((store) => retained(context)(store));
  return anyOf([...archived.map((one) => allOf([one, searchable.judge(subject, context, graph)])), whole]);
});

/** A retention policy of at least the threshold; locked or not, nobody deletes before unless an administrator lifts it first. */
function retained(context: Context): (store: Subject) => Finding {
  const path = "retentionPolicy.retentionPeriod";
  return ({ view }) =>
    withThreshold("logRetentionDays", context, (limit, unit) => {
      const seconds = view.read(path);
      if (seconds.state === "unknown") return unknown(path);
      if (seconds.state === "known" && Number(seconds.value) >= limit * SECONDS_PER_DAY) return PASS;
      const got = seconds.state === "known" ? `${String(seconds.value)} seconds` : "nothing";
      return fail(
        path,
        `got ${got}, expected at least ${limit * SECONDS_PER_DAY} seconds (${limit}${unit}); change ${path}`,
      );
    });
}

/** The bucket of a trail has an object lock for as long as the evidence is kept. */
const trailLocked: Check = check([], (subject, context, graph) => {
  const buckets = graph.pointedBy(subject, "s3BucketName", ...BUCKETS);
  if (buckets.length === 0) {
    const name = subject.view.read("s3BucketName");
    return name.state === "unknown" ? unknown("s3BucketName") : notApplicable("writes into a bucket of another stack");
  }
  return allOf(buckets.map((bucket) => bucketLocked(bucket, context, graph)));
});

function bucketLocked(bucket: Subject, context: Context, graph: Graph): Finding {
  const locks = graph.pointingAt(bucket, LOCK, "bucket");
  if (locks.length === 0) {
    if (graph.hasUndecided(LOCK, "bucket", bucket)) return unknown("bucket");
    return fail("s3BucketName", "got a bucket without object lock, expected one; add a BucketObjectLockConfiguration");
  }
  return withThreshold("logRetentionDays", context, (limit, unit) => {
    const periods = locks.map(({ view }) => ({
      days: view.read("rule.defaultRetention.days"),
      years: view.read("rule.defaultRetention.years"),
    }));
    const days = periods.map(({ days, years }) =>
      days.state === "known" ? Number(days.value) : years.state === "known" ? Number(years.value) * 365 : 0,
    );
    const longest = Math.max(...days);
    if (longest >= limit) return PASS;
    if (periods.some((one) => one.days.state === "unknown" || one.years.state === "unknown"))
      return unknown("rule.defaultRetention.days");
    return fail(
      "s3BucketName",
      `got an object lock of ${longest} days, expected at least ${limit}${unit}; lengthen it`,
    );
  });
}

/** An account that diagnostic settings write to. */
const accountImmutable: Check = check([], (subject, context, graph) => {
  const writers = SETTINGS.flatMap((type) => graph.pointingAt(subject, type, "storageAccountId"));
  if (writers.length === 0) {
    const open = SETTINGS.some((type) => graph.hasUndecided(type, "storageAccountId", subject));
    return open ? unknown("storageAccountId") : notApplicable("holds no exported logs");
  }
  const path = "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays";
  const own = atLeast(path, "logRetentionDays", { absent: 0 }).judge(subject, context, graph);
  const below = atLeast("immutabilityPeriodSinceCreationInDays", "logRetentionDays", { absent: 0 });
  const policies = graph.pointingAt(subject, CONTAINER_POLICY, "accountName");
  return anyOf([own, ...policies.map((policy) => below.judge(policy, context, graph))]);
});

const storeImmutable: Check = check(["retentionPolicy.retentionPeriod"], (subject, context, graph) => {
  const evidence = takesAuditLogs(subject, graph);
  if (evidence === false) return notApplicable("holds no audit logs");
  if (evidence === "unknown") return unknown("destination");
  return retained(context)(subject);
});

/** The log bucket itself is locked, or the audit logs go into a store under a retention policy as well. */
const logBucketImmutable: Check = check(["locked"], (subject, context, graph) => {
  if (recordedElsewhere(context)) return notApplicable("the account's baseline keeps the evidence");
  const evidence = takesAuditLogs(subject, graph);
  if (evidence === false) return notApplicable("holds no audit logs");
  if (evidence === "unknown") return unknown("destination");
  const own = isTrue("locked", { absent: false }).judge(subject, context, graph);
  return anyOf([own, ...auditTargets(graph, STORE).map((store) => retained(context)(store))]);
});

export const RETENTION_RULES = [
  defineRule({
    id: "LOG-03",
    name: "log-retention",
    title: "Logs stay readable, and the audit evidence is kept, as long as the strictest framework asks",
    severity: "high",
    // Which log is evidence is said by the trail or sink that writes it.
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:cloudwatch/logGroup:LogGroup": groupRetention,
      "azure-native:operationalinsights:Workspace": workspaceRetention,
      "gcp:logging/projectBucketConfig:ProjectBucketConfig": logBucketRetention,
    },
  }),
  defineRule({
    id: "LOG-04",
    name: "log-archive-immutable",
    title: "The archive of the audit logs is write-once",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    // A lock that nobody can lift again is the tenant's own choice: a retention that an administrator alone can lift is enough.
    checks: {
      [TRAIL]: trailLocked,
      [LOCK]: all(
        isOneOf("rule.defaultRetention.mode", ["GOVERNANCE", "COMPLIANCE"], { absent: NO_DEFAULT }),
        any(
          atLeast("rule.defaultRetention.days", 1, { absent: 0 }),
          atLeast("rule.defaultRetention.years", 1, { absent: 0 }),
        ),
      ),
      "azure-native:storage:StorageAccount": accountImmutable,
      [CONTAINER_POLICY]: all(
        atLeast("immutabilityPeriodSinceCreationInDays", 1, { absent: 0 }),
        any(
          // Logs are written by appending.
          isTrue("allowProtectedAppendWrites", { absent: false }),
          isTrue("allowProtectedAppendWritesAll", { absent: false }),
        ),
      ),
      "gcp:logging/projectBucketConfig:ProjectBucketConfig": logBucketImmutable,
      [STORE]: storeImmutable,
    },
  }),
] as const;
