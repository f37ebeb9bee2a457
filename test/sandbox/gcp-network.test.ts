import assert from "node:assert/strict";
import { type Made, REGION, refused, SimulatedGcp } from "./simulated-gcp.ts";

const NETWORK = "compute/network:Network";
const SUBNETWORK = "compute/subnetwork:Subnetwork";
const RANGE = "compute/globalAddress:GlobalAddress";
const CONNECTION = "servicenetworking/connection:Connection";
const POLICY = "networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy";
const VPC_ID = "projects/acme-prod/global/networks/acme-vpc";

interface Parts {
  readonly cloud: SimulatedGcp;
  readonly vpc: Made;
  readonly subnet: Made;
}

async function withNetwork(): Promise<Parts> {
  const cloud = new SimulatedGcp();
  await cloud.enable("compute", "servicenetworking", "networkconnectivity", "dns", "logging");
  const vpc = await cloud.make(NETWORK, { name: "acme-vpc", autoCreateSubnetworks: false }, "vpc");
  const inputs = { name: "acme-data", network: vpc.id, ipCidrRange: "10.20.8.0/23" };
  return { cloud, vpc, subnet: await cloud.make(SUBNETWORK, inputs, "data") };
}

const range = {
  name: "acme-services",
  purpose: "VPC_PEERING",
  addressType: "INTERNAL",
  address: "10.20.10.0",
  prefixLength: 23,
};

describe("a simulated network", () => {
  it("has an id, a self link and a region where it has one", async () => {
    const { vpc, subnet } = await withNetwork();
    assert.equal(vpc.id, VPC_ID);
    assert.equal(vpc.outputs["selfLink"], `https://www.googleapis.com/compute/v1/${VPC_ID}`);
    assert.equal(subnet.id, `projects/acme-prod/regions/${REGION}/subnetworks/acme-data`);
    assert.equal(subnet.inputs["region"], REGION);
  });

  it("gives a name once, and cannot go while something lies in it", async () => {
    const { cloud, vpc, subnet } = await withNetwork();
    await refused(
      cloud.make(NETWORK, { name: "acme-vpc" }, "again"),
      `Error creating Network: googleapi: Error 409: The resource '${VPC_ID}' already exists, alreadyExists`,
    );
    await refused(
      cloud.remove(vpc),
      `Error waiting for Deleting Network: The network resource '${VPC_ID}' is already being used by '${subnet.id}'`,
    );
    await cloud.remove(subnet);
    await cloud.remove(vpc);
    assert.deepEqual(cloud.records(NETWORK), []);
  });

  it("keeps what is fixed at creation, and grows a subnetwork in place", async () => {
    const { cloud, vpc, subnet } = await withNetwork();
    assert.deepEqual(cloud.replacing(vpc, { ...vpc.inputs, description: "x", routingMode: "GLOBAL" }), ["description"]);
    assert.deepEqual(cloud.replacing(subnet, { ...subnet.inputs, ipCidrRange: "10.20.8.0/22" }), []);
    assert.deepEqual(cloud.replacing(subnet, { ...subnet.inputs, ipCidrRange: "10.20.8.0/24" }), ["ipCidrRange"]);
    const logConfig = { aggregationInterval: "INTERVAL_1_MIN" };
    assert.deepEqual(cloud.replacing(subnet, { ...subnet.inputs, logConfig }), []);
  });

  it("gives no address twice: to subnetworks, to ranges of managed services, or to both", async () => {
    const { cloud, vpc } = await withNetwork();
    await refused(
      cloud.make(SUBNETWORK, { name: "acme-app", network: vpc.id, ipCidrRange: "10.20.8.0/24" }, "app"),
      "Error creating Subnetwork: googleapi: Error 400: Invalid IPCidrRange: 10.20.8.0/24 conflicts with existing subnetwork 'acme-data', invalid",
    );
    await cloud.make(RANGE, { ...range, network: vpc.id }, "range");
    await assert.rejects(
      cloud.make(SUBNETWORK, { name: "acme-app", network: vpc.id, ipCidrRange: "10.20.10.0/24" }, "app"),
      /conflicts with existing IP allocation 'acme-services'/,
    );
    await assert.rejects(cloud.make(RANGE, { ...range, name: "twice", network: vpc.id }, "twice"), /conflicts with/);
    await assert.rejects(
      cloud.make(SUBNETWORK, {
        name: "x",
        network: "projects/acme-prod/global/networks/none",
        ipCidrRange: "10.0.0.0/24",
      }),
      /'projects\/acme-prod\/global\/networks\/none' was not found, notFound$/,
    );
  });

  it("takes Compute Engine's names, and blocks without host bits", () => {
    const cloud = new SimulatedGcp();
    assert.equal(cloud.failures(NETWORK, { name: "Acme" }).length, 1);
    assert.equal(cloud.failures(NETWORK, { name: "a".repeat(64) }).length, 1);
    assert.deepEqual(cloud.failures(NETWORK, { name: "a".repeat(63) }), []);
    assert.equal(cloud.failures(SUBNETWORK, { name: "x", network: "n", ipCidrRange: "10.20.8.1/23" }).length, 1);
  });

  it("has rules and routes with the ends that their direction has", async () => {
    const { cloud, vpc } = await withNetwork();
    const inputs = { name: "acme-deny", network: vpc.id, direction: "EGRESS", denies: [{ protocol: "all" }] };
    await cloud.make("compute/firewall:Firewall", { ...inputs, destinationRanges: ["0.0.0.0/0"] });
    await assert.rejects(
      cloud.make("compute/firewall:Firewall", { ...inputs, name: "acme-wrong", sourceRanges: ["0.0.0.0/0"] }, "wrong"),
      /cannot be specified for EGRESS firewall rules/,
    );
    const both = { ...inputs, allows: [{ protocol: "all" }] };
    assert.equal(cloud.failures("compute/firewall:Firewall", both).length, 1);
  });
});

describe("simulated managed services of a network", () => {
  it("are peered over ranges that exist, and hold their range", async () => {
    const { cloud, vpc } = await withNetwork();
    const inputs = {
      network: vpc.id,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: ["acme-services"],
    };
    await assert.rejects(cloud.make(CONNECTION, inputs, "early"), /addresses\/acme-services' was not found/);
    const made = await cloud.make(RANGE, { ...range, network: vpc.id }, "range");
    const peering = await cloud.make(CONNECTION, inputs, "peering");
    assert.equal(peering.id, "projects%2Facme-prod%2Fglobal%2Fnetworks%2Facme-vpc:servicenetworking.googleapis.com");
    await assert.rejects(cloud.remove(made), /already being used by a peering/);
    await cloud.remove(peering);
    await cloud.remove(made);
  });

  it("have one endpoint policy per network, region and class, and hold its subnetwork", async () => {
    const { cloud, vpc, subnet } = await withNetwork();
    const inputs = {
      name: "acme-memorystore",
      location: REGION,
      network: vpc.id,
      serviceClass: "gcp-memorystore",
      pscConfig: { subnetworks: [subnet.id] },
    };
    const policy = await cloud.make(POLICY, inputs);
    assert.equal(policy.id, `projects/acme-prod/locations/${REGION}/serviceConnectionPolicies/acme-memorystore`);
    await assert.rejects(
      cloud.make(POLICY, { ...inputs, name: "acme-other" }, "other"),
      /exists already: acme-memorystore/,
    );
    await assert.rejects(cloud.remove(subnet), /is already being used by/);
  });
});

describe("simulated names and logs of a network", () => {
  it("resolve in zones of existing networks, and a zone with records stays", async () => {
    const { cloud, vpc } = await withNetwork();
    const zone = await cloud.make("dns/managedZone:ManagedZone", {
      name: "google-apis",
      dnsName: "googleapis.com.",
      visibility: "private",
      privateVisibilityConfig: { networks: [{ networkUrl: vpc.id }] },
    });
    assert.equal(zone.id, "projects/acme-prod/managedZones/google-apis");
    const record = { managedZone: "google-apis", type: "A", ttl: 300, rrdatas: ["199.36.153.4"] };
    const made = await cloud.make("dns/recordSet:RecordSet", { ...record, name: "googleapis.com." });
    assert.equal(made.id, "projects/acme-prod/managedZones/google-apis/rrsets/googleapis.com./A");
    await assert.rejects(cloud.make("dns/recordSet:RecordSet", { ...record, name: "acme.example." }, "foreign"));
    await assert.rejects(cloud.remove(zone), /containerNotEmpty/);
    await cloud.remove(made);
    await cloud.remove(zone);
  });

  it("are kept in a bucket whose key logging may use, and whose name outlives it", async () => {
    const { cloud } = await withNetwork();
    const inputs = { project: "acme-prod", location: REGION, bucketId: "acme-flow-logs", retentionDays: 180 };
    const kmsKeyName = `projects/acme-prod/locations/${REGION}/keyRings/acme/cryptoKeys/audit`;
    await assert.rejects(
      cloud.make("logging/projectBucketConfig:ProjectBucketConfig", { ...inputs, cmekSettings: { kmsKeyName } }),
      /Error creating Bucket: googleapi: Error 403: Cloud Logging has no access to the KMS key/,
    );
    const bucket = await cloud.make("logging/projectBucketConfig:ProjectBucketConfig", inputs, "bucket");
    assert.equal(bucket.id, `projects/acme-prod/locations/${REGION}/buckets/acme-flow-logs`);
    const destination = `logging.googleapis.com/${bucket.id}`;
    await cloud.make("logging/projectSink:ProjectSink", { name: "acme-flow-logs", destination });
    const locked = await cloud.change(bucket, { ...inputs, locked: true });
    await assert.rejects(cloud.change(locked, { ...inputs, locked: true, retentionDays: 90 }), /Bucket is locked/);
    await cloud.remove(bucket);
    assert.equal(await cloud.read(bucket), undefined);
    await assert.rejects(
      cloud.make("logging/projectBucketConfig:ProjectBucketConfig", inputs, "again"),
      /already exists/,
    );
  });
});
