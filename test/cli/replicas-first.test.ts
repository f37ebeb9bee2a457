import assert from "node:assert/strict";
import type { FleetStack } from "../../cli/fleet.ts";
import { exchange } from "../../cli/replicas-first.ts";

const ACCOUNT: FleetStack = { stack: "account-wayne", cloud: "azure", after: [] };
const HOME: FleetStack = { stack: "wayne-production", cloud: "azure", after: ["account-wayne"] };
const OTHER: FleetStack = { stack: "acme-production", cloud: "aws", after: [] };
const REPLICA: FleetStack = {
  stack: "wayne-disaster-recovery",
  cloud: "azure",
  after: ["account-wayne", "wayne-production"],
};

describe("a replica that must grow first", () => {
  const following = { replica: REPLICA.stack, home: HOME.stack };

  it("takes its home's place, waits for the baseline only, and its home waits for it", () => {
    assert.deepEqual(exchange([ACCOUNT, HOME, OTHER, REPLICA], following), [
      ACCOUNT,
      { ...REPLICA, after: ["account-wayne"] },
      { ...HOME, after: ["account-wayne", "wayne-disaster-recovery"] },
      OTHER,
    ]);
  });

  it("changes nothing where it was not chosen", () => {
    assert.deepEqual(exchange([HOME, OTHER], following), [HOME, OTHER]);
  });
});
