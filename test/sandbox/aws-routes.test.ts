import assert from "node:assert/strict";
import { makeNetwork } from "./aws-fixtures.ts";
import { refused, SimulatedAws, text } from "./simulated-aws.ts";

const TABLE = "ec2/routeTable:RouteTable";
const ROUTE = "ec2/route:Route";
const ASSOCIATION = "ec2/routeTableAssociation:RouteTableAssociation";
const DEFAULT_TABLE = "ec2/defaultRouteTable:DefaultRouteTable";
const ACL = "ec2/networkAcl:NetworkAcl";
const DEFAULT_ACL = "ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ACL_RULE = "ec2/networkAclRule:NetworkAclRule";
const ACL_ASSOCIATION = "ec2/networkAclAssociation:NetworkAclAssociation";
const INTERNET = "0.0.0.0/0";

/** EC2's answer to an operation, up to the error code. */
function ec2(doing: string, operation: string): string {
  return `${doing}: operation error EC2: ${operation}, https response error StatusCode: 400, api error`;
}

describe("the simulated EC2: routes", () => {
  it("have the provider's id: the table and a checksum of the destination", async () => {
    const cloud = new SimulatedAws();
    const { vpc, gateway } = await makeNetwork(cloud);
    const table = await cloud.make(TABLE, { vpcId: vpc.id });
    const route = await cloud.make(ROUTE, {
      routeTableId: table.id,
      destinationCidrBlock: INTERNET,
      gatewayId: gateway.id,
    });
    assert.equal(route.id, `r-${table.id}1080289494`);
    assert.equal(route.outputs["state"], "active");
  });

  it("need their table and target, lead out of the same VPC, and exist once", async () => {
    const cloud = new SimulatedAws();
    const { vpc, gateway } = await makeNetwork(cloud);
    const table = await cloud.make(TABLE, { vpcId: vpc.id });
    const doing = (id: string): string =>
      ec2(`creating Route in Route Table (${id}) with destination (0.0.0.0/0)`, "CreateRoute");
    const to = (target: object, routeTableId = table.id) =>
      cloud.make(ROUTE, { routeTableId, destinationCidrBlock: INTERNET, ...target });
    await refused(
      to({ gatewayId: gateway.id }, "rtb-0"),
      `${doing("rtb-0")} InvalidRouteTableID.NotFound: The routeTable ID 'rtb-0' does not exist`,
    );
    await refused(
      to({ natGatewayId: "nat-0" }),
      `${doing(table.id)} InvalidNatGatewayID.NotFound: The NatGateway ID 'nat-0' does not exist`,
    );
    await refused(
      to({ gatewayId: "igw-0" }),
      `${doing(table.id)} InvalidGatewayID.NotFound: The gateway ID 'igw-0' does not exist`,
    );
    const other = await makeNetwork(cloud, "other");
    await refused(
      to({ gatewayId: other.gateway.id }),
      `${doing(table.id)} InvalidParameterValue: route table ${table.id} and network gateway ${other.gateway.id} belong to different networks`,
    );
    const route = await to({ gatewayId: gateway.id });
    await refused(
      to({ gatewayId: gateway.id }),
      `${doing(table.id)} RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.`,
    );
    await cloud.remove(route);
    await to({ gatewayId: gateway.id });
  });

  it("turn to another target in place, and are replaced by another destination", async () => {
    const cloud = new SimulatedAws();
    const { vpc, gateway, subnetIds } = await makeNetwork(cloud);
    const table = await cloud.make(TABLE, { vpcId: vpc.id });
    const address = await cloud.make("ec2/eip:Eip");
    const nat = await cloud.make("ec2/natGateway:NatGateway", { subnetId: subnetIds[0], allocationId: address.id });
    const route = await cloud.make(ROUTE, {
      routeTableId: table.id,
      destinationCidrBlock: INTERNET,
      gatewayId: gateway.id,
    });
    await cloud.change(route, { routeTableId: table.id, destinationCidrBlock: INTERNET, natGatewayId: nat.id });
    assert.deepEqual(
      cloud.replacing(route, { routeTableId: table.id, destinationCidrBlock: "10.0.0.0/8", gatewayId: gateway.id }),
      ["destinationCidrBlock"],
    );
  });

  it("take canonical destinations only", () => {
    assert.deepEqual(
      new SimulatedAws().failures(ROUTE, {
        routeTableId: "rtb-0",
        destinationCidrBlock: "10.1.2.3/8",
        gatewayId: "igw-0",
      }),
      [`destinationCidrBlock: "10.1.2.3/8" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/8"?`],
    );
  });
});

describe("the simulated EC2: route tables", () => {
  it("are associated with a subnet of their VPC, each subnet once", async () => {
    const cloud = new SimulatedAws();
    const { vpc, subnetIds } = await makeNetwork(cloud);
    const table = await cloud.make(TABLE, { vpcId: vpc.id });
    const error = ec2("creating Route Table Association", "AssociateRouteTable");
    const made = await cloud.make(ASSOCIATION, { routeTableId: table.id, subnetId: subnetIds[0] });
    assert.match(made.id, /^rtbassoc-0[0-9a-f]{16}$/);
    await refused(
      cloud.make(ASSOCIATION, { routeTableId: table.id, subnetId: subnetIds[0] }, "again"),
      `${error} Resource.AlreadyAssociated: the specified association for route table ${table.id} conflicts with an existing association`,
    );
    await refused(
      cloud.make(ASSOCIATION, { routeTableId: table.id, subnetId: "subnet-0" }, "lost"),
      `${error} InvalidSubnetID.NotFound: The subnet ID 'subnet-0' does not exist`,
    );
    const other = await makeNetwork(cloud, "other");
    await refused(
      cloud.make(ASSOCIATION, { routeTableId: table.id, subnetId: other.subnetIds[0] }, "far"),
      `${error} InvalidParameterValue: route table ${table.id} and subnet ${other.subnetIds[0]} belong to different networks`,
    );
  });

  it("let go of their subnets when they are deleted", async () => {
    const cloud = new SimulatedAws();
    const { vpc, subnetIds } = await makeNetwork(cloud);
    const table = await cloud.make(TABLE, { vpcId: vpc.id });
    await cloud.make(ASSOCIATION, { routeTableId: table.id, subnetId: subnetIds[0] });
    await cloud.remove(table);
    assert.deepEqual(cloud.records(ASSOCIATION), []);
  });

  it("named default are taken over, and left to the VPC", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const table = await cloud.make(DEFAULT_TABLE, { defaultRouteTableId: text(vpc, "defaultRouteTableId") });
    assert.equal(table.id, vpc.outputs["defaultRouteTableId"]);
    assert.equal(table.outputs["vpcId"], vpc.id);
    await cloud.remove(table);
    assert.notEqual(cloud.record(DEFAULT_TABLE, table.id), undefined);
    await refused(
      cloud.make(DEFAULT_TABLE, { defaultRouteTableId: "rtb-0" }),
      "reading EC2 Default Route Table (rtb-0): couldn't find resource",
    );
  });
});

describe("the simulated EC2: network ACLs", () => {
  const rule = { ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock: "10.20.0.0/20", fromPort: 443, toPort: 443 };

  it("take numbered rules, each number once per direction", () => {
    const cloud = new SimulatedAws();
    assert.deepEqual(cloud.failures(ACL, { vpcId: "vpc-0", ingress: [rule], egress: [rule] }), []);
    assert.deepEqual(cloud.failures(ACL, { vpcId: "vpc-0", ingress: [rule, rule] }), [
      "ingress: two ingress rules have the same rule_no",
    ]);
    assert.deepEqual(cloud.failures(ACL, { vpcId: "vpc-0", egress: [{ ...rule, ruleNo: 32_767, action: "drop" }] }), [
      "egress.0.ruleNo: expected rule_no to be in the range (1 - 32766), got 32767",
      `egress.0.action: expected action to be one of ["allow" "deny"], got drop`,
    ]);
  });

  it("guard subnets of their VPC only", async () => {
    const cloud = new SimulatedAws();
    const { vpc, subnetIds } = await makeNetwork(cloud);
    const acl = await cloud.make(ACL, { vpcId: vpc.id, subnetIds, ingress: [rule] });
    assert.match(acl.id, /^acl-0[0-9a-f]{16}$/);
    const moved = await cloud.make(ACL_ASSOCIATION, { networkAclId: acl.id, subnetId: subnetIds[0] }, "moved");
    assert.match(moved.id, /^aclassoc-0[0-9a-f]{16}$/);
    const subnetMissing = "InvalidSubnetID.NotFound: The subnet ID 'subnet-0' does not exist";
    const associating = ec2("creating EC2 Network ACL Association", "ReplaceNetworkAclAssociation");
    await refused(
      cloud.make(ACL, { vpcId: vpc.id, subnetIds: ["subnet-0"] }, "lost"),
      `${ec2("creating EC2 Network ACL", "CreateNetworkAcl")} ${subnetMissing}`,
    );
    await refused(
      cloud.make(ACL_ASSOCIATION, { networkAclId: acl.id, subnetId: "subnet-0" }),
      `${associating} ${subnetMissing}`,
    );
    await refused(
      cloud.make(ACL_ASSOCIATION, { networkAclId: "acl-0", subnetId: subnetIds[0] }),
      `${associating} InvalidNetworkAclID.NotFound: The networkAcl ID 'acl-0' does not exist`,
    );
    const other = await makeNetwork(cloud, "other");
    await refused(
      cloud.make(ACL, { vpcId: vpc.id, subnetIds: other.subnetIds }, "far"),
      `${ec2("creating EC2 Network ACL", "CreateNetworkAcl")} InvalidParameterValue: network acl and subnet ${other.subnetIds[0]} belong to different networks`,
    );
    await refused(
      cloud.make(ACL_ASSOCIATION, { networkAclId: acl.id, subnetId: other.subnetIds[0] }),
      `${ec2("creating EC2 Network ACL Association", "ReplaceNetworkAclAssociation")} InvalidParameterValue: network acl ${acl.id} and subnet ${other.subnetIds[0]} belong to different networks`,
    );
  });

  it("hold each rule of a resource of its own once", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const acl = await cloud.make(ACL, { vpcId: vpc.id });
    const entry = { networkAclId: acl.id, ruleNumber: 100, protocol: "-1", ruleAction: "deny", cidrBlock: INTERNET };
    assert.match((await cloud.make(ACL_RULE, entry)).id, /^nacl-\d+$/);
    await cloud.make(ACL_RULE, { ...entry, egress: true }, "out");
    await refused(
      cloud.make(ACL_RULE, { ...entry, ruleAction: "allow" }, "again"),
      `${ec2("creating EC2 Network ACL Rule", "CreateNetworkAclEntry")} NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists.`,
    );
    await cloud.remove(acl);
    assert.deepEqual(cloud.records(ACL_RULE), []);
  });

  it("named default are taken over without their open rules, and left to the VPC", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const id = text(vpc, "defaultNetworkAclId");
    assert.equal((cloud.record(DEFAULT_ACL, id)?.outputs["ingress"] as readonly unknown[]).length, 1);
    const acl = await cloud.make(DEFAULT_ACL, { defaultNetworkAclId: id });
    assert.deepEqual(cloud.record(DEFAULT_ACL, id)?.outputs["ingress"], []);
    await cloud.remove(acl);
    assert.notEqual(cloud.record(DEFAULT_ACL, id), undefined);
    await refused(
      cloud.make(DEFAULT_ACL, { defaultNetworkAclId: "acl-0" }),
      "reading EC2 Default Network ACL (acl-0): couldn't find resource",
    );
  });
});
