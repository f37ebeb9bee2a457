/** The policy pack on the real engine: on a broken component, on a program that knows nothing of Leasehold, and from any folder. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { copyPack } from "../../cli/pack-copy.ts";
import { readLedger } from "../../policies/ledger.ts";
import { RealAccount } from "../harness/real-account.ts";
import { PROJECT_ROOT } from "../harness/whole-tenant.ts";

const STACK = "globex-production";

/** A program of somebody else's: a key and a bucket, and not a word about tenants. */
const SHOP: Readonly<Record<string, string>> = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
  "package.json": '{ "name": "shop", "type": "module", "main": "index.js" }\n',
  "index.js": [
    'import { Provider } from "@pulumi/aws/provider.js";',
    'import { Key } from "@pulumi/aws/kms/key.js";',
    'import { Bucket } from "@pulumi/aws/s3/bucket.js";',
    'const provider = new Provider("aws", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });',
    'new Key("orders", { enableKeyRotation: false, deletionWindowInDays: 7 }, { provider });',
    'new Bucket("orders", { bucket: "shop-orders-111122223333" }, { provider });',
    "",
  ].join("\n"),
};

const KEY = "urn:pulumi:dev::shop::aws:kms/key:Key::orders";
const BUCKET = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::orders";

const policyEvent = z.object({
  policyEvent: z.object({ resourceUrn: z.string(), policyName: z.string(), enforcementLevel: z.string() }),
});

/** The mandatory violations in what pulumi prints, as `rule (type: name)`; sorted. */
function mandatoryIn(stdout: string): string[] {
  return [...stdout.matchAll(/^ +- \[mandatory\] \[severity: \w+\] +(\S+) +\((.+)\)$/gm)]
    .map(([, rule = "", resource = ""]) => `${rule} (${resource})`)
    .sort();
}

describe("the policy pack on the real engine", function () {
  this.timeout(240_000);

  let real: RealAccount;
  before(async () => {
    real = await RealAccount.make();
  });
  after(() => real.dispose());

  describe("with components that somebody broke", () => {
    before(() => {
      real.sandbox.giveTenant("globex");
      real.edit("components/aws/database-cluster.ts", "storageEncrypted: true", "storageEncrypted: false");
      real.edit("components/aws/bucket.ts", "blockPublicPolicy: true", "blockPublicPolicy: false");
    });

    it("`leasehold preview` ends with 6 and a line per cause, the worst and most frequent first", async () => {
      const { exitCode, stderr } = await real.leasehold(["preview", STACK]);
      assert.equal(exitCode, 6);
      const lines = stderr.trimEnd().split("\n");
      assert.deepEqual(lines.slice(lines.findIndex((line) => line.startsWith("error "))), [
        `error ${STACK} violates its policies:`,
        "  PUB-03 (critical, mandatory) Public access is blocked at bucket/account level: blockPublicPolicy: got false, expected true; set blockPublicPolicy to true; on 2 × aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock: globex-production-objects-access-logs-public-access, globex-production-objects-data-public-access",
        "  ENC-01 (critical, mandatory) Relational database storage is encrypted: storageEncrypted: got false, expected true; set storageEncrypted to true; on aws:rds/cluster:Cluster: globex-production-database-cluster",
        "mend the cause, or have a dated exception approved in policies/waivers.yaml",
      ]);
      assert.deepEqual(real.sandbox.cloudTexts(), {});
    });

    it("`pulumi preview --policy-pack policies` lists exactly what is broken, and fails", async () => {
      const { exitCode, stdout } = await real.pulumi(["preview", "-s", STACK, "--policy-pack", "policies"]);
      assert.equal(exitCode, 1);
      assert.deepEqual(mandatoryIn(stdout), [
        "db-encrypted-at-rest (aws:rds:Cluster: globex-production-database-cluster)",
        "object-storage-public-access-blocked (aws:s3:BucketPublicAccessBlock: globex-production-objects-access-logs-public-access)",
        "object-storage-public-access-blocked (aws:s3:BucketPublicAccessBlock: globex-production-objects-data-public-access)",
      ]);
    });
  });

  describe("copied to another folder, on a program that is none of Leasehold's", () => {
    let shop: string;
    let judge: readonly string[];
    let ledger: string;
    before(async () => {
      shop = join(real.sandbox.folder, "shop");
      ledger = join(shop, "ledger.jsonl");
      mkdirSync(shop);
      for (const [file, text] of Object.entries(SHOP)) writeFileSync(join(shop, file), text);
      symlinkSync(join(PROJECT_ROOT, "node_modules"), join(shop, "node_modules"), "dir");
      const { pack } = copyPack(PROJECT_ROOT, join(real.sandbox.folder, "pack"));
      const settings = join(shop, "policies.json");
      writeFileSync(settings, JSON.stringify({ leasehold: { frameworks: ["hipaa"], ledger } }));
      judge = ["--policy-pack", pack, "--policy-pack-config", settings];
      const { exitCode, stderr } = await real.pulumi(["stack", "init", "dev"], shop);
      assert.equal(exitCode, 0, stderr);
    });

    it("judges it by the frameworks of the configuration; what is not known yet is no failure", async () => {
      const { exitCode, stdout } = await real.pulumi(["preview", "-s", "dev", ...judge], shop);
      assert.equal(exitCode, 1, stdout);
      assert.deepEqual(mandatoryIn(stdout), [
        "datastore-in-backup-plan (aws:s3:Bucket: orders)",
        "kms-deletion-window (aws:kms:Key: orders)",
        "kms-key-rotation (aws:kms:Key: orders)",
        "object-access-logs (aws:s3:Bucket: orders)",
        "object-storage-public-access-blocked (aws:s3:Bucket: orders)",
        "object-storage-tls-only (aws:s3:Bucket: orders)",
        "object-storage-uniform-access (aws:s3:Bucket: orders)",
        "object-versioning (aws:s3:Bucket: orders)",
        "required-tags (aws:kms:Key: orders)",
        "required-tags (aws:s3:Bucket: orders)",
        "stateful-resources-protected (aws:kms:Key: orders)",
      ]);
      const { head, verdicts, complete } = readLedger(ledger);
      assert.deepEqual(
        [head.kind, head.project, head.stack, head.frameworks, head.regulated, complete],
        ["foreign", "shop", "dev", ["hipaa"], true, true],
      );
      const open = verdicts.filter(({ outcome }) => outcome === "unknown");
      assert.deepEqual(
        open.map(({ rule, urn }) => `${rule} ${urn}`),
        [`RES-04 ${KEY}`, `ENC-06 ${BUCKET}`, `GOV-03 ${BUCKET}`],
      );
    });

    it("judges an exported state, and then knows what a preview could not", async () => {
      const up = await real.pulumi(["up", "--yes", "--skip-preview", "-s", "dev"], shop);
      assert.equal(up.exitCode, 0, up.stdout);
      const file = join(shop, "state.json");
      await real.pulumi(["stack", "export", "-s", "dev", "--file", file], shop);
      const { exitCode, stdout } = await real.pulumi(["policy", "analyze", "--file", file, "--json", ...judge], shop);
      assert.equal(exitCode, 1);
      const told = stdout
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .flatMap((line) => policyEvent.safeParse(JSON.parse(line)).data?.policyEvent ?? []);
      assert.deepEqual(told.map(({ policyName, resourceUrn }) => `${policyName} ${resourceUrn}`).sort(), [
        `datastore-in-backup-plan ${BUCKET}`,
        `kms-deletion-window ${KEY}`,
        `kms-key-rotation ${KEY}`,
        `object-access-logs ${BUCKET}`,
        `object-storage-cmk ${BUCKET}`,
        `object-storage-public-access-blocked ${BUCKET}`,
        `object-storage-tls-only ${BUCKET}`,
        `object-storage-uniform-access ${BUCKET}`,
        `object-versioning ${BUCKET}`,
        `required-tags ${KEY}`,
        `required-tags ${BUCKET}`,
        `retention-and-disposal ${BUCKET}`,
        `stateful-resources-protected ${KEY}`,
      ]);
      assert.deepEqual([...new Set(told.map(({ enforcementLevel }) => enforcementLevel))], ["mandatory"]);
      assert.equal(
        readLedger(ledger).verdicts.some(({ outcome }) => outcome === "unknown"),
        false,
      );
    });
  });
});
