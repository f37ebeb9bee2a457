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

describe("readers on Azure", () => {
  const premium = resolveSample(azure({ tier: "premium" })).floors;
  const growing = (lines: Lines, floors?: Floors) =>
    resolveSample(azure(lines), "production", floors).blueprint.database.growingReaders;

  it("that exist grow before their writer, in compute or storage; new ones and smaller ones come after it", () => {
    assert.deepEqual(premium.databaseNodes, { vcpu: 8, readers: ["reader-b"] });
    assert.deepEqual(
      [
        growing({ tier: "enterprise" }, premium),
        growing({ tier: "premium", overrides: "{ database: { storageGib: 2000 } }" }, premium),
        growing({ tier: "premium" }, premium),
        growing({ tier: "standard" }, premium),
        growing({ tier: "enterprise" }),
      ],
      [["reader-b"], ["reader-b"], undefined, undefined, undefined],
    );
  });

  it("cannot grow in storage and shrink in compute at once, which is refused", () => {
    const enterprise = resolveSample(azure({ tier: "enterprise" })).floors;
    assertRefused(
      azure({ tier: "enterprise", overrides: "{ database: { nodeVcpu: 16, storageGib: 20000 } }" }),
      [
        [
          "infeasible",
          "acme.yaml:10:52: overrides.database.storageGib: got 32767 GiB of disk and 16 vCPU where there are 16384 GiB and 32 vCPU, expected one of the two at a time: readers take more storage before their writer and less compute after it (fact azpg.replica.scale); bring the storage up first, then change the size",
        ],
      ],
      "production",
      enterprise,
    );
  });
});
