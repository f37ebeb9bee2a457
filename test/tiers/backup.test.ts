import assert from "node:assert/strict";
import { resolveSample } from "./sample-tenants.ts";

const backupOf = (tier: string) => resolveSample({ tier }).blueprint.backup;

describe("backup", () => {
  it("copies the database daily and buckets continuously, when the database's window opens", () => {
    const common = { startUtc: "01:00", startWindowMinutes: 60, completionWindowMinutes: 480, retentionDays: 30 };
    assert.deepEqual(backupOf("premium").plans, [
      { store: "database", ...common, continuous: false },
      { store: "objects", ...common, continuous: true },
    ]);
    assert.deepEqual(backupOf("free").plans, []);
    const overrides = '{ database: { backupWindowUtc: "02:30-03:30" } }';
    assert.equal(resolveSample({ overrides }).blueprint.backup.plans[0]?.startUtc, "02:30");
  });

  it("keeps the week of log that Cloud SQL writes anyway, though a tier promises no moment, and says by which fact", () => {
    const on = { region: "europe-west1", cloud: "gcp", account: "acme-prod" };
    const daysOf = (lines: Record<string, string>): unknown[] => {
      const { backup, database } = resolveSample(lines).blueprint;
      const plan = backup.plans.find(({ store }) => store === "database");
      return [backup.pointInTimeDays, database.pointInTimeDays, plan?.logRetentionDays];
    };
    assert.deepEqual(daysOf({ ...on, tier: "standard" }), [0, 7, 7]);
    assert.deepEqual(daysOf({ ...on, tier: "enterprise" }), [35, 35, 35]);
    assert.deepEqual(daysOf({ tier: "standard" }), [0, 0, undefined]);
    // A test environment keeps one backup, and Cloud SQL refuses a log that is older than the oldest.
    for (const environment of ["test", "development", "staging", "production"] as const) {
      const environments = `{ production: {}, ${environment}: {} }`.replace(
        "{ production: {}, production: {} }",
        "{ production: {} }",
      );
      const { database } = resolveSample({ ...on, tier: "standard", environments }, environment).blueprint;
      assert.equal(database.pointInTimeDays, environment === "test" ? 1 : 7, environment);
      assert.ok(database.pointInTimeDays <= database.backupRetentionDays, environment);
    }
    const { decisions } = resolveSample({ ...on, tier: "standard" });
    const decision = decisions.find(({ path }) => path === "database.pointInTimeDays");
    assert.deepEqual(
      decision?.steps.map(({ value, source }) => [value, source]),
      [
        [0, "tier standard"],
        [7, "fact gsql.pitr.default"],
      ],
    );
  });

  it("proves backups where records are immutable, in production, on the cloud that has a plan for it", () => {
    assert.deepEqual(
      ["standard", "premium", "enterprise"].map((tier) => backupOf(tier).restoreTesting),
      [false, false, true],
    );
    const hipaa = resolveSample({ frameworks: "[hipaa]" });
    assert.equal(hipaa.blueprint.backup.restoreTesting, true);
    const staging = resolveSample({ tier: "enterprise", environments: "{ production: {}, staging: {} }" }, "staging");
    assert.equal(staging.blueprint.backup.restoreTesting, false);
  });

  it("says what the loss of a region costs: nothing elsewhere, a day, or the recovery point", () => {
    assert.deepEqual(
      ["standard", "premium", "enterprise"].map((tier) => backupOf(tier).regionLossMinutes),
      [undefined, 1440, 15],
    );
  });

  it("tells by what, in each cloud's own facts, and promises no time for objects where the cloud does not", () => {
    const places = {
      aws: {},
      azure: { cloud: "azure", region: "westeurope", account: "11111111-2222-3333-4444-555555555555" },
      gcp: { cloud: "gcp", region: "europe-west1", account: "acme-prod" },
    };
    const of = (tier: string, place: Record<string, string>) => resolveSample({ tier, ...place });
    const factsIn = (text: string) => [...text.matchAll(/\((\w+(?:\.\w+)+)\)/g)].map(([, id]) => id);
    const mechanisms = Object.values(places).map((place) =>
      ["standard", "premium", "enterprise"].map((tier) => factsIn(of(tier, place).blueprint.backup.mechanism)),
    );
    assert.deepEqual(mechanisms, [
      [
        ["aurora.backup.rpo"],
        ["aurora.backup.rpo", "s3.replicationTime"],
        ["aurora.backup.rpo", "aurora.global.rpo", "s3.replicationTime"],
      ],
      [
        ["azpg.backup.rpo", "azpg.geo.rpo"],
        ["azpg.backup.rpo", "azpg.geo.rpo", "az.objectReplication"],
        ["azpg.backup.rpo", "azpg.replica", "az.objectReplication"],
      ],
      [
        ["gsql.backup.rpo"],
        ["gsql.backup.rpo", "g.objectReplication"],
        ["gsql.backup.rpo", "gsql.replica", "g.objectReplication"],
      ],
    ]);
    assert.match(of("premium", places.gcp).blueprint.backup.mechanism, /copies of new objects, .* nobody promises/);
    assert.equal(of("premium", places.azure).blueprint.backup.regionLossMinutes, 60);
    const { decisions } = of("enterprise", places.gcp);
    const failover = decisions.find(({ path }) => path === "backup.recoveryTimeMinutes");
    assert.equal(failover?.steps.at(-1)?.source, "fact gsql.replica");
  });

  it("has the same lock bounds in every tier, and compliance only by the tenant's own choice", () => {
    const lockOf = ({ locked, lockMode, lockMinDays, lockMaxDays }: ReturnType<typeof backupOf>) => [
      locked,
      lockMode,
      lockMinDays,
      lockMaxDays,
    ];
    assert.deepEqual(lockOf(backupOf("premium")), [false, "governance", 1, 36_500]);
    assert.deepEqual(lockOf(backupOf("enterprise")), [true, "governance", 1, 36_500]);
    const overrides = "{ objects: { lockMode: compliance } }";
    assert.equal(resolveSample({ tier: "enterprise", overrides }).blueprint.backup.lockMode, "compliance");
  });

  it("keeps the vault in the other region after a downgrade, without new copies", () => {
    const { floors } = resolveSample({ tier: "premium" });
    const { backup } = resolveSample({ tier: "standard" }, "production", floors).blueprint;
    assert.deepEqual([backup.copyRegion, backup.copyVaultRegion], [undefined, "eu-central-1"]);
    assert.equal(backupOf("standard").copyVaultRegion, undefined);
  });
});
