/** Somebody changes the cloud by hand; `refresh` tells exactly what, and the next `up` puts it right. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import * as z from "zod";
import { EngineSandbox, type CloudFile } from "../harness/engine-sandbox.ts";

const STACK = "globex-production";

const refreshResult = z.object({
  stack: z.string(),
  drift: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      kind: z.enum(["changed", "gone"]),
      properties: z.array(z.string()),
      standing: z.string(),
    }),
  ),
});
const upResult = z.object({
  changes: z.array(z.object({ op: z.string(), urn: z.string(), inputs: z.array(z.string()) })),
});

describe("drift", function () {
  this.timeout(240_000);

  let up: EngineSandbox;
  before(async () => {
    up = await EngineSandbox.withProduction("globex");
  });
  after(() => up.dispose());

  const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

  /** The file of a type whose name tag or id ends so. */
  function fileOf(sandbox: EngineSandbox, type: string, ending: string): CloudFile {
    const found = sandbox.cloud(type).filter(({ id, labels }) => (labels["Name"] ?? id).endsWith(ending));
    assert.equal(found.length, 1, `${type} …${ending}`);
    return found[0] ?? assert.fail();
  }

  async function refresh(sandbox: EngineSandbox): Promise<readonly (readonly [string, string, readonly string[]])[]> {
    const { exitCode, stdout, stderr } = await sandbox.leasehold(["refresh", STACK, "--sandbox", "--json"]);
    assert.equal(exitCode, 0, stderr);
    const { drift } = refreshResult.parse(JSON.parse(stdout));
    return drift.map(({ urn, kind, properties }) => [nameOf(urn), kind, properties]);
  }

  it("of settings, tags and rules is told exactly, and put right by the next up", async () => {
    const sandbox = await up.copy();
    try {
      const before = sandbox.cloudTexts();
      const cluster = fileOf(sandbox, "aws:rds/cluster:Cluster", "database-cluster");
      sandbox.editCloud(cluster, { inputs: { ...cluster.inputs, deletionProtection: false } });
      const vpc = fileOf(sandbox, "aws:ec2/vpc:Vpc", "network-vpc");
      sandbox.editCloud(vpc, { labels: { ...vpc.labels, owner: "somebody" } });
      const rule = fileOf(
        sandbox,
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "database-security-group-ingress-workloads",
      );
      sandbox.editCloud(rule, { inputs: { ...rule.inputs, description: "open for a test" } });

      assert.deepEqual(await refresh(sandbox), [
        ["globex-production-database-cluster", "changed", ["deletionProtection"]],
        ["globex-production-database-security-group-ingress-workloads", "changed", ["description"]],
        ["globex-production-network-vpc", "changed", ["tags.owner"]],
      ]);

      const { exitCode, stdout, stderr } = await sandbox.leasehold([
        "up",
        STACK,
        "--sandbox",
        "--no-policies",
        "--json",
      ]);
      assert.equal(exitCode, 0, stderr);
      const { changes } = upResult.parse(JSON.parse(stdout));
      assert.deepEqual(changes.map(({ op, urn }) => `${op} ${nameOf(urn)}`).sort(), [
        "update globex-production-database-cluster",
        "update globex-production-database-security-group-ingress-workloads",
        "update globex-production-network-vpc",
      ]);
      assert.deepEqual(sandbox.cloudTexts(), before);
    } finally {
      sandbox.dispose();
    }
  });

  it("that took something away says so, and warns where data went with it", async () => {
    const sandbox = await up.copy();
    try {
      rmSync(fileOf(sandbox, "aws:s3/bucket:Bucket", "objects-data").file);
      rmSync(fileOf(sandbox, "aws:ec2/natGateway:NatGateway", "network-nat-a").file);
      const { exitCode, stdout } = await sandbox.leasehold(["refresh", STACK, "--sandbox"]);
      assert.equal(exitCode, 0);
      assert.deepEqual(stdout.trim().split("\n"), [
        "gone    globex-production-network-nat-a aws:ec2/natGateway:NatGateway",
        "gone    globex-production-objects-data aws:s3/bucket:Bucket",
        "1 of them held data: restore them from a backup before the next `leasehold up`, which would make empty ones",
        `${STACK}: 2 drifted; see \`leasehold preview ${STACK} --sandbox\` for what \`up\` would put right`,
      ]);
    } finally {
      sandbox.dispose();
    }
  });

  it("is none where nobody touched the cloud", async () => {
    const { exitCode, stdout } = await up.leasehold(["refresh", STACK, "--sandbox"]);
    assert.deepEqual({ exitCode, stdout }, { exitCode: 0, stdout: `${STACK}: the cloud is as recorded\n` });
  });
});
