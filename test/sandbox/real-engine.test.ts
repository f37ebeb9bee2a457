import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runPulumi, type EngineEvent, type RunOptions } from "../../sandbox/engine-run.ts";
import { stackConfigFile } from "../../sandbox/layout.ts";
import { exportState, importState, initStack, stackOutputs } from "../../sandbox/stack-state.ts";
import type { Target } from "../../sandbox/target.ts";
import { Machine } from "./machine.ts";
import { gitStatus, realCheckout } from "./real-checkout.ts";

describe("the real engine in the sandbox", function () {
  this.timeout(120_000);

  const stack = "acme-production";
  let machine: Machine;
  let target: Target;
  before(async () => {
    machine = new Machine();
    target = await realCheckout(machine);
    await initStack(target, stack);
  });
  after(() => machine.dispose());

  const up = (options: RunOptions = {}) => runPulumi(target, ["up", "--yes", "--skip-preview"], { stack, ...options });

  /** An `up` whose program runs and waits. */
  async function waitingUp(options: RunOptions = {}) {
    const file = join(machine.folder, `waiting-${process.hrtime.bigint()}`);
    const result = up({ ...options, env: { WAIT_FILE: file } });
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
    return { result };
  }

  it("makes a stack once, with its configuration in the sandbox", async () => {
    assert.equal(await exportState(target, "globex-staging"), undefined);
    assert.equal(await initStack(target, "globex-staging"), true);
    assert.equal(await initStack(target, "globex-staging"), false);
    assert.deepEqual((await exportState(target, "globex-staging"))?.deployment.resources, []);
    assert.match(
      readFileSync(join(target.root, ".sandbox", "stacks", "Pulumi.globex-staging.yaml"), "utf8"),
      /^encryptionsalt: v1:/,
    );
    assert.equal(gitStatus(target.root), "");
  });

  it("brings a stack up, tells its events in order, and keeps its outputs", async () => {
    const events: EngineEvent[] = [];
    const { outcome, exitCode } = await up({ onEvent: (event) => events.push(event) });
    assert.deepEqual(outcome, { kind: "succeeded" });
    assert.equal(exitCode, 0);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      events.map(({ sequence }) => sequence).toSorted((a, b) => a - b),
    );
    const summary = events.find(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent;
    assert.deepEqual(summary?.resourceChanges, { create: 1 });
    assert.deepEqual(
      events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity === "error"),
      [],
    );
    assert.deepEqual(await stackOutputs(target, stack), { stack, size: "default", password: "[secret]" });
  });

  it("changes nothing the second time", async () => {
    assert.equal((await up()).outcome.kind, "succeeded");
    const { outcome } = await runPulumi(target, ["preview", "--expect-no-changes"], { stack });
    assert.deepEqual(outcome, { kind: "succeeded" });
  });

  it("keeps secrets encrypted in the state, and takes an exported state back", async () => {
    const state = await exportState(target, stack);
    assert.ok(state);
    assert.equal(JSON.stringify(state).includes("hidden"), false);
    assert.deepEqual(state.deployment.pending_operations, []);
    await importState(target, stack, state);
    const { stdout } = await runPulumi(target, ["stack", "output", "password", "--show-secrets"], { stack });
    assert.equal(stdout, "hidden\n");
    assert.equal(gitStatus(target.root), "");
  });

  it("tells the program's refusal in its own words, and no trace", async () => {
    const { outcome } = await up({ env: { FAIL: "tenant acme is not valid" } });
    assert.equal(outcome.kind, "failed");
    assert.equal("message" in outcome && outcome.message.endsWith("\n    error: tenant acme is not valid"), true);
  });

  it("says of a stack that does not exist so", async () => {
    const { outcome } = await runPulumi(target, ["preview"], { stack: "hooli-test" });
    assert.deepEqual(outcome, { kind: "stack-not-found", message: "stack hooli-test does not exist in this backend" });
  });

  it("says who has the stack locked, and cancels without leaving the lock", async () => {
    const abort = new AbortController();
    const { result } = await waitingUp({ signal: abort.signal });
    const { outcome } = await up();
    assert.match(
      "message" in outcome ? outcome.message : "",
      /^stack acme-production is locked by \S+@\S+ \(process \d+\) since \S+, which is still running; wait for it to end$/,
    );
    abort.abort();
    assert.equal((await result).outcome.kind, "cancelled");
    assert.deepEqual((await up({ takeOverAbandoned: false })).outcome, { kind: "succeeded" });
  });

  it("takes a stack over from an engine that was killed", async () => {
    const { result } = await waitingUp();
    const locks = join(target.root, ".sandbox", "state", ".pulumi", "locks", "organization", "leasehold", stack);
    const [lock = ""] = readdirSync(locks).filter((name) => name.endsWith(".json"));
    const { pid } = JSON.parse(readFileSync(join(locks, lock), "utf8")) as { pid: number };
    process.kill(pid, "SIGKILL");
    assert.equal((await result).exitCode, 137);
    assert.deepEqual((await up()).outcome, { kind: "succeeded" });
  });

  describe("as bare pulumi in the project's root", () => {
    /** What a person types after sourcing the sandbox's environment, on a machine with nothing but a shell. */
    function shell(line: string): string {
      return execFileSync("/bin/sh", ["-c", `. .sandbox/env.sh && ${line}`], {
        cwd: target.root,
        encoding: "utf8",
        env: { HOME: machine.folder, PATH: "/usr/bin:/bin", AWS_PROFILE: "real" },
        stdio: ["ignore", "pipe", "pipe"],
      });
    }

    it("previews the stack like `leasehold preview`, and leaves the git tree clean", () => {
      assert.match(shell("pulumi preview -s acme-production --expect-no-changes"), /1 unchanged/);
      assert.equal(gitStatus(target.root), "");
    });

    it("makes, selects, configures, exports and removes a stack, and leaves the git tree clean", () => {
      shell("pulumi stack init initech-test");
      assert.equal(shell("pulumi stack --show-name"), "initech-test\n");
      shell("pulumi config set size 3");
      assert.match(
        readFileSync(join(target.root, ".sandbox", "stacks", "Pulumi.initech-test.yaml"), "utf8"),
        /leasehold:size: "?3"?/,
      );
      shell("pulumi up --yes --skip-preview");
      assert.equal(shell("pulumi stack output size"), "3\n");
      shell('pulumi stack export --file "$HOME/state.json"');
      shell('cd stacks && pulumi stack import --file "$HOME/state.json"');
      writeFileSync(join(target.root, "stacks", "Pulumi.initech-test.yaml"), "config: {}\n");
      shell("pulumi stack rm initech-test --yes --force");
      assert.equal(existsSync(join(target.root, ".sandbox", "stacks", "Pulumi.initech-test.yaml")), false);
      assert.equal(
        gitStatus(target.root),
        "?? stacks/Pulumi.initech-test.yaml\n",
        "the real account's configuration stays",
      );
    });

    it("keeps out of stacks/ even where the engine itself is called", () => {
      shell('"$LEASEHOLD_ENGINE" preview -s globex-staging');
      assert.equal(existsSync(join(target.root, "stacks", "Pulumi.globex-staging.yaml")), false);
    });
  });

  it("knows the configuration file of each stack", () => {
    const { layout } = target;
    assert.ok(layout);
    assert.deepEqual(readdirSync(layout.stacks).includes("Pulumi.acme-production.yaml"), true);
    assert.equal(existsSync(stackConfigFile(layout, stack)), true);
  });
});
