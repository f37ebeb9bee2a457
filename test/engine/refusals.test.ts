/** What cannot be begun: said at once, in one line, with an exit code of its own, and nothing is made. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { EngineSandbox, type TenantEdit } from "../harness/engine-sandbox.ts";

const STACK = "globex-production";
/** Design: what good looks like, in numbers. */
const SOONEST_MESSAGE_MS = 2_000;

describe("a command that cannot be carried out", function () {
  this.timeout(120_000);

  let sandbox: EngineSandbox;
  beforeEach(async () => {
    sandbox = await EngineSandbox.make();
  });
  afterEach(() => sandbox.dispose());

  function assertNothingMade(): void {
    assert.deepEqual(sandbox.cloudTexts(), {});
    assert.equal(existsSync(join(sandbox.layout.state, ".pulumi")), false);
  }

  describe("because of its input ends with 2, before an engine is started", () => {
    const durations: number[] = [];

    interface BadInput {
      readonly what: string;
      readonly args?: readonly string[];
      readonly edit?: TenantEdit;
      /** Every line of stderr, without the folder of the tenant files. */
      readonly expected: readonly string[];
    }
    const BAD_INPUTS: readonly BadInput[] = [
      {
        what: "a tenant file with several problems, all at once",
        edit: { tier: "gold", account: 222233334444, regoin: "us-east-1" },
        expected: [
          'error globex.yaml:3:7: tier: got "gold", expected free, standard, premium, enterprise, enterprise-plus or white-label; choose one of them',
          'error globex.yaml:6:10: account: got 222233334444 (number), expected text such as 111122223333; put it in quotes: "222233334444"',
          "error globex.yaml:20:1: regoin: got an unknown key, expected region; correct the spelling or remove it",
        ],
      },
      {
        what: "a value that the tier does not allow",
        edit: { overrides: { database: { storageGib: 5000 } } },
        expected: [
          "error globex.yaml:22:17: overrides.database.storageGib: got 5000 GiB, expected 10–200 GiB for tier standard; stay within, or choose tier enterprise (500–40000 GiB)",
        ],
      },
      {
        what: "a stack whose tenant does not exist",
        args: ["up", "globax-production", "--sandbox"],
        expected: [
          "error got tenant globax, expected one with a file (globax.yaml does not exist); did you mean globex? else write it with `leasehold tenant new`",
        ],
      },
      {
        what: "an environment that the tenant does not have",
        args: ["up", "globex-staging", "--sandbox"],
        expected: [
          "error globex.yaml:18:1: environments: got staging, expected an environment that tenant globex has: production; choose one of them, or add staging: {} to the file",
        ],
      },
      {
        what: "a name that is none of a stack",
        args: ["up", "globex", "--sandbox"],
        expected: [
          'error stack "globex": expected <tenant>-<environment> with one of development, test, staging, production, disaster-recovery; for example acme-production',
        ],
      },
      {
        what: "a cloud that is not available yet",
        edit: {
          cloud: "kubernetes",
          region: "westeurope",
          account: "cluster-one",
          workloads: undefined,
        },
        expected: [
          "error globex.yaml:4:8: cloud: got kubernetes, expected aws, azure, gcp; cloud kubernetes is not available yet",
        ],
      },
      {
        what: "a free tenant, which has no cell yet",
        edit: { tier: "free", network: undefined, workloads: undefined },
        expected: [
          "error tier: got free, expected a tier with stores of its own: a free tenant lives in a cell, and no cell exists yet; choose standard or higher, or look at it with `leasehold explain globex-production`",
        ],
      },
      {
        what: "a command that there is not",
        args: ["upp", STACK],
        expected: ["error: unknown command 'upp'", "(Did you mean up?)"],
      },
    ];

    for (const { what, args = ["up", STACK, "--sandbox"], edit = {}, expected } of BAD_INPUTS) {
      it(what, async () => {
        sandbox.giveTenant("globex", edit);
        const begun = performance.now();
        const { exitCode, stdout, stderr } = await sandbox.leasehold(args);
        durations.push(performance.now() - begun);
        assert.equal(exitCode, 2);
        assert.equal(stdout, "");
        assert.deepEqual(stderr.trimEnd().split("\n").map(withoutFolder), expected);
        assertNothingMade();
      });
    }

    it("address blocks of two tenants that overlap, together with what else is wrong", async () => {
      sandbox.giveTenant("globex", { overrides: { database: { storageGib: 5000 } } });
      sandbox.giveTenant("tyrell", { region: "us-east-1", frameworks: undefined, network: { cidr: "10.20.0.0/17" } });
      const { exitCode, stderr } = await sandbox.leasehold(["up", STACK, "--sandbox"]);
      assert.equal(exitCode, 2);
      assert.deepEqual(stderr.trimEnd().split("\n").map(withoutFolder), [
        "error globex.yaml:17:9: network.cidr: got 10.20.64.0/18, expected a block apart from 10.20.0.0/17 of tenant tyrell (tyrell.yaml:18:9) in aws us-east-1; choose another, `leasehold tenant new` finds a free one",
        "error globex.yaml:22:17: overrides.database.storageGib: got 5000 GiB, expected 10–200 GiB for tier standard; stay within, or choose tier enterprise (500–40000 GiB)",
      ]);
      assertNothingMade();
    });

    it("within two seconds", () => {
      assert.equal(durations.length, BAD_INPUTS.length);
      assert.ok(Math.min(...durations) <= SOONEST_MESSAGE_MS, durations.join(", "));
    });
  });

  it("because the credentials are of another account names both, and makes nothing", async () => {
    sandbox.giveTenant("globex");
    const { exitCode, stderr } = await sandbox.leasehold(["up", STACK, "--sandbox"], {
      AWS_ACCESS_KEY_ID: "sandbox-999988887777",
    });
    assert.equal(exitCode, 1);
    assert.equal(
      stderr,
      [
        `bringing ${STACK} up …`,
        `error up of ${STACK} failed:`,
        "  account: got credentials of account 999988887777, expected 222233334444 as the tenant file says; use credentials of 222233334444, or correct the file",
        "",
      ].join("\n"),
    );
    assert.deepEqual(sandbox.cloudTexts(), {});
  });

  it("because there are no credentials says so under bare pulumi too, and makes nothing", async () => {
    sandbox.giveTenant("globex");
    assert.equal((await sandbox.leasehold(["preview", STACK, "--sandbox", "--no-policies"])).exitCode, 0);
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const { exitCode, stdout } = await sandbox.pulumi(["up", "--yes", "-s", STACK], none);
    assert.equal(exitCode, 1);
    assert.match(
      stdout,
      /error: pulumi:providers:aws resource 'aws' has a problem: No valid credential sources found\./,
    );
    assert.deepEqual(sandbox.cloudTexts(), {});
  });

  it("because somebody else works on the stack ends with 4 and says who", async () => {
    sandbox.giveTenant("globex");
    const since = "2026-01-02T03:04:05Z";
    lock({ pid: process.pid, username: "ada", hostname: hostname(), timestamp: since });
    const here = await sandbox.leasehold(["up", STACK, "--sandbox"]);
    assert.equal(here.exitCode, 4);
    assert.equal(
      lastLine(here.stderr),
      `error stack ${STACK} is locked by ada@${hostname()} (process ${process.pid}) since ${since}, which is still running; wait for it to end`,
    );
    const reset = await sandbox.leasehold(["sandbox", "reset", STACK]);
    assert.equal(reset.exitCode, 4);
    assert.equal(
      reset.stderr,
      `error stack ${STACK} is being worked on by process ${process.pid}; wait for it to end\n`,
    );

    lock({ pid: 12, username: "ada", hostname: "elsewhere", timestamp: since });
    const elsewhere = await sandbox.leasehold(["preview", STACK, "--sandbox"]);
    assert.equal(elsewhere.exitCode, 4);
    assert.match(
      lastLine(elsewhere.stderr),
      /^error stack globex-production is locked by ada@elsewhere \(process 12\) since 2026-01-02T03:04:05Z; wait for it to end, or where it is gone run `\. \S+env\.sh && pulumi cancel globex-production`$/,
    );
    assert.deepEqual(sandbox.cloudTexts(), {});
  });

  it("because no pulumi CLI is there for a real account says how to have one", async () => {
    sandbox.giveTenant("globex");
    const { exitCode, stderr } = await sandbox.leasehold(["up", STACK], { PATH: join(sandbox.folder, "empty") });
    assert.equal(exitCode, 1);
    assert.equal(
      stderr,
      "error no pulumi CLI is on PATH; install pulumi 3.259.0 or newer for a real account, or add --sandbox for the simulated one\n",
    );
  });

  function lock(content: object): void {
    const folder = join(sandbox.layout.state, ".pulumi", "locks", "organization", "leasehold", STACK);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "00000000-0000-4000-8000-000000000000.json"), JSON.stringify(content));
  }
});

/** A message without the folder of the temporary tenant files. */
function withoutFolder(line: string): string {
  return line.replaceAll(/[./\w-]+\/(?=\w+\.yaml)/g, "");
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
