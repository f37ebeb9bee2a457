import assert from "node:assert/strict";
import fc from "fast-check";
import { measurePairs, pairsOf, ratiosOf, spreadOf } from "../../bench/paired.ts";

describe("measuring in pairs", () => {
  it("takes subject and control in turn and leaves the warm-up out", async () => {
    const order: string[] = [];
    const take = (side: string) => () => {
      order.push(side);
      return Promise.resolve(order.length);
    };
    const pairs = await measurePairs({ subject: take("A"), control: take("B"), pairs: 2 });
    assert.deepEqual(order, ["A", "B", "A", "B", "A", "B"]);
    assert.deepEqual(pairs, { subject: [3, 5], control: [4, 6] });
  });

  it("counts every pair when no warm-up is wanted", async () => {
    const one = () => Promise.resolve(1);
    const pairs = await measurePairs({ subject: one, control: one, pairs: 3, warmUps: 0 });
    assert.deepEqual(pairs, { subject: [1, 1, 1], control: [1, 1, 1] });
  });

  for (const wrong of [0, -1, 1.5, Number.NaN]) {
    it(`refuses ${wrong} pairs before anything is measured`, async () => {
      const never = () => Promise.reject(new Error("was measured"));
      await assert.rejects(measurePairs({ subject: never, control: never, pairs: wrong }), {
        name: "RangeError",
        message: `got ${wrong} pairs, expected a whole number from 1`,
      });
    });
  }

  it("passes on what a side fails with", async () => {
    const work = { subject: () => Promise.reject(new Error("broken")), control: () => Promise.resolve(1), pairs: 1 };
    await assert.rejects(measurePairs(work), { message: "broken" });
  });
});

describe("ratios of pairs", () => {
  it("divides within each pair, so a slow minute does not count twice", () => {
    assert.deepEqual(ratiosOf({ subject: [4, 40, 6], control: [2, 20, 2] }), [2, 2, 3]);
  });

  it("takes one number of every sample", () => {
    const pairs = { subject: [{ mib: 3 }], control: [{ mib: 2 }] };
    assert.deepEqual(
      pairsOf(pairs, ({ mib }) => mib),
      { subject: [3], control: [2] },
    );
  });

  for (const control of [0, -1, Number.NaN]) {
    it(`refuses a control of ${control}`, () => {
      assert.throws(() => ratiosOf({ subject: [1], control: [control] }), {
        name: "RangeError",
        message: `got a control of ${control}, expected more than 0`,
      });
    });
  }
});

describe("the spread of measurements", () => {
  it("is one number three times for one value", () => {
    assert.deepEqual(spreadOf([7]), { min: 7, median: 7, max: 7 });
  });

  it("has the middle one of an odd number, in whatever order they came", () => {
    assert.deepEqual(spreadOf([9, 1, 100]), { min: 1, median: 9, max: 100 });
  });

  it("has the mean of the middle two of an even number", () => {
    assert.deepEqual(spreadOf([10, 1, 4, 2]), { min: 1, median: 3, max: 10 });
  });

  it("sorts by size, not by text", () => {
    assert.deepEqual(spreadOf([10, 9, 8]), { min: 8, median: 9, max: 10 });
  });

  it("refuses no values and values that are no numbers", () => {
    assert.throws(() => spreadOf([]), { name: "RangeError", message: "got no values, expected at least one" });
    assert.throws(() => spreadOf([1, Number.NaN]), { message: "got NaN, expected a finite number" });
    assert.throws(() => spreadOf([Infinity]), { message: "got Infinity, expected a finite number" });
  });

  it("leaves as many values below the median as above, and does not change its input", () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (numbers) => {
        const before = [...numbers];
        const { min, median, max } = spreadOf(numbers);
        assert.deepEqual(numbers, before);
        assert.equal(min, Math.min(...numbers));
        assert.equal(max, Math.max(...numbers));
        assert.ok(numbers.filter((value) => value < median).length <= numbers.length / 2);
        assert.ok(numbers.filter((value) => value > median).length <= numbers.length / 2);
      }),
    );
  });
});
