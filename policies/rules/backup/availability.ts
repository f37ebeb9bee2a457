/** Spare nodes of databases. */
import { all, any, check, isOneOf, isTrue, when } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { FOLLOWS, followsAnother, unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { NO_SPARES, promisesSpareDatabases, promisesSpareDocuments } from "../../tier-promises.ts";

function withSpares(check: Check): Check {
  return when((_subject, context) => promisesSpareDatabases(context), NO_SPARES, check);
}

function withSpareDocuments(check: Check): Check {
  return when((_subject, context) => promisesSpareDocuments(context), NO_SPARES, check);
}

/** At least two nodes, and not all in one zone as far as the zones are known. */
function spareNodes(instanceType: string): Check {
  return check([], (subject, _context, graph) => nodesOf(subject, instanceType, graph));
}

function nodesOf(subject: Subject, instanceType: string, graph: Graph): Finding {
  const nodes = graph.pointingAt(subject, instanceType, "clusterIdentifier");
  if (nodes.length < 2) {
    if (graph.hasUndecided(instanceType, "clusterIdentifier", subject)) return unknown("clusterIdentifier");
    return fail("", `got ${nodes.length} nodes, expected at least 2; add another ${instanceType} in another zone`);
  }
  const zones = nodes.map(({ view }) => view.read("availabilityZone"));
  // A node without a zone is placed by the cloud, which spreads them.
  if (zones.some(({ state }) => state !== "known")) return PASS;
  const names = new Set(zones.map((zone) => (zone.state === "known" ? String(zone.value) : "")));
  const [only] = names;
  return names.size > 1
    ? PASS
    : fail("", `got ${nodes.length} nodes in ${only}, expected nodes in at least 2 zones; move one to another zone`);
}

/** A cluster of MySQL or PostgreSQL that is not Aurora has two standbys of its own. */
const isMultiAzCluster: Check = check(["dbClusterInstanceClass"], ({ view }) => {
  const size = view.read("dbClusterInstanceClass");
  if (size.state === "unknown") return unknown("dbClusterInstanceClass");
  return size.state === "known" && size.value !== "" ? PASS : fail("dbClusterInstanceClass", "got nothing");
});

export const AVAILABILITY_RULES = [
  defineRule({
    id: "BCK-10",
    name: "db-high-availability",
    title: "Production databases run across zones",
    severity: "high",
    scope: "stack",
    appliesTo: "production",
    checks: {
      "aws:rds/instance:Instance": withSpares(unlessReplica(isTrue("multiAz", { absent: false }))),
      // Judged on the cluster, so that one without any instance is seen too.
      "aws:rds/cluster:Cluster": withSpares(
        check(["dbClusterInstanceClass"], (subject, context, graph) => {
          if (followsAnother(subject, context)) return notApplicable(FOLLOWS);
          const whole = isMultiAzCluster.judge(subject, context, graph);
          return whole.outcome === "fail" ? nodesOf(subject, "aws:rds/clusterInstance:ClusterInstance", graph) : whole;
        }),
      ),
      "azure-native:dbforpostgresql:Server": withSpares(
        unlessReplica(isOneOf("highAvailability.mode", ["ZoneRedundant"], { absent: "Disabled" })),
      ),
      "gcp:sql/databaseInstance:DatabaseInstance": withSpares(
        unlessReplica(isOneOf("settings.availabilityType", ["REGIONAL"], { absent: "ZONAL" })),
      ),
    },
    // No remedy: it doubles the price.
  }),
  defineRule({
    id: "BCK-12",
    name: "docdb-high-availability",
    title: "Production document databases have replicas and fail over by themselves",
    severity: "medium",
    scope: "stack",
    appliesTo: "production",
    checks: {
      "aws:docdb/cluster:Cluster": withSpareDocuments(spareNodes("aws:docdb/clusterInstance:ClusterInstance")),
      "azure-native:cosmosdb:DatabaseAccount": withSpareDocuments(
        any(
          // One region over several zones needs no failover of the account.
          check(["locations.isZoneRedundant"], ({ view }) => {
            const places = view.items("locations");
            if (places === undefined) return unknown("locations.isZoneRedundant");
            const redundant = places.map((place) => place.read("isZoneRedundant"));
            if (redundant.some(({ state }) => state === "unknown")) return unknown("locations.isZoneRedundant");
            const every = redundant.every((one) => one.state === "known" && one.value === true);
            return places.length > 0 && every
              ? PASS
              : fail(
                  "locations.isZoneRedundant",
                  "got one zone, expected every location in several; set isZoneRedundant",
                );
          }),
          all(
            isTrue("enableAutomaticFailover", { absent: false }),
            check(["locations.locationName"], ({ view }) => {
              const places = view.items("locations");
              if (places === undefined) return unknown("locations.locationName");
              return places.length >= 2
                ? PASS
                : fail("locations.locationName", `got ${places.length} location, expected at least 2; add one`);
            }),
          ),
        ),
      ),
    },
  }),
] as const;
