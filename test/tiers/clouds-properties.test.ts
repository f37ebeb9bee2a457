import assert from "node:assert/strict";
import fc from "fast-check";
import { cloudConstraints, FACT_SOURCE } from "../../tiers/cloud-constraints.ts";
import { keeps } from "../../tiers/constraints.ts";
import { isHome, regionsOf } from "../../tiers/regions.ts";
import { settingValue } from "../../tiers/setting-paths.ts";
import { settleSettings } from "../../tiers/settle.ts";
import { AVAILABLE_CLOUDS, DEDICATED_TIERS, FRAMEWORKS } from "../../tiers/vocabulary.ts";
import type { AvailableCloud, Environment } from "../../tiers/vocabulary.ts";
import { problemsOf, resolveSample, sampleTenant } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

const HOME = {
  aws: { region: "us-east-1", account: '"111122223333"' },
  azure: { region: "eastus", account: "11111111-2222-3333-4444-555555555555" },
  gcp: { region: "us-central1", account: "acme-production" },
} as const satisfies Record<AvailableCloud, Lines>;

const lines = (cloud: AvailableCloud, more: Lines = {}): Lines => ({
  cloud,
  ...HOME[cloud],
  contacts:
    "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example, channels: { pagerduty: { secretRef: acme/pager } } }",
  residency: "[us]",
  ...more,
});

const cloud = fc.constantFrom(...AVAILABLE_CLOUDS);
const tier = fc.constantFrom(...DEDICATED_TIERS);
const environment = fc.constantFrom<Environment>("development", "test", "staging", "production");

describe("on every cloud", () => {
  it("every dedicated tier resolves in every environment, the same each time, and stable under its own floors", () => {
    for (const name of AVAILABLE_CLOUDS)
      for (const of of DEDICATED_TIERS)
        for (const where of ["development", "test", "staging", "production"] as const) {
          const first = resolveSample(lines(name, { tier: of }), where);
          const again = resolveSample(lines(name, { tier: of }), where);
          assert.deepEqual([again.blueprint, again.floors], [first.blueprint, first.floors], `${name} ${of} ${where}`);
          const held = resolveSample(lines(name, { tier: of }), where, first.floors);
          assert.deepEqual(held.blueprint, first.blueprint, `${name} ${of} ${where} after itself`);
        }
  });

  it("every pair of dedicated tiers can follow each other, and nothing that is fixed at creation moves", () => {
    for (const name of AVAILABLE_CLOUDS)
      for (const before of DEDICATED_TIERS)
        for (const after of DEDICATED_TIERS) {
          const { blueprint: old, floors } = resolveSample(lines(name, { tier: before }));
          const { blueprint } = resolveSample(lines(name, { tier: after }), "production", floors);
          const fixed = ({ database, keys }: typeof blueprint) => [
            database.backupCopyRegion,
            keys.keys.map(({ protection, deletionWindowDays }) =>
              name === "aws" ? null : [protection, deletionWindowDays],
            ),
          ];
          assert.deepEqual(fixed(blueprint), fixed(old), `${name}: ${before} to ${after}`);
          assert.ok((blueprint.database.disk?.sizeGib ?? 0) >= (old.database.disk?.sizeGib ?? 0));
          assert.ok(old.database.edition !== "ENTERPRISE_PLUS" || blueprint.database.edition === "ENTERPRISE_PLUS");
        }
  });

  it("every region in which a tenant can live carries the tier standard", () => {
    for (const name of AVAILABLE_CLOUDS)
      for (const { id, jurisdiction } of regionsOf(name).filter(isHome)) {
        const anywhere = lines(name, { region: id, tier: "standard", residency: `[${jurisdiction}]` });
        assert.deepEqual(problemsOf(anywhere), [], `${name} ${id}`);
      }
  });

  it("the facts of the cloud hold in the settled settings, whatever frameworks ask", () => {
    fc.assert(
      fc.property(cloud, tier, environment, fc.subarray([...FRAMEWORKS]), (name, of, where, named) => {
        const frameworks = named.length === 0 ? {} : { frameworks: `[${named.join(", ")}]` };
        const { settings, problems } = settleSettings(sampleTenant(lines(name, { tier: of, ...frameworks })), where);
        if (problems.length > 0) return;
        for (const constraint of cloudConstraints(name)) {
          assert.ok(constraint.source.startsWith(FACT_SOURCE));
          const leaf = settingValue(settings as never, constraint.setting) as unknown as { readonly value: unknown };
          assert.ok(keeps(constraint, leaf.value), `${name} ${of} ${constraint.source}: ${String(leaf.value)}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a further framework only tightens", () => {
    fc.assert(
      fc.property(
        cloud,
        tier,
        fc.subarray([...FRAMEWORKS]),
        fc.constantFrom(...FRAMEWORKS),
        (name, of, some, further) => {
          const more = FRAMEWORKS.filter((framework) => framework === further || some.includes(framework));
          const strength = (named: readonly string[]): number[] | undefined => {
            const frameworks = named.length === 0 ? {} : { frameworks: `[${named.join(", ")}]` };
            const all = lines(name, { tier: of, ...frameworks });
            if (problemsOf(all).length > 0) return undefined;
            const { backup, audit, keys } = resolveSample(all).blueprint;
            return [backup.retentionDays, audit.retentionDays, -(keys.keys[0]?.rotationDays ?? 0)];
          };
          const [weaker, stronger] = [strength(some), strength(more)];
          if (weaker === undefined || stronger === undefined) return;
          weaker.forEach((value, index) => assert.ok((stronger[index] ?? 0) >= value, `${name} ${of} + ${further}`));
        },
      ),
      { numRuns: 60 },
    );
  });
});
