import assert from "node:assert/strict";
import {
  amountFigure,
  describePairs,
  passes,
  ratioFigure,
  verdictOf,
  type Figure,
  type Target,
} from "../../bench/figures.ts";
import { mostPreviewRatio } from "../../bench/preview.ts";

const figure = (median: number, target?: Target): Figure => ({
  what: "a figure",
  unit: "×",
  spread: { min: 0, median, max: 100 },
  ...(target === undefined ? {} : { target }),
});

describe("the verdict on a figure", () => {
  it("is met up to the target and missed beyond it, judged by the median", () => {
    assert.equal(verdictOf(figure(3, { atMost: 3, whenMissed: "fail" })), "met");
    assert.equal(verdictOf(figure(3.001, { atMost: 3, whenMissed: "fail" })), "missed");
  });

  it("only warns where the target is a time", () => {
    assert.equal(verdictOf(figure(10.1, { atMost: 10, whenMissed: "warn" })), "slow");
  });

  it("is none without a target", () => {
    assert.equal(verdictOf(figure(99)), "none");
  });

  it("fails the benchmark for a missed ratio and a failed measurement, and for nothing else", () => {
    const measured = (...figures: Figure[]) => passes({ kind: "measured", figures, how: [] });
    assert.equal(measured(figure(2, { atMost: 3, whenMissed: "fail" }), figure(99)), true);
    assert.equal(measured(figure(2), figure(4, { atMost: 3, whenMissed: "fail" })), false);
    assert.equal(measured(figure(11, { atMost: 10, whenMissed: "warn" })), true);
    assert.equal(passes({ kind: "not-built", why: "later" }), true);
    assert.equal(passes({ kind: "failed", reason: "no engine" }), false);
  });
});

describe("figures of pairs", () => {
  const pairs = { subject: [4, 9, 10], control: [2, 3, 2] };

  it("is the spread of the pairs' ratios", () => {
    assert.deepEqual(ratioFigure("a ÷ b", pairs), { what: "a ÷ b", unit: "×", spread: { min: 2, median: 3, max: 5 } });
  });

  it("is the spread of the subject's own amounts, with its target", () => {
    const target: Target = { atMost: 10, whenMissed: "warn" };
    assert.deepEqual(amountFigure("a", "s", pairs.subject, target), {
      what: "a",
      unit: "s",
      spread: { min: 4, median: 9, max: 10 },
      target,
    });
  });

  it("tells both sides and the number of pairs", () => {
    assert.equal(
      describePairs(pairs),
      "9.00 s (4.00–10.00) ÷ 2.00 s (2.00–3.00), median and range of 3 pairs taken in turn after one that does not count",
    );
  });
});

describe("the target of a preview", () => {
  it("is 2.0 up to 250 resources and 0.4 more per further 100", () => {
    assert.equal(mostPreviewRatio(1), 2);
    assert.equal(mostPreviewRatio(250), 2);
    assert.equal(mostPreviewRatio(300), 2.2);
    assert.equal(mostPreviewRatio(350), 2.4);
  });
});
