import assert from "node:assert/strict";
import { TenantFolder, type MainRun } from "../harness/run-main.ts";

const REQUIRED = ["--region", "eu-west-1", "--account", "111122223333", "--owner", "platform@acme.example"];

describe("leasehold tenant new", () => {
  let tenants: TenantFolder;
  beforeEach(() => {
    tenants = new TenantFolder();
  });
  afterEach(() => tenants.dispose());

  function create(id: string, ...options: readonly string[]): Promise<MainRun> {
    return tenants.run("tenant", "new", id, ...REQUIRED, ...options);
  }

  it("writes a whole file: what was said, the defaults, and a free block", async () => {
    assert.deepEqual(await create("acme"), {
      exitCode: 0,
      out: [
        "wrote acme.yaml, address block 10.0.0.0/18",
        "next: look at it with `npx leasehold explain acme-production`, try it with `npx leasehold up acme-production --sandbox`",
      ],
      err: [],
    });
    assert.equal(
      tenants.read("acme.yaml"),
      `# yaml-language-server: $schema=../../tiers/schema/tenant.schema.json
tenant: acme
name: acme
tier: standard
cloud: aws
region: eu-west-1
account: '111122223333'
contacts:
  owner: platform@acme.example
  security: platform@acme.example
  billing: platform@acme.example
network:
  cidr: 10.0.0.0/18
environments:
  production: {}
`,
    );
    assert.equal((await tenants.run("validate")).exitCode, 0);
  });

  it("takes every option over", async () => {
    const { exitCode, err } = await create(
      "acme",
      ...["--name", "Acme Studio", "--tier", "premium", "--security", "s@acme.example", "--billing", "b@acme.example"],
      ...["--framework", "gdpr", "--framework", "soc-2", "--residency", "eu", "--pool", "10.64.0.0/16"],
      ...["--environment", "production", "--environment", "staging", "--prefix-length", "17"],
    );
    assert.deepEqual([exitCode, err], [0, []]);
    const text = tenants.read("acme.yaml");
    for (const line of [
      "name: Acme Studio",
      "tier: premium",
      "frameworks:\n  - gdpr\n  - soc-2",
      "residency:\n  - eu",
      "  security: s@acme.example\n  billing: b@acme.example",
      "  cidr: 10.64.0.0/17",
      "environments:\n  production: {}\n  staging: {}",
    ])
      assert.ok(text.includes(line), line);
  });

  it("finds a block apart from all tenants in the same cloud and region, and only from those", async () => {
    await create("acme");
    assert.match((await create("globex")).out[0] ?? "", /address block 10\.0\.64\.0\/18$/);
    const elsewhere = await tenants.run("tenant", "new", "initech", "--region", "eu-west-3", ...REQUIRED.slice(2));
    assert.match(elsewhere.out[0] ?? "", /address block 10\.0\.0\.0\/18$/);
  });

  it("gives a free tenant no block and offers no up: it lives in a cell", async () => {
    assert.deepEqual((await create("acme", "--tier", "free")).out, [
      "wrote acme.yaml",
      "next: look at it with `npx leasehold explain acme-production`",
    ]);
    assert.doesNotMatch(tenants.read("acme.yaml"), /network/);
  });

  it("never overwrites a file", async () => {
    tenants.write("acme.yaml", "mine\n");
    assert.deepEqual(await create("acme"), {
      exitCode: 2,
      out: [],
      err: ["error acme.yaml: exists already; choose another id or edit it"],
    });
    assert.equal(tenants.read("acme.yaml"), "mine\n");
  });

  it("writes nothing for what would not be valid, and tells every problem without a place", async () => {
    const { exitCode, err } = await create("acme", "--tier", "gold", "--framework", "gdrp");
    assert.equal(exitCode, 2);
    assert.deepEqual(
      err.map((line) => line.split(": got ")[0]),
      ["error frameworks[0]", "error tier"],
    );
    assert.deepEqual(tenants.files(), []);
  });

  it("says when the pool is exhausted, and what is missing on the command line", async () => {
    await create("acme", "--pool", "10.0.0.0/18");
    const full = await create("globex", "--pool", "10.0.0.0/18");
    assert.equal(full.exitCode, 2);
    assert.match(full.err[0] ?? "", /10\.0\.0\.0\/18/);
    const { exitCode, err } = await tenants.run("tenant", "new", "initech", "--region", "eu-west-1");
    assert.equal(exitCode, 2);
    assert.match(err[0] ?? "", /required option '--account <account>' not specified/);
    assert.match((await create("initech", "--prefix-length", "big")).err[0] ?? "", /expected a whole number/);
    assert.deepEqual(tenants.files(), ["acme.yaml"]);
  });
});
