import assert from "node:assert/strict";
import { judgedDay, TODAY_VARIABLE } from "../../policies/judged-day.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";

describe("the day by which waivers are judged", () => {
  it("is today, UTC, unless the environment names another", () => {
    const before = new Date().toISOString().slice(0, 10);
    const today = judgedDay({});
    assert.ok([before, new Date().toISOString().slice(0, 10)].includes(today), today);
    assert.equal(judgedDay({ [TODAY_VARIABLE]: "2026-11-21" }), "2026-11-21");
  });

  it("is refused where the environment names no day", () => {
    for (const named of ["", "yesterday", "2026-02-30", "21.11.2026"]) {
      assert.throws(
        () => judgedDay({ [TODAY_VARIABLE]: named }),
        (error) => {
          assert.ok(error instanceof InvalidInput);
          assert.deepEqual(error.problems.map(formatProblem), [
            `LEASEHOLD_TODAY: got ${JSON.stringify(named)}, expected a day such as 2026-01-31; correct it, or unset it`,
          ]);
          return true;
        },
      );
    }
  });
});
