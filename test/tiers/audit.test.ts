import assert from "node:assert/strict";
import { assertRefused, resolveSample } from "./sample-tenants.ts";

describe("audit", () => {
  it("keeps a trail of its own only in an account of its own", () => {
    const trailOf = (tier: string) => resolveSample({ tier }).blueprint.audit.trail;
    assert.deepEqual(["free", "standard", "premium", "enterprise", "enterprise-plus", "white-label"].map(trailOf), [
      "account",
      "account",
      "account",
      "own",
      "own",
      "own",
    ]);
  });

  it("leaves the record to the baseline where the first up was into a shared account, or the tier went down", () => {
    const shared = resolveSample({ tier: "premium" }).floors;
    assert.equal(resolveSample({ tier: "enterprise" }, "production", shared).blueprint.audit.trail, "account");
    const own = resolveSample({ tier: "enterprise" }).floors;
    assert.equal(resolveSample({ tier: "premium" }, "production", own).blueprint.audit.trail, "account");
  });

  it("is always signed, records use of objects, secrets and keys, and can be searched as long as other logs", () => {
    const { audit } = resolveSample({ tier: "enterprise" }).blueprint;
    assert.deepEqual(
      [audit.integrityValidation, audit.dataEvents, audit.searchableDays, audit.retentionDays, audit.immutable],
      [true, ["objects", "secrets", "keys"], 365, 2555, true],
    );
    assert.equal(audit.evidence, "a trail of the tenant's own account, in the audit bucket");
  });

  it("needs the audit bucket for a trail: its tiers do not let a tenant go without", () => {
    assertRefused({ tier: "enterprise", overrides: "{ objects: { auditBucket: false } }" }, [
      [
        "not-overridable",
        "acme.yaml:10:38: overrides.objects.auditBucket: got false, expected no override: objects.auditBucket is true for tier enterprise; remove it",
      ],
    ]);
  });
});
