/** Who read what in object stores, key vaults and other services that hold data. */
import { standingOf } from "../../../tiers/standing.ts";
import { any, check } from "../../checks.ts";
import { DIAGNOSTIC_SETTING, findLogs, namesStorageAccount, sendsLogs } from "../../diagnostics.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const TRAIL = "aws:cloudtrail/trail:Trail";
const SUBSCRIPTION_SETTING = "azure-native:monitor:SubscriptionDiagnosticSetting";
const FLOW_LOG = "azure-native:network:FlowLog";
const AUDIT_CONFIG = "gcp:projects/iAMAuditConfig:IAMAuditConfig";
const BLOBS = "/blobServices/default";

/** Buckets that access logs go into would log their own writing for ever. */
const bucketLogged: Check = check([], (subject, _context, graph) => {
  if (graph.pointingAt(subject, LOGGING, "bucket").length > 0) return PASS;
  if (graph.pointingAt(subject, LOGGING, "targetBucket").length > 0) return notApplicable("holds access logs");
  if (graph.pointingAt(subject, REPLICATION, "rules.destination.bucket").length > 0) {
    return notApplicable("a replica, which nobody reads before a failover");
  }
  if (graph.ofType(TRAIL).some((trail) => recordsObjects(trail, subject, graph))) return PASS;
  if (graph.hasUndecided(LOGGING, "bucket", subject)) return unknown("bucket");
  return fail("", "got no access log, expected one; add a BucketLogging for the bucket");
});

/** A trail with a selector for objects that names this bucket. */
function recordsObjects(trail: Subject, bucket: Subject, graph: Graph): boolean {
  return (
    graph.link(trail, "advancedEventSelectors", bucket) === "linked" ||
    graph.link(trail, "eventSelectors", bucket) === "linked"
  );
}

/** Access to an account's blobs; writes are not logged where the logs are what is written. */
function blobsLogged(subject: Subject, graph: Graph): Finding {
  if (standingOf(subject.type, subject.name) === "copy")
    return notApplicable("a replica, which nobody reads before a failover");
  if (graph.pointingAt(subject, FLOW_LOG, "storageId").length > 0) return notApplicable("holds flow logs only");
  const writers = [DIAGNOSTIC_SETTING, SUBSCRIPTION_SETTING];
  const target = graph
    .ofType(...writers)
    .some((writer) => namesStorageAccount(writer, "storageAccountId", subject, graph));
  const categories = target ? ["StorageRead", "StorageDelete"] : ["StorageRead", "StorageWrite", "StorageDelete"];
  return findLogs(subject, graph, { categories, below: BLOBS });
}

/** Reads of all buckets, recorded by the project's own audit log. */
function readsRecorded(_subject: Subject, _context: unknown, graph: Graph): Finding {
  const services = graph.ofType(AUDIT_CONFIG).map(({ view }) => view.read("service"));
  const wanted: readonly unknown[] = ["allServices", "storage.googleapis.com"];
  return services.some((one) => one.state === "known" && wanted.includes(one.value))
    ? PASS
    : fail("logging.logBucket", "got nothing, expected a log bucket; set logging.logBucket");
}

/** Buckets that access logs go into. */
function holdsAccessLogs(subject: Subject, graph: Graph): boolean {
  return graph.pointingAt(subject, subject.type, "logging.logBucket").length > 0;
}

const bucketAccessLogged: Check = any(
  check(["logging.logBucket"], ({ view }) => {
    const bucket = view.read("logging.logBucket");
    if (bucket.state === "unknown") return PASS;
    return bucket.state === "known" && bucket.value !== ""
      ? PASS
      : fail("logging.logBucket", "got nothing, expected a log bucket; set logging.logBucket");
  }),
  check([], readsRecorded),
);

export const STORE_LOG_RULES = [
  defineRule({
    id: "LOG-07",
    name: "object-access-logs",
    title: "Access to objects is logged",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:s3/bucket:Bucket": bucketLogged,
      "aws:s3/bucketV2:BucketV2": bucketLogged,
      "azure-native:storage:StorageAccount": check([], (subject, _context, graph) => blobsLogged(subject, graph)),
      "gcp:storage/bucket:Bucket": check(["logging.logBucket"], (subject, context, graph) => {
        if (holdsAccessLogs(subject, graph)) return notApplicable("holds access logs");
        if (standingOf(subject.type, subject.name) === "copy") {
          return notApplicable("a replica, which nobody reads before a failover");
        }
        const found = bucketAccessLogged.judge(subject, context, graph);
        return found.outcome === "fail" ? { ...found, reasons: found.reasons.slice(0, 1) } : found;
      }),
    },
  }),
  defineRule({
    id: "LOG-09",
    name: "keyvault-and-paas-diagnostics",
    title: "Key vaults and services that hold data send their logs",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "azure-native:keyvault:Vault": sendsLogs({ categories: ["AuditEvent"] }),
      "azure-native:redis:Redis": sendsLogs({ categories: ["ConnectedClientList"] }),
      // The cluster has metrics only; its database has the logs.
      "azure-native:redisenterprise:Database": sendsLogs({ categories: ["ConnectionEvents"] }),
      "azure-native:cosmosdb:DatabaseAccount": sendsLogs({ categories: ["DataPlaneRequests|MongoRequests"] }),
      "azure-native:search:Service": sendsLogs({ categories: ["OperationLogs"] }),
      "azure-native:containerservice:ManagedCluster": sendsLogs({ categories: [] }),
      "azure-native:storage:StorageAccount": check([], (subject, _context, graph) => {
        const found = blobsLogged(subject, graph);
        return found.outcome === "fail" ? findLogs(subject, graph, { categories: [], below: BLOBS }) : found;
      }),
    },
  }),
] as const;
