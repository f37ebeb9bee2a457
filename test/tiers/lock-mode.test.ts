import assert from "node:assert/strict";
import type { Floors } from "../../tiers/floors.ts";
import { assertRefused, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

/** The sample tenant on Azure, reaching people at any hour as enterprise must. */
const azure = (lines: Lines): Lines => ({
  cloud: "azure",
  region: "westeurope",
  account: "11111111-2222-3333-4444-555555555555",
  contacts:
    "{ owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example, channels: { pagerduty: { secretRef: acme/pager } } }",
  ...lines,
});

describe("compliance mode on Azure", () => {
  const enterprise = (objects: string): Lines =>
    azure({ tier: "enterprise", overrides: `{ objects: { ${objects} } }` });
  const auditOf = (lines: Lines, floors?: Floors) => {
    const { blueprint, floors: next } = resolveSample(lines, "production", floors);
    return { lockMode: blueprint.objects.buckets.find(({ name }) => name === "audit")?.lockMode, next };
  };

  it("is reached from governance only, in a second run", () => {
    assertRefused(enterprise("lockMode: compliance"), [
      [
        "infeasible",
        "acme.yaml:10:35: overrides.objects.lockMode: got compliance, expected governance until the audit bucket is there with its lock (fact az.immutable.steps); bring the stack up with governance, then set compliance and bring it up again",
      ],
    ]);
    const { next } = auditOf(enterprise("lockMode: governance"));
    const second = auditOf(enterprise("lockMode: compliance"), next);
    assert.equal(second.lockMode, "compliance");
    assert.equal(auditOf(enterprise("lockMode: governance"), second.next).lockMode, "compliance");
  });

  it("cannot be had together with a new copy, nor a copy of what is in it", () => {
    const alone = auditOf(enterprise("crossRegionReplication: false")).next;
    const both = enterprise("crossRegionReplication: true, lockMode: compliance");
    const at = "acme.yaml:10:49";
    const refusal = (text: string) =>
      ["infeasible", `${at}: overrides.objects.crossRegionReplication: got true${text}`] as const;
    assertRefused(
      both,
      [
        refusal(
          " and objects.lockMode compliance at once, expected one after the other (fact az.immutable.steps); bring the stack up with the copy and governance, then set compliance and bring it up again",
        ),
      ],
      "production",
      alone,
    );
    const locked = auditOf(enterprise("crossRegionReplication: false, lockMode: compliance"), alone).next;
    assertRefused(
      both,
      [
        refusal(
          ", expected false: the audit bucket is locked in compliance mode, and a copy cannot begin there (fact az.immutable.steps); set overrides.objects.crossRegionReplication to false",
        ),
      ],
      "production",
      locked,
    );
  });

  it("without a lock holds nothing: the mode can be chosen anew", () => {
    const unlocked = (mode: string): Lines =>
      azure({
        tier: "premium",
        overrides: `{ objects: { auditBucket: true, lockMode: ${mode} }, audit: { immutable: false } }`,
      });
    const { next } = auditOf(unlocked("compliance"));
    assert.equal(auditOf(unlocked("governance"), next).lockMode, "governance");
  });
});
