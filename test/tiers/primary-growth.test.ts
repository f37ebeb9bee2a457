import assert from "node:assert/strict";
import { primaryGrows } from "../../tiers/primary-growth.ts";
import { resolveSample } from "./sample-tenants.ts";

const PLACES = {
  aws: {},
  azure: { cloud: "azure", region: "westeurope", account: "11111111-2222-3333-4444-555555555555" },
};

describe("a database that replicas follow", () => {
  const grows = (cloud: keyof typeof PLACES, from: string, to: string) => {
    const tenant = { ...PLACES[cloud], tier: "enterprise" };
    const { floors } = resolveSample({ ...tenant, overrides: `{ database: ${from} }` });
    return primaryGrows(floors, resolveSample({ ...tenant, overrides: `{ database: ${to} }` }).blueprint);
  };

  it("grows on Azure with more compute or a larger disk, and not with less, the same, or before the first up", () => {
    const small = "{ nodeVcpu: 16, storageGib: 4000 }";
    assert.equal(grows("azure", small, "{ nodeVcpu: 32, storageGib: 4000 }"), true);
    assert.equal(grows("azure", small, "{ nodeVcpu: 16, storageGib: 9000 }"), true);
    assert.equal(grows("azure", small, small), false);
    assert.equal(grows("azure", "{ nodeVcpu: 32, storageGib: 9000 }", small), false);
    assert.equal(primaryGrows(undefined, resolveSample(PLACES.azure).blueprint), false);
  });

  it("is nobody's concern where a replica may be smaller", () => {
    assert.equal(grows("aws", "{ nodeVcpu: 16 }", "{ nodeVcpu: 32 }"), false);
  });
});
