/** What stands between a stack and the loss of its data: the guard, the engine's protection, the cloud's own. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { EngineSandbox, type CloudFile, type CommandRun } from "../harness/engine-sandbox.ts";

const STACK = "globex-production";
const KEY_URN =
  "urn:pulumi:globex-production::leasehold::leasehold:stack:Tenant$leasehold:aws:Keys$aws:kms/key:Key::globex-production-keys-audit";

describe("a stack that holds data", function () {
  this.timeout(240_000);

  let up: EngineSandbox;
  before(async () => {
    up = await EngineSandbox.withProduction("globex");
  });
  after(() => up.dispose());

  const fingerprint = (sandbox: EngineSandbox) => ({
    cloud: sandbox.cloudTexts(),
    resources: sandbox.state(STACK).resources.map(({ urn, id, protect }) => ({ urn, id, protect })),
  });

  const diagnostics = ({ stderr }: CommandRun): string[] => {
    const lines = stderr.trim().split("\n");
    return lines.slice(lines.findIndex((line) => line.startsWith("error ")));
  };

  describe("and whose key would be replaced", () => {
    let sandbox: EngineSandbox;
    let asItWas: ReturnType<typeof fingerprint>;
    let oldKey: CloudFile;
    // In the cloud the key is no longer what only a new key can be.
    before(async () => {
      sandbox = await up.copy();
      const key = sandbox.cloud("aws:kms/key:Key").find(({ labels }) => labels["Name"]?.endsWith("-keys-audit"));
      oldKey = key ?? assert.fail();
      sandbox.editCloud(oldKey, { inputs: { ...oldKey.inputs, multiRegion: false } });
      const { exitCode, stderr } = await sandbox.leasehold(["refresh", STACK, "--sandbox"]);
      assert.equal(exitCode, 0, stderr);
      asItWas = fingerprint(sandbox);
    });
    after(() => sandbox.dispose());

    const refusal = [
      `error ${STACK} may lose data; nothing was changed:`,
      "  replace globex-production-keys-audit (aws:kms/key:Key) because of multiRegion",
      "find out why with `leasehold explain`, or undo the change; to go on, back the data up and allow each by its exact URN:",
      `  --allow '${KEY_URN}'`,
    ];

    it("is left alone by preview and up, which end with 3 and the list", async () => {
      for (const command of ["preview", "up"]) {
        const run = await sandbox.leasehold([command, STACK, "--sandbox", "--no-policies"]);
        assert.equal(run.exitCode, 3, command);
        assert.equal(run.stdout, "");
        assert.deepEqual(diagnostics(run), refusal, command);
        assert.deepEqual(fingerprint(sandbox), asItWas);
      }
    });

    it("is left alone when the URN that is allowed is not exact, which ends with 2", async () => {
      const run = await sandbox.leasehold(["up", STACK, "--sandbox", "--no-policies", "--allow", `${KEY_URN}s`]);
      assert.equal(run.exitCode, 2);
      assert.deepEqual(diagnostics(run), ["error --allow names what the plan does not touch:", `  ${KEY_URN}s`]);
      assert.deepEqual(fingerprint(sandbox), asItWas);
    });

    it("goes on with the exact URN; the old key stays in the account, and the new one is protected", async () => {
      const run = await sandbox.leasehold(["up", STACK, "--sandbox", "--no-policies", "--allow", KEY_URN]);
      assert.equal(run.exitCode, 0, run.stderr);
      assert.ok(
        run.stderr.includes(
          `globex-production-keys-audit: no longer part of the stack; stays in the account as ${oldKey.id}\n`,
        ),
        run.stderr,
      );
      const keys = sandbox.cloud("aws:kms/key:Key");
      assert.equal(keys.length, 5);
      assert.deepEqual(keys.find(({ id }) => id === oldKey.id)?.outputs, oldKey.outputs);
      const recorded = sandbox.state(STACK).resources.filter(({ urn }) => urn === KEY_URN);
      assert.deepEqual(
        recorded.map(({ id, protect }) => ({ isNew: id !== oldKey.id, protect })),
        [{ isNew: true, protect: true }],
      );
    });
  });

  it("is not taken down by bare `pulumi destroy`: nothing at all is deleted", async () => {
    const before = fingerprint(up);
    const { exitCode, stdout } = await up.pulumi(["destroy", "--yes", "-s", STACK]);
    assert.equal(exitCode, 1);
    assert.match(stdout, /database-cluster" cannot be deleted\n\s+because it is protected/);
    assert.deepEqual(fingerprint(up), before);
  });

  it("keeps its database by the cloud's own protection where the engine's is off", async () => {
    const sandbox = await up.copy();
    try {
      const file = sandbox.stateFile(STACK);
      const state = readFileSync(file, "utf8");
      writeFileSync(file, state.replaceAll(/"(protect|retainOnDelete)":true/g, '"$1":false'));
      const { exitCode, stdout } = await sandbox.pulumi(["destroy", "--yes", "-s", STACK]);
      assert.equal(exitCode, 1);
      assert.match(
        stdout,
        /InvalidParameterCombination: Cannot delete protected Cluster, please disable deletion protection and try again\./,
      );
      assert.equal(sandbox.cloud("aws:rds/cluster:Cluster").length, 1);
      assert.equal(sandbox.cloud("aws:s3/bucket:Bucket").length, 2);
      assert.equal(sandbox.cloud("aws:kms/key:Key").length, 4);
    } finally {
      sandbox.dispose();
    }
  });
});
