import assert from "node:assert/strict";
import { assertRefused, problemsOf, resolveSample } from "./sample-tenants.ts";

describe("resolve refuses what the cloud cannot keep", () => {
  it("a key rotation shorter than the service offers, with the nearest feasible", () => {
    assertRefused({ overrides: "{ keys: { rotationDays: 30 } }" }, [
      [
        "infeasible",
        "acme.yaml:10:36: overrides.keys.rotationDays: got 30 days, expected at least 90 days on aws (fact kms.rotation.min: shortest automatic rotation period); write 90 days, the nearest feasible",
      ],
    ]);
  });

  it("but holds a tier's own promise at the nearest feasible, and says so", () => {
    const { blueprint, decisions } = resolveSample({ tier: "enterprise" });
    assert.equal(blueprint.keys.keys[0]?.rotationDays, 90);
    const steps = decisions.find(({ path }) => path === "keys.keys.data.rotationDays")?.steps ?? [];
    assert.deepEqual(
      steps.map(({ source, value }) => [source, value]),
      [
        ["tier enterprise", 30],
        ["fact kms.rotation.min", 90],
      ],
    );
  });

  it("a recovery point shorter than the backup's lag", () => {
    assertRefused({ tier: "enterprise-plus", overrides: "{ backup: { recoveryPointMinutes: 4 } }" }, [
      [
        "infeasible",
        "acme.yaml:10:46: overrides.backup.recoveryPointMinutes: got 4 minutes, expected at least 5 minutes on aws (fact aurora.backup.rpo: latest restorable time lag (PITR)); write 5 minutes, the nearest feasible",
      ],
    ]);
  });

  it("more connections than the node takes in this environment", () => {
    assertRefused(
      { tier: "enterprise", overrides: "{ database: { maxConnections: 5000 } }" },
      [
        [
          "infeasible",
          "acme.yaml:10:42: overrides.database.maxConnections: got 5000 connections, expected at most 2000 for db.serverless in development (fact aurora.conn); raise database.nodeMemoryGib, or set environments.development.overrides.database.maxConnections to 2000",
        ],
      ],
      "development",
    );
  });

  it("storage that may grow beyond the largest volume", () => {
    assertRefused(
      { tier: "enterprise-plus", overrides: "{ database: { storageGib: 100000, storageGrowthFactor: 10 } }" },
      [
        [
          "infeasible",
          "acme.yaml:10:38: overrides.database.storageGib: got 100000 GiB × 10 = 1000000 GiB, expected at most 262144 GiB on aws (fact aurora.storage.max); lower database.storageGib or database.storageGrowthFactor",
        ],
      ],
    );
  });

  it("nodes larger than any class of the region", () => {
    const codes = problemsOf({
      tier: "enterprise-plus",
      region: "eu-west-3",
      overrides: "{ database: { nodeVcpu: 192, nodeMemoryGib: 1536 } }",
    });
    assert.deepEqual(
      codes.map(({ code, path }) => [code, path]),
      [
        ["infeasible", "overrides.database.nodeVcpu"],
        ["infeasible", "overrides.database.nodeMemoryGib"],
      ],
    );
  });

  it("a backup window that meets the maintenance window, also across midnight", () => {
    assertRefused({ overrides: '{ database: { backupWindowUtc: "03:30-04:30" } }' }, [
      [
        "constraint",
        "acme.yaml:10:43: overrides.database.backupWindowUtc: got 03:30-04:30, expected a window apart from database.maintenanceWindowUtc sun:04:00-sun:05:00; move one of them",
      ],
    ]);
    const inside = '{ database: { backupWindowUtc: "04:59-05:59" } }';
    assert.deepEqual(
      problemsOf({ overrides: inside }).map(({ path }) => path),
      ["overrides.database.backupWindowUtc"],
    );
    const overNight = '{ database: { backupWindowUtc: "23:30-00:30", maintenanceWindowUtc: "mon:00:00-mon:00:30" } }';
    assert.deepEqual(
      problemsOf({ overrides: overNight }).map(({ path }) => path),
      ["overrides.database.maintenanceWindowUtc"],
    );
    const sideBySide = '{ database: { backupWindowUtc: "03:00-04:00" } }';
    assert.deepEqual(problemsOf({ overrides: sideBySide }), []);
  });

  it("a window shorter than the service takes", () => {
    assertRefused(
      { overrides: '{ database: { backupWindowUtc: "03:00-03:29" }, cache: { snapshotWindowUtc: "04:00-04:59" } }' },
      [
        [
          "infeasible",
          "acme.yaml:10:43: overrides.database.backupWindowUtc: got 03:00-03:29, expected a window of at least 30 minutes (fact aurora.window.min); lengthen it",
        ],
        [
          "infeasible",
          "acme.yaml:10:88: overrides.cache.snapshotWindowUtc: got 04:00-04:59, expected a window of at least 60 minutes (fact ec.window.min); lengthen it",
        ],
      ],
    );
  });
});

describe("resolve refuses API limits that contradict each other", () => {
  it("a month that the hours do not add up to, with the numbers", () => {
    assertRefused({ overrides: "{ apiQuotas: { requestsPerMonth: 14600001 } }" }, [
      [
        "api-limits",
        "acme.yaml:10:45: overrides.apiQuotas.requestsPerMonth: got 14600001 requests per month, expected at most 730 hours × 20000 requests per hour = 14600000 requests per month; lower apiQuotas.requestsPerMonth, or raise apiQuotas.requestsPerHourSustained to at least 20001",
      ],
    ]);
    assert.deepEqual(problemsOf({ overrides: "{ apiQuotas: { requestsPerMonth: 14600000 } }" }), []);
  });

  it("an hour that the bursts do not add up to", () => {
    assertRefused(
      {
        tier: "enterprise",
        overrides: "{ apiQuotas: { requestsPerHourSustained: 2000000, requestsPerMinuteBurst: 20000 } }",
      },
      [
        [
          "api-limits",
          "acme.yaml:10:53: overrides.apiQuotas.requestsPerHourSustained: got 2000000 requests per hour, expected at most 60 minutes × 20000 requests per minute = 1200000 requests per hour; lower apiQuotas.requestsPerHourSustained, or raise apiQuotas.requestsPerMinuteBurst to at least 33334",
        ],
      ],
    );
  });
});
