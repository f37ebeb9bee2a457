import assert from "node:assert/strict";
import { formatDuration, Steps } from "../../sandbox/setup/steps.js";

describe("the steps of set-up", () => {
  function record(terminal: boolean) {
    let now = 0;
    const shown: string[] = [];
    const steps = new Steps({ write: (text) => void shown.push(text), terminal }, () => now);
    return { steps, shown, pass: (milliseconds: number) => (now += milliseconds) };
  }

  it("show one line each in a log, with name, result and time", async () => {
    const { steps, shown, pass } = record(false);
    await steps.run("packages", (step) => {
      step.report("npm ci, from package-lock.json");
      pass(14_400);
      step.finish("278 packages");
    });
    await steps.run("node", (step) => step.already("24.21.0 from the npm packages"));
    assert.equal(
      shown.join(""),
      "… packages  npm ci, from package-lock.json\n✓ packages  278 packages · 14 s\n" +
        "✓ node      24.21.0 from the npm packages · already done\n",
    );
  });

  it("say in a log only the first of many reports at once", async () => {
    const { steps, shown } = record(false);
    await steps.run("engine", (step) => {
      step.report("building");
      step.report("building: compiling, 1 packages");
      step.report("building: compiling, 2 packages");
      step.finish("built");
    });
    assert.deepEqual(shown, ["… engine    building\n", "✓ engine    built · 0.0 s\n"]);
  });

  it("rewrite their line on a terminal, in colour", async () => {
    const { steps, shown, pass } = record(true);
    await steps.run("engine", (step) => {
      step.report("building");
      pass(61_000);
      step.report("compiling");
      step.finish("built");
    });
    assert.deepEqual(shown, [
      "\r\u001b[2K\u001b[36m…\u001b[39m engine    building",
      "\r\u001b[2K\u001b[36m…\u001b[39m engine    compiling · 1 min 1 s",
      "\r\u001b[2K\u001b[32m✓\u001b[39m engine    built · 1 min 1 s\n",
    ]);
  });

  it("show a failure and pass it on", async () => {
    const { steps, shown } = record(false);
    const failure = new Error("no");
    await assert.rejects(
      steps.run("engine", (step) => {
        step.report("building");
        throw failure;
      }),
      failure,
    );
    assert.deepEqual(shown, ["… engine    building\n", "✗ engine    building · 0.0 s\n"]);
  });

  it("give the result of their work", async () => {
    assert.equal(await Steps.silent().run("engine", () => 42), 42);
  });

  it("tell times as people do", () => {
    const told = [0, 340, 9_949, 9_950, 59_400, 59_600, 275_000].map(formatDuration);
    assert.deepEqual(told, ["0.0 s", "0.3 s", "9.9 s", "10 s", "59 s", "1 min 0 s", "4 min 35 s"]);
  });
});
