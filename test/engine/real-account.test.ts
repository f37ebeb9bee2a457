/** What is different with a real account: it asks, and it does not look for orphans by itself. */
import assert from "node:assert/strict";
import { QUICK_CHECKPOINTS } from "../harness/engine-sandbox.ts";
import { RealAccount } from "../harness/real-account.ts";

const STACK = "globex-production";

describe("with a real account", function () {
  this.timeout(240_000);

  let real: RealAccount;
  before(async () => {
    real = await RealAccount.make("every-step");
    real.sandbox.giveTenant("globex");
  });
  after(() => real.dispose());

  it("a command without credentials says which it needs, and makes nothing", async () => {
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const { exitCode, stderr } = await real.leasehold(["preview", STACK, "--no-policies"], none);
    assert.equal(exitCode, 1);
    assert.equal(
      stderr,
      [
        `looking at what ${STACK} would change …`,
        `error preview of ${STACK} failed:`,
        "  account: got no AWS credentials, expected those of 222233334444; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "",
      ].join("\n"),
    );
    assert.deepEqual(real.sandbox.cloudTexts(), {});
  });

  it("the stack's configuration lies in the checkout, where pulumi looks for it", () => {
    assert.deepEqual(real.configuredStacks(), [STACK]);
  });

  it("up shows what it would do and stops where nobody can answer", async () => {
    const { exitCode, stdout, stderr } = await real.leasehold(["up", STACK, "--no-policies"]);
    assert.equal(exitCode, 2);
    assert.match(stdout, /\nglobex-production: \d+ create\n$/);
    assert.ok(
      stderr.endsWith("error nobody is there to confirm; look at it with `leasehold preview` and give --yes\n"),
      stderr,
    );
    assert.deepEqual(real.sandbox.cloudTexts(), {});
  });

  it("an up that was cut off is taken up with what a person says of each creation", async () => {
    // One after the other, so that exactly one creation is under way.
    const inOrder = { PULUMI_PARALLEL: "1" };
    real.sandbox.breakCloud({ fault: "crash-after-create", type: "aws:kms/key:Key" });
    const cutOff = await real.leasehold(["up", STACK, "--yes", "--no-policies"], inOrder);
    assert.equal(cutOff.exitCode, 1);
    assert.match(cutOff.stderr, /\n {2}it was killed; run it again:/);
    const [pending, ...others] = real.sandbox.state(STACK).pending;
    assert.deepEqual(others, []);
    const urn = pending?.urn ?? assert.fail("a creation is pending");
    const [key] = real.sandbox.cloud("aws:kms/key:Key");

    // Who holds a lock in a backend that others share is for a person to say too.
    const locked = await real.leasehold(["up", STACK, "--yes", "--no-policies"]);
    assert.equal(locked.exitCode, 4);
    assert.match(
      locked.stderr,
      /^error stack globex-production is locked by \S+ \(process \d+\) since \S+, which is gone; run `pulumi cancel globex-production`$/m,
    );
    assert.equal((await real.sandbox.pulumi(["cancel", "--yes", STACK])).exitCode, 0);

    const unclear = await real.leasehold(["up", STACK, "--yes", "--no-policies"]);
    assert.equal(unclear.exitCode, 5);
    assert.deepEqual(unclear.stderr.trimEnd().split("\n"), [
      `error ${STACK}: an earlier run stopped while it created what follows; nothing was changed since:`,
      `  ${urn.split("::").at(-1)} (aws:kms/key:Key)`,
      "look in the account for what carries the stack's labels, then say for each which one it is, or that there is none:",
      `  leasehold up ${STACK} --adopt '${urn}=<id>'`,
      `  leasehold up ${STACK} --forget '${urn}'`,
    ]);

    const adoption = ["--adopt", `${urn}=${key?.id}`];
    const adopted = await real.leasehold(["up", STACK, "--yes", "--no-policies", ...adoption], QUICK_CHECKPOINTS);
    assert.equal(adopted.exitCode, 0, adopted.stderr);
    assert.equal(real.sandbox.cloud("aws:kms/key:Key").length, 4);
    assert.equal(real.sandbox.state(STACK).resources.find((resource) => resource.urn === urn)?.id, key?.id);
  });
});
