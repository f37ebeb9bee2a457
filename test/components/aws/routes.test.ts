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

  it("leads nowhere but to the blocks of the allow-list where egress is by allow-list", async () => {
    const routes = async (egressAllowList: readonly string[]): Promise<readonly unknown[]> => {
      const enterprise = fixture("enterprise");
      const recording = await recordNetwork({ ...enterprise, network: { ...enterprise.network, egressAllowList } });
      return ofType(recording, "aws:ec2/route:Route").map(({ name, inputs }) => [
        name.replace("acme-production-network-route-", ""),
        inputs["destinationCidrBlock"],
      ]);
    };
    const direct = ["public-internet", "0.0.0.0/0"];
    assert.deepEqual(await routes(["198.51.100.0/24", "203.0.113.10/32"]), [
      direct,
      ...ZONES.flatMap((zone) => [
        [`application-${zone}-198-51-100-0-24`, "198.51.100.0/24"],
        [`application-${zone}-203-0-113-10-32`, "203.0.113.10/32"],
      ]),
    ]);
    assert.deepEqual(await routes([]), [direct]);
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
