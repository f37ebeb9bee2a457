import { below, outside, turned, worded } from "../harness/breaks.ts";
import type { RuleCase, RuleCases, Variant } from "../harness/rule-case.ts";
import { SPARES } from "./spare-variants.ts";

const TEST: Variant = { why: "a test", context: { environment: "test" }, outcome: "not-applicable" };

function snapshots(type: string): RuleCase {
  return {
    type,
    compliant: { snapshotRetentionLimit: 1 },
    absent: { snapshotRetentionLimit: "fail" },
    breaks: [below("snapshotRetentionLimit", 1)],
    variants: [TEST],
  };
}

export const CACHE_CASES: RuleCases = {
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
};
