import assert from "node:assert/strict";
import { settingValue } from "../../tiers/setting-paths.ts";
import type { SettingValue } from "../../tiers/setting-paths.ts";
import { SETTING_PATHS } from "../../tiers/settings.ts";
import type { SettingPath } from "../../tiers/settings.ts";
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import { SECURITY_LEVELS } from "../../tiers/vocabulary.ts";
import type { Tier } from "../../tiers/vocabulary.ts";

/**
 * What is stronger: `more`, `less`, `less-never` (less, but 0 says never and is the weakest), `superset`,
 * a list from weak to strong, or `neutral` where neither end is better.
 */
type Direction = "more" | "less" | "less-never" | "superset" | "neutral" | readonly SettingValue[];
const OFF_ON = [false, true] as const;
const ON_OFF = [true, false] as const;

const DIRECTIONS = {
  "stack.isolation": ["pooled", "dedicated", "dedicated-account"],
  "stack.securityLevel": SECURITY_LEVELS,
  "stack.availabilityObjectivePercent": "more",
  "stack.deletionProtection": OFF_ON,
  "stack.fipsEndpoints": OFF_ON,
  "stack.supportFirstResponseHours": "less-never",
  "network.activeZones": "more",
  "network.nat": ["one", "per-zone"],
  "network.privateEndpoints": ["object-storage", "all"],
  "network.egress": ["open", "allow-list"],
  "network.egressAllowList": "neutral",
  "network.flowLogs": OFF_ON,
  "keys.owner": ["cell", "tenant"],
  "keys.protection": ["software", "hardware"],
  "keys.rotationDays": "less",
  "keys.deletionWindowDays": "more",
  "identity.permissionsBoundary": OFF_ON,
  "identity.multiFactorForHumans": OFF_ON,
  "identity.sessionMinutes": "less",
  "secrets.recoveryWindowDays": "more",
  "secrets.rotationDays": "less-never",
  "database.nodeVcpu": "more",
  "database.nodeMemoryGib": "more",
  "database.readers": "more",
  "database.standbyReaders": "more",
  "database.globalCluster": OFF_ON,
  "database.scaleToZero": ON_OFF,
  "database.storageGib": "more",
  "database.storageGrowthFactor": "more",
  "database.iopsGuaranteed": "more",
  "database.iopsBurst": "more",
  "database.maxConnections": "more",
  "database.poolConnections": "more",
  "database.proxy": OFF_ON,
  "database.backupWindowUtc": "neutral",
  "database.maintenanceWindowUtc": "neutral",
  "database.slowQueryMs": "less-never",
  "database.auditStatements": "superset",
  "database.performanceInsightsRetentionDays": "more",
  "database.enhancedMonitoringSeconds": "less-never",
  "database.masterPasswordGeneration": "neutral",
  "cache.memoryMib": "more",
  "cache.shards": "more",
  "cache.replicasPerShard": "more",
  "cache.snapshotRetentionDays": "more",
  "cache.snapshotWindowUtc": "neutral",
  "cache.maintenanceWindowUtc": "neutral",
  "objects.archiveBucket": OFF_ON,
  "objects.auditBucket": OFF_ON,
  "objects.lockMode": ["governance", "compliance"],
  "objects.noncurrentRetentionDays": "more",
  "objects.infrequentAccessAfterDays": "neutral",
  "objects.archiveAfterDays": "neutral",
  "objects.personalDataRetentionDays": "neutral",
  "objects.crossRegionReplication": OFF_ON,
  "objects.quotaGib": "more",
  "documents.enabled": OFF_ON,
  "documents.nodes": "more",
  "analytics.enabled": OFF_ON,
  "analytics.shards": "more",
  "analytics.replicasPerShard": "more",
  "search.enabled": OFF_ON,
  "search.dataNodes": "more",
  "search.masterNodes": "more",
  "queue.enabled": OFF_ON,
  "queue.messageRetentionDays": "more",
  "queue.maxDeliveries": "neutral",
  "queue.deadLetterRetentionDays": "more",
  "backup.retentionDays": "more",
  "backup.pointInTimeDays": "more",
  "backup.recoveryPointMinutes": "less-never",
  "backup.recoveryTimeMinutes": "less-never",
  "backup.crossRegionCopies": OFF_ON,
  "backup.locked": OFF_ON,
  "backup.disasterRecovery": OFF_ON,
  "audit.retentionDays": "more",
  "audit.immutable": OFF_ON,
  "audit.threatDetection": OFF_ON,
  "monitoring.metricSets": "superset",
  "monitoring.channels": "superset",
  "monitoring.logRetentionDays": "more",
  "monitoring.metricsRetentionDays": "more",
  "monitoring.traceSamplingPercent": "more",
  "budget.alarmUsdPerMonth": "more",
  "edge.whiteLabel": "neutral",
  "edge.webApplicationFirewall": OFF_ON,
  "edge.maxConnections": "more",
  "apiQuotas.requestsPerMinuteBurst": "more",
  "apiQuotas.requestsPerHourSustained": "more",
  "apiQuotas.requestsPerMonth": "more",
  "apiQuotas.users": "more",
  "compute.cluster": OFF_ON,
  "compute.vcpu": "more",
  "compute.memoryGib": "more",
  "compute.gpuPool": OFF_ON,
} as const satisfies Record<SettingPath, Direction>;

/** Neighbours are enough: the order is transitive. */
const STEPS: readonly (readonly [weaker: Tier, stronger: Tier])[] = [
  ["free", "standard"],
  ["standard", "premium"],
  ["premium", "enterprise"],
  ["enterprise", "enterprise-plus"],
  ["premium", "white-label"],
];

describe("order of the tiers", () => {
  for (const [weaker, stronger] of STEPS) {
    it(`${stronger} is in no setting weaker than ${weaker}`, () => {
      const broken = SETTING_PATHS.filter((path) => {
        const [low, high] = [weaker, stronger].map((tier) => settingValue(tierCatalogue(tier).settings, path));
        return low === undefined || high === undefined || isWeaker(DIRECTIONS[path], high, low);
      });
      assert.deepEqual(broken, []);
    });

    it(`no number that ${weaker} allows at its strongest is beyond what ${stronger} allows`, () => {
      const broken = SETTING_PATHS.filter((path) => {
        const low = tierCatalogue(weaker).ranges[path];
        const high = tierCatalogue(stronger).ranges[path];
        if (low?.kind !== "between" || high?.kind !== "between") return false;
        const direction: Direction = DIRECTIONS[path];
        return direction === "more" ? high.max < low.max : direction === "less" ? high.min > low.min : false;
      });
      assert.deepEqual(broken, []);
    });
  }
});

function isWeaker(direction: Direction, value: SettingValue, than: SettingValue): boolean {
  switch (direction) {
    case "more":
      return Number(value) < Number(than);
    case "less":
      return Number(value) > Number(than);
    case "less-never":
      return than !== 0 && (value === 0 || Number(value) > Number(than));
    case "superset":
      return entries(than).some((entry) => !entries(value).includes(entry));
    case "neutral":
      return false;
    default:
      return direction.indexOf(value) < direction.indexOf(than);
  }
}

function entries(value: SettingValue): readonly unknown[] {
  return Array.isArray(value) ? value : String(value).split(",");
}
