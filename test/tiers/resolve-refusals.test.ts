import assert from "node:assert/strict";
import { assertRefused, problemsOf, resolveSample } from "./sample-tenants.ts";

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
      assert.equal(
        resolveSample({ overrides: `{ database: { storageGib: ${storageGib} } }` }).blueprint.database.storageGib,
        storageGib,
      );
    }
    for (const storageGib of [99, 2001]) {
      assert.deepEqual(
        problemsOf({ overrides: `{ database: { storageGib: ${storageGib} } }` }).map(({ code }) => code),
        ["out-of-range"],
      );
    }
  });

  it("of a setting that the tier fixes", () => {
    assertRefused({ overrides: "{ network: { activeZones: 2 } }" }, [
      [
        "not-overridable",
        "acme.yaml:10:38: overrides.network.activeZones: got 2, expected no override: network.activeZones is 3 for tier premium; remove it",
      ],
    ]);
  });

  it("of an environment as of the tenant, all at once", () => {
    const environments = "{ production: { overrides: { cache: { shards: 9 } } } }";
    assertRefused({ environments, overrides: "{ monitoring: { channels: [email, sms] } }" }, [
      [
        "out-of-range",
        "acme.yaml:9:61: environments.production.overrides.cache.shards: got 9, expected 1–4 for tier premium; stay within, or choose tier enterprise-plus (2–32)",
      ],
      [
        "out-of-range",
        "acme.yaml:10:28: overrides.monitoring.channels: got [email, sms], expected any of email, slack, webhook for tier premium; stay within, or choose tier enterprise (any of email, slack, webhook, pagerduty, sms)",
      ],
    ]);
  });

  it("below what a framework asks", () => {
    assertRefused(
      { tier: "enterprise", frameworks: "[hipaa]", overrides: "{ backup: { retentionDays: 7, pointInTimeDays: 7 } }" },
      [
        [
          "constraint",
          "acme.yaml:11:39: overrides.backup.retentionDays: got 7 days, expected at least 30 days for framework hipaa (backups of 30 days); write 30 days, or remove framework hipaa",
        ],
      ],
    );
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
    assertRefused(
      { tier: "standard", overrides: "{ stack: { availabilityObjectivePercent: 99.9 }, database: { readers: 0 } }" },
      [
        [
          "constraint",
          "acme.yaml:10:82: overrides.database.readers: got 0, expected at least 1 for promise of 99.9 % availability (a reader in another zone takes over by itself, fact aurora.failover); write 1, or lower stack.availabilityObjectivePercent",
        ],
      ],
    );
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

  it("another cloud", () => {
    assertRefused({ cloud: "kubernetes", account: "cluster-one" }, [
      [
        "cloud-not-available",
        "acme.yaml:4:8: cloud: got kubernetes, expected aws, azure, gcp; cloud kubernetes is not available yet",
      ],
    ]);
  });

  it("all problems in one error, in the order of the file", () => {
    const overrides = "{ cache: { shards: 9 }, keys: { rotationDays: 30 } }";
    assert.deepEqual(
      problemsOf({ residency: "[eu]", standbyRegion: "us-east-1", overrides }).map(({ path }) => path),
      ["standbyRegion", "overrides.cache.shards", "overrides.keys.rotationDays"],
    );
  });
});
