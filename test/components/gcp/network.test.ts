import assert from "node:assert/strict";
import { find, inputsWithout, listed, ofType } from "../../harness/aws-recording.ts";
import { gcpFixture, isLabellable, labelsOf, recordGcpNetwork } from "../../harness/gcp-recording.ts";

const VPC = "acme-production-network-vpc-id";
const PLACE = { project: "acme-prod", region: "europe-west1" };

describe("GcpNetwork", () => {
  it("makes one network with everything a store and a workload need, at standard", async () => {
    assert.deepEqual(listed(await recordGcpNetwork(gcpFixture("standard"))), [
      "gcp:compute/address:Address network-nat-address-a",
      "gcp:compute/firewall:Firewall network-firewall-deny-egress",
      "gcp:compute/firewall:Firewall network-firewall-deny-ingress",
      "gcp:compute/firewall:Firewall network-firewall-egress-internet",
      "gcp:compute/firewall:Firewall network-firewall-egress-network",
      "gcp:compute/firewall:Firewall network-firewall-egress-storage-api",
      "gcp:compute/firewall:Firewall network-firewall-ingress-workloads",
      "gcp:compute/globalAddress:GlobalAddress network-services-range",
      "gcp:compute/network:Network network-vpc",
      "gcp:compute/route:Route network-route-internet",
      "gcp:compute/route:Route network-route-storage-api",
      "gcp:compute/router:Router network-router",
      "gcp:compute/routerNat:RouterNat network-nat",
      "gcp:compute/subnetwork:Subnetwork network-subnet-application",
      "gcp:compute/subnetwork:Subnetwork network-subnet-data",
      "gcp:compute/subnetwork:Subnetwork network-subnet-public",
      "gcp:dns/managedZone:ManagedZone network-storage-api-zone",
      "gcp:dns/policy:Policy network-dns-policy",
      "gcp:dns/recordSet:RecordSet network-storage-api-addresses",
      "gcp:dns/recordSet:RecordSet network-storage-api-names",
      "gcp:logging/projectBucketConfig:ProjectBucketConfig network-flow-log-bucket",
      "gcp:logging/projectSink:ProjectSink network-flow-log-sink",
      "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy network-memorystore-policy",
      "gcp:servicenetworking/connection:Connection network-services-peering",
    ]);
  });

  it("makes the network without subnetworks or routes of Google's own, the same in every tier", async () => {
    for (const tier of ["standard", "premium", "enterprise"] as const) {
      const recording = await recordGcpNetwork(gcpFixture(tier));
      assert.deepEqual(find(recording, "network-vpc").inputs, {
        project: "acme-prod",
        name: "acme-production-vpc",
        autoCreateSubnetworks: false,
        deleteDefaultRoutesOnCreate: true,
        routingMode: "REGIONAL",
        mtu: 1460,
        networkFirewallPolicyEnforcementOrder: "AFTER_CLASSIC_FIREWALL",
      });
      assert.deepEqual(inputsWithout(find(recording, "network-services-range"), "labels"), {
        project: "acme-prod",
        name: "acme-production-services",
        purpose: "VPC_PEERING",
        addressType: "INTERNAL",
        address: "10.20.10.0",
        prefixLength: 23,
        network: VPC,
      });
    }
  });

  it("gives each role one subnetwork over all zones, apart from each other and from managed services", async () => {
    const recording = await recordGcpNetwork(gcpFixture("premium"));
    assert.deepEqual(find(recording, "network-subnet-application").inputs, {
      ...PLACE,
      name: "acme-production-application",
      network: VPC,
      ipCidrRange: "10.20.0.0/21",
      purpose: "PRIVATE",
      stackType: "IPV4_ONLY",
      privateIpGoogleAccess: true,
      logConfig: { aggregationInterval: "INTERVAL_1_MIN", flowSampling: 1, metadata: "INCLUDE_ALL_METADATA" },
    });
    assert.equal(find(recording, "network-subnet-data").inputs["ipCidrRange"], "10.20.8.0/23");
    assert.equal(find(recording, "network-subnet-public").inputs["ipCidrRange"], "10.20.12.0/23");
    const { data } = recording.result.subnetIds;
    assert.equal(data.a, data.b);
    assert.equal(data.b, data.c);
  });

  it("lets Cloud SQL and Memorystore into the network, and hands the network's id on only then", async () => {
    const recording = await recordGcpNetwork(gcpFixture("premium"));
    assert.deepEqual(find(recording, "network-services-peering").inputs, {
      network: VPC,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: ["acme-production-services"],
      updateOnCreationFail: true,
    });
    assert.deepEqual(inputsWithout(find(recording, "network-memorystore-policy"), "labels", "description"), {
      project: "acme-prod",
      location: "europe-west1",
      name: "acme-production-memorystore",
      network: VPC,
      serviceClass: "gcp-memorystore",
      pscConfig: { subnetworks: ["acme-production-network-subnet-data-id"] },
    });
    const disposable = await recordGcpNetwork(gcpFixture("premium"), "unprotected");
    assert.equal(find(disposable, "network-services-peering").inputs["deletionPolicy"], "ABANDON");
  });

  it("keeps flow, firewall and NAT logs under the audit key as long as the blueprint says", async () => {
    const recording = await recordGcpNetwork(gcpFixture("enterprise"));
    assert.deepEqual(find(recording, "network-flow-log-bucket").inputs, {
      project: "acme-prod",
      location: "europe-west1",
      bucketId: "acme-production-flow-logs",
      description: "acme production: flow, firewall and NAT logs of the network",
      retentionDays: 2555,
      cmekSettings: { kmsKeyName: "acme-production-keys-audit-id" },
      locked: false,
    });
    const { inputs } = find(recording, "network-flow-log-sink");
    assert.equal(inputs["destination"], "logging.googleapis.com/acme-production-network-flow-log-bucket-id");
    assert.equal(
      inputs["filter"],
      '(resource.type="gce_subnetwork" AND (log_id("compute.googleapis.com/vpc_flows") OR log_id("compute.googleapis.com/firewall"))' +
        ' AND resource.labels.subnetwork_name=("acme-production-public" OR "acme-production-application" OR "acme-production-data"))' +
        ' OR (resource.type="nat_gateway" AND resource.labels.gateway_name="acme-production-nat")',
    );
    assert.equal(find(recording, "network-dns-policy").inputs["enableLogging"], true);
  });

  it("records nothing where the blueprint wants no flow logs, and keeps the bucket", async () => {
    const blueprint = gcpFixture("standard");
    const recording = await recordGcpNetwork({ ...blueprint, network: { ...blueprint.network, flowLogs: false } });
    assert.equal(find(recording, "network-subnet-data").inputs["logConfig"], undefined);
    assert.deepEqual(ofType(recording, "gcp:logging/projectSink:ProjectSink"), []);
    assert.equal(find(recording, "network-dns-policy").inputs["enableLogging"], false);
    assert.equal(ofType(recording, "gcp:logging/projectBucketConfig:ProjectBucketConfig").length, 1);
  });

  it("protects what stores stand on", async () => {
    const { registrations } = await recordGcpNetwork(gcpFixture("premium"));
    const guarded = registrations.filter(({ protect, retainOnDelete }) => protect && retainOnDelete);
    assert.deepEqual(guarded.map(({ name }) => name.replace("acme-production-network-", "")).sort(), [
      "flow-log-bucket",
      "services-peering",
      "services-range",
      "subnet-application",
      "subnet-data",
      "subnet-public",
      "vpc",
    ]);
  });

  it("labels whatever can carry labels with all eight", async () => {
    const recording = await recordGcpNetwork(gcpFixture("premium"));
    const labelled = recording.registrations.filter(({ type }) => isLabellable(type));
    assert.equal(labelled.length, 6);
    for (const registration of labelled) {
      const { component, "data-class": dataClass, tenant } = labelsOf(recording, registration);
      assert.deepEqual([component, dataClass, tenant], ["network", "none", "acme"]);
    }
  });
});
