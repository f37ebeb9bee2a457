import { outside, turned } from "../harness/breaks.ts";
import type { RuleCase, RuleCases } from "../harness/rule-case.ts";
import { SPARES, node } from "./spare-variants.ts";

function clusterOf(type: string, nodeType: string): RuleCase {
  const others = [node(nodeType, "writer", "eu-west-1a"), node(nodeType, "reader", "eu-west-1b")];
  const hint = `add another ${nodeType} in another zone`;
  return {
    type,
    compliant: {},
    others,
    absent: {},
    breaks: [
      { why: "one node", others: others.slice(1), reasons: [`: got 1 nodes, expected at least 2; ${hint}`] },
      { why: "no node", others: [], reasons: [`: got 0 nodes, expected at least 2; ${hint}`] },
      {
        why: "both nodes in one zone",
        others: [node(nodeType, "writer", "eu-west-1a"), node(nodeType, "reader", "eu-west-1a")],
        reasons: [": got 2 nodes in eu-west-1a, expected nodes in at least 2 zones; move one to another zone"],
      },
    ],
    variants: [
      ...SPARES,
      {
        why: "zones are the cloud's choice",
        others: [node(nodeType, "writer", undefined), node(nodeType, "reader", undefined)],
        outcome: "pass",
      },
    ],
  };
}

const CLUSTER = clusterOf("aws:rds/cluster:Cluster", "aws:rds/clusterInstance:ClusterInstance");

export const SPARE_CASES: RuleCases = {
  "BCK-10": [
    {
      type: "aws:rds/instance:Instance",
      compliant: { multiAz: true },
      absent: { multiAz: "fail" },
      breaks: [turned("multiAz", true)],
      variants: [...SPARES, { why: "a replica", change: { replicateSourceDb: "acme-db" }, outcome: "not-applicable" }],
    },
    {
      ...CLUSTER,
      absent: { dbClusterInstanceClass: "pass" },
      variants: [
        ...(CLUSTER.variants ?? []),
        {
          why: "a cluster with two standbys of its own",
          change: { dbClusterInstanceClass: "db.m6gd.large" },
          others: [],
          outcome: "pass",
        },
        {
          why: "the standby of a global database",
          change: { globalClusterIdentifier: "acme-global" },
          others: [],
          context: { environment: "disaster-recovery" },
          outcome: "not-applicable",
        },
      ],
    },
    {
      type: "azure-native:dbforpostgresql:Server",
      compliant: { highAvailability: { mode: "ZoneRedundant" } },
      absent: { "highAvailability.mode": "fail" },
      breaks: [outside("highAvailability.mode", "SameZone", "ZoneRedundant")],
      variants: [...SPARES, { why: "a replica", change: { createMode: "Replica" }, outcome: "not-applicable" }],
    },
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { settings: { availabilityType: "REGIONAL" } },
      absent: { "settings.availabilityType": "fail" },
      breaks: [outside("settings.availabilityType", "ZONAL", "REGIONAL")],
      variants: [...SPARES, { why: "a replica", change: { masterInstanceName: "acme-db" }, outcome: "not-applicable" }],
    },
  ],
  "BCK-12": [
    clusterOf("aws:docdb/cluster:Cluster", "aws:docdb/clusterInstance:ClusterInstance"),
    {
      type: "azure-native:cosmosdb:DatabaseAccount",
      compliant: {
        enableAutomaticFailover: true,
        locations: [{ locationName: "West Europe" }, { locationName: "North Europe" }],
      },
      absent: {
        "locations.isZoneRedundant": "pass",
        enableAutomaticFailover: "fail",
        "locations.locationName": "pass",
      },
      unknown: { "locations.isZoneRedundant": "pass", "locations.locationName": "pass" },
      breaks: [
        {
          why: "no failover by itself",
          change: { enableAutomaticFailover: false },
          reasons: [
            "locations.isZoneRedundant: got one zone, expected every location in several; set isZoneRedundant",
            "enableAutomaticFailover: got false, expected true; set enableAutomaticFailover to true",
          ],
        },
        {
          why: "one location in one zone",
          change: { locations: [{ locationName: "West Europe" }] },
          reasons: [
            "locations.isZoneRedundant: got one zone, expected every location in several; set isZoneRedundant",
            "locations.locationName: got 1 location, expected at least 2; add one",
          ],
        },
      ],
      variants: [
        ...SPARES,
        {
          why: "one location in several zones",
          change: {
            enableAutomaticFailover: false,
            locations: [{ locationName: "West Europe", isZoneRedundant: true }],
          },
          outcome: "pass",
        },
      ],
    },
  ],
};
