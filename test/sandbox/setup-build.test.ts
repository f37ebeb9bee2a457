import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureEngine, findEngine } from "../../sandbox/setup/engine.ts";
import { SetupProblem } from "../../sandbox/setup/problem.js";
import { builds, installGo, WRITE_ENGINE } from "./fake-engine.ts";
import { CHECKOUT, Machine } from "./machine.ts";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("building the engine", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.dispose());

  const ensure = () => ensureEngine(CHECKOUT, { env: machine.env() });

  /** What lies in the cache and is no lock. */
  const cached = (): readonly string[] => (existsSync(machine.cache) ? readdirSync(machine.cache) : []);

  async function problem(): Promise<SetupProblem> {
    const error: unknown = await ensure().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof SetupProblem, String(error));
    return error;
  }

  /** Starts a set-up of its own; `begun` resolves when its build has begun. */
  function startProcess() {
    const script = join(import.meta.dirname, "run-ensure-engine.ts");
    const child = spawn(process.execPath, [script], { env: machine.env(), stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => (output.stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (output.stderr += text.toString()));
    const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, ...output })));
    return { child, ended };
  }

  async function buildBegun(): Promise<void> {
    while (builds(machine).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it("uses the pinned modules, this Go, no C compiler and no paths of this machine", async () => {
    installGo(machine, { build: `echo "$GOTOOLCHAIN $CGO_ENABLED" >> "$MACHINE/settings"; ${WRITE_ENGINE}` });
    await ensure();
    const [line = ""] = builds(machine);
    const output = line.replace(/ -o \S+/, "");
    assert.equal(
      output,
      "build -v -trimpath -mod=readonly -buildvcs=false -tags=osusergo " +
        "-ldflags=-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0 " +
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    );
    assert.match(line, / -o \S+\/\.3\.259\.0-\S+\.building-\w{6}\/pulumi /);
  });

  it("says what is missing without Go", async () => {
    const { code, message } = await problem();
    assert.equal(code, "go-missing");
    assert.equal(
      message,
      "there is no pulumi CLI, and no Go to build the engine from its modules; " +
        "install the pulumi CLI or Go 1.25.11 or newer, put it on PATH and run again",
    );
  });

  it("says what is missing when Go is too old, and builds with exactly the least one", async () => {
    installGo(machine, { version: "1.25.10" });
    const { code, message } = await problem();
    assert.equal(code, "go-too-old");
    assert.equal(
      message,
      "Go 1.25.10 cannot build the engine; install the pulumi CLI or Go 1.25.11 or newer, put it on PATH and run again",
    );
    assert.deepEqual(builds(machine), []);
    installGo(machine, { version: "1.25.11" });
    assert.equal((await ensure()).source, "cache");
  });

  it("says that there is no network, with Go's own words below, and leaves nothing", async () => {
    const words = "go: github.com/pulumi/pulumi/pkg/v3@v3.259.0: dial tcp: lookup proxy.example: no such host";
    installGo(machine, { build: `echo "${words}" >&2; exit 1` });
    const { code, message, details } = await problem();
    assert.equal(code, "no-network");
    assert.equal(
      message,
      "no network: Go cannot fetch the engine's modules; connect to the network (or set GOPROXY) and run again",
    );
    assert.equal(details, words);
    assert.deepEqual(cached(), []);
  });

  it("says that the disk is full and where Go keeps its cache, and leaves nothing", async () => {
    const words = "compile: writing output: write $WORK/b001/_pkg_.a: no space left on device";
    installGo(machine, { build: `echo half > "$out"; echo '${words}' >&2; exit 1` });
    const { code, message, details } = await problem();
    assert.equal(code, "disk-full");
    assert.equal(
      message,
      "the disk is full while building the engine; free 4 GiB " +
        `(Go works in ${machine.folder}/go-cache and ${machine.folder}/go-temporary, the engine goes to ${machine.cache}) and run again`,
    );
    assert.equal(details, words);
    assert.deepEqual(cached(), []);
  });

  it("shows Go's words when it fails otherwise", async () => {
    installGo(machine, { build: `echo "go: updates to go.mod needed" >&2; exit 3` });
    const { code, message, details } = await problem();
    assert.equal(code, "build-failed");
    assert.equal(message, "go build ended with exit code 3; see Go's words below, or install the pulumi CLI");
    assert.equal(details, "go: updates to go.mod needed");
  });

  it("does not keep an engine that does not start or is of another version", async () => {
    installGo(machine, { engine: "3.0.0" });
    assert.equal(
      (await problem()).message,
      "the engine was built but reports version 3.0.0 instead of 3.259.0; run again, or install the pulumi CLI",
    );
    installGo(machine, { build: `echo half > "$out"` });
    assert.equal(
      (await problem()).message,
      "the engine was built but reports no version instead of 3.259.0; run again, or install the pulumi CLI",
    );
    assert.deepEqual(cached(), []);
  });

  it("says what to do when the cache cannot be made", async () => {
    installGo(machine);
    writeFileSync(machine.cache, "a file where the folder should be");
    const { code, message } = await problem();
    assert.equal(code, "cache-not-writable");
    assert.equal(
      message,
      `the engine's cache ${machine.cache} cannot be written; make it writable, or set XDG_CACHE_HOME to a folder that is, and run again`,
    );
  });

  it("names the passed-over CLI beside its result", async () => {
    installGo(machine);
    const old = machine.script("pulumi", "echo v3.1.0");
    const { stdout, stderr, code } = await startProcess().ended;
    assert.equal(code, 0, stderr);
    assert.equal(stdout.trim(), join(machine.cache, `3.259.0-${process.platform}-${process.arch}`, "pulumi"));
    const result = `pulumi 3.259.0 built from its Go modules; ${old} not used: 3.1.0 is older than 3.259.0`;
    assert.match(stderr, new RegExp(`^✓ engine    ${result.replaceAll(".", "\\.")} · \\d+\\.\\d s$`, "m"));
  });

  it("interrupted, says so, leaves nothing, and goes through on the next run", async () => {
    installGo(machine, { build: `echo half > "$out"; sleep 30` });
    const { child, ended } = startProcess();
    await buildBegun();
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    assert.equal(code, 1);
    assert.match(stderr, /building the engine was interrupted; run again; what Go has fetched and compiled is kept$/m);
    assert.deepEqual(cached(), []);
    installGo(machine);
    assert.equal((await ensure()).source, "cache");
  });

  it("killed, leaves nothing that the next run trusts, and the next run cleans up", async () => {
    installGo(machine, { build: `echo half > "$out"; chmod 755 "$out"; exec sleep 2` });
    const { child, ended } = startProcess();
    await buildBegun();
    child.kill("SIGKILL");
    await ended;
    assert.deepEqual((await findEngine(CHECKOUT, machine.env())).engine, undefined);
    assert.equal(cached().filter((name) => name.includes(".building-")).length, 1);
    // The lock of a killed process is stale after 20 s; a test does not wait for that.
    const lock = join(machine.cache, `3.259.0-${process.platform}-${process.arch}.lock`);
    utimesSync(lock, 1, 1);
    installGo(machine);
    assert.equal((await ensure()).source, "cache");
    assert.deepEqual(cached(), [`3.259.0-${process.platform}-${process.arch}`]);
  });

  it("is done once when two set-ups run at once; the second waits and says so", async () => {
    installGo(machine, { build: `sleep 1.5; ${WRITE_ENGINE}` });
    const first = startProcess();
    await buildBegun();
    const [one, two] = await Promise.all([first.ended, startProcess().ended]);
    assert.deepEqual([one.code, two.code], [0, 0], one.stderr + two.stderr);
    assert.equal(one.stdout, two.stdout);
    assert.equal(builds(machine).length, 1);
    assert.match(two.stderr, /waiting for another set-up that builds the engine/);
  });

  it("does not touch engines of other versions in the cache", async () => {
    installGo(machine);
    const other = join(machine.cache, "3.100.0-linux-x64");
    mkdirSync(other, { recursive: true });
    await ensure();
    assert.ok(existsSync(other));
  });
});
