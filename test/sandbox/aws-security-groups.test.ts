import assert from "node:assert/strict";
import { makeNetwork } from "./aws-fixtures.ts";
import { refused, SimulatedAws, text } from "./simulated-aws.ts";

const GROUP = "ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "ec2/defaultSecurityGroup:DefaultSecurityGroup";
const INGRESS = "vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ENDPOINT = "ec2/vpcEndpoint:VpcEndpoint";

function ec2(doing: string, operation: string): string {
  return `${doing}: operation error EC2: ${operation}, https response error StatusCode: 400, api error`;
}

describe("the simulated EC2: security groups", () => {
  it("need a VPC and a name of their own in it", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const group = await cloud.make(GROUP, { vpcId: vpc.id, name: "stores" });
    assert.match(group.id, /^sg-0[0-9a-f]{16}$/);
    const error = ec2("creating Security Group (stores)", "CreateSecurityGroup");
    await refused(
      cloud.make(GROUP, { vpcId: vpc.id, name: "stores" }, "again"),
      `${error} InvalidGroup.Duplicate: The security group 'stores' already exists for VPC '${vpc.id}'`,
    );
    await refused(
      cloud.make(GROUP, { vpcId: "vpc-0", name: "stores" }),
      `${error} InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist`,
    );
    await refused(cloud.make(GROUP, { name: "stores" }), `${error} VPCIdNotSpecified: No default VPC for this user`);
    await refused(
      cloud.make(GROUP, { vpcId: vpc.id, name: "default" }),
      `${ec2("creating Security Group (default)", "CreateSecurityGroup")} InvalidParameterValue: Cannot use reserved security group name: default`,
    );
  });

  it("take names and descriptions as EC2 does", () => {
    const cloud = new SimulatedAws();
    assert.deepEqual(cloud.failures(GROUP, { name: "stores", description: "PostgreSQL of the tenant: 5432/tcp" }), []);
    assert.deepEqual(cloud.failures(GROUP, { name: "sg-stores", description: "Tenant's database" }), [
      "name: invalid value for name (cannot begin with sg-)",
      "description: invalid value for description (must match [0-9A-Za-z_ .:/()#,@\\[\\]+=&;\\{\\}!$*-])",
    ]);
  });

  it("are not deleted while another group's rule names them", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const [workloads, stores] = [
      await cloud.make(GROUP, { vpcId: vpc.id, name: "workloads" }, "workloads"),
      await cloud.make(GROUP, { vpcId: vpc.id, name: "stores" }, "stores"),
    ];
    const tcp = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
    await cloud.make(
      INGRESS,
      { securityGroupId: workloads.id, referencedSecurityGroupId: workloads.id, ipProtocol: "-1" },
      "self",
    );
    const rule = await cloud.make(INGRESS, {
      securityGroupId: stores.id,
      referencedSecurityGroupId: workloads.id,
      ...tcp,
    });
    await refused(
      cloud.remove(workloads),
      `${ec2(`deleting Security Group (${workloads.id})`, "DeleteSecurityGroup")} DependencyViolation: resource ${workloads.id} has a dependent object`,
    );
    await cloud.remove(rule);
    await cloud.remove(workloads);
    assert.deepEqual(cloud.records(INGRESS), []);
  });

  it("named default lose the rules they came with when they are taken over, and stay with the VPC", async () => {
    const cloud = new SimulatedAws();
    const { vpc } = await makeNetwork(cloud);
    const id = text(vpc, "defaultSecurityGroupId");
    assert.equal((cloud.record(DEFAULT_GROUP, id)?.outputs["egress"] as readonly unknown[]).length, 1);
    const group = await cloud.make(DEFAULT_GROUP, { vpcId: vpc.id });
    assert.equal(group.id, id);
    assert.deepEqual([group.outputs["ingress"], group.outputs["egress"], group.outputs["name"]], [[], [], "default"]);
    await cloud.remove(group);
    assert.equal(cloud.record(DEFAULT_GROUP, id)?.inputs["vpcId"], vpc.id);
    await refused(
      cloud.make(DEFAULT_GROUP, { vpcId: "vpc-0" }),
      "reading EC2 Default Security Group (vpc-0): couldn't find resource",
    );
  });
});

describe("the simulated EC2: security group rules", () => {
  const tcp = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  const adding = ec2("creating VPC Security Group Rule (Ingress)", "AuthorizeSecurityGroupIngress");

  it("need their groups", async () => {
    const cloud = new SimulatedAws();
    const { group } = await makeNetwork(cloud);
    const rule = await cloud.make(INGRESS, { securityGroupId: group.id, cidrIpv4: "10.20.0.0/20", ...tcp });
    assert.match(rule.id, /^sgr-0[0-9a-f]{16}$/);
    assert.equal(rule.outputs["securityGroupRuleId"], rule.id);
    const missing = `${adding} InvalidGroup.NotFound: The security group 'sg-0' does not exist`;
    await refused(cloud.make(INGRESS, { securityGroupId: "sg-0", cidrIpv4: "10.0.0.0/8", ...tcp }), missing);
    await refused(
      cloud.make(INGRESS, { securityGroupId: group.id, referencedSecurityGroupId: "sg-0", ...tcp }),
      missing,
    );
    const other = await makeNetwork(cloud, "other");
    await refused(
      cloud.make(INGRESS, { securityGroupId: group.id, referencedSecurityGroupId: other.group.id, ...tcp }),
      `${adding} InvalidGroup.NotFound: You have specified two resources that belong to different networks.`,
    );
  });

  it("exist once", async () => {
    const cloud = new SimulatedAws();
    const { group } = await makeNetwork(cloud);
    const inputs = { securityGroupId: group.id, cidrIpv4: "10.20.0.0/20", ...tcp };
    await cloud.make(INGRESS, inputs);
    await cloud.make(INGRESS, { ...inputs, toPort: 444 }, "wider");
    await refused(
      cloud.make(INGRESS, inputs, "again"),
      `${adding} InvalidPermission.Duplicate: the specified rule "peer: 10.20.0.0/20, TCP, from port: 443, to port: 443, ALLOW" already exists`,
    );
  });

  it("name ports with tcp, and none with every protocol", async () => {
    const cloud = new SimulatedAws();
    const { group } = await makeNetwork(cloud);
    assert.deepEqual(
      cloud.failures(INGRESS, {
        securityGroupId: "sg-0",
        cidrIpv4: "10.0.0.0/8",
        ipProtocol: "-1",
        fromPort: 0,
        toPort: 0,
      }),
      [
        "fromPort: You may not specify all protocols and specific ports. Please specify each protocol and port range combination individually, or all protocols and no port range",
      ],
    );
    assert.deepEqual(
      cloud.failures(INGRESS, {
        securityGroupId: "sg-0",
        cidrIpv4: "10.0.0.1/8",
        ipProtocol: "tcp",
        fromPort: 9,
        toPort: 8,
      }),
      [
        `cidrIpv4: "10.0.0.1/8" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/8"?`,
        "fromPort: from_port (9) must not be above to_port (8)",
      ],
    );
    await refused(
      cloud.make(INGRESS, { securityGroupId: group.id, cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp" }),
      `${adding} InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`,
    );
  });

  it("are replaced by another kind of peer, not by another of the same kind", async () => {
    const cloud = new SimulatedAws();
    const { group } = await makeNetwork(cloud);
    const rule = await cloud.make(EGRESS, { securityGroupId: group.id, cidrIpv4: "10.0.0.0/8", ...tcp });
    assert.deepEqual(cloud.replacing(rule, { securityGroupId: group.id, cidrIpv4: "10.0.0.0/16", ...tcp }), []);
    assert.deepEqual(
      cloud.replacing(rule, { securityGroupId: group.id, referencedSecurityGroupId: group.id, ...tcp }),
      ["cidrIpv4", "referencedSecurityGroupId"],
    );
  });

  it("name prefix lists that exist", async () => {
    const cloud = new SimulatedAws();
    const { vpc, group } = await makeNetwork(cloud);
    const gateway = await cloud.make(ENDPOINT, { vpcId: vpc.id, serviceName: "com.amazonaws.eu-west-1.s3" });
    await cloud.make(EGRESS, { securityGroupId: group.id, prefixListId: text(gateway, "prefixListId"), ...tcp });
    await refused(
      cloud.make(EGRESS, { securityGroupId: group.id, prefixListId: "pl-00000000", ...tcp }, "lost"),
      `${ec2("creating VPC Security Group Rule (Egress)", "AuthorizeSecurityGroupEgress")} InvalidPrefixListID.NotFound: The prefix list ID 'pl-00000000' does not exist`,
    );
  });
});
