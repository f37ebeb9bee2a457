import assert from "node:assert/strict";
import type { Floors } from "../../tiers/floors.ts";
import { resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

const floorsOf = (lines: Lines = {}): Floors => resolveSample(lines).floors;
const stepsOf = (lines: Lines, floors: Floors, path: string) =>
  resolveSample(lines, "production", floors)
    .decisions.find((decision) => decision.path === path)
    ?.steps.map(({ source, value, note }) => [source, value, note]);

describe("a lower wish", () => {
  const enterprise = floorsOf({ tier: "enterprise" });

  it("is held for storage, and the decision names the floor", () => {
    assert.deepEqual(stepsOf({ tier: "premium" }, enterprise, "database.storageGib"), [
      ["tier premium", 1000, undefined],
      ["floor", 10_000, "promised storage does not shrink"],
      ["fact aurora.storage.shrink", 10_000, "Aurora has no storage size: becomes the alarm and the growth limit"],
    ]);
  });

  it("is held for the global cluster, the backup lock, key replicas and bucket replicas", () => {
    const { database, backup, keys, objects, stack } = resolveSample(
      { tier: "standard" },
      "production",
      enterprise,
    ).blueprint;
    assert.deepEqual([database.globalCluster, backup.locked], [true, true]);
    assert.deepEqual(
      keys.keys.map(({ replicaRegion }) => replicaRegion),
      Array(4).fill("eu-central-1"),
    );
    assert.equal(objects.buckets[0]?.replicaRegion, "eu-central-1");
    assert.equal(stack.standbyRegion, "eu-central-1");
  });

  it("is held for the replicas of secrets, which disaster recovery made, on every cloud", () => {
    const azure = { cloud: "azure", region: "westeurope", account: "11111111-2222-3333-4444-555555555555" };
    const gcp = { cloud: "gcp", region: "europe-west1", account: "acme-production" };
    const contacts =
      "{ owner: a@acme.example, security: b@acme.example, billing: c@acme.example, channels: { pagerduty: { secretRef: acme/pager } } }";
    for (const cloud of [{}, azure, gcp]) {
      const lines: Lines = { ...cloud, contacts, tier: "enterprise" };
      const before = resolveSample(lines);
      const after = resolveSample({ ...lines, tier: "standard" }, "production", before.floors);
      assert.ok(before.blueprint.secrets.replicaRegion !== undefined);
      assert.equal(after.blueprint.secrets.replicaRegion, before.blueprint.secrets.replicaRegion);
      assert.deepEqual(
        after.blueprint.keys.keys.map(({ replicaRegion }) => replicaRegion),
        before.blueprint.keys.keys.map(({ replicaRegion }) => replicaRegion),
      );
      assert.equal(resolveSample({ ...lines, tier: "standard" }).blueprint.secrets.replicaRegion, undefined);
    }
  });

  it("is held for the generation of the master password, in the secret and in the database", () => {
    const floors = floorsOf({ overrides: "{ database: { masterPasswordGeneration: 4 } }" });
    const { secrets, database } = resolveSample(
      { overrides: "{ database: { masterPasswordGeneration: 2 } }" },
      "production",
      floors,
    ).blueprint;
    assert.deepEqual([secrets.secrets[0]?.generation, database.masterPasswordGeneration], [4, 4]);
  });

  it("is held for the lock of the audit bucket and its compliance mode", () => {
    const locked = floorsOf({
      tier: "enterprise",
      overrides: "{ audit: { retentionDays: 3650 }, objects: { lockMode: compliance } }",
    });
    const audit = resolveSample({ tier: "enterprise" }, "production", locked).blueprint.objects.buckets.find(
      ({ name }) => name === "audit",
    );
    assert.deepEqual([audit?.lockRetentionDays, audit?.lockMode, audit?.expireAfterDays], [3650, "compliance", 3650]);
  });

  it("is held for the account: an upgrade from a shared one keeps it, and says so", () => {
    assert.deepEqual(stepsOf({ tier: "enterprise" }, floorsOf({ tier: "premium" }), "stack.isolation"), [
      ["tier enterprise", "dedicated-account", undefined],
      ["floor", "dedicated", "the account of the first up stays"],
    ]);
  });
});

describe("a store that a downgrade drops", () => {
  const enterprise = floorsOf({ tier: "enterprise" });
  const downgraded = resolveSample({ tier: "standard" }, "production", enterprise);

  it("is kept as retired, as it was, and none of its objects ends by age", () => {
    const { buckets } = downgraded.blueprint.objects;
    assert.deepEqual(
      buckets.map(({ name, retired }) => [name, retired]),
      [
        ["data", false],
        ["archive", true],
        ["audit", true],
      ],
    );
    const audit = enterprise.buckets.find(({ name }) => name === "audit");
    assert.ok(audit !== undefined);
    const { expireAfterDays, ...asItWas } = audit;
    assert.ok(Number(expireAfterDays) > 0);
    assert.deepEqual(buckets[2], { ...asItWas, retired: true });
  });

  it("is in use again after the next upgrade", () => {
    const { buckets } = resolveSample({ tier: "enterprise" }, "production", downgraded.floors).blueprint.objects;
    assert.deepEqual(
      buckets.map(({ name, retired }) => [name, retired]),
      [
        ["data", false],
        ["archive", false],
        ["audit", false],
      ],
    );
  });
});
