import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { removeRecordsOf } from "../../sandbox/cloud-records.ts";
import { runPulumi } from "../../sandbox/engine-run.ts";
import { sandboxLayout, stackConfigFile, type SandboxLayout } from "../../sandbox/layout.ts";
import { prepareSandbox } from "../../sandbox/prepare.ts";
import { resetSandbox, resetStack } from "../../sandbox/reset.ts";
import { exportState, initStack } from "../../sandbox/stack-state.ts";
import type { Target } from "../../sandbox/target.ts";
import { Machine } from "./machine.ts";
import { gitStatus, realCheckout } from "./real-checkout.ts";

interface RecordText {
  readonly id: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly inputs?: object;
}

/** Writes a record as the simulated cloud does. */
function writeRecord(layout: SandboxLayout, path: string, { id, labels = {}, inputs = {} }: RecordText): string {
  const file = join(layout.clouds, "aws", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ id, name: id, labels, inputs, outputs: {} }));
  return file;
}

const OF_ACME = { labels: { tenant: "acme", environment: "production" } };
const OF_GLOBEX = { labels: { tenant: "globex", environment: "production" } };

describe("resetting the sandbox", () => {
  let machine: Machine;
  let layout: SandboxLayout;
  beforeEach(async () => {
    machine = new Machine();
    layout = sandboxLayout(machine.checkout(), join(machine.folder, "sandbox"));
    await prepareSandbox(layout, "/engine/pulumi");
  });
  afterEach(() => machine.dispose());

  function writeState(stack: string): void {
    const folder = join(layout.state, ".pulumi", "stacks", "leasehold");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${stack}.json`), "{}");
    writeFileSync(join(folder, `${stack}.json.bak`), "{}");
    writeFileSync(stackConfigFile(layout, stack), "encryptionsalt: v1\n");
  }

  it("removes every state, configuration and resource, and keeps plugins and passphrase", async () => {
    const passphrase = readFileSync(layout.passphrase, "utf8");
    writeState("globex-staging");
    writeState("acme-production");
    writeRecord(layout, "111122223333/eu-west-1/ec2/Vpc/vpc-1.json", { id: "vpc-1", ...OF_ACME });
    assert.deepEqual(await resetSandbox(layout), { stacks: ["acme-production", "globex-staging"], records: 1 });
    assert.equal(existsSync(join(layout.state, ".pulumi")), false);
    assert.equal(existsSync(stackConfigFile(layout, "acme-production")), false);
    assert.equal(existsSync(join(layout.clouds, "aws")), false);
    assert.equal(existsSync(layout.clouds), true);
    assert.equal(readFileSync(layout.passphrase, "utf8"), passphrase);
    assert.equal(existsSync(join(layout.home, "plugins")), true);
    assert.deepEqual(await resetSandbox(layout), { stacks: [], records: 0 });
  });

  it("refuses a folder that is no sandbox, and removes nothing", async () => {
    writeState("acme-production");
    writeFileSync(layout.readme, "My own notes\n");
    await assert.rejects(resetSandbox(layout), {
      message: `${layout.folder} is no sandbox of leasehold (its README.txt is not ours); nothing was removed`,
    });
    rmSync(layout.readme);
    await assert.rejects(resetSandbox(layout), /is no sandbox of leasehold/);
    assert.equal(existsSync(stackConfigFile(layout, "acme-production")), true);
  });

  it("does not follow a link that leads out of the sandbox", async () => {
    const precious = join(machine.folder, "precious");
    mkdirSync(precious);
    writeFileSync(join(precious, "file"), "kept");
    rmSync(layout.clouds, { recursive: true });
    symlinkSync(precious, layout.clouds);
    await assert.rejects(resetSandbox(layout), {
      message: `${layout.clouds} leads out of the sandbox to ${precious}; nothing was removed there`,
    });
    assert.equal(readFileSync(join(precious, "file"), "utf8"), "kept");
  });

  it("refuses while an operation runs, and not because of a lock whose holder is gone", async () => {
    const folder = join(layout.state, ".pulumi", "locks", "organization", "leasehold", "acme-production");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "1.json"), JSON.stringify({ pid: process.pid }));
    await assert.rejects(resetSandbox(layout), {
      message: `stack acme-production is being worked on by process ${process.pid}; wait for it to end`,
    });
    writeFileSync(join(folder, "1.json"), JSON.stringify({ pid: 99_999_999 }));
    assert.deepEqual(await resetSandbox(layout), { stacks: [], records: 0 });
  });

  it("refuses a real account", async () => {
    const real: Target = { kind: "real", root: machine.folder, engine: "/engine/pulumi", env: {} };
    await assert.rejects(resetStack(real, "acme-production"), {
      message: "only the sandbox can be reset; take a real stack down with `leasehold decommission`",
    });
  });

  it("finds a stack's resources by labels, by the state's ids, and by what hangs on them", async () => {
    const region = "111122223333/eu-west-1";
    const removed = [
      writeRecord(layout, `${region}/ec2/Vpc/vpc-1.json`, { id: "vpc-1", ...OF_ACME }),
      // Made by a create that was never recorded: only its labels tell.
      writeRecord(layout, `${region}/rds/Cluster/orphan.json`, { id: "orphan", ...OF_ACME }),
      writeRecord(layout, `${region}/ec2/Route/r-1.json`, { id: "r-1", inputs: { routeTableId: "unknown" } }),
      writeRecord(layout, `${region}/ec2/SecurityGroup/default.json`, {
        id: "sg-0",
        inputs: { vpc: { ids: ["vpc-1"] } },
      }),
    ];
    const kept = [
      writeRecord(layout, `${region}/ec2/Vpc/vpc-2.json`, { id: "vpc-2", ...OF_GLOBEX }),
      writeRecord(layout, `${region}/ec2/Peering/p-1.json`, { id: "p-1", inputs: { peer: "vpc-1" }, ...OF_GLOBEX }),
      writeRecord(layout, `${region}/ec2/SecurityGroup/other.json`, { id: "sg-9", inputs: { vpcId: "vpc-2" } }),
      writeRecord(layout, `${region}/s3/Settings/own.json`, { id: "111122223333" }),
      writeRecord(layout, `${region}/ec2/Thing/t-1.json`, { id: "t-1", inputs: { account: "111122223333" } }),
    ];
    const broken = join(layout.clouds, "aws", "broken.json");
    writeFileSync(broken, "{");
    assert.equal(await removeRecordsOf(layout.clouds, "acme-production", [{ id: "vpc-1" }, { id: "r-1" }, {}]), 4);
    assert.deepEqual(removed.filter(existsSync), []);
    assert.deepEqual(
      [...kept, broken].filter((file) => !existsSync(file)),
      [],
    );
  });

  it("of one stack leaves the others, with the real engine", async function () {
    this.timeout(120_000);
    const target = await realCheckout(machine, "real");
    assert.ok(target.layout);
    for (const stack of ["acme-production", "globex-production"]) {
      await initStack(target, stack);
      await runPulumi(target, ["up", "--yes", "--skip-preview"], { stack });
    }
    writeRecord(target.layout, "111122223333/eu-west-1/ec2/Vpc/vpc-1.json", { id: "vpc-1", ...OF_ACME });
    const other = writeRecord(target.layout, "111122223333/eu-west-1/ec2/Vpc/vpc-2.json", {
      id: "vpc-2",
      ...OF_GLOBEX,
    });
    assert.deepEqual(await resetStack(target, "acme-production"), { stacks: ["acme-production"], records: 1 });
    assert.equal(await exportState(target, "acme-production"), undefined);
    assert.ok(await exportState(target, "globex-production"));
    assert.equal(existsSync(stackConfigFile(target.layout, "acme-production")), false);
    assert.equal(existsSync(other), true);
    assert.deepEqual(await resetStack(target, "acme-production"), { stacks: [], records: 0 });
    assert.equal(gitStatus(target.root), "");
  });
});
