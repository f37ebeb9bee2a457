import assert from "node:assert/strict";
import { InvalidInput } from "../../tiers/problem.ts";
import { resolve } from "../../tiers/resolve.ts";
import { assertRefused, problemsOf, resolveSample, sampleTenant } from "./sample-tenants.ts";

describe("resolve refuses an override", () => {
  it("that is out of range for the tier, naming the tier that allows it", () => {
    assertRefused({ overrides: "{ database: { storageGib: 5000 } }" }, [
      [
        "out-of-range",
        "acme.yaml:10:38: overrides.database.storageGib: got 5000 GiB, expected 100–2000 GiB for tier premium; stay within, or choose tier enterprise (500–40000 GiB)",
      ],
    ]);
  });

  it("at the bounds' neighbours only", () => {
    for (const storageGib of [100, 2000]) {
      assert.equal(resolveSample({ overrides: `{ database: { storageGib: ${storageGib} } }` }).blueprint.database.storageGib, storageGib);
    }
    for (const storageGib of [99, 2001]) {
      assert.deepEqual(problemsOf({ overrides: `{ database: { storageGib: ${storageGib} } }` }).map(({ code }) => code), ["out-of-range"]);
    }
  });

  it("of a setting that the tier fixes", () => {
    assertRefused({ overrides: "{ network: { activeZones: 2 } }" }, [
      ["not-overridable", "acme.yaml:10:38: overrides.network.activeZones: got 2, expected no override: network.activeZones is 3 for tier premium; remove it"],
    ]);
  });

  it("of an environment as of the tenant, all at once", () => {
    const environments = "{ production: { overrides: { cache: { shards: 9 } } } }";
    assertRefused({ environments, overrides: "{ monitoring: { channels: [email, sms] } }" }, [
      ["out-of-range", "acme.yaml:9:61: environments.production.overrides.cache.shards: got 9, expected 1–4 for tier premium; stay within, or choose tier enterprise-plus (2–32)"],
      [
        "out-of-range",
        "acme.yaml:10:28: overrides.monitoring.channels: got [email, sms], expected any of email, slack, webhook for tier premium; stay within, or choose tier enterprise (any of email, slack, webhook, pagerduty, sms)",
      ],
    ]);
  });

  it("below what a framework asks", () => {
    assertRefused({ tier: "enterprise", frameworks: "[hipaa]", overrides: "{ backup: { retentionDays: 7, pointInTimeDays: 7 } }" }, [
      [
        "constraint",
        "acme.yaml:11:39: overrides.backup.retentionDays: got 7 days, expected at least 30 days for framework hipaa (backups of 30 days); write 30 days, or remove framework hipaa",
      ],
    ]);
  });

  it("that says never where a framework asks for a time", () => {
    assertRefused({ frameworks: "[soc-2]", overrides: "{ secrets: { rotationDays: 0 } }" }, [
      [
        "constraint",
        "acme.yaml:11:39: overrides.secrets.rotationDays: got 0 days, expected at most 90 days for framework soc-2 (secrets rotate every 90 days); write 90 days, or remove framework soc-2",
      ],
    ]);
  });

  it("below what the tenant's own promise needs", () => {
    assertRefused({ tier: "standard", overrides: "{ stack: { availabilityObjectivePercent: 99.9 }, database: { readers: 0 } }" }, [
      [
        "constraint",
        "acme.yaml:10:82: overrides.database.readers: got 0, expected at least 1 for promise of 99.9 % availability (a reader in another zone takes over by itself, fact aurora.failover); write 1, or lower stack.availabilityObjectivePercent",
      ],
    ]);
  });

  it("that takes the copies from disaster recovery", () => {
    assertRefused({ tier: "enterprise", overrides: "{ backup: { crossRegionCopies: false } }" }, [
      [
        "constraint",
        "acme.yaml:10:43: overrides.backup.crossRegionCopies: got false, expected true for promise of disaster recovery (copies lie in the standby region); write true, or set backup.disasterRecovery to false",
      ],
    ]);
  });
});

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
    assertRefused({ tier: "enterprise-plus", overrides: "{ database: { storageGib: 100000, storageGrowthFactor: 10 } }" }, [
      [
        "infeasible",
        "acme.yaml:10:38: overrides.database.storageGib: got 100000 GiB × 10 = 1000000 GiB, expected at most 262144 GiB on aws (fact aurora.storage.max); lower database.storageGib or database.storageGrowthFactor",
      ],
    ]);
  });

  it("nodes larger than any class of the region", () => {
    const codes = problemsOf({ tier: "enterprise-plus", region: "eu-west-3", overrides: "{ database: { nodeVcpu: 192, nodeMemoryGib: 1536 } }" });
    assert.deepEqual(codes.map(({ code, path }) => [code, path]), [
      ["infeasible", "overrides.database.nodeVcpu"],
      ["infeasible", "overrides.database.nodeMemoryGib"],
    ]);
  });

  it("a backup window that meets the maintenance window, also across midnight", () => {
    assertRefused({ overrides: '{ database: { backupWindowUtc: "03:30-04:30" } }' }, [
      [
        "constraint",
        "acme.yaml:10:43: overrides.database.backupWindowUtc: got 03:30-04:30, expected a window apart from database.maintenanceWindowUtc sun:04:00-sun:05:00; move one of them",
      ],
    ]);
    const inside = '{ database: { backupWindowUtc: "04:59-05:59" } }';
    assert.deepEqual(problemsOf({ overrides: inside }).map(({ path }) => path), ["overrides.database.backupWindowUtc"]);
    const overNight = '{ database: { backupWindowUtc: "23:30-00:30", maintenanceWindowUtc: "mon:00:00-mon:00:30" } }';
    assert.deepEqual(problemsOf({ overrides: overNight }).map(({ path }) => path), ["overrides.database.maintenanceWindowUtc"]);
    const sideBySide = '{ database: { backupWindowUtc: "03:00-04:00" } }';
    assert.deepEqual(problemsOf({ overrides: sideBySide }), []);
  });

  it("a window shorter than the service takes", () => {
    assertRefused({ overrides: '{ database: { backupWindowUtc: "03:00-03:29" }, cache: { snapshotWindowUtc: "04:00-04:59" } }' }, [
      ["infeasible", "acme.yaml:10:43: overrides.database.backupWindowUtc: got 03:00-03:29, expected a window of at least 30 minutes (fact aurora.window.min); lengthen it"],
      ["infeasible", "acme.yaml:10:88: overrides.cache.snapshotWindowUtc: got 04:00-04:59, expected a window of at least 60 minutes (fact ec.window.min); lengthen it"],
    ]);
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
    assertRefused({ tier: "enterprise", overrides: "{ apiQuotas: { requestsPerHourSustained: 2000000, requestsPerMinuteBurst: 20000 } }" }, [
      [
        "api-limits",
        "acme.yaml:10:53: overrides.apiQuotas.requestsPerHourSustained: got 2000000 requests per hour, expected at most 60 minutes × 20000 requests per minute = 1200000 requests per hour; lower apiQuotas.requestsPerHourSustained, or raise apiQuotas.requestsPerMinuteBurst to at least 33334",
      ],
    ]);
  });
});

describe("resolve refuses what does not exist yet or at all", () => {
  it("an environment that the tenant does not have", () => {
    assertRefused(
      { environments: "{ production: {} }" },
      [
        [
          "environment-unknown",
          "acme.yaml:9:1: environments: got staging, expected an environment that tenant acme has: production; choose one of them, or add staging: {} to the file",
        ],
      ],
      "staging",
    );
  });

  it("disaster recovery", () => {
    assertRefused(
      { environments: "{ production: {}, disaster-recovery: {} }" },
      [
        [
          "environment-not-available",
          "acme.yaml:9:33: environments.disaster-recovery: got disaster-recovery, which comes with disaster recovery: not available yet; remove it, the other environments work without it",
        ],
      ],
      "disaster-recovery",
    );
  });

  it("another cloud", () => {
    assertRefused({ cloud: "azure", account: "11111111-2222-3333-4444-555555555555" }, [
      ["cloud-not-available", "acme.yaml:4:8: cloud: got azure, expected aws; cloud azure is not available yet"],
    ]);
  });

  it("all problems in one error, in the order of the file", () => {
    const spec = sampleTenant({ residency: "[eu]", standbyRegion: "us-east-1", overrides: "{ cache: { shards: 9 }, keys: { rotationDays: 30 } }" });
    assert.throws(
      () => resolve({ spec, environment: "production" }),
      (error) => error instanceof InvalidInput && assert.deepEqual(error.problems.map(({ path }) => path), ["standbyRegion", "overrides.cache.shards", "overrides.keys.rotationDays"]) === undefined,
    );
  });
});
