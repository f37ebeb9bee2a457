import assert from "node:assert/strict";
import { addOnDefinition } from "../../tiers/add-ons.ts";
import { afterEffect } from "../../tiers/effect.ts";
import { environmentDefinition } from "../../tiers/environments.ts";
import { settingSchema, settingValue } from "../../tiers/setting-paths.ts";
import { SETTING_PATHS } from "../../tiers/settings.ts";
import type { SettingPath } from "../../tiers/settings.ts";
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import { DEDICATED_TIERS, ENVIRONMENTS, TIERS } from "../../tiers/vocabulary.ts";
import type { Environment, Tier } from "../../tiers/vocabulary.ts";

const SCALED: readonly SettingPath[] = [
  "database.nodeVcpu",
  "database.nodeMemoryGib",
  "database.storageGib",
  "database.iopsGuaranteed",
  "database.iopsBurst",
  "database.maxConnections",
  "database.poolConnections",
  "cache.memoryMib",
  "objects.quotaGib",
  "compute.vcpu",
  "compute.memoryGib",
];

describe("environments of the catalogue", () => {
  it("give each environment its factors, its protection and its kind of classes", () => {
    const table = ENVIRONMENTS.map((environment) => {
      const { sizeFactor, budgetFactor, copyOfProduction, burstClasses } = environmentDefinition(environment);
      return [
        environment,
        sizeFactor,
        budgetFactor,
        valueIn("premium", environment, "stack.deletionProtection"),
        copyOfProduction,
        burstClasses,
      ];
    });
    assert.deepEqual(table, [
      ["development", 0.5, 0.4, false, false, true],
      ["test", 0.5, 0.3, false, false, true],
      ["staging", 0.7, 0.7, true, false, false],
      ["production", 1, 1, true, false, false],
      ["disaster-recovery", 1, 0.8, true, true, false],
    ]);
  });

  const expected: readonly (readonly [SettingPath, readonly unknown[]])[] = [
    ["backup.retentionDays", [7, 1, 7, 30, 30]],
    ["backup.pointInTimeDays", [7, 1, 7, 7, 7]],
    ["database.scaleToZero", [true, true, false, false, false]],
    ["database.nodeVcpu", [4, 4, 5.6, 8, 8]],
    ["database.nodeMemoryGib", [16, 16, 22.4, 32, 32]],
    ["database.storageGib", [500, 500, 700, 1000, 1000]],
    ["cache.memoryMib", [1024, 1024, 1434, 2048, 2048]],
    ["budget.alarmUsdPerMonth", [1000, 750, 1750, 2500, 2000]],
    ["network.activeZones", [1, 1, 3, 3, 3]],
    ["network.nat", ["one", "one", "per-zone", "per-zone", "per-zone"]],
    ["database.readers", [0, 0, 1, 1, 1]],
    ["database.proxy", [false, false, true, true, true]],
    ["cache.shards", [1, 1, 1, 1, 1]],
    ["cache.replicasPerShard", [0, 0, 1, 1, 1]],
    ["documents.nodes", [1, 1, 3, 3, 3]],
    ["analytics.replicasPerShard", [1, 1, 2, 2, 2]],
    ["search.dataNodes", [1, 1, 2, 2, 2]],
    ["backup.crossRegionCopies", [false, false, true, true, true]],
    ["objects.crossRegionReplication", [false, false, true, true, true]],
    [
      "monitoring.channels",
      [["email"], ["email"], ["email"], ["email", "slack", "webhook"], ["email", "slack", "webhook"]],
    ],
    ["apiQuotas.requestsPerMonth", [10_000_000, 10_000_000, 10_000_000, 10_000_000, 10_000_000]],
  ];
  for (const [path, values] of expected) {
    it(`give premium its ${path} in each environment`, () => {
      assert.deepEqual(
        ENVIRONMENTS.map((environment) => valueIn("premium", environment, path)),
        values,
      );
    });
  }

  for (const tier of DEDICATED_TIERS) {
    for (const environment of ["development", "test"] as const) {
      it(`make one node in one zone of ${tier} in ${environment}, in one region, with the basic metrics`, () => {
        const one: readonly SettingPath[] = [
          "network.activeZones",
          "database.readers",
          "cache.shards",
          "cache.replicasPerShard",
          "search.masterNodes",
        ];
        assert.deepEqual(
          one.map((path) => valueIn(tier, environment, path)),
          [1, 0, 1, 0, 0],
        );
        for (const path of [
          "documents.nodes",
          "analytics.shards",
          "analytics.replicasPerShard",
          "search.dataNodes",
        ] as const) {
          const atTier = Number(settingValue(tierCatalogue(tier).settings, path));
          assert.equal(valueIn(tier, environment, path), Math.min(atTier, 1), path);
        }
        const regional: readonly SettingPath[] = [
          "database.globalCluster",
          "backup.crossRegionCopies",
          "objects.crossRegionReplication",
          "backup.disasterRecovery",
        ];
        assert.deepEqual(
          regional.map((path) => valueIn(tier, environment, path)),
          [false, false, false, false],
        );
        assert.deepEqual(valueIn(tier, environment, "monitoring.metricSets"), [
          "usage",
          "database",
          "resource",
          "connection",
        ]);
      });
    }

    it(`keep the topology and every metric of ${tier} in staging`, () => {
      const changed = changedSettings(tier, "staging").filter((path) => !SCALED.includes(path));
      const possible = [
        "backup.disasterRecovery",
        "backup.pointInTimeDays",
        "backup.retentionDays",
        "budget.alarmUsdPerMonth",
        "monitoring.channels",
      ];
      assert.deepEqual(
        changed.filter((path) => !possible.includes(path)),
        [],
      );
    });

    it(`change nothing of ${tier} in production`, () => {
      assert.deepEqual(changedSettings(tier, "production"), []);
    });

    it(`keep everything of ${tier} but the budget in disaster recovery`, () => {
      const changed = changedSettings(tier, "disaster-recovery");
      const possible = ["budget.alarmUsdPerMonth"];
      assert.deepEqual(
        changed.filter((path) => !possible.includes(path)),
        [],
      );
    });
  }

  it("never touch keys, audit, flow logs or least privilege: no environment is less safe than the tier", () => {
    const touched = ENVIRONMENTS.flatMap((environment) =>
      environmentDefinition(environment).effects.map(({ setting }) => setting),
    );
    const safety =
      /^(audit\.|network\.(flowLogs|privateEndpoints|egress)|keys\.(owner|protection|rotationDays)|identity\.|stack\.(isolation|securityLevel|fipsEndpoints))/;
    assert.deepEqual(
      touched.filter((path) => safety.test(path)),
      [],
    );
  });

  for (const environment of ENVIRONMENTS) {
    it(`${environment}: every effect on every tier leaves a value that the setting can have`, () => {
      for (const tier of TIERS) {
        for (const path of SETTING_PATHS) {
          assert.ok(settingSchema(path).safeParse(valueIn(tier, environment, path)).success, `${tier} ${path}`);
        }
      }
    });
  }

  it("name their source and place", () => {
    const effect = environmentDefinition("test").effects.find(({ setting }) => setting === "backup.retentionDays");
    assert.equal(effect?.source, "environment test");
    assert.match(effect.at(), /^tiers\/catalogue\/environments\.yaml:\d+$/);
  });
});

describe("add-ons of the catalogue", () => {
  it("let standard and higher carry white label, which opens the edge behind a firewall", () => {
    const { tiers, effects } = addOnDefinition("whiteLabel");
    assert.deepEqual(tiers, DEDICATED_TIERS);
    assert.deepEqual(
      effects.map(({ setting, source, ...rest }) => [setting, source, "value" in rest ? rest.value : undefined]),
      [
        ["edge.whiteLabel", "add-on whiteLabel", true],
        ["edge.webApplicationFirewall", "add-on whiteLabel", true],
      ],
    );
  });
});

function valueIn(tier: Tier, environment: Environment, path: SettingPath): unknown {
  return environmentDefinition(environment)
    .effects.filter(({ setting }) => setting === path)
    .reduce((value, effect) => afterEffect(effect, value), settingValue(tierCatalogue(tier).settings, path));
}

function changedSettings(tier: Tier, environment: Environment): readonly SettingPath[] {
  const { settings } = tierCatalogue(tier);
  return SETTING_PATHS.filter(
    (path) => JSON.stringify(valueIn(tier, environment, path)) !== JSON.stringify(settingValue(settings, path)),
  );
}
