import assert from "node:assert/strict";
import { find, inputsWithout, ofType } from "../../harness/aws-recording.ts";
import { gcpFixture, recordGcpNetwork } from "../../harness/gcp-recording.ts";

const VPC = "acme-production-network-vpc-id";
const TAG = "acme-production-workload";
const PLACE = { project: "acme-prod", region: "europe-west1" };

describe("the ways out of a GcpNetwork", () => {
  it("refuses everything both ways, and lets workloads reach the network, Google's APIs and the internet on HTTPS", async () => {
    const recording = await recordGcpNetwork(gcpFixture("premium"));
    const rule = (key: string) => inputsWithout(find(recording, `network-firewall-${key}`), "description");
    const common = { project: "acme-prod", network: VPC };
    const logged = { logConfig: { metadata: "INCLUDE_ALL_METADATA" } };
    assert.deepEqual(rule("deny-egress"), {
      ...common,
      name: "acme-production-deny-egress",
      direction: "EGRESS",
      priority: 65_534,
      destinationRanges: ["0.0.0.0/0"],
      denies: [{ protocol: "all" }],
      ...logged,
    });
    assert.deepEqual(rule("deny-ingress"), {
      ...common,
      name: "acme-production-deny-ingress",
      direction: "INGRESS",
      priority: 65_534,
      sourceRanges: ["0.0.0.0/0"],
      denies: [{ protocol: "all" }],
      ...logged,
    });
    assert.deepEqual(rule("ingress-workloads"), {
      ...common,
      name: "acme-production-ingress-workloads",
      direction: "INGRESS",
      priority: 1000,
      sourceTags: [TAG],
      targetTags: [TAG],
      allows: [{ protocol: "all" }],
    });
    const egress = (key: string, cidr: string, allows: object) => ({
      ...common,
      name: `acme-production-egress-${key}`,
      direction: "EGRESS",
      priority: 1000,
      destinationRanges: [cidr],
      targetTags: [TAG],
      allows: [allows],
    });
    const https = { protocol: "tcp", ports: ["443"] };
    assert.deepEqual(rule("egress-network"), egress("network", "10.20.0.0/20", { protocol: "all" }));
    assert.deepEqual(rule("egress-google-apis"), egress("google-apis", "199.36.153.4/30", https));
    assert.deepEqual(rule("egress-internet"), egress("internet", "0.0.0.0/0", https));
  });

  it("routes and opens only the allow-list where egress is one", async () => {
    const recording = await recordGcpNetwork(gcpFixture("enterprise"));
    const routes = ofType(recording, "gcp:compute/route:Route").map(({ inputs }) => [
      inputs["destRange"],
      inputs["tags"],
    ]);
    assert.deepEqual(routes, [
      ["199.36.153.4/30", [TAG]],
      ["198.51.100.0/24", [TAG]],
      ["203.0.113.10/32", [TAG]],
    ]);
    const reached = ofType(recording, "gcp:compute/firewall:Firewall")
      .filter(({ inputs }) => inputs["direction"] === "EGRESS" && inputs["allows"] !== undefined)
      .flatMap(({ inputs }) => inputs["destinationRanges"]);
    assert.deepEqual(reached, ["10.20.0.0/20", "199.36.153.4/30", "198.51.100.0/24", "203.0.113.10/32"]);
    assert.deepEqual(find(recording, "network-route-google-apis").inputs, {
      project: "acme-prod",
      name: "acme-production-google-apis",
      network: VPC,
      destRange: "199.36.153.4/30",
      nextHopGateway: "default-internet-gateway",
      priority: 1000,
      tags: [TAG],
    });
  });

  it("leaves through NAT with one static address per NAT zone, for the application subnetwork only", async () => {
    const recording = await recordGcpNetwork(gcpFixture("premium"));
    const addresses = ["a", "b", "c"].map((zone) => `acme-production-network-nat-address-${zone}`);
    assert.deepEqual(
      ofType(recording, "gcp:compute/address:Address").map(({ name }) => name),
      addresses,
    );
    assert.deepEqual(inputsWithout(find(recording, "network-nat-address-b"), "labels"), {
      ...PLACE,
      name: "acme-production-nat-b",
      addressType: "EXTERNAL",
      networkTier: "PREMIUM",
    });
    assert.deepEqual(find(recording, "network-nat").inputs, {
      ...PLACE,
      name: "acme-production-nat",
      router: "acme-production-router",
      natIpAllocateOption: "MANUAL_ONLY",
      natIps: addresses.map((name) => `link of ${name}`),
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetworks: [{ name: "acme-production-network-subnet-application-id", sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      minPortsPerVm: 64,
      maxPortsPerVm: 4096,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    });
  });

  it("leads the names of Google's APIs to private addresses: object storage's alone, or all", async () => {
    const zones = {
      standard: [
        "storage-api",
        "storage.googleapis.com.",
        ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"],
      ],
      premium: ["google-apis", "googleapis.com.", ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"]],
    } as const;
    for (const tier of ["standard", "premium"] as const) {
      const [key, dnsName, rrdatas] = zones[tier];
      const recording = await recordGcpNetwork(gcpFixture(tier));
      assert.deepEqual(inputsWithout(find(recording, `network-${key}-zone`), "labels", "description"), {
        project: "acme-prod",
        name: `acme-production-${key}`,
        dnsName,
        visibility: "private",
        privateVisibilityConfig: { networks: [{ networkUrl: VPC }] },
        forceDestroy: false,
      });
      const common = { project: "acme-prod", managedZone: `acme-production-${key}`, ttl: 300 };
      assert.deepEqual(find(recording, `network-${key}-addresses`).inputs, {
        ...common,
        name: dnsName,
        type: "A",
        rrdatas,
      });
      assert.deepEqual(find(recording, `network-${key}-names`).inputs, {
        ...common,
        name: `*.${dnsName}`,
        type: "CNAME",
        rrdatas: [dnsName],
      });
      assert.equal(recording.result.privateEndpoints.length, tier === "standard" ? 1 : 10);
    }
  });
});
