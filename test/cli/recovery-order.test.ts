/** Production and disaster recovery where no server may be larger than one that follows it. */
import assert from "node:assert/strict";
import type { FleetStack } from "../../cli/fleet.ts";
import { outgrows, standbyFirst, undercuts } from "../../cli/recovery-order.ts";
import { nextRecoveryFloors } from "../../tiers/recovery.ts";
import { resolveSample } from "../tiers/sample-tenants.ts";

const AZURE = {
  tier: "enterprise",
  cloud: "azure",
  region: "northeurope",
  account: "11111111-2222-3333-4444-555555555555",
  environments: "{ production: {}, disaster-recovery: {} }",
};

describe("the size of a database beside what follows it", () => {
  const standby = resolveSample(AZURE, "disaster-recovery");
  const floors = nextRecoveryFloors(undefined, standby.blueprint);
  const sized = (nodeVcpu: number, sizeGib: number) => ({
    nodeVcpu,
    disk: { ...standby.blueprint.database.disk, type: "PremiumV2_LRS", iopsProvided: 1, sizeGib },
  });

  it("is remembered by disaster recovery on Azure, and nowhere else", () => {
    assert.deepEqual([floors.databaseNodes, floors.diskGib], [{ vcpu: 32, readers: ["standby"] }, 16_384]);
    const aws = resolveSample({ tier: "enterprise", environments: AZURE.environments }, "disaster-recovery");
    assert.equal(nextRecoveryFloors(undefined, aws.blueprint).databaseNodes, undefined);
  });

  it("outgrows it by a core or a GiB, and undercuts it by a core", () => {
    assert.deepEqual(
      [sized(32, 16_384), sized(33, 16_384), sized(32, 16_385)].map((size) => outgrows(size, floors)),
      [false, true, true],
    );
    assert.deepEqual(
      [sized(31, 16_384), sized(32, 16_384)].map((size) => undercuts(size, floors)),
      [true, false],
    );
    const { databaseNodes, diskGib, ...nothing } = floors;
    assert.ok(databaseNodes !== undefined && diskGib !== undefined);
    assert.deepEqual([outgrows(sized(999, 99_999), nothing), undercuts(sized(1, 1), nothing)], [false, false]);
  });
});

describe("a standby that has to grow first", () => {
  const fleet: readonly FleetStack[] = [
    { stack: "account-main", after: [] },
    { stack: "acme-production", after: ["account-main"] },
    { stack: "globex-production", after: [] },
    { stack: "acme-disaster-recovery", after: ["account-main", "acme-production"] },
    { stack: "globex-disaster-recovery", after: ["globex-production"] },
  ];

  it("stands before its production, which waits for it; others stay where they are", () => {
    assert.deepEqual(
      standbyFirst(fleet, new Set(["acme-disaster-recovery"])).map(({ stack, after }) => [stack, after]),
      [
        ["account-main", []],
        ["acme-disaster-recovery", ["account-main"]],
        ["acme-production", ["account-main", "acme-disaster-recovery"]],
        ["globex-production", []],
        ["globex-disaster-recovery", ["globex-production"]],
      ],
    );
    assert.deepEqual(standbyFirst(fleet, new Set()), fleet);
  });
});
