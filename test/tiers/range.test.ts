import assert from "node:assert/strict";
import { describeRange, isWithin, rangeEntrySchema, rangeOf } from "../../tiers/range.ts";

describe("ranges", () => {
  it("of numbers hold both ends and nothing beyond", () => {
    const range = rangeOf([2, 4], false);
    assert.deepEqual(
      [1, 2, 3, 4, 5, 2.5, "3", undefined, NaN].map((value) => isWithin(range, value)),
      [false, true, true, true, false, true, false, false, false],
    );
    assert.equal(describeRange(range, "GiB"), "2–4 GiB");
    assert.equal(describeRange(range), "2–4");
    assert.equal(describeRange(rangeOf([3, 3], false)), "3");
  });

  it("of values hold exactly those, by type too", () => {
    const range = rangeOf([false, true], false);
    assert.deepEqual(
      [true, false, "true", 1, undefined].map((value) => isWithin(range, value)),
      [true, true, false, false, false],
    );
    assert.equal(describeRange(rangeOf(["one", "per-zone"], false)), "one or per-zone");
  });

  it("of lists hold every list without a foreign entry, the empty one too", () => {
    const range = rangeOf(["email", "slack"], true);
    assert.deepEqual(range, { kind: "subset-of", allowed: ["email", "slack"] });
    assert.deepEqual(
      [[], ["slack"], ["email", "sms"], "email"].map((value) => isWithin(range, value)),
      [true, true, false, false],
    );
    assert.equal(describeRange(range), "any of email, slack");
  });

  it("that hold anything leave the rest to the setting's type", () => {
    assert.ok(isWithin(rangeOf("any", false), "mon:01:00-mon:02:00"));
    assert.equal(describeRange(rangeOf("any", false)), "any value");
  });

  it("are refused when empty, turned round or of one number", () => {
    assert.deepEqual(
      [[], [4, 2], [1], "all", [1, 2, 3]].map((entry) => rangeEntrySchema.safeParse(entry).success),
      [false, false, false, false, false],
    );
  });
});
