/** The end of a stack: what goes, what stays, and that what stays can still be read. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as z from "zod";
import { EngineSandbox } from "../harness/engine-sandbox.ts";

const STACK = "globex-production";
const REGION = "us-east-1:222233334444";

const decommissionResult = z.object({
  stack: z.string(),
  kept: z.array(
    z.object({
      kind: z.enum(["store", "snapshot", "setting"]),
      name: z.string(),
      type: z.string(),
      id: z.string(),
      key: z.string().optional(),
    }),
  ),
});
type Kept = z.output<typeof decommissionResult>["kept"];

describe("taking a stack down", function () {
  this.timeout(300_000);

  let up: EngineSandbox;
  before(async () => {
    up = await EngineSandbox.make();
    up.giveTenant("globex", { environments: { production: {}, development: {} } });
    for (const environment of ["production", "development"]) {
      const { exitCode, stderr } = await up.leasehold(["up", `globex-${environment}`, "--sandbox", "--no-policies"]);
      assert.equal(exitCode, 0, stderr);
    }
  });
  after(() => up.dispose());

  const decommission = (sandbox: EngineSandbox, stack = STACK, ...more: string[]) =>
    sandbox.leasehold(["decommission", stack, "--sandbox", "--confirm", stack, ...more]);

  /** Records of a stack, by type. */
  const typesOf = (sandbox: EngineSandbox, environment: string): string[] => {
    const ours = sandbox.cloud().filter(({ labels }) => labels["environment"] === environment);
    return [...Map.groupBy(ours, ({ type }) => type)].map(([type, each]) => `${type} ${each.length}`).sort();
  };

  /** What production leaves, with labels of its own. */
  const LEFT = [
    "aws:backup/vault:Vault 1",
    "aws:cloudwatch/logGroup:LogGroup 7",
    "aws:elasticache/snapshot:Snapshot 1",
    "aws:kms/key:Key 4",
    "aws:rds/clusterSnapshot:ClusterSnapshot 1",
    "aws:s3/bucket:Bucket 2",
    "aws:secretsmanager/secret:Secret 2",
  ];

  it("by decommissioning needs the stack's name once more, and touches nothing without it", async () => {
    for (const confirm of [[], ["--confirm", "globex-staging"]]) {
      const { exitCode, stderr } = await up.leasehold(["decommission", STACK, "--sandbox", ...confirm]);
      assert.equal(exitCode, 2);
      assert.equal(
        stderr,
        `error ${STACK}: confirm with --confirm ${STACK}; its databases are deleted after a final snapshot\n`,
      );
    }
    assert.equal(
      up.state(STACK).resources.some(({ protect }) => protect),
      true,
    );
  });

  it("by decommissioning is refused for a stack that was never brought up, and makes none", async () => {
    const sandbox = await EngineSandbox.make();
    try {
      sandbox.giveTenant("globex");
      const { exitCode, stderr } = await decommission(sandbox);
      assert.equal(exitCode, 2);
      const text = `error ${STACK}: no such stack in the sandbox; bring it up first with \`leasehold up ${STACK} --sandbox\`\n`;
      assert.equal(stderr, text);
      assert.deepEqual(sandbox.cloud(), []);
    } finally {
      sandbox.dispose();
    }
  });

  describe("by decommissioning production", () => {
    let sandbox: EngineSandbox;
    let stdout: string;
    let stderr: string;
    before(async () => {
      sandbox = await up.copy();
      const run = await decommission(sandbox);
      assert.equal(run.exitCode, 0, run.stderr);
      ({ stdout, stderr } = run);
    });
    after(() => sandbox.dispose());

    it("lifts the protections first and destroys then, and leaves nothing in the state", () => {
      const phases = stderr.split("\n").filter((line) => line.endsWith("…"));
      assert.deepEqual(phases, [
        `looking at what ${STACK} would change …`,
        `lifting the protections of ${STACK} …`,
        `taking ${STACK} down …`,
      ]);
      assert.deepEqual(sandbox.state(STACK).resources, []);
    });

    it("keeps buckets, keys, secrets and logs as they are, and takes the rest away", () => {
      assert.deepEqual(typesOf(sandbox, "production"), LEFT);
      for (const { labels, outputs } of sandbox.cloud()) {
        if (labels["environment"] !== "production") continue;
        assert.equal(outputs["scheduledForDeletion"], undefined);
        assert.equal(outputs["keyState"], undefined);
      }
    });

    it("keeps the final snapshots of database and cache, encrypted with a key that is kept and enabled", () => {
      const keys = sandbox.cloud("aws:kms/key:Key").filter(({ labels }) => labels["environment"] === "production");
      const arns = keys.map(({ outputs }) => outputs["arn"]);
      const snapshots = ["aws:rds/clusterSnapshot:ClusterSnapshot", "aws:elasticache/snapshot:Snapshot"].map((type) => {
        const [snapshot, ...others] = sandbox.cloud(type);
        assert.deepEqual(others, []);
        return snapshot ?? assert.fail(`no ${type} is kept`);
      });
      assert.deepEqual(
        snapshots.map(({ id }) => id.replace(/-[0-9a-f]{8}$/, "")),
        ["globex-production-database-final", "globex-production-cache-final"],
      );
      for (const { inputs, outputs } of snapshots) assert.ok(arns.includes(inputs["kmsKeyId"] ?? outputs["kmsKeyId"]));
    });

    it("keeps what closes the buckets: no bucket lies open", () => {
      const settings = ["BucketPolicy", "BucketPublicAccessBlock", "BucketServerSideEncryptionConfiguration"];
      for (const name of settings) {
        const type = `aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
        const kept = sandbox.cloud(type).filter(({ id }) => id.startsWith("globex-production-"));
        assert.equal(kept.length, 2, name);
      }
    });

    it("lists what is kept with the key that reads it", () => {
      const data = `arn:aws:kms:${REGION}:key/${keyId("data")}`;
      const lines = stdout.trimEnd().split("\n");
      assert.equal(lines[0], `${STACK} is decommissioned; this stays in the account:`);
      assert.equal(lines.at(-1), "  and 21 settings that keep them closed and readable");
      const entry = (name: string): string | undefined =>
        lines[lines.findIndex((line) => line.startsWith(`  ${name} `)) + 1];
      assert.equal(
        entry("globex-production-objects-data"),
        `    globex-production-data-222233334444-us-east-1   key ${data}`,
      );
      assert.equal(
        entry("globex-production-secrets-database-master")?.replace(/-\w{6} /, "-…… "),
        `    arn:aws:secretsmanager:${REGION}:secret:globex/production/database-master-……   key arn:aws:kms:${REGION}:key/${keyId("secrets")}`,
      );
      assert.match(
        entry("final snapshot of globex-production-database-cluster") ?? "",
        new RegExp(`^ {4}globex-production-database-final-[0-9a-f]{8} {3}key ${data}$`),
      );
      assert.equal(lines.filter((line) => line.startsWith("  ") && !line.startsWith("    ")).length, 19);
    });

    it("is done: once more finds nothing to take down", async () => {
      const again = await decommission(sandbox);
      assert.equal(again.exitCode, 0);
      assert.ok(again.stderr.startsWith(`${STACK}: nothing is left to take down\n`), again.stderr);
      assert.equal(again.stdout, `${STACK} is decommissioned; nothing stays in the account\n`);
      assert.deepEqual(typesOf(sandbox, "production"), LEFT);
    });

    function keyId(purpose: string): string {
      const alias = sandbox.cloud("aws:kms/alias:Alias").find(({ id }) => id === `alias/globex/production/${purpose}`);
      return String(alias?.inputs["targetKeyId"]);
    }
  });

  it("by a decommissioning that fails halfway tells what it has let go so far, and goes on where it stopped", async () => {
    const sandbox = await up.copy();
    try {
      sandbox.breakCloud({
        fault: "fail-delete",
        type: "aws:rds/cluster:Cluster",
        message: "InvalidDBClusterStateFault",
      });
      const first = await decommission(sandbox, STACK, "--json");
      assert.equal(first.exitCode, 1);
      assert.match(first.stderr, /error taking globex-production down failed:\n.*InvalidDBClusterStateFault/s);
      const second = await decommission(sandbox, STACK, "--json");
      assert.equal(second.exitCode, 0, second.stderr);
      assert.ok(second.stderr.includes("nothing is protected any more; going on where it can be destroyed\n"));
      const kept = [first, second].flatMap(({ stdout }): Kept => decommissionResult.parse(JSON.parse(stdout)).kept);
      assert.equal(kept.filter(({ kind }) => kind === "snapshot").length, 2);
      assert.equal(kept.filter(({ kind }) => kind === "store").length, 16);
      assert.deepEqual(sandbox.state(STACK).resources, []);
      assert.deepEqual(typesOf(sandbox, "production"), LEFT);
    } finally {
      sandbox.dispose();
    }
  });

  it("by decommissioning development leaves nothing but keys that wait for the end of their window", async () => {
    const sandbox = await up.copy();
    try {
      const { exitCode, stdout, stderr } = await decommission(sandbox, "globex-development");
      assert.equal(exitCode, 0, stderr);
      assert.equal(stdout, "globex-development is decommissioned; nothing stays in the account\n");
      assert.deepEqual(sandbox.state("globex-development").resources, []);
      assert.deepEqual(typesOf(sandbox, "development"), ["aws:kms/key:Key 4"]);
      const keys = sandbox.cloud("aws:kms/key:Key").filter(({ labels }) => labels["environment"] === "development");
      assert.deepEqual(new Set(keys.map(({ outputs }) => outputs["keyState"])), new Set(["PendingDeletion"]));
      assert.deepEqual(
        sandbox.cloud().filter(({ id }) => id.includes("globex-development")),
        [],
      );
    } finally {
      sandbox.dispose();
    }
  });

  it("by resetting it removes that stack with its part of the cloud, and no other; resetting all removes all", async () => {
    const sandbox = await up.copy();
    try {
      const development = sandbox.cloud().filter(({ labels }) => labels["environment"] === "development");
      const production = typesOf(sandbox, "production");
      assert.ok(development.length > 50);
      const one = await sandbox.leasehold(["sandbox", "reset", "globex-development"]);
      assert.equal(one.exitCode, 0, one.stderr);
      assert.match(one.stdout, /^gone from the sandbox: globex-development, \d+ resources\n$/);
      assert.deepEqual(typesOf(sandbox, "development"), []);
      assert.deepEqual(
        sandbox.cloud().filter(({ id }) => id.includes("globex-development")),
        [],
      );
      assert.deepEqual(typesOf(sandbox, "production"), production);
      assert.equal(existsSync(sandbox.stateFile("globex-development")), false);
      assert.equal(existsSync(sandbox.stateFile(STACK)), true);
      const absent = await sandbox.leasehold(["sandbox", "reset", "globex-development"]);
      assert.deepEqual([absent.exitCode, absent.stdout], [0, "nothing was there\n"]);

      const left = sandbox.cloud().length;
      const all = await sandbox.leasehold(["sandbox", "reset"]);
      assert.deepEqual([all.exitCode, all.stdout], [0, `gone from the sandbox: ${STACK}, ${left} resources\n`]);
      assert.deepEqual(sandbox.cloud(), []);
      assert.equal(existsSync(sandbox.stateFile(STACK)), false);
    } finally {
      sandbox.dispose();
    }
  });
});
