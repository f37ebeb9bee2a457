/** The stack in the standby region: a replica of production, described by a blueprint of its own kind. */
import assert from "node:assert/strict";
import type { RecoveryBlueprint } from "../../tiers/recovery-specs.ts";
import { assertRefused, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

const BOTH = "{ production: {}, disaster-recovery: {} }";
const DR = "disaster-recovery";

function recovery(lines: Lines = {}): RecoveryBlueprint {
  return resolveSample({ tier: "enterprise", environments: BOTH, ...lines }, DR).blueprint;
}

const AZURE = { cloud: "azure", region: "northeurope", account: "7d1e2f30-4a5b-4c6d-8e7f-90a1b2c3d4e5" };
const GCP = { cloud: "gcp", region: "us-central1", account: "acme-prod" };

describe("a stack in the standby region", () => {
  it("has the sections of what it owns, and no others", () => {
    assert.deepEqual(Object.keys(recovery()), [
      "stack",
      "labels",
      "network",
      "database",
      "monitoring",
      "budget",
      "recovery",
    ]);
  });

  it("lies in the standby region, in production's account, in its own share of the tenant's block", () => {
    const { stack, labels, network, recovery: follows } = recovery();
    assert.deepEqual(
      [stack.name, stack.region, stack.standbyRegion, stack.account, stack.deletionProtection],
      ["acme-disaster-recovery", "eu-central-1", undefined, "111122223333", true],
    );
    assert.equal(labels.region, "eu-central-1");
    assert.equal(network.cidr, "10.20.16.0/20");
    assert.deepEqual(follows, {
      homeStack: "acme-production",
      homeRegion: "eu-west-1",
      homeCidr: "10.20.0.0/20",
      recoveryPointMinutes: 15,
      recoveryTimeMinutes: 60,
    });
  });

  for (const [tier, keys] of [
    ["enterprise", ["standby"]],
    ["white-label", ["standby"]],
    ["enterprise-plus", ["standby", "reader-b", "reader-c"]],
  ] as const) {
    it(`has ${keys.length} nodes in tier ${tier}, none of which is written to`, () => {
      const { nodes, proxy, growingReaders, backupCopyRegion } = recovery({ tier }).database;
      assert.deepEqual(
        nodes.map(({ key, role, zone }) => [key, role, zone]),
        keys.map((key, index) => [key, "reader", ["a", "b", "c"][index]]),
      );
      assert.deepEqual([proxy, growingReaders, backupCopyRegion], [undefined, undefined, undefined]);
    });
  }

  it("grows by readers beside the one that takes over, zone after zone", () => {
    const { nodes } = recovery({ overrides: "{ database: { standbyReaders: 4 } }" }).database;
    assert.deepEqual(
      nodes.map(({ key }) => key),
      ["standby", "reader-b", "reader-c", "reader-a-2", "reader-b-2"],
    );
  });

  it("has production's sizes, also those of production alone, until the tenant gives it its own", () => {
    const sizes = (own: string) =>
      recovery({
        environments: `{ production: { overrides: { database: { nodeVcpu: 48, nodeMemoryGib: 384 } } }, disaster-recovery: ${own} }`,
      }).database.nodeClass;
    assert.equal(sizes("{}"), "db.r8g.12xlarge");
    assert.equal(sizes("{ overrides: { database: { nodeVcpu: 32, nodeMemoryGib: 256 } } }"), "db.r8g.8xlarge");
  });

  it("is what production's floors hold, and says so as a floor of its own", () => {
    const home = resolveSample({ ...GCP, tier: "enterprise", environments: BOTH }).floors;
    const { blueprint, floors } = resolveSample({ ...GCP, tier: "enterprise", environments: BOTH }, DR, {
      ...resolveSample({ ...GCP, tier: "enterprise", environments: BOTH }, DR).floors,
      diskGib: 14_000,
    });
    assert.equal(home.databaseEdition, "ENTERPRISE_PLUS");
    assert.equal(blueprint.database.edition, "ENTERPRISE_PLUS");
    assert.equal(blueprint.database.disk?.sizeGib, 14_000);
    assert.deepEqual(
      [floors.region, floors.cidr, floors.diskGib, floors.buckets, floors.secrets],
      ["us-east1", "10.20.16.0/20", 14_000, [], {}],
    );
  });

  it("watches the lag behind its home at half the recovery point, and nothing that it does not have", () => {
    const { alerts, unseen, prometheus } = recovery().monitoring;
    const lag = alerts.find(({ id }) => id === "replication-lag");
    assert.deepEqual(
      lag?.signals.map(({ key, role, threshold }) => [key, role, threshold]),
      [["standby", "database", 450_000]],
    );
    const roles = new Set(alerts.flatMap(({ signals }) => signals.map(({ role }) => role)));
    assert.deepEqual([...roles].sort(), ["database", "network"]);
    assert.deepEqual(
      unseen.filter(({ alert }) => alert.startsWith("backup")),
      [],
    );
    assert.equal(prometheus, undefined);
  });

  for (const [cloud, lines] of [
    ["azure", AZURE],
    ["gcp", GCP],
  ] as const) {
    it(`watches the lag on ${cloud} too`, () => {
      const lag = recovery(lines).monitoring.alerts.find(({ id }) => id === "replication-lag");
      assert.deepEqual(
        lag?.signals.map(({ key, threshold }) => [key, threshold]),
        [["standby", 450]],
      );
    });
  }

  it("explains each of its leaves", () => {
    const { decisions } = resolveSample({ tier: "enterprise", environments: BOTH }, DR);
    const steps = (path: string) =>
      decisions.find((decision) => decision.path === path)?.steps.map(({ source }) => source);
    assert.deepEqual(steps("stack.region"), ["standby of eu-west-1"]);
    assert.deepEqual(steps("network.cidr"), ["tenant acme", "derived"]);
    assert.deepEqual(steps("budget.alarmUsdPerMonth"), ["tier enterprise", "environment disaster-recovery"]);
    assert.equal(decisions.find(({ path }) => path === "database.proxy")?.value, null);
  });
});

describe("a stack in the standby region is refused", () => {
  it("below enterprise, with the tiers that have one", () => {
    assertRefused(
      { environments: BOTH },
      [
        [
          "environment-not-available",
          "acme.yaml:9:33: environments.disaster-recovery: got disaster-recovery for tier premium, expected a tier with disaster recovery: enterprise, enterprise-plus or white-label; choose one of them, or remove it, the other environments work without it",
        ],
      ],
      DR,
    );
  });

  it("where the tenant has switched disaster recovery off", () => {
    assertRefused(
      { tier: "enterprise", environments: BOTH, overrides: "{ backup: { disasterRecovery: false } }" },
      [
        [
          "environment-not-available",
          "acme.yaml:9:33: environments.disaster-recovery: got disaster-recovery where backup.disasterRecovery is false, expected it true: nothing is replicated to the standby region; set it to true, or remove the environment",
        ],
      ],
      DR,
    );
  });

  it("in an account other than production's", () => {
    assertRefused(
      { tier: "enterprise", environments: '{ production: {}, disaster-recovery: { account: "444455556666" } }' },
      [
        [
          "account",
          "acme.yaml:9:63: environments.disaster-recovery.account: got 444455556666, expected 111122223333 as production: replicas lie in the account of what they follow; remove it",
        ],
      ],
      DR,
    );
  });

  it("with more servers than may follow one", () => {
    assertRefused(
      {
        ...AZURE,
        tier: "enterprise",
        environments: BOTH,
        overrides: "{ database: { readers: 4, standbyReaders: 1 } }",
      },
      [
        [
          "infeasible",
          "acme.yaml:10:54: overrides.database.standbyReaders: got 4 readers at home and 1 beside the standby, expected at most 5 servers that follow one, the standby included (fact azpg.replica.count); lower database.readers or database.standbyReaders",
        ],
      ],
      DR,
    );
  });

  it("in another standby region than at its first up", () => {
    const lines = { tier: "enterprise", environments: BOTH };
    const { floors } = resolveSample(lines, DR);
    assertRefused(
      { ...lines, standbyRegion: "eu-west-3" },
      [
        [
          "floor",
          "acme.yaml:10:16: standbyRegion: got eu-west-3, expected eu-central-1: key replicas and copies of earlier ups lie there and would be lost; write eu-central-1",
        ],
      ],
      DR,
      floors,
    );
  });
});
