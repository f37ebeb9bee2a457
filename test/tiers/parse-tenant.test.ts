import assert from "node:assert/strict";
import { parseTenant } from "../../tiers/parse-tenant.ts";
import { formatProblem } from "../../tiers/problem.ts";
import { environmentsOf } from "../../tiers/tenant-spec.ts";
import { linesOf, SOUND, soundBut } from "./tenant-texts.ts";

/** Aliases of every kind in one file. */
const WITH_ALIASES = `tenant: acme
name: Acme Studio
tier: enterprise_plus
cloud: aws
region: eu-west-1
account: "111122223333"
securityLevel: military-grade
contacts: { owner: a@acme.example, security: b@acme.example, billing: c@acme.example }
network: { cidr: 10.20.0.0/17 }
environments:
  prod: { overrides: { database: { storageGib: 20000 } } }
  stage: {}
  dev: {}
  dr: {}
  test: {}
`;

describe("a tenant file", () => {
  it("becomes a plain spec with nothing filled in", () => {
    const { spec, warnings } = parseTenant(SOUND, "stacks/tenants/acme.yaml");
    const { source, ...plain } = spec;
    assert.deepEqual(plain, {
      tenant: "acme",
      name: "Acme Studio",
      tier: "premium",
      cloud: "aws",
      region: "eu-west-1",
      account: "111122223333",
      contacts: {
        owner: "platform@acme.example",
        security: "security@acme.example",
        billing: "billing@acme.example",
      },
      network: { cidr: "10.20.0.0/18" },
      environments: { production: {} },
    });
    assert.equal(source.file, "stacks/tenants/acme.yaml");
    assert.deepEqual(warnings, []);
  });

  it("says where each value was written", () => {
    const { source } = parseTenant(
      `${SOUND}frameworks: [gdpr, soc-2]\noverrides:\n  database:\n    storageGib: 1500\n`,
      "acme.yaml",
    ).spec;
    assert.deepEqual(source.positionOf("tier"), { line: 3, column: 7 });
    assert.deepEqual(source.positionOf("network.cidr"), { line: 11, column: 18 });
    assert.deepEqual(source.positionOf("frameworks[1]"), { line: 14, column: 20 });
    assert.deepEqual(source.positionOf("overrides.database.storageGib"), { line: 17, column: 17 });
    assert.deepEqual(source.positionOf("overrides.database"), { line: 16, column: 3 });
    assert.equal(source.positionOf("overrides.cache.memoryMib"), undefined);
  });

  it("may use aliases: each is replaced, warned of, and found under its canonical name", () => {
    const { spec, warnings } = parseTenant(WITH_ALIASES, "acme.yaml");
    assert.equal(spec.tier, "enterprise-plus");
    assert.equal(spec.securityLevel, "classified");
    assert.deepEqual(environmentsOf(spec), ["development", "test", "staging", "production", "disaster-recovery"]);
    assert.deepEqual(warnings.map(formatProblem), [
      "acme.yaml:3:7: tier: got enterprise_plus, an alias, expected enterprise-plus; write enterprise-plus",
      "acme.yaml:7:16: securityLevel: got military-grade, an alias, expected classified; write classified",
      "acme.yaml:11:3: environments.prod: got prod, an alias, expected production; write production",
      "acme.yaml:12:3: environments.stage: got stage, an alias, expected staging; write staging",
      "acme.yaml:13:3: environments.dev: got dev, an alias, expected development; write development",
      "acme.yaml:14:3: environments.dr: got dr, an alias, expected disaster-recovery; write disaster-recovery",
    ]);
    assert.deepEqual(new Set(warnings.map(({ code }) => code)), new Set(["alias"]));
    const path = "environments.production.overrides.database.storageGib";
    assert.deepEqual(spec.source.positionOf(path), { line: 11, column: 48 });
  });

  for (const [alias, tier] of [
    ["freemium", "free"],
    ["gratuit", "free"],
    ["white_label", "white-label"],
  ] as const) {
    it(`takes tier ${alias} as ${tier}`, () => {
      assert.equal(parseTenant(soundBut("tier: premium", `tier: ${alias}`), "acme.yaml").spec.tier, tier);
    });
  }

  it("cannot name an environment and its alias", () => {
    assert.deepEqual(linesOf(`${SOUND}  prod: {}\n`), [
      "duplicate-key | acme.yaml:14:3: environments.prod: got prod, another name of production, which is written too, expected one of them; remove one",
    ]);
  });

  it("of the tier free needs no address block, of any other tier it does", () => {
    const without = soundBut("network: { cidr: 10.20.0.0/18 }\n", "");
    assert.equal(parseTenant(soundBut("premium", "free", without), "acme.yaml").spec.network, undefined);
    assert.deepEqual(linesOf(without), [
      "missing-key | acme.yaml:1:1: network: got nothing, expected an address block such as network: { cidr: 10.20.0.0/18 }; `leasehold tenant new` picks a free one",
    ]);
  });

  it("needs no block of its own when every environment has one", () => {
    const text = soundBut(
      "production: {}",
      "production: { network: { cidr: 10.20.0.0/20 } }",
      soundBut("network: { cidr: 10.20.0.0/18 }\n", ""),
    );
    const { spec } = parseTenant(text, "acme.yaml");
    assert.deepEqual(spec.environments.production, { network: { cidr: "10.20.0.0/20" } });
  });

  it("may share sections by YAML aliases", () => {
    const text = soundBut(
      "  production: {}",
      "  production: &same { overrides: { database: { storageGib: 1200 } } }\n  staging: *same",
    );
    const { spec } = parseTenant(text, "acme.yaml");
    assert.deepEqual(spec.environments.staging, { overrides: { database: { storageGib: 1200 } } });
    const path = "environments.staging.overrides.database.storageGib";
    assert.deepEqual(spec.source.positionOf(path), { line: 13, column: 60 });
  });
});
