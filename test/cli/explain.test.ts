import assert from "node:assert/strict";
import { TenantFolder } from "../harness/run-main.ts";

const TENANT = [
  "tenant: acme",
  "name: Acme Studio",
  "tier: premium",
  "cloud: aws",
  "region: eu-west-1",
  'account: "111122223333"',
  "contacts: { owner: a@acme.example, security: a@acme.example, billing: a@acme.example }",
  "network: { cidr: 10.20.0.0/18 }",
  "environments: { production: {}, development: {} }",
  "overrides: { database: { storageGib: 1500 } }",
  "",
].join("\n");

describe("leasehold explain", () => {
  let tenants: TenantFolder;
  beforeEach(() => {
    tenants = new TenantFolder();
    tenants.write("acme.yaml", TENANT);
  });
  afterEach(() => tenants.dispose());

  it("prints a leaf with unit and bounds, and below it every source that had a say, oldest first, with its place", async () => {
    const { exitCode, out, err } = await tenants.run("explain", "acme-production", "database.storageGib");
    assert.deepEqual([exitCode, err], [0, []]);
    // Where a line of the catalogue or of the data stands is nothing to hold on to.
    assert.deepEqual(
      out.map((line) => line.replace(/(tiers\/\S+\.yaml):\d+$/, "$1:<line>")),
      [
        "database.storageGib = 1500 GiB   may be 100–2000 GiB",
        "  1000  tier premium  tiers/catalogue/premium.yaml:<line>",
        "  1500  tenant acme  acme.yaml:10",
        "  1500  fact aurora.storage.shrink (Aurora has no storage size: becomes the alarm and the growth limit)  tiers/data/feasibility-aws.yaml:<line>",
      ],
    );
  });

  it("prints that a value rests on this project's own knowledge", async () => {
    const { out } = await tenants.run("explain", "acme-production", "stack.jurisdiction");
    assert.deepEqual(
      out.map((line) => line.replace(/(tiers\/\S+\.yaml):\d+$/, "$1:<line>")),
      ["stack.jurisdiction = eu", "  eu  region eu-west-1 (Ireland) [basis: own]  tiers/data/regions.yaml:<line>"],
    );
  });

  it("prints lists in one line, and none for what does not exist", async () => {
    const { out } = await tenants.run("explain", "acme-production", "network.zones");
    assert.equal(out[0], "network.zones = a, b, c");
    const edge = await tenants.run("explain", "acme-production", "edge");
    assert.match(edge.out[0] ?? "", /^edge = none/);
  });

  it("prints every leaf under a path, and everything without one", async () => {
    const heads = async (...path: readonly string[]): Promise<string[]> => {
      const { out } = await tenants.run("explain", "acme-production", ...path);
      return out.filter((line) => /^[a-zA-Z].* = /.test(line)).map((line) => line.split(" ")[0] ?? "");
    };
    const keys = await heads("keys");
    assert.ok(keys.includes("keys.owner") && keys.length > 5);
    assert.ok(keys.every((path) => path.startsWith("keys.")));
    const all = new Set((await heads()).map((path) => path.split(".")[0]));
    for (const section of ["stack", "network", "database", "backup", "monitoring"])
      assert.ok(all.has(section), section);
  });

  it("names roles that nothing builds yet after the leaves, those under the path only", async () => {
    const queue = await tenants.run("explain", "acme-production", "queue");
    assert.equal(queue.out.at(-1), "queue: not yet built");
    const database = await tenants.run("explain", "acme-production", "database");
    assert.ok(!database.out.some((line) => line.endsWith("not yet built")));
  });

  it("gives a machine leaves, gaps and warnings", async () => {
    const { out, exitCode } = await tenants.run("explain", "acme-production", "database.port", "--json");
    assert.equal(exitCode, 0);
    const { stack, leaves, gaps, warnings } = JSON.parse(out.join("\n")) as Record<string, unknown>;
    assert.deepEqual({ stack, gaps, warnings }, { stack: "acme-production", gaps: [], warnings: [] });
    assert.ok(Array.isArray(leaves));
    assert.deepEqual(
      (leaves as { path: string; value: unknown }[]).map(({ path, value }) => [path, value]),
      [["database.port", 5432]],
    );
  });

  it("tells a wrong path, environment or tenant with the nearest right one, and ends with 2", async () => {
    const err = async (...args: readonly string[]): Promise<readonly string[]> => {
      const run = await tenants.run("explain", ...args);
      assert.deepEqual([run.exitCode, run.out], [2, []]);
      return run.err;
    };
    assert.deepEqual(await err("acme-production", "databse"), [
      "error databse: got a path that nothing has, expected one of the blueprint; did you mean database?",
    ]);
    assert.deepEqual(await err("acme-staging"), [
      "error acme.yaml:9:1: environments: got staging, expected an environment that tenant acme has: development or production; choose one of them, or add staging: {} to the file",
    ]);
    assert.match((await err("acmee-production"))[0] ?? "", /did you mean acme\?/);
    assert.match((await err("acme"))[0] ?? "", /expected <tenant>-<environment>/);
  });

  describe("of an account", () => {
    beforeEach(() =>
      tenants.writeAccount(
        "main.yaml",
        'account: main\ncloud: aws\nid: "111122223333"\nregion: eu-west-1\ncontacts: { owner: a@acme.example, security: a@acme.example }\n',
      ),
    );

    it("explains every leaf of the blueprint, each with what is behind it", async () => {
      const { exitCode, out } = await tenants.run("explain", "account-main");
      const heads = out.filter((line) => /^[a-zA-Z].* = /.test(line)).map((line) => line.split(" = ")[0] ?? "");
      assert.equal(exitCode, 0);
      assert.deepEqual(
        [...new Set(heads.map((path) => path.split(".").slice(0, 2).join(".")))],
        [
          ...["name", "accountName", "cloud", "region", "account", "jurisdiction", "frameworks", "deletionProtection"],
          ...["fipsEndpoints", "contacts"],
        ]
          .map((name) => `stack.${name}`)
          .concat(["tenant", "tier", "environment", "region", "owner", "managed-by"].map((name) => `labels.${name}`))
          .concat(
            ["guardedRegions", "key", "audit", "detection", "passwords", "scope", "securityContact"].map(
              (name) => `baseline.${name}`,
            ),
          ),
      );
      // Each head is followed by at least one step.
      assert.deepEqual(
        heads.filter((path) => !/^ {2}\S/.test(out[out.findIndex((line) => line.startsWith(`${path} = `)) + 1] ?? "")),
        [],
      );
    });

    it("explains the part under a path", async () => {
      assert.deepEqual(await tenants.run("explain", "account-main", "baseline.key"), {
        exitCode: 0,
        out: [
          "baseline.key.rotationDays = 365 days",
          "  365  derived (the longest that any framework takes)",
          "baseline.key.deletionWindowDays = 30 days",
          "  30  derived (the longest that every cloud offers: time to notice)",
        ],
        err: [
          "warning accounts/main.yaml:5:1: contacts.securityTelephone: got nothing, expected the telephone number of the security contact: AWS registers none without it and would call the account's owner; add contacts.securityTelephone",
        ],
      });
      assert.deepEqual((await tenants.run("explain", "account-main", "baseline.securityContact")).out, [
        "baseline.securityContact = none",
        "  none  derived (AWS registers no contact without a telephone number)",
      ]);
    });

    it("gives a machine leaves, gaps and warnings", async () => {
      const { out } = await tenants.run("explain", "account-main", "stack.account", "--json");
      const { warnings, ...rest } = JSON.parse(out.join("\n")) as Record<string, unknown>;
      const steps = [{ source: "account main", value: "111122223333", at: "accounts/main.yaml:3" }];
      assert.deepEqual(rest, {
        stack: "account-main",
        leaves: [{ path: "stack.account", value: "111122223333", steps }],
        gaps: [],
      });
      assert.ok(Array.isArray(warnings) && warnings.length === 1);
    });

    it("tells a wrong name or path with the nearest right one, and ends with 2", async () => {
      const wrongName = await tenants.run("explain", "account-mian");
      assert.deepEqual(
        [wrongName.exitCode, wrongName.err],
        [
          2,
          [
            "error got account mian, expected one with a file (accounts/mian.yaml does not exist); did you mean account-main?",
          ],
        ],
      );
      const wrongPath = await tenants.run("explain", "account-main", "baseline.kez");
      assert.deepEqual(
        [wrongPath.exitCode, wrongPath.err],
        [
          2,
          [
            "error baseline.kez: got a path that nothing has, expected one of the blueprint; did you mean baseline.key?",
          ],
        ],
      );
    });
  });
});
