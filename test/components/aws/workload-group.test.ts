import assert from "node:assert/strict";
import { inputsWithout } from "../../harness/aws-recording.ts";
import { fixture } from "../../harness/blueprints.ts";
import { recordNetwork } from "../../harness/recorded-foundation.ts";

describe("the workloads' security group", () => {
  async function rules(tier: "standard" | "enterprise"): Promise<Readonly<Record<string, unknown>>> {
    const { registrations } = await recordNetwork(fixture(tier));
    return Object.fromEntries(
      registrations
        .filter(({ type, name }) => type.startsWith("aws:vpc/") && name.includes("workload-group"))
        .map((registration) => [
          registration.name.replace("acme-production-network-workload-group-", ""),
          inputsWithout(registration, "securityGroupId", "description", "tags"),
        ]),
    );
  }

  const inside = {
    "ingress-workloads": { referencedSecurityGroupId: "acme-production-network-workload-group-id", ipProtocol: "-1" },
    "egress-network": { cidrIpv4: "10.20.0.0/20", ipProtocol: "-1" },
    "egress-object-storage": {
      prefixListId: "acme-production-network-endpoint-s3-prefixes",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    },
  };

  it("lets workloads reach the internet on HTTPS where egress is open", async () => {
    assert.deepEqual(await rules("standard"), {
      ...inside,
      "egress-internet": { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    });
  });

  it("lets workloads reach the blocks of the allow-list and nothing else outside", async () => {
    assert.deepEqual(await rules("enterprise"), {
      ...inside,
      "egress-198-51-100-0-24": { cidrIpv4: "198.51.100.0/24", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
      "egress-203-0-113-10-32": { cidrIpv4: "203.0.113.10/32", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    });
  });
});
