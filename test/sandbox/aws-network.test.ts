import assert from "node:assert/strict";
import { makeNetwork } from "./aws-fixtures.ts";
import { ACCOUNT, refused, SimulatedAws, text } from "./simulated-aws.ts";

const VPC = "ec2/vpc:Vpc";
const SUBNET = "ec2/subnet:Subnet";
const EIP = "ec2/eip:Eip";
const NAT = "ec2/natGateway:NatGateway";
const GATEWAY = "ec2/internetGateway:InternetGateway";

describe("the simulated EC2: a VPC", () => {
  it("has the provider's ids and computed outputs", async () => {
    const vpc = await new SimulatedAws().make(VPC, { cidrBlock: "10.20.0.0/20" });
    assert.match(vpc.id, /^vpc-0[0-9a-f]{16}$/);
    assert.equal(vpc.outputs["arn"], `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc/${vpc.id}`);
    assert.match(text(vpc, "defaultSecurityGroupId"), /^sg-0[0-9a-f]{16}$/);
    assert.match(text(vpc, "defaultNetworkAclId"), /^acl-0[0-9a-f]{16}$/);
    assert.match(text(vpc, "mainRouteTableId"), /^rtb-0[0-9a-f]{16}$/);
    assert.equal(vpc.outputs["defaultRouteTableId"], vpc.outputs["mainRouteTableId"]);
    assert.equal(vpc.outputs["ownerId"], ACCOUNT);
  });

  it("brings its default security group, main route table and default network ACL, and takes them along", async () => {
    const cloud = new SimulatedAws();
    const vpc = await cloud.make(VPC, { cidrBlock: "10.20.0.0/20" });
    const companions = [
      ["ec2/defaultSecurityGroup:DefaultSecurityGroup", text(vpc, "defaultSecurityGroupId")],
      ["ec2/defaultRouteTable:DefaultRouteTable", text(vpc, "defaultRouteTableId")],
      ["ec2/defaultNetworkAcl:DefaultNetworkAcl", text(vpc, "defaultNetworkAclId")],
    ] as const;
    for (const [type, id] of companions) assert.equal(cloud.record(type, id)?.outputs["vpcId"], vpc.id, type);
    await cloud.remove(vpc);
    for (const [type, id] of companions) assert.equal(cloud.record(type, id), undefined, type);
  });

  it("takes /16 to /28 in canonical form, and nothing else", () => {
    const cloud = new SimulatedAws();
    assert.deepEqual(cloud.failures(VPC, { cidrBlock: "10.20.0.0/16" }), []);
    assert.deepEqual(cloud.failures(VPC, { cidrBlock: "10.20.0.0/28" }), []);
    const size = (bits: number): string =>
      `cidrBlock: expected "cidr_block" to contain a network Value with between 16 and 28 significant bits, got: ${bits}`;
    assert.deepEqual(cloud.failures(VPC, { cidrBlock: "10.20.0.0/15" }), [size(15)]);
    assert.deepEqual(cloud.failures(VPC, { cidrBlock: "10.20.0.0/29" }), [size(29)]);
    assert.deepEqual(cloud.failures(VPC, { cidrBlock: "10.20.0.5/20" }), [
      `cidrBlock: "10.20.0.5/20" is not a valid IPv4 CIDR block; did you mean "10.20.0.0/20"?`,
    ]);
    assert.deepEqual(cloud.failures(VPC, { cidrBlock: "10.20.0/20" }), [
      `cidrBlock: "10.20.0/20" is not a valid IPv4 CIDR block: invalid CIDR address: 10.20.0/20`,
    ]);
  });

  it("takes no block that is reserved", async () => {
    await refused(
      new SimulatedAws().make(VPC, { cidrBlock: "169.254.0.0/16" }),
      "creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400, api error InvalidVpc.Range: The CIDR '169.254.0.0/16' is invalid.",
    );
  });

  it("is replaced by another tenancy, except from dedicated to default", async () => {
    const cloud = new SimulatedAws();
    const shared = await cloud.make(VPC, { cidrBlock: "10.20.0.0/20" });
    const own = await cloud.make(VPC, { cidrBlock: "10.20.0.0/20", instanceTenancy: "dedicated" }, "own");
    assert.deepEqual(cloud.replacing(shared, { cidrBlock: "10.20.0.0/20", instanceTenancy: "dedicated" }), [
      "instanceTenancy",
    ]);
    assert.deepEqual(cloud.replacing(own, { cidrBlock: "10.20.0.0/20" }), []);
    assert.deepEqual(cloud.replacing(own, { cidrBlock: "10.30.0.0/20", instanceTenancy: "dedicated" }), ["cidrBlock"]);
  });

  it("is not deleted while something is in it", async () => {
    const cloud = new SimulatedAws();
    const vpc = await cloud.make(VPC, { cidrBlock: "10.20.0.0/20" });
    const gateway = await cloud.make(GATEWAY, { vpcId: vpc.id });
    await refused(
      cloud.remove(vpc),
      `deleting EC2 VPC (${vpc.id}): operation error EC2: DeleteVpc, https response error StatusCode: 400, api error DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be deleted.`,
    );
    await cloud.remove(gateway);
    await cloud.remove(vpc);
    assert.deepEqual(cloud.records(VPC), []);
  });
});

describe("the simulated EC2: a subnet", () => {
  it("knows its zone by letter and by id, in the account's own mapping", async () => {
    const cloud = new SimulatedAws();
    const vpc = await cloud.make(VPC, { cidrBlock: "10.20.0.0/20" });
    const zones = cloud.invoke("index/getAvailabilityZones:getAvailabilityZones");
    const [names, ids] = [zones["names"], zones["zoneIds"]] as readonly (readonly string[])[];
    const byId = await cloud.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.20.0.0/24", availabilityZoneId: ids?.[1] });
    const byName = await cloud.make(
      SUBNET,
      { vpcId: vpc.id, cidrBlock: "10.20.1.0/24", availabilityZone: names?.[2] },
      "c",
    );
    assert.equal(byId.outputs["availabilityZone"], names?.[1]);
    assert.equal(byName.outputs["availabilityZoneId"], ids?.[2]);
    assert.match(byId.id, /^subnet-0[0-9a-f]{16}$/);
  });

  it("lies inside its VPC and apart from the others", async () => {
    const cloud = new SimulatedAws();
    const vpc = await cloud.make(VPC, { cidrBlock: "10.20.0.0/20" });
    const error =
      "creating EC2 Subnet: operation error EC2: CreateSubnet, https response error StatusCode: 400, api error";
    await cloud.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.20.0.0/24" });
    await cloud.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.20.1.0/24" }, "next");
    await refused(
      cloud.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.20.1.128/25" }),
      `${error} InvalidSubnet.Conflict: The CIDR '10.20.1.128/25' conflicts with another subnet`,
    );
    await refused(
      cloud.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.20.16.0/24" }),
      `${error} InvalidSubnet.Range: The CIDR '10.20.16.0/24' is invalid.`,
    );
    await refused(
      cloud.make(SUBNET, { vpcId: "vpc-0", cidrBlock: "10.20.2.0/24" }),
      `${error} InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist`,
    );
    await refused(
      cloud.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.20.2.0/24", availabilityZone: "eu-west-1z" }),
      `${error} InvalidParameterValue: Value (eu-west-1z) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: eu-west-1a, eu-west-1b, eu-west-1c.`,
    );
  });

  it("is not deleted while something has an interface in it", async () => {
    const cloud = new SimulatedAws();
    const { subnets } = await makeNetwork(cloud);
    const [subnet] = subnets;
    assert.ok(subnet);
    const address = await cloud.make(EIP);
    const nat = await cloud.make(NAT, { subnetId: subnet.id, allocationId: address.id });
    await refused(
      cloud.remove(subnet),
      `deleting EC2 Subnet (${subnet.id}): operation error EC2: DeleteSubnet, https response error StatusCode: 400, api error DependencyViolation: The subnet '${subnet.id}' has dependencies and cannot be deleted.`,
    );
    await cloud.remove(nat);
    await cloud.remove(subnet);
  });
});

describe("the simulated EC2: ways out", () => {
  it("puts a zonal NAT gateway into a subnet", async () => {
    const cloud = new SimulatedAws();
    const address = await cloud.make(EIP);
    await refused(
      cloud.make(NAT, { allocationId: address.id }),
      "creating EC2 NAT Gateway: operation error EC2: CreateNatGateway, https response error StatusCode: 400, api error MissingParameter: The request must contain the parameter subnetId",
    );
  });

  it("gives a public NAT gateway the address of its allocation and one of its subnet", async () => {
    const cloud = new SimulatedAws();
    const { subnetIds, vpc } = await makeNetwork(cloud);
    const address = await cloud.make(EIP, { domain: "vpc" });
    assert.match(address.id, /^eipalloc-0[0-9a-f]{16}$/);
    assert.match(text(address, "publicIp"), /^198\.1[89]\.\d+\.\d+$/);
    assert.equal(
      text(address, "publicDns"),
      `ec2-${text(address, "publicIp").replaceAll(".", "-")}.eu-west-1.compute.amazonaws.com`,
    );
    const nat = await cloud.make(NAT, { subnetId: subnetIds[0], allocationId: address.id });
    assert.match(nat.id, /^nat-0[0-9a-f]{16}$/);
    assert.equal(nat.outputs["publicIp"], address.outputs["publicIp"]);
    assert.match(text(nat, "privateIp"), /^10\.20\.0\.\d+$/);
    assert.equal(nat.outputs["vpcId"], vpc.id);
  });

  it("refuses a NAT gateway without address, with a taken one, or in a VPC without internet gateway", async () => {
    const cloud = new SimulatedAws();
    const { subnetIds } = await makeNetwork(cloud);
    const error =
      "creating EC2 NAT Gateway: operation error EC2: CreateNatGateway, https response error StatusCode: 400, api error";
    const address = await cloud.make(EIP);
    await cloud.make(NAT, { subnetId: subnetIds[0], allocationId: address.id });
    await refused(
      cloud.make(NAT, { subnetId: subnetIds[1] }, "b"),
      `${error} MissingParameter: The request must contain the parameter allocationId`,
    );
    await refused(
      cloud.make(NAT, { subnetId: subnetIds[1], allocationId: address.id }, "b"),
      `${error} Resource.AlreadyAssociated: resource ${address.id} is already associated.`,
    );
    await refused(
      cloud.make(NAT, { subnetId: "subnet-0", allocationId: address.id }, "b"),
      `${error} InvalidSubnetID.NotFound: The subnet ID 'subnet-0' does not exist`,
    );
    await refused(
      cloud.make(NAT, { subnetId: subnetIds[1], allocationId: "eipalloc-0" }, "b"),
      `${error} InvalidAllocationID.NotFound: The allocation ID 'eipalloc-0' does not exist`,
    );
    const closed = await cloud.make(VPC, { cidrBlock: "10.40.0.0/20" }, "closed");
    const inside = await cloud.make(SUBNET, { vpcId: closed.id, cidrBlock: "10.40.0.0/24" }, "closed");
    const other = await cloud.make(EIP, {}, "other");
    await refused(
      cloud.make(NAT, { subnetId: inside.id, allocationId: other.id }, "closed"),
      `waiting for EC2 NAT Gateway create: unexpected state 'failed', wanted target 'available'. last error: Gateway.NotAttached: Network ${closed.id} has no Internet gateway attached`,
    );
  });

  it("keeps an address and an internet gateway while a NAT gateway uses them", async () => {
    const cloud = new SimulatedAws();
    const { subnetIds, gateway, vpc } = await makeNetwork(cloud);
    const address = await cloud.make(EIP);
    const nat = await cloud.make(NAT, { subnetId: subnetIds[0], allocationId: address.id });
    await refused(
      cloud.remove(address),
      `deleting EC2 EIP (${address.id}): operation error EC2: ReleaseAddress, https response error StatusCode: 400, api error InvalidIPAddress.InUse: Address ${text(address, "publicIp")} is in use.`,
    );
    await refused(
      cloud.remove(gateway),
      `detaching EC2 Internet Gateway (${gateway.id}) from VPC (${vpc.id}): operation error EC2: DetachInternetGateway, https response error StatusCode: 400, api error DependencyViolation: Network ${vpc.id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
    await cloud.remove(nat);
    await cloud.remove(address);
    await cloud.remove(gateway);
  });

  it("attaches one internet gateway to a VPC", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    await refused(
      cloud.make(GATEWAY, { vpcId: vpc.id }, "second"),
      `creating EC2 Internet Gateway: attaching to VPC (${vpc.id}): operation error EC2: AttachInternetGateway, https response error StatusCode: 400, api error InvalidParameterValue: Network ${vpc.id} already has an internet gateway attached`,
    );
  });
});
