import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sdkVersion } from "../../sandbox/clouds/plugins.ts";
import { ReadyProviders } from "../../sandbox/clouds/ready-providers.ts";
import { cloudsFolder } from "./cloud-fixture.ts";
import { ProviderClient } from "./provider-client.ts";

const crash = (): never => {
  throw new Error("no fault asks for it");
};

describe("ready providers", () => {
  let home: string;
  let program: string;
  let providers: ReadyProviders;
  const told = (name: string): string => join(home, "ready-providers", `${process.ppid}-${name}`);
  const depend = (...names: readonly string[]): void =>
    writeFileSync(
      join(program, "package.json"),
      JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, "1.0.0"])) }),
    );
  beforeEach(() => {
    home = cloudsFolder();
    program = cloudsFolder();
    providers = new ReadyProviders(home, { root: cloudsFolder(), environment: {}, crash });
  });
  afterEach(() => providers.end());

  it("are those that the program depends on, each told to the launchers of this engine", async () => {
    depend("@pulumi/random", "@pulumi/pulumi", "zod");
    await providers.prepare(program);
    const [pid, port] = readFileSync(told("random"), "utf8").trim().split(" ").map(Number);
    assert.equal(pid, process.pid);
    const client = ProviderClient.connect(Number(port));
    assert.equal(await client.version(), sdkVersion("random"));
    client.close();
    assert.ok(!existsSync(told("aws")));
  });

  it("are none where the program depends on none: another program pays nothing", async () => {
    depend("@pulumi/pulumi");
    await providers.prepare(program);
    assert.ok(!existsSync(join(home, "ready-providers")));
  });

  it("are forgotten when the host ends, and when their engine is gone", async () => {
    depend("@pulumi/random");
    mkdirSync(join(home, "ready-providers"));
    const dead = join(home, "ready-providers", "4194305-aws");
    writeFileSync(dead, "4194305 1\n");
    await providers.prepare(program);
    assert.ok(!existsSync(dead));
    assert.ok(existsSync(told("random")));
    providers.end();
    assert.ok(!existsSync(told("random")));
  });

  it("say why they are not where the program cannot be read", async () => {
    await assert.rejects(providers.prepare(program), { code: "ENOENT" });
  });
});
