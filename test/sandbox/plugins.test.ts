import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { installPlugins, sdkVersion } from "../../sandbox/clouds/plugins.ts";
import { cloudsFolder, filesBelow } from "./cloud-fixture.ts";
import { ProviderClient } from "./provider-client.ts";

const AWS = `resource-aws-v${sdkVersion("aws")}/pulumi-resource-aws`;
const AZURE = `resource-azure-native-v${sdkVersion("azure-native")}/pulumi-resource-azure-native`;
const GCP = `resource-gcp-v${sdkVersion("gcp")}/pulumi-resource-gcp`;
const RANDOM = `resource-random-v${sdkVersion("random")}/pulumi-resource-random`;

describe("the plugins of the simulated clouds", () => {
  const running: ChildProcess[] = [];
  afterEach(() => running.splice(0).forEach((child) => child.kill("SIGKILL")));

  const start = (launcher: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(launcher, args, {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(child);
    return child;
  };
  const firstLine = async (child: ChildProcess): Promise<string> => {
    assert.ok(child.stdout);
    for await (const line of createInterface(child.stdout)) return line;
    return "";
  };
  const failure = async (child: ChildProcess): Promise<readonly unknown[]> => {
    let text = "";
    child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const [exitCode] = (await once(child, "close")) as [number];
    return [exitCode, text.trim()];
  };

  it("lie where the engine looks for exactly the installed SDK's version", () => {
    const home = cloudsFolder();
    assert.deepEqual(installPlugins(home), [
      { package: "aws", version: sdkVersion("aws"), launcher: join(home, "plugins", AWS) },
      { package: "azure-native", version: sdkVersion("azure-native"), launcher: join(home, "plugins", AZURE) },
      { package: "gcp", version: sdkVersion("gcp"), launcher: join(home, "plugins", GCP) },
      { package: "random", version: sdkVersion("random"), launcher: join(home, "plugins", RANDOM) },
    ]);
    assert.deepEqual(filesBelow(join(home, "plugins")), [AWS, AZURE, GCP, RANDOM]);
    assert.equal(statSync(join(home, "plugins", AWS)).mode & 0o777, 0o755);
    assert.match(sdkVersion("aws"), /^7\.\d+\.\d+$/);
  });

  it("are written once, and again when they are not what they should be", () => {
    const home = cloudsFolder();
    const file = join(home, "plugins", AWS);
    installPlugins(home);
    const { mtimeMs, ino } = statSync(file);
    installPlugins(home);
    assert.deepEqual([statSync(file).mtimeMs, statSync(file).ino], [mtimeMs, ino]);
    const text = readFileSync(file, "utf8");
    appendFileSync(file, "echo old\n");
    installPlugins(home);
    assert.equal(readFileSync(file, "utf8"), text);
    chmodSync(file, 0o600);
    installPlugins(home);
    assert.equal(statSync(file).mode & 0o777, 0o755);
  });

  for (const [name, launcher] of [
    ["aws", AWS],
    ["random", RANDOM],
  ] as const) {
    it(`start ${name}: its port first, its version on asking`, async () => {
      const home = cloudsFolder();
      installPlugins(home);
      const port = await firstLine(start(join(home, "plugins", launcher), [], { LEASEHOLD_CLOUDS: cloudsFolder() }));
      assert.match(port, /^\d+$/);
      const client = ProviderClient.connect(Number(port));
      assert.equal(await client.version(), sdkVersion(name));
      client.close();
    });
  }

  it("end when the engine that started them is gone", async () => {
    const home = cloudsFolder();
    installPlugins(home);
    const engine = createServer();
    const sessions: { destroy(): void }[] = [];
    engine.on("session", (session) => sessions.push(session));
    engine.listen(0, "127.0.0.1");
    await once(engine, "listening");
    const address = `127.0.0.1:${(engine.address() as AddressInfo).port}`;
    const child = start(join(home, "plugins", RANDOM), [address], { LEASEHOLD_CLOUDS: cloudsFolder() });
    await firstLine(child);
    await once(engine, "session");
    engine.close();
    sessions.forEach((session) => session.destroy());
    const [exitCode] = (await once(child, "exit")) as [number];
    assert.equal(exitCode, 0);
  });

  it("take the provider that the language host has ready, for as long as the host lives", async () => {
    const home = cloudsFolder();
    installPlugins(home);
    const host = spawn("sleep", ["60"]);
    running.push(host);
    mkdirSync(join(home, "ready-providers"));
    // The launcher's parent stands for the engine.
    writeFileSync(join(home, "ready-providers", `${process.pid}-random`), `${host.pid} 4711\n`);
    const launched = start(join(home, "plugins", RANDOM), ["127.0.0.1:1"], {});
    assert.equal(await firstLine(launched), "4711");
    host.kill("SIGKILL");
    const [exitCode] = (await once(launched, "exit")) as [number];
    assert.equal(exitCode, 0);
    // A host that is gone is not believed.
    const port = await firstLine(start(join(home, "plugins", RANDOM), [], { LEASEHOLD_CLOUDS: cloudsFolder() }));
    assert.notEqual(port, "4711");
    assert.match(port, /^\d+$/);
  });

  it("say what is missing when they are started by hand", async () => {
    const main = join(import.meta.dirname, "..", "..", "sandbox", "clouds", "main.ts");
    assert.deepEqual(await failure(start(process.execPath, [main, "aws"], {})), [
      1,
      "LEASEHOLD_CLOUDS is not set: it names the folder of the simulated clouds; run leasehold, or source the sandbox's env.sh",
    ]);
    assert.deepEqual(await failure(start(process.execPath, [main, "kubernetes"], { LEASEHOLD_CLOUDS: "/nowhere" })), [
      1,
      "there is no simulated cloud for the package kubernetes; there is one for aws, azure-native, gcp, and random",
    ]);
  });
});
