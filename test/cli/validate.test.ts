import assert from "node:assert/strict";
import { TenantFolder } from "../harness/run-main.ts";

const TENANT = {
  tenant: "acme",
  name: "Acme Studio",
  tier: "standard",
  cloud: "aws",
  region: "eu-west-1",
  account: '"111122223333"',
  contacts: "{ owner: a@acme.example, security: a@acme.example, billing: a@acme.example }",
  network: "{ cidr: 10.20.0.0/18 }",
  environments: "{ production: {}, development: {} }",
} as const;

/** A tenant file with a key per line; `undefined` leaves one out. */
function tenant(lines: Readonly<Record<string, string | undefined>> = {}): string {
  const all: Readonly<Record<string, string | undefined>> = { ...TENANT, ...lines };
  return Object.entries(all)
    .map(([key, value]) => (value === undefined ? "" : `${key}: ${value}\n`))
    .join("");
}

describe("leasehold validate", () => {
  let tenants: TenantFolder;
  beforeEach(() => {
    tenants = new TenantFolder();
  });
  afterEach(() => tenants.dispose());

  it("counts what is valid: files and stacks", async () => {
    tenants.write("acme.yaml", tenant());
    assert.deepEqual(await tenants.run("validate"), { exitCode: 0, out: ["valid: 1 tenant file, 2 stacks"], err: [] });
    tenants.write("globex.yaml", tenant({ tenant: "globex", region: "eu-west-3" }));
    assert.deepEqual((await tenants.run("validate")).out, ["valid: 2 tenant files, 4 stacks"]);
  });

  it("tells every problem of every file at once, with its place, and ends with 2", async () => {
    tenants.write("acme.yaml", tenant({ tier: "gold", regoin: "eu-west-1" }));
    tenants.write("globex.yaml", tenant({ tenant: "globex", overrides: "{ database: { storageGib: 5000 } }" }));
    assert.deepEqual(await tenants.run("validate"), {
      exitCode: 2,
      out: [],
      err: [
        'error acme.yaml:3:7: tier: got "gold", expected free, standard, premium, enterprise, enterprise-plus or white-label; choose one of them',
        "error acme.yaml:10:1: regoin: got an unknown key, expected region; correct the spelling or remove it",
        "error globex.yaml:10:38: overrides.database.storageGib: got 5000 GiB, expected 10–200 GiB for tier standard; stay within, or choose tier enterprise (500–40000 GiB)",
        "3 problems in 2 tenant files",
      ],
    });
  });

  it("gives a machine codes, paths and places, with the same exit codes", async () => {
    tenants.write("acme.yaml", tenant({ tier: "gold" }));
    const { exitCode, out, err } = await tenants.run("validate", "--json");
    assert.equal(exitCode, 2);
    assert.deepEqual(err, []);
    assert.deepEqual(JSON.parse(out.join("\n")), {
      files: ["acme.yaml"],
      stacks: [],
      problems: [
        {
          code: "unknown-value",
          path: "tier",
          message:
            'got "gold", expected free, standard, premium, enterprise, enterprise-plus or white-label; choose one of them',
          at: { file: "acme.yaml", line: 3, column: 7 },
        },
      ],
      warnings: [],
    });
    tenants.write("acme.yaml", tenant());
    const valid = await tenants.run("validate", "--json");
    assert.equal(valid.exitCode, 0);
    assert.deepEqual(JSON.parse(valid.out.join("\n")), {
      files: ["acme.yaml"],
      stacks: ["acme-development", "acme-production"],
      problems: [],
      warnings: [],
    });
  });

  it("judges the files that are named; another one matters only where it collides with them", async () => {
    const acme = tenants.write("acme.yaml", tenant());
    tenants.write("globex.yaml", tenant({ tenant: "globex", tier: "gold" }));
    assert.equal((await tenants.run("validate", acme)).exitCode, 0);
    tenants.write(
      "globex.yaml",
      tenant({ tenant: "globex", network: "{ cidr: 10.20.32.0/19 }", environments: "{ production: {} }" }),
    );
    const { exitCode, err } = await tenants.run("validate", acme);
    assert.equal(exitCode, 2);
    assert.deepEqual(err, [
      "error acme.yaml:8:18: network.cidr: got 10.20.0.0/18, expected a block apart from 10.20.32.0/19 of tenant globex (globex.yaml:8:18) in aws eu-west-1; choose another, `leasehold tenant new` finds a free one",
      "1 problem in 1 tenant file",
    ]);
  });

  it("shows a problem of the tenant once, however many environments it concerns", async () => {
    tenants.write("acme.yaml", tenant({ overrides: "{ database: { storageGib: 5000 } }" }));
    assert.equal((await tenants.run("validate")).err.at(-1), "1 problem in 1 tenant file");
  });

  it("tells a warning of many places once, and only when nothing has to be mended", async () => {
    const apart = { network: "{ cidr: 10.20.64.0/18 }", environments: "{ production: {} }" };
    const strict = { securityLevel: "maximum" };
    tenants.write("acme.yaml", tenant({ ...strict }));
    tenants.write("globex.yaml", tenant({ tenant: "globex", ...apart, ...strict }));
    const { exitCode, err } = await tenants.run("validate");
    assert.equal(exitCode, 0);
    assert.deepEqual(err, [
      "warning acme.yaml:10:16: securityLevel: security level maximum asks for mutual TLS between services, which nothing here keeps yet; keep it by other means (and at 1 more place)",
    ]);
    tenants.write("globex.yaml", tenant({ tenant: "globex", ...apart, ...strict, tier: "gold" }));
    assert.deepEqual((await tenants.run("validate")).err, [
      'error globex.yaml:3:7: tier: got "gold", expected free, standard, premium, enterprise, enterprise-plus or white-label; choose one of them',
      "1 problem in 2 tenant files; 1 warning to be told after",
    ]);
  });

  it("shows the first twenty problems and counts the others; a machine gets all", async () => {
    const keys = Array.from({ length: 25 }, (_, index) => [`key${index}`, "1"]);
    tenants.write("acme.yaml", tenant(Object.fromEntries(keys) as Record<string, string>));
    const { err } = await tenants.run("validate");
    assert.equal(err.length, 22);
    assert.deepEqual(err.slice(-2), [
      "error … and 5 more; mend these first, or see all with --json",
      "25 problems in 1 tenant file",
    ]);
    const { out } = await tenants.run("validate", "--json");
    assert.equal((JSON.parse(out.join("\n")) as { problems: unknown[] }).problems.length, 25);
  });

  it("says which file cannot be read, and which folder there is not", async () => {
    const { exitCode, err } = await tenants.run("validate", "nothing.yaml");
    assert.equal(exitCode, 2);
    assert.deepEqual(err, ["error nothing.yaml: cannot be read (ENOENT); name tenant files, or none to check all in "]);
    tenants.dispose();
    assert.deepEqual(await tenants.run("validate"), {
      exitCode: 2,
      out: [],
      err: ["error got no folder , expected one with tenant files; make it, or name another one in LEASEHOLD_TENANTS"],
    });
  });
});
