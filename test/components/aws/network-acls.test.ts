import assert from "node:assert/strict";
import { ZONES } from "../../../tiers/vocabulary.ts";
import { find, ofType } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordNetwork } from "../../harness/recorded-foundation.ts";

describe("network ACLs", () => {
  it("gives data subnets no way out: no route, and a wall that knows only application and data subnets", async () => {
    const recording = await recordNetwork(fixture("premium"));
    const routed = ofType(recording, "aws:ec2/route:Route").map(({ inputs }) => inputs["routeTableId"]);
    assert.equal(routed.includes("acme-production-network-route-table-data-id"), false);
    for (const zone of ZONES) {
      const { routeTableId } = find(recording, `network-route-table-association-data-${zone}`).inputs;
      assert.equal(routeTableId, "acme-production-network-route-table-data-id");
    }
    const all = { action: "allow", protocol: "-1", fromPort: 0, toPort: 0 };
    const neighbours = [
      { ...all, ruleNo: 100, cidrBlock: "10.20.0.0/23" },
      { ...all, ruleNo: 110, cidrBlock: "10.20.2.0/23" },
      { ...all, ruleNo: 120, cidrBlock: "10.20.4.0/23" },
      { ...all, ruleNo: 200, cidrBlock: "10.20.8.0/24" },
      { ...all, ruleNo: 210, cidrBlock: "10.20.9.0/24" },
      { ...all, ruleNo: 220, cidrBlock: "10.20.10.0/24" },
    ];
    const { ingress, egress, subnetIds } = find(recording, "network-network-acl-data").inputs;
    assert.deepEqual([ingress, egress], [neighbours, neighbours]);
    assert.deepEqual(
      subnetIds,
      ZONES.map((zone) => `acme-production-network-subnet-data-${zone}-id`),
    );
  });

  it("opens neither 22 nor 3389 to the internet in any wall", async () => {
    const recording = await recordNetwork(fixture("premium"));
    const open = ofType(recording, "aws:ec2/networkAcl:NetworkAcl").flatMap(({ name, inputs }) =>
      (inputs["ingress"] as { cidrBlock: string; fromPort: number; toPort: number; protocol: string }[])
        .filter(({ cidrBlock }) => cidrBlock === "0.0.0.0/0")
        .filter(
          ({ fromPort, toPort, protocol }) =>
            protocol === "-1" || [22, 3389].some((port) => fromPort <= port && port <= toPort),
        )
        .map(() => name),
    );
    assert.deepEqual(open, []);
  });

  it("lets answers from the internet back in to public and application subnets", async () => {
    const recording = await recordNetwork(fixture("premium"));
    for (const role of ["public", "application"]) {
      const { ingress, egress } = find(recording, `network-network-acl-${role}`).inputs;
      const internet = { action: "allow", protocol: "tcp", cidrBlock: "0.0.0.0/0" };
      const inside = {
        ruleNo: 100,
        action: "allow",
        protocol: "-1",
        cidrBlock: "10.20.0.0/20",
        fromPort: 0,
        toPort: 0,
      };
      assert.deepEqual(ingress, [
        inside,
        { ...internet, ruleNo: 200, fromPort: 1024, toPort: 3388 },
        { ...internet, ruleNo: 210, fromPort: 3390, toPort: 65_535 },
      ]);
      assert.deepEqual(egress, [inside, { ...internet, ruleNo: 200, fromPort: 443, toPort: 443 }]);
    }
  });
});
