/** Where replicas, backups and copies go. */
import { all, check, when } from "../../checks.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { normaliseRegion, regionOf } from "../../region.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { regionOf as knownRegion } from "../../../tiers/regions.ts";
import { everyPlace, judgePlace, regionOfArn, UNRESTRICTED } from "./where.ts";

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

function restricted(then: Check): Check {
  return when((_subject, { residency }) => residency !== undefined, UNRESTRICTED, then);
}

/** The region in an ARN. */
function arnInPlace(path: string): Check {
  return check([path], ({ view }, context) => judgePlace("aws", path, regionOfArn(view.read(path)), context));
}

/** The regions in the ARNs of a list's items. */
function everyArn(lists: readonly string[], inner: string): Check {
  const path = [...lists, inner].join(".");
  return check([path], ({ view }, context) => {
    let items = [view];
    for (const list of lists) {
      const below = items.map((item) => item.items(list));
      if (below.includes(undefined)) return unknown(path);
      items = below.flatMap((one) => one ?? []);
    }
    return allOf(items.map((item) => judgePlace("aws", path, regionOfArn(item.read(inner)), context)));
  });
}

/** A bucket's ARN has no region, so the bucket must be in the stack, where its region is said. */
const destinations: Check = check(["rules.destination.bucket"], (subject, context, graph) => {
  const path = "rules.destination.bucket";
  const rules = subject.view.items("rules");
  if (rules === undefined) return unknown(path);
  const source = graph.pointedBy(subject, "bucket", ...BUCKETS);
  const candidates = graph.ofType(...BUCKETS).filter((bucket) => !source.includes(bucket));
  return allOf(
    rules.map((rule): Finding => {
      const target = rule.read("destination.bucket");
      const found = candidates.filter((bucket) =>
        names(subject, target.state === "known" ? target.value : undefined, bucket, graph),
      );
      if (found.length > 0) {
        return allOf(found.map((bucket) => judgePlace("aws", path, regionOf(bucket), context)));
      }
      if (target.state !== "known") return unknown(path);
      return fail(
        path,
        "got a bucket that is not in this stack, expected one whose region is known; add it to the stack",
      );
    }),
  );
});

function names(config: Subject, target: unknown, bucket: Subject, graph: Graph): boolean {
  const arn = bucket.view.read("arn");
  if (target !== undefined && arn.state === "known") return target === arn.value;
  return graph.link(config, "rules.destination.bucket", bucket) === "linked";
}

/** Where Azure itself copies to: the pair of the region, which nobody can choose. */
function pairAllowed(path: string, copies: (value: string) => boolean): Check {
  return check([path], (subject, context) => {
    const reading = subject.view.read(path);
    if (reading.state === "unknown") return unknown(path);
    if (reading.state === "absent" || !copies(String(reading.value))) return PASS;
    const home = regionOf(subject);
    if (home.state !== "known") return unknown("location");
    const pair = knownRegion("azure", normaliseRegion(String(home.value)))?.backupPair;
    if (pair === undefined) return notApplicable("the region has no pair to copy to");
    return judgePlace("azure", path, { state: "known", value: pair }, context);
  });
}

/** `auto` lets Google choose; named replicas say where they are. */
const secretReplicas: Check = check(
  ["replication.auto", "replication.userManaged.replicas.location"],
  ({ view }, context) => {
    const auto = view.read("replication.auto");
    if (auto.state === "known") {
      return fail("replication.auto", "got automatic replication, expected named places; set replication.userManaged");
    }
    if (auto.state === "unknown") return unknown("replication.auto");
    const path = "replication.userManaged.replicas";
    const replicas = view.items(path);
    if (replicas === undefined) return unknown(`${path}.location`);
    if (replicas.length === 0) return fail(`${path}.location`, "got no place, expected at least one; name it");
    return allOf(
      replicas.map((one): Finding => {
        const location = one.read("location");
        return location.state === "absent"
          ? fail(`${path}.location`, "got no place, expected one; name it")
          : judgePlace("gcp", `${path}.location`, location, context);
      }),
    );
  },
);

function oneGcpPlace(path: string): Check {
  return check([path], ({ view }, context) => judgePlace("gcp", path, view.read(path), context));
}

export const COPY_PLACE_RULES = [
  defineRule({
    id: "RES-02",
    name: "replica-in-allowed-region",
    title: "Replicas, backups and copies stay in the tenant's jurisdictions",
    severity: "critical",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:backup/plan:Plan": restricted(everyArn(["rules", "copyActions"], "destinationVaultArn")),
      "aws:secretsmanager/secret:Secret": restricted(everyPlace("aws", "replicas", "region")),
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig": restricted(destinations),
      "aws:rds/cluster:Cluster": restricted(arnInPlace("replicationSourceIdentifier")),
      "aws:rds/globalCluster:GlobalCluster": restricted(everyArn(["globalClusterMembers"], "dbClusterArn")),
      "aws:kms/replicaKey:ReplicaKey": restricted(
        check(["region"], (subject, context) => judgePlace("aws", "region", regionOf(subject), context)),
      ),
      "azure-native:cosmosdb:DatabaseAccount": restricted(everyPlace("azure", "locations", "locationName")),
      "azure-native:storage:StorageAccount": restricted(pairAllowed("sku.name", (sku) => /GRS|GZRS/.test(sku))),
      "azure-native:dbforpostgresql:Server": restricted(
        pairAllowed("backup.geoRedundantBackup", (value) => value === "Enabled"),
      ),
      "gcp:sql/databaseInstance:DatabaseInstance": restricted(oneGcpPlace("settings.backupConfiguration.location")),
      "gcp:storage/bucket:Bucket": restricted(
        all(oneGcpPlace("location"), everyPlace("gcp", "customPlacementConfig.dataLocations", "")),
      ),
      "gcp:secretmanager/secret:Secret": restricted(secretReplicas),
    },
  }),
] as const;
