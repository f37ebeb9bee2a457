import assert from "node:assert/strict";
import { assertRefused, problemsOf, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

/** Sources and values of a leaf's steps. */
function stepsOf(lines: Lines, path: string): unknown[] {
  const { decisions } = resolveSample(lines);
  return decisions.find((decision) => decision.path === path)?.steps.map(({ source, value }) => [source, value]) ?? [];
}

describe("a promise that the tenant makes", () => {
  it("of 99.9 % availability brings a reader in a second zone", () => {
    const lines = { tier: "standard", overrides: "{ stack: { availabilityObjectivePercent: 99.9 } }" };
    const { database, network } = resolveSample(lines).blueprint;
    assert.deepEqual(
      database.nodes.map(({ key, zone }) => [key, zone]),
      [
        ["writer", "a"],
        ["reader-b", "b"],
      ],
    );
    assert.deepEqual(network.activeZones, ["a", "b"]);
    assert.deepEqual(stepsOf(lines, "database.nodes.writer.key").slice(0, 2), [
      ["tier standard", 0],
      ["promise of 99.9 % availability", 1],
    ]);
  });

  it("below 99.9 % availability brings none", () => {
    const { database } = resolveSample({
      tier: "standard",
      overrides: "{ stack: { availabilityObjectivePercent: 99.8 } }",
    }).blueprint;
    assert.deepEqual(
      database.nodes.map(({ key }) => key),
      ["writer"],
    );
  });

  it("of 99.99 % availability is refused with a single reader", () => {
    assertRefused(
      { tier: "enterprise", overrides: "{ stack: { availabilityObjectivePercent: 99.99 }, database: { readers: 1 } }" },
      [
        [
          "constraint",
          "acme.yaml:10:83: overrides.database.readers: got 1, expected at least 2 for promise of 99.99 % availability (readers in two other zones); write 2, or lower stack.availabilityObjectivePercent",
        ],
      ],
    );
  });

  it("of a recovery faster than by hand brings a reader", () => {
    const of = (minutes: number) =>
      resolveSample({ tier: "standard", overrides: `{ backup: { recoveryTimeMinutes: ${minutes} } }` }).blueprint
        .database.nodes.length;
    assert.deepEqual([of(479), of(480)], [2, 1]);
  });

  it("of immutable audit brings the lockable bucket, locked as long as the log is kept", () => {
    const { objects } = resolveSample({ overrides: "{ audit: { immutable: true, retentionDays: 400 } }" }).blueprint;
    const audit = objects.buckets.find(({ name }) => name === "audit");
    assert.deepEqual(
      [audit?.lockCapable, audit?.lockRetentionDays, audit?.lockMode, audit?.keyPurpose],
      [true, 400, "governance", "audit"],
    );
  });

  it("of a point in time keeps backups as long, also where the environment keeps fewer", () => {
    const lines = { overrides: "{ backup: { pointInTimeDays: 14 } }" };
    assert.deepEqual(
      [
        resolveSample(lines).blueprint.backup.retentionDays,
        resolveSample(lines, "staging").blueprint.backup.retentionDays,
      ],
      [30, 14],
    );
  });

  it("of operations lifts the burst to it", () => {
    assert.equal(
      resolveSample({ overrides: "{ database: { iopsGuaranteed: 8000 } }" }).blueprint.database.iopsBurst,
      8000,
    );
  });

  it("of disaster recovery needs the global cluster", () => {
    assertRefused({ tier: "enterprise", overrides: "{ database: { globalCluster: false } }" }, [
      [
        "constraint",
        "acme.yaml:10:41: overrides.database.globalCluster: got false, expected true for promise of disaster recovery (the standby region has a replica of the database); write true, or set backup.disasterRecovery to false",
      ],
    ]);
  });

  it("of connections bounds the pool", () => {
    const pool = (connections: number) =>
      problemsOf({
        tier: "enterprise",
        overrides: `{ database: { poolConnections: ${connections}, maxConnections: 600 } }`,
      });
    assert.deepEqual(
      [pool(600).length, pool(601).map(({ path }) => path)],
      [0, ["overrides.database.poolConnections"]],
    );
  });
});

describe("no copies in another region", () => {
  it("means all of them", () => {
    const { objects, keys, stack, backup } = resolveSample({
      overrides: "{ backup: { crossRegionCopies: false } }",
    }).blueprint;
    assert.deepEqual(
      [objects.buckets[0]?.replicaRegion, keys.keys[0]?.replicaRegion, stack.standbyRegion, backup.copyRegion],
      Array(4).fill(undefined),
    );
  });

  it("unless the tenant wants some", () => {
    const { objects, backup } = resolveSample({
      overrides: "{ backup: { crossRegionCopies: false }, objects: { crossRegionReplication: true } }",
    }).blueprint;
    assert.deepEqual([objects.buckets[0]?.replicaRegion, backup.copyRegion], ["eu-central-1", undefined]);
  });
});

describe("objects that age", () => {
  const ageOf = (lines: Lines, bucket: string) => {
    const found = resolveSample(lines).blueprint.objects.buckets.find(({ name }) => name === bucket);
    return [found?.infrequentAccessAfterDays, found?.archiveAfterDays, found?.expireAfterDays];
  };

  it("move and go in an order that a cloud takes", () => {
    assert.deepEqual(ageOf({}, "data"), [90, undefined, undefined]);
    assert.deepEqual(ageOf({}, "archive"), [90, 365, undefined]);
    assert.deepEqual(ageOf({ frameworks: "[pci-dss]" }, "audit"), [90, undefined, 365]);
    assert.deepEqual(ageOf({ overrides: "{ objects: { personalDataRetentionDays: 100 } }" }, "data"), [
      undefined,
      undefined,
      100,
    ]);
    assert.deepEqual(ageOf({ overrides: "{ objects: { personalDataRetentionDays: 120 } }" }, "data"), [
      90,
      undefined,
      120,
    ]);
    assert.deepEqual(
      ageOf({ overrides: "{ objects: { archiveAfterDays: 0, infrequentAccessAfterDays: 0 } }" }, "archive"),
      [undefined, undefined, undefined],
    );
  });
});
