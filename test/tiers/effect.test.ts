import assert from "node:assert/strict";
import fc from "fast-check";
import { afterEffect } from "../../tiers/effect.ts";
import type { Effect } from "../../tiers/effect.ts";
import type { SettingPath } from "../../tiers/settings.ts";

describe("effects", () => {
  const scaled = (setting: SettingPath, value: number, factor: number) =>
    afterEffect({ setting, source: "test", at: () => "test", kind: "factor", value: factor }, value);

  it("round whole numbers up and leave fractions where the setting takes them", () => {
    assert.equal(scaled("database.maxConnections", 5, 0.5), 3);
    assert.equal(scaled("database.storageGib", 30, 0.7), 21);
    assert.equal(scaled("database.nodeVcpu", 8, 0.7), 5.6);
    assert.equal(scaled("database.nodeVcpu", 3, 0.7), 2.1);
    assert.equal(scaled("cache.memoryMib", 512, 0.7), 359);
  });

  it("fall no lower than the setting's own type", () => {
    assert.equal(scaled("database.nodeVcpu", 0.25, 0.5), 0.25);
    assert.equal(scaled("cache.memoryMib", 16, 0.5), 16);
    assert.equal(scaled("database.storageGib", 1, 0.5), 1);
  });

  it("by a factor up to one never make a size larger, and never lose more than the factor", () => {
    const sizes = fc.tuple(
      fc.constantFrom<SettingPath>("database.storageGib", "database.maxConnections"),
      fc.integer({ min: 1, max: 5000 }),
    );
    fc.assert(
      fc.property(sizes, fc.constantFrom(0.3, 0.4, 0.5, 0.7, 0.8, 1), ([setting, value], factor) => {
        const after = Number(scaled(setting, value, factor));
        assert.ok(
          Number.isInteger(after) && after <= value && after >= value * factor - 1e-6 && after < value * factor + 1,
        );
      }),
    );
  });

  it("cap numbers and thin out lists, and never add to them", () => {
    const capped: Effect = { setting: "cache.shards", source: "test", at: () => "test", kind: "at-most", value: 2 };
    assert.deepEqual(
      [1, 2, 3].map((shards) => afterEffect(capped, shards)),
      [1, 2, 2],
    );
    const only: Effect = {
      setting: "monitoring.channels",
      source: "test",
      at: () => "test",
      kind: "only",
      value: ["email", "sms"],
    };
    assert.deepEqual(afterEffect(only, ["email", "slack"]), ["email"]);
    assert.deepEqual(afterEffect(only, []), []);
  });

  it("refuse a setting of another type and say where they are written", () => {
    const wrong: Effect = {
      setting: "network.nat",
      source: "test",
      at: () => "some.yaml:3",
      kind: "at-most",
      value: 2,
    };
    assert.throws(() => afterEffect(wrong, "one"), new TypeError("some.yaml:3: network.nat is not a number"));
    const list: Effect = { setting: "cache.shards", source: "test", at: () => "some.yaml:4", kind: "only", value: [] };
    assert.throws(() => afterEffect(list, 2), new TypeError("some.yaml:4: cache.shards is not a list"));
  });
});
