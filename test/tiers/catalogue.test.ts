import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isWithin } from "../../tiers/range.ts";
import { settingSchema, settingValue } from "../../tiers/setting-paths.ts";
import { SETTING_PATHS } from "../../tiers/settings.ts";
import type { SettingPath } from "../../tiers/settings.ts";
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import { DEDICATED_TIERS, TIERS } from "../../tiers/vocabulary.ts";

const ALL_METRICS = ["usage", "database", "resource", "connection", "cache", "replication", "backup", "security"];
const ALL_CHANNELS = ["email", "slack", "webhook", "pagerduty", "sms"];

/** Every promise of the tier table: free, standard, premium, enterprise, enterprise-plus. White label promises what enterprise does. */
const PROMISED: readonly (readonly [SettingPath, unknown, unknown, unknown, unknown, unknown])[] = [
  ["stack.isolation", "pooled", "dedicated", "dedicated", "dedicated-account", "dedicated-account"],
  ["database.nodeVcpu", 0.25, 2, 8, 32, 128],
  ["compute.vcpu", 0.25, 2, 8, 32, 128],
  ["database.nodeMemoryGib", 0.5, 8, 32, 128, 512],
  ["compute.memoryGib", 0.5, 8, 32, 128, 512],
  ["database.storageGib", 1, 100, 1000, 10_000, 20_000],
  ["database.storageGrowthFactor", 1, 2, 3, 4, 4],
  ["apiQuotas.users", 10, 1000, 10_000, 100_000, 500_000],
  ["apiQuotas.requestsPerMonth", 10_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000],
  ["apiQuotas.requestsPerHourSustained", 100, 2000, 20_000, 200_000, 2_000_000],
  ["apiQuotas.requestsPerMinuteBurst", 60, 500, 5000, 50_000, 200_000],
  ["database.maxConnections", 5, 100, 500, 1000, 2000],
  ["database.poolConnections", 5, 50, 100, 200, 400],
  ["edge.maxConnections", 50, 1000, 10_000, 50_000, 200_000],
  ["database.iopsGuaranteed", 0, 3000, 3000, 5000, 20_000],
  ["database.iopsBurst", 0, 0, 5000, 10_000, 40_000],
  ["database.readers", 0, 0, 1, 2, 2],
  ["database.globalCluster", false, false, false, true, true],
  ["database.proxy", false, false, true, true, true],
  ["database.scaleToZero", false, false, false, false, false],
  ["cache.memoryMib", 16, 512, 2048, 4096, 16_384],
  ["cache.shards", 1, 1, 1, 2, 4],
  ["cache.replicasPerShard", 0, 0, 1, 2, 2],
  ["documents.enabled", false, true, true, true, true],
  ["documents.nodes", 0, 1, 3, 3, 3],
  ["analytics.enabled", false, false, true, true, true],
  ["analytics.shards", 0, 0, 1, 2, 4],
  ["analytics.replicasPerShard", 0, 0, 2, 2, 2],
  ["search.enabled", false, false, true, true, true],
  ["search.dataNodes", 0, 0, 2, 3, 6],
  ["search.masterNodes", 0, 0, 0, 3, 3],
  ["queue.enabled", true, true, true, true, true],
  ["objects.archiveBucket", false, false, true, true, true],
  ["objects.auditBucket", false, false, false, true, true],
  ["objects.lockMode", "governance", "governance", "governance", "governance", "governance"],
  ["network.activeZones", 1, 2, 3, 3, 3],
  ["network.nat", "one", "one", "per-zone", "per-zone", "per-zone"],
  ["network.privateEndpoints", "object-storage", "object-storage", "all", "all", "all"],
  ["keys.owner", "cell", "tenant", "tenant", "tenant", "tenant"],
  ["keys.protection", "software", "software", "software", "hardware", "hardware"],
  ["keys.rotationDays", 365, 365, 90, 30, 30],
  ["backup.retentionDays", 7, 30, 30, 35, 35],
  ["backup.pointInTimeDays", 0, 0, 7, 35, 35],
  ["backup.recoveryPointMinutes", 0, 1440, 30, 15, 5],
  ["backup.recoveryTimeMinutes", 0, 480, 240, 60, 15],
  ["backup.crossRegionCopies", false, false, true, true, true],
  ["backup.locked", false, false, false, true, true],
  ["backup.disasterRecovery", false, false, false, true, true],
  ["objects.crossRegionReplication", false, false, true, true, true],
  ["stack.availabilityObjectivePercent", 90, 99.5, 99.9, 99.95, 99.99],
  ["audit.retentionDays", 90, 365, 365, 2555, 2555],
  ["audit.immutable", false, false, false, true, true],
  ["monitoring.logRetentionDays", 30, 90, 180, 365, 365],
  ["monitoring.metricsRetentionDays", 15, 30, 90, 730, 730],
  ["monitoring.traceSamplingPercent", 0, 0, 10, 20, 20],
  ["stack.supportFirstResponseHours", 0, 24, 4, 1, 1],
  ["monitoring.channels", [], ["email"], ["email", "slack", "webhook"], ALL_CHANNELS, ALL_CHANNELS],
  ["monitoring.metricSets", ["usage"], ALL_METRICS.slice(0, 4), ALL_METRICS.slice(0, 7), ALL_METRICS, ALL_METRICS],
  ["compute.cluster", false, false, true, true, true],
  ["compute.gpuPool", false, false, false, true, true],
  ["budget.alarmUsdPerMonth", 5, 400, 2500, 15_000, 60_000],
  ["stack.securityLevel", "basic", "enhanced", "enhanced", "maximum", "maximum"],
];

const WITHOUT_ML = undefined;
const ENTERPRISE_ML = { trainingHoursPerMonth: 100, inferencesPerDay: 1_000_000, models: 50, gpu: true };

describe("tier catalogue", () => {
  for (const [path, ...promised] of PROMISED) {
    it(`gives every tier its ${path} of the tier table`, () => {
      const [free, standard, premium, enterprise, enterprisePlus] = promised;
      assert.deepEqual(
        Object.fromEntries(TIERS.map((tier) => [tier, settingValue(tierCatalogue(tier).settings, path)])),
        { free, standard, premium, enterprise, "enterprise-plus": enterprisePlus, "white-label": enterprise },
      );
    });
  }

  it("keeps promises that no setting carries beside the settings", () => {
    assert.deepEqual(Object.fromEntries(TIERS.map((tier) => [tier, tierCatalogue(tier).promises.machineLearning])), {
      free: WITHOUT_ML,
      standard: WITHOUT_ML,
      premium: { trainingHoursPerMonth: 0, gpu: false },
      enterprise: ENTERPRISE_ML,
      "enterprise-plus": { trainingHoursPerMonth: 400, inferencesPerDay: 4_000_000, models: 200, gpu: true },
      "white-label": ENTERPRISE_ML,
    });
    assert.deepEqual(
      TIERS.map((tier) => tierCatalogue(tier).promises.support),
      ["community", "e-mail", "telephone", "around-the-clock", "around-the-clock", "around-the-clock"],
    );
    assert.deepEqual(tierCatalogue("free").promises, { burstVcpu: 1, burstMemoryGib: 1, support: "community" });
  });

  it("makes white label of the tier white-label alone, and enterprise of everything else in it", () => {
    assert.deepEqual(
      TIERS.filter((tier) => tierCatalogue(tier).settings.edge.whiteLabel),
      ["white-label"],
    );
    const { settings, ranges } = tierCatalogue("white-label");
    const enterprise = tierCatalogue("enterprise");
    assert.deepEqual({ ...settings, edge: { ...settings.edge, whiteLabel: false } }, enterprise.settings);
    assert.deepEqual(ranges, enterprise.ranges);
  });

  for (const tier of TIERS) {
    it(`${tier}: the three API limits do not contradict each other`, () => {
      const { requestsPerMinuteBurst, requestsPerHourSustained, requestsPerMonth } =
        tierCatalogue(tier).settings.apiQuotas;
      assert.ok(60 * requestsPerMinuteBurst >= requestsPerHourSustained, "60 × burst ≥ hourly");
      assert.ok(730 * requestsPerHourSustained >= requestsPerMonth, "730 × hourly ≥ monthly");
    });

    it(`${tier}: every default lies within its own range, and both ends of a range are values of the setting`, () => {
      const { settings, ranges } = tierCatalogue(tier);
      for (const path of SETTING_PATHS) {
        const range = ranges[path];
        if (range === undefined) continue;
        assert.ok(isWithin(range, settingValue(settings, path)), path);
        const ends = range.kind === "between" ? [range.min, range.max] : range.kind === "one-of" ? range.allowed : [];
        const lists = range.kind === "subset-of" ? [range.allowed] : [];
        for (const end of [...ends, ...lists])
          assert.ok(settingSchema(path).safeParse(end).success, `${path} ${String(end)}`);
      }
    });

    it(`${tier}: point-in-time recovery stays within the retention of backups, and windows do not overlap`, () => {
      const { backup, database, cache, queue } = tierCatalogue(tier).settings;
      assert.ok(backup.pointInTimeDays <= backup.retentionDays);
      assert.ok(queue.messageRetentionDays <= queue.deadLetterRetentionDays);
      const starts = [
        database.backupWindowUtc,
        cache.snapshotWindowUtc,
        database.maintenanceWindowUtc.slice(4),
        cache.maintenanceWindowUtc.slice(4),
      ];
      assert.equal(new Set(starts.map((window) => window.slice(0, 5))).size, 4, starts.join(" "));
    });

    it(`${tier}: is read once and cannot be changed`, () => {
      const definition = tierCatalogue(tier);
      assert.equal(tierCatalogue(tier), definition);
      assert.ok(
        [
          definition,
          definition.settings,
          definition.settings.database,
          definition.ranges,
          definition.settings.monitoring.channels,
        ].every(Object.isFrozen),
      );
    });
  }

  it("lets nothing be moved in a slice of a cell", () => {
    assert.deepEqual(tierCatalogue("free").ranges, {});
  });

  it("lets no dedicated tier move what decides where keys, accounts and protections are", () => {
    const fixed: readonly SettingPath[] = [
      "keys.owner",
      "stack.deletionProtection",
      "network.flowLogs",
      "identity.multiFactorForHumans",
      "edge.whiteLabel",
    ];
    for (const tier of DEDICATED_TIERS) {
      assert.deepEqual(
        fixed.filter((path) => tierCatalogue(tier).ranges[path] !== undefined),
        [],
        tier,
      );
    }
  });

  it("lets every tier with copies in another region go without them, the way out where no standby region is allowed", () => {
    for (const tier of ["premium", "enterprise", "enterprise-plus", "white-label"] as const) {
      const { ranges } = tierCatalogue(tier);
      assert.deepEqual(ranges["backup.crossRegionCopies"], { kind: "one-of", allowed: [true, false] }, tier);
      assert.deepEqual(ranges["objects.crossRegionReplication"], { kind: "one-of", allowed: [true, false] }, tier);
    }
  });

  it("tells where a default and a range stand", () => {
    const { at, rangeAt, file } = tierCatalogue("premium");
    assert.equal(file, "tiers/catalogue/premium.yaml");
    assert.match(at("database.storageGib"), /^tiers\/catalogue\/premium\.yaml:\d+$/);
    assert.equal(lineAt(at("database.storageGib")), "    storageGib: 1000 # S3");
    assert.equal(lineAt(rangeAt("database.storageGib")), "  database.storageGib: [100, 2000]");
    assert.equal(lineAt(tierCatalogue("free").rangeAt("database.storageGib")), "ranges: {}");
  });

  it("names a source for every value of every tier", () => {
    for (const tier of TIERS) {
      const { at } = tierCatalogue(tier);
      for (const path of SETTING_PATHS) {
        assert.match(lineAt(at(path)), / # (S[0-4]|ruling|own)\b/, `${tier} ${path}`);
      }
    }
  });
});

function lineAt(at: string): string {
  const [file = "", line = ""] = at.split(":");
  return readLines(file)[Number(line) - 1] ?? "";
}

function readLines(file: string): readonly string[] {
  return readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").split("\n");
}
