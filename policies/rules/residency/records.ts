/** Where logs and keys lie, and whether keys and data may leave. */
import { all, check, equals, isOneOf } from "../../checks.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import { regionOf } from "../../region.ts";
import { defineRule, type Check } from "../../rule.ts";
import { judgePlace, UNRESTRICTED } from "./where.ts";

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;
const REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const ACCOUNT = "azure-native:storage:StorageAccount";

function gcpPlace(path: string): Check {
  return check([path], ({ view }, context) => judgePlace("gcp", path, view.read(path), context, "forbidden"));
}

/** `logging.googleapis.com/projects/p/locations/europe-west1/buckets/b`; a bucket of Cloud Storage is judged itself. */
const sinkTarget: Check = check(["destination"], ({ view }, context) => {
  if (context.residency === undefined) return notApplicable(UNRESTRICTED);
  const destination = view.read("destination");
  if (destination.state !== "known") return unknown("destination");
  const location = /\/locations\/([^/]+)\//.exec(String(destination.value))?.[1];
  if (location === undefined) return notApplicable("its destination is judged where it is created");
  return judgePlace("gcp", "destination", { state: "known", value: location }, context, "forbidden");
});

const trailBucket: Check = check(["s3BucketName"], (subject, context, graph) => {
  if (context.residency === undefined) return notApplicable(UNRESTRICTED);
  const buckets = graph.pointedBy(subject, "s3BucketName", ...BUCKETS);
  if (buckets.length > 0) return allOf(buckets.map((one) => judgePlace("aws", "s3BucketName", regionOf(one), context)));
  const name = subject.view.read("s3BucketName");
  return name.state === "unknown" ? unknown("s3BucketName") : notApplicable("writes into a bucket of another stack");
});

/** A key that could be copied is not copied yet: its replicas decide. */
const replicasAllowed: Check = check(["multiRegion"], (subject, context, graph) => {
  const multi = subject.view.read("multiRegion");
  if (multi.state === "unknown") return unknown("multiRegion");
  // The provider's default is a key of one region.
  if (multi.state === "absent" || multi.value === false) return PASS;
  if (context.residency === undefined) return notApplicable(UNRESTRICTED);
  const replicas = graph.pointingAt(subject, REPLICA_KEY, "primaryKeyArn");
  return replicas.length === 0
    ? PASS
    : allOf(replicas.map((replica) => judgePlace("aws", "multiRegion", regionOf(replica), context)));
});

/** Unset is the account of the source. */
const ownAccount: Check = check(["rules.destination.account"], ({ view, provider }) => {
  const path = "rules.destination.account";
  const rules = view.items("rules");
  if (rules === undefined) return unknown(path);
  const own = (provider.json("allowedAccountIds").items("") ?? []).map((one) => one.read(""));
  return allOf(
    rules.map((rule): Finding => {
      const account = rule.read("destination.account");
      if (account.state === "unknown") return unknown(path);
      if (account.state === "absent" || account.value === "") return PASS;
      const same = own.some((one) => one.state === "known" && one.value === account.value);
      return same
        ? PASS
        : fail(path, `got ${String(account.value)}, expected the account of the source; remove ${path}`);
    }),
  );
});

export const RECORD_PLACE_RULES = [
  defineRule({
    id: "RES-03",
    name: "logs-and-keys-in-jurisdiction",
    title: "Logs and key rings lie in the tenant's jurisdictions, never in the whole world",
    severity: "high",
    // Where a trail writes is said by its bucket.
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:cloudtrail/trail:Trail": trailBucket,
      "azure-native:operationalinsights:Workspace": check(["location"], ({ view }, context) =>
        judgePlace("azure", "location", view.read("location"), context),
      ),
      "gcp:logging/projectBucketConfig:ProjectBucketConfig": gcpPlace("location"),
      "gcp:kms/keyRing:KeyRing": gcpPlace("location"),
      "gcp:logging/projectSink:ProjectSink": sinkTarget,
    },
  }),
  defineRule({
    id: "RES-04",
    name: "no-multi-region-keys",
    title: "Keys are copied into the tenant's jurisdictions only",
    severity: "medium",
    // Where a key is copied to is said by its replicas.
    scope: "stack",
    appliesTo: "all",
    checks: { "aws:kms/key:Key": replicasAllowed },
    // No remedy: the provider replaces the key to change it.
  }),
  defineRule({
    id: "RES-05",
    name: "no-cross-tenant-replication",
    title: "Data cannot be replicated into another account or directory",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      [REPLICATION]: ownAccount,
      [ACCOUNT]: all(
        equals("allowCrossTenantReplication", false, { absent: false }),
        isOneOf("allowedCopyScope", ["AAD", "PrivateLink"], { absent: undefined }),
      ),
    },
    remedies: {
      [ACCOUNT]: () => ({ allowCrossTenantReplication: false, allowedCopyScope: "AAD" }),
    },
  }),
] as const;
