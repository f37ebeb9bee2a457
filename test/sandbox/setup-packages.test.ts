import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packagesInstalled } from "../../sandbox/setup/packages.js";
import { Machine } from "./machine.ts";

/** Installs one package, as npm does: its own list comes last. */
const INSTALL = `mkdir -p node_modules/zod
echo '{"name":"zod"}' > node_modules/zod/package.json
echo '{"packages":{"node_modules/zod":{"version":"4.6.7"}}}' > node_modules/.package-lock.json`;

describe("the npm packages", () => {
  let machine: Machine;
  let root: string;
  beforeEach(() => {
    machine = new Machine();
    root = join(machine.folder, "checkout");
    mkdirSync(root);
    writeFileSync(join(root, "package-lock.json"), '{"lockfileVersion":3}');
  });
  afterEach(() => machine.dispose());

  function fakeNpm(body: string): void {
    machine.script("npm", `echo "$*" >> "$MACHINE/npm-calls"\n${body}`);
  }

  function npmCalls(): readonly string[] {
    const log = join(machine.folder, "npm-calls");
    return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  }

  function startSetUp() {
    const script = join(import.meta.dirname, "run-ensure-packages.ts");
    const child = spawn(process.execPath, [script, root], { env: machine.env(), stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    const ended = new Promise<{ code: number | null; stderr: string }>((resolve) =>
      child.on("close", (code) => resolve({ code, stderr })),
    );
    return { child, ended };
  }

  const setUp = () => startSetUp().ended;

  it("are installed from the lockfile once, and not again", async () => {
    fakeNpm(INSTALL);
    const first = await setUp();
    assert.match(first.stderr, /^✓ packages {2}1 packages from package-lock\.json · \d+\.\d s$/m);
    assert.deepEqual(npmCalls(), [
      "ci --include=dev --include=optional --no-audit --no-fund --no-progress --color=false " +
        "--fetch-retries=3 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=10000",
    ]);
    assert.equal(packagesInstalled(root), true);
    const second = await setUp();
    assert.equal(second.stderr, "✓ packages  1 packages from package-lock.json · already done\n");
    assert.equal(npmCalls().length, 1);
  });

  it("are installed again when the lockfile, npm's list or a package is not what was recorded", async () => {
    fakeNpm(INSTALL);
    await setUp();
    writeFileSync(join(root, "package-lock.json"), '{"lockfileVersion":3,"packages":{}}');
    assert.equal(packagesInstalled(root), false);
    await setUp();
    assert.equal(npmCalls().length, 2);
    writeFileSync(join(root, "node_modules", ".package-lock.json"), '{"packages":{}}');
    assert.equal(packagesInstalled(root), false);
    await setUp();
    rmSync(join(root, "node_modules", "zod"), { recursive: true });
    assert.equal(packagesInstalled(root), false);
  });

  it("are not trusted when somebody else installed them", () => {
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "node_modules", ".package-lock.json"), '{"packages":{}}');
    assert.equal(packagesInstalled(root), false);
  });

  it("are not trusted after an interruption, and the next run installs them", async () => {
    fakeNpm(INSTALL);
    await setUp();
    writeFileSync(join(root, "package-lock.json"), '{"lockfileVersion":3,"packages":{}}');
    fakeNpm("kill -INT $$");
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.match(stderr, /^installing the npm packages was interrupted; run again; it starts afresh$/m);
    assert.equal(packagesInstalled(root), false);
    fakeNpm(INSTALL);
    assert.equal((await setUp()).code, 0);
    assert.equal(packagesInstalled(root), true);
  });

  const failures: Record<string, { npm: string; message: string }> = {
    "there is no network": {
      npm: 'echo "npm error code ENOTFOUND" >&2; exit 1',
      message:
        "no network: npm cannot reach its registry for the packages; connect to the network (or set npm's proxy) and run again\n" +
        "  npm error code ENOTFOUND",
    },
    "npm fails otherwise": {
      npm: 'echo "npm error code EUSAGE" >&2; exit 1',
      message: "npm ci ended with exit code 1; see npm's words below\n  npm error code EUSAGE",
    },
  };
  for (const [name, { npm, message }] of Object.entries(failures)) {
    it(`say what to do when ${name}`, async () => {
      fakeNpm(npm);
      const { code, stderr } = await setUp();
      assert.equal(code, 1);
      assert.ok(stderr.endsWith(`\n${message}\n`), stderr);
      assert.equal(packagesInstalled(root), false);
    });
  }

  it("say what to do when the disk is full", async () => {
    fakeNpm('echo "npm error code ENOSPC" >&2; exit 228');
    const { stderr } = await setUp();
    const message =
      `the disk is full while installing the npm packages into ${root}/node_modules; free 2 GiB there and run again\n` +
      "  npm error code ENOSPC";
    assert.ok(stderr.endsWith(`\n${message}\n`), stderr);
  });

  it("are not installed through a link: the folder behind it, another checkout's, keeps what it has", async () => {
    fakeNpm(INSTALL);
    const others = join(machine.folder, "other", "node_modules");
    mkdirSync(others, { recursive: true });
    for (const file of [".leasehold-packages.json", ".package-lock.json"]) writeFileSync(join(others, file), "{}");
    const link = join(root, "node_modules");
    symlinkSync(others, link, "dir");
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.deepEqual(npmCalls(), []);
    assert.deepEqual(readdirSync(others).sort(), [".leasehold-packages.json", ".package-lock.json"]);
    const message = `${link} is a symbolic link, and npm ci would empty the folder that it leads to; remove the link (rm ${link}) and run again`;
    assert.ok(stderr.endsWith(`\n${message}\n`), stderr);
  });

  it("say what to do without npm", async () => {
    const { stderr } = await setUp();
    assert.match(stderr, /^npm is not on PATH; install Node\.js with npm and run again$/m);
  });

  it("are installed once when two set-ups run at once", async () => {
    fakeNpm(`sleep 1; ${INSTALL}`);
    const [one, two] = await Promise.all([setUp(), setUp()]);
    assert.deepEqual([one.code, two.code], [0, 0], one.stderr + two.stderr);
    assert.equal(npmCalls().length, 1);
    assert.match(one.stderr + two.stderr, /waiting for another set-up of this checkout/);
  });

  it("are installed although a killed set-up left its lock", async () => {
    fakeNpm(INSTALL);
    mkdirSync(join(root, ".sandbox"));
    // No process has this number: it is above what any system gives.
    writeFileSync(join(root, ".sandbox", "packages.lock"), "99999999");
    assert.equal((await setUp()).code, 0);
    assert.equal(existsSync(join(root, ".sandbox", "packages.lock")), false);
  });
});
