import assert from "node:assert/strict";
import { roleName } from "../../../components/aws/role-names.ts";
import { WORKLOADS } from "../../../tiers/vocabulary.ts";
import { find, inputsWithout, isTaggable, listed, tagsOf } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordIdentity } from "../../harness/recorded-foundation.ts";

describe("AwsIdentity", () => {
  it("makes a role per workload under one boundary", async () => {
    assert.deepEqual(listed(await recordIdentity(fixture("premium"))), [
      "aws:iam/policy:Policy identity-boundary",
      "aws:iam/role:Role identity-admin",
      "aws:iam/role:Role identity-app",
      "aws:iam/role:Role identity-backup",
      "aws:iam/role:Role identity-migration",
    ]);
  });

  it("gives a role its stable name, its longest session and the boundary", async () => {
    const role = find(await recordIdentity(fixture("premium")), "identity-app");
    assert.deepEqual(inputsWithout(role, "assumeRolePolicy", "tags"), {
      name: "acme-production-app",
      path: "/leasehold/acme/production/",
      description: "acme production: the application at work",
      maxSessionDuration: 3600,
      forceDetachPolicies: true,
      permissionsBoundary: "arn:aws:iam::111122223333:policy/leasehold/acme/production/acme-production-boundary",
    });
  });

  it("makes no boundary where the blueprint wants none", async () => {
    const premium = fixture("premium");
    const recording = await recordIdentity({
      ...premium,
      identity: { ...premium.identity, permissionsBoundary: false },
    });
    assert.equal("permissionsBoundary" in find(recording, "identity-app").inputs, false);
    assert.equal(listed(recording).length, WORKLOADS.length);
  });

  it("labels every role, on which its tenant's rights hang", async () => {
    const recording = await recordIdentity(fixture("premium"));
    const taggable = recording.registrations.filter(({ type }) => isTaggable(type));
    assert.equal(taggable.length, 5);
    for (const registration of taggable) {
      assert.deepEqual(tagsOf(recording, registration), {
        Name: registration.name,
        tenant: "acme",
        tier: "premium",
        environment: "production",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
        component: "identity",
        "data-class": "none",
      });
    }
  });

  it("keeps role names within the 64 characters of AWS for the longest tenant and environment", () => {
    const { stack } = fixture("premium");
    const longest = { ...stack, name: `${"a".repeat(24)}-disaster-recovery` };
    for (const purpose of [...WORKLOADS, "flow-logs", "boundary"]) assert.ok(roleName(longest, purpose).length <= 64);
  });
});
