import assert from "node:assert/strict";
import { makeNetwork } from "./azure-foundation-fixture.ts";
import { GROUP_ID, StoreCloud } from "./azure-stores-fixture.ts";

const NETWORK = "network:VirtualNetwork";
const PEERING = "network:VirtualNetworkPeering";

describe("the simulated Azure: peerings", () => {
  const peer = (from: string, to: string) => ({
    virtualNetworkName: from,
    virtualNetworkPeeringName: to,
    remoteVirtualNetwork: { id: `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/${to}` },
  });
  const other = (cidr: string) => ({ virtualNetworkName: "other", addressSpace: { addressPrefixes: [cidr] } });

  it("connect two networks once both have their half, and part them when one goes", async () => {
    const cloud = await StoreCloud.withGroup();
    await makeNetwork(cloud);
    await cloud.make(NETWORK, other("10.99.0.0/20"));
    const first = await cloud.make(PEERING, peer("net", "other"));
    assert.equal(first.outputs["peeringState"], "Initiated");
    const second = await cloud.make(PEERING, peer("other", "net"));
    assert.equal(second.outputs["peeringState"], "Connected");
    assert.equal(cloud.outputs(first)?.["peeringState"], "Connected");
    await cloud.remove(second);
    assert.equal(cloud.outputs(first)?.["peeringState"], "Disconnected");
  });

  it("need networks that are there and share no address", async () => {
    const cloud = await StoreCloud.withGroup();
    await makeNetwork(cloud);
    await assert.rejects(cloud.make(PEERING, peer("net", "other")), /InvalidResourceReference/);
    await cloud.make(NETWORK, other("10.20.0.0/16"));
    await assert.rejects(cloud.make(PEERING, peer("net", "other")), /VnetAddressSpacesOverlap/);
  });
});
