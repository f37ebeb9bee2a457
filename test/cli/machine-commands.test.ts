/** `sandbox reset` and `doctor`: what they print and how they end; what they do is tested where it is done. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../cli/main.ts";
import { recordingTerminal } from "../../cli/terminal.ts";
import { sandboxLayout, SANDBOX_VARIABLE, type SandboxLayout } from "../../sandbox/layout.ts";
import { prepareSandbox } from "../../sandbox/prepare.ts";
import { diagnose, type Check } from "../../sandbox/setup/doctor.ts";
import { PROJECT_ROOT } from "../harness/whole-tenant.ts";

let folder: string;
let layout: SandboxLayout;
let before: string | undefined;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "leasehold-reset-")));
  before = process.env[SANDBOX_VARIABLE];
  process.env[SANDBOX_VARIABLE] = join(folder, "sandbox");
  layout = sandboxLayout(PROJECT_ROOT);
  await prepareSandbox(layout, "/engine/pulumi");
});

afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, SANDBOX_VARIABLE);
  else process.env[SANDBOX_VARIABLE] = before;
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ exitCode: number; out: string[]; err: string[] }> {
  const terminal = recordingTerminal();
  const exitCode = await main(args, terminal);
  return { exitCode, out: terminal.out, err: terminal.err };
}

function write(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}

describe("leasehold sandbox reset", () => {
  const states = (): string => join(layout.state, ".pulumi", "stacks", "leasehold");

  it("says that nothing was there", async () => {
    assert.deepEqual(await run("sandbox", "reset"), { exitCode: 0, out: ["nothing was there"], err: [] });
  });

  it("removes everything and names the stacks, with how much of the clouds went", async () => {
    for (const stack of ["globex-production", "acme-production"]) write(join(states(), `${stack}.json`), "{}");
    for (const name of ["a", "b", "c"]) write(join(layout.clouds, "aws", `${name}.json`), "{}");
    assert.deepEqual(await run("sandbox", "reset"), {
      exitCode: 0,
      out: ["gone from the sandbox: acme-production, globex-production, 3 resources"],
      err: [],
    });
    assert.ok(!existsSync(join(states(), "acme-production.json")));
    assert.ok(existsSync(layout.passphrase));
  });

  it("refuses a folder that is no sandbox, and a stack that somebody works on", async () => {
    const lock = join(layout.state, ".pulumi", "locks", "organization", "leasehold", "acme-production", "1.json");
    write(lock, JSON.stringify({ pid: process.pid }));
    const busy = await run("sandbox", "reset");
    assert.equal(busy.exitCode, 4);
    assert.deepEqual(busy.err, [
      `error stack acme-production is being worked on by process ${process.pid}; wait for it to end`,
    ]);
    writeFileSync(layout.readme, "notes\n");
    const foreign = await run("sandbox", "reset");
    assert.equal(foreign.exitCode, 1);
    assert.match(foreign.err[0] ?? "", /^error .*sandbox is no sandbox of leasehold .*nothing was removed$/);
    assert.ok(existsSync(lock));
  });
});

describe("leasehold doctor", () => {
  it("prints a line per check: how it stands, its name, what was found and the one thing to do", async () => {
    const checks = await diagnose(PROJECT_ROOT);
    const { out, err, exitCode } = await run("doctor");
    assert.deepEqual(err, []);
    assert.equal(out.length, checks.length);
    checks.forEach(({ name, status, remedy }, index) => {
      const line = out[index] ?? "";
      assert.ok(line.startsWith(`${status.padEnd(4)} ${name.padEnd(28)} `), line);
      if (remedy !== undefined) assert.ok(line.endsWith(`; ${remedy}`), line);
    });
    assert.equal(exitCode, checks.some(({ status }) => status === "fail") ? 1 : 0);
  });

  it("ends with 1 when something does not work", async () => {
    const ambient = { PATH: process.env["PATH"], LEASEHOLD_ENGINE_CACHE: process.env["LEASEHOLD_ENGINE_CACHE"] };
    Object.assign(process.env, { PATH: folder, LEASEHOLD_ENGINE_CACHE: join(folder, "engines") });
    try {
      const { exitCode, out } = await run("doctor");
      assert.equal(exitCode, 1);
      assert.match(out.join("\n"), /^fail engine {23}none; .*install the pulumi CLI$/m);
    } finally {
      for (const [name, value] of Object.entries(ambient)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  });

  it("gives a machine the checks as they are", async () => {
    const { out } = await run("doctor", "--json");
    const stable = (checks: readonly Check[]): unknown => checks.map(({ name, status }) => [name, status]);
    assert.deepEqual(stable(JSON.parse(out.join("\n")) as Check[]), stable(await diagnose(PROJECT_ROOT)));
  });
});
