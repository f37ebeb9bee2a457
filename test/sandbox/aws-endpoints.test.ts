import assert from "node:assert/strict";
import { makeNetwork, policy } from "./aws-fixtures.ts";
import { refused, SimulatedAws, text } from "./simulated-aws.ts";

const ENDPOINT = "ec2/vpcEndpoint:VpcEndpoint";
const KMS = "com.amazonaws.eu-west-1.kms";
const S3 = "com.amazonaws.eu-west-1.s3";

function creating(service: string): string {
  return `creating EC2 VPC Endpoint (${service}): operation error EC2: CreateVpcEndpoint, https response error StatusCode: 400, api error`;
}

describe("the simulated EC2: VPC endpoints", () => {
  it("of an interface have a name for all zones, one per zone, and with private DNS the service's own", async () => {
    const cloud = new SimulatedAws();
    const { vpc, group, subnetIds } = await makeNetwork(cloud);
    const inputs = { vpcId: vpc.id, serviceName: KMS, vpcEndpointType: "Interface", privateDnsEnabled: true };
    const endpoint = await cloud.make(ENDPOINT, {
      ...inputs,
      subnetIds: subnetIds.slice(0, 2),
      securityGroupIds: [group.id],
    });
    assert.match(endpoint.id, /^vpce-0[0-9a-f]{16}$/);
    const names = (endpoint.outputs["dnsEntries"] as readonly { dnsName: string; hostedZoneId: string }[]).map(
      ({ dnsName }) => dnsName,
    );
    assert.equal(names.length, 4);
    assert.match(names[0] ?? "", new RegExp(`^${endpoint.id}-[0-9a-z]{8}\\.kms\\.eu-west-1\\.vpce\\.amazonaws\\.com$`));
    assert.match(
      names[1] ?? "",
      new RegExp(`^${endpoint.id}-[0-9a-z]{8}-eu-west-1a\\.kms\\.eu-west-1\\.vpce\\.amazonaws\\.com$`),
    );
    assert.equal(names[3], "kms.eu-west-1.amazonaws.com");
    assert.equal((endpoint.outputs["networkInterfaceIds"] as readonly string[]).length, 2);
    const wider = await cloud.change(endpoint, { ...inputs, subnetIds, securityGroupIds: [group.id] });
    assert.equal((wider.outputs["networkInterfaceIds"] as readonly string[]).length, 3);
  });

  it("of a gateway have a prefix list, the same for all endpoints of the region", async () => {
    const cloud = new SimulatedAws();
    const [one, other] = [await makeNetwork(cloud), await makeNetwork(cloud, "other")];
    const first = await cloud.make(ENDPOINT, { vpcId: one.vpc.id, serviceName: S3 });
    const second = await cloud.make(ENDPOINT, { vpcId: other.vpc.id, serviceName: S3 }, "other");
    assert.match(text(first, "prefixListId"), /^pl-[0-9a-f]{8}$/);
    assert.equal(first.outputs["prefixListId"], second.outputs["prefixListId"]);
    assert.deepEqual(first.outputs["networkInterfaceIds"], []);
  });

  it("lead to services that exist in the region and have this kind of endpoint", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    for (const serviceName of ["com.amazonaws.eu-west-1.nothing", "com.amazonaws.eu-central-1.s3", KMS]) {
      await refused(
        cloud.make(ENDPOINT, { vpcId: vpc.id, serviceName }),
        `${creating(serviceName)} InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist`,
      );
    }
    await refused(
      cloud.make(ENDPOINT, { vpcId: "vpc-0", serviceName: S3 }),
      `${creating(S3)} InvalidVpcId.NotFound: The Vpc Id vpc-0 does not exist`,
    );
  });

  it("answer under the service's own name once per VPC, and only where the VPC resolves names", async () => {
    const cloud = new SimulatedAws();
    const { vpc, subnetIds } = await makeNetwork(cloud);
    const inputs = { serviceName: KMS, vpcEndpointType: "Interface", privateDnsEnabled: true };
    await cloud.make(ENDPOINT, { ...inputs, vpcId: vpc.id, subnetIds });
    await refused(
      cloud.make(ENDPOINT, { ...inputs, vpcId: vpc.id }, "again"),
      `${creating(KMS)} InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for kms.eu-west-1.amazonaws.com in the VPC ${vpc.id}`,
    );
    const plain = await cloud.make("ec2/vpc:Vpc", { cidrBlock: "10.40.0.0/20" }, "plain");
    await refused(
      cloud.make(ENDPOINT, { ...inputs, vpcId: plain.id }, "plain"),
      `${creating(KMS)} InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${plain.id}`,
    );
  });

  it("sit in one subnet per zone and wear groups of their VPC", async () => {
    const cloud = new SimulatedAws();
    const { vpc, subnetIds } = await makeNetwork(cloud);
    const twin = await cloud.make(
      "ec2/subnet:Subnet",
      { vpcId: vpc.id, cidrBlock: "10.20.9.0/24", availabilityZone: "eu-west-1a" },
      "twin",
    );
    const inputs = { vpcId: vpc.id, serviceName: KMS, vpcEndpointType: "Interface" };
    await refused(
      cloud.make(ENDPOINT, { ...inputs, subnetIds: [subnetIds[0], twin.id] }),
      `${creating(KMS)} DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of ${twin.id}`,
    );
    await refused(
      cloud.make(ENDPOINT, { ...inputs, subnetIds: ["subnet-0"] }),
      `${creating(KMS)} InvalidSubnetId.NotFound: The subnet ID 'subnet-0' does not exist`,
    );
    await refused(
      cloud.make(ENDPOINT, { ...inputs, subnetIds, securityGroupIds: ["sg-0"] }),
      `${creating(KMS)} InvalidSecurityGroupId.NotFound: The security group 'sg-0' does not exist in VPC ${vpc.id}`,
    );
  });

  it("give a route table one route to a service", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const table = await cloud.make("ec2/routeTable:RouteTable", { vpcId: vpc.id });
    const inputs = { vpcId: vpc.id, serviceName: S3, routeTableIds: [table.id] };
    const endpoint = await cloud.make(ENDPOINT, inputs);
    await refused(
      cloud.make(ENDPOINT, inputs, "again"),
      `${creating(S3)} RouteAlreadyExists: route table ${table.id} already has a route with destination-prefix-list-id ${text(endpoint, "prefixListId")}`,
    );
    const routeless = await cloud.change(endpoint, { ...inputs, routeTableIds: [] });
    assert.equal(routeless.outputs["prefixListId"], endpoint.outputs["prefixListId"]);
    assert.deepEqual(routeless.outputs["dnsEntries"], []);
  });

  it("take sound policies only", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    assert.deepEqual(cloud.failures(ENDPOINT, { vpcId: vpc.id, serviceName: S3, policy: "{" }), [
      `policy: "policy" contains an invalid JSON policy: not a JSON document: Expected property name or '}' in JSON at position 1 (line 1 column 2)`,
    ]);
    const statement = { Effect: "Allow", Principal: "*", Action: "GetObject", Resource: "*" };
    await refused(
      cloud.make(ENDPOINT, { vpcId: vpc.id, serviceName: S3, policy: policy(statement) }),
      `${creating(S3)} InvalidPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.`,
    );
  });
});
