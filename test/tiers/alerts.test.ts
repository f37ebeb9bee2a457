import assert from "node:assert/strict";
import { catalogueAlerts, catalogueSignals, prometheusRules } from "../../tiers/alert-catalogue.ts";
import { chooseAlerts, limitsOf } from "../../tiers/alerts.ts";
import type { AlertChoice } from "../../tiers/alerts.ts";
import type { LimitValues } from "../../tiers/alert-words.ts";
import { METRIC_SETS } from "../../tiers/setting-sections.ts";

const CLOUDS = ["aws", "azure", "gcp"] as const;

const CHOICE: AlertChoice = {
  cloud: "aws",
  sets: ["database", "resource", "connection"],
  roles: ["database", "network", "keys"],
  unbuilt: ["documents"],
  conditions: ["provisioned", "readers", "proxy"],
  routeMinutes: { warning: 5, critical: 5, security: 5 },
};

const LIMITS: LimitValues = {
  storageLimitBytes: 1_000_000,
  bucketQuotaBytes: 2_000_000,
  nodeMemoryBytes: 100_000,
  maxConnections: 500,
  guaranteedOperationsPer5Minutes: 900_000,
  cacheCpuPercent: 45,
  recoveryPointSeconds: 1800,
  halfRecoveryPointSeconds: 900,
  baseBackupMaxAgeSeconds: 90_000,
  apiRequestsPerHour: 20_000,
  errorBudget: 0.001,
};

describe("the alert catalogue", () => {
  it("has 46 alerts, each seen or explained on every cloud", () => {
    assert.equal(catalogueAlerts().size, 46);
    for (const cloud of CLOUDS) {
      const known = new Set(catalogueSignals(cloud).map(({ alert }) => alert));
      assert.deepEqual(
        [...catalogueAlerts().keys()].filter((id) => !known.has(id)),
        [],
        cloud,
      );
    }
  });

  it("names each signal once per condition, and each metric set somewhere", () => {
    for (const cloud of CLOUDS) {
      const names = catalogueSignals(cloud).map(({ alert, key, when }) => `${alert} ${key} ${when.join(" ")}`);
      assert.equal(new Set(names).size, names.length, cloud);
    }
    assert.deepEqual(new Set([...catalogueAlerts().values()].map(({ set }) => set)), new Set(METRIC_SETS));
  });

  it("lets no alert silence itself, directly or through others", () => {
    const reach = (id: string, seen: ReadonlySet<string>): boolean =>
      (catalogueAlerts().get(id)?.suppressedBy ?? []).some(
        (other) => seen.has(other) || reach(other, new Set([...seen, other])),
      );
    assert.deepEqual(
      [...catalogueAlerts().keys()].filter((id) => reach(id, new Set([id]))),
      [],
    );
  });

  it("has rules for a cluster, none with a place left to fill in", () => {
    assert.equal(prometheusRules().length, 8);
    assert.deepEqual(
      prometheusRules().filter(({ expr }) => expr.includes("${")),
      [],
    );
  });
});

describe("choosing alerts", () => {
  it("takes those of the metric sets for the roles that exist", () => {
    const { alerts } = chooseAlerts(CHOICE, LIMITS);
    assert.deepEqual(
      alerts.map(({ id, signals }) => `${id}: ${signals.map(({ key }) => key).join(" ")}`),
      [
        "cpu-high: database",
        "memory-high: database",
        "disk-warning: database",
        "disk-critical: database",
        "disk-full-in-4-days: database",
        "connections-high: database pooler",
        "slow-queries: database",
        "deadlocks: database",
        "key-disabled-or-deletion: keys",
        "nat-port-exhaustion: nat",
        "network-drops: nat",
      ],
    );
  });

  it("fills in the tenant's limits, and keeps alerts without one the same object", () => {
    const one = chooseAlerts(CHOICE, LIMITS).alerts;
    const other = chooseAlerts(CHOICE, { ...LIMITS, maxConnections: 1000 }).alerts;
    const threshold = (alerts: typeof one, id: string): number | undefined =>
      alerts.find((alert) => alert.id === id)?.signals[0]?.threshold;
    assert.deepEqual(
      ["connections-high", "disk-warning", "disk-critical", "memory-high"].map((id) => threshold(one, id)),
      [400, 800_000, 900_000, 15_000],
    );
    assert.equal(threshold(other, "connections-high"), 800);
    assert.equal(one[0], other[0]);
    assert.deepEqual(limitsOf("aws", "connections-high"), ["maxConnections"]);
    assert.deepEqual(limitsOf("aws", "deadlocks"), []);
  });

  it("says what nobody will be told of, and why", () => {
    assert.deepEqual(chooseAlerts(CHOICE, LIMITS).unseen, [
      { alert: "cpu-high", key: "documents", reason: "role documents is not yet built" },
      {
        alert: "disk-warning",
        key: "database-local",
        reason: "the size table has no local storage per class, without which free local storage has no limit",
      },
      { alert: "connections-high", key: "documents", reason: "role documents is not yet built" },
      {
        alert: "long-transactions",
        key: "database",
        reason: "TransactionAgeMaximum counts transactions, not seconds",
      },
    ]);
  });

  it("lets only alerts silence each other that are there", () => {
    const suppressors = (choice: AlertChoice): unknown =>
      chooseAlerts(choice, LIMITS).alerts.find(({ id }) => id === "slow-queries")?.suppressedBy;
    assert.deepEqual(suppressors(CHOICE), ["cpu-high", "memory-high"]);
    assert.deepEqual(suppressors({ ...CHOICE, sets: ["database"] }), []);
  });

  it("counts how long detection takes, and tells critical alerts that come too late", () => {
    const nat = chooseAlerts(CHOICE, LIMITS).alerts.find(({ id }) => id === "nat-port-exhaustion");
    assert.deepEqual([nat?.noticeMinutes, nat?.reachMinutes], [3, 10]);
    assert.deepEqual(chooseAlerts(CHOICE, LIMITS).late, []);
    const slow = { ...CHOICE, routeMinutes: { warning: 10, critical: 10, security: 10 } };
    assert.deepEqual(
      chooseAlerts(slow, LIMITS).late.map(({ id, reachMinutes }) => [id, reachMinutes]),
      [["nat-port-exhaustion", 15]],
    );
  });

  it("keeps the promise of detection on every cloud, or says for each signal why it cannot", () => {
    for (const cloud of CLOUDS) {
      const everything: AlertChoice = {
        ...CHOICE,
        cloud,
        sets: METRIC_SETS,
        roles: [...new Set(catalogueSignals(cloud).map(({ role }) => role))],
        conditions: [...new Set(catalogueSignals(cloud).flatMap(({ when }) => when))],
      };
      const { late, alerts } = chooseAlerts(everything, LIMITS);
      assert.deepEqual(
        late.map(({ id }) => id),
        [],
        cloud,
      );
      assert.ok(!JSON.stringify(alerts).includes("${recoveryPointSeconds}"), cloud);
    }
  });
});
