import assert from "node:assert/strict";
import { ZONES } from "../../../tiers/vocabulary.ts";
import { find, ofType } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordNetwork } from "../../harness/recorded-foundation.ts";
import type { Recording } from "../../harness/recorded-registrations.ts";

/** `a → nat-a` for every application route to the internet. */
function internetRoutes(recording: Recording<unknown>): readonly string[] {
  return ZONES.map((zone) => {
    const { natGatewayId } = find(recording, `network-route-application-${zone}-internet`).inputs;
    return `${zone} → ${String(natGatewayId).replace("acme-production-network-", "").replace("-id", "")}`;
  });
}

describe("routes", () => {
  it("routes every zone through its own NAT gateway, or through the first where a zone has none", async () => {
    assert.deepEqual(internetRoutes(await recordNetwork(fixture("premium"))), ["a → nat-a", "b → nat-b", "c → nat-c"]);
    assert.deepEqual(internetRoutes(await recordNetwork(fixture("standard"))), ["a → nat-a", "b → nat-a", "c → nat-a"]);
  });

  it("gives no zone a way out without a NAT gateway", async () => {
    const premium = fixture("premium");
    const recording = await recordNetwork({ ...premium, network: { ...premium.network, natZones: [] } });
    assert.deepEqual(
      ofType(recording, "aws:ec2/route:Route").map(({ name }) => name),
      ["acme-production-network-route-public-internet"],
    );
  });

  it("makes a NAT gateway only when its subnet reaches the internet", async () => {
    const { dependencies } = find(await recordNetwork(fixture("standard")), "network-nat-a");
    assert.ok(dependencies.includes("acme-production-network-route-public-internet"));
  });
});
