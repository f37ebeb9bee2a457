import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bound, Constraint } from "../../tiers/constraint.ts";
import {
  amount,
  breachOf,
  combine,
  describeConstraint,
  intersect,
  isConflict,
  keeps,
} from "../../tiers/constraints.ts";
import type { Conflict, Demand } from "../../tiers/constraints.ts";
import type { SettingPath } from "../../tiers/settings.ts";

const on = (setting: SettingPath, source: string, bound: Bound): Constraint => ({
  setting,
  source,
  note: `note of ${source}`,
  ...bound,
});
const days = (source: string, bound: Bound) => on("backup.retentionDays", source, bound);
const scope = (source: string, ...allowed: [string, ...string[]]) => on("stack.isolation", source, { allowed });

function demandOf(...constraints: readonly [Constraint, ...Constraint[]]): Demand {
  const outcome = intersect(constraints[0].setting, constraints);
  assert.ok(!isConflict(outcome), "expected a demand, got a conflict");
  return outcome;
}

function conflictOf(...constraints: readonly [Constraint, ...Constraint[]]): [string, string] {
  const outcome: Demand | Conflict = intersect(constraints[0].setting, constraints);
  assert.ok(isConflict(outcome), "expected a conflict, got a demand");
  return [outcome.first.source, outcome.second.source];
}

describe("constraints on one setting", () => {
  it("leave the highest minimum and the lowest maximum", () => {
    const demand = demandOf(
      days("a", { min: 7 }),
      days("b", { min: 30 }),
      days("c", { max: 90 }),
      days("d", { max: 60 }),
    );
    assert.deepEqual([demand.min?.min, demand.min?.source, demand.max?.max, demand.max?.source], [30, "b", 60, "d"]);
  });

  it("name the first of two equal bounds", () => {
    assert.equal(demandOf(days("a", { min: 30 }), days("b", { min: 30 })).min?.source, "a");
  });

  it("leave the values that every choice allows, the least change first", () => {
    const demand = demandOf(
      scope("a", "pooled", "dedicated", "dedicated-account"),
      scope("b", "dedicated-account", "dedicated"),
    );
    assert.deepEqual(demand.choice?.values, ["dedicated", "dedicated-account"]);
  });

  it("that exclude each other are a conflict of the two that do", () => {
    assert.deepEqual(conflictOf(days("a", { min: 7 }), days("b", { min: 35 }), days("c", { max: 30 })), ["b", "c"]);
    assert.deepEqual(
      conflictOf(scope("a", "pooled", "dedicated"), scope("b", "dedicated", "dedicated-account"), scope("c", "pooled")),
      ["b", "c"],
    );
  });

  it("of choice and bound meet too", () => {
    const setting = "database.performanceInsightsRetentionDays";
    const choice = on(setting, "a", { allowed: [7, 31, 93] });
    assert.deepEqual(demandOf(choice, on(setting, "b", { min: 31 })).choice?.values, [31, 93]);
    assert.deepEqual(conflictOf(choice, on(setting, "b", { min: 94 })), ["a", "b"]);
  });

  it("of different settings do not meet", () => {
    const { bySetting, conflicts } = combine([days("a", { min: 7 }), scope("b", "dedicated")]);
    assert.deepEqual([[...bySetting.keys()], conflicts], [["backup.retentionDays", "stack.isolation"], []]);
  });
});

describe("a value", () => {
  it("at the bound satisfies, its neighbour does not", () => {
    const demand = demandOf(days("a", { min: 30 }), days("b", { max: 35 }));
    assert.deepEqual(
      [30, 35].map((value) => breachOf(demand, value)),
      [undefined, undefined],
    );
    assert.deepEqual(
      [29, 36].map((value) => breachOf(demand, value)?.nearest),
      [30, 35],
    );
    assert.deepEqual(
      [29, 36].map((value) => breachOf(demand, value)?.by.source),
      ["a", "b"],
    );
  });

  it("that is no number keeps no bound", () => {
    for (const value of ["30", true, undefined, null, Number.NaN])
      assert.equal(keeps(days("a", { min: 1 }), value), false, String(value));
  });

  it("of 0 lies above every maximum where it says never, and below every minimum elsewhere", () => {
    const never = on("secrets.rotationDays", "a", { max: 90 });
    assert.deepEqual(
      [keeps(never, 0), keeps(never, 90), keeps(on("secrets.rotationDays", "a", { min: 5 }), 0)],
      [false, true, true],
    );
    assert.equal(keeps(days("a", { min: 1 }), 0), false);
  });

  it("not allowed is answered by the one who forbids it, with the least change", () => {
    const demand = demandOf(scope("a", "dedicated", "dedicated-account"), scope("b", "dedicated-account", "pooled"));
    assert.deepEqual(
      [breachOf(demand, "pooled")?.by.source, breachOf(demand, "pooled")?.nearest],
      ["a", "dedicated-account"],
    );
    assert.deepEqual(breachOf(demand, "dedicated")?.by.source, "b");
  });
});

describe("words for constraints", () => {
  it("carry the unit, in the singular for one", () => {
    assert.deepEqual(
      [days("a", { min: 30 }), days("a", { max: 1 }), scope("a", "dedicated", "pooled")].map(describeConstraint),
      ["at least 30 days", "at most 1 day", "dedicated or pooled"],
    );
  });

  it("show lists and values without a unit as they are", () => {
    assert.deepEqual(
      [
        amount("monitoring.channels", ["email", "sms"]),
        amount("database.readers", 1),
        amount("database.slowQueryMs", 1),
        amount("stack.availabilityObjectivePercent", 99.9),
      ],
      ["[email, sms]", "1", "1 ms", "99.9 %"],
    );
  });
});

describe("combining constraints", () => {
  const bound = fc.oneof(
    fc.record({ min: fc.integer({ min: 0, max: 50 }) }),
    fc.record({ max: fc.integer({ min: 0, max: 50 }) }),
    fc
      .uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 })
      .map(([first = 0, ...rest]): Bound => ({ allowed: [first, ...rest] })),
  );
  const constraints = fc
    .array(bound, { minLength: 1, maxLength: 5 })
    .map((bounds) => bounds.map((one, index) => days(`source ${index}`, one)));
  const satisfied = (outcome: Demand | Conflict) =>
    isConflict(outcome)
      ? []
      : Array.from({ length: 52 }, (_, value) => value).filter((value) => breachOf(outcome, value) === undefined);

  it("allows exactly the values that each of them allows", () => {
    fc.assert(
      fc.property(constraints, (all) => {
        const expected = Array.from({ length: 52 }, (_, value) => value).filter((value) =>
          all.every((one) => keeps(one, value)),
        );
        assert.deepEqual(satisfied(intersect("backup.retentionDays", all)), expected);
      }),
    );
  });

  it("only tightens: a further constraint never allows a value more", () => {
    fc.assert(
      fc.property(constraints, bound, (all, further) => {
        const before = new Set(satisfied(intersect("backup.retentionDays", all)));
        const after = satisfied(intersect("backup.retentionDays", [...all, days("further", further)]));
        assert.deepEqual(
          after.filter((value) => !before.has(value)),
          [],
        );
      }),
    );
  });

  it("raises to a value that satisfies all of them", () => {
    fc.assert(
      fc.property(constraints, fc.integer({ min: 0, max: 51 }), (all, value) => {
        const outcome = intersect("backup.retentionDays", all);
        const breach = isConflict(outcome) ? undefined : breachOf(outcome, value);
        if (breach !== undefined) assert.ok(all.every((one) => keeps(one, breach.nearest)));
      }),
    );
  });
});
