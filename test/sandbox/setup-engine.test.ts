import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureEngine, findEngine, requireInstalledEngine } from "../../sandbox/setup/engine.ts";
import { engineCacheFolder } from "../../sandbox/setup/engine-cache.ts";
import { readEngineModules } from "../../sandbox/setup/engine-modules.ts";
import { LEAST_ENGINE_VERSION } from "../../sandbox/setup/engine-on-path.ts";
import { launcherText } from "../../sandbox/setup/language-host-launcher.ts";
import { SHIM_MARK } from "../../sandbox/setup/shim-mark.ts";
import { realTarget } from "../../sandbox/target.ts";
import { builds, installGo, installPulumi, tamper } from "./fake-engine.ts";
import { CHECKOUT, Machine } from "./machine.ts";

describe("the engine", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.dispose());

  describe("on PATH", () => {
    it("is used when it is new enough", async () => {
      const path = installPulumi(machine, "3.270.1");
      const search = await findEngine(CHECKOUT, machine.env());
      assert.deepEqual(search, { engine: { path, version: "3.270.1", source: "path" }, ignored: [] });
    });

    it("is used at exactly the least version", async () => {
      installPulumi(machine, LEAST_ENGINE_VERSION);
      const { engine } = await findEngine(CHECKOUT, machine.env());
      assert.equal(engine?.version, LEAST_ENGINE_VERSION);
    });

    it("is ignored when it is older, and the next one on PATH is used", async () => {
      const old = installPulumi(machine, "3.258.9");
      const newer = installPulumi(machine, "3.259.0", join(machine.folder, "second"));
      const env = machine.env();
      const search = await findEngine(CHECKOUT, { ...env, PATH: `${env["PATH"]}:${join(machine.folder, "second")}` });
      assert.equal(search.engine?.path, newer);
      assert.deepEqual(search.ignored, [{ path: old, reason: "3.258.9 is older than 3.259.0" }]);
    });

    it("is ignored when it does not start, says nonsense, is of another major version or lacks its language host", async () => {
      const reasons: Record<string, string> = {};
      const cases = { broken: "exit 1", nonsense: "echo hello", major: "echo v4.0.0", alone: "echo v3.260.0" };
      for (const [name, body] of Object.entries(cases)) {
        const path = machine.script("pulumi", body);
        const { engine, ignored } = await findEngine(CHECKOUT, machine.env());
        assert.equal(engine, undefined, name);
        assert.deepEqual(
          ignored.map((one) => one.path),
          [path],
          name,
        );
        reasons[name] = ignored[0]?.reason ?? "";
      }
      assert.deepEqual(reasons, {
        broken: "does not start: `pulumi version` fails or names no version",
        nonsense: "does not start: `pulumi version` fails or names no version",
        major: "4.0.0 is not a pulumi 3",
        alone: "has no pulumi-language-nodejs beside it",
      });
    });

    it("is found through a link, with the language host beside the real executable", async () => {
      const real = installPulumi(machine, "3.260.0", join(machine.folder, "opt", "pulumi"));
      symlinkSync(real, join(machine.bin, "pulumi"));
      const { engine } = await findEngine(CHECKOUT, machine.env());
      assert.equal(engine?.version, "3.260.0");
    });

    it("is not the sandbox's own stand-in", async () => {
      machine.script("pulumi", `# ${SHIM_MARK}\necho v3.270.0`);
      machine.script("pulumi-language-nodejs", "exit 0");
      assert.deepEqual(await findEngine(CHECKOUT, machine.env()), { engine: undefined, ignored: [], cache: "absent" });
    });

    it("is the only one that will do for a real account", async () => {
      installGo(machine);
      await ensureEngine(CHECKOUT, { env: machine.env() });
      await assert.rejects(requireInstalledEngine(machine.env()), {
        name: "SetupProblem",
        code: "engine-missing",
        message:
          "no pulumi CLI is on PATH; install pulumi 3.259.0 or newer for a real account, or add --sandbox for the simulated one",
      });
      const old = installPulumi(machine, "3.100.0");
      await assert.rejects(requireInstalledEngine(machine.env()), {
        message: `no usable pulumi CLI is on PATH (${old} 3.100.0 is older than 3.259.0); install pulumi 3.259.0 or newer for a real account, or add --sandbox for the simulated one`,
      });
      const path = installPulumi(machine, "3.300.0");
      const env = machine.env({ AWS_PROFILE: "mine" });
      const target = await realTarget(CHECKOUT, env);
      const tools = join(CHECKOUT, "node_modules", ".bin");
      assert.deepEqual(target, {
        kind: "real",
        root: CHECKOUT,
        engine: path,
        env: { ...env, PATH: `${tools}:${env["PATH"]}` },
      });
    });
  });

  describe("in the cache", () => {
    let executable: string;
    beforeEach(async () => {
      installGo(machine);
      executable = (await ensureEngine(CHECKOUT, { env: machine.env() })).path;
    });

    async function cached(): Promise<string | undefined> {
      const { engine, cache } = await findEngine(CHECKOUT, machine.env());
      return engine?.source ?? cache;
    }

    it("lies in a folder of its version and platform, with launcher and manifest", async () => {
      const folder = join(machine.cache, `3.259.0-${process.platform}-${process.arch}`);
      assert.equal(executable, join(folder, "pulumi"));
      assert.match(readFileSync(join(folder, "pulumi-language-nodejs"), "utf8"), /language-host\/main\.ts/);
      const manifest: unknown = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
      const { digest } = await readEngineModules(CHECKOUT);
      assert.partialDeepStrictEqual(manifest, { version: "3.259.0", modules: digest, builtWith: "go 1.26.8" });
    });

    it("is used again without building and without Go", async () => {
      rmSync(join(machine.bin, "go"));
      assert.deepEqual(await ensureEngine(CHECKOUT, { env: machine.env() }), {
        path: executable,
        version: "3.259.0",
        source: "cache",
      });
      assert.equal(builds(machine).length, 1);
    });

    it("gives way to a pulumi CLI on PATH", async () => {
      installPulumi(machine, "3.260.0");
      assert.equal(await cached(), "path");
    });

    it("is not trusted without a manifest, or with one that is cut off", async () => {
      const manifest = join(executable, "..", "manifest.json");
      writeFileSync(manifest, readFileSync(manifest, "utf8").slice(0, 40));
      assert.equal(await cached(), "incomplete");
      rmSync(manifest);
      assert.equal(await cached(), "incomplete");
    });

    it("is not trusted when its size changed, its content changed at the same size, or it cannot be run", async () => {
      const original = readFileSync(executable);
      tamper(executable);
      assert.equal(await cached(), "changed");
      writeFileSync(executable, original.toString().replace("3.259.0", "3.259.1"));
      assert.equal(await cached(), "changed");
      writeFileSync(executable, original);
      assert.equal(await cached(), "cache");
      chmodSync(executable, 0o644);
      assert.equal(await cached(), "changed");
    });

    it("is trusted when only its time changed, and is then not read again", async () => {
      const manifest = join(executable, "..", "manifest.json");
      utimesSync(executable, 1_000_000_000, 1_000_000_000);
      assert.equal(await cached(), "cache");
      const written: unknown = JSON.parse(readFileSync(manifest, "utf8"));
      assert.partialDeepStrictEqual(written, { modifiedMilliseconds: 1_000_000_000_000 });
    });

    it("is not trusted when it was built from other modules", async () => {
      const manifest = join(executable, "..", "manifest.json");
      const { digest } = await readEngineModules(CHECKOUT);
      writeFileSync(manifest, readFileSync(manifest, "utf8").replace(digest, digest.replace(/./, "x")));
      assert.equal(await cached(), "other modules");
    });

    it("is built anew when it is not trusted", async () => {
      tamper(executable);
      await ensureEngine(CHECKOUT, { env: machine.env() });
      assert.equal(builds(machine).length, 2);
      assert.equal(await cached(), "cache");
    });

    it("gets its launcher back when it was lost", async () => {
      const launcher = join(executable, "..", "pulumi-language-nodejs");
      rmSync(launcher);
      assert.equal(await cached(), "cache");
      assert.ok(existsSync(launcher));
    });
  });

  describe("and its launcher for the language host", () => {
    function launch(cwd: string, env: NodeJS.ProcessEnv = {}) {
      const launcher = machine.script("launcher", "", machine.folder);
      writeFileSync(launcher, launcherText);
      const node = { LEASEHOLD_NODE: machine.script("print", 'echo "$*"') };
      return spawnSync(launcher, ["--tracing", "x", "127.0.0.1:1"], {
        cwd,
        env: machine.env({ ...node, ...env }),
        encoding: "utf8",
      });
    }

    it("finds the checkout that the environment names, else the one around the working directory", () => {
      const main = join(CHECKOUT, "sandbox", "language-host", "main.ts");
      const expected = `${main} --tracing x 127.0.0.1:1\n`;
      assert.equal(launch("/", { LEASEHOLD_PROJECT: CHECKOUT }).stdout, expected);
      assert.equal(launch(CHECKOUT).stdout, expected);
      assert.equal(launch(join(CHECKOUT, "sandbox", "setup")).stdout, expected);
    });

    it("says what to do outside of any checkout", () => {
      const { status, stderr } = launch(machine.folder);
      assert.equal(status, 1);
      assert.equal(
        stderr,
        `pulumi-language-nodejs: no leasehold checkout at or above ${machine.folder}; ` +
          "this engine serves leasehold only, install the pulumi CLI for other projects\n",
      );
    });
  });

  it("is cached per user: an override, else the platform's cache folder", () => {
    assert.equal(engineCacheFolder({ LEASEHOLD_ENGINE_CACHE: "/somewhere" }), "/somewhere");
    assert.equal(engineCacheFolder({ XDG_CACHE_HOME: "/home/user/cache" }), "/home/user/cache/leasehold/engine");
    assert.match(engineCacheFolder({}), /\/\.cache\/leasehold\/engine$/);
  });

  it("is pinned in go.mod: version and least Go", async () => {
    const { version, leastGo } = await readEngineModules(CHECKOUT);
    assert.deepEqual({ version, leastGo }, { version: "3.259.0", leastGo: "1.25.11" });
  });
});
