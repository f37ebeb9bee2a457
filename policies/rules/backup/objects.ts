/** What was overwritten or deleted in object stores comes back. */
import { all, any, atLeast, check, isTrue, NO_DEFAULT, when } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const ACCOUNT = "azure-native:storage:StorageAccount";
const BLOB_SERVICE = "azure-native:storage:BlobServiceProperties";
const FLOW_LOG = "azure-native:network:FlowLog";
const LEAST_DAYS = 7;

/** Versioning of a bucket: in a resource of its own, or in the older block of the bucket. */
function versioned(subject: Subject, _context: unknown, graph: Graph): Finding {
  const own = subject.view.read("versioning.enabled");
  if (own.state === "known" && own.value === true) return PASS;
  const path = "versioningConfiguration.status";
  const readings = graph.pointingAt(subject, VERSIONING, "bucket").map(({ view }) => view.read(path));
  if (readings.some((one) => one.state === "known" && one.value === "Enabled")) return PASS;
  if (readings.some(({ state }) => state === "unknown") || graph.hasUndecided(VERSIONING, "bucket", subject))
    return unknown(path);
  const [first] = readings;
  const got = first?.state === "known" ? `versioning ${String(first.value)}` : "no versioning";
  return fail("", `got ${got}, expected Enabled; add a BucketVersioning with status Enabled`);
}

/** Azure writes a flow log by appending, and a version of each write would cost more than the log. */
function holdsFlowLogs(service: Subject, graph: Graph): boolean {
  const accounts = graph.pointedBy(service, "accountName", ACCOUNT);
  return accounts.some((account) => graph.pointingAt(account, FLOW_LOG, "storageId").length > 0);
}

function unlessFlowLogs(then: Check): Check {
  return check(then.properties, (subject, context, graph) =>
    holdsFlowLogs(subject, graph) ? notApplicable("holds flow logs only") : then.judge(subject, context, graph),
  );
}

/** An account whose blobs nobody configures has the provider's defaults: no versions, nothing comes back. */
function hasBlobService(subject: Subject, _context: unknown, graph: Graph): Finding {
  if (graph.pointingAt(subject, BLOB_SERVICE, "accountName").length > 0) return PASS;
  if (graph.pointingAt(subject, FLOW_LOG, "storageId").length > 0) return notApplicable("holds flow logs only");
  if (graph.hasUndecided(BLOB_SERVICE, "accountName", subject)) return unknown("accountName");
  return fail("", "got no BlobServiceProperties, expected versioning and soft delete; add it");
}

export const OBJECT_RULES = [
  defineRule({
    id: "BCK-06",
    name: "object-versioning",
    title: "Object versioning and soft delete are on",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:s3/bucket:Bucket": check([], versioned),
      "aws:s3/bucketV2:BucketV2": check([], versioned),
      [ACCOUNT]: check([], hasBlobService),
      [BLOB_SERVICE]: unlessFlowLogs(
        all(
          isTrue("isVersioningEnabled", { absent: false }),
          isTrue("deleteRetentionPolicy.enabled", { absent: false }),
          atLeast("deleteRetentionPolicy.days", LEAST_DAYS, { absent: NO_DEFAULT }),
          isTrue("containerDeleteRetentionPolicy.enabled", { absent: false }),
          atLeast("containerDeleteRetentionPolicy.days", LEAST_DAYS, { absent: NO_DEFAULT }),
        ),
      ),
      // Under a retention policy nothing can be overwritten, and versions were refused before 2025.
      "gcp:storage/bucket:Bucket": all(
        any(
          isTrue("versioning.enabled", { absent: false }),
          atLeast("retentionPolicy.retentionPeriod", 1, { absent: 0 }),
        ),
        // Elsewhere buckets go with their stack, and versions do.
        when(
          (_subject, context) => context.production,
          "for production only",
          atLeast("softDeletePolicy.retentionDurationSeconds", LEAST_DAYS * 86_400, { absent: 604_800 }),
        ),
      ),
    },
  }),
] as const;
