import assert from "node:assert/strict";
import { storageArgs } from "../../../components/azure/database-storage.ts";

const DISK = { type: "Premium_LRS", sizeGib: 128, iopsProvided: 5000 };

describe("the disk of a PostgreSQL server on Azure", () => {
  it("is the one that the blueprint has chosen, and grows by itself", () => {
    assert.deepEqual(storageArgs({ disk: { ...DISK, performanceTier: "P30" } }), {
      type: "Premium_LRS",
      storageSizeGB: 128,
      tier: "P30",
      autoGrow: "Enabled",
    });
  });

  it("has the performance of its size where no tier is chosen", () => {
    assert.equal("tier" in storageArgs({ disk: DISK }), false);
  });

  it("is not made up where the blueprint has none", () => {
    assert.throws(() => storageArgs({}), { message: "the blueprint's database has no disk" });
  });
});
