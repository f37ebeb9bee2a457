import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { runPulumi } from "../../sandbox/engine-run.ts";
import { sandboxLayout } from "../../sandbox/layout.ts";
import { configFileOf, type Target } from "../../sandbox/target.ts";
import { Machine } from "./machine.ts";

describe("running the engine", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.dispose());

  function target(kind: Target["kind"], engine: string): Target {
    const real = { kind, root: machine.folder, engine: machine.script("engine", engine), env: machine.env() };
    return kind === "real"
      ? real
      : { ...real, layout: sandboxLayout(machine.folder, join(machine.folder, ".sandbox")) };
  }

  const PRINT = 'echo "$*"; echo "config: $PULUMI_OPTION_CONFIG_FILE" >&2; pwd; cat';

  it("names the stack, its configuration file and no terminal, in the checkout, and captures what is said", async () => {
    const sandbox = target("sandbox", PRINT);
    const result = await runPulumi(sandbox, ["preview", "--diff"], { stack: "acme-production", input: "given" });
    assert.deepEqual(result, {
      outcome: { kind: "succeeded" },
      exitCode: 0,
      stdout: `preview --diff --non-interactive --color=never --stack=acme-production\n${machine.folder}\ngiven`,
      stderr: `config: ${machine.folder}/.sandbox/stacks/Pulumi.acme-production.yaml\n`,
    });
  });

  it("leaves the configuration of a real account where it is", async () => {
    const real = target("real", PRINT);
    assert.equal(configFileOf(real, "acme-production"), undefined);
    const { stderr } = await runPulumi(real, ["preview"], { stack: "acme-production" });
    assert.equal(stderr, "config: \n");
  });

  it("needs no stack", async () => {
    const { stdout } = await runPulumi(target("real", 'echo "$*"'), ["whoami"]);
    assert.equal(stdout, "whoami --non-interactive --color=never\n");
  });

  it("adds to the environment and takes from it", async () => {
    const engine = target("real", 'echo "$ADDED,${HOME-none}"');
    const { stdout } = await runPulumi(engine, ["version"], { env: { ADDED: "yes", HOME: undefined } });
    assert.equal(stdout, "yes,none\n");
  });

  it("gives a failure as a result", async () => {
    const { outcome, exitCode } = await runPulumi(target("real", 'echo "error: refused" >&2; exit 255'), ["up"]);
    assert.equal(exitCode, 255);
    assert.deepEqual(outcome, { kind: "failed", message: "error: refused" });
  });

  it("throws only when the engine cannot be started", async () => {
    const missing = { ...target("real", ""), engine: join(machine.folder, "none") };
    await assert.rejects(runPulumi(missing, ["up"]), {
      message: `cannot start ${machine.folder}/none: spawn ${machine.folder}/none ENOENT`,
    });
  });

  it("interrupts the engine once when the caller aborts", async () => {
    const engine = target(
      "sandbox",
      `trap 'echo interrupted >> "$MACHINE/signals"; exit 1' INT; while :; do sleep 0.1; done`,
    );
    const abort = new AbortController();
    const running = runPulumi(engine, ["up"], { stack: "acme-production", signal: abort.signal });
    setTimeout(() => abort.abort(), 300);
    assert.equal((await running).outcome.kind, "cancelled");
    assert.equal(readFileSync(join(machine.folder, "signals"), "utf8"), "interrupted\n");
  });

  it("leaves no listener behind", async () => {
    const listeners = () => ["SIGINT", "SIGTERM", "SIGHUP", "exit"].map((name) => process.listenerCount(name));
    const before = listeners();
    await runPulumi(target("real", "exit 0"), ["version"]);
    assert.deepEqual(listeners(), before);
  });

  describe("on a stack that is locked", () => {
    /** Locked until `pulumi cancel`; the holder's host and process are given. */
    const LOCKED = `
      if [ "$1" = cancel ]; then echo "$*" >> "$MACHINE/cancelled"; exit 0; fi
      [ -e "$MACHINE/cancelled" ] && exit 0
      echo "error: the stack is currently locked by 1 lock(s)." >&2
      echo "  file:///x.json: created by ada@$HOLDER_HOST (pid $HOLDER) at 2026-01-02T03:04:05Z" >&2
      exit 255`;
    const run = (kind: Target["kind"], holder: number, more = {}) =>
      runPulumi(target(kind, LOCKED), ["up"], {
        stack: "acme-production",
        env: { HOLDER: String(holder), HOLDER_HOST: hostname() },
        ...more,
      });

    it("takes the lock over in the sandbox when its holder is gone", async () => {
      assert.equal((await run("sandbox", 99_999_999)).outcome.kind, "succeeded");
      assert.match(
        readFileSync(join(machine.folder, "cancelled"), "utf8"),
        /^cancel --yes .*--stack=acme-production\n$/,
      );
    });

    it("does not where the holder runs, for a real account, or when told not to", async () => {
      assert.equal((await run("sandbox", process.pid)).outcome.kind, "stack-locked");
      assert.equal((await run("real", 99_999_999)).outcome.kind, "stack-locked");
      assert.equal((await run("sandbox", 99_999_999, { takeOverAbandoned: false })).outcome.kind, "stack-locked");
    });

    it("does for a real account when told to", async () => {
      assert.equal((await run("real", 99_999_999, { takeOverAbandoned: true })).outcome.kind, "succeeded");
    });
  });
});
