/** What a tier gives passes the pack without a word of the tenant's, new and after every change of tier. */
import assert from "node:assert/strict";
import { AVAILABLE_CLOUDS, DEDICATED_TIERS, type DedicatedTier, type Framework } from "../../tiers/vocabulary.ts";
import { TIER_PAIRS } from "../harness/tier-change.ts";
import { PlainTenant } from "./harness/plain-tenant.ts";

/** All that can be had together in the European Union. */
const ALL: readonly Framework[] = ["gdpr", "hipaa", "sox", "pci-dss", "iso-27001", "soc-2"];
const SETS = { none: [], all: ALL } as const;

for (const cloud of AVAILABLE_CLOUDS) {
  describe(`a tenant that overrides nothing, on ${cloud}`, function () {
    this.timeout(120_000);

    let tenant: PlainTenant;
    const floors = new Map<DedicatedTier, unknown>();
    const { warn } = console;
    before(() => {
      // What the program warns of is told by its own tests.
      console.warn = () => undefined;
      tenant = new PlainTenant(cloud);
    });
    after(() => {
      console.warn = warn;
      tenant.dispose();
    });

    for (const [name, frameworks] of Object.entries(SETS)) {
      it(`passes the pack in every tier, frameworks: ${name}`, async () => {
        const flaws: Record<string, readonly string[]> = {};
        for (const tier of DEDICATED_TIERS) {
          const production = await tenant.judge(tier, "production", frameworks);
          flaws[`${tier} production`] = production.flaws;
          floors.set(tier, production.floors);
        }
        for (const environment of ["staging", "test", "development"] as const)
          flaws[`standard ${environment}`] = (await tenant.judge("standard", environment, frameworks)).flaws;
        assert.deepEqual(flaws, Object.fromEntries(Object.keys(flaws).map((each) => [each, []])));
        assert.equal(Object.keys(flaws).length, DEDICATED_TIERS.length + 3);
      });
    }

    it("passes it after every change of tier, under all frameworks", async () => {
      const flaws: Record<string, readonly string[]> = {};
      for (const [from, to] of TIER_PAIRS)
        flaws[`${from} → ${to}`] = (await tenant.judge(to, "production", ALL, floors.get(from))).flaws;
      assert.deepEqual(flaws, Object.fromEntries(TIER_PAIRS.map(([from, to]) => [`${from} → ${to}`, []])));
    });
  });
}
