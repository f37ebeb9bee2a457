import assert from "node:assert/strict";
import { dateSecrets, overdueSecrets, parseSecretDates, scheduleSecrets, todayUtc } from "../../stacks/secret-dates.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";

const MASTER = { name: "database-master", generation: 1, rotation: "on-demand", rotationDays: 90 } as const;
const APPLICATION = { name: "application", generation: 1, rotation: "owner", rotationDays: 90 } as const;
const KEPT = {
  "database-master": { generation: 1, since: "2026-11-21" },
  application: { generation: 1, since: "2026-11-21" },
};

describe("dates of secrets", () => {
  it("begin with the first up, and stay while the value does", () => {
    assert.deepEqual(dateSecrets([MASTER, APPLICATION], undefined, "2026-11-21"), KEPT);
    assert.deepEqual(dateSecrets([MASTER, APPLICATION], KEPT, "2027-03-01"), KEPT);
  });

  it("begin anew with a higher generation, of that secret alone", () => {
    assert.deepEqual(dateSecrets([{ ...MASTER, generation: 2 }, APPLICATION], KEPT, "2027-03-01"), {
      "database-master": { generation: 2, since: "2027-03-01" },
      application: { generation: 1, since: "2026-11-21" },
    });
  });

  it("come back as they were kept, and stop the run where they are something else", () => {
    assert.deepEqual(parseSecretDates(KEPT), KEPT);
    for (const output of [
      "2026-11-21",
      { application: { generation: 0, since: "2026-11-21" } },
      { application: { generation: 1, since: "yesterday" } },
      { application: { generation: 1, since: "2026-11-21", until: "2027-01-01" } },
    ])
      assert.throws(
        () => parseSecretDates(output),
        (error: unknown) =>
          error instanceof InvalidInput &&
          error.problems
            .map((problem) => `${problem.code} ${formatProblem(problem)}`)[0]
            ?.startsWith("facts secretDates: got an output that is not dates of secrets (") === true,
      );
  });

  it("are days, UTC", () => {
    assert.match(todayUtc(), /^20\d\d-[01]\d-[0-3]\d$/);
  });
});

describe("the schedule of a secret", () => {
  const scheduleOn = (today: string, rotationDays = 90) =>
    scheduleSecrets([{ ...MASTER, rotationDays }], KEPT, today)["database-master"];

  it("has the value due a period after its own day, however late it is", () => {
    for (const today of ["2026-11-21", "2027-02-19", "2029-01-01"])
      assert.equal(scheduleOn(today)?.dueUtc, "2027-02-19T00:00:00Z");
    assert.equal(scheduleOn("2026-11-21", 365)?.dueUtc, "2027-11-21T00:00:00Z");
  });

  it("reminds on the first of those days that is still ahead, never today", () => {
    assert.deepEqual(
      ["2026-11-21", "2027-02-18", "2027-02-19", "2027-05-19", "2027-05-20"].map(
        (today) => scheduleOn(today)?.reminderUtc,
      ),
      [
        "2027-02-19T00:00:00Z",
        "2027-02-19T00:00:00Z",
        "2027-05-20T00:00:00Z",
        "2027-05-20T00:00:00Z",
        "2027-08-18T00:00:00Z",
      ],
    );
  });

  it("is not thrown off by a clock that runs behind", () => {
    assert.equal(scheduleOn("2026-01-01")?.reminderUtc, "2027-02-19T00:00:00Z");
  });
});

describe("overdue secrets", () => {
  it("are told from the day on which they are due, with what to do, and only those that the stack makes", () => {
    assert.deepEqual(overdueSecrets([MASTER, APPLICATION], KEPT, "2027-02-18"), []);
    assert.deepEqual(overdueSecrets([MASTER, APPLICATION], KEPT, "2027-02-19"), [
      "secret database-master: its value is of 2026-11-21, expected another one every 90 days; raise overrides.database.masterPasswordGeneration by one",
    ]);
  });
});
