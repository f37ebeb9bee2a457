import assert from "node:assert/strict";
import { fact, factNumber, facts } from "../../tiers/feasibility.ts";

describe("feasibility facts", () => {
  it("are typed, with value, unit, source and consequence", () => {
    const { at, ...rest } = fact("kms.rotation.min");
    assert.deepEqual(rest, {
      id: "kms.rotation.min",
      service: "kms",
      fact: "shortest automatic rotation period",
      value: 90,
      unit: "days",
      consequence: "a 30-day promise is refused; nearest feasible 90",
      source:
        "PyPI botocore 1.44.5 service model kms (RotationPeriodInDaysType 90-2560, PendingWindowInDays 7-30, RotateKeyOnDemand text: 25 per key)",
    });
    assert.match(at(), /^tiers\/data\/feasibility-aws\.yaml:\d+$/);
  });

  it("that decide promises have the numbers the promises are checked against", () => {
    const decisive = [
      "kms.rotation.min",
      "kms.rotation.max",
      "kms.rotation.onDemand",
      "aurora.backup.rpo",
      "aurora.replica.count",
    ];
    assert.deepEqual(decisive.map(factNumber), [90, 2560, 25, 5, 15]);
  });

  it("keep every source apart and in words", () => {
    assert.equal(fact("x.zeroLossRegion").source.split("; ").length, 3);
    assert.equal(fact("x.zeroLossRegion").service, "all");
    assert.equal(new Set(facts().map(({ id }) => id)).size, facts().length);
    assert.deepEqual(
      facts().filter(({ source }) => source.length < 20),
      [],
    );
  });

  it("from own knowledge say so", () => {
    const own = facts().filter(({ source }) => source === "own knowledge, no source found");
    assert.ok(own.length > 0);
    assert.deepEqual(
      own.filter(({ basis }) => basis !== "own"),
      [],
    );
    assert.equal(fact("aurora.encrypt").basis, "own");
    assert.equal(fact("kms.rotation.min").basis, undefined);
  });

  it("that do not exist are a mistake in the program", () => {
    assert.throws(
      () => fact("kms.rotation.never"),
      new RangeError("no feasibility fact has the id kms.rotation.never"),
    );
  });

  it("that are texts are not taken for numbers", () => {
    assert.throws(
      () => factNumber("aurora.failover"),
      new TypeError("feasibility fact aurora.failover is not a number: automatic"),
    );
  });
});
