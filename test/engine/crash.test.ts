/** A machine that dies in the middle of an `up`: nothing is lost, nothing is doubled. */
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { EngineSandbox, QUICK_CHECKPOINTS, type CloudFile, type CommandRun } from "../harness/engine-sandbox.ts";

const STACK = "globex-production";
const CLUSTER = "aws:rds/cluster:Cluster";
const KEY = "aws:kms/key:Key";
const ROUTE = "aws:ec2/route:Route";
/** Each cuts one run off. */
const FAULTS = [
  { fault: "crash-before-create", type: KEY },
  { fault: "crash-after-create", type: ROUTE },
  { fault: "crash-after-create", type: CLUSTER },
] as const;

describe("an up that is cut off", function () {
  this.timeout(300_000);

  let sandbox: EngineSandbox;
  beforeEach(async () => {
    // Every step is written down, as in use: a crash between two of them is what these tests are about.
    sandbox = await EngineSandbox.make("every-step");
    sandbox.giveTenant("globex");
  });
  afterEach(() => sandbox.dispose());

  const up = (...more: string[]): Promise<CommandRun> =>
    sandbox.leasehold(["up", STACK, "--sandbox", "--no-policies", ...more]);
  /** What no crash cuts off need not be written down step by step. */
  const upToTheEnd = (...more: string[]): Promise<CommandRun> =>
    sandbox.leasehold(["up", STACK, "--sandbox", "--no-policies", ...more], QUICK_CHECKPOINTS);
  const urnOf = (name: string): string =>
    sandbox.state(STACK).pending.find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";

  /** Every resource of the cloud is in the state, and every one of the state in the cloud, once. */
  function assertWhole(): void {
    const recorded = sandbox.state(STACK);
    assert.deepEqual(recorded.pending, []);
    const inState = recorded.resources
      .filter(({ type }) => type.startsWith("aws:"))
      .map(({ type, id }) => `${type} ${id}`);
    assert.equal(new Set(inState).size, inState.length);
    assert.equal(inState.length, 157);
    const inCloud = new Set(sandbox.cloud().map(({ type, id }) => `${type} ${id}`));
    assert.deepEqual(
      inState.filter((each) => !inCloud.has(each)),
      [],
    );
    // The default group, table and list that came with the network are adopted; of everything else there is just one.
    assert.deepEqual(
      [...inCloud].filter((each) => !inState.includes(each)),
      [],
    );
  }

  it("is finished by the next ones, however often it is cut off, before and after a creation, labelled or not", async () => {
    sandbox.breakCloud(...FAULTS);
    const runs: CommandRun[] = [];
    while (runs.length < FAULTS.length) runs.push(await up());
    runs.push(await upToTheEnd());
    assert.deepEqual(
      runs.map(({ exitCode }) => exitCode),
      [1, 1, 1, 0],
      runs.map(({ stderr }) => stderr).join("\n"),
    );
    for (const { stderr } of runs.slice(0, 3)) {
      assert.ok(stderr.endsWith("  it was killed; run it again: what it had begun is found and taken up\n"), stderr);
    }
    const told = runs.map(({ stderr }) => stderr).join("");
    assert.match(told, /^globex-production-keys-\w+: the earlier run stopped before it was created$/m);
    assert.match(
      told,
      /^globex-production-network-route-\S+: created by an earlier run that stopped; taking r-\S+ into the state$/m,
    );
    assert.match(
      told,
      /^globex-production-database-cluster: created by an earlier run that stopped; taking globex-production-database into the state$/m,
    );
    assertWhole();
    const after = await sandbox.leasehold(["preview", STACK, "--sandbox", "--no-policies"]);
    assert.equal(after.stdout, `${STACK}: nothing would change\n`);
  });

  it("with two resources that it can have made stops with 5, and takes the one that a person names", async () => {
    sandbox.breakCloud({ fault: "crash-after-create", type: KEY, name: "globex-production-keys-data" });
    assert.equal((await up()).exitCode, 1);
    const [orphan] = sandbox.cloud(KEY).filter(({ labels }) => labels["Name"] === "globex-production-keys-data");
    const twin = doubled(orphan ?? assert.fail("the key was made"));
    const urn = urnOf("globex-production-keys-data");
    const before = readFileSync(sandbox.stateFile(STACK), "utf8");

    const unclear = await up();
    assert.equal(unclear.exitCode, 5);
    const [first, ...lines] = unclear.stderr.split("\n");
    assert.equal(
      first,
      `error ${STACK}: an earlier run stopped while it created what follows; nothing was changed since:`,
    );
    assert.deepEqual(lines, [
      `  globex-production-keys-data (${KEY}): several in the cloud could be it`,
      ...[orphan?.id, twin].sort().map((id) => `    ${id}`),
      "look in the account for what carries the stack's labels, then say for each which one it is, or that there is none:",
      `  leasehold up ${STACK} --sandbox --adopt '${urn}=<id>'`,
      `  leasehold up ${STACK} --sandbox --forget '${urn}'`,
      "",
    ]);
    assert.equal(readFileSync(sandbox.stateFile(STACK), "utf8"), before);

    const mistyped = await up("--adopt", `${urn}s=${orphan?.id}`);
    assert.equal(mistyped.exitCode, 2);
    assert.equal(mistyped.stderr, `error --adopt or --forget names what no earlier run left unfinished:\n  ${urn}s\n`);

    const named = await upToTheEnd("--adopt", `${urn}=${orphan?.id}`);
    assert.equal(named.exitCode, 0, named.stderr);
    const keys = sandbox.state(STACK).resources.filter((resource) => resource.urn === urn);
    assert.deepEqual(
      keys.map(({ id }) => id),
      [orphan?.id],
    );
    assert.equal(sandbox.cloud(KEY).length, 5);
  });

  it("by the cloud, which throttles and then refuses, is finished when it is run again", async () => {
    sandbox.breakCloud(
      { fault: "throttle", type: "aws:ec2/vpc:Vpc", times: 3, delayMs: 20 },
      { fault: "fail-create", type: CLUSTER, message: "InsufficientDBClusterCapacity" },
    );
    const failed = await upToTheEnd();
    assert.equal(failed.exitCode, 1);
    assert.match(
      failed.stderr,
      /\nerror up of globex-production failed:\n {2}creating aws:rds\/cluster:Cluster \(globex-production-database-cluster\): InsufficientDBClusterCapacity\n/,
    );
    assert.equal(sandbox.cloud("aws:ec2/vpc:Vpc").length, 1);
    assert.equal(sandbox.cloud(CLUSTER).length, 0);
    const again = await upToTheEnd();
    assert.equal(again.exitCode, 0, again.stderr);
    assertWhole();
  });

  /** A second resource with the same labels, as a careless hand would make it. @returns its id */
  function doubled(original: CloudFile): string {
    const id = "mrk-0123456789abcdef0123456789abcdef";
    const file = original.file.replace(original.id, id);
    copyFileSync(original.file, file);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(original.id, id));
    return id;
  }
});
