/** The stack in the standby region on the real engine: what it needs, that it stays as it is, and in which order a tenant goes. */
import assert from "node:assert/strict";
import { EngineSandbox } from "../harness/engine-sandbox.ts";

const HOME = "initech-production";
const STANDBY = "initech-disaster-recovery";

describe("disaster recovery", function () {
  this.timeout(300_000);

  let sandbox: EngineSandbox;
  before(async () => {
    sandbox = await EngineSandbox.make();
    sandbox.giveTenant("initech", { environments: { production: {}, "disaster-recovery": {} } });
  });
  after(() => sandbox.dispose());

  const up = (stack: string) => sandbox.leasehold(["up", stack, "--sandbox", "--yes", "--no-policies"]);

  it("is refused before its production is up, in one line, and makes nothing", async () => {
    const { exitCode, stderr } = await up(STANDBY);
    assert.notEqual(exitCode, 0);
    assert.match(
      stderr,
      /initech-disaster-recovery needs initech-production, which is not up; run `leasehold up initech-production` first\n/,
    );
    assert.deepEqual(sandbox.cloudTexts(), {});
  });

  it("comes up after it as a member of its global database, and both are then at rest", async () => {
    const home = await up(HOME);
    assert.equal(home.exitCode, 0, home.stderr);
    const first = await up(STANDBY);
    assert.equal(first.exitCode, 0, first.stderr);
    const clusters = sandbox.cloud().filter(({ type }) => type === "aws:rds/cluster:Cluster");
    assert.deepEqual(
      clusters
        .map(({ id, region, inputs, outputs }) => [
          id,
          region,
          inputs["globalClusterIdentifier"] ?? outputs["globalClusterIdentifier"],
        ])
        .sort(),
      [
        ["initech-disaster-recovery-database", "us-west-2", "initech-production-global"],
        ["initech-production-database", "us-east-1", "initech-production-global"],
      ],
    );
    for (const stack of [STANDBY, HOME]) assert.equal(await sandbox.changesLeft(stack), undefined, stack);
  });

  it("goes before its home, which is not taken down while somebody follows it", async () => {
    const decommission = (stack: string) => sandbox.leasehold(["decommission", stack, "--sandbox", "--confirm", stack]);
    const refused = await decommission(HOME);
    assert.notEqual(refused.exitCode, 0);
    assert.match(
      refused.stderr,
      /initech-production is followed by initech-disaster-recovery, which is up; run `leasehold decommission initech-disaster-recovery --confirm initech-disaster-recovery` first\n/,
    );
    assert.ok(sandbox.state(HOME).resources.some(({ protect }) => protect));
    const gone = await decommission(STANDBY);
    assert.equal(gone.exitCode, 0, gone.stderr);
    const clusters = sandbox.cloud().filter(({ type }) => type === "aws:rds/cluster:Cluster");
    assert.deepEqual(
      clusters.map(({ id }) => id),
      ["initech-production-database"],
    );
    assert.equal(await sandbox.changesLeft(HOME), undefined);
  });
});
