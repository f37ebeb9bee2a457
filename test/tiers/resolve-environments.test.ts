import assert from "node:assert/strict";
import type { DedicatedTier, HomeEnvironment } from "../../tiers/vocabulary.ts";
import { resolveSample } from "./sample-tenants.ts";

describe("resolve, environment by environment", () => {
  const sizes = (tier: DedicatedTier, environment: HomeEnvironment) => {
    const { database, backup, network, stack, budget } = resolveSample({ tier }, environment).blueprint;
    const { nodeClass, serverless, nodes, storageGib, maxConnections, proxy } = database;
    return {
      cidr: network.cidr,
      nodeClass,
      serverless,
      nodes: nodes.map(({ key }) => key),
      storageGib,
      maxConnections,
      pool: proxy?.maxPoolConnections,
      retentionDays: backup.retentionDays,
      protected: stack.deletionProtection,
      standbyRegion: stack.standbyRegion,
      budget: budget.alarmUsdPerMonth,
    };
  };

  it("gives staging the topology of production at seven tenths of its size", () => {
    assert.deepEqual(sizes("premium", "staging"), {
      cidr: "10.20.32.0/20",
      nodeClass: "db.r8g.2xlarge",
      serverless: undefined,
      nodes: ["writer", "reader-b"],
      storageGib: 700,
      maxConnections: 350,
      pool: 70,
      retentionDays: 7,
      protected: true,
      standbyRegion: "eu-central-1",
      budget: 1750,
    });
  });

  it("gives development one pausing node without protection or copies", () => {
    assert.deepEqual(sizes("enterprise", "development"), {
      cidr: "10.20.48.0/20",
      nodeClass: "db.serverless",
      serverless: { minCapacityUnits: 0, maxCapacityUnits: 32, autoPauseMinutes: 30 },
      nodes: ["writer"],
      storageGib: 5000,
      maxConnections: 500,
      pool: undefined,
      retentionDays: 7,
      protected: false,
      standbyRegion: undefined,
      budget: 6000,
    });
  });

  it("keeps backups of test for a day", () => {
    assert.equal(sizes("standard", "test").retentionDays, 1);
    assert.equal(sizes("standard", "test").cidr, "10.20.64.0/20");
  });

  it("raises what an environment lowered below a framework: hipaa in test keeps backups of 30 days", () => {
    const { blueprint, decisions } = resolveSample({ frameworks: "[hipaa]" }, "test");
    assert.equal(blueprint.backup.retentionDays, 30);
    assert.deepEqual(
      decisions
        .find(({ path }) => path === "backup.retentionDays")
        ?.steps.map(({ source, value, note }) => [source, value, note]),
      [
        ["tier premium", 30, undefined],
        ["environment test", 1, "at most 1"],
        ["framework hipaa", 30, "at least 30 days: backups of 30 days"],
      ],
    );
  });
});

describe("resolve of a pooled tenant", () => {
  const { blueprint, gaps } = resolveSample({ tier: "free" });

  it("describes a slice of a cell: no network, node or bucket replica of its own", () => {
    assert.equal(blueprint.stack.isolation, "pooled");
    assert.equal(blueprint.network.cidr, "cell");
    assert.deepEqual([blueprint.network.subnets, blueprint.network.natZones, blueprint.database.nodes], [[], [], []]);
    assert.deepEqual(
      [blueprint.database.nodeClass, blueprint.cache.nodeClass, blueprint.keys.owner],
      ["cell", "cell", "cell"],
    );
  });

  it("lists its roles without a component as gaps", () => {
    assert.deepEqual(
      gaps.map(({ role }) => role),
      ["queue", "budget", "apiQuotas"],
    );
  });
});
