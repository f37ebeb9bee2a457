import { below, outside, turned, worded } from "../harness/breaks.ts";
import type { OtherResource, RuleCase, RuleCases, Variant } from "../harness/rule-case.ts";

const ONE_NODE: Variant = {
  why: "the tier promises one node",
  context: { tier: "standard" },
  outcome: "not-applicable",
};
const PREMIUM: Variant = { why: "the smallest tier with spares", context: { tier: "premium" }, outcome: "pass" };
const DEVELOPMENT: Variant = {
  why: "for production only",
  context: { environment: "development", production: false },
  outcome: "not-applicable",
};
const SPARES = [ONE_NODE, PREMIUM, DEVELOPMENT];
const TEST: Variant = { why: "a test", context: { environment: "test" }, outcome: "not-applicable" };

function node(type: string, name: string, zone: string | undefined): OtherResource {
  return {
    type,
    name,
    props: zone === undefined ? {} : { availabilityZone: zone },
    refersTo: { clusterIdentifier: ["subject"] },
  };
}

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

function snapshots(type: string): RuleCase {
  return {
    type,
    compliant: { snapshotRetentionLimit: 1 },
    absent: { snapshotRetentionLimit: "fail" },
    breaks: [below("snapshotRetentionLimit", 1)],
    variants: [TEST],
  };
}

export const SPARE_CASES: RuleCases = {
  "BCK-04": [
    snapshots("aws:elasticache/replicationGroup:ReplicationGroup"),
    snapshots("aws:elasticache/serverlessCache:ServerlessCache"),
    {
      type: "gcp:redis/instance:Instance",
      compliant: { persistenceConfig: { persistenceMode: "RDB" } },
      absent: { "persistenceConfig.persistenceMode": "fail" },
      breaks: [worded("persistenceConfig.persistenceMode", "DISABLED", "RDB")],
      variants: [TEST],
    },
    {
      type: "gcp:memorystore/instance:Instance",
      compliant: { automatedBackupConfig: { retention: "86400s" } },
      absent: { "automatedBackupConfig.retention": "fail" },
      unknown: { "automatedBackupConfig.retention": "pass" },
      breaks: [
        {
          why: "no backups",
          change: { automatedBackupConfig: undefined },
          reasons: [
            "automatedBackupConfig.retention: got nothing, expected a retention; set automatedBackupConfig.retention",
          ],
        },
      ],
      variants: [TEST],
    },
  ],
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
  "BCK-11": [
    {
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      compliant: { automaticFailoverEnabled: true, multiAzEnabled: true, replicasPerNodeGroup: 1 },
      absent: {
        automaticFailoverEnabled: "fail",
        multiAzEnabled: "fail",
        numCacheClusters: "pass",
        replicasPerNodeGroup: "fail",
      },
      unknown: { numCacheClusters: "pass" },
      breaks: [
        turned("automaticFailoverEnabled", true),
        turned("multiAzEnabled", true),
        {
          why: "no replica",
          change: { replicasPerNodeGroup: 0 },
          reasons: [
            "numCacheClusters: got nothing (the provider's default is 1), expected at least 2; change numCacheClusters",
            "replicasPerNodeGroup: got 0, expected at least 1; change replicasPerNodeGroup",
          ],
        },
      ],
      variants: [
        ...SPARES,
        { why: "two nodes in all", change: { replicasPerNodeGroup: undefined, numCacheClusters: 2 }, outcome: "pass" },
      ],
    },
    {
      type: "azure-native:redisenterprise:RedisEnterprise",
      compliant: { highAvailability: "Enabled", sku: { name: "Balanced_B5" } },
      absent: { highAvailability: "pass", "sku.name": "pass", zones: "pass" },
      breaks: [
        {
          why: "high availability switched off",
          change: { highAvailability: "Disabled" },
          reasons: ["highAvailability: got Disabled, expected another value; change highAvailability"],
        },
        {
          why: "an older size without zones",
          change: { "sku.name": "Enterprise_E10" },
          reasons: [
            "zones: got nothing (the provider's default is one zone), expected at least 2 zones; name them in zones",
          ],
        },
        {
          why: "one zone",
          change: { zones: ["1"] },
          reasons: ["zones: got 1 zone, expected at least 2 zones; name them in zones"],
        },
      ],
      variants: [
        ...SPARES,
        {
          why: "an older size in two zones",
          change: { "sku.name": "Enterprise_E10", zones: ["1", "2"] },
          outcome: "pass",
        },
      ],
    },
    {
      type: "azure-native:redis:Redis",
      compliant: { sku: { name: "Standard" } },
      absent: { "sku.name": "fail", zones: "pass", zonalAllocationPolicy: "pass" },
      breaks: [
        outside("sku.name", "Basic", "Standard or Premium"),
        {
          why: "one zone",
          change: { zones: ["1"] },
          reasons: ["zones: got 1 zone, expected at least 2 zones; name them in zones"],
        },
        {
          why: "told not to spread",
          change: { zonalAllocationPolicy: "NoZones" },
          reasons: ["zonalAllocationPolicy: got NoZones, expected another value; change zonalAllocationPolicy"],
        },
      ],
      variants: [...SPARES, { why: "two zones", change: { zones: ["1", "2"] }, outcome: "pass" }],
    },
    {
      type: "gcp:redis/instance:Instance",
      compliant: { tier: "STANDARD_HA" },
      absent: { tier: "fail" },
      breaks: [worded("tier", "BASIC", "STANDARD_HA")],
      variants: SPARES,
    },
    {
      type: "gcp:memorystore/instance:Instance",
      compliant: { replicaCount: 1 },
      absent: { replicaCount: "fail" },
      breaks: [below("replicaCount", 1)],
      variants: SPARES,
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
