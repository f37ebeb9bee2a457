/** A database on Azure that grows and shrinks with its disaster recovery up: in the order that Azure takes. */
import assert from "node:assert/strict";
import { EngineSandbox } from "../harness/engine-sandbox.ts";

const HOME = "wayne-production";
const STANDBY = "wayne-disaster-recovery";
const SERVER = "azure-native:dbforpostgresql:Server";

describe("disaster recovery on Azure", function () {
  this.timeout(600_000);

  let sandbox: EngineSandbox;
  before(async () => {
    sandbox = await EngineSandbox.make();
    size(16);
  });
  after(() => sandbox.dispose());

  function size(vcpu: number): void {
    sandbox.giveTenant("wayne", {
      environments: { production: {}, "disaster-recovery": {} },
      overrides: { database: { nodeVcpu: vcpu, nodeMemoryGib: vcpu * 4 } },
    });
  }
  const classes = (): readonly unknown[] =>
    sandbox
      .cloud()
      .filter(({ type }) => type === SERVER)
      .map(({ inputs }) => (inputs["sku"] as { name?: unknown }).name);
  const upAll = (...more: string[]) => sandbox.leasehold(["up", "--all", "--sandbox", "--json", ...more]);
  const ended = (stderr: string): readonly string[] =>
    stderr
      .split("\n")
      .flatMap(
        (line) => /^(?:\[ *\d+\/\d+\] )?(wayne-[a-z-]+): (?:created|updated|unchanged|failed)/.exec(line)?.[1] ?? [],
      );

  it("comes up after production", async () => {
    const { exitCode, stderr } = await upAll();
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(ended(stderr), [HOME, STANDBY]);
    assert.deepEqual(new Set(classes()), new Set(["Standard_D16ds_v5"]));
  });

  it("has to grow first: production alone is refused with what to run, and nothing changes", async () => {
    size(32);
    const before = sandbox.cloudTexts();
    const { exitCode, stderr } = await sandbox.leasehold(["up", HOME, "--sandbox", "--no-policies"]);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /error wayne-production: its database would become larger than that of wayne-disaster-recovery, expected the other one to change first: no server may be larger than one that follows it \(fact azpg\.replica\.scale\); run `leasehold up wayne-disaster-recovery --sandbox` first\n/,
    );
    assert.deepEqual(sandbox.cloudTexts(), before);
  });

  it("grows first when all are brought up, and is refused to shrink first", async () => {
    const grown = await upAll("--no-policies");
    assert.equal(grown.exitCode, 0, grown.stderr);
    assert.match(grown.stderr, /^wayne-disaster-recovery grows before its production, which may not become larger$/m);
    assert.deepEqual(ended(grown.stderr), [STANDBY, HOME]);
    assert.deepEqual(new Set(classes()), new Set(["Standard_D32ds_v5"]));

    size(16);
    const alone = await sandbox.leasehold(["up", STANDBY, "--sandbox", "--no-policies"]);
    assert.equal(alone.exitCode, 2);
    assert.match(
      alone.stderr,
      /error wayne-disaster-recovery: its database would become smaller than that of wayne-production, expected the other one to change first: /,
    );
  });
});
