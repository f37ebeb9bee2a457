import { notArn, notJson, wrongLength, testRules } from "./aws-check-rules.ts";
import { policy } from "./aws-fixtures.ts";

const read = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const trust = policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

testRules("the simulated AWS checks inputs of networks, keys, identities and secrets,", [
  {
    type: "ec2/subnet:Subnet",
    sound: { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" },
    broken: [
      [
        { cidrBlock: "10.0.0.1/24" },
        `cidrBlock: "10.0.0.1/24" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/24"?`,
      ],
      [
        { cidrBlock: "10.0.0.0/29" },
        `cidrBlock: expected "cidr_block" to contain a network Value with between 16 and 28 significant bits, got: 29`,
      ],
    ],
  },
  {
    type: "ec2/networkAcl:NetworkAcl",
    sound: { vpcId: "vpc-0" },
    broken: [
      [
        { ingress: [{ ruleNo: 1, action: "allow", protocol: "-1", cidrBlock: "10.0.0.1/8", fromPort: 0, toPort: 0 }] },
        `ingress.0.cidrBlock: "10.0.0.1/8" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/8"?`,
      ],
    ],
  },
  {
    type: "ec2/natGateway:NatGateway",
    sound: { subnetId: "subnet-0", connectivityType: "private" },
    broken: [
      [
        { allocationId: "eipalloc-0" },
        `allocationId: allocation_id is not supported with connectivity_type = "private"`,
      ],
      [
        { secondaryPrivateIpAddressCount: 32 },
        "secondaryPrivateIpAddressCount: expected secondary_private_ip_address_count to be in the range (1 - 31), got 32",
      ],
    ],
  },
  {
    type: "ec2/routeTable:RouteTable",
    sound: { vpcId: "vpc-0" },
    broken: [
      [
        { routes: [{ cidrBlock: "10.0.0.1/8", gatewayId: "igw-0" }] },
        `routes.0.cidrBlock: "10.0.0.1/8" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/8"?`,
      ],
    ],
  },
  {
    type: "cloudwatch/logGroup:LogGroup",
    sound: { name: "x".repeat(512) },
    broken: [
      [{ kmsKeyId: "x" }, `kmsKeyId: ${notArn("kms_key_id")}`],
      [{ name: "x".repeat(513) }, `name: ${wrongLength("name", 1, 512, "x".repeat(513))}`],
    ],
  },
  {
    type: "kms/alias:Alias",
    sound: { name: `alias/${"x".repeat(250)}`, targetKeyId: "x" },
    broken: [
      [{ name: `alias/${"x".repeat(251)}` }, `name: ${wrongLength("name", 1, 256, `alias/${"x".repeat(251)}`)}`],
    ],
  },
  {
    type: "kms/key:Key",
    sound: { description: "x".repeat(8192) },
    broken: [
      [{ description: "x".repeat(8193) }, `description: ${wrongLength("description", 0, 8192, "x".repeat(8193))}`],
      [{ policy: "" }, `policy: ${notJson("policy")}`],
    ],
  },
  {
    type: "iam/role:Role",
    sound: { name: "x", description: "x".repeat(1000), path: "/a/b/", assumeRolePolicy: trust },
    broken: [
      [{ description: "x".repeat(1001) }, `description: ${wrongLength("description", 0, 1000, "x".repeat(1001))}`],
      [{ path: "a/b" }, "path: invalid value for path (must begin and end with /)"],
      [{ permissionsBoundary: "x" }, `permissionsBoundary: ${notArn("permissions_boundary")}`],
      [
        { permissionsBoundary: "arn:aws" },
        `permissionsBoundary: "permissions_boundary" (arn:aws) is an invalid ARN: arn: not enough sections`,
      ],
    ],
  },
  {
    type: "iam/rolePolicy:RolePolicy",
    sound: { name: "x".repeat(128), role: "x", policy: read },
    broken: [
      [{ policy: "" }, `policy: ${notJson("policy")}`],
      [{ name: "x".repeat(129) }, `name: ${wrongLength("name", 1, 128, "x".repeat(129))}`],
    ],
  },
  {
    type: "iam/rolePolicyAttachment:RolePolicyAttachment",
    sound: { role: "x", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    broken: [[{ policyArn: "x" }, `policyArn: ${notArn("policy_arn")}`]],
  },
  {
    type: "iam/policy:Policy",
    sound: { name: "x", policy: read, path: "/" },
    broken: [
      [{ policy: "" }, `policy: ${notJson("policy")}`],
      [{ path: "x" }, "path: invalid value for path (must begin and end with /)"],
      [{ description: "x".repeat(1001) }, `description: ${wrongLength("description", 0, 1000, "x".repeat(1001))}`],
    ],
  },
  {
    type: "secretsmanager/secret:Secret",
    sound: { name: "x".repeat(512), description: "x".repeat(2048) },
    broken: [
      [{ name: "x".repeat(513) }, `name: ${wrongLength("name", 1, 512, "x".repeat(513))}`],
      [{ description: "x".repeat(2049) }, `description: ${wrongLength("description", 0, 2048, "x".repeat(2049))}`],
      [{ policy: "" }, `policy: ${notJson("policy")}`],
    ],
  },
  {
    type: "secretsmanager/secretPolicy:SecretPolicy",
    sound: { secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x-ABCDEF", policy: read },
    broken: [
      [{ secretArn: "x" }, `secretArn: ${notArn("secret_arn")}`],
      [{ policy: "" }, `policy: ${notJson("policy")}`],
    ],
  },
  {
    type: "secretsmanager/secretVersion:SecretVersion",
    sound: { secretId: "x", secretString: "x".repeat(65_536) },
    broken: [
      [
        { secretString: "x".repeat(65_537) },
        "secretString: expected length of secretString to be in the range (1 - 65536)",
      ],
    ],
  },
  {
    type: "ec2/flowLog:FlowLog",
    sound: { vpcId: "vpc-0", trafficType: "ALL" },
    broken: [
      [{ logDestination: "x" }, `logDestination: ${notArn("log_destination")}`],
      [{ iamRoleArn: "x" }, `iamRoleArn: ${notArn("iam_role_arn")}`],
    ],
  },
  {
    type: "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    sound: { securityGroupId: "sg-0", cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: -1, toPort: 65_535 },
    broken: [
      [{ fromPort: -2 }, "fromPort: expected from_port to be in the range (-1 - 65535), got -2"],
      [
        { description: "Tenant's" },
        "description: invalid value for description (must match [0-9A-Za-z_ .:/()#,@\\[\\]+=&;\\{\\}!$*-])",
      ],
      [{ toPort: 65_536 }, "toPort: expected to_port to be in the range (-1 - 65535), got 65536"],
      [{ description: "x".repeat(256) }, `description: ${wrongLength("description", 0, 255, "x".repeat(256))}`],
    ],
  },
  {
    type: "ec2/securityGroup:SecurityGroup",
    sound: { name: "x".repeat(255), description: "x".repeat(255) },
    broken: [
      [{ name: "x".repeat(256) }, `name: ${wrongLength("name", 1, 255, "x".repeat(256))}`],
      [{ description: "x".repeat(256) }, `description: ${wrongLength("description", 0, 255, "x".repeat(256))}`],
    ],
  },
]);
