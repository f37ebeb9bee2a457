import assert from "node:assert/strict";
import { settingTo } from "../../policies/remedy.ts";
import { View } from "../../policies/view.ts";
import { contextOf } from "./harness/subjects.ts";

describe("settingTo", () => {
  const remedy = settingTo({
    "settings.ipConfiguration.sslMode": "ENCRYPTED_ONLY",
    "settings.tier": "small",
    name: "a",
  });

  it("gives whole top-level properties, with what stands beside the change", () => {
    const view = new View({
      settings: { ipConfiguration: { sslMode: "x", ipv4Enabled: false }, edition: "PLUS" },
      other: 1,
    });
    assert.deepEqual(remedy(view, contextOf()), {
      settings: { ipConfiguration: { sslMode: "ENCRYPTED_ONLY", ipv4Enabled: false }, edition: "PLUS", tier: "small" },
      name: "a",
    });
  });

  it("makes blocks that nobody has set", () => {
    assert.deepEqual(remedy(new View({}), contextOf()), {
      settings: { ipConfiguration: { sslMode: "ENCRYPTED_ONLY" }, tier: "small" },
      name: "a",
    });
  });
});
