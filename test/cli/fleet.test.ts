import assert from "node:assert/strict";
import { EXIT } from "../../cli/exit-codes.ts";
import { selectStacks } from "../../cli/fleet-selection.ts";
import { fleetOf, type Entry, type FleetStack } from "../../cli/fleet.ts";
import type { AccountSpec } from "../../tiers/account/account-spec.ts";
import { parseAccount } from "../../tiers/account/parse-account.ts";
import type { TenantSpec } from "../../tiers/tenant-spec.ts";
import { sampleTenant, type Lines } from "../tiers/sample-tenants.ts";

const FAILURE = { exitCode: EXIT.invalidInput, message: 'globex.yaml:3:7: tier: got "gold"' };

function tenant(lines: Lines): Entry<TenantSpec> {
  return { spec: sampleTenant(lines) };
}

function account(name: string, id: string, cloud = "aws", region = "eu-west-1"): Entry<AccountSpec> {
  const contacts = '{ owner: a@acme.example, security: a@acme.example, securityTelephone: "+1 415 555 0100" }';
  const text = `account: ${name}\ncloud: ${cloud}\nid: "${id}"\nregion: ${region}\ncontacts: ${contacts}\n`;
  return { spec: parseAccount(text, `stacks/accounts/${name}.yaml`) };
}

function waits(fleet: readonly FleetStack[]): Record<string, readonly string[]> {
  return Object.fromEntries(fleet.map(({ stack, after }) => [stack, after]));
}

describe("the fleet", () => {
  it("is every baseline, then every environment that a tenant declares, disaster recovery last", () => {
    const acme = tenant({
      environments: "{ production: {}, disaster-recovery: {}, development: {} }",
      tier: "enterprise",
    });
    const globex = tenant({ tenant: "globex", environments: "{ production: {} }" });
    const stacks = fleetOf([account("shared", "999988887777")], [acme, globex]).map(({ stack }) => stack);
    assert.deepEqual(stacks, [
      "account-shared",
      "acme-development",
      "acme-production",
      "globex-production",
      "acme-disaster-recovery",
    ]);
  });

  it("waits with a tenant for the baseline of its own account, environment by environment, and of no other", () => {
    const acme = tenant({ environments: '{ production: {}, staging: { account: "444455556666" } }' });
    const accounts = [
      account("main", "111122223333"),
      account("staging", "444455556666"),
      account("other", "999988887777"),
    ];
    assert.deepEqual(waits(fleetOf(accounts, [acme])), {
      "account-main": [],
      "account-staging": [],
      "account-other": [],
      "acme-staging": ["account-staging"],
      "acme-production": ["account-main"],
    });
  });

  it("takes no baseline of another cloud for the tenant's, whatever its id", () => {
    const gcp = account("project", "acme-production-1", "gcp", "europe-west1");
    const acme = tenant({
      cloud: "gcp",
      region: "europe-west1",
      account: "acme-production-1",
      environments: "{ production: {} }",
    });
    assert.deepEqual(waits(fleetOf([gcp], [acme]))["acme-production"], ["account-project"]);
    assert.deepEqual(waits(fleetOf([account("main", "111122223333")], [acme]))["acme-production"], []);
  });

  it("waits with disaster recovery for its production too", () => {
    const acme = tenant({ environments: "{ production: {}, disaster-recovery: {} }", tier: "enterprise" });
    assert.deepEqual(waits(fleetOf([account("main", "111122223333")], [acme])), {
      "account-main": [],
      "acme-production": ["account-main"],
      "acme-disaster-recovery": ["account-main", "acme-production"],
    });
  });

  it("holds a file that cannot be read, with what is wrong with it, and nobody waits for it", () => {
    const fleet = fleetOf(
      [{ id: "main", failure: FAILURE }],
      [{ id: "globex", failure: FAILURE }, tenant({ environments: "{ production: {} }" })],
    );
    assert.deepEqual(fleet, [
      { stack: "account-main", after: [], failure: FAILURE },
      { stack: "globex", after: [], failure: FAILURE },
      { stack: "acme-production", cloud: "aws", after: [] },
    ]);
  });
});

describe("--only", () => {
  const fleet: FleetStack[] = [
    { stack: "account-main", cloud: "aws", after: [] },
    { stack: "acme-production", cloud: "aws", after: ["account-main"] },
    { stack: "acme-staging", cloud: "aws", after: ["account-main"] },
    { stack: "globex", after: [], failure: FAILURE },
    { stack: "initech-production", cloud: "azure", after: [] },
    { stack: "acme-disaster-recovery", cloud: "aws", after: ["acme-production"] },
  ];
  const chosen = (...only: string[]): string[] => selectStacks(fleet, only).map(({ stack }) => stack);

  it("left out chooses all", () => {
    assert.deepEqual(selectStacks(fleet, []), fleet);
  });

  it("takes a cloud, a whole name or a pattern of names, and several together, in the fleet's order", () => {
    assert.deepEqual(chosen("azure"), ["initech-production"]);
    assert.deepEqual(chosen("acme-staging"), ["acme-staging"]);
    assert.deepEqual(chosen("*-production", "account-*"), [
      "account-main",
      "acme-production",
      "globex",
      "initech-production",
    ]);
    assert.deepEqual(chosen("acme-*"), ["acme-production", "acme-staging", "acme-disaster-recovery"]);
  });

  it("waits for nothing that was not chosen", () => {
    assert.deepEqual(waits(selectStacks(fleet, ["acme-*"])), {
      "acme-production": [],
      "acme-staging": [],
      "acme-disaster-recovery": ["acme-production"],
    });
  });

  it("means a file that cannot be read by any of its environments, or by its tenant", () => {
    assert.deepEqual(chosen("globex-staging"), ["globex"]);
    assert.deepEqual(chosen("globex"), ["globex"]);
    assert.deepEqual(chosen("initech-*"), ["initech-production"]);
  });

  it("that chooses nothing is refused with what there is", () => {
    assert.throws(() => chosen("acme-*", "gcp"), {
      exitCode: EXIT.invalidInput,
      message:
        "--only: got gcp, expected a cloud (aws, azure, gcp, kubernetes) or a pattern of stack names; there are account-main, acme-production, acme-staging, globex, initech-production, acme-disaster-recovery",
    });
  });
});
