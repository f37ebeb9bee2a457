/** A premium tenant on the real engine: what it says of itself, what it keeps to itself, and that it stays as it is. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { EngineSandbox, type CommandRun } from "../harness/engine-sandbox.ts";
import { PROJECT_ROOT } from "../harness/whole-tenant.ts";

const STACK = "acme-production";

/** The documented interface: every field of the outputs, lists and scalars as leaves. */
const INTERFACE = {
  "": "account audit backup cache cloud database environment facts floors gaps identity keys monitoring network objects promises region secretDates secrets tenant tier",
  audit: "logId logName",
  backup: "copyVaultId vaultId vaultName",
  cache: "cacheId host port users",
  "cache.users": "admin app migration",
  database: "databaseId databaseName host masterSecretId port proxyHost proxyPort readerHost readerHosts users",
  "database.users": "admin app migration",
  facts: "account zoneIds zoneNames",
  identity: "admin app backup migration",
  keys: "audit backup data secrets",
  "keys.data": "alias keyId replicaKeyId",
  monitoring: "dashboardUrl metricsEndpoint topicIds",
  network: "cidr egressAddresses networkId privateEndpoints subnetIds workloadGroupId",
  "network.subnetIds": "application data public",
  objects: "archive data",
  "objects.data": "bucketId bucketName url",
  promises:
    "auditRetentionDays availabilityObjectivePercent backupRetentionDays recoveryPointMinutes recoveryTimeMinutes",
  secrets: "application database-master",
} as const;

const upResult = z.object({
  stack: z.string(),
  counts: z.record(z.string(), z.number()),
  changes: z.array(z.object({ op: z.string() })),
  outputs: z.record(z.string(), z.unknown()),
});
const previewResult = z.object({
  steps: z.array(z.object({ op: z.string(), urn: z.string() })),
  changeSummary: z.record(z.string(), z.number()),
});

describe("a premium tenant", function () {
  this.timeout(240_000);

  let sandbox: EngineSandbox;
  let up: CommandRun;
  before(async () => {
    sandbox = await EngineSandbox.make();
    sandbox.giveTenant("acme");
    up = await sandbox.leasehold(["up", STACK, "--sandbox", "--json"]);
    assert.equal(up.exitCode, 0, up.stderr);
  });
  after(() => sandbox.dispose());

  function valueAt(value: unknown, path: string): unknown {
    return path.split(".").reduce<unknown>((parent, key) => {
      if (key === "") return parent;
      assert.ok(typeof parent === "object" && parent !== null, `${path} leads nowhere`);
      return Object.entries(parent).find(([name]) => name === key)?.[1];
    }, value);
  }

  it("has the outputs of the documented interface, and no others", () => {
    const { outputs } = upResult.parse(JSON.parse(up.stdout));
    for (const [path, expected] of Object.entries(INTERFACE)) {
      const section = valueAt(outputs, path);
      assert.ok(typeof section === "object" && section !== null, `${path} is no section`);
      assert.equal(Object.keys(section).sort().join(" "), expected, path);
    }
    const { tenant, environment, tier, cloud, region, account, promises, gaps } = outputs;
    assert.deepEqual(
      { tenant, environment, tier, cloud, region, account },
      {
        tenant: "acme",
        environment: "production",
        tier: "premium",
        cloud: "aws",
        region: "eu-west-1",
        account: "111122223333",
      },
    );
    assert.deepEqual(promises, {
      recoveryPointMinutes: 30,
      recoveryTimeMinutes: 240,
      backupRetentionDays: 30,
      auditRetentionDays: 365,
      availabilityObjectivePercent: 99.9,
    });
    assert.deepEqual(gaps, ["documents", "analytics", "search", "queue", "budget", "apiQuotas", "compute"]);
  });

  it("shows the generated password nowhere: not in outputs, events, tags, the simulated cloud or the state", async () => {
    const { password, state } = await decryptedState();
    assert.ok(password.length >= 32, "there is a password to look for");
    assert.ok(
      spellings(password).some((text) => state.includes(text)),
      "the search finds what is there",
    );
    const events = await sandbox.events(["preview"], STACK);
    const texts = new Map<string, string>([
      ["up, stdout", up.stdout],
      ["up, stderr", up.stderr],
      ["events, with inputs and outputs of every resource", JSON.stringify(events)],
      ["stack outputs", (await sandbox.pulumi(["stack", "output", "--json", "--show-secrets", "-s", STACK])).stdout],
      ["stack export", (await sandbox.pulumi(["stack", "export", "-s", STACK])).stdout],
      ...filesBelow(sandbox.layout.folder).map((file): [string, string] => [file, readFileSync(file, "utf8")]),
    ]);
    assert.ok(texts.size > 180, "the files of the simulated cloud are among them");
    const told = new Set(events.map(({ resOutputsEvent }) => resOutputsEvent?.metadata.new?.urn));
    const untold = sandbox.state(STACK).resources.filter(({ type, urn }) => type.startsWith("aws:") && !told.has(urn));
    assert.deepEqual(untold, [], "the events tell of every resource");
    const found = [...texts].filter(([, text]) => spellings(password).some((secret) => text.includes(secret)));
    assert.deepEqual(
      found.map(([where]) => where),
      [],
    );
  });

  // The one `read` is the stack's reference to its own last outputs.
  it("is reported from its state, twice the same bytes, with what nobody has built and without its password", async () => {
    const [first, second] = ["one", "two"].map((name) => join(sandbox.folder, name)) as [string, string];
    for (const folder of [first, second]) {
      const { exitCode, stderr } = await sandbox.leasehold(["report", STACK, "--sandbox", "--out", folder]);
      assert.equal(exitCode, 0, stderr);
    }
    const names = readdirSync(first).sort();
    assert.equal(names.length, 10);
    const { password } = await decryptedState();
    for (const name of names) {
      const text = readFileSync(join(first, name), "utf8");
      assert.equal(readFileSync(join(second, name), "utf8"), text, name);
      assert.ok(!spellings(password).some((one) => text.includes(one)), name);
    }
    const page = readFileSync(join(first, "report.html"), "utf8");
    assert.ok(page.includes("documents, analytics, search, queue, budget, apiQuotas, compute"));
    assert.ok(page.includes("no resource of its types in this stack"));
  });

  it("is told from a stack that is not there, of which nothing is reported", async () => {
    const folder = join(sandbox.folder, "nobody");
    const args = ["report", "nobody-production", "--sandbox", "--out", folder];
    const { exitCode, stdout, stderr } = await sandbox.leasehold(args);
    assert.deepEqual(
      { exitCode, stdout, stderr },
      {
        exitCode: 2,
        stdout: "",
        stderr: "error nobody-production: no such stack; bring it up first, or name another\n",
      },
    );
    assert.equal(existsSync(folder), false);
  });

  it("changes nothing when it is brought up again", async () => {
    const { exitCode, stdout, stderr } = await sandbox.leasehold(["up", STACK, "--sandbox", "--json"]);
    assert.equal(exitCode, 0, stderr);
    const again = upResult.parse(JSON.parse(stdout));
    assert.deepEqual(again.changes, []);
    assert.deepEqual(Object.keys(again.counts).sort(), ["read", "same"]);
    assert.deepEqual(again.outputs, upResult.parse(JSON.parse(up.stdout)).outputs);
  });

  it("is as recorded for bare `pulumi preview` too, which leaves the checkout as it was", async () => {
    const before = checkoutStatus();
    const { exitCode, stdout, stderr } = await sandbox.pulumi([
      "preview",
      "--json",
      "--expect-no-changes",
      "-s",
      STACK,
    ]);
    assert.equal(exitCode, 0, stderr);
    const { changeSummary, steps } = previewResult.parse(JSON.parse(stdout));
    assert.deepEqual(Object.keys(changeSummary), ["same"]);
    assert.deepEqual([...new Set(steps.map(({ op }) => op))].sort(), ["read", "same"]);
    assert.equal(checkoutStatus(), before);
    assert.deepEqual(
      readdirSync(join(PROJECT_ROOT, "stacks")).filter((file) => file.startsWith("Pulumi.")),
      [],
    );
  });

  /** The password as only somebody with the passphrase can see it. */
  async function decryptedState(): Promise<{ readonly password: string; readonly state: string }> {
    const { stdout } = await sandbox.pulumi(["stack", "export", "--show-secrets", "-s", STACK]);
    const resources = z
      .object({
        deployment: z.object({
          resources: z.array(
            z.looseObject({
              type: z.string(),
              outputs: z
                .looseObject({ result: z.looseObject({ plaintext: z.string().optional() }).optional() })
                .optional(),
            }),
          ),
        }),
      })
      .parse(JSON.parse(stdout)).deployment.resources;
    const passwords = resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword");
    assert.equal(passwords.length, 1);
    const plaintext = passwords[0]?.outputs?.result?.plaintext;
    assert.ok(plaintext !== undefined);
    return { password: z.string().parse(JSON.parse(plaintext)), state: stdout };
  }
});

/** A secret as it may stand in a file: as it is, inside JSON, inside JSON inside JSON, with HTML kept safe, in base64, in an address. */
function spellings(secret: string): string[] {
  const inside = (text: string): string => JSON.stringify(text).slice(1, -1);
  const htmlSafe = (text: string): string =>
    text.replaceAll(/[<>&]/g, (sign) => String.raw`\u00${sign.charCodeAt(0).toString(16)}`);
  const plain = [secret, inside(secret), inside(inside(secret))];
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  return [...plain, ...plain.map(htmlSafe), base64, encodeURIComponent(secret)];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What git would show. */
function checkoutStatus(): string {
  return execFileSync("git", ["status", "--porcelain", "--untracked-files=all"], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
  });
}
