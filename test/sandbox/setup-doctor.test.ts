import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxLayout } from "../../sandbox/layout.ts";
import { prepareSandbox } from "../../sandbox/prepare.ts";
import { diagnose, type Check } from "../../sandbox/setup/doctor.ts";
import { installGo, installPulumi } from "./fake-engine.ts";
import { CHECKOUT, Machine } from "./machine.ts";

describe("the doctor", () => {
  let machine: Machine;
  let root: string;
  beforeEach(() => {
    machine = new Machine();
    root = machine.checkout();
    cpSync(join(CHECKOUT, "sandbox", "engine"), join(root, "sandbox", "engine"), { recursive: true });
  });
  afterEach(() => machine.dispose());

  async function check(name: string): Promise<Check | undefined> {
    return (await diagnose(root, machine.env())).find((one) => one.name === name);
  }

  it("looks at everything that a checkout needs", async () => {
    const names = (await diagnose(root, machine.env())).map(({ name }) => name);
    assert.deepEqual(names, [
      "node",
      "npm packages",
      "engine",
      "go",
      "disk space here",
      "disk space for the engine",
      "sandbox",
      "passphrase",
      "simulated clouds",
    ]);
  });

  it("gives exactly what is not well one thing to do", async () => {
    for (const { status, remedy, name } of await diagnose(root, machine.env())) {
      assert.equal(remedy === undefined, status === "ok", name);
    }
  });

  it("finds the Node.js that runs it", async () => {
    assert.deepEqual(await check("node"), {
      name: "node",
      status: "ok",
      found: `${process.versions.node} (${process.execPath})`,
    });
  });

  it("finds an installed engine, and why another was passed over", async () => {
    const old = machine.script("pulumi", "echo v3.1.0");
    assert.deepEqual(await check("engine"), {
      name: "engine",
      status: "fail",
      found: `none; ${old} not used: 3.1.0 is older than 3.259.0`,
      remedy: "run `npm start`, which builds it, or install the pulumi CLI",
    });
    const path = installPulumi(machine, "3.270.0");
    assert.deepEqual(await check("engine"), {
      name: "engine",
      status: "ok",
      found: `pulumi 3.270.0, installed (${path})`,
    });
    assert.equal(await check("disk space for the engine"), undefined);
  });

  it("needs Go only where there is no engine", async () => {
    assert.deepEqual(await check("go"), {
      name: "go",
      status: "fail",
      found: "none",
      remedy: "install the pulumi CLI or Go 1.25.11 or newer",
    });
    installGo(machine, { version: "1.20.0" });
    assert.equal((await check("go"))?.found, "1.20.0 is older than 1.25.11");
    installPulumi(machine, "3.270.0");
    assert.deepEqual(await check("go"), {
      name: "go",
      status: "ok",
      found: "1.20.0 is older than 1.25.11; not needed, the engine is there",
    });
  });

  it("follows the sandbox from nothing to set up to damaged", async () => {
    const layout = sandboxLayout(root);
    const statuses = async () => {
      const checks = await diagnose(root, machine.env());
      return checks.slice(-3).map(({ name, status, found }) => `${name} ${status}: ${found}`);
    };
    const [sandbox, passphrase] = await statuses();
    assert.equal(sandbox, "sandbox warn: not set up yet");
    assert.equal(passphrase, "passphrase warn: none yet");

    await prepareSandbox(layout, "/engine/pulumi");
    const versions = (await check("simulated clouds"))?.found ?? "";
    assert.match(versions, /^aws \d+\.\d+\.\d+, azure-native \d+\.\d+\.\d+, gcp \d+\.\d+\.\d+, random \d+\.\d+\.\d+$/);
    assert.deepEqual(await statuses(), [
      `sandbox ok: ${layout.folder}`,
      "passphrase ok: readable by its owner only",
      `simulated clouds ok: ${versions}`,
    ]);

    chmodSync(layout.passphrase, 0o644);
    rmSync(join(layout.home, "plugins"), { recursive: true });
    rmSync(layout.clouds, { recursive: true });
    assert.deepEqual(await statuses(), [
      `sandbox fail: ${layout.clouds} cannot be written`,
      "passphrase warn: others may read it",
      `simulated clouds warn: not set up yet for ${versions}`,
    ]);
    writeFileSync(layout.passphrase, "");
    assert.equal((await check("passphrase"))?.status, "fail");
  });

  it("knows packages that set-up did not install", async () => {
    mkdirSync(join(root, "node_modules"));
    assert.deepEqual(await check("npm packages"), {
      name: "npm packages",
      status: "warn",
      found: "not installed by set-up, or not those of package-lock.json",
      remedy: "run `npm start`",
    });
  });
});
