/** What a tier gives passes the pack without a word of the tenant's, new and after every change of tier. */
import assert from "node:assert/strict";
import { AVAILABLE_CLOUDS, DEDICATED_TIERS, type DedicatedTier, type Framework } from "../../tiers/vocabulary.ts";
import { TIER_PAIRS } from "../harness/tier-change.ts";
import { PlainTenant, type PlainStack } from "./harness/plain-tenant.ts";

/** All that can be had together in the European Union. */
const ALL: readonly Framework[] = ["gdpr", "hipaa", "sox", "pci-dss", "iso-27001", "soc-2"];
/** What each cloud cannot do, and the pack's own waivers let pass. */
const WAIVED = { aws: ["ENC-07 LH-104", "SEC-01 LH-101"], azure: ["ENC-09 LH-103"], gcp: ["SEC-01 LH-102"] } as const;

for (const cloud of AVAILABLE_CLOUDS) {
  describe(`a tenant that overrides nothing, on ${cloud}`, function () {
    this.timeout(120_000);

    let tenant: PlainTenant;
    const inProduction = new Map<DedicatedTier, PlainStack>();
    const { warn } = console;
    before(async () => {
      // What the program warns of is told by its own tests.
      console.warn = () => undefined;
      tenant = new PlainTenant(cloud);
      for (const tier of DEDICATED_TIERS) inProduction.set(tier, await tenant.judge(tier, "production", ALL));
    });
    after(() => {
      console.warn = warn;
      tenant.dispose();
    });

    /** Nothing fails, something was judged, and no waiver hides more than it is known to. */
    function assertPasses(name: string, { flaws, holds, waived }: PlainStack): void {
      assert.deepEqual({ name, flaws }, { name, flaws: [] });
      assert.ok(holds > 200, `${name}: ${holds} verdicts hold`);
      assert.ok(
        waived.every((each) => (WAIVED[cloud] as readonly string[]).includes(each)),
        `${name}: ${waived.join(", ")}`,
      );
    }

    it("passes the pack in every tier, under all frameworks", () => {
      assert.equal(inProduction.size, DEDICATED_TIERS.length);
      for (const [tier, judged] of inProduction) assertPasses(tier, judged);
    });

    it("passes it in every tier, under none", async () => {
      for (const tier of DEDICATED_TIERS) assertPasses(tier, await tenant.judge(tier, "production", []));
    });

    it("passes it in every other environment", async () => {
      for (const frameworks of [ALL, []])
        for (const environment of ["staging", "test", "development"] as const)
          assertPasses(environment, await tenant.judge("standard", environment, frameworks));
    });

    it("passes it after every change of tier", async () => {
      assert.equal(TIER_PAIRS.length, 20);
      for (const [from, to] of TIER_PAIRS) {
        const earlier = inProduction.get(from)?.floors;
        assert.ok(typeof earlier === "object" && earlier !== null, from);
        assertPasses(`${from} → ${to}`, await tenant.judge(to, "production", ALL, earlier));
      }
    });
  });
}
