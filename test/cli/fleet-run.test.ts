import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { CommandFailed, EXIT } from "../../cli/exit-codes.ts";
import { runFleet, worstExitCode, type Done, type StackResult } from "../../cli/fleet-run.ts";
import type { FleetStack } from "../../cli/fleet.ts";
import { InvalidInput } from "../../tiers/problem.ts";

const DONE: Done = { result: "created", counts: { create: 3 } };

function stack(name: string, ...after: string[]): FleetStack {
  return { stack: name, after };
}

/** Runs stacks that take a turn of the event loop each, and writes down when each begins and ends. */
class Fleet {
  readonly log: string[] = [];
  readonly controller = new AbortController();
  atOnce = 0;
  mostAtOnce = 0;
  readonly #fails: Readonly<Record<string, unknown>>;

  constructor(fails: Readonly<Record<string, unknown>> = {}) {
    this.#fails = fails;
  }

  async run(stacks: readonly FleetStack[], parallel = 2): Promise<StackResult[]> {
    const results = await runFleet(stacks, {
      parallel,
      signal: this.controller.signal,
      bring: (name) => this.bring(name),
      onBegin: (name) => void this.log.push(`begin ${name}`),
      onEnd: (result) => void this.log.push(`${result.result} ${result.stack}`),
    });
    return results.map((result) => ({ ...result, seconds: 0 }));
  }

  async bring(name: string): Promise<Done> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await setImmediate();
    this.atOnce -= 1;
    if (name in this.#fails) throw this.#fails[name];
    return DONE;
  }
}

const FAILED = new CommandFailed(EXIT.failed, "up of account-main failed:\n  no");

describe("bringing a fleet up", () => {
  it("begins a stack when what it waits for is up, and fills every free place meanwhile", async () => {
    const fleet = new Fleet();
    const results = await fleet.run([stack("a"), stack("b", "a"), stack("c"), stack("d", "b")]);
    const order = ["begin a", "created a", "begin b", "created b", "begin d", "created d"];
    assert.deepEqual(
      fleet.log.filter((line) => order.includes(line)),
      order,
    );
    assert.ok(fleet.log.indexOf("begin c") < fleet.log.indexOf("created a"));
    assert.deepEqual(
      results,
      ["a", "b", "c", "d"].map((name) => ({ stack: name, ...DONE, seconds: 0 })),
    );
  });

  it("never runs more at once than asked for, and as many as that", async () => {
    const stacks = Array.from({ length: 9 }, (_, index) => stack(`s${index}`));
    for (const parallel of [1, 2, 4]) {
      const fleet = new Fleet();
      await fleet.run(stacks, parallel);
      assert.equal(fleet.mostAtOnce, parallel);
    }
  });

  it("skips what waits for a stack that failed, by name, also at second hand; others go on", async () => {
    const fleet = new Fleet({ "account-main": FAILED });
    const results = await fleet.run([
      stack("account-main"),
      stack("acme-production", "account-main"),
      stack("globex-production"),
      stack("acme-disaster-recovery", "acme-production"),
    ]);
    assert.deepEqual(results, [
      { stack: "account-main", result: "failed", exitCode: 1, message: FAILED.message, seconds: 0 },
      { stack: "acme-production", result: "skipped", reason: "account-main is not up", seconds: 0 },
      { stack: "globex-production", ...DONE, seconds: 0 },
      { stack: "acme-disaster-recovery", result: "skipped", reason: "acme-production is not up", seconds: 0 },
    ]);
    assert.equal(worstExitCode(results), EXIT.failed);
  });

  it("stops the one whose data is at risk with its list, and no other", async () => {
    const risk = new CommandFailed(
      EXIT.dataAtRisk,
      "acme-production may lose data; nothing was changed:\n  replace acme-db",
    );
    const results = await new Fleet({ "acme-production": risk }).run([
      stack("acme-production"),
      stack("globex-production"),
    ]);
    assert.deepEqual(results[0], {
      stack: "acme-production",
      result: "failed",
      exitCode: EXIT.dataAtRisk,
      message: risk.message,
      seconds: 0,
    });
    assert.equal(results[1]?.result, "created");
  });

  it("skips a pooled tenant, which fails nothing", async () => {
    const pooled = new InvalidInput([{ code: "no-cell", path: "tier", message: "got free" }]);
    const results = await new Fleet({ "wonka-production": pooled }).run([stack("wonka-production")]);
    assert.deepEqual(results, [
      { stack: "wonka-production", result: "skipped", reason: "lives in a cell, and no cell exists yet", seconds: 0 },
    ]);
    assert.equal(worstExitCode(results), EXIT.done);
  });

  it("fails a stack whose file is wrong with all its problems, without beginning it where the file cannot be read", async () => {
    const wrong = new InvalidInput([
      { code: "region-unknown", path: "region", message: "got mars" },
      { code: "account", path: "account", message: "got 1" },
    ]);
    const fleet = new Fleet({ "acme-production": wrong });
    const unreadable = {
      stack: "globex",
      after: [],
      failure: { exitCode: EXIT.invalidInput, message: "globex.yaml: no" },
    };
    const results = await fleet.run([stack("acme-production"), unreadable]);
    assert.deepEqual(
      results.map((each) => (each.result === "failed" ? [each.exitCode, each.message] : each)),
      [
        [2, "account: got 1\nregion: got mars"],
        [2, "globex.yaml: no"],
      ],
    );
    assert.ok(!fleet.log.includes("begin globex"));
  });

  it("takes what should not happen for a failure of that stack, with its trace, since others are running", async () => {
    const results = await new Fleet({ a: new TypeError("undefined is no function") }).run([stack("a"), stack("b")]);
    assert.ok(results[0]?.result === "failed");
    assert.equal(results[0].exitCode, EXIT.failed);
    assert.match(results[0].message, /^TypeError: undefined is no function\n +at /);
    assert.equal(results[1]?.result, "created");
  });

  it("begins no further stack once a person stops it, and says so with 130", async () => {
    const fleet = new Fleet();
    const running = fleet.run([stack("a"), stack("b")], 1);
    await setImmediate();
    fleet.controller.abort();
    const results = await running;
    assert.equal(results[0]?.result, "created");
    assert.deepEqual(results[1], {
      stack: "b",
      result: "skipped",
      reason: "stopped before it was begun",
      exitCode: EXIT.interrupted,
      seconds: 0,
    });
    assert.equal(worstExitCode(results), EXIT.interrupted);
  });
});

describe("the exit code of a fleet", () => {
  const failed = (
    exitCode: StackResult & { result: "failed" } extends { exitCode: infer Code } ? Code : never,
  ): StackResult => ({
    stack: "a",
    seconds: 1,
    result: "failed",
    exitCode,
    message: "no",
  });

  it("is that of the worst: stopped, data at risk, violation, unfinished, failed, locked, invalid", () => {
    const order = [
      EXIT.interrupted,
      EXIT.dataAtRisk,
      EXIT.violation,
      EXIT.unfinished,
      EXIT.failed,
      EXIT.locked,
      EXIT.invalidInput,
    ];
    order.forEach((code, index) => {
      assert.equal(worstExitCode(order.slice(index).map(failed).toReversed()), code);
    });
    assert.deepEqual(new Set<number>([...order, EXIT.done]), new Set<number>(Object.values(EXIT)));
  });

  it("is 0 where nothing failed", () => {
    assert.equal(worstExitCode([{ stack: "a", seconds: 1, result: "unchanged", counts: { same: 3 } }]), EXIT.done);
    assert.equal(worstExitCode([]), EXIT.done);
  });
});
